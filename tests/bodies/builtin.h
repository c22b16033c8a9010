// Functions that only a compiler without the builtin sees: a helper does with the macro, too.
#pragma once
#ifdef __has_builtin
#if __has_builtin(__builtin_isdigit)
#define isdigit(c) __builtin_isdigit(c)
#else
static inline int isdigit(int c) { return '0' <= c && c <= '9'; }
#endif
#endif
#ifdef __clang__
static inline int twofold(int n) { return n + n; }
#else
#define twofold(n) ((n) * 2)
#endif
