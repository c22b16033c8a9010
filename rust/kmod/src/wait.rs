//! [`WaitQueue`]: waits until a condition holds.

use crate::error::{Result, to_result};
use crate::sync::InPlace;
use core::sync::atomic::{AtomicU32, Ordering};

/// The kernel's `wait_queue_head_t`: some wait for a condition, others change what it depends on
/// and wake them.
///
/// ```ignore
/// // reader: waits for data
/// QUEUE.wait_interruptible(|| !BUFFER.lock().is_empty())?;
/// // writer
/// BUFFER.lock().push(byte, GFP_KERNEL)?;
/// QUEUE.wake_all();
/// ```
pub struct WaitQueue {
    queue: InPlace<bindings::wait_queue_head_t>,
    /// Counts wakes. Processes wait for this to change, and look at their conditions outside of the
    /// queue: a condition that panics leaves nothing of a dead process in it.
    wakes: AtomicU32,
}

// SAFETY: The object is initialized anew in another place.
unsafe impl Send for WaitQueue {}
// SAFETY: The kernel has a lock for it.
unsafe impl Sync for WaitQueue {}

impl WaitQueue {
    /// Nobody waits.
    pub const fn new() -> WaitQueue {
        WaitQueue {
            queue: InPlace::new(),
            wakes: AtomicU32::new(0),
        }
    }

    /// Lets all who wait look at their conditions again. In any context.
    pub fn wake_all(&self) {
        self.wakes.fetch_add(1, Ordering::SeqCst);
        // SAFETY: The object is initialized, and stays in its place while it is borrowed.
        unsafe { bindings::kmod_wake_up_all(self.raw()) };
    }

    /// Waits until the condition holds, or until a signal comes: `ERESTARTSYS`.
    pub fn wait_interruptible(&self, mut condition: impl FnMut() -> bool) -> Result {
        loop {
            let seen = self.wakes.load(Ordering::SeqCst);
            if condition() {
                return Ok(());
            }
            // SAFETY: As for wake_all(); the count is there as long as this is borrowed.
            let returned =
                unsafe { bindings::kmod_wait_changed(self.raw(), self.wakes.as_ptr(), seen) };
            to_result(returned)?;
        }
    }

    fn raw(&self) -> *mut bindings::wait_queue_head_t {
        // SAFETY: The memory is that of a queue which nobody uses yet.
        self.queue
            .get(|object| unsafe { bindings::kmod_init_waitqueue_head(object) })
    }
}

impl Default for WaitQueue {
    fn default() -> WaitQueue {
        WaitQueue::new()
    }
}
