//! A map in the order of its keys, on the kernel's red-black trees (`lib/rbtree.c`).
//!
//! The kernel balances the tree, and walks it; what is compared, and who owns a node, is Rust's.
//! Each entry is one allocation, whose links are the kernel's `struct rb_node`. Finding, adding and
//! removing an entry takes a time that grows with the logarithm of their number.
//!
//! ```ignore
//! let mut ports = RBTree::new();
//! ports.insert(80, "www", GFP_KERNEL)?;
//! ports.insert(22, "ssh", GFP_KERNEL)?;
//! assert_eq!(ports.get(&22), Some(&"ssh"));
//! for (port, name) in ports.range(..1024) {
//!     pr_info!("{port} is {name}\n");
//! }
//! ```
//!
//! # Under a spinlock
//!
//! Memory is best allocated before the lock is taken, and freed behind it. So a [`Node`] can be
//! made first, and handed over with [`RBTree::insert_node`]; [`RBTree::remove_node`] gives it back.
//!
//! # Keys
//!
//! As with every map, a key's order must not change while it is in the map. If it does, or if `Ord`
//! contradicts itself, entries may not be found, or come in another order; nothing worse.

mod cursor;
mod entry;
mod iter;

use core::borrow::Borrow;
use core::cmp::Ordering;
use core::marker::PhantomData;
use core::mem::{self, MaybeUninit};
use core::ops::{Bound, RangeBounds};
use core::ptr;

use bindings::{rb_node, rb_root};

use crate::alloc::{Flags, KBox};
use crate::error::Result;

pub use cursor::CursorMut;
pub use entry::{Entry, OccupiedEntry, VacantEntry};
pub use iter::{Iter, IterMut};

/// A map from keys to values, in the order of the keys.
pub struct RBTree<K, V> {
    // The root's node has no pointer back to this field, so that a tree may be moved.
    root: rb_root,
    len: usize,
    owns: PhantomData<Linked<K, V>>,
}

/// An entry that is in no map: a key, a value, and the memory to put them into one.
pub struct Node<K, V>(KBox<Linked<K, V>>);

/// What one entry's memory holds. The links come first: a pointer to them is one to all of it.
#[repr(C)]
struct Linked<K, V> {
    // Set while the node is in a tree.
    links: MaybeUninit<rb_node>,
    key: K,
    value: V,
}

/// Where a node that has no entry yet would hang.
#[derive(Clone, Copy)]
struct Slot {
    // Null in an empty tree.
    parent: *mut rb_node,
    left: bool,
}

// SAFETY: Nobody but the owner of a node follows its links.
unsafe impl<K: Send, V: Send> Send for Linked<K, V> {}

// SAFETY: Links are written by who has the map, or the node, for itself.
unsafe impl<K: Sync, V: Sync> Sync for Linked<K, V> {}

// SAFETY: A map owns its nodes, and these may be sent.
unsafe impl<K: Send, V: Send> Send for RBTree<K, V> {}

// SAFETY: What takes `&self` reads links, and gives out references that may be shared.
unsafe impl<K: Sync, V: Sync> Sync for RBTree<K, V> {}

impl<K, V> Linked<K, V> {
    /// The key of the node with these links.
    ///
    /// # Safety
    ///
    /// They are those of a `Linked<K, V>`, which lives for `'a`.
    unsafe fn key<'a>(links: *mut rb_node) -> &'a K {
        // SAFETY: The links are the first field, and the tree has pointers to whole nodes. Keys in
        // a tree are only ever shared.
        unsafe { &(*links.cast::<Self>()).key }
    }

    /// The value of the node with these links.
    ///
    /// # Safety
    ///
    /// As for `key`, and the value is borrowed by nobody else for `'a`.
    unsafe fn value_mut<'a>(links: *mut rb_node) -> &'a mut V {
        // SAFETY: As in `key`; that it is the only reference is this function's contract.
        unsafe { &mut (*links.cast::<Self>()).value }
    }

    /// The key and value of the node with these links.
    ///
    /// # Safety
    ///
    /// As for `key`, and nobody has the value mutably for `'a`.
    unsafe fn pair<'a>(links: *mut rb_node) -> (&'a K, &'a V) {
        // SAFETY: As in `key`; that the value is shared only is this function's contract.
        unsafe { (Self::key(links), &(*links.cast::<Self>()).value) }
    }
}

