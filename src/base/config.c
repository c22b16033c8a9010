/*
 * The defaults of every option, and the end of what they own.
 *
 * An option that is not given has the value set here: zero, NULL and the empty list unless it is named below. Example:
 * without --anon-fields-prefix anonymous members are called "__bindgen_anon_1".
 */
#include "base/config.h"

bool personality_is_kmod(enum personality personality)
{
	return personality == PERSONALITY_KMOD_NEW || personality == PERSONALITY_KMOD_BUILD ||
	       personality == PERSONALITY_KMOD_TEST || personality == PERSONALITY_KMOD_DKMS;
}

void config_init(struct config *config, enum personality personality)
{
	*config = (struct config){
		.personality = personality,
		.headers = g_ptr_array_new_with_free_func(g_free),
		.clang_args = g_ptr_array_new_with_free_func(g_free),
		.pkg_config = g_ptr_array_new_with_free_func(g_free),
		.configurations = g_ptr_array_new_with_free_func(g_free),
		.raw_lines = g_ptr_array_new_with_free_func(g_free),
		.used_by = g_ptr_array_new_with_free_func(g_free),
		.used_module = g_strdup("bindings"),
		.contracts = g_ptr_array_new_with_free_func(g_free),
		.symbols = g_ptr_array_new_with_free_func(g_free),
		.c_files = g_ptr_array_new_with_free_func(g_free),
		.rust_files = g_ptr_array_new_with_free_func(g_free),
		.allow = g_ptr_array_new_with_free_func(g_free),
		.modules = g_ptr_array_new_with_free_func(g_free),
		.qemu_args = g_ptr_array_new_with_free_func(g_free),
		.license = g_strdup("GPL"),
		.rounds = 1,
		.timeout = 300,
		.rust_minor = personality == PERSONALITY_BINDGEN ? RUST_MINOR_BINDGEN : RUST_MINOR_NEWEST,
		.generate = GENERATE_ALL,
		.default_enum_style = g_strdup("consts"),
		.default_alias_style = g_strdup("type_alias"),
		.anon_fields_prefix = g_strdup("__bindgen_anon_"),
		.default_visibility = VISIBILITY_PUBLIC,
		.helper_prefix = g_strdup("rust_helper_"),
		.wrap_static_fns_suffix = g_strdup("__extern"),
	};
}

void config_finish(struct config *config)
{
	GPtrArray *lists[] = { config->headers,  config->clang_args, config->pkg_config,     config->raw_lines,
			       config->used_by,  config->contracts,  config->configurations, config->symbols,
			       config->c_files,  config->rust_files, config->allow,          config->modules,
			       config->qemu_args };
	char *texts[] = {
		config->compile_commands,
		config->target,
		config->output,
		config->depfile,
		config->report,
		config->dump,
		config->rust_target,
		config->rust_edition,
		config->default_enum_style,
		config->default_alias_style,
		config->ctypes_prefix,
		config->anon_fields_prefix,
		config->prefix_link_name,
		config->formatter,
		config->rustfmt_configuration_file,
		config->wasm_import_module_name,
		config->used_module,
		config->helpers,
		config->helper_prefix,
		config->helper_attribute,
		config->wrap_static_fns_path,
		config->wrap_static_fns_suffix,
		config->emit_ir_graphviz,
		config->generate_shell_completions,
		config->no_effect_text,
		config->module,
		config->cc,
		config->rustc,
		config->cc_flags,
		config->rustc_flags,
		config->keep,
		config->license,
		config->kernel,
		config->release,
		config->image,
		config->busybox,
		config->log,
	};
	struct patterns *patterns[] = {
		&config->allow_types,
		&config->allow_functions,
		&config->allow_vars,
		&config->allow_items,
		&config->allow_files,
		&config->block_types,
		&config->block_functions,
		&config->block_vars,
		&config->block_items,
		&config->block_files,
		&config->opaque_types,
		&config->bitfield_enums,
		&config->newtype_enums,
		&config->newtype_global_enums,
		&config->rustified_enums,
		&config->rustified_non_exhaustive_enums,
		&config->constified_enums,
		&config->constified_enum_modules,
		&config->normal_aliases,
		&config->new_type_aliases,
		&config->new_type_alias_derefs,
		&config->bindgen_wrapper_unions,
		&config->manually_drop_unions,
		&config->no_copy,
		&config->no_debug,
		&config->no_default,
		&config->no_hash,
		&config->no_partialeq,
		&config->must_use_types,
		&config->custom_derives,
		&config->custom_derive_structs,
		&config->custom_derive_enums,
		&config->custom_derive_unions,
		&config->custom_attributes,
		&config->custom_attribute_structs,
		&config->custom_attribute_enums,
		&config->custom_attribute_unions,
		&config->override_abi,
	};
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		g_ptr_array_unref(lists[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++)
		patterns_finish(patterns[i]);
	*config = (struct config){ 0 };
}
