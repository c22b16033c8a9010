//! Files that a module serves: what is the same for `/dev` ([`miscdev`](crate::miscdev)) and
//! `/proc` ([`proc`](crate::proc)).
//!
//! A type that implements [`File`] is the state of one `open(2)`; its methods are the system calls
//! on it. The kernel calls them as processes do, at once and from several of them, since a process
//! shares its open file with its threads and children: so they have `&self`, and the type is
//! `Sync`. Memory of the process comes as [`UserReader`] and [`UserWriter`]. Next to its own state
//! a file sees what all opens [share](File::Shared).
//!
//! The state lives from `open` to `release`, whatever becomes of the registration: the kernel keeps
//! the module while a `/dev` file is open, and closes `/proc` files before it takes their entry
//! away.

use crate::alloc::{Arc, GFP_KERNEL_ACCOUNT, KBox};
use crate::error::*;
use crate::ioctl::Argument;
use crate::uaccess::{UserReader, UserSlice, UserWriter};
use core::ffi::{c_char, c_int, c_long, c_uint, c_ulong};
use core::marker::PhantomData;

/// The state of one open file, and the system calls on it.
///
/// What is not implemented fails as it does for a file of the kernel that has no such operation.
pub trait File: Send + Sync + Sized + 'static {
    /// What all opens of a file share, given when it is registered.
    type Shared: Send + Sync + 'static;

    /// Whether the file has positions: without, `lseek(2)`, `pread(2)` and `pwrite(2)` fail with
    /// `ESPIPE`.
    const SEEKABLE: bool = false;

    /// `open(2)`.
    fn open(handle: &Handle<'_, Self::Shared>) -> Result<Self>;

    /// `read(2)` of at most `to.len()` bytes at `position`: returns how many have been written, 0
    /// at the end.
    ///
    /// The position is moved by the method, not by its caller; [`UserWriter::write_at()`] does.
    fn read(
        &self,
        handle: &Handle<'_, Self::Shared>,
        to: &mut UserWriter,
        position: &mut u64,
    ) -> Result<usize> {
        let _ = (handle, to, position);
        Err(EINVAL)
    }

    /// `write(2)` of `from.len()` bytes at `position`: returns how many have been taken.
    ///
    /// The position is moved by the method, not by its caller; [`UserReader::read_at()`] does.
    fn write(
        &self,
        handle: &Handle<'_, Self::Shared>,
        from: &mut UserReader,
        position: &mut u64,
    ) -> Result<usize> {
        let _ = (handle, from, position);
        Err(EINVAL)
    }

    /// `ioctl(2)`: returns what the process gets.
    fn ioctl(
        &self,
        handle: &Handle<'_, Self::Shared>,
        request: u32,
        argument: Argument,
    ) -> Result<u32> {
        let _ = (handle, request, argument);
        Err(ENOTTY)
    }

    /// `ioctl(2)` of a 32-bit process on a 64-bit kernel.
    ///
    /// Needed where a struct differs there, by pointers or alignment, and with it the number.
    fn compat_ioctl(
        &self,
        handle: &Handle<'_, Self::Shared>,
        request: u32,
        argument: Argument,
    ) -> Result<u32> {
        self.ioctl(handle, request, argument)
    }

    /// The size of a [seekable](Self::SEEKABLE) file: where `SEEK_END` is, and behind which there
    /// is no position.
    fn size(&self, handle: &Handle<'_, Self::Shared>) -> u64 {
        let _ = handle;
        i64::MAX as u64
    }

    /// The last `close(2)`: the state goes.
    fn release(self, handle: &Handle<'_, Self::Shared>) {
        let _ = handle;
    }
}

/// An open file, for the time of a call: how it was opened, and what all its opens share.
pub struct Handle<'a, S> {
    file: *mut bindings::file,
    shared: &'a S,
}

impl<'a, S> Handle<'a, S> {
    /// What all opens share.
    pub fn shared(&self) -> &'a S {
        self.shared
    }

    /// The flags of `open(2)`, as `fcntl(2)` has changed them since.
    pub fn flags(&self) -> u32 {
        // SAFETY: The kernel's file, which is open during the call. Volatile, because fcntl() of
        // another thread may change it: READ_ONCE().
        unsafe { (&raw const (*self.file).f_flags).read_volatile() }
    }

    /// Whether calls are not to wait: `O_NONBLOCK`.
    pub fn is_nonblocking(&self) -> bool {
        self.flags() & bindings::O_NONBLOCK as u32 != 0
    }

    /// Whether what is written goes to the end: `O_APPEND`.
    pub fn is_append(&self) -> bool {
        self.flags() & bindings::O_APPEND as u32 != 0
    }

    /// Whether it has been opened for reading.
    pub fn is_readable(&self) -> bool {
        self.mode() & bindings::FMODE_READ as u32 != 0
    }

    /// Whether it has been opened for writing.
    pub fn is_writable(&self) -> bool {
        self.mode() & bindings::FMODE_WRITE as u32 != 0
    }

    fn mode(&self) -> u32 {
        // SAFETY: The kernel's file, which is open during the call; its mode does not change any
        // more.
        unsafe { (*self.file).f_mode as u32 }
    }
}

