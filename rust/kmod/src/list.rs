//! A list whose elements are linked by the kernel's `struct list_head`.
//!
//! Elements are added and removed at both ends, or at a [`CursorMut`], and whole lists are joined;
//! all of that takes the same time however long they are. Each element is one allocation.
//!
//! The elements are linked to a ring, in which there is no other head: a list only knows its first
//! element. So lists may be moved, and an empty one needs no memory.
//!
//! ```ignore
//! let mut jobs = List::new();
//! jobs.push_back(Job::new(1), GFP_KERNEL)?;
//! jobs.push_back(Job::new(2), GFP_KERNEL)?;
//! while let Some(job) = jobs.pop_front() {
//!     job.run();
//! }
//! ```
//!
//! # Under a spinlock
//!
//! Memory is best allocated before the lock is taken, and freed behind it. So a [`Node`] can be
//! made first, and handed over with [`List::push_back_node`]; [`List::pop_front_node`] gives it
//! back.

mod cursor;
mod iter;

use core::marker::PhantomData;
use core::mem::{self, MaybeUninit};
use core::ptr;

use bindings::list_head;

use crate::alloc::{Flags, KBox};
use crate::error::Result;

pub use cursor::CursorMut;
pub use iter::{Iter, IterMut};

/// A list that owns its elements.
pub struct List<T> {
    // The links of the first element, or null.
    first: *mut list_head,
    len: usize,
    owns: PhantomData<Linked<T>>,
}

/// An element that is in no list: a value, and the memory to put it into one.
pub struct Node<T>(KBox<Linked<T>>);

/// What one element's memory holds. The links come first: a pointer to them is one to all of it.
#[repr(C)]
struct Linked<T> {
    // Set while the element is in a list.
    links: MaybeUninit<list_head>,
    value: T,
}

// SAFETY: Nobody but the owner of an element follows its links.
unsafe impl<T: Send> Send for Linked<T> {}

// SAFETY: Links are written by who has the list, or the element, for itself.
unsafe impl<T: Sync> Sync for Linked<T> {}

// SAFETY: A list owns its elements, and these may be sent.
unsafe impl<T: Send> Send for List<T> {}

// SAFETY: What takes `&self` reads links, and gives out references that may be shared.
unsafe impl<T: Sync> Sync for List<T> {}

impl<T> Linked<T> {
    /// The value of the element with these links.
    ///
    /// # Safety
    ///
    /// They are those of a `Linked<T>`, which lives, and is not borrowed mutably, for `'a`.
    unsafe fn value<'a>(links: *mut list_head) -> &'a T {
        // SAFETY: The links are the first field, and lists have pointers to whole elements.
        unsafe { &(*links.cast::<Self>()).value }
    }

    /// The value of the element with these links, to change it.
    ///
    /// # Safety
    ///
    /// They are those of a `Linked<T>`, which lives, and is not borrowed otherwise, for `'a`.
    unsafe fn value_mut<'a>(links: *mut list_head) -> &'a mut T {
        // SAFETY: As in `value`.
        unsafe { &mut (*links.cast::<Self>()).value }
    }
}

impl<T> Node<T> {
    /// Allocates an element. `ENOMEM` if there is no memory; the value is dropped then.
    pub fn new(value: T, flags: Flags) -> Result<Self> {
        Ok(Self(KBox::new(Linked { links: MaybeUninit::uninit(), value }, flags)?))
    }

    /// Takes the value out, and frees the memory.
    pub fn into_inner(self) -> T {
        KBox::into_inner(self.0).value
    }

    /// The value.
    pub fn value(&self) -> &T {
        &self.0.value
    }

    /// The value, to change it.
    pub fn value_mut(&mut self) -> &mut T {
        &mut self.0.value
    }

    /// Gives the memory away, as a ring of one element.
    fn into_links(self) -> *mut list_head {
        let links = KBox::into_raw(self.0).cast();
        // SAFETY: The links are ours to write.
        unsafe { bindings::INIT_LIST_HEAD(links) };
        links
    }

    /// Takes the memory back.
    ///
    /// # Safety
    ///
    /// `links` are from `into_links` of a `Node<T>`, and in no list any more; this is done once.
    unsafe fn from_links(links: *mut list_head) -> Self {
        // SAFETY: By the contract the pointer is one that `KBox::into_raw` gave, and nobody's.
        Self(unsafe { KBox::from_raw(links.cast()) })
    }
}

impl<T> List<T> {
    /// An empty list, which needs no memory.
    pub const fn new() -> Self {
        Self { first: ptr::null_mut(), len: 0, owns: PhantomData }
    }

