/*
 * Aliases, and what types are in memory.
 *
 *     pub type a = *mut b; pub type b = u32;      a is 8 bytes, on x86_64
 *     pub type c = d; pub type d = c;             both are left out: Rust has no such types, and nobody could resolve them
 *
 * An alias is filled when it is asked for; the model never holds a circle of aliases. A record ends every walk: it may well contain
 * pointers to itself.
 */
#include "read/rust_bindings_parts.h"

/* ---- aliases ---- */

const struct type *bindings_behind(struct bindings *b, const struct item *item)
{
	struct decl *decl = bindings_decl_of(b, item);
	if (item->kind == ITEM_ENUM)
		return decl ? bindings_enum_integer(b, decl) : item->enumeration.integer;
	return decl ? bindings_alias(b, decl) : item->typedef_.type;
}

const struct type *bindings_strip(struct bindings *b, const struct type *type)
{
	while (type->kind == TYPE_TYPEDEF) {
		const struct decl *decl = bindings_decl_of(b, type->item);
		const struct type *next = bindings_behind(b, type->item);
		type = decl && decl->end ? decl->end : next;
	}
	return type;
}

/* Whether the type comes back to an alias that is being filled. */
static bool is_circular(struct bindings *b, const struct type *type)
{
	if (++b->depth > BINDINGS_DEPTH) {
		b->depth--;
		return true;
	}
	bool found = false;
	switch (type->kind) {
	case TYPE_TYPEDEF: {
		struct decl *decl = bindings_decl_of(b, type->item);
		if (decl && decl->state == STATE_NEW)
			bindings_alias(b, decl);
		found = decl && decl->state == STATE_BUSY;
		break;
	}
	case TYPE_POINTER:
	case TYPE_COMPLEX:
		found = is_circular(b, type->element);
		break;
	case TYPE_ARRAY:
		found = is_circular(b, type->array.element);
		break;
	case TYPE_FUNCTION:
		found = is_circular(b, type->function->result);
		for (unsigned i = 0; i < type->function->n_params && !found; i++)
			found = is_circular(b, type->function->params[i].type);
		break;
	default:
		break;
	}
	b->depth--;
	return found;
}

const struct type *bindings_alias(struct bindings *b, struct decl *decl)
{
	struct typedef_ *alias = &decl->item->typedef_;
	if (decl->state != STATE_NEW)
		return alias->type;
	decl->state = STATE_BUSY;
	alias->type = bindings_unsupported(b, decl->place, "'%s' refers to itself", decl->name);
	struct scope scope = bindings_scope(b, decl);
	const struct type *type;
	unsigned depth = b->depth;
	if (decl->kind == DECL_USE) {
		struct decl *target = bindings_resolve(b, decl->module, decl->path, false).decl;
		type = target ? bindings_decl_type(b, target, decl->place) : alias->type;
	} else if (decl->generics.end > decl->generics.start) {
		type = bindings_unsupported(b, decl->place, "'%s' is generic", decl->name);
	} else {
		type = bindings_type(b, &scope, decl->type);
	}
	if (!is_circular(b, type))
		alias->type = type;
	b->depth = depth;
	decl->state = STATE_DONE;
	alias->style = decl->kind == DECL_TUPLE ? ALIAS_NEW_TYPE : ALIAS_TYPE;
	decl->end = type = bindings_strip(b, alias->type);
	if (type->kind == TYPE_UNSUPPORTED && type->size < 0)
		bindings_omit(b, decl->item, "%s", type->reason);
	return alias->type;
}

/* ---- what they are in memory ---- */

const char *bindings_type_problem(struct bindings *b, const struct type *type)
{
	struct layout layout = bindings_type_layout(b, type);
	return layout.size < 0 ? layout.reason : NULL;
}

static struct layout array_layout(struct bindings *b, const struct type *type)
{
	struct layout element = bindings_type_layout(b, type->array.element);
	if (element.size < 0)
		return element;
	if (type->array.bound != ARRAY_COUNTED)
		return (struct layout){ 0, element.align, NULL };
	int64_t size;
	if (__builtin_mul_overflow(element.size, type->array.count, &size) || size > G_MAXINT64 / 16)
		return (struct layout){ -1, -1, "an array is larger than memory" };
	return (struct layout){ size, element.align, NULL };
}

static struct layout record_layout(struct bindings *b, const struct item *item)
{
	struct decl *decl = bindings_decl_of(b, item);
	if (decl)
		return bindings_layout(b, decl);
	if (item->omitted || !item->record.is_complete)
		return (struct layout){ -1, -1, item->omitted ? item->omitted : "a value of an incomplete type" };
	return (struct layout){ item->record.size, item->record.align, NULL };
}

static struct layout layout_of(struct bindings *b, const struct type *type)
{
	struct layout part;
	switch (type->kind) {
	case TYPE_ARRAY:
		return array_layout(b, type);
	case TYPE_COMPLEX:
		part = bindings_type_layout(b, type->element);
		if (part.size > 0)
			part.size *= 2;
		return part;
	case TYPE_RECORD:
		return record_layout(b, type->item);
	case TYPE_ENUM: {
		const struct type *integer = bindings_behind(b, type->item);
		if (!integer)
			return (struct layout){ -1, -1, "an enum without repr has the size that the compiler chooses" };
		return bindings_type_layout(b, integer);
	}
	case TYPE_TYPEDEF:
		return bindings_type_layout(b, bindings_strip(b, type));
	case TYPE_VOID:
		return (struct layout){ -1, -1, "a value of type void" };
	case TYPE_FUNCTION:
		return (struct layout){ -1, -1, "a value of a function's type" };
	case TYPE_UNSUPPORTED:
		return (struct layout){ type->size, type->align, type->reason };
	default:
		return (struct layout){ type->size, type->align, NULL };
	}
}

struct layout bindings_type_layout(struct bindings *b, const struct type *type)
{
	if (b->depth >= BINDINGS_DEPTH)
		return (struct layout){ -1, -1, "types are nested too deeply" };
	b->depth++;
	struct layout layout = layout_of(b, type);
	b->depth--;
	return layout;
}
