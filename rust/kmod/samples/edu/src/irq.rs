//! A device's interrupt, and the function that handles it.

use core::ffi::{CStr, c_int, c_void};
use core::fmt;
use core::ptr;

use kmod::prelude::*;

use crate::pci::Device;

#[cfg(linux_since = "6.8")]
use bindings::PCI_IRQ_INTX;
#[cfg(not(linux_since = "6.8"))]
use bindings::PCI_IRQ_LEGACY as PCI_IRQ_INTX;

/// How a device tells that it has an interrupt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// By a message, which is no other device's. The device has to be a
    /// [master](Device::set_master).
    Msi,
    /// By a line, which several devices may share.
    Intx,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Kind::Msi => "msi",
            Kind::Intx => "intx",
        })
    }
}

/// Whose interrupt it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Return {
    /// Another device's.
    None,
    /// This one's, and it is silent now.
    Handled,
}

/// What handles a device's interrupt. It is `Copy`, as all that refers to what is `&'d`.
pub trait Handler: Copy + Send + Sync {
    /// Handles it, if it is the device's. Called in the interrupt, where nothing may sleep; and
    /// before the device has raised any, if it shares its line.
    fn handle(&self) -> Return;
}

/// Has the device's interrupt handled until it is unbound. A device can have one, of one kind.
pub fn request<'d, H: Handler + 'd>(
    device: &Device<'d>,
    kind: Kind,
    name: &'static CStr,
    handler: H,
) -> Result {
    let (raw, pci) = (device.as_device(), device.as_pci());
    let handler = device.keep_copy(handler)?;
    let kind = match kind {
        Kind::Msi => bindings::PCI_IRQ_MSI,
        Kind::Intx => PCI_IRQ_INTX,
    };
    // SAFETY: The device is being bound, by this process.
    to_result(unsafe { bindings::pci_alloc_irq_vectors(pci, 1, 1, kind as _) })?;
    // SAFETY: As above; `free_vectors` is for this pointer.
    let returned = unsafe { bindings::devm_add_action(raw, Some(free_vectors), pci.cast()) };
    if let Err(error) = to_result(returned) {
        // SAFETY: They are allocated, and not in use yet.
        unsafe { bindings::pci_free_irq_vectors(pci) };
        return Err(error);
    }
    // SAFETY: There is one vector.
    let irq = to_number(unsafe { bindings::pci_irq_vector(pci, 0) })?;
    // SAFETY: `handle::<H>` is for this pointer, which is good until the device is unbound; the
    // kernel frees the interrupt before what was kept earlier.
    to_result(unsafe {
        bindings::devm_request_irq(
            raw,
            irq as _,
            Some(handle::<H>),
            bindings::IRQF_SHARED as _,
            name.as_ptr(),
            ptr::from_ref(handler).cast_mut().cast(),
        )
    })
}

/// # Safety
///
/// `pci` is a device whose vectors are allocated, and whose interrupt has been freed.
unsafe extern "C" fn free_vectors(pci: *mut c_void) {
    // SAFETY: That is this function's contract.
    unsafe { bindings::pci_free_irq_vectors(pci.cast()) };
}

/// # Safety
///
/// `handler` points to an `H` that is shared.
unsafe extern "C" fn handle<H: Handler>(_: c_int, handler: *mut c_void) -> bindings::irqreturn_t {
    // SAFETY: That is this function's contract.
    let handler = unsafe { &*handler.cast::<H>() };
    match handler.handle() {
        Return::None => bindings::irqreturn_IRQ_NONE,
        Return::Handled => bindings::irqreturn_IRQ_HANDLED,
    }
}
