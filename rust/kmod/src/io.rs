//! Memory-mapped I/O: the registers of a device.
//!
//! An [`IoMem`] owns a mapping that `ioremap` made, and takes it away when it is dropped. Registers
//! are read and written by the kernel's own `readl`, `writel` and so on: little-endian, ordered
//! against each other, and against memory that the device reads by DMA.
//!
//! Each access is checked. Where the offset is a constant, the compiler does it, and nothing can go
//! wrong when the driver runs; `try_` methods take an offset that is known then only.
//!
//! ```ignore
//! const ID: usize = 0x00;
//! const DATA: usize = 0x100;
//!
//! // The device has 0x200 bytes of registers, or `map` fails.
//! let regs: IoMem<0x200> = unsafe { IoMem::map(start, len) }?;
//! let id = regs.read32::<ID>();
//! for i in 0..4 {
//!     regs.try_write32(i, DATA + 4 * i as usize)?;
//! }
//! ```

use core::ffi::{CStr, c_void};
use core::ptr::NonNull;

use crate::error::{EBUSY, EINVAL, ENOMEM, Result};
use crate::module::Tether;

/// A physical address, as resources of buses have it.
pub type PhysAddr = bindings::resource_size_t;

/// The mapped registers of a device, of which there are at least `SIZE` bytes.
///
/// Several CPUs may use it at once: each access is one bus cycle, and the device sees them one
/// after the other. What needs several accesses in a row needs a lock.
pub struct IoMem<const SIZE: usize = 0> {
    base: NonNull<c_void>,
    len: usize,
    // The physical start, if `request` has reserved the region under a name of the module's.
    reserved: Option<(PhysAddr, Tether)>,
}

// SAFETY: A mapping of `ioremap` belongs to the kernel's page tables, not to a task or CPU; it may
// be used and undone anywhere that may sleep.
unsafe impl<const SIZE: usize> Send for IoMem<SIZE> {}

// SAFETY: Methods that take `&self` access registers only, each by one bus cycle.
unsafe impl<const SIZE: usize> Sync for IoMem<SIZE> {}

impl<const SIZE: usize> IoMem<SIZE> {
    /// Maps `len` bytes of device memory at the physical address `start`.
    ///
    /// `EINVAL` if these are fewer than `SIZE` bytes or none, if `start` is not a multiple of 8, or
    /// if the region leaves the address space; `ENOMEM` if the kernel cannot map it. May sleep,
    /// and so may dropping it.
    ///
    /// # Safety
    ///
    /// The region is registers or memory of a device that the caller drives, and nobody else does,
    /// until the `IoMem` is dropped. What the device does with what is written to it is no matter
    /// of Rust's: whoever hands it a wrong address for DMA has memory overwritten, as in C.
    pub unsafe fn map(start: PhysAddr, len: usize) -> Result<Self> {
        Self::check(start, len)?;
        // SAFETY: The region is not empty and does not wrap around; by this function's contract it
        // is a device's that the caller may use.
        let base = unsafe { bindings::ioremap(start, len as _) };
        let base = NonNull::new(base).ok_or(ENOMEM)?;
        Ok(Self { base, len, reserved: None })
    }

    /// Reserves the region first, as `/proc/iomem` shows, then maps it as [`map`](Self::map) does.
    ///
    /// `EBUSY` if another driver has reserved a part of it.
    ///
    /// # Safety
    ///
    /// As for [`map`](Self::map).
    pub unsafe fn request(start: PhysAddr, len: usize, name: &'static CStr) -> Result<Self> {
        Self::check(start, len)?;
        let name_in_use = Tether::new();
        // SAFETY: `name` lives as long as the module, which does not go before the tether does.
        let region = unsafe { bindings::request_mem_region(start, len as _, name.as_ptr()) };
        if region.is_null() {
            return Err(EBUSY);
        }
        // SAFETY: That is this function's contract, too.
        match unsafe { Self::map(start, len) } {
            Ok(mut mem) => {
                mem.reserved = Some((start, name_in_use));
                Ok(mem)
            }
            Err(error) => {
                // SAFETY: It was reserved above.
                unsafe { bindings::release_mem_region(start, len as _) };
                Err(error)
            }
        }
    }

