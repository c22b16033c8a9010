//! PCI devices, and drivers of them: [`Driver`], and [`Module`] for a module that is no more than
//! one.
//!
//! # For as long as the device is bound
//!
//! Registers, interrupts and memory for DMA are a driver's from its probe until it is unbound, and
//! the kernel takes them back then, the last one first. All that is the lifetime `'d`: what
//! [`Device<'d>`](Device) gives out is `&'d`, so that no safe code can hold it for longer.
//!
//! What the driver makes of it is its [`Data<'d>`](Driver::Data). That is `Copy`: a structure of
//! such references. So it has no `drop`, which would run when other things have gone already. What
//! has one is [kept](Device::keep) by the device; it refers to nothing that is `&'d`.

use core::ffi::{CStr, c_int, c_void};
use core::fmt;
use core::marker::PhantomData;
use core::mem;
use core::ptr::{self, NonNull};

use kmod::io::IoMem;
use kmod::module::Tether;
use kmod::prelude::*;

use crate::sysfs::{File, Files};

/// A driver of PCI devices.
pub trait Driver: Sized + 'static {
    /// Its name on the bus.
    const NAME: &'static CStr;

    /// The devices that it is for.
    const IDS: &'static [Id];

    /// The files that a device has in sysfs while it is bound.
    const FILES: &'static [File<Self>];

    /// What the driver knows of one device.
    type Data<'d>: Copy + Send + Sync;

    /// Takes a device over.
    fn probe<'d>(device: &Device<'d>) -> Result<Self::Data<'d>>;
}

/// A kind of device, by the numbers of its vendor and of its model.
pub struct Id {
    /// The vendor, or who is taken for it.
    pub vendor: u16,
    /// The vendor's number of the model.
    pub device: u16,
}

impl Id {
    /// What the kernel wants to know: anything else about the device does not matter.
    fn to_raw(&self) -> bindings::pci_device_id {
        // SAFETY: It is made of integers.
        let mut raw: bindings::pci_device_id = unsafe { mem::zeroed() };
        (raw.vendor, raw.device) = (self.vendor.into(), self.device.into());
        (raw.subvendor, raw.subdevice) = (bindings::PCI_ANY_ID as _, bindings::PCI_ANY_ID as _);
        raw
    }
}

/// A device that is being bound to a driver: what a driver's probe has, and nobody else.
pub struct Device<'d> {
    raw: NonNull<bindings::pci_dev>,
    // Neither a longer lifetime nor a shorter one will do.
    bound: PhantomData<fn(&'d ()) -> &'d ()>,
}

impl<'d> Device<'d> {
    /// The pointer that C functions for PCI want.
    pub fn as_pci(&self) -> *mut bindings::pci_dev {
        self.raw.as_ptr()
    }

    /// The pointer that C functions for any kind of device want.
    pub fn as_device(&self) -> *mut bindings::device {
        // SAFETY: The device is there as long as it is bound; no reference to it is made.
        unsafe { &raw mut (*self.as_pci()).dev }
    }

    /// Enables the device's memory, until it is unbound.
    pub fn enable(&self) -> Result {
        // SAFETY: The device is being bound, by this process.
        to_result(unsafe { bindings::pcim_enable_device(self.as_pci()) })
    }

    /// Lets the device access memory and send interrupts as messages, until it is unbound.
    pub fn set_master(&self) {
        // SAFETY: As in `enable`.
        unsafe { bindings::pci_set_master(self.as_pci()) };
    }

