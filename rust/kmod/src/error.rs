//! The kernel's error numbers as a type: [`Error`], [`Result`] and conversions from and to what C
//! functions return.
//!
//! ```ignore
//! fn probe(n: usize) -> Result<KVec<u8>> {
//!     if n > 4096 {
//!         return Err(E2BIG);
//!     }
//!     KVec::with_capacity(n, GFP_KERNEL) // Err(ENOMEM)
//! }
//! ```

use core::ffi::c_int;
use core::fmt;
use core::num::NonZeroI32;

pub use code::*;

/// The largest error number: what C's `IS_ERR()` takes a pointer for.
const MAX_ERRNO: i32 = 4095;

/// The result of what can fail.
pub type Result<T = (), E = Error> = core::result::Result<T, E>;

/// An error number, such as [`ENOMEM`]: always one of those that the kernel can hand on (1 to
/// 4095).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Error(NonZeroI32);

impl Error {
    const fn from_constant(errno: u32) -> Error {
        assert!(errno >= 1 && errno <= MAX_ERRNO as u32);
        match NonZeroI32::new(-(errno as i32)) {
            Some(errno) => Error(errno),
            None => unreachable!(),
        }
    }

    /// The error that a C function returned as a negative number. What is no error number becomes
    /// [`EINVAL`], with a message in the kernel's log.
    pub fn from_errno(errno: c_int) -> Error {
        match NonZeroI32::new(errno) {
            Some(errno) if errno.get() < 0 && errno.get() >= -MAX_ERRNO => Error(errno),
            _ => {
                crate::pr_warn!("{errno} is no error number\n");
                EINVAL
            }
        }
    }

    /// The negative number that C functions return.
    pub const fn to_errno(self) -> c_int {
        self.0.get()
    }

    /// The pointer that C functions return, as `ERR_PTR()` makes it.
    pub fn to_ptr<T>(self) -> *mut T {
        core::ptr::without_provenance_mut(self.0.get() as isize as usize)
    }

    /// The name that C has for it, without which there is only the number.
    pub fn name(self) -> Option<&'static str> {
        let errno = self.0.get();
        NAMES
            .iter()
            .find(|(error, _)| error.0.get() == errno)
            .map(|(_, name)| *name)
    }
}

