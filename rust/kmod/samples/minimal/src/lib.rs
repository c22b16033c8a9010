//! Parameters of all kinds, and a vector whose values are dropped with the module.

#![no_std]

use kmod::prelude::*;

kmod::module! {
    type: Minimal,
    name: "minimal",
    license: "GPL",
    description: "Parameters, and a vector that is dropped",
    authors: ["The braze authors"],
    version: "1.0",
    params: {
        count: u32 = 3, 0o444, "How many numbers";
        first: i32 = 1, 0o444, "The first one";
        factor: u64 = 10, 0o644, "What they are multiplied by at the end";
        loud: bool = true, 0o644, "Print a line for each number that is dropped";
        label: [u8; 24] = "number", 0o644, "What a number is called";
    },
}

/// More would be a large part of what kmalloc() has.
const MOST: u32 = 100_000;

/// A number that says when it goes.
struct Number(i32);

impl Drop for Number {
    fn drop(&mut self) {
        if params::loud.get() {
            pr_info!("{} {} dropped\n", params::label.get(), self.0);
        }
    }
}

struct Minimal {
    numbers: KVec<Number>,
}

impl KernelModule for Minimal {
    fn init(_: &'static ThisModule) -> Result<Self> {
        let count = params::count.get();
        if count > MOST {
            pr_err!("count is {count}, more than {MOST}\n");
            return Err(EINVAL);
        }

        let mut numbers = KVec::with_capacity(count as usize, GFP_KERNEL)?;
        for n in 0..count as i32 {
            let number = params::first.get().checked_add(n).ok_or(ERANGE)?;
            numbers.push(Number(number), GFP_KERNEL)?;
        }
        pr_info!(
            "{} numbers, the first is {}\n",
            numbers.len(),
            params::first.get()
        );
        Ok(Minimal { numbers })
    }
}

impl Drop for Minimal {
    fn drop(&mut self) {
        let sum: i64 = self.numbers.iter().map(|number| i64::from(number.0)).sum();
        match params::factor.get().checked_mul(sum.unsigned_abs()) {
            Some(product) => pr_info!("sum {sum}, times {} is {product}\n", params::factor.get()),
            None => pr_info!("sum {sum}\n"),
        }
    }
}
