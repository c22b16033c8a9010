//! A driver for the ARM PrimeCell GPIO (PL061), with its interrupts.
//!
//! `pl061.rs` is the driver. What it stands on, safe abstractions of as much of the kernel as it
//! needs, is in the other files: the AMBA bus (`amba`), a device (`device`), gpiolib (`gpio`) with
//! interrupts (`irq`), and a raw spinlock (`lock`).

#![no_std]
#![deny(unsafe_op_in_unsafe_fn)]

mod amba;
mod device;
mod gpio;
mod irq;
mod lock;
mod pl061;

kmod::module! {
    type: amba::Module<pl061::Pl061>,
    name: "pl061",
    license: "GPL",
    description: "ARM PrimeCell GPIO (PL061)",
    aliases: ["amba:d???41061"],
}
