//! Calls DPDK's inline functions and macros on plain memory: no huge pages, no device, no rte_eal_init().
#![allow(dead_code, non_camel_case_types, non_upper_case_globals, non_snake_case)]
mod bindings {
    include!(env!("BINDINGS"));
}

use bindings::{rte_bitmap_clear, rte_bitmap_get, rte_bitmap_init, rte_bitmap_scan, rte_bitmap_set, rte_ether_addr, rte_mbuf, rte_ring};
use std::alloc::{alloc_zeroed, Layout};
use std::ffi::c_void;
use std::mem::{size_of, zeroed};
use std::ptr::{addr_of, null_mut};

/// As large as told, and at the start of a cache line.
unsafe fn memory(size: usize) -> *mut u8 {
    alloc_zeroed(Layout::from_size_align(size, 64).unwrap())
}

unsafe fn numbers() {
    assert_eq!(bindings::rte_constant_bswap16(0x1234), 0x3412);
    assert_eq!(bindings::rte_arch_bswap64(0x0123_4567_89ab_cdef), 0xefcd_ab89_6745_2301);
    assert_eq!((bindings::rte_bsf32(0x50), bindings::rte_fls_u32(0x50), bindings::rte_log2_u64(1 << 40)), (4, 7, 40));
    assert_eq!((bindings::rte_is_power_of_2(64), bindings::rte_align32pow2(65)), (1, 128));
    assert_eq!(bindings::rte_align64prevpow2((1 << 40) + 1), 1 << 40);
    let r = bindings::rte_reciprocal_value(10);
    assert_eq!(bindings::rte_reciprocal_divide(12345, r), 1234);
    let (first, second) = (bindings::rte_rdtsc(), bindings::rte_rdtsc_precise());
    assert!(second > first);
}

/// Bob Jenkins' lookup3, on one word, in Rust.
fn jenkins(a: u32, initial: u32) -> u32 {
    let start = 0xdeadbeefu32.wrapping_add(4).wrapping_add(initial);
    let (mut a, mut b, mut c) = (start.wrapping_add(a), start, start);
    c = (c ^ b).wrapping_sub(b.rotate_left(14));
    a = (a ^ c).wrapping_sub(c.rotate_left(11));
    b = (b ^ a).wrapping_sub(a.rotate_left(25));
    c = (c ^ b).wrapping_sub(b.rotate_left(16));
    a = (a ^ c).wrapping_sub(c.rotate_left(4));
    b = (b ^ a).wrapping_sub(a.rotate_left(14));
    (c ^ b).wrapping_sub(b.rotate_left(24))
}

unsafe fn hashes() {
    for (word, initial) in [(0u32, 0), (1, 0), (0x12345678, 99)] {
        assert_eq!(bindings::rte_jhash_1word(word, initial), jenkins(word, initial));
        assert_eq!(bindings::rte_jhash(addr_of!(word).cast(), 4, initial), bindings::rte_jhash_32b(&word, 1, initial));
    }
    // CRC-32C of "123456789" is e3069283, with everything inverted before and after
    assert_eq!(!bindings::rte_hash_crc(c"123456789".as_ptr().cast(), 9, !0), 0xe306_9283);
}

unsafe fn addresses() {
    let mut a: rte_ether_addr = zeroed();
    assert_eq!(bindings::rte_is_zero_ether_addr(&a), 1);
    a.addr_bytes = [2, 0, 0, 0, 0, 7];
    assert_eq!(bindings::rte_is_unicast_ether_addr(&a), 1);
    assert_eq!(bindings::rte_is_local_admin_ether_addr(&a), 1);
    let mut b: rte_ether_addr = zeroed();
    bindings::rte_ether_addr_copy(&a, &mut b);
    assert_eq!((bindings::rte_is_same_ether_addr(&a, &b), b.addr_bytes[5]), (1, 7));
    b.addr_bytes = [0xff; 6];
    assert_eq!(bindings::rte_is_broadcast_ether_addr(&b), 1);
    assert_eq!(bindings::rte_is_valid_assigned_ether_addr(&b), 0);
}

unsafe fn bits() {
    let size = bindings::rte_bitmap_get_memory_footprint(1000);
    let map = rte_bitmap_init(1000, memory(size as usize), size);
    assert!(!map.is_null());
    rte_bitmap_set(map, 3);
    rte_bitmap_set(map, 999);
    assert!(rte_bitmap_get(map, 999) != 0 && rte_bitmap_get(map, 998) == 0);
    rte_bitmap_clear(map, 3);
    let (mut at, mut slab) = (0, 0);
    assert_eq!(rte_bitmap_scan(map, &mut at, &mut slab), 1);
    assert_eq!((at, slab), (960, 1 << 39));
}

