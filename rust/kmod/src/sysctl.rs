//! Sysctls: values of a module under `/proc/sys`, which root reads and writes as text.
//!
//! The values are statics, which the module reads and changes at any time, in interrupts too:
//!
//! ```ignore
//! static LIMIT: Int = Int::new(10, 1, 100);
//! static VERBOSE: Bool = Bool::new(false);
//! static LABEL: Text<32> = Text::new("none");
//!
//! // In init; dropping the table takes it away, and waits for who is reading or writing.
//! let table = Table::register(c"example", &[
//!     Entry::new(c"limit", 0o644, &LIMIT),
//!     Entry::new(c"verbose", 0o644, &VERBOSE),
//!     Entry::new(c"label", 0o644, &LABEL),
//! ])?;
//! ```
//!
//! makes `/proc/sys/example/limit` and so on. What is written and not within limits is `EINVAL`,
//! and changes nothing. Numbers are read and printed by the kernel's own functions, in decimal,
//! octal and hexadecimal.

use crate::alloc::{GFP_KERNEL, KVec};
use crate::error::*;
use crate::module::Tether;
use crate::new_spinlock;
use crate::sync::SpinLock;
use core::ffi::{CStr, c_int, c_void};
use core::fmt;
use core::ptr::{self, NonNull};
use core::sync::atomic::{AtomicI32, AtomicU32, AtomicUsize, Ordering};

/// A line of a [`Table`]: a name, a mode and a value.
pub struct Entry {
    name: &'static CStr,
    mode: u16,
    value: &'static dyn Value,
}

impl Entry {
    /// The file `name` with read and write permissions `mode`.
    pub const fn new(name: &'static CStr, mode: u16, value: &'static dyn Value) -> Self {
        Self { name, mode, value }
    }
}

/// What a sysctl can be: [`Int`], [`Uint`], [`Ulong`], [`Bool`] and [`Text`].
pub trait Value: sealed::Value + Sync {}

