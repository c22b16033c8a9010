/// Fields of more than 64 bits, moved in two parts.
impl<const N: usize> __BindgenBitfieldUnit<[u8; N]> {
    /// Bit offsets of the less and the more significant part; the first has 64 bits.
    #[inline]
    const fn halves(bit_offset: usize, bit_width: u8) -> (usize, usize) {
        if cfg!(target_endian = "big") {
            (bit_offset + bit_width as usize - 64, bit_offset)
        } else {
            (bit_offset, bit_offset + 64)
        }
    }
    /// The bits of a field that is wider than 64 bits, zero-extended.
    #[inline]
    pub const fn get_wide(&self, bit_offset: usize, bit_width: u8) -> u128 {
        assert!(bit_width > 64 && bit_width <= 128 && bit_offset + bit_width as usize <= 8 * N);
        unsafe { Self::raw_get_wide(self, bit_offset, bit_width) }
    }
    #[inline]
    pub const fn get_wide_signed(&self, bit_offset: usize, bit_width: u8) -> i128 {
        let unused = 128 - bit_width as u32;
        (self.get_wide(bit_offset, bit_width) << unused) as i128 >> unused
    }
    #[inline]
    pub const fn set_wide(&mut self, bit_offset: usize, bit_width: u8, val: u128) {
        assert!(bit_width > 64 && bit_width <= 128 && bit_offset + bit_width as usize <= 8 * N);
        unsafe { Self::raw_set_wide(self, bit_offset, bit_width, val) }
    }
    #[inline]
    pub const unsafe fn raw_get_wide(this: *const Self, bit_offset: usize, bit_width: u8) -> u128 {
        let (low, high) = Self::halves(bit_offset, bit_width);
        unsafe {
            let bits = Self::raw_get(this, high, bit_width - 64) as u128;
            bits << 64 | Self::raw_get(this, low, 64) as u128
        }
    }
    #[inline]
    pub const unsafe fn raw_get_wide_signed(this: *const Self, bit_offset: usize, bit_width: u8) -> i128 {
        let unused = 128 - bit_width as u32;
        (unsafe { Self::raw_get_wide(this, bit_offset, bit_width) } << unused) as i128 >> unused
    }
    #[inline]
    pub const unsafe fn raw_set_wide(this: *mut Self, bit_offset: usize, bit_width: u8, val: u128) {
        let (low, high) = Self::halves(bit_offset, bit_width);
        unsafe {
            Self::raw_set(this, low, 64, val as u64);
            Self::raw_set(this, high, bit_width - 64, (val >> 64) as u64);
        }
    }
}