unsafe fn locks() {
    let mut lock = zeroed();
    bindings::rte_spinlock_init(&mut lock);
    bindings::rte_spinlock_lock(&mut lock);
    assert_eq!((bindings::rte_spinlock_trylock(&mut lock), bindings::rte_spinlock_is_locked(&mut lock)), (0, 1));
    bindings::rte_spinlock_unlock(&mut lock);
    assert_eq!(bindings::rte_spinlock_is_locked(&mut lock), 0);
    let mut lock = zeroed();
    bindings::rte_rwlock_read_lock(&mut lock);
    assert_eq!((bindings::rte_rwlock_read_trylock(&mut lock), bindings::rte_rwlock_write_trylock(&mut lock)), (0, -16));
    let mut count = zeroed();
    bindings::rte_atomic64_init(&mut count);
    assert_eq!(bindings::rte_atomic64_add_return(&mut count, 1 << 40), 1 << 40);
    assert_eq!((bindings::rte_atomic64_dec_and_test(&mut count), bindings::rte_atomic64_read(&mut count)), (0, (1 << 40) - 1));
    bindings::rte_mb();
    bindings::rte_pause();
}

unsafe fn ring() {
    let size = bindings::rte_ring_get_memsize(8);
    let ring: *mut rte_ring = memory(size as usize).cast();
    assert_eq!(bindings::rte_ring_init(ring, c"ring".as_ptr(), 8, 0), 0);
    assert_eq!((bindings::rte_ring_empty(ring), bindings::rte_ring_get_capacity(ring)), (1, 7));
    for i in 1..=7usize {
        assert_eq!(bindings::rte_ring_enqueue(ring, i as *mut c_void), 0);
    }
    assert_eq!(bindings::rte_ring_enqueue(ring, 8 as *mut c_void), -105); // ENOBUFS
    assert_eq!((bindings::rte_ring_full(ring), bindings::rte_ring_count(ring)), (1, 7));
    let mut object = null_mut();
    assert_eq!((bindings::rte_ring_dequeue(ring, &mut object), object as usize), (0, 1));
    let (mut several, mut left) = ([null_mut(); 8], 0);
    assert_eq!(bindings::rte_ring_dequeue_burst(ring, several.as_mut_ptr(), 4, &mut left), 4);
    assert_eq!((several.map(|o| o as usize), left), ([2, 3, 4, 5, 0, 0, 0, 0], 2));
    assert_eq!(bindings::rte_ring_enqueue_bulk(ring, several.as_ptr(), 4, &mut left), 4);
    assert_eq!((bindings::rte_ring_free_count(ring), left), (1, 1));
}

unsafe fn packet() {
    const ROOM: u16 = 2048;
    let m: *mut rte_mbuf = memory(size_of::<rte_mbuf>() + ROOM as usize).cast();
    (*m).buf_addr = m.add(1).cast();
    (*m).buf_len = ROOM;
    (*m).nb_segs = 1;
    bindings::rte_mbuf_refcnt_set(m, 1);
    bindings::rte_pktmbuf_reset_headroom(m);
    let data = bindings::rte_pktmbuf_append(m, 60);
    assert_eq!(data as usize - (*m).buf_addr as usize, bindings::rte_pktmbuf_headroom(m) as usize);
    assert_eq!(bindings::rte_pktmbuf_tailroom(m), ROOM - 128 - 60);
    assert_eq!(bindings::rte_pktmbuf_prepend(m, 14), data.sub(14));
    assert_eq!(bindings::rte_pktmbuf_adj(m, 4), data.sub(10));
    assert_eq!(bindings::rte_pktmbuf_trim(m, 20), 0);
    assert_eq!((bindings::rte_pktmbuf_pkt_len(m), bindings::rte_pktmbuf_data_len(m)), (50, 50));
    assert!(bindings::rte_pktmbuf_append(m, ROOM).is_null());
    assert_eq!(bindings::rte_mbuf_refcnt_update(m, 2), 3);
    bindings::rte_memcpy(data.cast(), c"frame".as_ptr().cast(), 5);
    assert_eq!(std::slice::from_raw_parts(data.cast::<u8>(), 6), b"frame\0");
}

fn main() {
    unsafe {
        numbers();
        hashes();
        addresses();
        bits();
        locks();
        ring();
        packet();
    }
}
