//! Files of a bound device in sysfs, each of them a value that is read and written as a text.
//!
//! The kernel makes them when a device has been bound, and takes them away, when nobody is in one
//! of their functions any more, before it is unbound.

use core::ffi::{CStr, c_char};
use core::fmt;
use core::mem;
use core::ptr;
use core::slice;

use kmod::prelude::*;

use crate::pci::{self, Driver};

/// Reads a file: writes what it has to say to a page.
pub type Show<T> = for<'d> fn(<T as Driver>::Data<'d>, &mut Page<'_>) -> Result;

/// Writes a file: takes what was written with one call.
pub type Store<T> = for<'d> fn(<T as Driver>::Data<'d>, &[u8]) -> Result;

/// A file of a driver's devices.
pub struct File<T: Driver> {
    name: &'static CStr,
    show: Option<Show<T>>,
    store: Option<Store<T>>,
}

impl<T: Driver> File<T> {
    /// A file that everybody may read.
    pub const fn read_only(name: &'static CStr, show: Show<T>) -> Self {
        Self { name, show: Some(show), store: None }
    }

    /// A file that everybody may read, and the superuser may write.
    pub const fn read_write(name: &'static CStr, show: Show<T>, store: Store<T>) -> Self {
        Self { name, show: Some(show), store: Some(store) }
    }

    /// A file that the superuser may write.
    pub const fn write_only(name: &'static CStr, store: Store<T>) -> Self {
        Self { name, show: None, store: Some(store) }
    }

    fn mode(&self) -> u16 {
        let read = if self.show.is_some() { 0o444 } else { 0 };
        let write = if self.store.is_some() { 0o200 } else { 0 };
        read | write
    }
}

/// What a program sees that reads a file: at most a page.
pub struct Page<'a> {
    memory: &'a mut [u8],
    len: usize,
}

impl Page<'_> {
    /// Adds bytes. `EFBIG` if there is no room for them.
    pub fn push(&mut self, bytes: &[u8]) -> Result {
        let end = self.len + bytes.len();
        self.memory.get_mut(self.len..end).ok_or(EFBIG)?.copy_from_slice(bytes);
        self.len = end;
        Ok(())
    }
}

impl fmt::Write for Page<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push(text.as_bytes()).map_err(|_| fmt::Error)
    }
}

/// A driver's files as the kernel wants them. The pointers stay good when this is moved.
pub(crate) struct Files<T: Driver> {
    _slots: KVec<Slot<T>>,
    _files: KVec<*mut bindings::attribute>,
    _group: KBox<bindings::attribute_group>,
    groups: KVec<*const bindings::attribute_group>,
}

/// The kernel's object comes first: a pointer to it is one to all of it.
#[repr(C)]
struct Slot<T: Driver> {
    raw: bindings::device_attribute,
    file: &'static File<T>,
}

impl<T: Driver> Files<T> {
    pub(crate) fn new(files: &'static [File<T>]) -> Result<Self> {
        let mut slots = KVec::with_capacity(files.len(), GFP_KERNEL)?;
        for file in files {
            // SAFETY: It is made of integers, pointers and optional functions, which may be 0.
            slots.push(Slot { raw: unsafe { mem::zeroed() }, file }, GFP_KERNEL)?;
        }
        let mut pointers = KVec::with_capacity(files.len() + 1, GFP_KERNEL)?;
        for slot in slots.iter_mut() {
            let (file, slot) = (slot.file, ptr::from_mut(slot));
            // SAFETY: The object is ours to write; its functions are for such slots.
            unsafe {
                let raw = &raw mut (*slot).raw;
                let (show, store) = (Some(show::<T> as _), Some(store::<T> as _));
                bindings::file_init(raw, file.name.as_ptr(), file.mode(), show, store);
                pointers.push(&raw mut (*raw).attr, GFP_KERNEL)?;
            }
        }
        pointers.push(ptr::null_mut(), GFP_KERNEL)?;
        // SAFETY: It is made of pointers and optional functions, which may be 0.
        let mut group: KBox<bindings::attribute_group> =
            KBox::new(unsafe { mem::zeroed() }, GFP_KERNEL)?;
        // SAFETY: The object is ours to write.
        unsafe { bindings::file_group_init(&mut *group, pointers.as_mut_ptr()) };
        let mut groups = KVec::with_capacity(2, GFP_KERNEL)?;
        groups.push(&raw const *group, GFP_KERNEL)?;
        groups.push(ptr::null(), GFP_KERNEL)?;
        Ok(Self { _slots: slots, _files: pointers, _group: group, groups })
    }

    /// What a driver's `dev_groups` is to be, as long as these are there.
    pub(crate) fn groups(&self) -> *mut *const bindings::attribute_group {
        self.groups.as_ptr().cast_mut()
    }
}

/// # Safety
///
/// The kernel calls it for a file of a bound device of `T`'s, with a page of memory, whose bytes
/// are set.
unsafe extern "C" fn show<T: Driver>(
    device: *mut bindings::device,
    file: *mut bindings::device_attribute,
    page: *mut c_char,
) -> isize {
    // SAFETY: The object is the first part of a slot, which is there while the driver is.
    let file = unsafe { (*file.cast::<Slot<T>>()).file };
    let Some(show) = file.show else { return EIO.to_errno() as isize };
    // SAFETY: The device is bound, and is not unbound before this returns.
    let data = unsafe { pci::data::<T>(device) };
    // SAFETY: The memory is a page, set to 0, and this function's alone.
    let memory =
        unsafe { slice::from_raw_parts_mut(page.cast(), bindings::PAGE_SIZE as usize - 1) };
    let mut page = Page { memory, len: 0 };
    match show(data, &mut page) {
        Ok(()) => page.len as isize,
        Err(error) => error.to_errno() as isize,
    }
}

/// # Safety
///
/// The kernel calls it for a file of a bound device of `T`'s, with `len` bytes of text.
unsafe extern "C" fn store<T: Driver>(
    device: *mut bindings::device,
    file: *mut bindings::device_attribute,
    text: *const c_char,
    len: usize,
) -> isize {
    // SAFETY: As in `show`.
    let file = unsafe { (*file.cast::<Slot<T>>()).file };
    let Some(store) = file.store else { return EIO.to_errno() as isize };
    // SAFETY: As in `show`.
    let data = unsafe { pci::data::<T>(device) };
    // SAFETY: The kernel has copied so many bytes from the program, for this function alone.
    let text = unsafe { slice::from_raw_parts(text.cast(), len) };
    match store(data, text) {
        Ok(()) => len as isize,
        Err(error) => error.to_errno() as isize,
    }
}