/// What `private_data` of a [`File`]'s open files points to.
struct Opened<T: File> {
    state: T,
    shared: Arc<T::Shared>,
}

/// The functions for the kernel's tables, and the tables.
pub(crate) struct Operations<T>(PhantomData<T>);

impl<T: File> Operations<T> {
    /// Opens `file`: makes its state, which [`release()`](Self::release) takes away. Returns 0 or a
    /// negative errno.
    ///
    /// # Safety
    ///
    /// To be called from the `open` function of a table that has all the functions below, with its
    /// arguments.
    pub(crate) unsafe fn open(
        inode: *mut bindings::inode,
        file: *mut bindings::file,
        shared: Arc<T::Shared>,
    ) -> c_int {
        // SAFETY: By the caller's promise, these are an inode, and a file that nobody else has yet.
        match unsafe { Self::try_open(inode, file, shared) } {
            Ok(()) => 0,
            Err(error) => error.to_errno(),
        }
    }

    /// As `open()`.
    ///
    /// # Safety
    ///
    /// As for `open()`.
    unsafe fn try_open(
        inode: *mut bindings::inode,
        file: *mut bindings::file,
        shared: Arc<T::Shared>,
    ) -> Result {
        // Memory first, so that what `T::open()` has made is not dropped without `T::release()`.
        let opened = KBox::into_raw(KBox::<Opened<T>>::new_uninit(GFP_KERNEL_ACCOUNT)?);
        let state = match T::open(&Handle {
            file,
            shared: &*shared,
        }) {
            Ok(state) => state,
            Err(error) => {
                // SAFETY: It came from `KBox::into_raw()` above.
                drop(unsafe { KBox::from_raw(opened) });
                return Err(error);
            }
        };

        if !T::SEEKABLE {
            // SAFETY: By the caller's promise, these are an inode and its file.
            unsafe { bindings::nonseekable_open(inode, file) };
        }
        // SAFETY: By the caller's promise, nobody else has the file yet; and nobody has what was
        // allocated above.
        unsafe {
            (*opened).write(Opened { state, shared });
            (*file).private_data = opened.cast();
        }
        Ok(())
    }

    /// The state of an open file.
    ///
    /// # Safety
    ///
    /// `file` has been opened by `open()`, and `release()` is called after `'a` only.
    unsafe fn opened<'a>(file: *mut bindings::file) -> (&'a T, Handle<'a, T::Shared>) {
        // SAFETY: By the caller's promise, `open()` has made it, and it is there for `'a`. All
        // calls have it at once, so nothing is changed but in `release()`.
        let opened = unsafe { &*(*file).private_data.cast::<Opened<T>>() };

