// Operands of assembly that have to be constants.
// LEFT: immediate [constant-only] its parameter 'port' has to be a constant, which in a helper it is not: 'immediate' has an assembly operand that must be a constant ("i")
// LEFT: number [constant-only] its parameter 'n'
// LEFT: sum [constant-only] its parameter 'n'
// LEFT: through [constant-only] its parameter 'n' has to be a constant, which in a helper it is not: 'through' calls 'immediate', which has an assembly operand
// LEFT: switched [constant-only] its parameter 'key'
// LEFT: at_address [constant-only] its parameter 'p'
#pragma once
extern int table[8];
static inline __attribute__((always_inline)) void immediate(int port) { __asm__ volatile("# %c0" : : "i"(port)); }
static inline void number(long n) { __asm__ volatile("# %c0" : : "n"(n)); }
static inline void sum(long n) { __asm__ volatile("# %c0" : : "in"(n + 1)); }
static inline void through(int n) { immediate(n); }
static inline void with_four(void) { immediate(4); }
static inline void either(int n) { __asm__ volatile("# %0" : : "ri"(n)); }
static inline void general(int n) { __asm__ volatile("# %0" : : "g"(n)); }
static inline void in_memory(int n) { __asm__ volatile("# %0" : : "m"(n)); }
static inline void size_of(int n) { __asm__ volatile("# %c0" : : "i"(sizeof(n) + 4)); }
static inline __attribute__((always_inline)) int switched(int *key) { __asm__ goto("# %c0 %l1" : : "i"(key) : : on); return 0; on: return 1; }
static inline int switched_here(void) { return switched(&table[2]); }
static inline __attribute__((always_inline)) void at_address(int *p) { __asm__ volatile("# %c0" : : "i"(p)); }
static inline void at_table(void) { at_address(table); }
static inline int output(int n) { int r; __asm__("mov %1, %0" : "=r"(r) : "r"(n)); return r; }