mod sealed {
    /// What the kernel is told of a value.
    pub trait Value {
        /// Sets the members of `line` that are about the value, for as long as it is registered.
        fn describe(&'static self, line: &mut bindings::ctl_table);
    }
}

/// Sysctls that are registered, until it is dropped.
pub struct Table {
    header: NonNull<bindings::ctl_table_header>,
    /// What `header` points to.
    _lines: KVec<bindings::ctl_table>,
    _tether: Tether,
}

// SAFETY: unregister_sysctl_table() may be called from any thread, and so may what frees memory.
unsafe impl Send for Table {}
// SAFETY: Nothing can be done with a shared reference.
unsafe impl Sync for Table {}

impl Table {
    /// Makes the files of `entries` in the folder `/proc/sys/PATH`, which is made if it is not
    /// there.
    ///
    /// [`EINVAL`] for an empty name or one with a `/`, for a mode with other than read and write
    /// permissions, and for what the kernel refuses, which it prints: a file that is there already,
    /// for instance.
    pub fn register(path: &CStr, entries: &[Entry]) -> Result<Self> {
        let tether = Tether::new();
        let mut lines = KVec::with_capacity(entries.len() + 1, GFP_KERNEL)?;

        for entry in entries {
            let name = entry.name.to_bytes();
            if name.is_empty() || name.contains(&b'/') || entry.mode & !0o666 != 0 {
                return Err(EINVAL);
            }
            let mut line = empty();
            line.procname = entry.name.as_ptr();
            line.mode = entry.mode;
            entry.value.describe(&mut line);
            lines.push(line, GFP_KERNEL)?;
        }
        // Up to Linux 6.10, a line without a name is the end.
        lines.push(empty(), GFP_KERNEL)?;

        // SAFETY: The lines stay in memory until `drop()` has unregistered them, and so does what
        // they point to: statics. The path is copied.
        let header = unsafe {
            #[cfg(linux_since = "6.6")]
            let header =
                bindings::register_sysctl_sz(path.as_ptr(), lines.as_mut_ptr(), entries.len());
            #[cfg(not(linux_since = "6.6"))]
            let header = bindings::register_sysctl(path.as_ptr(), lines.as_mut_ptr());
            header
        };
        let header = NonNull::new(header).ok_or(EINVAL)?;
        Ok(Self {
            header,
            _lines: lines,
            _tether: tether,
        })
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        // SAFETY: It is registered, and nobody else unregisters it. Who uses a line has finished
        // when this returns.
        unsafe { bindings::unregister_sysctl_table(self.header.as_ptr()) };
    }
}

/// A line without anything.
fn empty() -> bindings::ctl_table {
    // SAFETY: All its members are numbers, and pointers that may be null.
    unsafe { core::mem::zeroed() }
}

macro_rules! numbers {
    ($(
        $(#[$attribute:meta])*
        $name:ident: $type:ty, $atomic:ty, $handler:ident;
    )*) => {
        $(
            $(#[$attribute])*
            pub struct $name {
                value: $atomic,
                minimum: $type,
                maximum: $type,
            }

            impl $name {
                /// A number that is `value` at first, and never less than `minimum` or more than
                /// `maximum`.
                ///
                /// # Panics
                ///
                /// If `value` is outside; of a static, this is an error of the compiler's.
                pub const fn new(value: $type, minimum: $type, maximum: $type) -> Self {
                    assert!(minimum <= value && value <= maximum, "a sysctl outside its limits");
                    Self { value: <$atomic>::new(value), minimum, maximum }
                }

                /// The value.
                pub fn get(&self) -> $type {
                    self.value.load(Ordering::Relaxed)
                }

                /// Changes it; [`EINVAL`] if `value` is outside.
                pub fn set(&self, value: $type) -> Result {
                    if value < self.minimum || value > self.maximum {
                        return Err(EINVAL);
                    }
                    self.value.store(value, Ordering::Relaxed);
                    Ok(())
                }
            }

            impl Value for $name {}

            impl sealed::Value for $name {
                fn describe(&'static self, line: &mut bindings::ctl_table) {
                    // The handler has single loads and stores, READ_ONCE() and WRITE_ONCE(), and
                    // only reads the limits.
                    line.data = self.value.as_ptr().cast();
                    line.maxlen = size_of::<$type>() as c_int;
                    line.extra1 = (&raw const self.minimum).cast_mut().cast();
                    line.extra2 = (&raw const self.maximum).cast_mut().cast();
                    line.proc_handler = Some(bindings::$handler);
                }
            }
        )*
    };
}

numbers! {
    /// A number with a sign: C's `int`.
    Int: i32, AtomicI32, proc_dointvec_minmax;

    /// A number without a sign: C's `unsigned int`. The kernel has it for modules with a GPL
    /// licence.
    Uint: u32, AtomicU32, proc_douintvec_minmax;

    /// A long number without a sign: C's `unsigned long`.
    Ulong: usize, AtomicUsize, proc_doulongvec_minmax;
}

/// Yes or no: 1 or 0 in its file, and nothing else.
pub struct Bool(Int);

impl Bool {
    /// What is `value` at first.
    pub const fn new(value: bool) -> Self {
        Self(Int::new(value as i32, 0, 1))
    }

    /// The value.
    pub fn get(&self) -> bool {
        self.0.get() != 0
    }

    /// Changes it.
    pub fn set(&self, value: bool) {
        self.0.value.store(value.into(), Ordering::Relaxed);
    }
}

impl Value for Bool {}

impl sealed::Value for Bool {
    fn describe(&'static self, line: &mut bindings::ctl_table) {
        self.0.describe(line);
    }
}

/// A line of UTF-8 of fewer than `N` bytes. What is longer, or not UTF-8, is not taken.
pub struct Text<const N: usize> {
    /// The text, and zeros up to the end: at least one.
    bytes: SpinLock<[u8; N]>,
}

impl<const N: usize> Text<N> {
    /// A text that is `text` at first.
    ///
    /// # Panics
    ///
    /// If `text` has `N` bytes or more, or a NUL or an end of line, or `N` is above 256, as texts
    /// are copied to the stack; of a static, this is an error of the compiler's.
    pub const fn new(text: &str) -> Self {
        let text = text.as_bytes();
        let mut bytes = [0; N];
        let mut i = 0;

        assert!(N <= 256 && text.len() < N, "a sysctl's text is too long");
        while i < text.len() {
            assert!(
                text[i] != 0 && text[i] != b'\n',
                "a sysctl's text is one line"
            );
            bytes[i] = text[i];
            i += 1;
        }
        Self {
            bytes: new_spinlock!(bytes, "sysctl text"),
        }
    }

    /// The text as it is now.
    pub fn get(&self) -> Line<N> {
        Line {
            bytes: *self.bytes.lock_irqsave(),
        }
    }

    /// Changes it; [`EINVAL`] if `text` has `N` bytes or more, or a NUL or an end of line.
    pub fn set(&self, text: &str) -> Result {
        if text.contains(['\0', '\n']) {
            return Err(EINVAL);
        }
        self.replace(0, text.as_bytes())
    }
}

impl<const N: usize> Value for Text<N> {}

impl<const N: usize> sealed::Value for Text<N> {
    fn describe(&'static self, line: &mut bindings::ctl_table) {
        line.data = ptr::from_ref(self).cast_mut().cast();
        line.maxlen = N as c_int;
        line.proc_handler = Some(text::<N>);
    }
}

/// The kernel's pointer to a line.
#[cfg(linux_since = "6.11")]
type Pointer = *const bindings::ctl_table;
#[cfg(not(linux_since = "6.11"))]
type Pointer = *mut bindings::ctl_table;

/// The handler of a [`Text`]: reads into or writes from the kernel's `buffer` of `length` bytes.
unsafe extern "C" fn text<const N: usize>(
    line: Pointer,
    write: c_int,
    buffer: *mut c_void,
    length: *mut usize,
    position: *mut bindings::loff_t,
) -> c_int {
    // SAFETY: The kernel calls this with a registered line, which `describe()` has made: a copy of
    // its members, and the static that one points to.
    let (mut line, value) = unsafe { (line.read(), &*(*line).data.cast::<Text<N>>()) };

    if write == 0 {
        let mut now = value.get();

        line.data = now.bytes.as_mut_ptr().cast();
        // SAFETY: It reads from `now` as from any string, up to `maxlen`; the rest are the
        // arguments of a handler.
        return unsafe { bindings::proc_dostring(&raw mut line, 0, buffer, length, position) };
    }

    // SAFETY: The kernel's buffer has so many bytes, and these and the position are for this call
    // alone.
    let (given, position) = unsafe {
        (
            core::slice::from_raw_parts(buffer.cast::<u8>(), *length),
            &mut *position,
        )
    };

    match value.write(given, *position) {
        Ok(()) => {
            *position = position.saturating_add_unsigned(given.len() as u64);
            0
        }
        Err(error) => error.to_errno(),
    }
}

impl<const N: usize> Text<N> {
    /// What a process writes at `position`: up to the end of the line, from there on.
    fn write(&self, given: &[u8], position: i64) -> Result {
        if given.is_empty() {
            return Ok(());
        }
        let line = given
            .split(|&byte| byte == 0 || byte == b'\n')
            .next()
            .unwrap_or_default();

        self.replace(usize::try_from(position)?, line)
    }

    /// Changes what is from `start` on to `given`, which has neither a NUL nor an end of line.
    fn replace(&self, start: usize, given: &[u8]) -> Result {
        let mut bytes = self.bytes.lock_irqsave();

        if start > text_length(&*bytes) || given.len() >= N - start {
            return Err(EINVAL);
        }
        let mut new = *bytes;
        let end = start + given.len();
        new[start..end].copy_from_slice(given);
        new[end..].fill(0);
        core::str::from_utf8(&new[..end])?;
        *bytes = new;
        Ok(())
    }
}

/// The number of bytes before the NUL.
fn text_length(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .position(|&byte| byte == 0)
        .unwrap_or(bytes.len())
}

/// What a [`Text`] was when it was asked for.
#[derive(Clone, Copy)]
pub struct Line<const N: usize> {
    bytes: [u8; N],
}

impl<const N: usize> Line<N> {
    /// The text.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.bytes[..text_length(&self.bytes)]).unwrap_or_default()
    }
}

impl<const N: usize> fmt::Display for Line<N> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), to)
    }
}
