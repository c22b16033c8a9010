//! Drivers on the AMBA bus, where ARM's PrimeCells are: [`Driver`], and [`Module`] for a module
//! that is no more than one.
//!
//! A device's registers, and the clock that they need, are there while the driver is bound: from
//! its probe to the return of its remove function, which is before the driver core frees what it
//! has been told to free. So what the driver [keeps](crate::device::Device::keep) is in a group of
//! its own, which is freed by the remove function.

use core::cell::UnsafeCell;
use core::ffi::{CStr, c_int, c_void};
use core::marker::PhantomData;
use core::ptr::{self, NonNull};

use kmod::io::IoMem;
use kmod::module::Tether;
use kmod::prelude::*;

use crate::device;

/// A kind of device: those whose peripheral ID is `id` in the bits of `mask`.
#[repr(transparent)]
pub struct Id(bindings::amba_id);

impl Id {
    /// The end of a table.
    pub const END: Id = Id::new(0, 0);

    /// Devices with this ID.
    pub const fn new(id: u32, mask: u32) -> Id {
        Id(bindings::amba_id {
            id,
            mask,
            data: ptr::null_mut(),
        })
    }

    /// Whether the kernel stops at the last entry of a table, and not before.
    const fn ends(table: &[Id]) -> bool {
        let mut i = 0;
        while i < table.len() && table[i].0.mask != 0 {
            i += 1;
        }
        i + 1 == table.len()
    }
}

/// A driver. The type is what it knows of one device.
pub trait Driver: Send + Sync + Sized + 'static {
    /// The driver's name on the bus.
    const NAME: &'static CStr;

    /// The devices that it is for, and [`Id::END`].
    const IDS: &'static [Id];

    /// Takes a device over. `'d` lasts until it is unbound; what is to be there as long, the
    /// driver's own object among it, is [kept](crate::device::Device::keep).
    fn probe<'d>(device: &'d Device) -> Result<&'d Self>;

    /// The system is about to sleep, and the device to lose its state.
    fn suspend(&self) -> Result {
        Ok(())
    }

    /// The system wakes up.
    fn resume(&self) -> Result {
        Ok(())
    }
}

/// A device that is bound to a [`Driver`].
#[repr(transparent)]
pub struct Device(UnsafeCell<bindings::amba_device>);

impl Device {
    /// The device without its bus.
    pub fn device(&self) -> &device::Device {
        // SAFETY: `probe` made the reference, for as long as the device is bound; `dev` is a part
        // of it, and `remove` drops what is kept.
        unsafe { device::Device::from_raw(&raw mut (*self.0.get()).dev) }
    }

    /// The number of its nth interrupt, if it has so many.
    pub fn irq(&self, n: usize) -> Option<u32> {
        // SAFETY: The bus has set these when it made the device, and nobody changes them.
        let irqs = unsafe { &(*self.0.get()).irq };
        irqs.get(n).copied().filter(|&irq| irq != 0)
    }

    /// Its registers, at least `SIZE` bytes, reserved under a name and mapped.
    ///
    /// # Safety
    ///
    /// The mapping is dropped no later than the device is unbound.
    pub unsafe fn registers<const SIZE: usize>(&self, name: &'static CStr) -> Result<IoMem<SIZE>> {
        // SAFETY: The bus has set the resource when it made the device, and nobody changes it.
        let (start, len) = unsafe {
            let resource = &raw const (*self.0.get()).res;
            ((*resource).start, bindings::resource_size(resource))
        };
        // SAFETY: The region is the device's, and that is the driver's as long as it is bound: by
        // this function's contract, as long as there is the mapping.
        unsafe { IoMem::request(start, len as usize, name) }
    }
}

/// A module that is a driver, and nothing else: what `module!` has as its type.
pub struct Module<T: Driver> {
    driver: NonNull<bindings::amba_driver>,
    type_: PhantomData<fn() -> T>,
    _tether: Tether,
}

// SAFETY: The pointer is used by `init` and `drop` only, and the kernel does not care who calls it.
unsafe impl<T: Driver> Send for Module<T> {}
// SAFETY: A shared module cannot be used for anything.
unsafe impl<T: Driver> Sync for Module<T> {}

