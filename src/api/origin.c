/*
 * Compilation units and object files of a model: storage only; src/read fills them.
 */
#include "api/origin.h"

unsigned api_add_origin(struct api *api, const struct origin *origin)
{
	struct origin *copy = api_alloc(api, sizeof(*copy));
	*copy = *origin;
	g_ptr_array_add(api->origins, copy);
	return api->origins->len;
}

const struct origin *api_origin(const struct api *api, unsigned number)
{
	return number ? g_ptr_array_index(api->origins, number - 1) : NULL;
}

struct object *api_add_object(struct api *api, const char *path)
{
	struct object *object = api_alloc(api, sizeof(*object));
	object->path = api_intern(api, path);
	object->sections = g_hash_table_new(g_str_hash, g_str_equal);
	object->undefined = g_hash_table_new(g_str_hash, g_str_equal);
	object->defined = g_hash_table_new(g_str_hash, g_str_equal);
	object->kcfi = g_array_new(FALSE, TRUE, sizeof(struct kcfi_entry));
	object->attributes = g_ptr_array_new();
	g_ptr_array_add(api->objects, object);
	return object;
}

void object_finish(void *data)
{
	struct object *object = data;
	g_hash_table_unref(object->sections);
	g_hash_table_unref(object->undefined);
	g_hash_table_unref(object->defined);
	g_array_unref(object->kcfi);
	g_ptr_array_unref(object->attributes);
}