    /// How many elements there are.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.first.is_null()
    }

    /// Adds an element at the end. `ENOMEM` if there is no memory for it; the value is dropped
    /// then.
    pub fn push_back(&mut self, value: T, flags: Flags) -> Result {
        self.push_back_node(Node::new(value, flags)?);
        Ok(())
    }

    /// Adds an element at the front. `ENOMEM` if there is no memory for it; the value is dropped
    /// then.
    pub fn push_front(&mut self, value: T, flags: Flags) -> Result {
        self.push_front_node(Node::new(value, flags)?);
        Ok(())
    }

    /// Adds an element at the end that has its memory already.
    pub fn push_back_node(&mut self, node: Node<T>) {
        self.append(&mut Self::from(node));
    }

    /// Adds an element at the front that has its memory already.
    pub fn push_front_node(&mut self, node: Node<T>) {
        let mut list = Self::from(node);
        list.append(self);
        mem::swap(self, &mut list);
    }

    /// Removes the first element, and returns it.
    pub fn pop_front(&mut self) -> Option<T> {
        self.pop_front_node().map(Node::into_inner)
    }

    /// Removes the last element, and returns it.
    pub fn pop_back(&mut self) -> Option<T> {
        self.pop_back_node().map(Node::into_inner)
    }

    /// Removes the first element, and returns it with its memory.
    pub fn pop_front_node(&mut self) -> Option<Node<T>> {
        let first = self.first;
        // SAFETY: It is an element of this list, which is borrowed mutably, so nobody else has it.
        (!first.is_null()).then(|| unsafe { self.unlink(first) })
    }

    /// Removes the last element, and returns it with its memory.
    pub fn pop_back_node(&mut self) -> Option<Node<T>> {
        let last = self.last();
        // SAFETY: As in `pop_front_node`.
        (!last.is_null()).then(|| unsafe { self.unlink(last) })
    }

    /// The first element.
    pub fn front(&self) -> Option<&T> {
        self.iter().next()
    }

    /// The first element, to change it.
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.iter_mut().next()
    }

    /// The last element.
    pub fn back(&self) -> Option<&T> {
        self.iter().next_back()
    }

    /// The last element, to change it.
    pub fn back_mut(&mut self) -> Option<&mut T> {
        self.iter_mut().next_back()
    }

    /// All elements, from the first to the last.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter::new(self)
    }

    /// All elements, from the first to the last, to change them.
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        IterMut::new(self)
    }

    /// A cursor at the first element, or behind the last, which is the same, of an empty list.
    pub fn cursor_front_mut(&mut self) -> CursorMut<'_, T> {
        CursorMut::new(self)
    }

    /// Moves all elements of `other` behind those of this list.
    pub fn append(&mut self, other: &mut Self) {
        // SAFETY: A null pointer, or the first element, before which the end of the list is.
        unsafe { self.join(self.first, mem::take(other)) };
    }

    /// Drops all elements.
    pub fn clear(&mut self) {
        while self.pop_front_node().is_some() {}
    }

    /// The links of the last element, or null.
    fn last(&self) -> *mut list_head {
        // SAFETY: The first element is in this list; in its ring the last one is before it.
        if self.is_empty() { ptr::null_mut() } else { unsafe { (*self.first).prev } }
    }

    /// Puts the elements of `other` before the element `next`, if both are there.
    ///
    /// Where `next` was the first, the list begins with it still, so that they are its last ones.
    ///
    /// # Safety
    ///
    /// `next` is an element of this list, or null if there is none.
    unsafe fn join(&mut self, next: *mut list_head, mut other: Self) {
        let first = mem::replace(&mut other.first, ptr::null_mut());
        self.len += mem::take(&mut other.len);
        if self.first.is_null() {
            self.first = first;
        } else if !first.is_null() {
            // SAFETY: `first` and `next` are elements of two rings, all of whose elements the two
            // lists own. The one's elements but for `first` go before `next`, then
            // `first` before them.
            unsafe {
                let second = (*first).next;
                bindings::list_splice_tail(first, next);
                bindings::list_add_tail(first, if second == first { next } else { second });
            }
        }
    }

    /// Takes an element out of the list.
    ///
    /// # Safety
    ///
    /// `links` are those of an element of this list, to which there is no other reference.
    unsafe fn unlink(&mut self, links: *mut list_head) -> Node<T> {
        // SAFETY: The element is in this list.
        let next = unsafe { (*links).next };
        if links == self.first {
            self.first = if next == links { ptr::null_mut() } else { next };
        }
        // SAFETY: As above; what is left is a ring.
        unsafe { bindings::list_del(links) };
        self.len -= 1;
        // SAFETY: It came from `into_links`, and is in no list any more.
        unsafe { Node::from_links(links) }
    }
}

impl<T> From<Node<T>> for List<T> {
    /// The list that has this one element.
    fn from(node: Node<T>) -> Self {
        Self { first: node.into_links(), len: 1, owns: PhantomData }
    }
}

impl<T> Drop for List<T> {
    fn drop(&mut self) {
        self.clear();
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::new()
    }
}
