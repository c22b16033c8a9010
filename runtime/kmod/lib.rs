//! @name@: what it does, in a line.

#![no_std]

use kmod::prelude::*;

kmod::module! {
    type: @Type@,
    name: "@name@",
    license: "@license@",
    description: "A kernel module in Rust",
    version: "0.1.0",
    params: {
        count: u32 = 3, 0o444, "how many numbers to keep";
        greeting: [u8; 32] = "hello", 0o644, "what to say";
    },
}

/// Made when the module is loaded, dropped when it is unloaded.
struct @Type@ {
    numbers: KVec<u32>,
}

impl KernelModule for @Type@ {
    fn init(_: &'static ThisModule) -> Result<Self> {
        let mut numbers = KVec::new();
        for n in 0..params::count.get() {
            numbers.push(n, GFP_KERNEL)?; // no memory: loading fails, with ENOMEM
        }
        pr_info!("{} after {} s, with {} numbers\n", params::greeting.get(), uptime(), numbers.len());
        Ok(@Type@ { numbers })
    }
}

impl Drop for @Type@ {
    fn drop(&mut self) {
        pr_info!("goodbye, the last number was {:?}\n", self.numbers.last());
    }
}

/// How long the kernel has been running, in seconds.
fn uptime() -> u64 {
    // SAFETY: It reads a clock, which may be done at any time.
    unsafe { bindings::ktime_get_boottime_ns() / 1_000_000_000 }
}
