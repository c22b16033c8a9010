//! A place in a map that can be moved, and at which entries can be removed: how to go through a map
//! and take some entries out.

use bindings::rb_node;

use super::{Linked, Node, RBTree};

/// An entry of a map, from which one gets to its neighbours, and which can be removed.
///
/// ```ignore
/// let mut cursor = map.cursor_first();
/// while let Some(mut here) = cursor {
///     cursor = if here.value().is_stale() { here.remove().1 } else { here.move_next() };
/// }
/// ```
pub struct CursorMut<'a, K, V> {
    map: &'a mut RBTree<K, V>,
    // Of a node in the map.
    links: *mut rb_node,
}

// SAFETY: It is a borrow of the whole map, with a pointer into it.
unsafe impl<K: Send, V: Send> Send for CursorMut<'_, K, V> {}

// SAFETY: `&self` reads the entry only.
unsafe impl<K: Sync, V: Sync> Sync for CursorMut<'_, K, V> {}

impl<'a, K, V> CursorMut<'a, K, V> {
    /// The cursor at a node, none at null.
    ///
    /// # Safety
    ///
    /// `links` are those of a node in the map, or null.
    pub(super) unsafe fn new(map: &'a mut RBTree<K, V>, links: *mut rb_node) -> Option<Self> {
        (!links.is_null()).then_some(Self { map, links })
    }

    /// The key of the entry.
    pub fn key(&self) -> &K {
        // SAFETY: The node is in the map, which is borrowed.
        unsafe { Linked::<K, V>::key(self.links) }
    }

    /// The value of the entry.
    pub fn value(&self) -> &V {
        // SAFETY: The node is in the map, and values are shared while `self` is.
        unsafe { Linked::<K, V>::pair(self.links).1 }
    }

    /// The value of the entry, to change it.
    pub fn value_mut(&mut self) -> &mut V {
        // SAFETY: The node is in the map, and `self`, which has all of it, is borrowed mutably.
        unsafe { Linked::<K, V>::value_mut(self.links) }
    }

    /// Goes to the entry with the next greater key, if there is one.
    pub fn move_next(self) -> Option<Self> {
        // SAFETY: The node is in the map, and so is the next one.
        unsafe { Self::new(self.map, bindings::rb_next(self.links)) }
    }

    /// Goes to the entry with the next smaller key, if there is one.
    pub fn move_prev(self) -> Option<Self> {
        // SAFETY: The node is in the map, and so is the one before it.
        unsafe { Self::new(self.map, bindings::rb_prev(self.links)) }
    }

    /// Removes the entry and returns it, and goes to the next one, if there is one.
    pub fn remove(self) -> (Node<K, V>, Option<Self>) {
        let Self { map, links } = self;
        // SAFETY: The node is in the map.
        let next = unsafe { bindings::rb_next(links) };
        // SAFETY: The node is in the map, and nobody but this cursor had it.
        let node = unsafe { map.unlink(links) };
        // SAFETY: `next` is in the map still: another node was removed.
        (node, unsafe { Self::new(map, next) })
    }
}