    /// The registers behind a base address (BAR), of which there must be `SIZE` bytes at least.
    ///
    /// `ENODEV` if there is no memory, `EINVAL` if it is smaller, `EBUSY` if it is in use.
    pub fn registers<const SIZE: usize>(
        &self,
        bar: u8,
        name: &'static CStr,
    ) -> Result<&'d IoMem<SIZE>> {
        if u32::from(bar) >= bindings::PCI_STD_NUM_BARS {
            return Err(EINVAL);
        }
        // SAFETY: The device is there, and has this base address.
        let (flags, start, len) = unsafe {
            (
                bindings::pci_resource_flags(self.as_pci(), bar.into()),
                bindings::pci_resource_start(self.as_pci(), bar.into()),
                bindings::pci_resource_len(self.as_pci(), bar.into()),
            )
        };
        if flags & bindings::IORESOURCE_MEM as core::ffi::c_ulong == 0 || len == 0 {
            return Err(ENODEV);
        }
        // SAFETY: The bus gave the region to this device, which is this driver's until it is
        // unbound; the mapping is dropped then. Nobody else has the region while it is
        // reserved.
        self.keep(unsafe { IoMem::request(start, len.try_into()?, name) }?)
    }

    /// Keeps a value until the device is unbound, and drops it then.
    pub fn keep<T: Send + Sync + 'static>(&self, value: T) -> Result<&'d T> {
        // SAFETY: What is `'static` refers to nothing that goes before it.
        unsafe { self.keep_any(value) }
    }

    /// Keeps a value until the device is unbound that may refer to others which are kept.
    pub fn keep_copy<T: Copy + Send + Sync + 'd>(&self, value: T) -> Result<&'d T> {
        // SAFETY: What is `Copy` has no `drop`, and nobody uses it when it is freed.
        unsafe { self.keep_any(value) }
    }

    /// # Safety
    ///
    /// When the value is dropped, at the end of `'d`, it does not use what is `&'d`.
    unsafe fn keep_any<T: Send + Sync + 'd>(&self, value: T) -> Result<&'d T> {
        let value = KBox::into_raw(KBox::new(value, GFP_KERNEL)?);
        // SAFETY: The device is being bound. `drop_kept::<T>` may be called with this pointer:
        // nobody else makes a box of it.
        let returned = unsafe {
            bindings::devm_add_action(self.as_device(), Some(drop_kept::<T>), value.cast())
        };
        if let Err(error) = to_result(returned) {
            // SAFETY: It is a box's, and the kernel did not take it.
            drop(unsafe { KBox::from_raw(value) });
            return Err(error);
        }
        // SAFETY: From here on it is shared, until `drop_kept` is called, when `'d` has ended.
        Ok(unsafe { &*value })
    }
}

/// The name, such as `0000:00:04.0`.
impl fmt::Display for Device<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // SAFETY: A device that is bound has a name with a NUL at its end, and keeps it.
        let name = unsafe { CStr::from_ptr(bindings::pci_name(self.as_pci())) };
        f.pad(name.to_str().map_err(|_| fmt::Error)?)
    }
}

/// Drops what is kept.
///
/// # Safety
///
/// `value` is the pointer of a `KBox<T>` that nobody uses any more.
unsafe extern "C" fn drop_kept<T>(value: *mut c_void) {
    // SAFETY: That is this function's contract.
    drop(unsafe { KBox::<T>::from_raw(value.cast()) });
}

/// A module that is a driver, and nothing else: `kmod::module! { type: pci::Module<MyDriver>, … }`.
pub struct Module<T: Driver> {
    registration: NonNull<Registration<T>>,
    _tether: Tether,
}

/// What the kernel knows of the driver, and all that it has pointers to.
struct Registration<T: Driver> {
    driver: bindings::pci_driver,
    _ids: KVec<bindings::pci_device_id>,
    _files: Files<T>,
}

// SAFETY: The registration is used by `init` and `drop` only, and the kernel does not care who
// calls it.
unsafe impl<T: Driver> Send for Module<T> {}

// SAFETY: A shared module cannot be used for anything.
unsafe impl<T: Driver> Sync for Module<T> {}

