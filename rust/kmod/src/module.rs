//! The module itself: what it does when it is loaded and unloaded ([`KernelModule`], [`module!`]),
//! and the kernel's object for it ([`ThisModule`]).
//!
//! [`module!`]: crate::module

use crate::error::Result;
use core::cell::UnsafeCell;
use core::ffi::{CStr, c_int};
use core::sync::atomic::{AtomicUsize, Ordering};

/// A module: made when it is loaded, dropped when it is unloaded.
///
/// Both are by processes that may sleep, and not the same one, so the type is `Send`. If `init`
/// fails, loading does, with that error.
pub trait KernelModule: Send + Sync + Sized + 'static {
    /// Called when the module is loaded. Nobody can unload it while this runs.
    fn init(module: &'static ThisModule) -> Result<Self>;
}

/// The kernel's `struct module` of this module.
pub struct ThisModule(*mut bindings::module);

// SAFETY: The pointer never changes, and what is done with it may be done by anyone at any time.
unsafe impl Sync for ThisModule {}

/// This module, C's `THIS_MODULE`.
pub static THIS_MODULE: ThisModule = ThisModule(&raw mut bindings::__this_module);

impl ThisModule {
    /// The pointer that C functions want, as the `owner` of something.
    pub const fn as_ptr(&self) -> *mut bindings::module {
        self.0
    }

    /// The module's name, as lsmod shows it.
    pub fn name(&self) -> &'static CStr {
        // SAFETY: The name is there as long as the module is, never changes, and has a NUL at its
        // end.
        unsafe { CStr::from_ptr((&raw const (*self.0).name).cast()) }
    }

    /// A reference that keeps the module from being unloaded; `None` if that has begun already.
    pub fn try_get(&'static self) -> Option<ModuleReference> {
        // SAFETY: The pointer is that of a module whose code runs.
        unsafe { bindings::try_module_get(self.0) }.then_some(ModuleReference(self))
    }
}