impl<K, V> Node<K, V> {
    /// Allocates an entry. `ENOMEM` if there is no memory; key and value are dropped then.
    pub fn new(key: K, value: V, flags: Flags) -> Result<Self> {
        Ok(Self(KBox::new(Linked { links: MaybeUninit::uninit(), key, value }, flags)?))
    }

    /// Takes the key and the value out, and frees the memory.
    pub fn into_inner(self) -> (K, V) {
        let Linked { key, value, .. } = KBox::into_inner(self.0);
        (key, value)
    }

    /// The key.
    pub fn key(&self) -> &K {
        &self.0.key
    }

    /// The value.
    pub fn value(&self) -> &V {
        &self.0.value
    }

    /// The value, to change it.
    pub fn value_mut(&mut self) -> &mut V {
        &mut self.0.value
    }

    /// Gives the memory away, to a tree.
    fn into_links(self) -> *mut rb_node {
        KBox::into_raw(self.0).cast()
    }

    /// Takes the memory back.
    ///
    /// # Safety
    ///
    /// `links` are from `into_links` of a `Node<K, V>`, which is in no tree any more; this is done
    /// once.
    unsafe fn from_links(links: *mut rb_node) -> Self {
        // SAFETY: By the contract the pointer is one that `KBox::into_raw` gave, and nobody's.
        Self(unsafe { KBox::from_raw(links.cast()) })
    }
}

impl<K, V> RBTree<K, V> {
    /// An empty map, which needs no memory.
    pub const fn new() -> Self {
        Self { root: rb_root { rb_node: ptr::null_mut() }, len: 0, owns: PhantomData }
    }

    /// How many entries there are.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All entries, in the order of their keys.
    pub fn iter(&self) -> Iter<'_, K, V> {
        // SAFETY: The nodes are of this map, which is shared for as long as the iterator is there.
        unsafe { Iter::new(self.first_links(), self.last_links()) }
    }

    /// All entries, in the order of their keys, with values that can be changed.
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        // SAFETY: The nodes are of this map, which is mutably borrowed for as long as the iterator
        // is there.
        unsafe { IterMut::new(self.first_links(), self.last_links()) }
    }

    /// The keys, in their order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// The entry with the smallest key.
    pub fn first(&self) -> Option<(&K, &V)> {
        self.iter().next()
    }

    /// The entry with the greatest key.
    pub fn last(&self) -> Option<(&K, &V)> {
        self.iter().next_back()
    }

    /// Removes the entry with the smallest key, and returns it.
    pub fn pop_first(&mut self) -> Option<(K, V)> {
        Some(self.cursor_first()?.remove().0.into_inner())
    }

    /// Removes the entry with the greatest key, and returns it.
    pub fn pop_last(&mut self) -> Option<(K, V)> {
        Some(self.cursor_last()?.remove().0.into_inner())
    }

    /// A cursor at the entry with the smallest key.
    pub fn cursor_first(&mut self) -> Option<CursorMut<'_, K, V>> {
        let links = self.first_links();
        // SAFETY: The node is of this map.
        unsafe { CursorMut::new(self, links) }
    }

    /// A cursor at the entry with the greatest key.
    pub fn cursor_last(&mut self) -> Option<CursorMut<'_, K, V>> {
        let links = self.last_links();
        // SAFETY: The node is of this map.
        unsafe { CursorMut::new(self, links) }
    }

    /// Drops all entries.
    pub fn clear(&mut self) {
        let root = mem::replace(&mut self.root, rb_root { rb_node: ptr::null_mut() });
        self.len = 0;
        // SAFETY: `root` is a tree's, with nodes that nobody else has.
        let mut links = unsafe { bindings::rb_first_postorder(&root) };
        while !links.is_null() {
            let freed = links;
            // SAFETY: Children come before their parents, so that the links that are read here and
            // later are those of nodes that are still there.
            links = unsafe { bindings::rb_next_postorder(freed) };
            // SAFETY: The node came from `into_links`, and is not met again.
            drop(unsafe { Node::<K, V>::from_links(freed) });
        }
    }

    /// Those of the first node, or null.
    fn first_links(&self) -> *mut rb_node {
        // SAFETY: The root is valid, and only read.
        unsafe { bindings::rb_first(&self.root) }
    }

    /// Those of the last node, or null.
    fn last_links(&self) -> *mut rb_node {
        // SAFETY: The root is valid, and only read.
        unsafe { bindings::rb_last(&self.root) }
    }

    /// Puts a node into the tree, and balances it.
    ///
    /// # Safety
    ///
    /// `slot` is of this tree, as it is now.
    unsafe fn link(&mut self, slot: Slot, node: Node<K, V>) -> *mut rb_node {
        let links = node.into_links();
        // SAFETY: By the contract, `parent` is a node of this tree or null.
        let place = unsafe {
            match slot {
                Slot { parent, .. } if parent.is_null() => &raw mut self.root.rb_node,
                Slot { parent, left: true } => &raw mut (*parent).rb_left,
                Slot { parent, left: false } => &raw mut (*parent).rb_right,
            }
        };
        // SAFETY: `links` are ours to write, `place` is the pointer, null until now, from `parent`
        // to where they belong.
        unsafe { bindings::rb_link_node(links, slot.parent, place) };
        // SAFETY: The node has just been linked into the tree of this root.
        unsafe { bindings::rb_insert_color(links, &raw mut self.root) };
        self.len += 1;
        links
    }

    /// Takes a node out of the tree.
    ///
    /// # Safety
    ///
    /// `links` are those of a node in this tree, to which there is no other reference.
    unsafe fn unlink(&mut self, links: *mut rb_node) -> Node<K, V> {
        // SAFETY: By the contract the node is in this tree.
        unsafe { bindings::rb_erase(links, &raw mut self.root) };
        self.len -= 1;
        // SAFETY: It came from `into_links`, and is in no tree any more.
        unsafe { Node::from_links(links) }
    }
}

