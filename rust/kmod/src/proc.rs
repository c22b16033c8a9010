//! Files of a module under `/proc`, which are [`File`]s as those under `/dev` are.
//!
//! ```ignore
//! let state = Arc::new(State::new(), GFP_KERNEL)?;
//! let entry: proc::Entry<Report> = proc::Entry::register(c"report", 0o444, state)?;
//! ```
//!
//! Dropping the registration removes the file: it waits for calls that are under way, and releases
//! what is open. A process that still has it open gets `EIO` from then on. So open files do not
//! keep the module. Dropped by a call of the file itself, it would wait for ever.
//!
//! A file that shows what is shared as text is [`Text`]: it needs `Display` alone.
//!
//! ```ignore
//! impl fmt::Display for State {
//!     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
//!         writeln!(f, "opens: {}", self.opens.load(Relaxed))
//!     }
//! }
//!
//! let entry: proc::Entry<proc::Text<State>> = proc::Entry::register(c"report", 0o444, state)?;
//! ```

use crate::alloc::{Arc, GFP_KERNEL, GFP_KERNEL_ACCOUNT, KBox, KString};
use crate::error::*;
use crate::file::{File, Handle, Operations};
use crate::module::Tether;
use crate::uaccess::UserWriter;
use core::ffi::{CStr, c_int};
use core::fmt;
use core::marker::PhantomData;
use core::ptr::{self, NonNull};

/// A file in `/proc`, from [`register()`](Self::register) until it is dropped.
pub struct Entry<T: File> {
    entry: NonNull<bindings::proc_dir_entry>,
    /// What the entry's data points to.
    shared: KBox<Arc<T::Shared>>,
    _tether: Tether,
}

// SAFETY: proc_remove() may be called from any thread; `shared` is `Send` and `Sync`.
unsafe impl<T: File> Send for Entry<T> {}
// SAFETY: Through a shared reference there is only `shared`, which is `Sync`.
unsafe impl<T: File> Sync for Entry<T> {}

impl<T: File> Entry<T> {
    const OPERATIONS: &'static bindings::proc_ops = &Operations::<T>::proc(Self::open);

    /// Makes the file `/proc/NAME`, whose opens share `shared`.
    ///
    /// [`EINVAL`] for a name that is none, a number, or has a `/`, and for a mode of 0 or with
    /// other than permission bits. [`EEXIST`] if the kernel refuses it: there is such a file (which
    /// it warns of), or no memory.
    pub fn register(name: &CStr, mode: u16, shared: Arc<T::Shared>) -> Result<Self> {
        // What proc_create_data() warns of, or takes for something else.
        if !is_name(name.to_bytes()) || mode == 0 || mode & !0o777 != 0 {
            return Err(EINVAL);
        }

        let tether = Tether::new();
        let shared = KBox::new(shared, GFP_KERNEL)?;
        let data = ptr::from_ref(&*shared).cast_mut().cast();
        // SAFETY: The name is copied; the table is the module's own, and the data stays in its box,
        // until `drop()` has removed the entry.
        let entry = unsafe {
            bindings::proc_create_data(name.as_ptr(), mode, ptr::null_mut(), Self::OPERATIONS, data)
        };
        match NonNull::new(entry) {
            Some(entry) => Ok(Self {
                entry,
                shared,
                _tether: tether,
            }),
            None => Err(EEXIST),
        }
    }

    /// What all opens share.
    pub fn shared(&self) -> &Arc<T::Shared> {
        &self.shared
    }

    unsafe extern "C" fn open(inode: *mut bindings::inode, file: *mut bindings::file) -> c_int {
        // SAFETY: The inode is that of an entry of ours, whose data has been set by `register()`,
        // and which proc_remove() does not let go before this returns.
        let shared = unsafe { &*bindings::pde_data(inode).cast::<Arc<T::Shared>>() };

        // SAFETY: These are the arguments of an `open` function, and `OPERATIONS` has the others.
        unsafe { Operations::<T>::open(inode, file, shared.clone()) }
    }
}

impl<T: File> Drop for Entry<T> {
    fn drop(&mut self) {
        // SAFETY: `register()` has made it, and nobody else removes it. It returns when no call is
        // under way any more, and all open files have been released.
        unsafe { bindings::proc_remove(self.entry.as_ptr()) };
    }
}

/// The state of an open file that shows what is shared as text: as it was when the file was opened,
/// so that a text which is read in parts fits together.
pub struct Text<S> {
    text: KString,
    shared: PhantomData<fn(&S)>,
}

impl<S: fmt::Display + Send + Sync + 'static> File for Text<S> {
    type Shared = S;

    const SEEKABLE: bool = true;

    fn open(handle: &Handle<'_, S>) -> Result<Self> {
        let text = KString::from_fmt(format_args!("{}", handle.shared()), GFP_KERNEL_ACCOUNT)?;

        Ok(Self {
            text,
            shared: PhantomData,
        })
    }

    fn read(&self, _: &Handle<'_, S>, to: &mut UserWriter, position: &mut u64) -> Result<usize> {
        to.write_at(self.text.as_bytes(), position)
    }

    fn size(&self, _: &Handle<'_, S>) -> u64 {
        self.text.len() as u64
    }
}

/// Whether it may be a name in `/proc`, where numbers are processes.
fn is_name(name: &[u8]) -> bool {
    !matches!(name, b"" | b"." | b"..")
        && name.len() <= bindings::NAME_MAX as usize
        && !name.contains(&b'/')
        && !name.iter().all(u8::is_ascii_digit)
}
