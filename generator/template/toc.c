#include "template/toc.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Moves *at behind the next word or quoted text; false at the end. */
static bool
next_word(struct text t, size_t *at, struct text *word)
{
	size_t i = *at, start;
	bool is_quoted;

	while (i < t.len && isspace((unsigned char)t.at[i]))
		i++;
	if (i == t.len)
		return false;
	is_quoted = t.at[i] == '"';
	start = i += is_quoted;
	while (i < t.len && (is_quoted ? t.at[i] != '"' : !isspace((unsigned char)t.at[i])))
		i++;
	*word = text_slice(t, start, i);
	*at = i + (is_quoted && i < t.len);
	return true;
}

/* The argument of a switch, if there is one. */
static struct text
argument(struct text t, size_t *at)
{
	size_t behind = *at;
	struct text word;

	if (!next_word(t, &behind, &word) || text_starts(word, TEXT("\\")))
		return TEXT_NONE;
	*at = behind;
	return word;
}

static int
digit(struct text t, size_t at)
{
	return at < t.len && t.at[at] >= '1' && t.at[at] <= '9' ? t.at[at] - '0' : 0;
}

/* "1-3"; all levels when nothing is said, or nothing that is understood. */
static void
read_range(struct text t, int *first, int *last)
{
	*first = digit(t, 0) ? digit(t, 0) : 1;
	*last = digit(t, t.len ? t.len - 1 : 0) ? digit(t, t.len - 1) : TOC_LEVELS;
}

/* "Style;1;Other;2", with the list separator of the author's country. */
static void
read_styles(struct arena *a, struct toc *toc, struct text t)
{
	char separator = text_find(t, TEXT(";"), 0) == TEXT_NOWHERE ? ',' : ';';
	struct text name = TEXT_NONE;
	bool is_name = true;

	for (size_t at = 0, end; at <= t.len; at = end + 1) {
		const char *found = at < t.len ? memchr(t.at + at, separator, t.len - at) : NULL;
		struct text piece;

		end = found ? (size_t)(found - t.at) : t.len;
		piece = text_trim(text_slice(t, at, end));
		if (is_name)
			name = text_copy(a, piece);
		else if (name.len && digit(piece, 0))
			*VECTOR_PUSH(a, &toc->styles) = (struct toc_style){name, digit(piece, 0)};
		is_name = !is_name;
	}
}

static void
read_switch(struct arena *a, struct toc *toc, char which, struct text t, size_t *at)
{
	switch (which) {
	case 'o':
		read_range(argument(t, at), &toc->first, &toc->last);
		break;
	case 'u':
		toc->by_outline = true;
		break;
	case 'h':
		toc->has_links = true;
		break;
	case 'n':
		read_range(argument(t, at), &toc->bare_first, &toc->bare_last);
		break;
	case 'p':
		toc->separator = text_copy(a, argument(t, at));
		break;
	case 't':
		read_styles(a, toc, argument(t, at));
		break;
	case 'a': /* captions, marks of other kinds, a bookmark's part, numbers of chapters */
	case 'b':
	case 'c':
	case 'l':
	case 's':
		toc->lists_headings_alone = false;
		break;
	default: /* looks that change nothing here, and marks (\f) beside the headings */
		argument(t, at);
		break;
	}
}

bool
toc_read(struct arena *a, struct text instruction, struct toc *toc)
{
	struct text word;
	size_t at = 0;

	*toc = (struct toc){.lists_headings_alone = true, .separator = TEXT_NONE};
	if (!next_word(instruction, &at, &word) || word.len != 3 || strncasecmp(word.at, "toc", 3) != 0)
		return false;
	while (next_word(instruction, &at, &word))
		if (word.len == 2 && word.at[0] == '\\')
			read_switch(a, toc, (char)tolower((unsigned char)word.at[1]), instruction, &at);
	if (!toc->last && !toc->by_outline && !toc->styles.count)
		read_range(TEXT_NONE, &toc->first, &toc->last);
	return true;
}

/* ---- where it stands ---- */

static bool
is_in_box(const struct xml_node *node)
{
	while (node && node->name != W_txbxContent && node->name != DRAW_frame)
		node = node->parent;
	return node != NULL;
}

/* The paragraph that a field's mark stands in with nothing but its run between; NULL: there is something else. */
static const struct xml_node *
paragraph_of_mark(const struct xml_node *mark)
{
	const struct xml_node *run = mark ? mark->parent : NULL;

	return run && run->parent && run->parent->name == W_p ? run->parent : NULL;
}

bool
toc_is_row(const struct xml_node *separate, const struct xml_node *end)
{
	const struct xml_node *first = paragraph_of_mark(separate), *last = paragraph_of_mark(end);

	return first && last && first->parent == last->parent && !is_in_box(first);
}

bool
toc_lists_headings(const struct xml_node *table_of_content)
{
	const struct xml_node *source = xml_child(table_of_content, TEXT_table_of_content_source);

	return xml_child(source, TEXT_table_of_content_entry_template) &&
	       xml_child(table_of_content, TEXT_index_body) && !xml_value_is(source, TEXT_index_scope, "chapter") &&
	       !is_in_box(table_of_content);
}
