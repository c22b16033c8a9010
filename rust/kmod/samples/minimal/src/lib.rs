#![no_std]

use kmod::prelude::*;

kmod::module! {
    type: Minimal,
    name: "minimal",
    license: "GPL",
    description: "Parameters, and a vector that is dropped",
    params: {
        count: i32 = 3, 0o444, "how many numbers";
    },
}

struct Minimal {
    numbers: KVec<i32>,
}

impl KernelModule for Minimal {
    fn init(module: &'static ThisModule) -> Result<Self> {
        let mut numbers = KVec::new();
        for n in 0..params::count.get() {
            numbers.push(n, GFP_KERNEL)?;
        }
        pr_info!("hello from {:?}: {} numbers\n", module.name(), numbers.len());
        Ok(Minimal { numbers })
    }
}

impl Drop for Minimal {
    fn drop(&mut self) {
        pr_info!("goodbye: {:?}\n", self.numbers);
    }
}