/// Keeps the module from being unloaded until it is dropped.
pub struct ModuleReference(&'static ThisModule);

impl Drop for ModuleReference {
    fn drop(&mut self) {
        // SAFETY: The reference was taken when this was made.
        unsafe { bindings::module_put(self.0.as_ptr()) };
    }
}

/// How many [`Tether`]s there are.
static TETHERS: AtomicUsize = AtomicUsize::new(0);

/// What the kernel knows of the module, and would call when the module has gone: every registration
/// has one.
///
/// A registration that is never dropped, since it was forgotten or stands in a static, would leave
/// the kernel with pointers to code that has been unloaded. Unloading counts these objects: if
/// there is one left, that is a `BUG()`, and the module's memory stays where it is.
#[must_use]
pub struct Tether(());

impl Tether {
    /// To be made before the kernel is told, and dropped after the kernel has forgotten.
    pub fn new() -> Tether {
        TETHERS.fetch_add(1, Ordering::Relaxed);
        Tether(())
    }
}

impl Default for Tether {
    fn default() -> Tether {
        Tether::new()
    }
}

impl Drop for Tether {
    fn drop(&mut self) {
        TETHERS.fetch_sub(1, Ordering::Release);
    }
}

fn check_tethers() {
    let left = TETHERS.load(Ordering::Acquire);
    if left > 0 {
        crate::pr_emerg!("registrations left: {left}; the module cannot go\n");
        crate::panic::bug();
    }
}

/// Where [`module!`](crate::module) keeps the module's object.
#[doc(hidden)]
pub struct Instance<T>(UnsafeCell<Option<T>>);

// SAFETY: Only init() and exit() look into it, and their callers see to it that one is over before
// the other begins.
unsafe impl<T: KernelModule> Sync for Instance<T> {}

impl<T: KernelModule> Instance<T> {
    /// No object yet.
    pub const fn new() -> Instance<T> {
        Instance(UnsafeCell::new(None))
    }

    /// The body of the module's init function.
    ///
    /// # Safety
    ///
    /// Called once, by the kernel when it loads the module.
    pub unsafe fn init(&self) -> c_int {
        match T::init(&THIS_MODULE) {
            Ok(module) => {
                // SAFETY: Nobody else looks at the object before this has returned.
                unsafe { *self.0.get() = Some(module) };
                0
            }
            Err(error) => {
                check_tethers();
                error.to_errno()
            }
        }
    }

    /// The body of the module's exit function.
    ///
    /// # Safety
    ///
    /// Called once, by the kernel when it unloads the module, after `init()` has returned 0.
    pub unsafe fn exit(&self) {
        // SAFETY: init() has returned, and nobody else looks at the object.
        drop(unsafe { (*self.0.get()).take() });
        check_tethers();
    }
}

/// Says what the module is: its type, its name, its licence and what else `modinfo` shows, and its
/// parameters.
///
/// ```ignore
/// kmod::module! {
///     type: Hello,
///     name: "hello",
///     license: "GPL",
///     description: "Says hello",
///     authors: ["A. Author <author@example.org>"],
///     version: "1.0",
///     aliases: ["pci:v00001234d*"],
///     firmware: ["hello.bin"],
///     params: {
///         count: i32 = 3, 0o444, "How often";
///         label: [u8; 32] = "hello", 0o644, "What to say";
///     },
/// }
/// ```
///
/// `type`, `name` and `license` come first, in this order; everything else may be left out and has
/// any order. `author` and `alias` stand for a list of one. The type has the trait
/// [`KernelModule`](crate::module::KernelModule).
///
/// A parameter has a type, a value, the mode of its file in `/sys/module/NAME/parameters` (0: no
/// file) and a description. Types are `bool`, the integers of 8 to 64 bits, `isize`, `usize`, and
/// `[u8; N]`, a text of less than N bytes. Each is a [`Param`](crate::param::Param):
/// `params::count.get()`.
#[macro_export]
macro_rules! module {
    (type: $type:ty, name: $name:literal, license: $license:literal $(, $($rest:tt)*)?) => {
        const _: (&str, &str) = ($name, $license);
        $crate::module!(@rest [] $($($rest)*)?);

        const _: () = {
            static INSTANCE: $crate::module::Instance<$type> = $crate::module::Instance::new();

            #[unsafe(no_mangle)]
            extern "C" fn kmod_init() -> ::core::ffi::c_int {
                // SAFETY: The C part of the module calls this once, when it is loaded.
                unsafe { INSTANCE.init() }
            }

            #[unsafe(no_mangle)]
            extern "C" fn kmod_exit() {
                // SAFETY: The C part of the module calls this once, when it is unloaded.
                unsafe { INSTANCE.exit() }
            }
        };
    };

    (@rest [$($params:tt)*]) => {
        /// The module's parameters.
        #[allow(non_upper_case_globals, dead_code)]
        pub(crate) mod params {
            $crate::module!(@params $($params)*);
        }
    };
    (@rest [] params: { $($params:tt)* } $(, $($rest:tt)*)?) => {
        $crate::module!(@rest [@ $($params)*] $($($rest)*)?);
    };
    (@rest $params:tt description: $value:literal $(, $($rest:tt)*)?) => {
        $crate::module!(@text $value);
        $crate::module!(@rest $params $($($rest)*)?);
    };
    (@rest $params:tt version: $value:literal $(, $($rest:tt)*)?) => {
        $crate::module!(@text $value);
        $crate::module!(@rest $params $($($rest)*)?);
    };
    (@rest $params:tt author: $value:literal $(, $($rest:tt)*)?) => {
        $crate::module!(@text $value);
        $crate::module!(@rest $params $($($rest)*)?);
    };
    (@rest $params:tt alias: $value:literal $(, $($rest:tt)*)?) => {
        $crate::module!(@text $value);
        $crate::module!(@rest $params $($($rest)*)?);
    };
    (@rest $params:tt authors: [$($value:literal),* $(,)?] $(, $($rest:tt)*)?) => {
        $crate::module!(@text $($value)*);
        $crate::module!(@rest $params $($($rest)*)?);
    };
    (@rest $params:tt aliases: [$($value:literal),* $(,)?] $(, $($rest:tt)*)?) => {
        $crate::module!(@text $($value)*);
        $crate::module!(@rest $params $($($rest)*)?);
    };
    (@rest $params:tt firmware: [$($value:literal),* $(,)?] $(, $($rest:tt)*)?) => {
        $crate::module!(@text $($value)*);
        $crate::module!(@rest $params $($($rest)*)?);
    };
    (@rest $params:tt softdeps: [$($value:literal),* $(,)?] $(, $($rest:tt)*)?) => {
        $crate::module!(@text $($value)*);
        $crate::module!(@rest $params $($($rest)*)?);
    };
    (@rest [@ $($params:tt)*] params: $($rest:tt)*) => {
        ::core::compile_error!("module! has 'params' twice");
    };
    (@rest $params:tt $key:ident $($rest:tt)*) => {
        ::core::compile_error!(::core::concat!(
            "module! has no key '", ::core::stringify!($key), "', or another value for it"
        ));
    };

    (@text $($value:literal)*) => {
        const _: &[&str] = &[$($value),*];
    };

    (@params) => {};
    (@params @ $(
        $name:ident: $type:ty = $value:expr, $mode:literal, $description:literal;
    )*) => {
        $(
            #[doc = $description]
            #[unsafe(export_name = ::core::concat!("kmod_param_", ::core::stringify!($name)))]
            pub static $name: $crate::param::Param<$type> = {
                $crate::param::check_mode($mode);
                $crate::param::Param::<$type>::new($value)
            };
        )*
    };

    ($($any:tt)*) => {
        ::core::compile_error!("module! begins with 'type: TYPE, name: \"…\", license: \"…\"'");
    };
}
