//! RBTree and List against std's BTreeMap and VecDeque, with memory that fails when it is told to, and keys that do not
//! know their order: `rustc --edition 2024 --test containers.rs`.
//!
//! What the kernel has for trees and lists stands below, as simply as can be: this tree is never balanced.

#![allow(dead_code, non_camel_case_types, non_snake_case, non_upper_case_globals, unused_imports)]

extern crate self as bindings;

#[path = "../src"]
mod runtime {
    pub mod alloc;
    pub mod arc;
    pub mod kbox;
    pub mod kstring;
    pub mod kvec;
    pub mod list;
    pub mod rbtree;
}
use runtime::*;

mod stand_in;
pub use stand_in::*;

use std::alloc::Layout;
use std::cell::Cell;
use std::ffi::{c_ulong, c_void};
use std::ptr;

thread_local! {
    /// How many allocations there are.
    static LIVE: Cell<usize> = const { Cell::new(0) };
    /// The next one fails.
    static FAILS: Cell<bool> = const { Cell::new(false) };
}

/// In front of each allocation: its size.
const HEADER: usize = 16;

fn layout(size: usize) -> Layout {
    Layout::from_size_align(HEADER + size, HEADER).unwrap()
}

/// # Safety
///
/// As the kernel's, without old memory.
pub unsafe fn krealloc(old: *const c_void, size: usize, _: gfp_t) -> *mut c_void {
    assert!(old.is_null());
    if FAILS.take() {
        return ptr::null_mut();
    }
    LIVE.set(LIVE.get() + 1);
    unsafe {
        let start = std::alloc::alloc(layout(size));
        start.cast::<usize>().write(size);
        start.add(HEADER).write_bytes(0xa5, size);
        start.add(HEADER).cast()
    }
}

/// # Safety
///
/// As the kernel's.
pub unsafe fn kfree(memory: *mut c_void) {
    LIVE.set(LIVE.get() - 1);
    unsafe {
        let start = memory.cast::<u8>().sub(HEADER);
        let size = start.cast::<usize>().read();
        start.write_bytes(0x5a, HEADER + size);
        std::alloc::dealloc(start, layout(size));
    }
}

/// The first word is the parent's address.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct rb_node {
    pub __rb_parent_color: c_ulong,
    pub rb_right: *mut rb_node,
    pub rb_left: *mut rb_node,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct rb_root {
    pub rb_node: *mut rb_node,
}

/// Trees as the kernel's `lib/rbtree.c` has them, all with its rules of safety.
mod trees {
    use super::*;

    unsafe fn parent(node: *const rb_node) -> *mut rb_node {
        ptr::with_exposed_provenance_mut(unsafe { (*node).__rb_parent_color } as usize)
    }

    unsafe fn set_parent(node: *mut rb_node, parent: *mut rb_node) {
        if !node.is_null() {
            unsafe { (*node).__rb_parent_color = parent.expose_provenance() as c_ulong };
        }
    }

    /// Puts `new`, which may be null, where its parent has `old`.
    unsafe fn replace(root: *mut rb_root, old: *mut rb_node, new: *mut rb_node) {
        unsafe {
            let up = parent(old);
            if up.is_null() {
                (*root).rb_node = new;
            } else if (*up).rb_left == old {
                (*up).rb_left = new;
            } else {
                (*up).rb_right = new;
            }
            set_parent(new, up);
        }
    }

    unsafe fn leftmost(mut node: *mut rb_node) -> *mut rb_node {
        unsafe {
            while !node.is_null() && !(*node).rb_left.is_null() {
                node = (*node).rb_left;
            }
        }
        node
    }

    unsafe fn rightmost(mut node: *mut rb_node) -> *mut rb_node {
        unsafe {
            while !node.is_null() && !(*node).rb_right.is_null() {
                node = (*node).rb_right;
            }
        }
        node
    }

    unsafe fn deepest(mut node: *mut rb_node) -> *mut rb_node {
        unsafe {
            while !node.is_null() {
                let below = if (*node).rb_left.is_null() { (*node).rb_right } else { (*node).rb_left };
                if below.is_null() {
                    break;
                }
                node = below;
            }
        }
        node
    }

    pub unsafe fn rb_link_node(node: *mut rb_node, parent: *mut rb_node, link: *mut *mut rb_node) {
        unsafe {
            assert!((*link).is_null());
            *node = rb_node { __rb_parent_color: 0, rb_right: ptr::null_mut(), rb_left: ptr::null_mut() };
            set_parent(node, parent);
            *link = node;
        }
    }

