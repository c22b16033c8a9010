//! Parameters of every type, and all that module! can say.

#![no_std]

use kmod::prelude::*;

kmod::module! {
    type: Parameters,
    name: "parameters",
    license: "GPL",
    version: "2.0-rc1",
    authors: ["A <a@b>", "B é <b@c>"],
    aliases: ["pci:v00001234d*", "x-y"],
    firmware: ["a.bin"],
    softdeps: ["pre: configfs"],
    description: "quotes \" and \\ and ??= and \ttabs",
    params: {
        flag: bool = true, 0o644, "bool";
        i8_: i8 = -5, 0o644, "i8";
        u8_: u8 = 250, 0o644, "u8";
        i16_: i16 = -300, 0o644, "i16";
        u16_: u16 = 65_000, 0o644, "u16";
        i32_: i32 = -70_000, 0o644, "i32";
        u32_: u32 = 4_000_000_000, 0o644, "u32";
        i64_: i64 = -5_000_000_000, 0o644, "i64";
        u64_: u64 = u64::MAX, 0o644, "u64";
        isize_: isize = isize::MIN, 0o644, "isize";
        usize_: usize = crate::SHARE << 40, 0o644, "usize";
        text: [u8; 8] = "abc", 0o644, "a \"text\"";
        current: u32 = 1, 0, "no file, and a name that is a macro in C";
    },
}

const SHARE: usize = 2;

struct Parameters;

impl KernelModule for Parameters {
    fn init(_: &'static ThisModule) -> Result<Self> {
        show();
        Ok(Parameters)
    }
}

impl Drop for Parameters {
    fn drop(&mut self) {
        show();
    }
}

fn show() {
    use params::*;
    pr_info!("{} {} {} {} {}", flag.get(), i8_.get(), u8_.get(), i16_.get(), u16_.get());
    pr_cont!(" {} {} {} {}", i32_.get(), u32_.get(), i64_.get(), u64_.get());
    pr_cont!(" {} {} {} {}\n", isize_.get(), usize_.get(), text.get(), current.get());
}
