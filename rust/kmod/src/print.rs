//! Messages in the kernel's log: `pr_emerg!` to `pr_debug!`, as C's macros of these names.
//!
//! A message begins with the module's name and `: `, at each of its lines, and ends with `\n`.
//! Without that, [`pr_cont!`] goes on with the line. All contexts may print. Nothing is cut off:
//! what is longer than the kernel's records (about 1,000 bytes) goes on in the next one.
//!
//! ```ignore
//! pr_info!("{} of {total} done\n", list.len());
//! ```
//!
//! [`pr_cont!`]: crate::pr_cont

use crate::module::THIS_MODULE;
use core::ffi::{CStr, c_int};
use core::fmt::{self, Write};

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The system cannot be used.
    Emerg,
    /// Something must be done at once.
    Alert,
    /// A critical condition.
    Crit,
    /// An error.
    Err,
    /// A warning.
    Warning,
    /// Normal, but of significance.
    Notice,
    /// For information.
    Info,
    /// For whoever looks for a mistake.
    Debug,
}

impl Level {
    /// What printk() wants before a message, and before what goes on with one. The latter has the
    /// level too, as it becomes a message of its own where another CPU's came between.
    const fn marks(self) -> (&'static CStr, &'static CStr) {
        match self {
            Level::Emerg => (c"\x010", c"\x01c\x010"),
            Level::Alert => (c"\x011", c"\x01c\x011"),
            Level::Crit => (c"\x012", c"\x01c\x012"),
            Level::Err => (c"\x013", c"\x01c\x013"),
            Level::Warning => (c"\x014", c"\x01c\x014"),
            Level::Notice => (c"\x015", c"\x01c\x015"),
            Level::Info => (c"\x016", c"\x01c\x016"),
            Level::Debug => (c"\x017", c"\x01c\x017"),
        }
    }
}

/// Stacks are small: messages are handed on in pieces of this size.
const PIECE: usize = 192;

/// A message on its way: text is gathered to the end of a line, or until the piece is full.
struct Message {
    first: &'static CStr,
    next: &'static CStr,
    prefix: bool,
    begun: bool,
    used: usize,
    piece: [u8; PIECE],
}

impl Message {
    fn put(&mut self, byte: u8) {
        if self.used == PIECE {
            self.flush(c"");
        }
        self.piece[self.used] = byte;
        self.used += 1;
    }

    fn flush(&mut self, end: &CStr) {
        let mark = if self.begun { self.next } else { self.first };
        let (name, colon) = if self.prefix && !self.begun {
            (THIS_MODULE.name(), c": ")
        } else {
            (c"", c"")
        };
        send(mark, name, colon, &self.piece[..self.used], end);
        self.used = 0;
        self.begun = end.is_empty();
    }
}

#[cfg(CONFIG_PRINTK)]
fn send(mark: &CStr, name: &CStr, colon: &CStr, text: &[u8], end: &CStr) {
    // SAFETY: The format asks for four strings with a NUL at their end, and for one with a length,
    // which is that of the slice; printk() copies them.
    unsafe {
        bindings::_printk(
            c"%s%s%s%.*s%s".as_ptr(),
            mark.as_ptr(),
            name.as_ptr(),
            colon.as_ptr(),
            text.len() as c_int,
            text.as_ptr(),
            end.as_ptr(),
        )
    };
}

#[cfg(not(CONFIG_PRINTK))]
fn send(_: &CStr, _: &CStr, _: &CStr, _: &[u8], _: &CStr) {}

impl Write for Message {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for &byte in text.as_bytes() {
            match byte {
                b'\n' => self.flush(c"\n"),
                // These two would end C's string, or change the level.
                0 | 1 => [b'\\', b'x', b'0', b'0' + byte]
                    .into_iter()
                    .for_each(|byte| self.put(byte)),
                _ => self.put(byte),
            }
        }
        Ok(())
    }
}

/// Prints a message; `prefix`: with the module's name.
#[doc(hidden)]
pub fn print(level: Level, prefix: bool, message: fmt::Arguments<'_>) {
    let (first, next) = level.marks();
    write(
        Message {
            first,
            next,
            prefix,
            begun: false,
            used: 0,
            piece: [0; PIECE],
        },
        message,
    );
}

/// Prints what goes on with a line.
#[doc(hidden)]
pub fn print_on(message: fmt::Arguments<'_>) {
    let (first, next) = (c"\x01c", c"\x01c");
    write(
        Message {
            first,
            next,
            prefix: false,
            begun: false,
            used: 0,
            piece: [0; PIECE],
        },
        message,
    );
}

fn write(mut message: Message, text: fmt::Arguments<'_>) {
    // An error is one of a Display that the caller wrote: what it did write is printed.
    let _ = message.write_fmt(text);
    if message.used > 0 {
        message.flush(c"");
    }
}

/// Prints a message at a [`Level`](crate::print::Level), without the module's name:
/// `printk!(Level::Info, "{x}\n")`.
#[macro_export]
macro_rules! printk {
    ($level:expr, $($text:tt)+) => {
        $crate::print::print($level, false, ::core::format_args!($($text)+))
    };
}

/// Goes on with a line that a message without `\n` has begun.
#[macro_export]
macro_rules! pr_cont {
    ($($text:tt)+) => {
        $crate::print::print_on(::core::format_args!($($text)+))
    };
}

/// Prints a message: the system cannot be used.
#[macro_export]
macro_rules! pr_emerg {
    ($($text:tt)+) => {
        $crate::print::print($crate::print::Level::Emerg, true, ::core::format_args!($($text)+))
    };
}

/// Prints a message: something must be done at once.
#[macro_export]
macro_rules! pr_alert {
    ($($text:tt)+) => {
        $crate::print::print($crate::print::Level::Alert, true, ::core::format_args!($($text)+))
    };
}

/// Prints a message: a critical condition.
#[macro_export]
macro_rules! pr_crit {
    ($($text:tt)+) => {
        $crate::print::print($crate::print::Level::Crit, true, ::core::format_args!($($text)+))
    };
}

/// Prints a message: an error.
#[macro_export]
macro_rules! pr_err {
    ($($text:tt)+) => {
        $crate::print::print($crate::print::Level::Err, true, ::core::format_args!($($text)+))
    };
}

/// Prints a message: a warning.
#[macro_export]
macro_rules! pr_warn {
    ($($text:tt)+) => {
        $crate::print::print($crate::print::Level::Warning, true, ::core::format_args!($($text)+))
    };
}

/// Prints a message: normal, but of significance.
#[macro_export]
macro_rules! pr_notice {
    ($($text:tt)+) => {
        $crate::print::print($crate::print::Level::Notice, true, ::core::format_args!($($text)+))
    };
}

/// Prints a message: for information.
#[macro_export]
macro_rules! pr_info {
    ($($text:tt)+) => {
        $crate::print::print($crate::print::Level::Info, true, ::core::format_args!($($text)+))
    };
}

/// Prints a message for whoever looks for a mistake. It is always in the log, if seldom on the
/// console.
#[macro_export]
macro_rules! pr_debug {
    ($($text:tt)+) => {
        $crate::print::print($crate::print::Level::Debug, true, ::core::format_args!($($text)+))
    };
}
