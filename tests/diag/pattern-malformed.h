// flags: --allowlist-function 'png_(read|write'
// EXPECT: error: --allowlist-function: missing closing parenthesis
// SHOWS:   png_(read|write
// SHOWS:       ^
// EXIT: 2
int png_read(void);
