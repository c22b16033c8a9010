/// Storage of adjacent C bitfields. Bits are counted as C lays them out: from the least significant bit of the
/// first byte where the target is little-endian, from the most significant one where it is big-endian.
#[repr(C)]
#[derive(Copy, Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct __BindgenBitfieldUnit<Storage> {
    storage: Storage,
}
impl<Storage> __BindgenBitfieldUnit<Storage> {
    #[inline]
    pub const fn new(storage: Storage) -> Self {
        Self { storage }
    }
}
impl<const N: usize> __BindgenBitfieldUnit<[u8; N]> {
    /// How far the field's last bit is from the least significant bit of the bytes that it touches.
    #[inline]
    const fn shift(bit_offset: usize, bit_width: u8) -> usize {
        if cfg!(target_endian = "big") {
            7 - (bit_offset + bit_width as usize + 7) % 8
        } else {
            bit_offset % 8
        }
    }
    /// How far byte `index` of the bytes `first..end` is from the least significant one.
    #[inline]
    const fn place(first: usize, end: usize, index: usize) -> usize {
        if cfg!(target_endian = "big") {
            8 * (end - 1 - index)
        } else {
            8 * (index - first)
        }
    }
    #[inline]
    pub const fn get_bit(&self, index: usize) -> bool {
        self.get(index, 1) != 0
    }
    #[inline]
    pub const unsafe fn raw_get_bit(this: *const Self, index: usize) -> bool {
        unsafe { Self::raw_get(this, index, 1) != 0 }
    }
    #[inline]
    pub const fn set_bit(&mut self, index: usize, val: bool) {
        self.set(index, 1, val as u64)
    }
    #[inline]
    pub const unsafe fn raw_set_bit(this: *mut Self, index: usize, val: bool) {
        unsafe { Self::raw_set(this, index, 1, val as u64) }
    }
    /// The field's bits, zero-extended.
    #[inline]
    pub const fn get(&self, bit_offset: usize, bit_width: u8) -> u64 {
        assert!(bit_width <= 64 && bit_offset + bit_width as usize <= 8 * N);
        unsafe { Self::raw_get(self, bit_offset, bit_width) }
    }
    /// The field's bits, sign-extended.
    #[inline]
    pub const fn get_signed(&self, bit_offset: usize, bit_width: u8) -> i64 {
        Self::sign_extend(self.get(bit_offset, bit_width), bit_width)
    }
    #[inline]
    pub const fn set(&mut self, bit_offset: usize, bit_width: u8, val: u64) {
        assert!(bit_width <= 64 && bit_offset + bit_width as usize <= 8 * N);
        unsafe { Self::raw_set(self, bit_offset, bit_width, val) }
    }
    #[inline]
    const fn sign_extend(bits: u64, bit_width: u8) -> i64 {
        if bit_width == 0 {
            return 0;
        }
        let unused = 64 - bit_width as u32;
        (bits << unused) as i64 >> unused
    }
    /// `get` through a pointer: reads the bytes that the field touches and no others.
    #[inline]
    pub const unsafe fn raw_get(this: *const Self, bit_offset: usize, bit_width: u8) -> u64 {
        if bit_width == 0 {
            return 0;
        }
        let bytes = this as *const u8;
        let first = bit_offset / 8;
        let end = (bit_offset + bit_width as usize + 7) / 8;
        let mask = u64::MAX >> (64 - bit_width as u32);
        let shift = Self::shift(bit_offset, bit_width);
        let mut index = first;
        if end - first <= 8 {
            let mut word = 0u64;
            while index < end {
                word |= (unsafe { *bytes.add(index) } as u64) << Self::place(first, end, index);
                index += 1;
            }
            (word >> shift) & mask
        } else {
            let mut word = 0u128;
            while index < end {
                word |= (unsafe { *bytes.add(index) } as u128) << Self::place(first, end, index);
                index += 1;
            }
            (word >> shift) as u64 & mask
        }
    }
    /// `get_signed` through a pointer.
    #[inline]
    pub const unsafe fn raw_get_signed(this: *const Self, bit_offset: usize, bit_width: u8) -> i64 {
        Self::sign_extend(unsafe { Self::raw_get(this, bit_offset, bit_width) }, bit_width)
    }
    /// `set` through a pointer: writes the bytes that the field touches and no others.
    #[inline]
    pub const unsafe fn raw_set(this: *mut Self, bit_offset: usize, bit_width: u8, val: u64) {
        if bit_width == 0 {
            return;
        }
        let bytes = this as *mut u8;
        let first = bit_offset / 8;
        let end = (bit_offset + bit_width as usize + 7) / 8;
        let shift = Self::shift(bit_offset, bit_width);
        let mask = ((u64::MAX >> (64 - bit_width as u32)) as u128) << shift;
        let bits = (val as u128) << shift & mask;
        let mut index = first;
        while index < end {
            let place = Self::place(first, end, index);
            unsafe {
                let byte = *bytes.add(index);
                *bytes.add(index) = byte & !((mask >> place) as u8) | (bits >> place) as u8;
            }
            index += 1;
        }
    }
}
