// flags: --allowlist-function png_raed --allowlist-type 'png_strcut' --allowlist-var 'PNG_.*' --blocklist-function 'zlib_.*' --opaque-type png_info
// EXPECT: warning: --blocklist-function 'zlib_.*' matches nothing [-Wunmatched-pattern]
// EXPECT: warning: --allowlist-function 'png_raed' matches nothing; did you mean 'png_read'? [-Wunmatched-pattern]
// EXPECT: warning: --allowlist-type 'png_strcut' matches nothing; did you mean 'png_struct'? [-Wunmatched-pattern]
struct png_struct { int x; };
struct png_info { int y; };
int png_read(struct png_struct *p);
int png_write(struct png_info *i);
#define PNG_VERSION 16
