//! The controller: eight lines, each of them input or output, each with an interrupt.
//!
//! ARM calls it PrimeCell General Purpose Input/Output (PL061), and describes it in its document
//! DDI 0190.

use core::ffi::CStr;

use kmod::io::IoMem;
use kmod::prelude::*;

use crate::amba::{self, Driver, Id};
use crate::gpio::{self, Controller, Direction, Line};
use crate::irq::{Interrupts, Trigger};
use crate::lock::{Guard, RawSpinLock};

const NAME: &CStr = c"pl061";

/// The data register, 256 times: bits 2 to 9 of the address say which lines are read or written.
const DATA: usize = 0x000;
/// The data register for all lines.
const DATA_ALL: usize = DATA + 0x3fc;
/// Direction; 1: output.
const DIR: usize = 0x400;
/// Interrupt sense; 1: level, 0: edge.
const IS: usize = 0x404;
/// Interrupt on both edges.
const IBE: usize = 0x408;
/// Interrupt event; 1: rising edge or high level.
const IEV: usize = 0x40c;
/// Interrupt enable.
const IE: usize = 0x410;
/// Masked interrupt status.
const MIS: usize = 0x418;
/// Interrupt clear.
const IC: usize = 0x41c;
/// All registers, those in which a PrimeCell identifies itself included.
const SIZE: usize = 0x1000;

/// One controller.
pub struct Pl061 {
    registers: IoMem<SIZE>,
    /// Taken to change one line's bit of a register, and where the registers are while the system
    /// sleeps.
    saved: RawSpinLock<Saved>,
}

#[derive(Default)]
struct Saved {
    data: u8,
    dir: u8,
    is: u8,
    ibe: u8,
    iev: u8,
    ie: u8,
}

impl Driver for Pl061 {
    const NAME: &'static CStr = NAME;
    const IDS: &'static [Id] = &[Id::new(0x0004_1061, 0x000f_ffff), Id::END];

    fn probe(device: &amba::Device) -> Result<&Pl061> {
        // SAFETY: The mapping goes where the controller goes: to what the device keeps until it is
        // unbound, or away.
        let registers = unsafe { device.registers(NAME) }?;
        let controller = Pl061 {
            registers,
            saved: RawSpinLock::new(Saved::default())?,
        };
        controller.registers.write8::<IE>(0);
        controller.registers.write8::<IC>(0xff);
        let Some(irq) = device.irq(0) else {
            let controller = gpio::register(device.device(), controller)?;
            pr_warn!("{}: {} lines, no interrupt\n", device.device(), Self::LINES);
            return Ok(controller);
        };
        let controller = gpio::register_with_irq(device.device(), controller, irq)?;
        pr_info!(
            "{}: {} lines, interrupt {irq}\n",
            device.device(),
            Self::LINES
        );
        Ok(controller)
    }

    fn suspend(&self) -> Result {
        let mut saved = self.saved.lock();
        saved.data = self.registers.read8::<DATA_ALL>();
        saved.dir = self.registers.read8::<DIR>();
        saved.is = self.registers.read8::<IS>();
        saved.ibe = self.registers.read8::<IBE>();
        saved.iev = self.registers.read8::<IEV>();
        saved.ie = self.registers.read8::<IE>();
        Ok(())
    }

    fn resume(&self) -> Result {
        let saved = self.saved.lock();
        self.registers.write8::<DATA_ALL>(saved.data);
        self.registers.write8::<DIR>(saved.dir);
        // Once more: lines that were inputs have not taken it.
        self.registers.write8::<DATA_ALL>(saved.data);
        self.registers.write8::<IS>(saved.is);
        self.registers.write8::<IBE>(saved.ibe);
        self.registers.write8::<IEV>(saved.iev);
        self.registers.write8::<IE>(saved.ie);
        Ok(())
    }
}

impl Pl061 {
    /// Changes the line's bit of a register, whose other bits may not change meanwhile.
    fn change<const REGISTER: usize>(&self, _: &Guard<'_, Saved>, line: Line, on: bool) {
        let others = self.registers.read8::<REGISTER>() & !bit(line);
        self.registers
            .write8::<REGISTER>(if on { others | bit(line) } else { others });
    }
}

impl Controller for Pl061 {
    const LINES: u16 = 8;

    fn direction(&self, line: Line) -> Result<Direction> {
        let output = self.registers.read8::<DIR>() & bit(line) != 0;
        Ok(if output {
            Direction::Output
        } else {
            Direction::Input
        })
    }

    fn direction_input(&self, line: Line) -> Result {
        self.change::<DIR>(&self.saved.lock(), line, false);
        Ok(())
    }

    fn direction_output(&self, line: Line, value: bool) -> Result {
        self.set(line, value)?;
        self.change::<DIR>(&self.saved.lock(), line, true);
        // Once more: a line that was an input has not taken it.
        self.set(line, value)
    }

    fn get(&self, line: Line) -> Result<bool> {
        Ok(self.registers.try_read8(data(line))? != 0)
    }

    fn set(&self, line: Line, value: bool) -> Result {
        self.registers
            .try_write8(if value { bit(line) } else { 0 }, data(line))
    }
}

impl Interrupts for Pl061 {
    const NAME: &'static CStr = NAME;

    fn pending(&self) -> u64 {
        self.registers.read8::<MIS>().into()
    }

    fn set_trigger(&self, line: Line, trigger: Trigger) -> Result {
        let lock = self.saved.lock();
        self.change::<IS>(&lock, line, !trigger.is_edge());
        self.change::<IBE>(&lock, line, trigger == Trigger::Both);
        self.change::<IEV>(
            &lock,
            line,
            matches!(trigger, Trigger::Rising | Trigger::High),
        );
        // An edge that was noticed before is none of this trigger's.
        self.ack(line);
        Ok(())
    }

    fn ack(&self, line: Line) {
        self.registers.write8::<IC>(bit(line));
    }

    fn mask(&self, line: Line) {
        self.change::<IE>(&self.saved.lock(), line, false);
    }

    fn unmask(&self, line: Line) {
        self.change::<IE>(&self.saved.lock(), line, true);
    }
}

/// The line's bit in all registers.
fn bit(line: Line) -> u8 {
    1 << line.number()
}

/// The data register for this line alone, whose value has the line's bit, and 0 for the others.
fn data(line: Line) -> usize {
    DATA + (usize::from(bit(line)) << 2)
}
