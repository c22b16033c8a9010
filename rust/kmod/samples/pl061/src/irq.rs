//! Interrupts of a GPIO controller's lines.
//!
//! The controller raises one interrupt, its parent's, for all of its lines. The handler asks it
//! which lines these are ([`Interrupts::pending`]), and hands each one's interrupt on to whoever
//! asked for it.

use core::ffi::{CStr, c_int, c_uint};
use core::marker::PhantomData;
use core::ptr;

use kmod::prelude::*;

use crate::gpio::{Chip, Controller, Line};

/// What about a line raises its interrupt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// It becomes 1.
    Rising,
    /// It becomes 0.
    Falling,
    /// It changes.
    Both,
    /// It is 1.
    High,
    /// It is 0.
    Low,
}

impl Trigger {
    /// The trigger with one of C's numbers; other bits of a kernel's interrupt flags do not matter.
    fn from_raw(number: c_uint) -> Option<Trigger> {
        Some(match number & bindings::IRQ_TYPE_SENSE_MASK {
            bindings::IRQ_TYPE_EDGE_RISING => Trigger::Rising,
            bindings::IRQ_TYPE_EDGE_FALLING => Trigger::Falling,
            bindings::IRQ_TYPE_EDGE_BOTH => Trigger::Both,
            bindings::IRQ_TYPE_LEVEL_HIGH => Trigger::High,
            bindings::IRQ_TYPE_LEVEL_LOW => Trigger::Low,
            _ => return None,
        })
    }

    /// Whether it is a change that raises it, and not a value.
    pub fn is_edge(self) -> bool {
        matches!(self, Trigger::Rising | Trigger::Falling | Trigger::Both)
    }
}

/// A GPIO controller whose lines have interrupts.
///
/// Its functions are called by several CPUs at once, in interrupts and under raw spinlocks.
pub trait Interrupts: Controller {
    /// What `/proc/interrupts` calls it.
    const NAME: &'static CStr;

    /// The lines that raise an interrupt now and are not masked: bit n is line n.
    fn pending(&self) -> u64;

    /// Chooses what raises the line's interrupt.
    fn set_trigger(&self, line: Line, trigger: Trigger) -> Result;

    /// The edge has been seen: from here on another one counts.
    fn ack(&self, line: Line);

    /// The line raises no interrupt any more.
    fn mask(&self, line: Line);

    /// The line raises its interrupt again.
    fn unmask(&self, line: Line);
}

/// Tells gpiolib about the interrupts of a chip that is about to be registered.
pub(crate) fn describe<T: Interrupts>(chip: &Chip<T>, irq: &mut bindings::gpio_irq_chip) {
    irq.chip = ptr::from_ref(Callbacks::<T>::CHIP).cast_mut();
    irq.parent_handler = Some(Callbacks::<T>::handle_parent);
    irq.num_parents = 1;
    irq.parents = chip.parent_irqs();
    irq.default_type = bindings::IRQ_TYPE_NONE;
    irq.handler = Some(bindings::handle_bad_irq);
}

/// What the kernel calls.
struct Callbacks<T>(PhantomData<T>);

