// flags: --blocklist-type 'a[b-' --opaque-type '*x'
// EXPECT: error: --blocklist-type: the class has no closing ']'
// EXPECT: error: --opaque-type: nothing stands before '*'
// EXIT: 2
int png_read(void);
