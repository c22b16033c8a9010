//! A device while it is bound to this module's driver.

use core::cell::UnsafeCell;
use core::ffi::{CStr, c_void};
use core::fmt;

use kmod::prelude::*;

/// A device that is bound to this module's driver.
///
/// A driver has it as `&'d Device`, where `'d` lasts from its probe to where it is unbound. What it
/// needs for so long it hands to [`keep`](Device::keep).
#[repr(transparent)]
pub struct Device(UnsafeCell<bindings::device>);

impl Device {
    /// Sees a device of the kernel's as this type.
    ///
    /// # Safety
    ///
    /// For all of `'d` the device is bound to a driver of this module. When it is unbound, what
    /// [`keep`](Device::keep) was given is dropped, and `'d` ends there.
    pub unsafe fn from_raw<'d>(device: *mut bindings::device) -> &'d Device {
        // SAFETY: The caller says that it is there for all of 'd. The layouts are the same, and an
        // `UnsafeCell` lets the kernel change what is in it.
        unsafe { &*device.cast() }
    }

    /// The pointer that C functions want.
    pub fn as_ptr(&self) -> *mut bindings::device {
        self.0.get()
    }

    /// The device's name, such as `9030000.pl061`.
    pub fn name(&self) -> &CStr {
        // SAFETY: A bound device has a name with a NUL at its end, which the driver core does not
        // change while the device is bound.
        unsafe { CStr::from_ptr(bindings::dev_name(self.as_ptr())) }
    }

    /// Keeps a value until the device is unbound, and drops it then: the last one first.
    ///
    /// To be called from the driver's probe. If it fails the value is dropped.
    pub fn keep<T: Send + Sync + 'static>(&self, value: KBox<T>) -> Result<&T> {
        let value = KBox::into_raw(value);
        // SAFETY: The device is bound, so it may have actions. This one may be called with `value`,
        // as that is a box's, which nobody else makes a box of.
        let error =
            unsafe { bindings::devm_add_action(self.as_ptr(), Some(drop_kept::<T>), value.cast()) };
        if error != 0 {
            // SAFETY: The kernel has refused the action, so nobody else has the box.
            drop(unsafe { KBox::from_raw(value) });
            return Err(Error::from_errno(error));
        }
        // SAFETY: `drop_kept` alone ends the value's life, when the device is unbound: that is no
        // earlier than the lifetime of `&self` ends. From here on the value is shared only.
        Ok(unsafe { &*value })
    }
}

/// The name.
impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.name()
            .to_str()
            .map_err(|_| fmt::Error)
            .and_then(|name| f.pad(name))
    }
}

/// Drops what [`Device::keep`] was given.
///
/// # Safety
///
/// `value` is the pointer of a `KBox<T>` that nobody uses any more.
unsafe extern "C" fn drop_kept<T>(value: *mut c_void) {
    // SAFETY: That is this function's contract.
    drop(unsafe { KBox::<T>::from_raw(value.cast()) });
}
