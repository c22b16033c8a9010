//! A PCI driver for QEMU's `edu` device: registers, interrupts and DMA.
//!
//! `edu.rs` is the driver. What it stands on, safe abstractions of as much of the kernel as it
//! needs, is in the other files: PCI devices and drivers (`pci`), interrupts (`irq`), memory for
//! DMA (`dma`), and files in sysfs (`sysfs`), through which the driver is used here.

#![no_std]
#![deny(unsafe_op_in_unsafe_fn)]

mod dma;
mod edu;
mod irq;
mod pci;
mod sysfs;

kmod::module! {
    type: pci::Module<edu::Driver>,
    name: "edu",
    license: "GPL",
    description: "QEMU's educational PCI device",
    author: "The braze authors",
    aliases: ["pci:v00001234d000011E8sv*sd*bc*sc*i*"],
    params: {
        msi: bool = true, 0o644, "Use a message for the interrupt, and not a line, from the next probe on";
    },
}