    pub unsafe fn rb_insert_color(_: *mut rb_node, _: *mut rb_root) {}

    pub unsafe fn rb_erase(node: *mut rb_node, root: *mut rb_root) {
        unsafe {
            let rb_node { rb_left, rb_right, .. } = *node;
            if rb_left.is_null() || rb_right.is_null() {
                replace(root, node, if rb_left.is_null() { rb_right } else { rb_left });
                return;
            }
            let next = leftmost(rb_right);
            rb_erase(next, root);
            rb_replace_node(node, next, root);
        }
    }

    pub unsafe fn rb_replace_node(old: *mut rb_node, new: *mut rb_node, root: *mut rb_root) {
        unsafe {
            *new = *old;
            replace(root, old, new);
            set_parent((*new).rb_left, new);
            set_parent((*new).rb_right, new);
        }
    }

    pub unsafe fn rb_first(root: *const rb_root) -> *mut rb_node {
        unsafe { leftmost((*root).rb_node) }
    }

    pub unsafe fn rb_last(root: *const rb_root) -> *mut rb_node {
        unsafe { rightmost((*root).rb_node) }
    }

    pub unsafe fn rb_next(node: *const rb_node) -> *mut rb_node {
        unsafe {
            if !(*node).rb_right.is_null() {
                return leftmost((*node).rb_right);
            }
            let mut below = node.cast_mut();
            let mut up = parent(below);
            while !up.is_null() && (*up).rb_right == below {
                (below, up) = (up, parent(up));
            }
            up
        }
    }

    pub unsafe fn rb_prev(node: *const rb_node) -> *mut rb_node {
        unsafe {
            if !(*node).rb_left.is_null() {
                return rightmost((*node).rb_left);
            }
            let mut below = node.cast_mut();
            let mut up = parent(below);
            while !up.is_null() && (*up).rb_left == below {
                (below, up) = (up, parent(up));
            }
            up
        }
    }

    pub unsafe fn rb_first_postorder(root: *const rb_root) -> *mut rb_node {
        unsafe { deepest((*root).rb_node) }
    }

    pub unsafe fn rb_next_postorder(node: *const rb_node) -> *mut rb_node {
        unsafe {
            let up = parent(node);
            if !up.is_null() && (*up).rb_left == node.cast_mut() && !(*up).rb_right.is_null() {
                deepest((*up).rb_right)
            } else {
                up
            }
        }
    }
}
pub use trees::*;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct list_head {
    pub next: *mut list_head,
    pub prev: *mut list_head,
}

/// Lists as the kernel's `list.h` has them, with the checks of `CONFIG_DEBUG_LIST`, all with its rules of safety.
mod lists {
    use super::*;

    unsafe fn join(before: *mut list_head, behind: *mut list_head) {
        unsafe {
            (*before).next = behind;
            (*behind).prev = before;
        }
    }

    pub unsafe fn INIT_LIST_HEAD(list: *mut list_head) {
        unsafe { list.write(list_head { next: list, prev: list }) };
    }

    pub unsafe fn list_add_tail(new: *mut list_head, head: *mut list_head) {
        unsafe {
            let before = (*head).prev;
            assert!((*before).next == head && new != before && new != head);
            join(before, new);
            join(new, head);
        }
    }

    pub unsafe fn list_del(entry: *mut list_head) {
        unsafe {
            assert!((*(*entry).prev).next == entry && (*(*entry).next).prev == entry);
            join((*entry).prev, (*entry).next);
            entry.write(list_head { next: 0x100 as *mut _, prev: 0x122 as *mut _ });
        }
    }

    pub unsafe fn list_splice_tail(list: *const list_head, head: *mut list_head) {
        unsafe {
            if ptr::eq((*list).next, list) {
                return;
            }
            let (first, last, before) = ((*list).next, (*list).prev, (*head).prev);
            join(before, first);
            join(last, head);
        }
    }
}
pub use lists::*;

#[cfg(test)]
mod tests {
    use super::alloc::GFP_KERNEL;
    use super::error::ENOMEM;
    use super::list::{self, List};
    use super::rbtree::{self, Entry, RBTree};
    use super::{FAILS, LIVE};
    use std::cell::RefCell;
    use std::cmp::Ordering;
    use std::collections::{BTreeMap, VecDeque};
    use std::ops::{Bound, RangeBounds};
    use std::rc::Rc;

