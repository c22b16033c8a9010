//! Memory that a device reads and writes: coherent, so that it and the CPUs see the same at any
//! time.

use core::marker::PhantomData;
use core::ptr::NonNull;
use core::sync::atomic::{AtomicU8, Ordering};

use kmod::prelude::*;

use crate::pci::Device;

/// An address as a device has it.
pub type DmaAddr = bindings::dma_addr_t;

/// Says of how many bits the addresses are that the device can use. Before memory is allocated.
pub fn set_mask(device: &Device<'_>, bits: u32) -> Result {
    let mask = u64::MAX.checked_shr(64u32.checked_sub(bits).ok_or(EINVAL)?).ok_or(EINVAL)?;
    // SAFETY: The device is being bound, by this process.
    to_result(unsafe { bindings::dma_set_mask_and_coherent(device.as_device(), mask) })
}

/// Memory for DMA, which is the driver's and the device's until it is unbound.
#[derive(Clone, Copy)]
pub struct Coherent<'d> {
    memory: NonNull<AtomicU8>,
    len: usize,
    address: DmaAddr,
    device: PhantomData<&'d [AtomicU8]>,
}

// SAFETY: It is a reference to atomic bytes, and an address.
unsafe impl Send for Coherent<'_> {}

// SAFETY: As above.
unsafe impl Sync for Coherent<'_> {}

impl<'d> Coherent<'d> {
    /// Allocates `len` bytes, all of them 0. `EINVAL` if these are none, `ENOMEM` if there is no
    /// memory that the device can address.
    pub fn new(device: &Device<'d>, len: usize) -> Result<Self> {
        if len == 0 {
            return Err(EINVAL);
        }
        let mut address = 0;
        // SAFETY: The device is being bound; the kernel frees the memory when it is unbound.
        let memory = unsafe {
            bindings::dmam_alloc_coherent(
                device.as_device(),
                len,
                &mut address,
                GFP_KERNEL.as_raw(),
            )
        };
        let memory = NonNull::new(memory).ok_or(ENOMEM)?.cast();
        Ok(Self { memory, len, address, device: PhantomData })
    }

    /// Where the device finds it.
    pub fn address(self) -> DmaAddr {
        self.address
    }

    /// How many bytes there are.
    pub fn len(self) -> usize {
        self.len
    }

    /// The bytes. They are atomic as the device, and other CPUs, may change them.
    fn bytes(self) -> &'d [AtomicU8] {
        // SAFETY: It is memory of this length until the end of `'d`; the kernel has set it to 0.
        unsafe { NonNull::slice_from_raw_parts(self.memory, self.len).as_ref() }
    }

    /// The `len` bytes from `offset` on. `EINVAL` if there are fewer.
    fn part(self, offset: usize, len: usize) -> Result<&'d [AtomicU8]> {
        self.bytes().get(offset..).and_then(|bytes| bytes.get(..len)).ok_or(EINVAL)
    }

    /// Copies `data` to `offset`. `EINVAL` if it does not fit.
    pub fn write(self, offset: usize, data: &[u8]) -> Result {
        for (to, &from) in self.part(offset, data.len())?.iter().zip(data) {
            to.store(from, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Sets all of the memory to a value.
    pub fn fill(self, value: u8) {
        for byte in self.bytes() {
            byte.store(value, Ordering::Relaxed);
        }
    }

    /// Fills `data` from `offset` on. `EINVAL` if there are fewer bytes.
    pub fn read(self, offset: usize, data: &mut [u8]) -> Result {
        for (from, to) in self.part(offset, data.len())?.iter().zip(data) {
            *to = from.load(Ordering::Relaxed);
        }
        Ok(())
    }
}