/// The name, such as `ENOMEM`.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.pad(name),
            None => write!(f, "error {}", -self.0.get()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl core::error::Error for Error {}

macro_rules! errors {
    ($($(#[$attribute:meta])* $name:ident $text:literal)*) => {
        /// The error numbers that the kernel's headers have.
        pub mod code {
            use super::Error;

            $(
                $(#[$attribute])*
                #[doc = $text]
                pub const $name: Error = Error::from_constant(bindings::$name as u32);
            )*

            /// Operation would block: another name of [`EAGAIN`].
            pub const EWOULDBLOCK: Error = EAGAIN;
            /// Another name of [`EDEADLK`].
            pub const EDEADLOCK: Error = EDEADLK;
            /// Bad checksum of a file system: another name of [`EBADMSG`].
            pub const EFSBADCRC: Error = EBADMSG;
            /// File system is corrupted: another name of [`EUCLEAN`].
            pub const EFSCORRUPTED: Error = EUCLEAN;
        }

        const NAMES: &[(Error, &str)] = &[$($(#[$attribute])* ($name, stringify!($name)),)*];
    };
}

errors! {
    EPERM "Operation not permitted."
    ENOENT "No such file or directory."
    ESRCH "No such process."
    EINTR "Interrupted system call."
    EIO "Input or output error."
    ENXIO "No such device or address."
    E2BIG "Argument list too long."
    ENOEXEC "Exec format error."
    EBADF "Bad file number."
    ECHILD "No child processes."
    EAGAIN "Try again."
    ENOMEM "Out of memory."
    EACCES "Permission denied."
    EFAULT "Bad address."
    ENOTBLK "Block device required."
    EBUSY "Device or resource busy."
    EEXIST "File exists."
    EXDEV "Cross-device link."
    ENODEV "No such device."
    ENOTDIR "Not a directory."
    EISDIR "Is a directory."
    EINVAL "Invalid argument."
    ENFILE "File table overflow."
    EMFILE "Too many open files."
    ENOTTY "Not a typewriter: no such ioctl."
    ETXTBSY "Text file busy."
    EFBIG "File too large."
    ENOSPC "No space left on device."
    ESPIPE "Illegal seek."
    EROFS "Read-only file system."
    EMLINK "Too many links."
    EPIPE "Broken pipe."
    EDOM "Mathematical argument out of domain."
    ERANGE "Mathematical result not representable."
    EDEADLK "Resource deadlock would occur."
    ENAMETOOLONG "File name too long."
    ENOLCK "No record locks available."
    ENOSYS "No such system call."
    ENOTEMPTY "Directory not empty."
    ELOOP "Too many symbolic links."
    ENOMSG "No message of the desired type."
    EIDRM "Identifier removed."
    ECHRNG "Channel number out of range."
    EL2NSYNC "Level 2 not synchronized."
    EL3HLT "Level 3 halted."
    EL3RST "Level 3 reset."
    ELNRNG "Link number out of range."
    EUNATCH "Protocol driver not attached."
    ENOCSI "No CSI structure available."
    EL2HLT "Level 2 halted."
    EBADE "Invalid exchange."
    EBADR "Invalid request descriptor."
    EXFULL "Exchange full."
    ENOANO "No anode."
    EBADRQC "Invalid request code."
    EBADSLT "Invalid slot."
    EBFONT "Bad font file format."
    ENOSTR "Device not a stream."
    ENODATA "No data available."
    ETIME "Timer expired."
    ENOSR "Out of streams resources."
    ENONET "Machine is not on the network."
    ENOPKG "Package not installed."
    EREMOTE "Object is remote."
    ENOLINK "Link has been severed."
    EADV "Advertise error."
    ESRMNT "Srmount error."
    ECOMM "Communication error on send."
    EPROTO "Protocol error."
    EMULTIHOP "Multihop attempted."
    EDOTDOT "RFS specific error."
    EBADMSG "Not a data message."
    EOVERFLOW "Value too large for its type."
    ENOTUNIQ "Name not unique on network."
    EBADFD "File descriptor in bad state."
    EREMCHG "Remote address changed."
    ELIBACC "Cannot access a needed shared library."
    ELIBBAD "Accessing a corrupted shared library."
    ELIBSCN "Section .lib in a.out corrupted."
    ELIBMAX "Attempting to link in too many shared libraries."
    ELIBEXEC "Cannot execute a shared library directly."
    EILSEQ "Illegal byte sequence."
    ERESTART "Interrupted system call should be restarted."
    ESTRPIPE "Streams pipe error."
    EUSERS "Too many users."
    ENOTSOCK "Socket operation on what is no socket."
    EDESTADDRREQ "Destination address required."
    EMSGSIZE "Message too long."
    EPROTOTYPE "Wrong protocol type for socket."
    ENOPROTOOPT "Protocol not available."
    EPROTONOSUPPORT "Protocol not supported."
    ESOCKTNOSUPPORT "Socket type not supported."
    EOPNOTSUPP "Operation not supported on transport endpoint."
    EPFNOSUPPORT "Protocol family not supported."
    EAFNOSUPPORT "Address family not supported by protocol."
    EADDRINUSE "Address already in use."
    EADDRNOTAVAIL "Cannot assign requested address."
    ENETDOWN "Network is down."
    ENETUNREACH "Network is unreachable."
    ENETRESET "Network dropped connection because of reset."
    ECONNABORTED "Software caused connection abort."
    ECONNRESET "Connection reset by peer."
    ENOBUFS "No buffer space available."
    EISCONN "Transport endpoint is already connected."
    ENOTCONN "Transport endpoint is not connected."
    ESHUTDOWN "Cannot send after transport endpoint shutdown."
    ETOOMANYREFS "Too many references: cannot splice."
    ETIMEDOUT "Connection timed out."
    ECONNREFUSED "Connection refused."
    EHOSTDOWN "Host is down."
    EHOSTUNREACH "No route to host."
    EALREADY "Operation already in progress."
    EINPROGRESS "Operation now in progress."
    ESTALE "Stale file handle."
    EUCLEAN "Structure needs cleaning."
    ENOTNAM "Not a XENIX named type file."
    ENAVAIL "No XENIX semaphores available."
    EISNAM "Is a named type file."
    EREMOTEIO "Remote input or output error."
    EDQUOT "Quota exceeded."
    ENOMEDIUM "No medium found."
    EMEDIUMTYPE "Wrong medium type."
    ECANCELED "Operation cancelled."
    ENOKEY "Required key not available."
    EKEYEXPIRED "Key has expired."
    EKEYREVOKED "Key has been revoked."
    EKEYREJECTED "Key was rejected by service."
    EOWNERDEAD "Owner died."
    ENOTRECOVERABLE "State not recoverable."
    ERFKILL "Operation not possible due to RF-kill."
    EHWPOISON "Memory page has hardware error."
    #[cfg(linux_since = "7.3")]
    EFTYPE "Wrong file type for the intended operation."
    ERESTARTSYS "Restart the system call if the handler of the signal wants that."
    ERESTARTNOINTR "Restart the system call always."
    ERESTARTNOHAND "Restart the system call if there is no handler."
    ENOIOCTLCMD "No such ioctl; programs see ENOTTY."
    ERESTART_RESTARTBLOCK "Restart by restart_syscall()."
    EPROBE_DEFER "The driver asks to be probed later."
    EOPENSTALE "Open found a stale directory entry."
    ENOPARAM "Parameter not supported."
    EBADHANDLE "Illegal NFS file handle."
    ENOTSYNC "Update synchronization mismatch."
    EBADCOOKIE "Cookie is stale."
    ENOTSUPP "Operation is not supported."
    ETOOSMALL "Buffer or request is too small."
    ESERVERFAULT "An untranslatable error occurred."
    EBADTYPE "Type not supported by server."
    EJUKEBOX "Request begun, but will not complete before the time is up."
    EIOCBQUEUED "The request is queued, its completion will be told."
    ERECALLCONFLICT "Conflict with recalled state."
    ENOGRACE "NFS file lock reclaim refused."
}

macro_rules! becomes {
    ($($from:ty => $error:ident),* $(,)?) => {
        $(
            #[doc = concat!("Becomes `", stringify!($error), "`.")]
            impl From<$from> for Error {
                fn from(_: $from) -> Error {
                    $error
                }
            }
        )*
    };
}

becomes! {
    core::alloc::LayoutError => ENOMEM,
    core::array::TryFromSliceError => EINVAL,
    core::char::CharTryFromError => EINVAL,
    core::ffi::FromBytesUntilNulError => EINVAL,
    core::ffi::FromBytesWithNulError => EINVAL,
    core::fmt::Error => EINVAL,
    core::num::ParseIntError => EINVAL,
    core::num::TryFromIntError => EINVAL,
    core::str::ParseBoolError => EINVAL,
    core::str::Utf8Error => EINVAL,
}

impl From<core::convert::Infallible> for Error {
    fn from(never: core::convert::Infallible) -> Error {
        match never {}
    }
}

/// What a C function returned that gives 0 or more for success, and a negative error number
/// otherwise.
pub fn to_result(returned: c_int) -> Result {
    if returned < 0 {
        Err(Error::from_errno(returned))
    } else {
        Ok(())
    }
}

/// The same, where the number of a success matters.
pub fn to_number(returned: c_int) -> Result<c_int> {
    if returned < 0 {
        Err(Error::from_errno(returned))
    } else {
        Ok(returned)
    }
}

/// What a C function returned that gives a pointer, or an error as `ERR_PTR()` makes it. A null
/// pointer is no error.
pub fn from_err_ptr<T>(pointer: *mut T) -> Result<*mut T> {
    let errno = pointer.addr() as isize;
    if (-(MAX_ERRNO as isize)..0).contains(&errno) {
        Err(Error::from_errno(errno as c_int))
    } else {
        Ok(pointer)
    }
}

/// What a function that C calls returns: the value, or the negative error number.
pub fn from_result<T: From<i16>>(result: Result<T>) -> T {
    // Error numbers are at most 4095.
    result.unwrap_or_else(|error| T::from(error.to_errno() as i16))
}
