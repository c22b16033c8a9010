//! GPIO controllers: a [`Controller`] says what it can do with its [`Line`]s, [`register`] tells
//! gpiolib.
//!
//! One that has interrupts too is one of [`Interrupts`](crate::irq::Interrupts), and goes to
//! [`register_with_irq`]: gpiolib makes an interrupt of the kernel's of each line then.
//!
//! gpiolib holds a reference to the module while a line is in use. Where the device is unbound by
//! hand, users of its lines get errors from then on.

use core::cell::UnsafeCell;
use core::ffi::{c_int, c_uint};
use core::marker::{PhantomData, PhantomPinned};
use core::ptr;
use core::sync::atomic::{AtomicBool, Ordering};

use kmod::prelude::*;

use crate::device::Device;
use crate::irq::{self, Interrupts};

/// A line of a controller: less than its [`Controller::LINES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line(u16);

impl Line {
    /// The line with a number, if the controller has it.
    pub(crate) fn of<T: Controller>(number: u64) -> Option<Line> {
        u16::try_from(number)
            .ok()
            .filter(|&number| number < T::LINES)
            .map(Line)
    }

    /// Its number, from 0 on.
    pub fn number(self) -> u16 {
        self.0
    }
}

/// Who drives a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Something else.
    Input,
    /// The controller.
    Output,
}

/// A GPIO controller.
///
/// Its functions are called by several CPUs at once, and where nothing may sleep.
pub trait Controller: Send + Sync + 'static {
    /// How many lines it has.
    const LINES: u16;

    /// Who drives the line.
    fn direction(&self, line: Line) -> Result<Direction>;

    /// Lets go of the line.
    fn direction_input(&self, line: Line) -> Result;

    /// Drives the line with a value.
    fn direction_output(&self, line: Line, value: bool) -> Result;

    /// The line's value.
    fn get(&self, line: Line) -> Result<bool>;

    /// The value that the line is driven with.
    fn set(&self, line: Line, value: bool) -> Result;
}

/// A controller and what gpiolib knows of it, which is its first part, so that their addresses are
/// the same. It never moves, as gpiolib has that address.
#[repr(C)]
pub(crate) struct Chip<T> {
    gpio: UnsafeCell<bindings::gpio_chip>,
    parent_irq: c_uint,
    /// gpiolib knows it.
    registered: AtomicBool,
    /// It is about to be taken from gpiolib.
    leaving: AtomicBool,
    pub(crate) controller: T,
    pinned: PhantomPinned,
}

// SAFETY: gpiolib does not care which CPU or task calls it, and looks after the `gpio_chip` itself.
unsafe impl<T: Send> Send for Chip<T> {}
// SAFETY: As above; what is not gpiolib's may be shared.
unsafe impl<T: Sync> Sync for Chip<T> {}

impl<T> Chip<T> {
    /// What gpiolib knows.
    pub(crate) fn as_gpio(&self) -> *mut bindings::gpio_chip {
        ptr::from_ref(self).cast_mut().cast()
    }

    /// The chip that gpiolib knows as `gpio`.
    ///
    /// # Safety
    ///
    /// It is that of a `Chip<T>`, which stays for all of `'c`.
    pub(crate) unsafe fn from_gpio<'c>(gpio: *mut bindings::gpio_chip) -> &'c Chip<T> {
        // SAFETY: That is this function's contract; the address is that of the chip's first part,
        // and was made of one for all of it.
        unsafe { &*gpio.cast() }
    }

    /// The interrupt that the controller raises.
    pub(crate) fn parent_irq(&self) -> c_uint {
        self.parent_irq
    }

    /// The same as a list of one, which nobody writes to.
    pub(crate) fn parent_irqs(&self) -> *mut c_uint {
        ptr::from_ref(&self.parent_irq).cast_mut()
    }

