//! [`KBox`]: one value in memory of its own.

use crate::alloc::{self, Flags};
use crate::error::Result;
use core::alloc::Layout;
use core::fmt;
use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::ops::{Deref, DerefMut};
use core::pin::Pin;
use core::ptr::NonNull;

/// A value in memory of `krealloc()`, which it owns. A value without a size has no memory.
///
/// It stays where it is when the box moves, so what the kernel keeps pointers to can be
/// [pinned](KBox::pin).
#[repr(transparent)]
pub struct KBox<T: ?Sized>(NonNull<T>, PhantomData<T>);

// SAFETY: A box is its value, which it alone has a pointer to.
unsafe impl<T: Send + ?Sized> Send for KBox<T> {}
// SAFETY: A shared box gives no more than a shared reference to its value.
unsafe impl<T: Sync + ?Sized> Sync for KBox<T> {}
impl<T: ?Sized> Unpin for KBox<T> {}

impl<T> KBox<T> {
    /// Moves a value into new memory. If there is none, the value is dropped.
    pub fn new(value: T, flags: Flags) -> Result<KBox<T>> {
        Ok(KBox::write(KBox::new_uninit(flags)?, value))
    }

    /// The same, for good in this place.
    pub fn pin(value: T, flags: Flags) -> Result<Pin<KBox<T>>> {
        Ok(KBox::into_pin(KBox::new(value, flags)?))
    }

    /// Memory for a value that is to be made in place, as one that is too large for the stack.
    pub fn new_uninit(flags: Flags) -> Result<KBox<MaybeUninit<T>>> {
        let layout = Layout::new::<T>();
        let memory = if layout.size() == 0 {
            NonNull::dangling()
        } else {
            alloc::allocate(layout, flags)?.cast()
        };
        Ok(KBox(memory, PhantomData))
    }

    /// Moves the value out, and frees the memory.
    pub fn into_inner(this: KBox<T>) -> T {
        let this = KBox::into_uninit(this);
        // SAFETY: It was a value until the line above, and is none from here on.
        unsafe { this.assume_init_read() }
    }

    /// Forgets that there is a value: only the memory will be freed.
    fn into_uninit(this: KBox<T>) -> KBox<MaybeUninit<T>> {
        KBox(ManuallyDrop::new(this).0.cast(), PhantomData)
    }
}

impl<T> KBox<MaybeUninit<T>> {
    /// Moves a value into the memory.
    pub fn write(mut this: KBox<MaybeUninit<T>>, value: T) -> KBox<T> {
        MaybeUninit::write(&mut this, value);
        // SAFETY: There is a value now.
        unsafe { this.assume_init() }
    }

    /// Says that there is a value.
    ///
    /// # Safety
    ///
    /// There is one.
    pub unsafe fn assume_init(self) -> KBox<T> {
        KBox(ManuallyDrop::new(self).0.cast(), PhantomData)
    }
}

impl<T: ?Sized> KBox<T> {
    /// The pointer, which [`KBox::from_raw`] makes a box again; until then nobody frees it.
    pub fn into_raw(this: KBox<T>) -> *mut T {
        ManuallyDrop::new(this).0.as_ptr()
    }

    /// The box of a pointer.
    ///
    /// # Safety
    ///
    /// It is one of [`KBox::into_raw`], or such a one made a pointer to a trait object or slice,
    /// and is used once.
    pub unsafe fn from_raw(pointer: *mut T) -> KBox<T> {
        // SAFETY: Pointers of boxes are not null.
        KBox(unsafe { NonNull::new_unchecked(pointer) }, PhantomData)
    }

    /// A reference for ever: the memory is never freed.
    pub fn leak<'a>(this: KBox<T>) -> &'a mut T
    where
        T: 'a,
    {
        // SAFETY: It is a value that nobody else has a pointer to, and nobody will free it.
        unsafe { &mut *KBox::into_raw(this) }
    }

    /// The same box, whose value is to stay in its place.
    pub fn into_pin(this: KBox<T>) -> Pin<KBox<T>> {
        // SAFETY: The value does not move with the box, and a pinned box never lets it go.
        unsafe { Pin::new_unchecked(this) }
    }
}

impl<T: ?Sized> Drop for KBox<T> {
    fn drop(&mut self) {
        let size = mem::size_of_val(&**self);
        // SAFETY: The value is there, and nobody uses it afterwards.
        unsafe { self.0.drop_in_place() };
        if size > 0 {
            // SAFETY: A value with a size has memory of alloc's, which nobody uses any more.
            unsafe { alloc::free(self.0.cast()) };
        }
    }
}

impl<T: ?Sized> Deref for KBox<T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: The value is there as long as the box is, which is borrowed.
        unsafe { self.0.as_ref() }
    }
}

impl<T: ?Sized> DerefMut for KBox<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: The value is there as long as the box is, which is borrowed for this alone.
        unsafe { self.0.as_mut() }
    }
}

impl<T: ?Sized> AsRef<T> for KBox<T> {
    fn as_ref(&self) -> &T {
        self
    }
}

impl<T: ?Sized> AsMut<T> for KBox<T> {
    fn as_mut(&mut self) -> &mut T {
        self
    }
}

impl<T: ?Sized> From<KBox<T>> for Pin<KBox<T>> {
    fn from(this: KBox<T>) -> Pin<KBox<T>> {
        KBox::into_pin(this)
    }
}

impl<T: fmt::Display + ?Sized> fmt::Display for KBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: fmt::Debug + ?Sized> fmt::Debug for KBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: PartialEq + ?Sized> PartialEq for KBox<T> {
    fn eq(&self, other: &KBox<T>) -> bool {
        **self == **other
    }
}

impl<T: Eq + ?Sized> Eq for KBox<T> {}

impl<T: Clone> KBox<T> {
    /// A box with a clone of the value.
    pub fn try_clone(&self, flags: Flags) -> Result<KBox<T>> {
        let memory = KBox::new_uninit(flags)?;
        Ok(KBox::write(memory, (**self).clone()))
    }
}

/// Makes the box of a type that of a trait which the type has: `unsize!(boxed, dyn Shape)`.
///
/// ```ignore
/// let shape: KBox<dyn Shape> = unsize!(KBox::new(Square(3), GFP_KERNEL)?, dyn Shape);
/// ```
#[macro_export]
macro_rules! unsize {
    ($boxed:expr, $type:ty) => {{
        let pointer: *mut _ = $crate::alloc::KBox::into_raw($boxed);
        let pointer: *mut $type = pointer;
        // SAFETY: The pointer is that of a box, and the compiler has made the other kind of it
        // without a cast.
        unsafe { $crate::alloc::KBox::from_raw(pointer) }
    }};
}
