//! Misc devices: character devices under `/dev` with a name, a mode and a minor of the kernel's
//! choice.
//!
//! ```ignore
//! struct Module {
//!     _device: MiscDevice<Session>,
//! }
//!
//! impl KernelModule for Module {
//!     fn init(_: &'static ThisModule) -> Result<Self> {
//!         let state = Arc::new(State::new(), GFP_KERNEL)?;
//!
//!         Ok(Self { _device: MiscDevice::register(c"session", 0o600, state)? })
//!     }
//! }
//! ```
//!
//! What `Session` does as a [`File`] is what the device does. Dropping the registration takes the
//! name away; open files stay as they are, and keep the module until the last one is closed.

use crate::alloc::{Arc, GFP_KERNEL, KBox};
use crate::error::*;
use crate::file::{File, Operations};
use crate::module::{THIS_MODULE, Tether};
use core::cell::UnsafeCell;
use core::ffi::{CStr, c_int};

/// A device under `/dev`, from [`register()`](Self::register) until it is dropped.
pub struct MiscDevice<T: File> {
    device: KBox<Device<T>>,
    _tether: Tether,
}

/// What stays in its place while the device is registered: the kernel has it in a list.
#[repr(C)]
struct Device<T: File> {
    /// First, so that a pointer to it is one to the `Device`.
    misc: UnsafeCell<bindings::miscdevice>,
    shared: Arc<T::Shared>,
}

// SAFETY: misc_deregister() may be called from any thread; `shared` is `Send` and `Sync`.
unsafe impl<T: File> Send for MiscDevice<T> {}
// SAFETY: Through a shared reference there is only `shared`, which is `Sync`.
unsafe impl<T: File> Sync for MiscDevice<T> {}

impl<T: File> MiscDevice<T> {
    const OPERATIONS: &'static bindings::file_operations = &Operations::<T>::dev(Self::open);

    /// Makes the device `/dev/NAME`, whose opens share `shared`.
    ///
    /// It may be opened as soon as the module's init has succeeded; until then, `open(2)` fails
    /// with `ENODEV`. The mode is that of the file; 0 stands for 0600, as in C.
    ///
    /// A `/` in the name makes folders.
    ///
    /// [`EINVAL`] for a name that is none, or a mode with other than permission bits; [`EEXIST`] if
    /// there is such a device; what else `misc_register()` says.
    pub fn register(name: &'static CStr, mode: u16, shared: Arc<T::Shared>) -> Result<Self> {
        if !is_name(name.to_bytes()) || mode & !0o777 != 0 {
            return Err(EINVAL);
        }

        // SAFETY: All its members are numbers, and pointers that may be null.
        let mut misc: bindings::miscdevice = unsafe { core::mem::zeroed() };
        misc.minor = bindings::MISC_DYNAMIC_MINOR as c_int;
        misc.name = name.as_ptr();
        misc.fops = Self::OPERATIONS;
        misc.mode = mode;

        let tether = Tether::new();
        let device = KBox::new(
            Device {
                misc: UnsafeCell::new(misc),
                shared,
            },
            GFP_KERNEL,
        )?;
        // SAFETY: Name and table are the module's own, and it stays in its box until `drop()` has
        // deregistered it.
        to_result(unsafe { bindings::misc_register(device.misc.get()) })?;
        Ok(Self {
            device,
            _tether: tether,
        })
    }

    /// What all opens share.
    pub fn shared(&self) -> &Arc<T::Shared> {
        &self.device.shared
    }

    unsafe extern "C" fn open(inode: *mut bindings::inode, file: *mut bindings::file) -> c_int {
        // If init fails, the kernel frees the module without a look at who has opened what.
        // SAFETY: The module's own; the kernel's loader alone changes the state, and any value of
        // it is one. Volatile is READ_ONCE().
        let state = unsafe { (&raw const (*THIS_MODULE.as_ptr()).state).read_volatile() };
        if state == bindings::module_state_MODULE_STATE_COMING {
            return ENODEV.to_errno();
        }

        // SAFETY: misc_open() has put a pointer to the `miscdevice` there, with which a `Device`
        // begins, and holds the lock that misc_deregister() takes: it cannot go before this
        // returns.
        let device = unsafe { &*(*file).private_data.cast::<Device<T>>() };
        // SAFETY: These are the arguments of an `open` function, and `OPERATIONS` has the others.
        unsafe { Operations::<T>::open(inode, file, device.shared.clone()) }
    }
}

impl<T: File> Drop for MiscDevice<T> {
    fn drop(&mut self) {
        // SAFETY: It is registered, and from here on it is not. misc_open() does not find it any
        // more; what is open has its own share of `shared`.
        unsafe { bindings::misc_deregister(self.device.misc.get()) };
    }
}

/// Whether each part of the name may be one of a file.
fn is_name(name: &[u8]) -> bool {
    name.split(|&byte| byte == b'/')
        .all(|part| !matches!(part, b"" | b"." | b".."))
}
