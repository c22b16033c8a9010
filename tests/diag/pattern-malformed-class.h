// flags: --blocklist-type 'a[b-' --opaque-type '*x'
// EXIT: 2
int png_read(void);
