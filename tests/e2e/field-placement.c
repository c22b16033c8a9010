#include "field-placement.h"

#define AT(type, field) __builtin_offsetof(type, field)
#define OF(type) sizeof(type), _Alignof(type)

struct place place_of(int which)
{
	const struct place places[] = {
		{ OF(struct field_packed), { AT(struct field_packed, b), AT(struct field_packed, c), AT(struct field_packed, d),
			AT(struct field_packed, e) } },
		{ OF(struct field_aligned), { AT(struct field_aligned, b), AT(struct field_aligned, c), AT(struct field_aligned, d),
			AT(struct field_aligned, e) } },
		{ OF(struct field_both), { AT(struct field_both, b), AT(struct field_both, c) } },
		{ OF(struct pragma_two), { AT(struct pragma_two, b), AT(struct pragma_two, c), AT(struct pragma_two, d),
			AT(struct pragma_two, g) } },
		{ OF(struct pragma_four), { AT(struct pragma_four, b), AT(struct pragma_four, c), AT(struct pragma_four, d) } },
		{ OF(struct arrays), { AT(struct arrays, b), AT(struct arrays, c), AT(struct arrays, d) } },
		{ OF(struct odd), { AT(struct odd, b) } },
		{ OF(struct with_union), { AT(struct with_union, u), AT(struct with_union, b) } },
		{ OF(struct zero_inside), { AT(struct zero_inside, b), AT(struct zero_inside, c) } },
		{ OF(struct typedefs), { AT(struct typedefs, b), AT(struct typedefs, c), AT(struct typedefs, d),
			AT(struct typedefs, e) } },
		{ OF(struct has_array), { AT(struct has_array, b), AT(struct has_array, c) } },
		{ OF(struct useless), { 0 } },
		{ OF(union packed_union), { 0 } },
	};

	return places[which];
}

void fill_field_packed(struct field_packed *p)
{
	*p = (struct field_packed){ 1, 0x01020304, 2, 0x0102030405060708, 3 };
}

void fill_field_aligned(struct field_aligned *p)
{
	*p = (struct field_aligned){ 1, 2, 3, 4, 5 };
}
