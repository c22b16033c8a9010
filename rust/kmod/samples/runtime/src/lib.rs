//! The core of the runtime crate, used in the kernel: `init` fails if something is not as it should
//! be, and prints messages of all kinds.

#![no_std]
#![deny(unsafe_code)]

use core::fmt;
use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use kmod::alloc::{__GFP_NOWARN, __GFP_ZERO, GFP_DMA};
use kmod::error::*;
use kmod::prelude::*;

kmod::module! {
    type: Runtime,
    name: "runtime",
    license: "GPL",
    description: "Tests the core of the runtime crate",
    authors: ["The braze authors"],
    params: {
        flag: bool = true, 0o644, "a flag";
        tiny: i8 = -100, 0o644, "a tiny number";
        byte: u8 = 200, 0o644, "a byte";
        small: i16 = -3, 0o644, "a small number";
        number: i32 = -70000, 0o644, "a number";
        word: u16 = 65535, 0o644, "a word";
        natural: u32 = 4294967295, 0o644, "a natural number";
        long: i64 = -9223372036854775807, 0o644, "a long number";
        offset: isize = -1, 0o644, "an offset";
        wide: u64 = 9223372036854775808, 0o644, "a wide number";
        size: usize = 4096, 0o444, "a size";
        label: [u8; 16] = "text", 0o644, "a text";
    },
}

static LIVE: AtomicUsize = AtomicUsize::new(0);
static COUNT: Mutex<u64> = new_mutex!(0);
static NAMED: SpinLock<[u8; 3]> = new_spinlock!([1, 2, 3], "named");
static QUEUE: WaitQueue = WaitQueue::new();

/// Counts itself.
#[derive(Debug, PartialEq)]
struct Counted(usize);

impl Counted {
    fn new(n: usize) -> Counted {
        LIVE.fetch_add(1, Relaxed);
        Counted(n)
    }
}

impl Clone for Counted {
    fn clone(&self) -> Counted {
        Counted::new(self.0)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Relaxed);
    }
}

macro_rules! check {
    ($what:expr) => {
        if !$what {
            pr_err!("failed at line {}: {}\n", line!(), stringify!($what));
            return Err(EINVAL);
        }
    };
}

fn vectors() -> Result {
    let mut v = KVec::new();
    for n in 0..1000 {
        v.push(Counted::new(n), GFP_KERNEL)?;
    }
    check!(v.len() == 1000 && v.capacity() >= 1000 && v[999].0 == 999);
    check!(v.pop().map(|c| c.0) == Some(999));
    v.insert(0, Counted::new(7), GFP_KERNEL)?;
    v.insert(5, Counted::new(8), GFP_KERNEL)?;
    check!(v.insert(5000, Counted::new(8), GFP_KERNEL) == Err(EINVAL));
    check!(v[0].0 == 7 && v[1].0 == 0 && v[5].0 == 8 && v[6].0 == 4);
    check!(v.remove(5)?.0 == 8 && v.remove(5000).is_err());
    check!(v.swap_remove(0)?.0 == 7 && v[0].0 == 998);
    v.retain(|c| c.0 % 2 == 0);
    check!(v.len() == 500 && LIVE.load(Relaxed) == 500);
    check!(v.iter().map(|c| c.0).sum::<usize>() == (0..1000).step_by(2).sum());
    let w = v.try_clone(GFP_KERNEL)?;
    check!(v == w && LIVE.load(Relaxed) == 1000);
    let mut i = w.into_iter();
    check!(
        i.next().is_some()
            && i.next_back().is_some()
            && i.len() == 498
            && i.as_slice().len() == 498
    );
    drop(i);
    check!(LIVE.load(Relaxed) == 500);
    v.truncate(10);
    v.resize(20, Counted::new(1), GFP_KERNEL)?;
    check!(LIVE.load(Relaxed) == 20);
    v.resize(3, Counted::new(1), GFP_KERNEL)?;
    v.extend_from_slice(&[Counted::new(5), Counted::new(6)], GFP_KERNEL)?;
    check!(LIVE.load(Relaxed) == 5);
    check!(v.extend((0..9).map(Counted::new), GFP_KERNEL).is_ok() && v.len() == 14);
    drop(v);
    check!(LIVE.load(Relaxed) == 0);

    // Nothing that has a size of 0 needs memory, and there may be any number.
    let mut z = KVec::<()>::with_capacity(usize::MAX, GFP_KERNEL)?;
    z.resize(1_000_000, (), GFP_KERNEL)?;
    check!(z.len() == 1_000_000 && z.pop().is_some() && z.into_iter().count() == 999_999);

    // Too much, and far too much.
    check!(KVec::<u8>::with_capacity(usize::MAX, GFP_KERNEL).err() == Some(ENOMEM));
    check!(KVec::<u64>::with_capacity(usize::MAX / 8 + 1, GFP_KERNEL).err() == Some(ENOMEM));
    check!(KVec::<u8>::with_capacity(5 << 20, GFP_KERNEL).err() == Some(ENOMEM));
    check!(KVec::<u8>::with_capacity(1 << 62, GFP_ATOMIC).err() == Some(ENOMEM));
    let mut v = KVec::from_elem(9u8, 4096, GFP_KERNEL)?;
    check!(v.reserve(usize::MAX, GFP_KERNEL) == Err(ENOMEM) && v.len() == 4096 && v[4095] == 9);
    check!(v.reserve(usize::MAX - 4096, GFP_KERNEL) == Err(ENOMEM));
    v.reserve_exact(10, GFP_KERNEL)?;
    v.spare_capacity_mut()[0].write(3);
    check!(v.iter().all(|&b| b == 9) && v == [9u8; 4096]);
    check!(KVec::from_iter(1..=3, GFP_NOWAIT)? == [1, 2, 3]);
    Ok(())
}

