//! Random numbers from the kernel's generator, good enough for keys.
//!
//! Right after boot the generator may not have gathered enough entropy. Nothing here waits for that
//! but [`wait`]: whoever makes keys at boot calls it first.

use core::num::NonZeroU32;

use crate::error::{Result, to_result};

/// Fills `bytes` with random bytes.
pub fn fill(bytes: &mut [u8]) {
    // SAFETY: The pointer and the length are those of a slice that can be written.
    unsafe { bindings::get_random_bytes(bytes.as_mut_ptr().cast(), bytes.len() as _) };
}

/// `N` random bytes.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill(&mut bytes);
    bytes
}

/// A random number of 32 bits.
pub fn u32() -> u32 {
    // SAFETY: It may be called from anywhere.
    unsafe { bindings::get_random_u32() }
}

/// A random number of 64 bits.
pub fn u64() -> u64 {
    // SAFETY: It may be called from anywhere.
    unsafe { bindings::get_random_u64() }
}

/// A random number from 0 to `n - 1`, each of them as likely as the others.
///
/// ```ignore
/// let die = 1 + random::below(const { NonZeroU32::new(6).unwrap() });
/// ```
#[cfg(linux_since = "6.2")]
pub fn below(n: NonZeroU32) -> u32 {
    // SAFETY: It may be called from anywhere, with any number but 0.
    unsafe { bindings::get_random_u32_below(n.get()) }
}

/// A random number from 0 to `n - 1`, each of them as likely as the others.
// Not all versions of 6.1 have the kernel's own.
#[cfg(not(linux_since = "6.2"))]
pub fn below(n: NonZeroU32) -> u32 {
    let end = u32::MAX - u32::MAX % n;
    loop {
        // From `end` on, which is a multiple of `n`, small remainders would be likelier.
        let number = u32();
        if number < end {
            return number % n;
        }
    }
}

/// Waits until the generator has enough entropy. `ERESTARTSYS` if a signal comes first. Sleeps.
pub fn wait() -> Result {
    // SAFETY: It may be called wherever sleeping is allowed.
    to_result(unsafe { bindings::wait_for_random_bytes() })
}