impl<K: Ord, V> RBTree<K, V> {
    /// Adds an entry, or replaces the value of the one that has this key, and returns the old
    /// value.
    ///
    /// Memory is needed, with `flags`, for a new entry only. `ENOMEM` if there is none: the map is
    /// as before then, and key and value are dropped.
    pub fn insert(&mut self, key: K, value: V, flags: Flags) -> Result<Option<V>> {
        match self.entry(key) {
            Entry::Occupied(mut entry) => Ok(Some(entry.insert(value))),
            Entry::Vacant(entry) => entry.insert(value, flags).map(|_| None),
        }
    }

    /// Adds an entry that has its memory already.
    ///
    /// If there is one with the same key, `node` takes its place, and the old entry is returned.
    pub fn insert_node(&mut self, node: Node<K, V>) -> Option<Node<K, V>> {
        match self.find(node.key()) {
            Err(slot) => {
                // SAFETY: The slot has just been found in this tree.
                unsafe { self.link(slot, node) };
                None
            }
            Ok(old) => {
                let new = node.into_links();
                // SAFETY: `old` is in this tree, and `new` in none; they have the same place in its
                // order.
                unsafe { bindings::rb_replace_node(old, new, &raw mut self.root) };
                // SAFETY: `old` came from `into_links`, and is in no tree any more.
                Some(unsafe { Node::from_links(old) })
            }
        }
    }