/// Larger than what kmalloc() aligns without a word.
#[repr(align(512))]
struct Aligned([u8; 3]);

trait Shape: fmt::Debug {
    fn area(&self) -> u64;
}

#[derive(Debug)]
struct Square(u64, #[allow(dead_code)] Counted);

impl Shape for Square {
    fn area(&self) -> u64 {
        self.0 * self.0
    }
}

#[derive(Debug)]
struct Nothing;

impl Shape for Nothing {
    fn area(&self) -> u64 {
        0
    }
}

fn boxes() -> Result {
    let b = KBox::new(Counted::new(4), GFP_KERNEL)?;
    check!(b.0 == 4 && LIVE.load(Relaxed) == 1);
    let c = KBox::into_inner(b);
    check!(c.0 == 4 && LIVE.load(Relaxed) == 1);
    drop(c);
    for _ in 0..20 {
        let a = KBox::new(Aligned([1, 2, 3]), GFP_KERNEL)?;
        check!((&raw const *a).addr() % 512 == 0 && a.0[2] == 3);
        let mut v = KVec::new();
        for _ in 0..7 {
            v.push(Aligned([5; 3]), GFP_KERNEL)?;
            check!(v.as_ptr().addr() % 512 == 0);
        }
    }
    let shapes: [KBox<dyn Shape>; 2] = [
        kmod::unsize!(
            KBox::new(Square(3, Counted::new(0)), GFP_KERNEL)?,
            dyn Shape
        ),
        kmod::unsize!(KBox::new(Nothing, GFP_KERNEL)?, dyn Shape),
    ];
    check!(shapes.iter().map(|s| s.area()).sum::<u64>() == 9 && LIVE.load(Relaxed) == 1);
    pr_info!("{shapes:?}\n");
    drop(shapes);
    check!(LIVE.load(Relaxed) == 0);
    let big = KBox::<[u64; 10_000]>::new_uninit(GFP_KERNEL | __GFP_ZERO | __GFP_NOWARN)?;
    check!(size_of_val(&*big) == 80_000);
    let mut pinned = KBox::pin(Counted::new(3), GFP_KERNEL)?;
    pinned.set(Counted::new(4));
    check!(pinned.0 == 4 && LIVE.load(Relaxed) == 1);
    drop(pinned);
    check!(KBox::<[u8; 6 << 20]>::new_uninit(GFP_KERNEL).err() == Some(ENOMEM));
    let s = KString::from_fmt(format_args!("{}-{:>4}", "a", 12), GFP_KERNEL)?;
    check!(s == "a-  12" && s.as_c_str() == c"a-  12" && s.len() == 6);
    let mut t = KString::new();
    check!(t == "" && t.as_c_str() == c"");
    check!(t.push_str("a\0b", GFP_KERNEL) == Err(EINVAL) && t == "");
    t.push_str("one", GFP_KERNEL)?;
    check!(t.push_fmt(format_args!(" two {}", '\0'), GFP_KERNEL) == Err(EINVAL) && t == "one");
    check!(t.as_c_str() == c"one");
    t.clear();
    t.push_fmt(format_args!("{:?}", [1, 2]), GFP_ATOMIC)?;
    check!(t == "[1, 2]" && t.as_c_str().count_bytes() == 6);
    check!(
        GFP_KERNEL.contains(GFP_KERNEL)
            && !GFP_NOWAIT.contains(GFP_KERNEL)
            && GFP_DMA != GFP_KERNEL
    );
    Ok(())
}

fn errors() -> Result {
    check!(
        Error::from_errno(-12) == ENOMEM
            && ENOMEM.to_errno() == -12
            && ENOMEM.name() == Some("ENOMEM")
    );
    check!(to_result(0).is_ok() && to_result(5).is_ok() && to_result(-22) == Err(EINVAL));
    check!(to_number(5) == Ok(5) && to_number(-5) == Err(EIO));
    check!(
        from_err_ptr(EBUSY.to_ptr::<u8>()) == Err(EBUSY)
            && from_err_ptr(core::ptr::null_mut::<u8>()).is_ok()
    );
    check!(from_result::<i32>(Err(ENOTTY)) == -25 && from_result(Ok(70000i64)) == 70000);
    check!(Error::from_errno(-4096) == EINVAL && Error::from_errno(3) == EINVAL);
    check!("x".parse::<u8>().map_err(Error::from) == Err(EINVAL));
    check!(size_of::<Result>() == 4);
    let mut text = KString::new();
    text.push_fmt(
        format_args!(
            "{EPROBE_DEFER} {:>6}|{:?}|{}",
            EIO,
            EAGAIN,
            Error::from_errno(-600)
        ),
        GFP_KERNEL,
    )?;
    check!(text == "EPROBE_DEFER    EIO|EAGAIN|error 600");
    Ok(())
}

fn locks() -> Result {
    *COUNT.lock() += 1;
    {
        let first = COUNT.lock_interruptible()?;
        check!(*first == 1 && COUNT.try_lock().is_none());
    }
    check!(COUNT.lock_killable().is_ok() && COUNT.try_lock().is_some());
    NAMED.lock()[1] = 9;
    {
        let first = NAMED.lock_irqsave();
        check!(*first == [1, 9, 3] && NAMED.try_lock().is_none());
    }

    // Moved while it is nobody's.
    let mut here = new_mutex!(Counted::new(1));
    check!(here.lock().0 == 1);
    let there = KBox::new(here, GFP_KERNEL)?;
    check!(there.lock().0 == 1);
    here = KBox::into_inner(there);
    check!(here.lock().0 == 1 && here.get_mut().0 == 1);
    // A guard that is never dropped keeps it locked, until it is moved: then nobody else has it.
    core::mem::forget(here.lock());
    check!(here.try_lock().is_none());
    let there = KBox::new(here, GFP_KERNEL)?;
    check!(there.try_lock().is_some());
    drop(there);
    check!(LIVE.load(Relaxed) == 0);
    let a: &Mutex<[u8]> = &new_mutex!([1, 2, 3]);
    check!(a.lock().len() == 3);

    let done = Completion::new();
    check!(!done.is_done() && !done.wait_timeout(5));
    done.complete();
    check!(done.is_done() && done.wait_timeout(5) && !done.is_done());
    done.complete_all();
    done.wait();
    done.wait_interruptible()?;
    QUEUE.wait_interruptible(|| true)?;
    QUEUE.wake_all();
    pr_info!("{COUNT:?} {NAMED:?}\n");
    Ok(())
}

struct Long;

impl fmt::Display for Long {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (0..600).try_for_each(|n| write!(f, "{n} "))
    }
}

