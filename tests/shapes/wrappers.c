#include <stdbool.h>
#include <stdint.h>
struct inner { int x; char c; };
struct wrapped {
	struct inner dropped, uninit, both;
	int cell;
	uint64_t counter;
	uint8_t bytes[12];
	uint32_t atomic;
	bool flag;
	uint32_t non_zero;
	int64_t maybe_non_zero;
	uint16_t wrapping;
	char last;
};
struct wrapped *use_wrapped;
