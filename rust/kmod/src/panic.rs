//! What a panic does: a message with the place in the source, then `BUG()` in the context that
//! panicked.
//!
//! A process in a system call is killed and the system goes on; what it held stays held, as nothing
//! is unwound: destructors do not run, and a mutex that it had locked stays locked. In an
//! interrupt, `BUG()` halts the system.

use crate::pr_emerg;
use core::panic::PanicInfo;
use core::ptr;
use core::sync::atomic::{AtomicPtr, Ordering};

/// Who prints the message of a panic.
static PRINTING: AtomicPtr<bindings::task_struct> = AtomicPtr::new(ptr::null_mut());

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    // SAFETY: There is a current task in every context.
    let task = unsafe { bindings::get_current() };

    // The message may panic itself, if a Display does: then the place alone is printed.
    let nested = PRINTING.swap(task, Ordering::Relaxed) == task;
    match info.location() {
        Some(place) if nested => pr_emerg!("panicked at {place}, while a panic was printed\n"),
        Some(place) => pr_emerg!("panicked at {place}: {}\n", info.message()),
        None => pr_emerg!("panicked\n"),
    }
    PRINTING.store(ptr::null_mut(), Ordering::Relaxed);
    bug()
}

/// C's `BUG()`: ends the process or interrupt that calls it, with a trace of the stack.
pub(crate) fn bug() -> ! {
    loop {
        // A helper that calls BUG() would have to be known to objtool as one that does not return.
        // SAFETY: This may be called everywhere.
        unsafe { bindings::BUG_ON(true) }
    }
}
