//! `/dev/chrdev`: memory that each `open(2)` has for itself, with positions and ioctls;
//! `/proc/chrdev` shows what has been done with it.

#![no_std]

use core::fmt;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};
use kmod::file::{File, Handle};
use kmod::ioctl::{self, Argument};
use kmod::miscdev::MiscDevice;
use kmod::prelude::*;
use kmod::proc;
use kmod::uaccess::{UserReader, UserSlice, UserWriter};

kmod::module! {
    type: Chrdev,
    name: "chrdev",
    license: "GPL",
    description: "A character device whose files keep what is written to them",
    authors: ["The braze authors"],
    params: {
        size: usize = 4096, 0o444, "Bytes that each open file has";
    },
}

/// Forgets all bytes.
const CLEAR: u32 = ioctl::none(b'c', 0);
/// The number of bytes.
const LENGTH: u32 = ioctl::read::<u64>(b'c', 1);
/// Makes it this number of bytes.
const TRUNCATE: u32 = ioctl::write::<u64>(b'c', 2);
/// The sum of some of the bytes.
const SUM: u32 = ioctl::read_write::<Range>(b'c', 3);
/// Gives the device a label.
const LABEL: u32 = ioctl::write::<Label>(b'c', 4);

/// The longest label, with the NUL behind it.
const LABEL_MAX: usize = 16;

kmod::plain! {
    /// The argument of [`SUM`].
    struct Range {
        start: u32,
        length: u32,
        /// The answer.
        sum: u64,
    }

    /// The argument of [`LABEL`].
    struct Label {
        /// The address of a string.
        text: u64,
    }
}

/// What all open files share.
struct Device {
    opened: AtomicU64,
    released: AtomicU64,
    read: AtomicU64,
    written: AtomicU64,
    label: Mutex<KString>,
}

impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (opened, released) = (self.opened.load(Relaxed), self.released.load(Relaxed));

        writeln!(f, "label: {}", *self.label.lock())?;
        writeln!(f, "opened: {opened}")?;
        writeln!(f, "open: {}", opened - released)?;
        writeln!(f, "read: {}", self.read.load(Relaxed))?;
        writeln!(f, "written: {}", self.written.load(Relaxed))
    }
}

/// What each open file has.
struct Session {
    memory: Mutex<Memory>,
}

struct Memory {
    bytes: KVec<u8>,
    /// How many of them have been written; those behind are 0.
    length: usize,
}

impl File for Session {
    type Shared = Device;

    const SEEKABLE: bool = true;

    fn open(handle: &Handle<'_, Device>) -> Result<Self> {
        let bytes = KVec::from_elem(0, params::size.get(), GFP_KERNEL_ACCOUNT)?;

        handle.shared().opened.fetch_add(1, Relaxed);
        Ok(Self {
            memory: new_mutex!(Memory { bytes, length: 0 }),
        })
    }

    fn read(
        &self,
        handle: &Handle<'_, Device>,
        to: &mut UserWriter,
        position: &mut u64,
    ) -> Result<usize> {
        let memory = self.memory.lock();
        let done = to.write_at(&memory.bytes[..memory.length], position)?;

        handle.shared().read.fetch_add(done as u64, Relaxed);
        Ok(done)
    }

    fn write(
        &self,
        handle: &Handle<'_, Device>,
        from: &mut UserReader,
        position: &mut u64,
    ) -> Result<usize> {
        let mut memory = self.memory.lock();
        if handle.is_append() {
            *position = memory.length as u64;
        }
        let done = from.read_at(&mut memory.bytes, position)?;

        // It is not beyond the end of the bytes, so it fits.
        memory.length = memory.length.max(*position as usize);
        handle.shared().written.fetch_add(done as u64, Relaxed);
        Ok(done)
    }

    fn ioctl(&self, handle: &Handle<'_, Device>, request: u32, argument: Argument) -> Result<u32> {
        match request {
            CLEAR => self.memory.lock().truncate(0)?,
            LENGTH => argument.write(&(self.memory.lock().length as u64))?,
            TRUNCATE => {
                let length = argument.read::<u64>()?;
                self.memory.lock().truncate(usize::try_from(length)?)?;
            }
            SUM => {
                let (mut from, mut to) = argument.reader_writer();
                let mut range: Range = from.read()?;
                range.sum = self.memory.lock().sum(range.start, range.length)?;
                to.write(&range)?;
            }
            LABEL => {
                let label: Label = argument.read()?;
                let mut text = [0; LABEL_MAX];
                let text = UserSlice::at(usize::try_from(label.text)?, text.len())
                    .reader()
                    .read_cstr(&mut text)?;
                *handle.shared().label.lock() = KString::from_str(text.to_str()?, GFP_KERNEL)?;
            }
            _ => return Err(ENOTTY),
        }
        Ok(0)
    }

    fn size(&self, _: &Handle<'_, Device>) -> u64 {
        self.memory.lock().length as u64
    }

    fn release(self, handle: &Handle<'_, Device>) {
        handle.shared().released.fetch_add(1, Relaxed);
    }
}

impl Memory {
    fn truncate(&mut self, length: usize) -> Result {
        self.bytes.get_mut(length..).ok_or(EINVAL)?.fill(0);
        self.length = length;
        Ok(())
    }

    fn sum(&self, start: u32, length: u32) -> Result<u64> {
        let (start, length) = (start as usize, length as usize);
        let bytes = self.bytes[..self.length]
            .get(start..)
            .and_then(|rest| rest.get(..length));

        Ok(bytes.ok_or(EINVAL)?.iter().copied().map(u64::from).sum())
    }
}

/// The module: its files, which go when it does.
struct Chrdev {
    _device: MiscDevice<Session>,
    _report: proc::Entry<proc::Text<Device>>,
}

impl KernelModule for Chrdev {
    fn init(_: &'static ThisModule) -> Result<Self> {
        let device = Arc::new(
            Device {
                opened: AtomicU64::new(0),
                released: AtomicU64::new(0),
                read: AtomicU64::new(0),
                written: AtomicU64::new(0),
                label: new_mutex!(KString::from_str("none", GFP_KERNEL)?),
            },
            GFP_KERNEL,
        )?;

        Ok(Self {
            _report: proc::Entry::register(c"chrdev", 0o444, device.clone())?,
            _device: MiscDevice::register(c"chrdev", 0o666, device)?,
        })
    }
}
