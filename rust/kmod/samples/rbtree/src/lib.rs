//! A map with 100,000 keys and a list, which random operations fill, read, change and empty.
//!
//! Each step prints what came out of it. `test/reference.c`, which knows nothing of trees, is told
//! the seed, and must print the same. What is left of the map and the list stays until the module
//! goes.

#![no_std]

mod rng;
mod steps;

use kmod::list::List;
use kmod::prelude::*;
use kmod::random;
use kmod::rbtree::RBTree;

use rng::Rng;
use steps::{Map, Value};

kmod::module! {
    type: Sample,
    name: "rbtree",
    license: "GPL",
    description: "A red-black tree and a list, against a reference",
    author: "The braze authors",
    params: {
        count: u32 = 100000, 0o444, "How many keys the map gets";
        seed: u64 = 0, 0o444, "What the random numbers begin with; 0: a random number";
    },
}

struct Sample {
    map: Map,
    list: List<Value>,
}

impl KernelModule for Sample {
    fn init(_: &'static ThisModule) -> Result<Self> {
        let count = params::count.get();
        if !(100..=10_000_000).contains(&count) {
            pr_err!("count must be from 100 to 10000000\n");
            return Err(EINVAL);
        }
        let seed = match params::seed.get() {
            0 => random::u64(),
            seed => seed,
        };
        pr_info!("seed {seed} count {count}\n");

        steps::small_ranges()?;
        let mut rng = Rng::new(seed);
        let mut map = RBTree::new();
        steps::insert(&mut map, &mut rng, count)?;
        steps::look_up(&map, &mut rng, count);
        steps::ranges(&map, &mut rng, count);
        steps::change(&mut map, &mut rng, count)?;
        steps::remove(&mut map, &mut rng, count);
        let list = steps::list(&map, &mut rng)?;
        pr_info!("{} values alive\n", Value::alive());
        Ok(Self { map, list })
    }
}

impl Drop for Sample {
    fn drop(&mut self) {
        self.map.clear();
        self.list.clear();
        if Value::alive() > 0 {
            pr_warn!("{} values still alive\n", Value::alive());
        }
    }
}