    /// The place of a key in the map, to look at it, fill it or empty it, with one search.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        match self.find(&key) {
            // SAFETY: The node is of this map.
            Ok(links) => Entry::Occupied(unsafe { OccupiedEntry::new(self, links) }),
            // SAFETY: The slot has just been found in this map, with this key.
            Err(slot) => Entry::Vacant(unsafe { VacantEntry::new(self, slot, key) }),
        }
    }

    /// The value of a key.
    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let links = self.find(key).ok()?;
        // SAFETY: The node is in this map, and values are shared while `self` is.
        Some(unsafe { Linked::<K, V>::pair(links).1 })
    }

    /// The value of a key, to change it.
    pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let links = self.find(key).ok()?;
        // SAFETY: The node is in this map, which is borrowed mutably for as long as the value.
        Some(unsafe { Linked::<K, V>::value_mut(links) })
    }

    /// Whether there is an entry with this key.
    pub fn contains_key<Q>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.find(key).is_ok()
    }

    /// Removes the entry with this key, and returns its value.
    pub fn remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.remove_node(key).map(|node| node.into_inner().1)
    }

    /// Removes the entry with this key, and returns all of it: nothing is dropped or freed.
    pub fn remove_node<Q>(&mut self, key: &Q) -> Option<Node<K, V>>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let links = self.find(key).ok()?;
        // SAFETY: The node is in this map, which is borrowed mutably, so nobody else has it.
        Some(unsafe { self.unlink(links) })
    }

    /// The entries with keys in a range, in their order. A range that ends before it begins is
    /// empty.
    pub fn range<Q>(&self, range: impl RangeBounds<Q>) -> Iter<'_, K, V>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let (first, last) = self.span(range);
        // SAFETY: As in `iter`.
        unsafe { Iter::new(first, last) }
    }

    /// The entries with keys in a range, in their order, with values that can be changed.
    pub fn range_mut<Q>(&mut self, range: impl RangeBounds<Q>) -> IterMut<'_, K, V>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let (first, last) = self.span(range);
        // SAFETY: As in `iter_mut`.
        unsafe { IterMut::new(first, last) }
    }

    /// A cursor at the first entry whose key is `key` or greater.
    pub fn cursor_lower_bound<Q>(&mut self, key: &Q) -> Option<CursorMut<'_, K, V>>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let links = self.first_where(|k| k.borrow() >= key);
        // SAFETY: The node is of this map.
        unsafe { CursorMut::new(self, links) }
    }

    /// The node with this key, or where it would be.
    fn find<Q>(&self, key: &Q) -> Result<*mut rb_node, Slot>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let mut slot = Slot { parent: ptr::null_mut(), left: false };
        let mut links = self.root.rb_node;
        while !links.is_null() {
            // SAFETY: All nodes that links lead to are in this map, and `self` is borrowed.
            let order = key.cmp(unsafe { Linked::<K, V>::key(links) }.borrow());
            slot = Slot { parent: links, left: order == Ordering::Less };
            links = match order {
                // SAFETY: As above.
                Ordering::Less => unsafe { (*links).rb_left },
                // SAFETY: As above.
                Ordering::Greater => unsafe { (*links).rb_right },
                Ordering::Equal => return Ok(links),
            };
        }
        Err(slot)
    }

    /// The first node for whose key `holds`, or null. It holds for all greater keys, too.
    fn first_where(&self, holds: impl Fn(&K) -> bool) -> *mut rb_node {
        let (mut links, mut found) = (self.root.rb_node, ptr::null_mut());
        while !links.is_null() {
            // SAFETY: All nodes that links lead to are in this map, and `self` is borrowed.
            if holds(unsafe { Linked::<K, V>::key(links) }) {
                found = links;
                // SAFETY: As above.
                links = unsafe { (*links).rb_left };
            } else {
                // SAFETY: As above.
                links = unsafe { (*links).rb_right };
            }
        }
        found
    }

    /// The last node for whose key `holds`, or null. It holds for all smaller keys, too.
    fn last_where(&self, holds: impl Fn(&K) -> bool) -> *mut rb_node {
        let after = self.first_where(|key| !holds(key));
        if after.is_null() {
            return self.last_links();
        }
        // SAFETY: The node is in this map; the one before it, if there is one, is the last.
        unsafe { bindings::rb_prev(after) }
    }

    /// The first and last node with keys in a range; both are null if there is none.
    fn span<Q>(&self, range: impl RangeBounds<Q>) -> (*mut rb_node, *mut rb_node)
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let first = match range.start_bound() {
            Bound::Included(start) => self.first_where(|key| key.borrow() >= start),
            Bound::Excluded(start) => self.first_where(|key| key.borrow() > start),
            Bound::Unbounded => self.first_links(),
        };
        let last = match range.end_bound() {
            Bound::Included(end) => self.last_where(|key| key.borrow() <= end),
            Bound::Excluded(end) => self.last_where(|key| key.borrow() < end),
            Bound::Unbounded => self.last_links(),
        };
        let none = (ptr::null_mut(), ptr::null_mut());
        if first.is_null() || last.is_null() {
            return none;
        }
        // SAFETY: Both nodes are in this map, and `self` is borrowed.
        let (low, high) = unsafe { (Linked::<K, V>::key(first), Linked::<K, V>::key(last)) };
        // Nothing between two keys: the first node behind the one is behind the last before the
        // other.
        if low > high { none } else { (first, last) }
    }
}

impl<K, V> Drop for RBTree<K, V> {
    fn drop(&mut self) {
        self.clear();
    }
}

impl<K, V> Default for RBTree<K, V> {
    fn default() -> Self {
        Self::new()
    }
}
