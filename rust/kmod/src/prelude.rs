//! What most modules use: `use kmod::prelude::*;`

pub use crate::alloc::{
    Arc, Flags, GFP_ATOMIC, GFP_KERNEL, GFP_KERNEL_ACCOUNT, GFP_NOWAIT, KBox, KString, KVec,
};
pub use crate::error::*;
pub use crate::module::{KernelModule, THIS_MODULE, ThisModule};
pub use crate::sync::{Completion, Mutex, SpinLock, WaitQueue};
pub use crate::{
    new_mutex, new_spinlock, pr_alert, pr_cont, pr_crit, pr_debug, pr_emerg, pr_err, pr_info,
    pr_notice, pr_warn, printk, unsize,
};
pub use core::pin::Pin;
