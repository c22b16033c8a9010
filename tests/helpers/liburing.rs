//! Calls liburing's inline functions. First with queues in plain memory, which needs nothing of the kernel: what the functions
//! put there, and what they take out, is looked at. Then, where the kernel has a ring for us, this file is opened and read
//! through it, and is what `std::fs` reads.
#![allow(dead_code, non_camel_case_types, non_upper_case_globals)]
include!(env!("BINDINGS"));

use std::ffi::CString;
use std::mem::zeroed;
use std::ptr::{addr_of_mut, null_mut};

const ENTRIES: usize = 4;
const O_RDONLY: i32 = 0;

/// What the kernel would share with us. Nothing moves as long as the ring points to it.
struct Memory {
    ring: io_uring,
    sq_head: u32,
    sq_flags: u32,
    cq_head: u32,
    cq_tail: u32,
    cq_flags: u32,
    sqes: [io_uring_sqe; ENTRIES],
    cqes: [io_uring_cqe; ENTRIES],
}

unsafe fn memory() -> Box<Memory> {
    let mut m: Box<Memory> = Box::new(zeroed());
    m.ring.sq.khead = addr_of_mut!(m.sq_head);
    m.ring.sq.kflags = addr_of_mut!(m.sq_flags);
    m.ring.sq.sqes = m.sqes.as_mut_ptr();
    m.ring.sq.ring_entries = ENTRIES as u32;
    m.ring.sq.ring_mask = ENTRIES as u32 - 1;
    m.ring.cq.khead = addr_of_mut!(m.cq_head);
    m.ring.cq.ktail = addr_of_mut!(m.cq_tail);
    m.ring.cq.kflags = addr_of_mut!(m.cq_flags);
    m.ring.cq.cqes = m.cqes.as_mut_ptr();
    m.ring.cq.ring_entries = ENTRIES as u32;
    m.ring.cq.ring_mask = ENTRIES as u32 - 1;
    m
}

unsafe fn submission(m: &mut Memory) {
    let ring = addr_of_mut!(m.ring);
    let mut buffer = [0u8; 32];
    let name = CString::new("name").unwrap();

    let read = io_uring_get_sqe(ring);
    assert_eq!(read, m.sqes.as_mut_ptr());
    io_uring_prep_read(read, 7, buffer.as_mut_ptr().cast(), 32, 1 << 40);
    io_uring_sqe_set_data64(read, u64::MAX - 1);
    io_uring_sqe_set_flags(read, IOSQE_IO_LINK | IOSQE_ASYNC);
    assert_eq!(u32::from((*read).opcode), io_uring_op_IORING_OP_READ);
    assert_eq!(u32::from((*read).flags), IOSQE_IO_LINK | IOSQE_ASYNC);
    assert_eq!(((*read).fd, (*read).len, (*read).user_data), (7, 32, u64::MAX - 1));
    assert_eq!((*read).__bindgen_anon_1.off, 1 << 40);
    assert_eq!((*read).__bindgen_anon_2.addr, buffer.as_ptr() as u64);

    let open = io_uring_get_sqe(ring);
    assert_eq!(open, m.sqes.as_mut_ptr().add(1));
    io_uring_prep_openat(open, AT_FDCWD, name.as_ptr(), 0o1102, 0o640);
    assert_eq!(u32::from((*open).opcode), io_uring_op_IORING_OP_OPENAT);
    assert_eq!(((*open).fd, (*open).len), (AT_FDCWD, 0o640));
    assert_eq!((*open).__bindgen_anon_2.addr, name.as_ptr() as u64);
    assert_eq!((*open).__bindgen_anon_3.open_flags, 0o1102);

    io_uring_prep_close(io_uring_get_sqe(ring), 7);
    assert_eq!(u32::from(m.sqes[2].opcode), io_uring_op_IORING_OP_CLOSE);
    assert_eq!(m.sqes[2].fd, 7);
    io_uring_prep_nop(io_uring_get_sqe(ring));
    assert_eq!((u32::from(m.sqes[3].opcode), m.sqes[3].fd), (io_uring_op_IORING_OP_NOP, -1));
    assert_eq!((io_uring_sq_ready(ring), io_uring_sq_space_left(ring)), (4, 0));
    assert!(io_uring_get_sqe(ring).is_null());
    m.sq_head = 1;
    assert_eq!(io_uring_get_sqe(ring), m.sqes.as_mut_ptr());
}