    /// Whether the chip is about to be taken from gpiolib. Who has seen that it is not, in an
    /// interrupt or where RCU is held, may use all of it until that is over.
    pub(crate) fn is_leaving(&self) -> bool {
        self.leaving.load(Ordering::Acquire)
    }

    /// Where the interrupts of its lines are.
    ///
    /// # Safety
    ///
    /// The chip is registered, and has interrupts.
    pub(crate) unsafe fn irq_domain(&self) -> *mut bindings::irq_domain {
        // SAFETY: It is set before the first interrupt comes, and changed after the last one.
        unsafe { (*self.gpio.get()).irq.domain }
    }
}

impl<T> Drop for Chip<T> {
    fn drop(&mut self) {
        if !*self.registered.get_mut() {
            return;
        }
        // gpiolib waits for its own calls of the controller and for handlers of lines, but not for
        // the handler of the parent's interrupt. That one runs with interrupts off, and so RCU
        // waits for it: the first time, for those that have not seen `leaving`, and might use the
        // domain; the second time, for those that might look at the chip.
        self.leaving.store(true, Ordering::Release);
        // SAFETY: Whoever drops what a device keeps may sleep. The chip was registered, and is
        // unregistered once.
        unsafe {
            bindings::synchronize_rcu();
            bindings::gpiochip_remove(self.as_gpio());
            bindings::synchronize_rcu();
        }
    }
}

/// Registers a controller for as long as its device is bound.
pub fn register<T: Controller>(device: &Device, controller: T) -> Result<&T> {
    // SAFETY: It sets nothing.
    unsafe { add(device, controller, 0, |_, _| ()) }
}

/// The same for a controller with interrupts, which raises `parent_irq` for all of them.
pub fn register_with_irq<T: Interrupts>(
    device: &Device,
    controller: T,
    parent_irq: u32,
) -> Result<&T> {
    // SAFETY: It sets what is for a `Chip<T>`.
    unsafe { add(device, controller, parent_irq, irq::describe::<T>) }
}

/// # Safety
///
/// `describe` sets in its second argument what gpiolib is to know of the interrupts of its first,
/// which is true for a chip that is about to be registered.
unsafe fn add<T: Controller>(
    device: &Device,
    controller: T,
    parent_irq: c_uint,
    describe: fn(&Chip<T>, &mut bindings::gpio_irq_chip),
) -> Result<&T> {
    let chip = Chip {
        gpio: UnsafeCell::new(Callbacks::<T>::describe(device)),
        parent_irq,
        registered: AtomicBool::new(false),
        leaving: AtomicBool::new(false),
        controller,
        pinned: PhantomPinned,
    };
    let chip = device.keep(KBox::new(chip, GFP_KERNEL)?)?;
    // SAFETY: gpiolib does not know the chip yet, and `describe` does not look at this part of it.
    let irq = unsafe { &mut (*chip.gpio.get()).irq };
    describe(chip, irq);
    // SAFETY: All is set. The chip stays where it is until it has been taken from gpiolib, in
    // `drop`, while the device is bound.
    let error = unsafe { bindings::gpiochip_add_data(chip.as_gpio(), ptr::null_mut()) };
    if error != 0 {
        // The handler of the parent's interrupt may have been there for a while.
        // SAFETY: Probes may sleep.
        unsafe { bindings::synchronize_rcu() };
        return Err(Error::from_errno(error));
    }
    chip.registered.store(true, Ordering::Relaxed);
    Ok(&chip.controller)
}

/// What gpiolib calls.
struct Callbacks<T>(PhantomData<T>);

impl<T: Controller> Callbacks<T> {
    fn describe(device: &Device) -> bindings::gpio_chip {
        bindings::gpio_chip {
            label: device.name().as_ptr(),
            parent: device.as_ptr(),
            owner: THIS_MODULE.as_ptr(),
            base: -1,
            ngpio: T::LINES,
            request: Some(bindings::gpiochip_generic_request),
            free: Some(bindings::gpiochip_generic_free),
            get_direction: Some(Self::get_direction),
            direction_input: Some(Self::direction_input),
            direction_output: Some(Self::direction_output),
            get: Some(Self::get),
            set: Some(Self::set),
            // SAFETY: It is made of integers, pointers, optional functions and a lock, which may be
            // 0.
            ..unsafe { core::mem::zeroed() }
        }
    }

