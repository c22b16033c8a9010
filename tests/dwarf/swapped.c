/*
 * Fields in the other byte order: GCC's debug information tells it, libclang does not know the attribute. None of them may count as equal.
 */
enum order { FIRST, LAST = 1000 };
struct __attribute__((scalar_storage_order("big-endian"))) swapped {
	int number;
	enum order order;
	short list[2];
	char same[4];
};
struct swapped swapped;
