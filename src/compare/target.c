/*
 * The machines of the two sides: everything else follows from them, so that one difference says it all.
 *
 *     C  x86_64, 64 bits      Rust  i686, 32 bits      TARGET
 *
 * For machines that rustc and clang do not know, headers and text are read for another one that has the same sizes: that is no difference, but
 * worth a note.
 */
#include "compare/matching.h"

#include "api/origin.h"

/* Machines that C compilers have and LLVM has not, or not well enough for Rust. */
static bool needs_substitute(const char *arch)
{
	static const char *const archs[] = { "alpha", "hppa", "hppa64", "ia64", "sh4", "arc", "microblaze", "nios2" };

	for (unsigned i = 0; i < G_N_ELEMENTS(archs); i++)
		if (strcmp(archs[i], arch) == 0)
			return true;
	return false;
}

/* One name for what has several: i586 is i686, arm64 is aarch64. NULL: unknown. */
static const char *arch_of(const struct target *target)
{
	struct target known = { 0 };

	if (!target->arch || strcmp(target->arch, "unknown") == 0)
		return NULL;
	if (g_str_equal(target->arch, "arm64"))
		return "aarch64";
	if (g_str_equal(target->arch, "ppc64le"))
		return "powerpc64le";
	return target_set_triple(&known, target->arch) ? known.arch : target->arch;
}

static const char *describe(const struct matching *m, const struct target *target)
{
	return text(m, "%s, %u bits, %s endian", target->arch ? target->arch : "unknown", target->pointer_size * 8,
		    target->big_endian ? "big" : "little");
}

static bool is_read_from_objects(const struct side *side)
{
	return side->view->apis->len && ((const struct api *)side->view->apis->pdata[0])->objects->len;
}

static const char *place_of(const struct matching *m, const struct side *side)
{
	if (!is_read_from_objects(side))
		return NULL;
	const struct api *api = side->view->apis->pdata[0];
	return comparison_text(m->out, ((const struct object *)api->objects->pdata[0])->path);
}

bool targets_compare(struct matching *m)
{
	const struct target *left = m->left.target, *right = m->right.target;
	const char *a = arch_of(left), *b = arch_of(right);
	bool same_machine = !a || !b || strcmp(a, b) == 0;

	if (left->pointer_size == right->pointer_size && left->big_endian == right->big_endian) {
		if (same_machine)
			return true;
		if ((needs_substitute(a) && !is_read_from_objects(&m->right)) ||
		    (needs_substitute(b) && !is_read_from_objects(&m->left))) {
			g_ptr_array_add(m->out->notes,
					(gpointer)text(m, "%s stands in for %s, which LLVM does not have",
						       needs_substitute(a) ? b : a, needs_substitute(a) ? a : b));
			return true;
		}
	}
	struct difference difference = {
		.kind = DIFFERENCE_TARGET,
		.pair = m->pair,
		.subject = "target",
		.left = describe(m, left),
		.right = describe(m, right),
		.left_place = place_of(m, &m->left),
		.right_place = place_of(m, &m->right),
		.consequence =
			same_machine ?
				text(m, "the two sides are of another %s: nothing else of them can agree",
				     left->pointer_size != right->pointer_size ? "word size" : "byte order") :
				text(m,
				     "code for %s and for %s does not run together: nothing else of them was compared",
				     a, b),
		.layout = -1,
	};
	g_array_append_val(m->out->differences, difference);
	return false;
}