    /// The controller and its line, or `EINVAL` where there is no such line.
    ///
    /// # Safety
    ///
    /// gpiolib knows a `Chip<T>` as `gpio`, and keeps it for all of `'c`.
    unsafe fn line<'c>(gpio: *mut bindings::gpio_chip, offset: c_uint) -> Result<(&'c T, Line)> {
        // SAFETY: That is this function's contract.
        let chip = unsafe { Chip::<T>::from_gpio(gpio) };
        let line = Line::of::<T>(offset.into()).ok_or(EINVAL)?;
        Ok((&chip.controller, line))
    }

    /// # Safety
    ///
    /// gpiolib calls it, with a `Chip<T>` that it keeps until this returns.
    unsafe extern "C" fn get_direction(gpio: *mut bindings::gpio_chip, offset: c_uint) -> c_int {
        // SAFETY: That is this function's contract.
        let direction = unsafe { Self::line(gpio, offset) }
            .and_then(|(controller, line)| controller.direction(line));
        match direction {
            Ok(Direction::Input) => bindings::GPIO_LINE_DIRECTION_IN as c_int,
            Ok(Direction::Output) => bindings::GPIO_LINE_DIRECTION_OUT as c_int,
            Err(error) => error.to_errno(),
        }
    }

    /// # Safety
    ///
    /// As for `get_direction`.
    unsafe extern "C" fn direction_input(gpio: *mut bindings::gpio_chip, offset: c_uint) -> c_int {
        // SAFETY: That is this function's contract.
        let line = unsafe { Self::line(gpio, offset) };
        to_int(line.and_then(|(controller, line)| controller.direction_input(line)))
    }

    /// # Safety
    ///
    /// As for `get_direction`.
    unsafe extern "C" fn direction_output(
        gpio: *mut bindings::gpio_chip,
        offset: c_uint,
        value: c_int,
    ) -> c_int {
        // SAFETY: That is this function's contract.
        let line = unsafe { Self::line(gpio, offset) };
        to_int(line.and_then(|(controller, line)| controller.direction_output(line, value != 0)))
    }

    /// # Safety
    ///
    /// As for `get_direction`.
    unsafe extern "C" fn get(gpio: *mut bindings::gpio_chip, offset: c_uint) -> c_int {
        // SAFETY: That is this function's contract.
        let value =
            unsafe { Self::line(gpio, offset) }.and_then(|(controller, line)| controller.get(line));
        value.map_or_else(Error::to_errno, c_int::from)
    }

    /// # Safety
    ///
    /// As for `get_direction`.
    #[cfg(linux_since = "6.17")]
    unsafe extern "C" fn set(
        gpio: *mut bindings::gpio_chip,
        offset: c_uint,
        value: c_int,
    ) -> c_int {
        // SAFETY: That is this function's contract.
        let line = unsafe { Self::line(gpio, offset) };
        to_int(line.and_then(|(controller, line)| controller.set(line, value != 0)))
    }

    /// # Safety
    ///
    /// As for `get_direction`.
    #[cfg(not(linux_since = "6.17"))]
    unsafe extern "C" fn set(gpio: *mut bindings::gpio_chip, offset: c_uint, value: c_int) {
        // SAFETY: That is this function's contract.
        let line = unsafe { Self::line(gpio, offset) };
        // There is nobody to tell the error to before 6.17.
        let _ = line.and_then(|(controller, line)| controller.set(line, value != 0));
    }
}

/// What C functions return: 0, or the negative error number.
fn to_int(result: Result) -> c_int {
    result.map_or_else(Error::to_errno, |()| 0)
}