unsafe fn completion(m: &mut Memory) {
    let ring = addr_of_mut!(m.ring);

    for (i, cqe) in m.cqes.iter_mut().enumerate() {
        cqe.user_data = 40 + i as u64;
        cqe.res = -(i as i32);
    }
    // the third and the fourth entry, and then the first one again
    (m.cq_head, m.cq_tail) = (2, 5);
    for (left, data, result) in [(3, 42, -2), (2, 43, -3), (1, 40, 0)] {
        let mut cqe = null_mut();
        assert_eq!(io_uring_cq_ready(ring), left);
        assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
        assert_eq!((io_uring_cqe_get_data64(cqe), (*cqe).res), (data, result));
        io_uring_cqe_seen(ring, cqe);
    }
    assert_eq!((m.cq_head, io_uring_cq_ready(ring)), (5, 0));
    assert!(!io_uring_cq_has_overflow(ring));
    m.sq_flags = IORING_SQ_CQ_OVERFLOW;
    assert!(io_uring_cq_has_overflow(ring));
    assert!(io_uring_cq_eventfd_enabled(ring));
    m.cq_flags = IORING_CQ_EVENTFD_DISABLED;
    assert!(!io_uring_cq_eventfd_enabled(ring));
}

/// Submits what is in the queue, takes the one answer.
unsafe fn result_of(ring: *mut io_uring, data: u64) -> i32 {
    let mut cqe = null_mut();

    assert_eq!(io_uring_submit(ring), 1);
    assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
    assert_eq!(io_uring_cqe_get_data64(cqe), data);
    let result = (*cqe).res;
    io_uring_cqe_seen(ring, cqe);
    result
}

unsafe fn read_file(ring: *mut io_uring, path: &str) -> Vec<u8> {
    let name = CString::new(path).unwrap();
    let mut content = Vec::new();
    let mut buffer = [0u8; 1000];

    let sqe = io_uring_get_sqe(ring);
    io_uring_prep_openat(sqe, AT_FDCWD, name.as_ptr(), O_RDONLY, 0);
    io_uring_sqe_set_data64(sqe, 1);
    let fd = result_of(ring, 1);
    assert!(fd >= 0, "open: {}", std::io::Error::from_raw_os_error(-fd));
    loop {
        let sqe = io_uring_get_sqe(ring);
        io_uring_prep_read(sqe, fd, buffer.as_mut_ptr().cast(), buffer.len() as u32, content.len() as u64);
        io_uring_sqe_set_data64(sqe, 2 + content.len() as u64);
        let n = result_of(ring, 2 + content.len() as u64);
        assert!(n >= 0, "read: {}", std::io::Error::from_raw_os_error(-n));
        if n == 0 {
            break;
        }
        content.extend_from_slice(&buffer[..n as usize]);
    }
    let sqe = io_uring_get_sqe(ring);
    io_uring_prep_close(sqe, fd);
    io_uring_sqe_set_data64(sqe, 1);
    assert_eq!(result_of(ring, 1), 0);
    content
}

fn main() {
    unsafe {
        submission(&mut memory());
        completion(&mut memory());
        let mut ring: io_uring = zeroed();
        let error = io_uring_queue_init(ENTRIES as u32, &mut ring, 0);
        if error < 0 {
            println!("the queues, no ring: {}", std::io::Error::from_raw_os_error(-error));
            return;
        }
        assert!(read_file(&mut ring, file!()) == std::fs::read(file!()).unwrap(), "another content");
        io_uring_queue_exit(&mut ring);
        println!("the queues, the ring");
    }
}
