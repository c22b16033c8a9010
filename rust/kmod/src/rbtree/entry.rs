//! The place of one key in a map, found once: what is there is looked at, replaced or removed;
//! where nothing is, an entry is added.

use core::mem;

use bindings::rb_node;

use super::{Linked, Node, RBTree, Slot};
use crate::alloc::Flags;
use crate::error::Result;

/// The place of a key in a map, from [`RBTree::entry`].
pub enum Entry<'a, K, V> {
    /// There is an entry with this key.
    Occupied(OccupiedEntry<'a, K, V>),
    /// There is none.
    Vacant(VacantEntry<'a, K, V>),
}

/// An entry of a map, found by its key.
pub struct OccupiedEntry<'a, K, V> {
    map: &'a mut RBTree<K, V>,
    // Of a node in the map.
    links: *mut rb_node,
}

/// A place in a map where a key is missing.
pub struct VacantEntry<'a, K, V> {
    map: &'a mut RBTree<K, V>,
    // Of the map as it is.
    slot: Slot,
    key: K,
}

// SAFETY: It is a borrow of the whole map, with a pointer into it.
unsafe impl<K: Send, V: Send> Send for OccupiedEntry<'_, K, V> {}

// SAFETY: `&self` reads the entry only.
unsafe impl<K: Sync, V: Sync> Sync for OccupiedEntry<'_, K, V> {}

// SAFETY: It is a borrow of the whole map, with a pointer into it and a key.
unsafe impl<K: Send, V: Send> Send for VacantEntry<'_, K, V> {}

// SAFETY: `&self` reads the key only.
unsafe impl<K: Sync, V: Sync> Sync for VacantEntry<'_, K, V> {}

impl<'a, K, V> Entry<'a, K, V> {
    /// The value of the key; `value` is added if there is none, with memory that `flags` say.
    ///
    /// `ENOMEM` if it has to be added, and there is no memory: the map is as before then.
    pub fn or_insert(self, value: V, flags: Flags) -> Result<&'a mut V> {
        match self {
            Entry::Occupied(entry) => Ok(entry.into_mut()),
            Entry::Vacant(entry) => entry.insert(value, flags),
        }
    }
}

impl<'a, K, V> OccupiedEntry<'a, K, V> {
    /// # Safety
    ///
    /// `links` are those of a node in the map.
    pub(super) unsafe fn new(map: &'a mut RBTree<K, V>, links: *mut rb_node) -> Self {
        Self { map, links }
    }

    /// The key that is in the map.
    pub fn key(&self) -> &K {
        // SAFETY: The node is in the map, which is borrowed.
        unsafe { Linked::<K, V>::key(self.links) }
    }

    /// The value.
    pub fn get(&self) -> &V {
        // SAFETY: The node is in the map, and values are shared while `self` is.
        unsafe { Linked::<K, V>::pair(self.links).1 }
    }

    /// The value, to change it.
    pub fn get_mut(&mut self) -> &mut V {
        // SAFETY: The node is in the map, and `self`, which has all of it, is borrowed mutably.
        unsafe { Linked::<K, V>::value_mut(self.links) }
    }

    /// The value, for as long as the map is borrowed.
    pub fn into_mut(self) -> &'a mut V {
        // SAFETY: The node is in the map, whose mutable borrow goes over to the value.
        unsafe { Linked::<K, V>::value_mut(self.links) }
    }

    /// Puts another value into the entry, and returns the old one.
    pub fn insert(&mut self, value: V) -> V {
        mem::replace(self.get_mut(), value)
    }

    /// Removes the entry, and returns its value.
    pub fn remove(self) -> V {
        self.remove_node().into_inner().1
    }

    /// Removes the entry, and returns all of it: nothing is dropped or freed.
    pub fn remove_node(self) -> Node<K, V> {
        // SAFETY: The node is in the map, and nobody but `self` has it.
        unsafe { self.map.unlink(self.links) }
    }
}

impl<'a, K, V> VacantEntry<'a, K, V> {
    /// # Safety
    ///
    /// `slot` is of the map as it is.
    pub(super) unsafe fn new(map: &'a mut RBTree<K, V>, slot: Slot, key: K) -> Self {
        Self { map, slot, key }
    }

    /// The key that is missing.
    pub fn key(&self) -> &K {
        &self.key
    }

    /// Adds the entry, with memory that `flags` say. `ENOMEM` if there is none.
    pub fn insert(self, value: V, flags: Flags) -> Result<&'a mut V> {
        let Self { map, slot, key } = self;
        let node = Node::new(key, value, flags)?;
        // SAFETY: The map has been borrowed since the slot was found, and so is as it was.
        let links = unsafe { map.link(slot, node) };
        // SAFETY: The node is in the map, whose mutable borrow goes over to the value.
        Ok(unsafe { Linked::<K, V>::value_mut(links) })
    }
}