impl<T: Interrupts> Callbacks<T> {
    /// `IRQCHIP_IMMUTABLE` keeps gpiolib from writing to it.
    const CHIP: &'static bindings::irq_chip = &bindings::irq_chip {
        name: T::NAME.as_ptr(),
        irq_ack: Some(Self::ack),
        irq_mask: Some(Self::mask),
        irq_unmask: Some(Self::unmask),
        irq_set_type: Some(Self::set_type),
        irq_set_wake: Some(Self::set_wake),
        irq_request_resources: Some(bindings::gpiochip_irq_reqres),
        irq_release_resources: Some(bindings::gpiochip_irq_relres),
        flags: bindings::IRQCHIP_IMMUTABLE as _,
        // SAFETY: It is made of integers, pointers and optional functions, which may be 0.
        ..unsafe { core::mem::zeroed() }
    };

    /// The handler of the parent's interrupt.
    ///
    /// # Safety
    ///
    /// The kernel calls it, in the interrupt, as the handler that `describe` has set.
    unsafe extern "C" fn handle_parent(desc: *mut bindings::irq_desc) {
        // SAFETY: The parent's descriptor is there while its handler runs, and so is its chip.
        let (parent, gpio) = unsafe {
            let gpio: *mut bindings::gpio_chip = bindings::irq_desc_get_handler_data(desc).cast();
            (bindings::irq_desc_get_chip(desc), gpio)
        };
        // SAFETY: These two are of the same interrupt.
        unsafe { bindings::chained_irq_enter(parent, desc) };
        if !gpio.is_null() {
            // SAFETY: gpiolib has made the chip the handler's data, and takes it away again; the
            // chip stays until those are done that have seen it.
            unsafe { Self::handle(Chip::from_gpio(gpio)) };
        }
        // SAFETY: As above.
        unsafe { bindings::chained_irq_exit(parent, desc) };
    }

    /// Hands the interrupts of lines on.
    ///
    /// # Safety
    ///
    /// It is called in an interrupt, for a chip that is or was registered.
    unsafe fn handle(chip: &Chip<T>) {
        let leaving = chip.is_leaving();
        let mut pending = chip.controller.pending();
        while pending != 0 {
            let number = pending.trailing_zeros();
            pending &= pending - 1;
            if !leaving {
                // Newer kernels count them in 64 bits.
                let number = number.into();
                // SAFETY: A chip that is not leaving has its domain until this interrupt is over;
                // to the domain, a number that is no line's is an error.
                unsafe { bindings::generic_handle_domain_irq(chip.irq_domain(), number) };
            } else if let Some(line) = Line::of::<T>(number.into()) {
                chip.controller.mask(line);
            }
        }
    }

    /// The chip and line of an interrupt.
    ///
    /// # Safety
    ///
    /// It is one of those that gpiolib made for a `Chip<T>`, and they are there for all of `'c`.
    unsafe fn line<'c>(data: *mut bindings::irq_data) -> (&'c Chip<T>, Option<Line>) {
        // SAFETY: That is this function's contract; gpiolib's chip is the interrupt's data.
        unsafe {
            let gpio: *mut bindings::gpio_chip = bindings::irq_data_get_irq_chip_data(data).cast();
            let line = Line::of::<T>(bindings::irqd_to_hwirq(data));
            (Chip::from_gpio(gpio), line)
        }
    }

    /// # Safety
    ///
    /// The kernel calls it for an interrupt that gpiolib made for a `Chip<T>`, with its descriptor
    /// locked.
    unsafe extern "C" fn ack(data: *mut bindings::irq_data) {
        // SAFETY: That is this function's contract.
        if let (chip, Some(line)) = unsafe { Self::line(data) } {
            chip.controller.ack(line);
        }
    }

    /// # Safety
    ///
    /// As for `ack`.
    unsafe extern "C" fn mask(data: *mut bindings::irq_data) {
        // SAFETY: That is this function's contract.
        if let (chip, Some(line)) = unsafe { Self::line(data) } {
            chip.controller.mask(line);
            // SAFETY: The chip is registered, and has the line.
            unsafe { bindings::gpiochip_disable_irq(chip.as_gpio(), line.number().into()) };
        }
    }

    /// # Safety
    ///
    /// As for `ack`.
    unsafe extern "C" fn unmask(data: *mut bindings::irq_data) {
        // SAFETY: That is this function's contract.
        if let (chip, Some(line)) = unsafe { Self::line(data) } {
            // SAFETY: The chip is registered, and has the line.
            unsafe { bindings::gpiochip_enable_irq(chip.as_gpio(), line.number().into()) };
            chip.controller.unmask(line);
        }
    }

    /// # Safety
    ///
    /// As for `ack`.
    unsafe extern "C" fn set_type(data: *mut bindings::irq_data, flow_type: c_uint) -> c_int {
        // SAFETY: That is this function's contract.
        let (chip, line) = unsafe { Self::line(data) };
        let (Some(line), Some(trigger)) = (line, Trigger::from_raw(flow_type)) else {
            return EINVAL.to_errno();
        };
        if let Err(error) = chip.controller.set_trigger(line, trigger) {
            return error.to_errno();
        }
        // SAFETY: The descriptor is locked. Both handlers want no more than the chip's functions
        // above.
        unsafe {
            if trigger.is_edge() {
                bindings::irq_set_handler_locked(data, Some(bindings::handle_edge_irq));
            } else {
                bindings::irq_set_handler_locked(data, Some(bindings::handle_level_irq));
            }
        }
        0
    }

    /// # Safety
    ///
    /// As for `ack`.
    unsafe extern "C" fn set_wake(data: *mut bindings::irq_data, on: c_uint) -> c_int {
        // SAFETY: That is this function's contract; any interrupt may be asked to wake the system.
        unsafe { bindings::irq_set_irq_wake(Self::line(data).0.parent_irq(), on) }
    }
}
