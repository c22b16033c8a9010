// Named address spaces, which a helper's types do not say.
// LEFT: read_near [no-helper] its parameter 'p' points into a named address space, which a helper's type cannot say
// LEFT: find_near [no-helper] its result points into a named address space
// LEFT: read_far [no-helper] its parameter 'p'
#pragma once
#if !defined(__clang__) && !defined(__SEG_GS)
#define __seg_gs
#endif
static inline int read_near(int __seg_gs *p) { return *p; }
static inline int __seg_gs *find_near(int n) { return (int __seg_gs *)(long)n; }
static inline int read_far(int __seg_gs **p) { return **p; }
static inline int read_own(int offset) { return *(int __seg_gs *)(long)offset; }
