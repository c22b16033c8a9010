/*
 * The model to a graph in the language of dot(1): which item needs which.
 *
 *     "i4" [label="struct tree"];      a node for each item, dashed where it is not written
 *     "i4" -> "i2";                    what its declaration names
 *
 * Nodes are in source order, edges in the order of the members or parameters.
 */
#include "write/write.h"

static void put_label(struct writer *out, const struct item *item)
{
	writer_print(out, "    \"i%u\" [label=\"%s ", item->id, item_kind_name(item));
	for (const char *p = item->name ? item->name : "(anonymous)"; *p; p++)
		writer_print(out, *p == '"' || *p == '\\' ? "\\%c" : "%c", *p);
	writer_line(out, "\"%s];", item_is_written(item) ? "" : ", style=dashed");
}

static void put_edges(struct writer *out, const struct item *item, const struct type *type)
{
	switch (type->kind) {
	case TYPE_RECORD:
	case TYPE_ENUM:
	case TYPE_TYPEDEF:
		if (type->item != item)
			writer_line(out, "    \"i%u\" -> \"i%u\";", item->id, type->item->id);
		break;
	case TYPE_POINTER:
	case TYPE_ATOMIC:
	case TYPE_COMPLEX:
		put_edges(out, item, type->element);
		break;
	case TYPE_ARRAY:
	case TYPE_VECTOR:
		put_edges(out, item, type->array.element);
		break;
	case TYPE_FUNCTION:
		put_edges(out, item, type->function->result);
		for (unsigned i = 0; i < type->function->n_params; i++)
			put_edges(out, item, type->function->params[i].type);
		break;
	default:
		break;
	}
}

static void put_item_edges(struct writer *out, const struct item *item)
{
	switch (item->kind) {
	case ITEM_RECORD:
		for (unsigned i = 0; i < item->record.n_fields; i++)
			put_edges(out, item, item->record.fields[i].type);
		break;
	case ITEM_TYPEDEF:
		put_edges(out, item, item->typedef_.type);
		break;
	case ITEM_FUNCTION:
		put_edges(out, item, item->function.type);
		break;
	case ITEM_VARIABLE:
		put_edges(out, item, item->variable.type);
		break;
	case ITEM_CONSTANT:
		put_edges(out, item, item->constant.type);
		break;
	case ITEM_ENUM:
	case ITEM_KINDS:
		break;
	}
}

void write_graphviz(const struct api *api, struct writer *out)
{
	writer_line(out, "digraph braze {");
	for (guint i = 0; i < api->items->len; i++)
		put_label(out, g_ptr_array_index(api->items, i));
	for (guint i = 0; i < api->items->len; i++)
		put_item_edges(out, g_ptr_array_index(api->items, i));
	writer_line(out, "}");
}