impl<T: Driver> KernelModule for Module<T> {
    fn init(_: &'static ThisModule) -> Result<Self> {
        const { assert!(Id::ends(T::IDS), "Driver::IDS does not end with Id::END") };
        // SAFETY: An `amba_driver` is made of integers, pointers and optional functions, which may
        // be 0.
        let mut driver: bindings::amba_driver = unsafe { core::mem::zeroed() };
        driver.drv.name = T::NAME.as_ptr();
        // Older kernels do not set it; gpiolib and others hold on to the module by it.
        driver.drv.owner = THIS_MODULE.as_ptr();
        driver.drv.pm = Callbacks::<T>::PM;
        driver.probe = Some(Callbacks::<T>::probe);
        driver.remove = Some(Callbacks::<T>::remove);
        driver.id_table = T::IDS.as_ptr().cast();
        let driver = KBox::into_raw(KBox::new(driver, GFP_KERNEL)?);
        // Made first, so that `drop` undoes no more than what has been done.
        let tether = Tether::new();
        // SAFETY: The driver and all that it points to stay as they are until `drop` has
        // unregistered it; the callbacks are those of `T`.
        let error = unsafe { bindings::amba_driver_register(driver) };
        if error != 0 {
            // SAFETY: It comes from a box, and the kernel does not know it.
            drop(unsafe { KBox::from_raw(driver) });
            return Err(Error::from_errno(error));
        }
        // SAFETY: Pointers of boxes are not null.
        let driver = unsafe { NonNull::new_unchecked(driver) };
        Ok(Self {
            driver,
            type_: PhantomData,
            _tether: tether,
        })
    }
}

impl<T: Driver> Drop for Module<T> {
    fn drop(&mut self) {
        // SAFETY: `init` has registered it. All devices are unbound when this returns, and the
        // kernel has forgotten the driver, so that its box is nobody else's.
        unsafe {
            bindings::amba_driver_unregister(self.driver.as_ptr());
            drop(KBox::from_raw(self.driver.as_ptr()));
        }
    }
}

/// What tells a driver's group of resources from others of the device: an address that is nobody
/// else's.
static GROUP: u8 = 0;

fn group() -> *mut c_void {
    ptr::from_ref(&GROUP).cast_mut().cast()
}

/// What the kernel calls.
struct Callbacks<T>(PhantomData<T>);

impl<T: Driver> Callbacks<T> {
    const PM: &'static bindings::dev_pm_ops = &bindings::dev_pm_ops {
        suspend: Some(Self::suspend),
        resume: Some(Self::resume),
        freeze: Some(Self::suspend),
        thaw: Some(Self::resume),
        poweroff: Some(Self::suspend),
        restore: Some(Self::resume),
        // SAFETY: These are optional functions, which may be 0.
        ..unsafe { core::mem::zeroed() }
    };

    /// # Safety
    ///
    /// The bus calls it to bind the device to the driver, and calls `remove` later if it returns 0.
    unsafe extern "C" fn probe(
        device: *mut bindings::amba_device,
        _: *const bindings::amba_id,
    ) -> c_int {
        // SAFETY: From here until `remove` returns, or this function in the case of an error, the
        // device is bound; the layouts are the same. So 'd is this time, and what the driver keeps
        // is dropped at its end, with the group.
        let bound: &Device = unsafe { &*device.cast() };
        let raw = bound.device().as_ptr();
        // SAFETY: The device is bound, so it may have groups.
        if unsafe { bindings::devres_open_group(raw, group(), GFP_KERNEL.as_raw()) }.is_null() {
            return ENOMEM.to_errno();
        }
        let result = T::probe(bound);
        // SAFETY: The group is the one above. Where it is released nobody has what was kept any
        // more: the driver's object is not handed on, and references to it are not longer than 'd.
        unsafe {
            bindings::devres_close_group(raw, group());
            match result {
                Ok(driver) => {
                    bindings::dev_set_drvdata(raw, ptr::from_ref(driver).cast_mut().cast());
                    0
                }
                Err(error) => {
                    bindings::devres_release_group(raw, group());
                    error.to_errno()
                }
            }
        }
    }

    /// # Safety
    ///
    /// The bus calls it to unbind a device that `probe` has returned 0 for.
    unsafe extern "C" fn remove(device: *mut bindings::amba_device) {
        // SAFETY: The device is bound until this returns. Sleep and wake-up are over, as the driver
        // core holds the device's lock, so nobody has the driver's object; 'd ends here.
        unsafe {
            let raw = &raw mut (*device).dev;
            bindings::dev_set_drvdata(raw, ptr::null_mut());
            bindings::devres_release_group(raw, group());
        }
    }

    /// # Safety
    ///
    /// The device is bound, and is not unbound before this returns.
    unsafe extern "C" fn suspend(device: *mut bindings::device) -> c_int {
        // SAFETY: `probe` has set this, and what it points to is there as long as the device is
        // bound.
        let driver: &T = unsafe { &*bindings::dev_get_drvdata(device).cast() };
        driver.suspend().map_or_else(Error::to_errno, |()| 0)
    }

    /// # Safety
    ///
    /// The device is bound, and is not unbound before this returns.
    unsafe extern "C" fn resume(device: *mut bindings::device) -> c_int {
        // SAFETY: As in `suspend`.
        let driver: &T = unsafe { &*bindings::dev_get_drvdata(device).cast() };
        driver.resume().map_or_else(Error::to_errno, |()| 0)
    }
}
