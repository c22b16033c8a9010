//! What is done with the map and the list, step by step. Each step prints what came out of it; the
//! lines are those that `test/reference.c` prints.

use core::num::Wrapping;
use core::ops::{Bound, RangeBounds};
use core::sync::atomic::{AtomicUsize, Ordering};

use kmod::list::List;
use kmod::prelude::*;
use kmod::rbtree::{Entry, Node, RBTree};

use crate::rng::Rng;

/// A number that is counted as long as it lives.
pub struct Value(u64);

/// How many values there are.
static ALIVE: AtomicUsize = AtomicUsize::new(0);

impl Value {
    fn new(number: u64) -> Self {
        ALIVE.fetch_add(1, Ordering::Relaxed);
        Self(number)
    }

    /// How many there are that have not been dropped.
    pub fn alive() -> usize {
        ALIVE.load(Ordering::Relaxed)
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A map of 32-bit numbers.
pub type Map = RBTree<u32, Value>;

/// A number that depends on all numbers that are added, and on their order.
struct Hash(Wrapping<u64>);

impl Hash {
    fn new() -> Self {
        Self(Wrapping(0xcbf2_9ce4_8422_2325))
    }

    fn add(&mut self, number: u64) {
        self.0 = (self.0 ^ Wrapping(number)) * Wrapping(0x0000_0100_0000_01b3);
    }

    fn of<'a>(entries: impl Iterator<Item = (&'a u32, &'a Value)>) -> u64 {
        let mut hash = Self::new();
        for (&key, value) in entries {
            hash.add(key.into());
            hash.add(value.0);
        }
        hash.0.0
    }
}

/// Adds random keys until there are `count`; one that is there already gets the new value.
pub fn insert(map: &mut Map, rng: &mut Rng, count: u32) -> Result {
    let mut replaced = 0;
    while map.len() < count as usize {
        let (key, value) = (rng.below(4 * count), rng.next());
        let old = if value & 1 == 0 {
            map.insert(key, Value::new(value), GFP_KERNEL)?
        } else {
            // Memory first, as one would with a spinlock.
            let node = Node::new(key, Value::new(value), GFP_KERNEL)?;
            map.insert_node(node).map(|old| old.into_inner().1)
        };
        replaced += usize::from(old.is_some());
    }
    pr_info!("insert: {} keys, {replaced} replaced, {:016x}\n", map.len(), Hash::of(map.iter()));
    Ok(())
}

/// Looks for random keys, of which about a quarter is there.
pub fn look_up(map: &Map, rng: &mut Rng, count: u32) {
    let mut found = 0;
    let mut sum = Wrapping(0);
    for _ in 0..count {
        let key = rng.below(4 * count);
        if let Some(value) = map.get(&key) {
            found += 1;
            sum += value.0;
        }
    }
    pr_info!("look up: {found} of {count} keys, {sum:016x}\n");
}

/// Goes through ranges of keys, forwards and backwards; in half of them nothing is, or almost
/// nothing.
pub fn ranges(map: &Map, rng: &mut Rng, count: u32) {
    let mut entries = 0;
    let mut hash = Hash::new();
    for _ in 0..count / 100 {
        let (start, end) = (rng.below(4 * count), rng.below(4 * count));
        let end = start / 2 + end % 400;
        entries += map.range(start / 2..end).count();
        for (&key, _) in map.range(start / 2..=end).rev() {
            hash.add(key.into());
        }
        let next = map.range(start..).next();
        hash.add(next.map_or(u64::MAX, |(&key, _)| key.into()));
    }
    pr_info!("ranges: {entries} entries, {:016x}\n", hash.0.0);
}

/// Tries every kind of range on a small map; `EINVAL` if one has other keys than it says.
pub fn small_ranges() -> Result {
    let keys = [1, 3, 4, 7];
    let mut map = RBTree::new();
    for key in keys {
        map.insert(key, (), GFP_KERNEL)?;
    }
    let bounds =
        || (0..9).flat_map(|key| [Bound::Included(key), Bound::Excluded(key), Bound::Unbounded]);
    for range in bounds().flat_map(|start| bounds().map(move |end| (start, end))) {
        let wanted = || keys.iter().filter(|key| range.contains(*key));
        let forwards = map.range(range).map(|(key, ())| key).eq(wanted());
        let backwards = map.range(range).rev().map(|(key, ())| key).eq(wanted().rev());
        let mut ends = map.range_mut(range);
        let mut both = 0;
        while ends.next().is_some() {
            both += 1 + usize::from(ends.next_back().is_some());
        }
        if !forwards || !backwards || both != wanted().count() {
            pr_err!("range {range:?} is wrong\n");
            return Err(EINVAL);
        }
    }
    Ok(())
}

/// Changes values: some by their keys, those of a range, and then all.
pub fn change(map: &mut Map, rng: &mut Rng, count: u32) -> Result {
    let mut added = 0;
    for _ in 0..count / 10 {
        match map.entry(rng.below(4 * count)) {
            Entry::Occupied(mut entry) => entry.get_mut().0 ^= 0xff,
            Entry::Vacant(entry) => {
                entry.insert(Value::new(rng.next()), GFP_KERNEL)?;
                added += 1;
            }
        }
        if let Some(value) = map.get_mut(&rng.below(4 * count)) {
            value.0 = value.0.rotate_left(7);
        }
    }
    for (_, value) in map.range_mut(count..2 * count) {
        value.0 ^= 0xff00;
    }
    for (&key, value) in map.iter_mut() {
        value.0 = value.0.wrapping_add(key.into());
    }
    pr_info!("change: {added} added, {:016x}\n", Hash::of(map.iter()));
    Ok(())
}

/// Removes random keys, then those that a cursor comes by, then both ends.
pub fn remove(map: &mut Map, rng: &mut Rng, count: u32) {
    let mut removed = 0;
    for _ in 0..2 * count {
        removed += usize::from(map.remove(&rng.below(4 * count)).is_some());
    }
    pr_info!("remove: {removed} keys, {:016x}\n", Hash::of(map.iter()));

    let mut cursor = map.cursor_lower_bound(&count);
    while let Some(here) = cursor {
        cursor = if here.value().0 % 3 == 0 { here.remove().1 } else { here.move_next() };
    }
    for _ in 0..count / 100 {
        map.pop_first();
        map.pop_last();
    }
    pr_info!("walk: {} left, {:016x}\n", map.len(), Hash::of(map.iter().rev()));
}

/// Makes a list of every fourth value of the map, at both ends, puts another one into it, and takes
/// some elements out.
pub fn list(map: &Map, rng: &mut Rng) -> Result<List<Value>> {
    let (mut list, mut other) = (List::new(), List::new());
    for value in map.values().step_by(4) {
        let value = Value::new(value.0);
        match rng.next() % 4 {
            0 => list.push_front(value, GFP_KERNEL)?,
            1 => list.push_back(value, GFP_KERNEL)?,
            2 => other.push_front(value, GFP_KERNEL)?,
            _ => other.push_back(value, GFP_KERNEL)?,
        }
    }
    // The other list goes before the first odd number; every third element of all goes away.
    let mut cursor = list.cursor_front_mut();
    while cursor.current().is_some_and(|value| value.0 & 1 == 0) {
        cursor.move_next();
    }
    cursor.splice_before(other);
    let mut cursor = list.cursor_front_mut();
    while let Some(value) = cursor.current() {
        value.0 = value.0.rotate_right(9);
        if value.0 % 3 == 0 {
            cursor.remove_current();
        } else {
            cursor.move_next();
        }
    }
    list.pop_front();
    list.pop_back();
    let mut hash = Hash::new();
    for value in &list {
        hash.add(value.0);
    }
    for value in list.iter().rev() {
        hash.add(value.0);
    }
    pr_info!("list: {} elements, {:016x}\n", list.len(), hash.0.0);
    Ok(list)
}
