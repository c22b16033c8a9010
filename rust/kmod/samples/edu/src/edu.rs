//! The driver: everything that the device can do, as files in sysfs.
//!
//! | file | read | written |
//! |---|---|---|
//! | `identification` | version and name of the device | |
//! | `liveness` | the number that was written, with all bits inverted | a number |
//! | `factorial` | the result | a number, of which the device computes the factorial |
//! | `raise` | | a number, not 0: the device raises an interrupt with these bits |
//! | `dma` | what the device's own memory has | bytes, up to 4,095, which go there |
//! | `interrupts` | how the device tells them, and how many there were | |
//!
//! QEMU's `docs/specs/edu.rst` describes the device.

use core::ffi::CStr;
use core::fmt::Write;
use core::sync::atomic::{AtomicU32, Ordering};

use kmod::io::IoMem;
use kmod::new_mutex;
use kmod::prelude::*;
use kmod::sync::{Completion, Mutex, MutexGuard};

use crate::dma::{self, Coherent};
use crate::irq::{self, Handler, Return};
use crate::params;
use crate::pci::{self, Device, Id};
use crate::sysfs::{File, Page};

const NAME: &CStr = c"edu";

/// Version and name: 0xRRrr00ed.
const IDENTIFICATION: usize = 0x00;
/// Gives back what is written, inverted.
const LIVENESS: usize = 0x04;
/// The number whose factorial is wanted, then the factorial.
const FACTORIAL: usize = 0x08;
/// What the device does now.
const STATUS: usize = 0x20;
/// Why there is an interrupt: 0, there is none.
const INTERRUPT_STATUS: usize = 0x24;
/// Raises an interrupt with the bits that are written.
const INTERRUPT_RAISE: usize = 0x60;
/// Takes bits away: with none left the interrupt is over.
const INTERRUPT_ACKNOWLEDGE: usize = 0x64;
/// Where DMA reads.
const DMA_SOURCE: usize = 0x80;
/// Where DMA writes.
const DMA_DESTINATION: usize = 0x88;
/// How many bytes it copies.
const DMA_COUNT: usize = 0x90;
/// Starts it.
const DMA_COMMAND: usize = 0x98;
/// All that is used of the device's mebibyte.
const SIZE: usize = 0x100;

/// In [`STATUS`]: the factorial is being computed.
const STATUS_COMPUTING: u32 = 0x01;
/// In [`STATUS`]: an interrupt when it has been.
const STATUS_INTERRUPT: u32 = 0x80;
/// In [`INTERRUPT_STATUS`]: the factorial has been computed.
const INTERRUPT_FACTORIAL: u32 = 0x001;
/// In [`INTERRUPT_STATUS`]: the bytes have been copied.
const INTERRUPT_DMA: u32 = 0x100;
/// In [`DMA_COMMAND`]: start.
const DMA_START: u64 = 0x1;
/// In [`DMA_COMMAND`]: from the device to memory, and not from memory to the device.
const DMA_TO_MEMORY: u64 = 0x2;
/// In [`DMA_COMMAND`]: an interrupt at the end.
const DMA_INTERRUPT: u64 = 0x4;

/// Where the device has its own memory.
const DEVICE_MEMORY: u64 = 0x40000;
/// How much of that can be copied at once: older versions of QEMU end where the last byte is
/// touched.
const DEVICE_MEMORY_LEN: usize = 4095;
/// How many bits the device's addresses have.
const DMA_BITS: u32 = 28;

/// How long the device may take.
const MILLISECONDS: u32 = 5000;

/// The driver.
pub struct Driver;

/// A bound device.
#[derive(Clone, Copy)]
pub struct Edu<'d> {
    registers: &'d IoMem<SIZE>,
    events: &'d Events,
    kind: irq::Kind,
    buffer: Coherent<'d>,
    state: &'d Mutex<State>,
}

/// What is behind the lock that whoever uses the device has.
struct State {
    /// The last result.
    factorial: u32,
    /// How many bytes are in the device's memory.
    len: usize,
    /// The device did not answer in time, and nobody knows what it does.
    lost: bool,
}

