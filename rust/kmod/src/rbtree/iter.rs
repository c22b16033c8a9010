//! Walks over the entries of a map, from both ends.
//!
//! Both have the links of the first and the last node that are to come. `rb_next` and `rb_prev`
//! find the way from one to the other; the map's borrow keeps the nodes where they are.

use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ptr;

use bindings::rb_node;

use super::{Linked, RBTree};

/// The nodes from `front` to `back`; both are null when there are no more.
///
/// Each node is given out once, by whichever end, even if `front` is behind `back`, as it may be
/// where `Ord` contradicts itself: then both ends run away from each other, until the tree ends.
#[derive(Clone)]
struct Span {
    front: *mut rb_node,
    back: *mut rb_node,
}

impl Span {
    const EMPTY: Self = Self { front: ptr::null_mut(), back: ptr::null_mut() };

    /// The next node, or null.
    ///
    /// # Safety
    ///
    /// The nodes are in a tree that has not changed since the span was made.
    unsafe fn next(&mut self) -> *mut rb_node {
        let links = self.front;
        if links == self.back {
            *self = Self::EMPTY;
        } else {
            // SAFETY: Not null, since both ends would be, and so in the tree, by the contract.
            self.front = unsafe { bindings::rb_next(links) };
            if self.front.is_null() {
                *self = Self::EMPTY;
            }
        }
        links
    }

    /// The next node from the back, or null.
    ///
    /// # Safety
    ///
    /// As for `next`.
    unsafe fn next_back(&mut self) -> *mut rb_node {
        let links = self.back;
        if links == self.front {
            *self = Self::EMPTY;
        } else {
            // SAFETY: As in `next`.
            self.back = unsafe { bindings::rb_prev(links) };
            if self.back.is_null() {
                *self = Self::EMPTY;
            }
        }
        links
    }
}

/// Entries in the order of their keys, from [`RBTree::iter`] or [`RBTree::range`].
pub struct Iter<'a, K, V> {
    span: Span,
    map: PhantomData<(&'a K, &'a V)>,
}

/// Entries in the order of their keys, from [`RBTree::iter_mut`] or [`RBTree::range_mut`].
pub struct IterMut<'a, K, V> {
    span: Span,
    map: PhantomData<(&'a K, &'a mut V)>,
}

// SAFETY: It is what it gives out: shared references.
unsafe impl<K: Sync, V: Sync> Send for Iter<'_, K, V> {}

// SAFETY: `&self` gives out nothing but a copy, which is `Send` on the same condition.
unsafe impl<K: Sync, V: Sync> Sync for Iter<'_, K, V> {}

// SAFETY: It is what it gives out: shared references to keys, mutable ones to values.
unsafe impl<K: Sync, V: Send> Send for IterMut<'_, K, V> {}

// SAFETY: `&self` gives out nothing.
unsafe impl<K: Sync, V: Sync> Sync for IterMut<'_, K, V> {}

impl<'a, K, V> Iter<'a, K, V> {
    /// The walk from one node to another.
    ///
    /// # Safety
    ///
    /// Both are nodes of a map that is shared for `'a`, or null.
    pub(super) unsafe fn new(front: *mut rb_node, back: *mut rb_node) -> Self {
        Self { span: Span { front, back }, map: PhantomData }
    }

    /// What is given out for a node: nothing for null.
    ///
    /// # Safety
    ///
    /// It is null, or a node of the map.
    unsafe fn pair(links: *mut rb_node) -> Option<(&'a K, &'a V)> {
        // SAFETY: The map is shared for `'a`, and so are its keys and values.
        (!links.is_null()).then(|| unsafe { Linked::<K, V>::pair(links) })
    }
}

impl<'a, K, V> IterMut<'a, K, V> {
    /// The walk from one node to another.
    ///
    /// # Safety
    ///
    /// Both are nodes of a map that is mutably borrowed for `'a`, or null.
    pub(super) unsafe fn new(front: *mut rb_node, back: *mut rb_node) -> Self {
        Self { span: Span { front, back }, map: PhantomData }
    }

    /// What is given out for a node: nothing for null.
    ///
    /// # Safety
    ///
    /// It is null, or a node of the map, which has not been given out before.
    unsafe fn pair(links: *mut rb_node) -> Option<(&'a K, &'a mut V)> {
        if links.is_null() {
            return None;
        }
        // SAFETY: The map is mutably borrowed for `'a`, and each value is given out once.
        Some(unsafe { (Linked::<K, V>::key(links), Linked::<K, V>::value_mut(links)) })
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        // SAFETY: The nodes are in the map, which does not change while it is shared.
        unsafe { Self::pair(self.span.next()) }
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        // SAFETY: The nodes are in the map, which does not change while it is shared.
        unsafe { Self::pair(self.span.next_back()) }
    }
}

impl<'a, K, V> Iterator for IterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);

    fn next(&mut self) -> Option<Self::Item> {
        // SAFETY: The nodes are in the map, whose tree does not change while it is borrowed; a span
        // gives out each of them once.
        unsafe { Self::pair(self.span.next()) }
    }
}

impl<K, V> DoubleEndedIterator for IterMut<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        // SAFETY: As in `next`.
        unsafe { Self::pair(self.span.next_back()) }
    }
}

impl<K, V> FusedIterator for Iter<'_, K, V> {}

impl<K, V> FusedIterator for IterMut<'_, K, V> {}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self { span: self.span.clone(), map: PhantomData }
    }
}

impl<'a, K, V> IntoIterator for &'a RBTree<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, K, V> IntoIterator for &'a mut RBTree<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}