        (
            &opened.state,
            Handle {
                file,
                shared: &*opened.shared,
            },
        )
    }

    unsafe extern "C" fn read(
        file: *mut bindings::file,
        to: *mut c_char,
        length: usize,
        position: *mut bindings::loff_t,
    ) -> isize {
        // SAFETY: The kernel calls this between `open()` and `release()`.
        let (state, handle) = unsafe { Self::opened(file) };
        let mut to = UserSlice::at(to.addr(), length).writer();

        // SAFETY: The kernel's position, null or for this call alone.
        unsafe {
            transfer(length, position, |position| {
                state.read(&handle, &mut to, position)
            })
        }
    }

    unsafe extern "C" fn write(
        file: *mut bindings::file,
        from: *const c_char,
        length: usize,
        position: *mut bindings::loff_t,
    ) -> isize {
        // SAFETY: The kernel calls this between `open()` and `release()`.
        let (state, handle) = unsafe { Self::opened(file) };
        let mut from = UserSlice::at(from.addr(), length).reader();

        // SAFETY: The kernel's position, null or for this call alone.
        unsafe {
            transfer(length, position, |position| {
                state.write(&handle, &mut from, position)
            })
        }
    }

    unsafe extern "C" fn ioctl(
        file: *mut bindings::file,
        request: c_uint,
        argument: c_ulong,
    ) -> c_long {
        // SAFETY: The kernel calls this between `open()` and `release()`.
        let (state, handle) = unsafe { Self::opened(file) };

        answer(state.ioctl(&handle, request, Argument::new(request, argument as usize)))
    }

    #[cfg(CONFIG_COMPAT)]
    unsafe extern "C" fn compat_ioctl(
        file: *mut bindings::file,
        request: c_uint,
        argument: c_ulong,
    ) -> c_long {
        // SAFETY: The kernel calls this between `open()` and `release()`.
        let (state, handle) = unsafe { Self::opened(file) };
        // What compat_ptr() does: a 32-bit process has no other bits.
        let argument = Argument::new(request, argument as u32 as usize);

        answer(state.compat_ioctl(&handle, request, argument))
    }

    unsafe extern "C" fn llseek(
        file: *mut bindings::file,
        offset: bindings::loff_t,
        whence: c_int,
    ) -> bindings::loff_t {
        // SAFETY: The kernel calls this between `open()` and `release()`.
        let (state, handle) = unsafe { Self::opened(file) };
        let size = state.size(&handle).min(i64::MAX as u64) as bindings::loff_t;

        // SAFETY: The file is open during the call.
        unsafe { bindings::fixed_size_llseek(file, offset, whence, size) }
    }

    unsafe extern "C" fn release(_: *mut bindings::inode, file: *mut bindings::file) -> c_int {
        // SAFETY: `open()` has made it, and the kernel calls this once, when all other calls have
        // returned.
        let opened = unsafe { KBox::from_raw((*file).private_data.cast::<Opened<T>>()) };
        let Opened { state, shared } = KBox::into_inner(opened);

        state.release(&Handle {
            file,
            shared: &*shared,
        });
        0
    }

    /// The table of a `/dev` file with this `open` function.
    ///
    /// While such a file is open, the kernel keeps the module, and with it the table.
    pub(crate) const fn dev(
        open: unsafe extern "C" fn(*mut bindings::inode, *mut bindings::file) -> c_int,
    ) -> bindings::file_operations {
        // SAFETY: All its members are numbers, and pointers that may be null.
        let mut table: bindings::file_operations = unsafe { core::mem::zeroed() };

        table.owner = (&raw const bindings::__this_module).cast_mut();
        table.open = Some(open);
        table.read = Some(Self::read);
        table.write = Some(Self::write);
        table.unlocked_ioctl = Some(Self::ioctl);
        #[cfg(CONFIG_COMPAT)]
        {
            table.compat_ioctl = Some(Self::compat_ioctl);
        }
        table.llseek = Some(Self::llseek);
        table.release = Some(Self::release);
        table
    }

    /// The table of a `/proc` file with this `open` function.
    pub(crate) const fn proc(
        open: unsafe extern "C" fn(*mut bindings::inode, *mut bindings::file) -> c_int,
    ) -> bindings::proc_ops {
        // SAFETY: All its members are numbers, and pointers that may be null.
        let mut table: bindings::proc_ops = unsafe { core::mem::zeroed() };

        table.proc_open = Some(open);
        table.proc_read = Some(Self::read);
        table.proc_write = Some(Self::write);
        table.proc_ioctl = Some(Self::ioctl);
        #[cfg(CONFIG_COMPAT)]
        {
            table.proc_compat_ioctl = Some(Self::compat_ioctl);
        }
        table.proc_lseek = Some(Self::llseek);
        table.proc_release = Some(Self::release);
        table
    }
}

/// Calls what reads or writes `length` bytes with the kernel's position, and makes the kernel's
/// answer of its own.
///
/// # Safety
///
/// `position` is null, as it is for a file without positions, or points to one that nobody else
/// uses.
unsafe fn transfer(
    length: usize,
    position: *mut bindings::loff_t,
    call: impl FnOnce(&mut u64) -> Result<usize>,
) -> isize {
    // SAFETY: By the caller's promise.
    let position = unsafe { position.as_mut() };
    let mut from = match position
        .as_deref()
        .map_or(Ok(0), |&from| u64::try_from(from))
    {
        Ok(from) => from,
        Err(_) => return EINVAL.to_errno() as isize,
    };

    let done = match call(&mut from) {
        // More than was asked for would be taken for an error, or for memory that has not been
        // written.
        Ok(done) => done.min(length) as isize,
        Err(error) => return error.to_errno() as isize,
    };
    match i64::try_from(from) {
        Ok(from) => {
            if let Some(position) = position {
                *position = from;
            }
            done
        }
        Err(_) => EOVERFLOW.to_errno() as isize,
    }
}

/// The answer of an ioctl, which C programs see as an `int`.
fn answer(result: Result<u32>) -> c_long {
    match result.and_then(|answer| i32::try_from(answer).map_err(|_| EOVERFLOW)) {
        Ok(answer) => answer.into(),
        Err(error) => error.to_errno().into(),
    }
}
