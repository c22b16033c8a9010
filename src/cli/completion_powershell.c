/*
 * Completions for PowerShell (5 or newer): the table as hash tables, and what picks from it.
 *
 *     @{ Names = '--output', '-o'; Value = 'file'; Help = 'write to FILE instead of standard output' }
 *
 * Where nothing is offered, PowerShell itself offers files. Options are compared with their case: -v is not -V.
 */
#include "cli/completion.h"

static const char *const value_names[] = {
	[VALUE_NONE] = "none", [VALUE_TEXT] = "text",     [VALUE_CHOICE] = "choice",
	[VALUE_FILE] = "file", [VALUE_FOLDER] = "folder",
};

static void put_options(struct writer *out, const char *name, enum personality personality)
{
	writer_line(out, "\t${%s} = @(", name);
	for (const struct option *option = options; option->name; option++) {
		if (!completion_offers(option, personality))
			continue;
		enum value value = completion_value(option);
		char *help = completion_quote(option->help);
		writer_print(out, "\t\t@{ Names = '--%s'", option->name);
		if (option->short_name)
			writer_print(out, ", '-%c'", option->short_name);
		writer_print(out, "; Value = '%s'", value_names[value]);
		if (value == VALUE_CHOICE) {
			char *words = completion_choices(option, "', '");
			writer_print(out, "; Choices = '%s'", words);
			g_free(words);
		}
		writer_line(out, "; Help = %s }", help);
		g_free(help);
	}
	writer_text(out, "\t)\n");
}

/* $offer, and $before: the words that stand before the one being written. */
static void put_head(struct writer *out, const char *program)
{
	writer_line(out,
		    "# PowerShell completion for %s\n"
		    "Register-ArgumentCompleter -Native -CommandName '%s' -ScriptBlock {\n"
		    "\tparam($word, $ast, $cursor)\n"
		    "\n"
		    "\t$offer = {\n"
		    "\t\tparam($text, $start, $type, $help)\n"
		    "\t\tif ($text.StartsWith($start, [System.StringComparison]::Ordinal)) {\n"
		    "\t\t\t[System.Management.Automation.CompletionResult]::new($text, $text, $type, $help)\n"
		    "\t\t}\n"
		    "\t}\n"
		    "\t$before = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } |\n"
		    "\t\tForEach-Object { $_.Extent.Text })",
		    program, program);
}

/* The words that stand behind `before`, where those that are there already are `words`. */
static void put_words(struct writer *out, const char *words, const char *before, bool has_help)
{
	writer_line(out, "\tif ($words -ceq '%s') {", words);
	for (const struct command *command = completion_commands; command->name; command++) {
		const char *word = completion_word(command, before);
		if (!word || (has_help && !completion_has_help(command)))
			continue;
		char *help = completion_quote(command->help);
		writer_line(out, "\t\t& $offer '%s' $word 'ParameterValue' %s", word, help);
		g_free(help);
	}
	writer_text(out, "\t\treturn\n"
			 "\t}\n");
}

static void put_commands(struct writer *out)
{
	writer_text(out, "\t$words = @($before | Select-Object -Skip 1) -join ' '\n");
	put_words(out, "", NULL, false);
	put_words(out, "help", NULL, true);
	for (const struct command *command = completion_commands; command->name; command++) {
		if (!completion_has_commands(command))
			continue;
		char *own_help = g_strconcat(command->name, " help", NULL);
		char *help = g_strconcat("help ", command->name, NULL);
		put_words(out, command->name, command->name, false);
		put_words(out, own_help, command->name, true);
		put_words(out, help, command->name, true);
		g_free(help);
		g_free(own_help);
	}
	writer_text(out, "\t$options = $null\n"
			 "\tswitch -CaseSensitive (@($before[1], \"$($before[1]) $($before[2])\")) {\n");
	for (const struct command *command = completion_commands; command->name; command++) {
		char *identifier = completion_identifier(command);
		if (command->has_options)
			writer_line(out, "\t\t'%s' { $options = ${%s} }", command->name, identifier);
		g_free(identifier);
	}
	writer_text(out, "\t}\n"
			 "\tif (-not $options) {\n"
			 "\t\treturn\n"
			 "\t}\n");
}

static void put_end(struct writer *out)
{
	writer_text(out, "\tif ($before -ccontains '--') { # what follows is the compiler's\n"
			 "\t\treturn\n"
			 "\t}\n"
			 "\t$name = $before[-1]\n"
			 "\t$prefix = ''\n"
			 "\tif ($word -clike '--*=*') {\n"
			 "\t\t$name = ($word -split '=', 2)[0]\n"
			 "\t\t$prefix = \"$name=\"\n"
			 "\t}\n"
			 "\t$option = $options | Where-Object { $_.Names -ccontains $name }\n"
			 "\tif ($option -and $option.Value -ne 'none') {\n"
			 "\t\tif ($option.Value -eq 'choice') {\n"
			 "\t\t\tforeach ($choice in $option.Choices) {\n"
			 "\t\t\t\t& $offer \"$prefix$choice\" $word 'ParameterValue' $option.Help\n"
			 "\t\t\t}\n"
			 "\t\t} elseif ($option.Value -eq 'folder' -and -not $prefix) {\n"
			 "\t\t\t[System.Management.Automation.CompletionCompleters]::CompleteFilename($word) |\n"
			 "\t\t\t\tWhere-Object { $_.ResultType -eq 'ProviderContainer' }\n"
			 "\t\t}\n"
			 "\t\treturn\n"
			 "\t}\n"
			 "\tif ($word.StartsWith('-')) {\n"
			 "\t\tforeach ($option in $options) {\n"
			 "\t\t\t$name = @($option.Names)[0]\n"
			 "\t\t\t& $offer $name $word 'ParameterName' $option.Help\n"
			 "\t\t}\n"
			 "\t}\n"
			 "}\n");
}

void completion_print_powershell(struct writer *out, enum personality personality)
{
	if (personality == PERSONALITY_BINDGEN) {
		put_head(out, "bindgen");
		put_options(out, "options", personality);
		put_end(out);
		return;
	}
	put_head(out, "braze");
	for (const struct command *command = completion_commands; command->name; command++) {
		char *identifier = completion_identifier(command);
		if (command->has_options)
			put_options(out, identifier, command->personality);
		g_free(identifier);
	}
	put_commands(out);
	put_end(out);
}