impl<T: Driver> KernelModule for Module<T> {
    fn init(module: &'static ThisModule) -> Result<Self> {
        let mut ids = KVec::with_capacity(T::IDS.len() + 1, GFP_KERNEL)?;
        for id in T::IDS {
            ids.push(id.to_raw(), GFP_KERNEL)?;
        }
        // SAFETY: It is made of integers; one of zeros is the end of the table.
        ids.push(unsafe { mem::zeroed() }, GFP_KERNEL)?;
        let files = Files::new(T::FILES)?;

        // SAFETY: It is made of integers, pointers and optional functions, which may be 0.
        let mut driver: bindings::pci_driver = unsafe { mem::zeroed() };
        driver.name = T::NAME.as_ptr();
        driver.id_table = ids.as_ptr();
        driver.probe = Some(probe::<T>);
        driver.remove = Some(remove);
        driver.dev_groups = files.groups();

        let registration = Registration { driver, _ids: ids, _files: files };
        let registration = KBox::into_raw(KBox::new(registration, GFP_KERNEL)?);
        let tether = Tether::new();
        // SAFETY: The driver stays where it is, with all that it points to, until `drop`; its
        // functions are for a bus that calls them as they want to be called.
        let returned = unsafe {
            let driver = &raw mut (*registration).driver;
            bindings::__pci_register_driver(driver, module.as_ptr(), module.name().as_ptr())
        };
        if let Err(error) = to_result(returned) {
            // SAFETY: It is a box's, and the kernel has not taken it.
            drop(unsafe { KBox::from_raw(registration) });
            return Err(error);
        }
        // SAFETY: Pointers of boxes are not null.
        let registration = unsafe { NonNull::new_unchecked(registration) };
        Ok(Self { registration, _tether: tether })
    }
}

impl<T: Driver> Drop for Module<T> {
    fn drop(&mut self) {
        let registration = self.registration.as_ptr();
        // SAFETY: `init` has registered it. When this returns all devices are unbound, and the
        // kernel has forgotten the driver.
        unsafe { bindings::pci_unregister_driver(&raw mut (*registration).driver) };
        // SAFETY: So the box is nobody else's.
        drop(unsafe { KBox::from_raw(registration) });
    }
}

/// What the driver knows of a bound device.
///
/// # Safety
///
/// The driver's probe has succeeded, and `'d` ends before `remove` is called.
pub unsafe fn data<'d, T: Driver>(device: *mut bindings::device) -> T::Data<'d> {
    // SAFETY: `probe` has set the pointer, and what is there is kept while the device is bound.
    unsafe { *bindings::dev_get_drvdata(device).cast() }
}

/// Binds a device.
///
/// # Safety
///
/// Called by the PCI bus, which unbinds the device later if this returns 0, or takes back now what
/// was done if it does not.
unsafe extern "C" fn probe<T: Driver>(
    raw: *mut bindings::pci_dev,
    _: *const bindings::pci_device_id,
) -> c_int {
    // SAFETY: The bus calls with a device.
    let raw = unsafe { NonNull::new_unchecked(raw) };
    // `'d` lasts from here to where the device is unbound.
    let device = Device { raw, bound: PhantomData };
    match T::probe(&device).and_then(|data| device.keep_copy(data)) {
        Ok(data) => {
            let data = ptr::from_ref(data).cast_mut().cast();
            // SAFETY: The device is there, and its pointer is the driver's to set.
            unsafe { bindings::dev_set_drvdata(device.as_device(), data) };
            0
        }
        Err(error) => {
            // SAFETY: The device is there. It must not write to memory that is about to be freed.
            unsafe { bindings::pci_clear_master(device.as_pci()) };
            error.to_errno()
        }
    }
}

/// Unbinds a device: the kernel takes back behind this what it gave, and drops what it kept.
///
/// # Safety
///
/// Called by the PCI bus, with a device for which `probe` has returned 0. Its files have gone.
unsafe extern "C" fn remove(raw: *mut bindings::pci_dev) {
    // SAFETY: The device is there. It must not write to memory that is about to be freed.
    unsafe { bindings::pci_clear_master(raw) };
    // SAFETY: The pointer is the driver's to set; what it pointed to goes.
    unsafe { bindings::dev_set_drvdata(&raw mut (*raw).dev, ptr::null_mut()) };
}
