/*
 * Response files: `@flags.txt` stands for the words in flags.txt, quoted as in a shell.
 *
 *     --use-core            the file is split at white space and line ends; # begins a comment,
 *     --raw-line 'use x;'   '…' and "…" hold a word together, @other.txt may stand in it
 *
 * The words of a file take the place of the @FILE word, so `--` in a file has its usual meaning for all that follows. Paths are
 * relative to the folder that the program runs in. The value of an option is never replaced.
 */
#include "cli/response.h"

#include "base/diag.h"

#include <string.h>

enum { DEPTH_MAX = 16 };

struct word {
	char *text;
	unsigned depth; /* of response files around it */
};

static void push_word(GQueue *words, const char *text, unsigned depth)
{
	struct word *word = g_new(struct word, 1);
	*word = (struct word){ g_strdup(text), depth };
	g_queue_push_head(words, word);
}

static void word_free(void *data)
{
	struct word *word = data;
	g_free(word->text);
	g_free(word);
}

void arguments_init(struct arguments *arguments, int argc, char **argv)
{
	g_queue_init(&arguments->words);
	for (int i = argc; i-- > 0;)
		push_word(&arguments->words, argv[i], 0);
}

void arguments_finish(struct arguments *arguments)
{
	g_queue_clear_full(&arguments->words, word_free);
}

/* The words of the file; NULL with the reason in *why, which is static. */
static char **read_words(const char *path, const char **why)
{
	char *text, **words = NULL;
	gsize length;
	GError *error = NULL;
	if (!g_file_get_contents(path, &text, &length, &error)) {
		*why = diag_file_error_text(error);
		g_error_free(error);
		return NULL;
	}
	if (strlen(text) != length)
		*why = "it has a zero byte in it";
	else if (!g_shell_parse_argv(text, NULL, &words, &error) &&
		 g_error_matches(error, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING))
		words = g_new0(char *, 1);
	else if (!words)
		*why = "a quotation mark is not closed";
	g_clear_error(&error);
	g_free(text);
	return words;
}

/* Puts the words of the file in front of the queue. */
static bool open_response(struct arguments *arguments, const struct word *word)
{
	const char *why = NULL;
	if (word->depth >= DEPTH_MAX) {
		diag_argument(SEVERITY_ERROR, NULL, word->text, 0, "response files are nested deeper than %d levels",
			      DEPTH_MAX);
		return false;
	}
	char **words = read_words(word->text + 1, &why);
	if (!words)
		diag_argument(SEVERITY_ERROR, NULL, word->text, 1, "cannot read the response file: %s", why);
	for (guint i = words ? g_strv_length(words) : 0; i-- > 0;)
		push_word(&arguments->words, words[i], word->depth + 1);
	bool good = words != NULL;
	g_strfreev(words);
	return good;
}

bool arguments_next(struct arguments *arguments, char **text)
{
	struct word *word;
	*text = NULL;
	while ((word = g_queue_pop_head(&arguments->words)) && word->text[0] == '@') {
		bool good = open_response(arguments, word);
		word_free(word);
		if (!good)
			return false;
	}
	if (word)
		*text = g_steal_pointer(&word->text);
	if (word)
		word_free(word);
	return true;
}

char *arguments_next_value(struct arguments *arguments)
{
	struct word *word = g_queue_pop_head(&arguments->words);
	if (!word)
		return NULL;
	char *text = g_steal_pointer(&word->text);
	word_free(word);
	return text;
}
