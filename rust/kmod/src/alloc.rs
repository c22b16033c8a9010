//! Memory: [`KBox`], [`Arc`], [`KVec`] and [`KString`] on the kernel's `krealloc()` and `kfree()`.
//!
//! There is no allocation that cannot fail: whatever may grow takes [`Flags`] that say what the
//! kernel may do to find memory, and returns a [`Result`](crate::error::Result), with [`ENOMEM`] if
//! there is none.
//!
//! ```ignore
//! let mut list = KVec::with_capacity(16, GFP_KERNEL)?;
//! list.push(1u32, GFP_KERNEL)?;
//! let shared: Pin<KBox<State>> = KBox::pin(State::new(), GFP_KERNEL)?;
//! ```

use crate::error::{ENOMEM, Result};
use core::alloc::Layout;
use core::ops::{BitAnd, BitOr, Not};
use core::ptr::NonNull;

pub use crate::arc::Arc;
pub use crate::kbox::KBox;
pub use crate::kstring::KString;
pub use crate::kvec::KVec;

/// How the kernel may look for memory: C's `gfp_t`.
///
/// In a process that may sleep [`GFP_KERNEL`], in interrupts and under spinlocks [`GFP_ATOMIC`] or
/// [`GFP_NOWAIT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flags(bindings::gfp_t);

impl Flags {
    /// The number that C functions want.
    pub const fn as_raw(self) -> bindings::gfp_t {
        self.0
    }

    /// Has all bits of `other`.
    pub const fn contains(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for Flags {
    type Output = Flags;
    fn bitor(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

impl BitAnd for Flags {
    type Output = Flags;
    fn bitand(self, other: Flags) -> Flags {
        Flags(self.0 & other.0)
    }
}

impl Not for Flags {
    type Output = Flags;
    fn not(self) -> Flags {
        Flags(!self.0)
    }
}

macro_rules! flags {
    ($($name:ident $text:literal)*) => {
        $(
            #[doc = $text]
            pub const $name: Flags = Flags(bindings::$name);
        )*
    };
}

flags! {
    GFP_KERNEL "The usual: may sleep, may write to disks to make room."
    GFP_KERNEL_ACCOUNT "As `GFP_KERNEL`, counted for the memory cgroup: for what programs cause."
    GFP_ATOMIC "Never sleeps, and may use reserves."
    GFP_NOWAIT "Never sleeps, and uses no reserves: fails easily."
    GFP_NOIO "May sleep, but begins no input or output."
    GFP_NOFS "May sleep, but calls no file system."
    GFP_USER "For memory that programs map."
    GFP_DMA "From the lowest zone, for old devices."
    __GFP_ZERO "Filled with zeros."
    __GFP_NOWARN "No message if there is no memory."
    __GFP_NORETRY "Gives up early."
    __GFP_RETRY_MAYFAIL "Tries hard, but gives up in the end."
    __GFP_ACCOUNT "Counted for the process's memory cgroup."
    __GFP_HIGH "May use reserves."
    __GFP_NOMEMALLOC "Never uses the emergency reserves."
}

/// The size to ask `kmalloc()` for, so that memory is aligned as `layout` says; `None`: more than
/// it has.
fn size_for(layout: Layout) -> Option<usize> {
    let size = if layout.align() <= bindings::ARCH_KMALLOC_MINALIGN as usize {
        layout.size()
    } else {
        // Kernels before 6.12 align powers of two to themselves, and nothing else.
        layout
            .size()
            .max(layout.align())
            .checked_next_power_of_two()?
    };
    // The kernel warns about more.
    (size <= bindings::KMALLOC_MAX_SIZE as usize).then_some(size)
}

/// Memory with the layout, which is that of no empty type, in place of `old`, whose bytes are moved
/// into it. If it fails, `old` is what it was.
///
/// # Safety
///
/// `old` came from here, with the same alignment, and has not been freed; after a success it counts
/// as freed.
pub(crate) unsafe fn reallocate(
    old: Option<NonNull<u8>>,
    layout: Layout,
    flags: Flags,
) -> Result<NonNull<u8>> {
    debug_assert!(layout.size() > 0);
    let old = old.map_or(core::ptr::null_mut(), NonNull::as_ptr);
    let size = size_for(layout).ok_or(ENOMEM)?;
    // SAFETY: `old` is null, or memory of krealloc(), as the caller promises.
    let new = unsafe { bindings::krealloc(old.cast(), size, flags.0) };
    NonNull::new(new.cast()).ok_or(ENOMEM)
}

/// New memory with the layout, which is that of no empty type.
pub(crate) fn allocate(layout: Layout, flags: Flags) -> Result<NonNull<u8>> {
    // SAFETY: There is no old memory.
    unsafe { reallocate(None, layout, flags) }
}

/// Gives memory back.
///
/// # Safety
///
/// It came from [`allocate`] or [`reallocate`], and nobody uses it any more.
pub(crate) unsafe fn free(memory: NonNull<u8>) {
    // SAFETY: It is memory of krealloc(), as the caller promises.
    unsafe { bindings::kfree(memory.as_ptr().cast()) }
}
