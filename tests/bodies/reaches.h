// flags: --symbols reaches.nm
// LEFT: wakes [missing-symbol] it refers to the symbol 'no_such_function', which no file of --symbols has
// LEFT: wakes_all [missing-symbol] it refers to the symbol 'no_such_function', which no file of --symbols has, through 'wakes_all' → 'wakes'
// LEFT: counts [missing-symbol] it refers to the symbol 'no_such_variable'
// LEFT: hands_on [missing-symbol] it refers to the symbol 'no_such_function'
// LEFT: gives_address [missing-symbol] it refers to the symbol 'no_such_variable'
// LEFT: renamed [missing-symbol] it refers to the symbol 'other_name'
// LEFT: hidden_by_type [missing-symbol] it refers to the symbol 'no_such_function', which no file of --symbols has, through 'hidden_by_type' → 'wakes'
#pragma once
extern int there(int);
extern int no_such_function(int);
extern int no_such_variable, variable_there, not_read;
extern int aliased(int) __asm__("other_name");
extern int weak_one(int) __attribute__((weak));
static int own_table[4];
static inline int empty(int *p) { (void)p; return 0; }
static inline int call(int (*f)(int)) { return f(1); }
static inline int wakes(int n) { return no_such_function(n); }
static inline int wakes_all(int n) { int i; for (i = 0; i < n; i++) wakes(i); return i; }
static inline int works(int n) { return there(n) + variable_there; }
static inline int counts(void) { return no_such_variable++; }
static inline int hands_on(void) { return call(no_such_function); }
static inline int *gives_address(void) { return &no_such_variable; }
static inline int renamed(int n) { return aliased(n); }
static inline int not_reached(int n) { if (sizeof(n) == 2) return no_such_function(n); return n; }
static inline int not_there_for_four(int kind, int n) { return kind == 3 ? no_such_function(n) : n; }
static inline int with_four(int n) { return not_there_for_four(4, n); }
static inline int not_evaluated(void) { return (int)sizeof(no_such_function(1)); }
static inline int not_needed(void) { return empty(&not_read); }
static inline int may_be(int n) { return weak_one ? weak_one(n) : 0; }
static inline int of_the_compiler(unsigned n) { return __builtin_popcount(n) + own_table[n & 3]; }
static inline int hidden_by_type(unsigned char n) { return sizeof(n) == 1 ? wakes(n) : 0; }
// LEFT: not_there_for_four [missing-symbol] it refers to the symbol 'no_such_function'