/// What interrupts tell.
struct Events {
    count: AtomicU32,
    factorial: Completion,
    dma: Completion,
    raised: Completion,
}

/// Handles the interrupt.
#[derive(Clone, Copy)]
struct Interrupt<'d> {
    registers: &'d IoMem<SIZE>,
    events: &'d Events,
}

impl pci::Driver for Driver {
    const NAME: &'static CStr = NAME;
    const IDS: &'static [Id] = &[Id { vendor: 0x1234, device: 0x11e8 }];
    const FILES: &'static [File<Self>] = &[
        File::read_only(c"identification", |edu, page| edu.show_identification(page)),
        File::read_write(
            c"liveness",
            |edu, page| edu.show_liveness(page),
            |edu, text| edu.store_liveness(text),
        ),
        File::read_write(
            c"factorial",
            |edu, page| edu.show_factorial(page),
            |edu, text| edu.store_factorial(text),
        ),
        File::write_only(c"raise", |edu, text| edu.store_raise(text)),
        File::read_write(c"dma", |edu, page| edu.show_dma(page), |edu, text| edu.store_dma(text)),
        File::read_only(c"interrupts", |edu, page| edu.show_interrupts(page)),
    ];

    type Data<'d> = Edu<'d>;

    fn probe<'d>(device: &Device<'d>) -> Result<Edu<'d>> {
        device.enable()?;
        dma::set_mask(device, DMA_BITS)?;
        let registers = device.registers::<SIZE>(0, NAME)?;
        let identification = registers.read32::<IDENTIFICATION>();
        if identification & 0xffff != 0x00ed {
            pr_err!("{device}: {identification:#010x} is no edu device\n");
            return Err(ENODEV);
        }
        let events = device.keep(Events {
            count: AtomicU32::new(0),
            factorial: Completion::new(),
            dma: Completion::new(),
            raised: Completion::new(),
        })?;
        let state = device.keep(new_mutex!(State { factorial: 0, len: 0, lost: false }))?;
        let buffer = Coherent::new(device, DEVICE_MEMORY_LEN)?;
        device.set_master();
        let kind = if params::msi.get() { irq::Kind::Msi } else { irq::Kind::Intx };
        irq::request(device, kind, NAME, Interrupt { registers, events })?;
        pr_info!("{device}: version {:#06x}, {kind}\n", identification >> 16);
        Ok(Edu { registers, events, kind, buffer, state })
    }
}

impl Handler for Interrupt<'_> {
    fn handle(&self) -> Return {
        let status = self.registers.read32::<INTERRUPT_STATUS>();
        // A device that has been pulled out, or sleeps, reads as ones.
        if status == 0 || status == u32::MAX {
            return Return::None;
        }
        self.registers.write32::<INTERRUPT_ACKNOWLEDGE>(status);
        self.events.count.fetch_add(1, Ordering::Relaxed);
        if status & INTERRUPT_FACTORIAL != 0 {
            self.events.factorial.complete();
        }
        if status & INTERRUPT_DMA != 0 {
            self.events.dma.complete();
        }
        if status & !(INTERRUPT_FACTORIAL | INTERRUPT_DMA) != 0 {
            self.events.raised.complete();
        }
        Return::Handled
    }
}

