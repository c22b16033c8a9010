/*
 * The kernel's headers that src/ needs: what it names as bindings::NAME is bound, be it a function, an inline function, a
 * macro, a type or a constant. The crate kmod brings those of slab.h, fs.h, mutex.h and some more.
 */
#pragma once

#include <linux/timekeeping.h>
