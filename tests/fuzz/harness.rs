// What the generated Rust of every seed needs, without std: bytes in and out, and where a panic goes.

extern "C" {
    fn harness_panic(file: *const u8, length: u32, line: u32) -> !;
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let (file, line) = match info.location() {
        Some(place) => (place.file(), place.line()),
        None => ("?", 0),
    };
    unsafe { harness_panic(file.as_ptr(), file.len() as u32, line) }
}

// Debian's core for the host is built with unwinding and names this; nothing unwinds here.
#[no_mangle]
pub extern "C" fn rust_eh_personality() {}

/// The `bits` wide unsigned integer, in the machine's byte order, `offset` bytes behind `p`.
pub unsafe fn load(p: *const u8, offset: usize, bits: u32) -> u64 {
    let p = p.add(offset);
    match bits {
        16 => (p as *const u16).read_unaligned() as u64,
        32 => (p as *const u32).read_unaligned() as u64,
        _ => (p as *const u64).read_unaligned(),
    }
}

/// Stores what `load` reads.
pub unsafe fn store(p: *mut u8, offset: usize, bits: u32, v: u64) {
    let p = p.add(offset);
    match bits {
        16 => (p as *mut u16).write_unaligned(v as u16),
        32 => (p as *mut u32).write_unaligned(v as u32),
        _ => (p as *mut u64).write_unaligned(v),
    }
}
