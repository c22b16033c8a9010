// flags: --builtins
int count(const char *text, __builtin_va_list rest);