impl<'d> Edu<'d> {
    /// Waits for the device, which nobody else uses meanwhile. `EIO` if it has been lost.
    fn lock(&self) -> Result<MutexGuard<'d, State>> {
        let state = self.state.lock_interruptible()?;
        if state.lost { Err(EIO) } else { Ok(state) }
    }

    /// Starts something, and waits until an interrupt tells that it is done.
    fn run(&self, state: &mut State, done: &Completion, start: impl FnOnce()) -> Result {
        // Interrupts may have come that nobody has waited for.
        while done.is_done() {
            done.wait_timeout(0);
        }
        start();
        if done.wait_timeout(MILLISECONDS) {
            return Ok(());
        }
        pr_err!("no interrupt after {MILLISECONDS} ms, status {:#x}\n", self.status());
        state.lost = true;
        Err(ETIMEDOUT)
    }

    fn status(&self) -> u32 {
        self.registers.read32::<STATUS>()
    }

    fn show_identification(self, page: &mut Page<'_>) -> Result {
        Ok(writeln!(page, "{:#010x}", self.registers.read32::<IDENTIFICATION>())?)
    }

    fn show_liveness(self, page: &mut Page<'_>) -> Result {
        Ok(writeln!(page, "{:#010x}", self.registers.read32::<LIVENESS>())?)
    }

    fn store_liveness(self, text: &[u8]) -> Result {
        self.registers.write32::<LIVENESS>(number(text)?);
        Ok(())
    }

    fn show_factorial(self, page: &mut Page<'_>) -> Result {
        Ok(writeln!(page, "{}", self.lock()?.factorial)?)
    }

    fn store_factorial(self, text: &[u8]) -> Result {
        let n = number(text)?;
        if n > 12 {
            return Err(EOVERFLOW);
        }
        let mut state = self.lock()?;
        self.run(&mut state, &self.events.factorial, || {
            self.registers.write32::<STATUS>(STATUS_INTERRUPT);
            self.registers.write32::<FACTORIAL>(n);
        })?;
        if self.status() & STATUS_COMPUTING != 0 {
            return Err(EIO);
        }
        state.factorial = self.registers.read32::<FACTORIAL>();
        Ok(())
    }

    fn store_raise(self, text: &[u8]) -> Result {
        let bits = number(text)?;
        if bits == 0 || bits & (INTERRUPT_FACTORIAL | INTERRUPT_DMA) != 0 {
            return Err(EINVAL);
        }
        let mut state = self.lock()?;
        self.run(&mut state, &self.events.raised, || {
            self.registers.write32::<INTERRUPT_RAISE>(bits);
        })
    }

    /// Copies `len` bytes between memory and the device's memory.
    fn copy(&self, state: &mut State, len: usize, to_memory: bool) -> Result {
        let memory = self.buffer.address();
        let (source, destination, direction) = if to_memory {
            (DEVICE_MEMORY, memory, DMA_TO_MEMORY)
        } else {
            (memory, DEVICE_MEMORY, 0)
        };
        self.run(state, &self.events.dma, || {
            self.registers.write64::<DMA_SOURCE>(source);
            self.registers.write64::<DMA_DESTINATION>(destination);
            self.registers.write64::<DMA_COUNT>(len.min(self.buffer.len()) as u64);
            self.registers.write64::<DMA_COMMAND>(DMA_START | DMA_INTERRUPT | direction);
        })
    }

    fn show_dma(self, page: &mut Page<'_>) -> Result {
        let mut state = self.lock()?;
        if state.len == 0 {
            return Ok(());
        }
        // What is read comes from the device, and is not what was left here.
        self.buffer.fill(0);
        let len = state.len;
        self.copy(&mut state, len, true)?;
        let mut bytes = [0; 64];
        let mut from = 0;
        while from < len {
            let n = bytes.len().min(len - from);
            self.buffer.read(from, &mut bytes[..n])?;
            page.push(&bytes[..n])?;
            from += n;
        }
        Ok(())
    }

    fn store_dma(self, bytes: &[u8]) -> Result {
        let mut state = self.lock()?;
        // `EINVAL` for more than there is room for.
        self.buffer.write(0, bytes)?;
        state.len = 0;
        if !bytes.is_empty() {
            self.copy(&mut state, bytes.len(), false)?;
        }
        state.len = bytes.len();
        Ok(())
    }

    fn show_interrupts(self, page: &mut Page<'_>) -> Result {
        let count = self.events.count.load(Ordering::Relaxed);
        Ok(writeln!(page, "{} {count}", self.kind)?)
    }
}

/// The number that a text is: decimal, or hexadecimal behind `0x`, and perhaps a newline.
fn number(text: &[u8]) -> Result<u32> {
    let text = str::from_utf8(text.trim_ascii())?;
    Ok(match text.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16)?,
        None => text.parse()?,
    })
}
