//! [`Completion`]: waits until something is done.

use crate::error::{Result, to_result};
use crate::sync::InPlace;
use core::ffi::c_ulong;

/// The kernel's `struct completion`: some wait, others say that it is done.
///
/// ```ignore
/// static DONE: Completion = Completion::new();
/// ```
pub struct Completion(InPlace<bindings::completion>);

// SAFETY: The object is initialized anew in another place.
unsafe impl Send for Completion {}
// SAFETY: The kernel has a lock for it.
unsafe impl Sync for Completion {}

impl Completion {
    /// Nothing is done yet.
    pub const fn new() -> Completion {
        Completion(InPlace::new())
    }

    /// Lets one go on: who waits, or the next one to wait. In any context.
    pub fn complete(&self) {
        // SAFETY: The object is initialized, and stays in its place while it is borrowed.
        unsafe { bindings::complete(self.raw()) };
    }

    /// Lets everybody go on, now and later. In any context.
    pub fn complete_all(&self) {
        // SAFETY: As for complete().
        unsafe { bindings::complete_all(self.raw()) };
    }

    /// Waits until it is done.
    pub fn wait(&self) {
        // SAFETY: As for complete().
        unsafe { bindings::wait_for_completion(self.raw()) };
    }

    /// Waits until it is done, or until a signal comes: `ERESTARTSYS`.
    pub fn wait_interruptible(&self) -> Result {
        // SAFETY: As for complete().
        to_result(unsafe { bindings::wait_for_completion_interruptible(self.raw()) })
    }

    /// Waits until it is done, at most so many milliseconds: then `false`.
    pub fn wait_timeout(&self, milliseconds: u32) -> bool {
        // SAFETY: It only calculates.
        let jiffies: c_ulong = unsafe { bindings::msecs_to_jiffies(milliseconds) };
        // SAFETY: As for complete().
        unsafe { bindings::wait_for_completion_timeout(self.raw(), jiffies) > 0 }
    }

    /// Whether one who waits now would go on at once.
    pub fn is_done(&self) -> bool {
        // SAFETY: As for complete().
        unsafe { bindings::completion_done(self.raw()) }
    }

    fn raw(&self) -> *mut bindings::completion {
        // SAFETY: The memory is that of a completion which nobody uses yet.
        self.0
            .get(|object| unsafe { bindings::init_completion(object) })
    }
}

impl Default for Completion {
    fn default() -> Completion {
        Completion::new()
    }
}
