//! What a kernel module in Rust is made of.
//!
//! ```ignore
//! #![no_std]
//!
//! use kmod::prelude::*;
//!
//! kmod::module! {
//!     type: Hello,
//!     name: "hello",
//!     license: "GPL",
//!     params: {
//!         count: u32 = 3, 0o444, "How many numbers";
//!     },
//! }
//!
//! struct Hello {
//!     numbers: KVec<u32>,
//! }
//!
//! impl KernelModule for Hello {
//!     fn init(_: &'static ThisModule) -> Result<Self> {
//!         let mut numbers = KVec::new();
//!         for n in 0..params::count.get() {
//!             numbers.push(n, GFP_KERNEL)?;
//!         }
//!         pr_info!("made {} numbers\n", numbers.len());
//!         Ok(Hello { numbers })
//!     }
//! }
//!
//! impl Drop for Hello {
//!     fn drop(&mut self) {
//!         pr_info!("they were {:?}\n", self.numbers);
//!     }
//! }
//! ```
//!
//! The crate needs a kernel's headers, of 6.1 or later, and no support for Rust in that kernel. The
//! crate `bindings`, which it calls, has the kernel's own types, functions and macros: whatever is
//! missing here can be called there.
//!
//! What is safe to call keeps memory safe, whatever the caller does. It does not keep a module from
//! sleeping in an interrupt, from deadlocks, nor from leaking memory. Above all:
//!
//! - A panic ends the process that is running, as `BUG()` does. Nothing is unwound: what it had
//!   locked stays locked.
//! - When the module is unloaded, the value that [`KernelModule::init`] gave is dropped, and with it
//!   all that it holds. Statics are not dropped: what they hold is lost, or a `BUG()` if the kernel
//!   would still call it ([`Tether`]).
//!
//! [`KernelModule::init`]: module::KernelModule::init
//! [`Tether`]: module::Tether

#![no_std]
#![deny(missing_docs, unsafe_op_in_unsafe_fn)]

pub mod alloc;
mod arc;
mod completion;
pub mod error;
pub mod file;
pub mod io;
pub mod ioctl;
mod kbox;
mod kstring;
mod kvec;
pub mod list;
pub mod miscdev;
pub mod module;
mod mutex;
mod panic;
pub mod param;
pub mod prelude;
pub mod print;
pub mod proc;
pub mod random;
pub mod rbtree;
mod spinlock;
pub mod sync;
pub mod sysctl;
pub mod uaccess;
mod wait;

pub use bindings;
