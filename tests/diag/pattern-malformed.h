// flags: --allowlist-function 'png_(read|write'
// EXPECT: error: --allowlist-function: the group has no closing ')'
// SHOWS:     --allowlist-function png_(read|write
// SHOWS:                              ^
// EXIT: 2
int png_read(void);
