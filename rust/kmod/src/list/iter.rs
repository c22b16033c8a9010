//! Walks over the elements of a list, from both ends.

use core::iter::FusedIterator;
use core::marker::PhantomData;

use bindings::list_head;

use super::{Linked, List};

/// The `left` elements of a ring from `front` on, which end with `back`.
#[derive(Clone)]
struct Span {
    front: *mut list_head,
    back: *mut list_head,
    left: usize,
}

impl Span {
    fn new<T>(list: &List<T>) -> Self {
        Self { front: list.first, back: list.last(), left: list.len }
    }

    /// The next element, if there is one.
    ///
    /// # Safety
    ///
    /// The list has not changed since the span was made.
    unsafe fn next(&mut self) -> Option<*mut list_head> {
        self.left = self.left.checked_sub(1)?;
        let links = self.front;
        // SAFETY: There was an element left, and it is in the list, by the contract.
        self.front = unsafe { (*links).next };
        Some(links)
    }

    /// The next element from the back, if there is one.
    ///
    /// # Safety
    ///
    /// As for `next`.
    unsafe fn next_back(&mut self) -> Option<*mut list_head> {
        self.left = self.left.checked_sub(1)?;
        let links = self.back;
        // SAFETY: As in `next`.
        self.back = unsafe { (*links).prev };
        Some(links)
    }
}

/// The elements of a list, from [`List::iter`].
pub struct Iter<'a, T> {
    span: Span,
    list: PhantomData<&'a T>,
}

/// The elements of a list, to change them, from [`List::iter_mut`].
pub struct IterMut<'a, T> {
    span: Span,
    list: PhantomData<&'a mut T>,
}

// SAFETY: It is what it gives out: shared references.
unsafe impl<T: Sync> Send for Iter<'_, T> {}

// SAFETY: `&self` gives out nothing but a copy, which is `Send` on the same condition.
unsafe impl<T: Sync> Sync for Iter<'_, T> {}

// SAFETY: It is what it gives out: mutable references.
unsafe impl<T: Send> Send for IterMut<'_, T> {}

// SAFETY: `&self` gives out nothing but a number.
unsafe impl<T: Sync> Sync for IterMut<'_, T> {}

impl<'a, T> Iter<'a, T> {
    pub(super) fn new(list: &'a List<T>) -> Self {
        Self { span: Span::new(list), list: PhantomData }
    }
}

impl<'a, T> IterMut<'a, T> {
    pub(super) fn new(list: &'a mut List<T>) -> Self {
        Self { span: Span::new(list), list: PhantomData }
    }
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<Self::Item> {
        // SAFETY: The list is shared, so that it does not change.
        let links = unsafe { self.span.next() }?;
        // SAFETY: The element is in the list, and shared for `'a`.
        Some(unsafe { Linked::value(links) })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.span.left, Some(self.span.left))
    }
}

impl<T> DoubleEndedIterator for Iter<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        // SAFETY: The list is shared, so that it does not change.
        let links = unsafe { self.span.next_back() }?;
        // SAFETY: The element is in the list, and shared for as long as the items.
        Some(unsafe { Linked::value(links) })
    }
}

impl<'a, T> Iterator for IterMut<'a, T> {
    type Item = &'a mut T;

    fn next(&mut self) -> Option<Self::Item> {
        // SAFETY: Nobody else has the list, so that it does not change.
        let links = unsafe { self.span.next() }?;
        // SAFETY: The element is in the list, and is given out once, since they are counted.
        Some(unsafe { Linked::value_mut(links) })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.span.left, Some(self.span.left))
    }
}

impl<T> DoubleEndedIterator for IterMut<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        // SAFETY: Nobody else has the list, so that it does not change.
        let links = unsafe { self.span.next_back() }?;
        // SAFETY: The element is in the list, and is given out once, since they are counted.
        Some(unsafe { Linked::value_mut(links) })
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}

impl<T> ExactSizeIterator for IterMut<'_, T> {}

impl<T> FusedIterator for Iter<'_, T> {}

impl<T> FusedIterator for IterMut<'_, T> {}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Self { span: self.span.clone(), list: PhantomData }
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut List<T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}
