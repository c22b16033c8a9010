//! What `memory.rs` and `containers.rs` both have in the places of the crate's own `error` and of the kernel's constants.

#![allow(non_camel_case_types, non_upper_case_globals)]

/// As many of the runtime crate's errors as memory has.
pub mod error {
    pub type Result<T = (), E = Error> = core::result::Result<T, E>;
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Error(u8);
    pub const EINVAL: Error = Error(22);
    pub const ENOMEM: Error = Error(12);
    impl From<core::alloc::LayoutError> for Error {
        fn from(_: core::alloc::LayoutError) -> Error {
            ENOMEM
        }
    }
}

/// C's `gfp_t`.
pub type gfp_t = u32;
pub const ARCH_KMALLOC_MINALIGN: usize = 8;
pub const KMALLOC_MAX_SIZE: usize = 4 << 20;

macro_rules! flags {
    ($($name:ident)*) => { $(pub const $name: gfp_t = 1;)* };
}
flags! {
    GFP_KERNEL GFP_KERNEL_ACCOUNT GFP_ATOMIC GFP_NOWAIT GFP_NOIO GFP_NOFS GFP_USER GFP_DMA __GFP_ZERO __GFP_NOWARN
    __GFP_NORETRY __GFP_RETRY_MAYFAIL __GFP_ACCOUNT __GFP_HIGH __GFP_NOMEMALLOC
}