    struct Random(u64);

    impl Random {
        fn below(&mut self, n: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 % n as u64) as usize
        }
    }

    /// Keys and values that count who has them: a leak is one too many, and valgrind sees the rest.
    type Thing = Rc<u32>;

    fn check_map(map: &RBTree<Thing, Thing>, model: &BTreeMap<Thing, Thing>) {
        assert_eq!(map.len(), model.len());
        assert_eq!(map.is_empty(), model.is_empty());
        assert!(map.iter().eq(model));
        assert!(map.iter().rev().eq(model.iter().rev()));
        assert!(map.keys().eq(model.keys()) && map.values().rev().eq(model.values().rev()));
        assert_eq!((map.first(), map.last()), (model.first_key_value(), model.last_key_value()));
        assert_eq!(LIVE.get(), model.len());
    }

    /// A range of any kind, of any keys, which may end before it begins.
    fn check_range(random: &mut Random, map: &RBTree<Thing, Thing>, model: &BTreeMap<Thing, Thing>) {
        let mut bound = || match (random.below(3), random.below(52) as u32) {
            (0, key) => Bound::Included(key),
            (1, key) => Bound::Excluded(key),
            _ => Bound::Unbounded,
        };
        let range = (bound(), bound());
        let wanted = || model.iter().filter(|(key, _)| range.contains(&***key));
        assert!(map.range::<u32>(range).eq(wanted()), "{range:?}");
        assert!(map.range::<u32>(range).rev().eq(wanted().rev()), "{range:?}");
    }

    /// One random step on both maps.
    fn step_map(random: &mut Random, map: &mut RBTree<Thing, Thing>, model: &mut BTreeMap<Thing, Thing>) {
        let (key, value) = (Rc::new(random.below(50) as u32), Rc::new(random.below(1000) as u32));
        match random.below(13) {
            0..=2 => {
                let fails = random.below(4) == 0;
                let is_new = !model.contains_key(&key);
                FAILS.set(fails && is_new);
                match map.insert(key.clone(), value.clone(), GFP_KERNEL) {
                    Ok(old) => assert_eq!(old, model.insert(key, value)),
                    Err(error) => assert!(error == ENOMEM && fails && is_new),
                }
            }
            3 => {
                let node = rbtree::Node::new(key.clone(), value.clone(), GFP_KERNEL).unwrap();
                let old = map.insert_node(node).map(rbtree::Node::into_inner);
                assert_eq!(old, model.remove_entry(&key));
                model.insert(key, value);
            }
            4 => assert_eq!(map.remove(&key), model.remove(&key)),
            5 => {
                let node = map.remove_node(&*key);
                assert_eq!(node.as_ref().map(|node| (node.key(), node.value())), model.get_key_value(&key));
                model.remove(&key);
            }
            6 => match map.entry(key.clone()) {
                Entry::Occupied(entry) if *value % 2 == 0 => {
                    assert_eq!((entry.key(), entry.get()), (&key, &model[&key]));
                    assert_eq!(Some(entry.remove()), model.remove(&key));
                }
                Entry::Occupied(entry) => {
                    *entry.into_mut() = value.clone();
                    model.insert(key, value);
                }
                Entry::Vacant(entry) => {
                    assert!(entry.key() == &key && !model.contains_key(&key));
                    *entry.insert(key.clone(), GFP_KERNEL).unwrap() = value.clone();
                    model.insert(key, value);
                }
            },
            7 => {
                *map.entry(key.clone()).or_insert(value.clone(), GFP_KERNEL).unwrap() = value.clone();
                model.insert(key, value);
            }
            8 => {
                for (key, value) in map.range_mut::<u32>((Bound::Excluded(*key), Bound::Unbounded)) {
                    *value = Rc::new(**key);
                }
                for (_, value) in map.iter_mut().rev() {
                    *value = Rc::new(**value + 1);
                }
                for (k, v) in model {
                    *v = if *k > key { Rc::new(**k + 1) } else { Rc::new(**v + 1) };
                }
            }
            9 => {
                let mut cursor = map.cursor_lower_bound(&*key);
                let mut keys: Vec<Thing> = model.range(key.clone()..).map(|(k, _)| k.clone()).collect();
                keys.reverse();
                while let Some(here) = cursor {
                    assert_eq!((here.key(), here.value()), model.get_key_value(&keys.pop().unwrap()).unwrap());
                    cursor = if here.key().is_multiple_of(3) {
                        let (node, next) = here.remove();
                        assert_eq!(Some(node.into_inner()).map(|(k, _)| model.remove(&k).is_some()), Some(true));
                        next
                    } else {
                        here.move_next()
                    };
                }
                assert!(keys.is_empty());
            }
            10 => {
                let mut cursor = map.cursor_last();
                for (k, v) in model.iter_mut().rev() {
                    let mut here = cursor.unwrap();
                    assert_eq!((here.key(), here.value()), (k, &*v));
                    *here.value_mut() = value.clone();
                    *v = value.clone();
                    cursor = here.move_prev();
                }
                assert!(cursor.is_none());
            }
            11 => {
                assert_eq!(map.pop_first(), model.pop_first());
                assert_eq!(map.pop_last(), model.pop_last());
            }
            _ if random.below(20) == 0 => {
                map.clear();
                model.clear();
            }
            _ => {
                assert_eq!(map.get(&*key), model.get(&key));
                assert_eq!(map.contains_key(&key), model.contains_key(&key));
                if let Some(found) = map.get_mut(&key) {
                    *found = value.clone();
                    model.insert(key, value);
                }
            }
        }
    }

    #[test]
    fn maps_do_what_std_s_do() {
        for seed in 1..30 {
            let mut random = Random(seed);
            let (mut map, mut model) = (RBTree::default(), BTreeMap::new());
            for _ in 0..1000 {
                step_map(&mut random, &mut map, &mut model);
                check_map(&map, &model);
                check_range(&mut random, &map, &model);
            }
            // What is moved is what it was.
            let moved = Box::new(map);
            check_map(&moved, &model);
            let rest: Vec<(Thing, Thing)> = model.into_iter().collect();
            drop(moved);
            assert_eq!(LIVE.get(), 0);
            for (key, value) in rest {
                assert_eq!(Rc::strong_count(&key), 1);
                drop((key, value));
            }
        }
    }

    /// A key that says of itself whatever comes next.
    struct Liar<'a>(&'a RefCell<Random>);

    impl PartialEq for Liar<'_> {
        fn eq(&self, _: &Self) -> bool {
            self.0.borrow_mut().below(2) == 0
        }
    }

    impl Eq for Liar<'_> {}

    impl PartialOrd for Liar<'_> {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }

    impl Ord for Liar<'_> {
        fn cmp(&self, _: &Self) -> Ordering {
            match self.0.borrow_mut().below(9) {
                0..4 => Ordering::Less,
                4..8 => Ordering::Greater,
                _ => Ordering::Equal,
            }
        }
    }

    /// Nothing can be said of what is found; but no value is given out twice at once, and none is lost.
    #[test]
    fn keys_that_lie_do_no_harm() {
        let random = RefCell::new(Random(7));
        let below = |n| random.borrow_mut().below(n);
        for _ in 0..300 {
            let mut map = RBTree::new();
            for n in 0..40 {
                map.insert(Liar(&random), Rc::new(n), GFP_KERNEL).unwrap();
            }
            for _ in 0..20 {
                let range = (Bound::Included(Liar(&random)), Bound::Excluded(Liar(&random)));
                let mut both = map.range_mut(range);
                let mut values: Vec<&mut Thing> = Vec::new();
                loop {
                    let next = if below(2) == 0 { both.next() } else { both.next_back() };
                    let Some((_, value)) = next else { break };
                    values.push(value);
                }
                assert!(both.next().is_none() && both.next_back().is_none());
                let mut addresses: Vec<*const Thing> = values.iter().map(|value| &raw const **value).collect();
                addresses.sort();
                addresses.dedup();
                assert_eq!(addresses.len(), values.len());
                map.remove(&Liar(&random));
            }
            assert_eq!(map.iter().count(), map.len());
            assert_eq!(LIVE.get(), map.len());
        }
        assert_eq!(LIVE.get(), 0);
    }

    #[test]
    fn keys_and_values_may_be_empty() {
        let (mut set, mut units) = (RBTree::new(), List::new());
        for n in 0..10 {
            set.insert(n, (), GFP_KERNEL).unwrap();
            units.push_back((), GFP_KERNEL).unwrap();
        }
        assert_eq!((set.len(), units.iter().count()), (10, 10));
        let mut nothing = RBTree::new();
        assert_eq!(nothing.insert((), (), GFP_KERNEL).unwrap(), None);
        assert_eq!(nothing.insert((), (), GFP_KERNEL).unwrap(), Some(()));
        drop((set, units, nothing));
        assert_eq!(LIVE.get(), 0);
    }

    fn check_list(list: &List<Thing>, model: &VecDeque<Thing>) {
        assert_eq!((list.len(), list.is_empty()), (model.len(), model.is_empty()));
        assert_eq!(list.iter().len(), model.len());
        assert!(list.iter().eq(model));
        assert!(list.iter().rev().eq(model.iter().rev()));
        assert_eq!((list.front(), list.back()), (model.front(), model.back()));
    }

    fn new_list(random: &mut Random) -> (List<Thing>, VecDeque<Thing>) {
        let (mut list, mut model) = (List::new(), VecDeque::new());
        for n in 0..random.below(4) {
            list.push_back(Rc::new(n as u32), GFP_KERNEL).unwrap();
            model.push_back(Rc::new(n as u32));
        }
        (list, model)
    }

    /// One random step on both lists.
    fn step_list(random: &mut Random, list: &mut List<Thing>, model: &mut VecDeque<Thing>) {
        let value = Rc::new(random.below(100) as u32);
        let fails = random.below(4) == 0;
        match random.below(9) {
            way @ 0..2 => {
                FAILS.set(fails);
                let added = match way {
                    0 => list.push_back(value.clone(), GFP_KERNEL),
                    _ => list.push_front(value.clone(), GFP_KERNEL),
                };
                assert_eq!(added, if fails { Err(ENOMEM) } else { Ok(()) });
                match way {
                    _ if fails => {}
                    0 => model.push_back(value),
                    _ => model.push_front(value),
                }
            }
            2 => assert_eq!(list.pop_front(), model.pop_front()),
            3 => assert_eq!(list.pop_back_node().map(list::Node::into_inner), model.pop_back()),
            4 => {
                let (mut other, mut other_model) = new_list(random);
                list.append(&mut other);
                model.append(&mut other_model);
                check_list(&other, &other_model);
                let (mut first, mut first_model) = new_list(random);
                first.append(list);
                first_model.append(model);
                (*list, *model) = (first, first_model);
            }
            5 => {
                let mut cursor = list.cursor_front_mut();
                let at = random.below(model.len() + 1);
                for _ in 0..at {
                    cursor.move_next();
                }
                assert_eq!(cursor.current().cloned(), model.get(at).cloned());
                let behind = model.split_off(at);
                let (other, mut other_model) = new_list(random);
                cursor.splice_before(other);
                model.append(&mut other_model);
                cursor.insert_before(list::Node::new(value.clone(), GFP_KERNEL).unwrap());
                model.push_back(value);
                assert_eq!(cursor.current().cloned(), behind.front().cloned());
                model.extend(behind);
            }
            6 => {
                let mut cursor = list.cursor_front_mut();
                for _ in 0..random.below(2 * model.len() + 1) {
                    cursor.move_prev();
                }
                while let Some(here) = cursor.current() {
                    if here.is_multiple_of(2) {
                        cursor.remove_current();
                    } else {
                        cursor.move_prev();
                    }
                }
                assert!(cursor.remove_current().is_none());
                // The cursor went to the front, or forwards from what it removed: so not all was seen.
                *model = list.iter().cloned().collect();
            }
            7 => {
                for here in list.iter_mut().rev() {
                    *here = Rc::new(**here / 2 + 1);
                }
                for here in model.iter_mut() {
                    *here = Rc::new(**here / 2 + 1);
                }
                assert_eq!(list.front_mut(), model.front_mut());
                assert_eq!(list.back_mut(), model.back_mut());
            }
            _ => {
                let mut cursor = list.cursor_front_mut();
                while let Some(here) = cursor.current() {
                    if here.is_multiple_of(3) {
                        assert!(cursor.remove_current().is_some());
                    } else {
                        cursor.move_next();
                    }
                }
                model.retain(|here| !here.is_multiple_of(3));
            }
        }
    }

    #[test]
    fn lists_do_what_std_s_do() {
        for seed in 1..60 {
            let mut random = Random(seed);
            let (mut list, mut model) = (List::default(), VecDeque::new());
            for _ in 0..1000 {
                step_list(&mut random, &mut list, &mut model);
                check_list(&list, &model);
                assert_eq!(LIVE.get(), model.len());
                if model.len() > 60 {
                    list.clear();
                    model.clear();
                }
            }
            drop(list);
            assert_eq!(LIVE.get(), 0);
            assert!(model.iter().all(|value| Rc::strong_count(value) <= 2));
        }
    }
}
