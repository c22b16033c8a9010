//! KVec, KBox and KString against std's, on a `krealloc()` that always moves, aligns no more than the kernel promises,
//! and fails when it is told to: `rustc --edition 2024 --test memory.rs`.

#![allow(dead_code, non_upper_case_globals, unused_imports)]

extern crate self as bindings;

#[path = "../src/alloc.rs"]
mod alloc;
#[path = "../src/arc.rs"]
mod arc;
#[path = "../src/kbox.rs"]
mod kbox;
#[path = "../src/kstring.rs"]
mod kstring;
#[path = "../src/kvec.rs"]
mod kvec;

mod stand_in;
pub use stand_in::*;

use std::alloc::Layout;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ffi::c_void;

thread_local! {
    /// What is allocated: the address that was given out, where std's memory begins, and its layout.
    static LIVE: RefCell<HashMap<usize, (usize, Layout, usize)>> = RefCell::default();
    /// So many more allocations succeed.
    static LEFT: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// As the kernel's before 6.12: powers of two are aligned to themselves, all else to 8, and to nothing more.
///
/// # Safety
///
/// As the kernel's.
pub unsafe fn krealloc(old: *const c_void, size: usize, _: gfp_t) -> *mut c_void {
    assert!(
        size > 0 && size <= KMALLOC_MAX_SIZE,
        "the kernel would warn about {size} bytes"
    );
    match LEFT.get() {
        0 => return std::ptr::null_mut(),
        left => LEFT.set(left - 1),
    }
    let align = if size.is_power_of_two() {
        size.max(8)
    } else {
        8
    };
    let layout = Layout::from_size_align(size + 2 * align, 2 * align).unwrap();
    // SAFETY: The layout has a size.
    let start = unsafe { std::alloc::alloc(layout) };
    assert!(!start.is_null());
    // SAFETY: There are so many bytes, and the size behind them.
    let new = unsafe { start.add(align) };
    // SAFETY: As above.
    unsafe { new.write_bytes(0xa5, size) };
    if !old.is_null() {
        let (_, _, old_size) = LIVE.with_borrow(|live| live[&old.addr()]);
        // SAFETY: Both have so many bytes.
        unsafe { new.copy_from(old.cast(), old_size.min(size)) };
        // SAFETY: It is there, and nobody uses it afterwards.
        unsafe { kfree(old.cast_mut()) };
    }
    LIVE.with_borrow_mut(|live| live.insert(new.addr(), (start.expose_provenance(), layout, size)));
    new.cast()
}

/// Only what was allocated can be freed, and once.
///
/// # Safety
///
/// As the kernel's.
pub unsafe fn kfree(memory: *mut c_void) {
    let (start, layout, size) = LIVE
        .with_borrow_mut(|live| live.remove(&memory.addr()))
        .expect("freed what is not there");
    // SAFETY: It has so many bytes.
    unsafe { memory.cast::<u8>().write_bytes(0x5a, size) };
    // SAFETY: This is where it began, and its layout.
    unsafe { std::alloc::dealloc(std::ptr::with_exposed_provenance_mut(start), layout) };
}

#[cfg(test)]
mod tests {
    use super::alloc::{GFP_KERNEL, KBox, KString, KVec};
    use super::error::{EINVAL, ENOMEM};
    use super::{LEFT, LIVE};
    use crate::unsize;
    use std::collections::hash_map::RandomState;
    use std::hash::BuildHasher;
    use std::rc::Rc;

    /// Runs `body` with every number of allocations that succeed, until it needs no more; nothing may be left.
    fn with_faults<T>(mut body: impl FnMut() -> Result<T, super::error::Error>) {
        for left in 0.. {
            LEFT.set(left);
            let result = body();
            LEFT.set(usize::MAX);
            LIVE.with_borrow(|live| assert!(live.is_empty(), "{} left", live.len()));
            match result {
                Ok(_) => return,
                Err(error) => assert_eq!(error, ENOMEM),
            }
        }
    }

    struct Random(u64);

    impl Random {
        fn below(&mut self, n: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 % n as u64) as usize
        }
    }

    /// One random step on both vectors; what fails leaves the vector as it was.
    fn step(random: &mut Random, vector: &mut KVec<Rc<usize>>, model: &mut Vec<Rc<usize>>) {
        let fails = random.below(4) == 0;
        LEFT.set(if fails { 0 } else { usize::MAX });
        let value = Rc::new(random.below(1000));
        let index = random.below(model.len() + 2);
        match random.below(12) {
            0..=2 => {
                if vector.push(value.clone(), GFP_KERNEL).is_ok() {
                    model.push(value);
                }
            }
            3 => assert_eq!(vector.pop(), model.pop()),
            4 => match vector.insert(index, value.clone(), GFP_KERNEL) {
                Ok(()) => model.insert(index, value),
                Err(EINVAL) => assert!(index > model.len()),
                Err(_) => assert!(fails),
            },
            5 => match vector.remove(index) {
                Ok(value) => assert_eq!(value, model.remove(index)),
                Err(_) => assert!(index >= model.len()),
            },
            6 => match vector.swap_remove(index) {
                Ok(value) => assert_eq!(value, model.swap_remove(index)),
                Err(_) => assert!(index >= model.len()),
            },
            7 => {
                let values: Vec<_> = (0..random.below(9)).map(Rc::new).collect();
                match vector.extend_from_slice(&values, GFP_KERNEL) {
                    Ok(()) => model.extend_from_slice(&values),
                    Err(_) => assert!(fails),
                }
            }
            8 => {
                vector.truncate(index);
                model.truncate(index);
            }
            9 => {
                vector.retain(|value| **value % 3 != 0);
                model.retain(|value| **value % 3 != 0);
            }
            10 => match vector.resize(index, value.clone(), GFP_KERNEL) {
                Ok(()) => model.resize(index, value),
                Err(_) => assert!(fails),
            },
            _ => match vector.try_clone(GFP_KERNEL) {
                Ok(clone) => {
                    let mut ends = clone.into_iter();
                    let mut expected = model.clone().into_iter();
                    for _ in 0..random.below(5) {
                        assert_eq!(ends.next(), expected.next());
                        assert_eq!(ends.next_back(), expected.next_back());
                        assert_eq!(ends.as_slice(), expected.as_slice());
                    }
                }
                Err(_) => assert!(fails),
            },
        }
        LEFT.set(usize::MAX);
        assert_eq!(vector[..], model[..]);
        assert!(vector.len() <= vector.capacity());
    }

    #[test]
    fn vectors_do_what_std_does() {
        let seed = RandomState::new().hash_one(1) | 1;
        println!("seed {seed}");
        let mut random = Random(seed);
        for _ in 0..200 {
            let (mut vector, mut model) = (KVec::new(), Vec::new());
            for _ in 0..200 {
                step(&mut random, &mut vector, &mut model);
            }
            let kept = model.first().cloned();
            drop((vector, model));
            kept.inspect(|value| assert_eq!(Rc::strong_count(value), 1));
            LIVE.with_borrow(|live| assert!(live.is_empty()));
        }
    }

    #[test]
    fn values_are_aligned() {
        macro_rules! aligned {
            ($($align:literal)*) => {
                $({
                    #[repr(align($align))]
                    #[derive(Clone)]
                    struct Aligned(#[allow(dead_code)] u8);
                    with_faults(|| {
                        let mut vector = KVec::new();
                        for n in 0..20 {
                            vector.push(Aligned(n), GFP_KERNEL)?;
                            assert_eq!(vector.as_ptr().addr() % $align, 0);
                        }
                        let boxed = KBox::new(Aligned(1), GFP_KERNEL)?;
                        assert_eq!((&raw const *boxed).addr() % $align, 0);
                        Ok(())
                    });
                })*
            };
        }
        aligned!(1 2 4 8 16 64 512 4096);
    }

    #[test]
    fn what_has_no_size_needs_no_memory() {
        LEFT.set(0);
        let mut vector = KVec::with_capacity(usize::MAX, GFP_KERNEL).unwrap();
        vector.resize(1000, (), GFP_KERNEL).unwrap();
        vector.push((), GFP_KERNEL).unwrap();
        assert_eq!(vector.remove(1000), Ok(()));
        assert_eq!(vector.into_iter().rev().count(), 1000);
        KBox::into_inner(KBox::new((), GFP_KERNEL).unwrap());
        drop(unsize!(
            KBox::new((), GFP_KERNEL).unwrap(),
            dyn std::fmt::Debug
        ));
        LEFT.set(usize::MAX);
    }

    #[test]
    fn too_much_is_an_error() {
        let mut vector = KVec::from_elem(1u32, 10, GFP_KERNEL).unwrap();
        for additional in [
            usize::MAX,
            isize::MAX as usize,
            usize::MAX / 4,
            usize::MAX / 4 - 9,
            1 << 20,
            (1 << 20) - 9,
        ] {
            assert_eq!(vector.reserve(additional, GFP_KERNEL), Err(ENOMEM));
            assert_eq!(vector.reserve_exact(additional, GFP_KERNEL), Err(ENOMEM));
        }
        vector.reserve_exact((1 << 20) - 10, GFP_KERNEL).unwrap();
        assert_eq!((vector.capacity(), &vector[..]), (1 << 20, &[1; 10][..]));
        // Twice as much is more than there can be, but one more is not.
        let mut vector = KVec::from_elem(1u8, 3 << 20, GFP_KERNEL).unwrap();
        vector.push(1, GFP_KERNEL).unwrap();
        assert_eq!(vector.capacity(), (3 << 20) + 1);
        assert!(KBox::<[u8; 5 << 20]>::new_uninit(GFP_KERNEL).is_err());
    }

    #[test]
    fn faults_leave_nothing() {
        with_faults(|| {
            let mut names = KVec::new();
            for n in 0..20 {
                let mut name = KString::from_str("name", GFP_KERNEL)?;
                let text = format_args!("-{n:>9} {:?}", [n; 5]).to_string();
                let before = name.as_str().to_owned();
                if let Err(error) = name.push_fmt(format_args!("-{n:>9} {:?}", [n; 5]), GFP_KERNEL)
                {
                    assert_eq!(name, *before);
                    return Err(error);
                }
                assert_eq!(name, *(before + &text));
                assert_eq!(name.as_c_str().to_bytes(), name.as_str().as_bytes());
                names.push(KBox::new((n, name), GFP_KERNEL)?, GFP_KERNEL)?;
            }
            let shared = super::arc::Arc::new(names, GFP_KERNEL)?;
            let other = shared.clone();
            drop(shared);
            assert_eq!(other.len(), 20);
            let trait_object = unsize!(KBox::new(other, GFP_KERNEL)?, dyn Shape);
            assert_eq!(trait_object.area(), 20);
            Ok(())
        });
    }

    trait Shape {
        fn area(&self) -> usize;
    }

    impl<T> Shape for super::arc::Arc<KVec<T>> {
        fn area(&self) -> usize {
            self.len()
        }
    }

    #[test]
    fn texts_have_no_nul() {
        let mut text = KString::from_str("ab", GFP_KERNEL).unwrap();
        assert_eq!(text.push_str("c\0", GFP_KERNEL), Err(EINVAL));
        assert_eq!(
            text.push_fmt(format_args!("{}{}", "cd", '\0'), GFP_KERNEL),
            Err(EINVAL)
        );
        assert_eq!((text.as_str(), text.as_c_str()), ("ab", c"ab"));
        text.clear();
        assert_eq!((text.as_str(), text.as_c_str()), ("", c""));
        assert_eq!(
            text.push_fmt(format_args!("{}{}", "cd", '\0'), GFP_KERNEL),
            Err(EINVAL)
        );
        assert_eq!((text.as_str(), text.as_c_str()), ("", c""));
        assert!(KString::from_str("", GFP_KERNEL).unwrap() == "");
    }
}
