//! A program that talks to SQLite through the bindings that braze made of sqlite3.h: constants, functions, opaque types,
//! a callback, and a destructor that C defines as a cast of -1.
use std::ffi::{CStr, CString};
use std::os::raw::{c_char, c_int, c_void};
use std::ptr;

#[allow(non_camel_case_types, non_upper_case_globals, non_snake_case, dead_code)]
mod sqlite {
    include!(env!("BINDINGS"));
}
use sqlite::*;

fn check(db: *mut sqlite3, code: c_int) {
    if code != SQLITE_OK as c_int && code != SQLITE_DONE as c_int {
        let message = unsafe { CStr::from_ptr(sqlite3_errmsg(db)) };
        panic!("SQLite says {code}: {}", message.to_string_lossy());
    }
}

unsafe extern "C" fn print_row(count: *mut c_void, n: c_int, values: *mut *mut c_char, names: *mut *mut c_char) -> c_int {
    unsafe { *(count as *mut u32) += 1 };
    for i in 0..n as usize {
        let (name, value) = unsafe { (CStr::from_ptr(*names.add(i)), CStr::from_ptr(*values.add(i))) };
        print!("    {} = {}", name.to_string_lossy(), value.to_string_lossy());
    }
    println!();
    0
}

fn main() {
    let linked = unsafe { CStr::from_ptr(sqlite3_libversion()) }.to_str().unwrap();
    let bound = CStr::from_bytes_with_nul(SQLITE_VERSION).unwrap().to_str().unwrap();
    println!("the header is of SQLite {bound} ({SQLITE_VERSION_NUMBER}), the library of SQLite {linked}");
    assert_eq!(unsafe { sqlite3_libversion_number() }, SQLITE_VERSION_NUMBER as c_int);

    let mut db: *mut sqlite3 = ptr::null_mut();
    let name = CString::new(":memory:").unwrap();
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    check(db, unsafe { sqlite3_open_v2(name.as_ptr(), &mut db, flags as c_int, ptr::null()) });

    let script = CString::new("create table planet (name text, moons integer)").unwrap();
    check(db, unsafe { sqlite3_exec(db, script.as_ptr(), None, ptr::null_mut(), ptr::null_mut()) });

    let mut insert: *mut sqlite3_stmt = ptr::null_mut();
    let text = CString::new("insert into planet values (?, ?)").unwrap();
    check(db, unsafe { sqlite3_prepare_v2(db, text.as_ptr(), -1, &mut insert, ptr::null_mut()) });
    for (planet, moons) in [("Earth", 1), ("Mars", 2), ("Jupiter", 95)] {
        let planet = CString::new(planet).unwrap();
        unsafe {
            // SQLITE_TRANSIENT is ((sqlite3_destructor_type)-1): no constant of Rust, so it is made here.
            let transient = std::mem::transmute::<isize, sqlite3_destructor_type>(-1);
            check(db, sqlite3_bind_text(insert, 1, planet.as_ptr(), -1, transient));
            check(db, sqlite3_bind_int(insert, 2, moons));
            check(db, sqlite3_step(insert));
            check(db, sqlite3_reset(insert));
        }
    }
    check(db, unsafe { sqlite3_finalize(insert) });

    println!("rows that SQLite hands to a callback written in Rust:");
    let mut rows = 0u32;
    let query = CString::new("select name, moons from planet where moons > 1 order by moons desc").unwrap();
    let count = &mut rows as *mut u32 as *mut c_void;
    check(db, unsafe { sqlite3_exec(db, query.as_ptr(), Some(print_row), count, ptr::null_mut()) });
    assert_eq!(rows, 2);
    check(db, unsafe { sqlite3_close(db) });
}
