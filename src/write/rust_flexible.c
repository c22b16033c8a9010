/*
 * --flexarray-dst: the methods of a struct whose flexible array member is a dynamically sized last field.
 *
 *     struct list { int n; char data[]; };
 *     pub struct list<FAM: ?Sized = [c_char; 0]> { pub n: c_int, pub data: FAM }
 *
 *     list<[c_char]>      layout(len), fixed(), fixed_mut()
 *     list<[c_char; 0]>   flex_ref(len), flex_ref_mut(len), flex_ptr(ptr, len), flex_ptr_mut(ptr, len)
 *
 * A pointer to the unsized form has the number of elements beside the address, as a pointer to a slice has, so a cast
 * from the one to the other is all that the methods do; nothing in them needs an unstable feature.
 */
#include "write/rust.h"

/*
 * Appends a text in which $S is the unsized type, $F the fixed one, $T the element and $: the crate of the standard
 * library.
 */
static void put_template(const struct rust *r, GString *out, const char *text, const char *name, const char *element)
{
	for (const char *c = text; *c; c++) {
		if (*c != '$') {
			g_string_append_c(out, *c);
			continue;
		}
		switch (*++c) {
		case 'S':
			rust_put(out, name, "<[", element, "]>");
			break;
		case 'F':
			rust_put(out, name, "<[", element, "; 0]>");
			break;
		case 'T':
			g_string_append(out, element);
			break;
		default:
			g_string_append(out, r->std);
		}
	}
}

static const char unsized_methods[] =
	"impl $S {\n"
	"    /// Size and alignment of the struct with `len` elements.\n"
	"    pub fn layout(len: usize) -> $:::alloc::Layout {\n"
	"        let fixed = $:::alloc::Layout::new::<$F>();\n"
	"        let bytes = len.checked_mul($:::mem::size_of::<$T>()).and_then(|n| n.checked_add(OFFSET));\n"
	"        let size = bytes.expect(\"size of the array\").max(fixed.size());\n"
	"        $:::alloc::Layout::from_size_align(size, fixed.align()).expect(\"size of the array\").pad_to_align()\n"
	"    }\n"
	"    /// The fixed part, and how many elements follow it.\n"
	"    #[inline]\n"
	"    pub fn fixed(&self) -> (&$F, usize) {\n"
	"        let this = self as *const Self;\n"
	"        unsafe { (&*(this as *const $F), self.DATA.len()) }\n"
	"    }\n"
	"    #[inline]\n"
	"    pub fn fixed_mut(&mut self) -> (&mut $F, usize) {\n"
	"        let len = self.DATA.len();\n"
	"        unsafe { (&mut *(self as *mut Self as *mut $F), len) }\n"
	"    }\n"
	"}\n";

static const char sized_methods[] =
	"impl $F {\n"
	"    /// The struct with its first `len` elements.\n"
	"    ///\n"
	"    /// # Safety\n"
	"    ///\n"
	"    /// At least `len` initialised elements follow in the same memory.\n"
	"    #[inline]\n"
	"    pub unsafe fn flex_ref(&self, len: usize) -> &$S {\n"
	"        unsafe { Self::flex_ptr(self, len) }\n"
	"    }\n"
	"    /// The same, to be changed.\n"
	"    ///\n"
	"    /// # Safety\n"
	"    ///\n"
	"    /// As of `flex_ref`.\n"
	"    #[inline]\n"
	"    pub unsafe fn flex_ref_mut(&mut self, len: usize) -> &mut $S {\n"
	"        unsafe { Self::flex_ptr_mut(self, len).assume_init() }\n"
	"    }\n"
	"    /// A reference made of an address and a number of elements. Its lifetime is the caller's to choose.\n"
	"    ///\n"
	"    /// # Safety\n"
	"    ///\n"
	"    /// `ptr` is valid, and `len` initialised elements follow in the same memory.\n"
	"    #[inline]\n"
	"    pub unsafe fn flex_ptr<'unbounded>(ptr: *const Self, len: usize) -> &'unbounded $S {\n"
	"        unsafe { &*($:::ptr::slice_from_raw_parts(ptr as *const $T, len) as *const $S) }\n"
	"    }\n"
	"    /// The same, to be changed; the memory need not be initialised yet.\n"
	"    ///\n"
	"    /// # Safety\n"
	"    ///\n"
	"    /// `ptr` is valid and its memory has room for `len` elements.\n"
	"    #[inline]\n"
	"    pub unsafe fn flex_ptr_mut<'unbounded>(\n"
	"        ptr: *mut Self,\n"
	"        len: usize,\n"
	"    ) -> $:::mem::MaybeUninit<&'unbounded mut $S> {\n"
	"        let mut uninit = $:::mem::MaybeUninit::<&mut $S>::uninit();\n"
	"        let whole = $:::ptr::slice_from_raw_parts_mut(ptr as *mut $T, len) as *mut $S;\n"
	"        unsafe { (uninit.as_mut_ptr() as *mut *mut $S).write(whole) };\n"
	"        uninit\n"
	"    }\n"
	"}\n";

void rust_put_flexible(struct rust *r, const struct item *item, const struct type *element)
{
	const struct record *record = &item->record;
	const struct field *last = &record->fields[record->repr.members[record->repr.n_members - 1].first];
	GString *out = r->sections[RUST_IMPLS];
	GString *type = g_string_new(NULL), *methods = g_string_new(unsized_methods);
	char offset[32];
	rust_put_type(r, type, element);
	g_snprintf(offset, sizeof(offset), "%" G_GINT64_FORMAT, last->offset / 8);
	g_string_replace(methods, "OFFSET", offset, 0);
	g_string_replace(methods, "DATA", last->rust_name, 0);
	put_template(r, out, methods->str, item->rust_name, type->str);
	put_template(r, out, sized_methods, item->rust_name, type->str);
	g_string_free(methods, TRUE);
	g_string_free(type, TRUE);
}
