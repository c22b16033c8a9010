// flags: --builtins --allowlist-type '__builtin_va_list|__va_list_tag' --allowlist-function my_vprintf
int my_vprintf(const char *format, __builtin_va_list arguments);
