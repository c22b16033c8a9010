//! A place in a list that can be moved, and where elements are added and removed.

use core::ptr;

use bindings::list_head;

use super::{Linked, List, Node};

/// A place in a list: at an element, or behind the last one.
///
/// ```ignore
/// let mut cursor = list.cursor_front_mut();
/// while let Some(job) = cursor.current() {
///     if job.is_done() {
///         cursor.remove_current();
///     } else {
///         cursor.move_next();
///     }
/// }
/// ```
pub struct CursorMut<'a, T> {
    list: &'a mut List<T>,
    // An element of the list, or null behind the last one.
    links: *mut list_head,
}

// SAFETY: It is a borrow of the whole list, with a pointer into it.
unsafe impl<T: Send> Send for CursorMut<'_, T> {}

// SAFETY: `&self` reads the element only.
unsafe impl<T: Sync> Sync for CursorMut<'_, T> {}

impl<'a, T> CursorMut<'a, T> {
    pub(super) fn new(list: &'a mut List<T>) -> Self {
        let links = list.first;
        Self { list, links }
    }

    /// The element, to look at it or change it; none behind the last.
    pub fn current(&mut self) -> Option<&mut T> {
        // SAFETY: The element is in the list, and `self`, which has all of it, is borrowed mutably.
        (!self.links.is_null()).then(|| unsafe { Linked::value_mut(self.links) })
    }

    /// Goes to the next element: from the last one behind it, and from there to the first.
    pub fn move_next(&mut self) {
        self.links = if self.links.is_null() { self.list.first } else { self.behind() };
    }

    /// Goes to the element before: from the first one behind the last, and from there to the last.
    pub fn move_prev(&mut self) {
        self.links = if self.links.is_null() {
            self.list.last()
        } else if self.links == self.list.first {
            ptr::null_mut()
        } else {
            // SAFETY: The element is in the list.
            unsafe { (*self.links).prev }
        };
    }

    /// Removes the element and goes to the next; nothing is done, or returned, behind the last.
    pub fn remove_current(&mut self) -> Option<T> {
        self.remove_current_node().map(Node::into_inner)
    }

    /// The same, but what is returned has its memory still.
    pub fn remove_current_node(&mut self) -> Option<Node<T>> {
        if self.links.is_null() {
            return None;
        }
        let next = self.behind();
        // SAFETY: The element is in the list, and nobody but this cursor has it.
        let node = unsafe { self.list.unlink(self.links) };
        self.links = next;
        Some(node)
    }

    /// Adds an element before this place, which stays what it is.
    pub fn insert_before(&mut self, node: Node<T>) {
        self.splice_before(List::from(node));
    }

    /// Moves all elements of `other` before this place, which stays what it is.
    pub fn splice_before(&mut self, mut other: List<T>) {
        if self.links == self.list.first {
            // At the front, or in an empty list.
            other.append(self.list);
            *self.list = other;
        } else if self.links.is_null() {
            self.list.append(&mut other);
        } else {
            // SAFETY: The element is in the list.
            unsafe { self.list.join(self.links, other) };
        }
    }

    /// The element behind this one, which there is, or null.
    fn behind(&self) -> *mut list_head {
        // SAFETY: The element is in the list.
        let next = unsafe { (*self.links).next };
        if next == self.list.first { ptr::null_mut() } else { next }
    }
}