    /// Refuses what cannot be a region of at least `SIZE` bytes.
    fn check(start: PhysAddr, len: usize) -> Result {
        let last = len.checked_sub(1).ok_or(EINVAL)?;
        let fits = start.checked_add(last as PhysAddr).is_some();
        if len >= SIZE && fits && start % 8 == 0 { Ok(()) } else { Err(EINVAL) }
    }

    /// The number of bytes that are mapped, at least `SIZE`.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Where `width` bytes at `offset` are, if they are within the mapping, and aligned.
    fn at(&self, offset: usize, width: usize) -> Result<*mut c_void> {
        let fits = offset.checked_add(width).is_some_and(|end| end <= self.len);
        if fits && offset % width == 0 {
            Ok(self.base.as_ptr().wrapping_byte_add(offset))
        } else {
            Err(EINVAL)
        }
    }

    /// The same for a constant offset: what is wrong with it is an error of the compiler's.
    fn at_const<const OFFSET: usize, const WIDTH: usize>(&self) -> *mut c_void {
        const {
            assert!(
                OFFSET <= SIZE && SIZE - OFFSET >= WIDTH,
                "the register is behind the SIZE of IoMem"
            );
            assert!(OFFSET % WIDTH == 0, "the register's offset is not aligned");
        }
        self.base.as_ptr().wrapping_byte_add(OFFSET)
    }
}

impl<const SIZE: usize> Drop for IoMem<SIZE> {
    fn drop(&mut self) {
        // SAFETY: `base` is what `ioremap` returned; all accesses borrow `self`, so none is left.
        unsafe { bindings::iounmap(self.base.as_ptr()) };
        if let Some((start, _)) = self.reserved {
            // SAFETY: `request` reserved this region, with this start and length.
            unsafe { bindings::release_mem_region(start, self.len as _) };
        }
    }
}

/// The four accesses of one width.
macro_rules! accesses {
    (
        $type:ty, $bits:literal:
        $read:ident, $write:ident, $try_read:ident, $try_write:ident,
        $c_read:path, $c_write:path
    ) => {
        impl<const SIZE: usize> IoMem<SIZE> {
            #[doc = concat!("Reads the ", $bits, "-bit register at `OFFSET`.")]
            ///
            /// The compiler refuses an offset that is not aligned, or not within `SIZE`.
            pub fn $read<const OFFSET: usize>(&self) -> $type {
                let register = self.at_const::<OFFSET, { size_of::<$type>() }>();
                // SAFETY: `at_const` gives the address of an aligned register of this width, in the
                // mapping.
                unsafe { $c_read(register) }
            }

            #[doc = concat!("Writes `value` to the ", $bits, "-bit register at `OFFSET`.")]
            ///
            /// The compiler refuses an offset that is not aligned, or not within `SIZE`.
            pub fn $write<const OFFSET: usize>(&self, value: $type) {
                let register = self.at_const::<OFFSET, { size_of::<$type>() }>();
                // SAFETY: As above; that no write does harm is the contract of `map`.
                unsafe { $c_write(value, register) }
            }

            #[doc = concat!("Reads the ", $bits, "-bit register at `offset`.")]
            ///
            /// `EINVAL` if the offset is not aligned, or not within the mapping.
            pub fn $try_read(&self, offset: usize) -> Result<$type> {
                let register = self.at(offset, size_of::<$type>())?;
                // SAFETY: `at` gives the address of an aligned register of this width, in the
                // mapping.
                Ok(unsafe { $c_read(register) })
            }

            #[doc = concat!("Writes `value` to the ", $bits, "-bit register at `offset`.")]
            ///
            /// `EINVAL` if the offset is not aligned, or not within the mapping.
            pub fn $try_write(&self, value: $type, offset: usize) -> Result {
                let register = self.at(offset, size_of::<$type>())?;
                // SAFETY: As above; that no write does harm is the contract of `map`.
                unsafe { $c_write(value, register) };
                Ok(())
            }
        }
    };
}

accesses!(u8, "8": read8, write8, try_read8, try_write8, bindings::readb, bindings::writeb);
accesses!(u16, "16": read16, write16, try_read16, try_write16, bindings::readw, bindings::writew);
accesses!(u32, "32": read32, write32, try_read32, try_write32, bindings::readl, bindings::writel);
#[cfg(CONFIG_64BIT)]
accesses!(u64, "64": read64, write64, try_read64, try_write64, bindings::readq, bindings::writeq);