struct Runtime;

impl KernelModule for Runtime {
    fn init(module: &'static ThisModule) -> Result<Self> {
        check!(module.name() == c"runtime");
        pr_info!(
            "{} {} {} {} {} {} {} {} {} {} {} {:?}\n",
            params::flag.get(),
            params::tiny.get(),
            params::byte.get(),
            params::small.get(),
            params::word.get(),
            params::number.get(),
            params::natural.get(),
            params::long.get(),
            params::offset.get(),
            params::wide.get(),
            params::size.get(),
            params::label.get()
        );
        pr_emerg!("emerg\n");
        pr_alert!("alert\n");
        pr_crit!("crit\n");
        pr_err!("err\n");
        pr_warn!("warn\n");
        pr_notice!("notice\n");
        pr_debug!("debug {}\n", 1);
        printk!(kmod::print::Level::Info, "without a name\n");
        pr_info!("begun");
        pr_cont!(", gone on");
        pr_cont!(", ended\n");
        pr_info!("two\nlines\n");
        pr_info!("a\0b\x01c ü\n");
        pr_info!("{Long}end\n");
        printk!(kmod::print::Level::Info, "\x010 no level\n");
        vectors()?;
        boxes()?;
        errors()?;
        locks()?;
        params::number.set(5);
        pr_info!("all is well\n");
        Ok(Runtime)
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        pr_info!("goodbye {}\n", params::number.get());
    }
}
