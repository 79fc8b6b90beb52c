/*
 * substitution -- fonts/substitutions.txt: which family stands for a missing one.
 *
 *     Times New Roman = Liberation Serif, Tinos     the first that is installed
 *     *serif = PT Serif, DejaVu Serif               for characters that a face with serifs lacks
 *     * = PT Sans, DejaVu Sans                      the same for any other face
 *     # a note
 */
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "font/face.h"

struct text
family_fold(struct arena *a, struct text family)
{
	struct text folded = utf8_fold_name(a, family);
	char *out = arena_alloc(a, folded.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < folded.len; i++)
		if (folded.at[i] != ' ')
			out[n++] = folded.at[i];
	return (struct text){out, n};
}

/* "A, B" to its names; empty ones fall away. */
static struct substitution
read_row(struct arena *a, struct text family, struct text others)
{
	VECTOR(struct text) names = {0};
	struct substitution row = {0};

	row.family = family.at[0] == '*' ? text_copy(a, family) : family_fold(a, family);
	while (others.len) {
		ptrdiff_t comma = text_find(others, TEXT(","), 0);
		size_t end = comma < 0 ? others.len : (size_t)comma;
		struct text name = text_trim(text_slice(others, 0, end));

		if (name.len)
			*VECTOR_PUSH(a, &names) = text_copy(a, name);
		others = text_from_offset(others, comma < 0 ? end : end + 1);
	}
	row.others = names.at;
	row.other_count = names.count;
	return row;
}

static void
read_line(struct arena *a, struct report *r, struct text line, struct place place, struct substitutions *s)
{
	ptrdiff_t equals;
	struct text family;
	struct substitution row;

	line = text_trim(line);
	if (!line.len || line.at[0] == '#')
		return;
	equals = text_find(line, TEXT("="), 0);
	family = equals < 0 ? TEXT_NONE : text_trim(text_slice(line, 0, (size_t)equals));
	if (family.len) {
		row = read_row(a, family, text_from_offset(line, (size_t)equals + 1));
		if (row.other_count) {
			*VECTOR_PUSH(a, &s->rows) = row;
			return;
		}
	}
	REPORT_EXCERPT(r, FONT_TABLE, place, ((struct excerpt){line, 0, (int)utf8_count(line), 0}), TEXT_NONE);
}

void
substitutions_read(struct arena *a, struct report *r, const char *path, struct substitutions *s)
{
	struct text bytes, shown = text_from(path);
	struct place place = {.kind = AT_LINE, .file = shown, .line = 1, .column = 1};

	if (!file_read(a, r, path, shown, &bytes))
		return;
	if (text_starts(bytes, TEXT("\xEF\xBB\xBF")))
		bytes = text_from_offset(bytes, 3);
	for (; bytes.len; place.line++) {
		ptrdiff_t end = text_find(bytes, TEXT("\n"), 0);
		size_t len = end < 0 ? bytes.len : (size_t)end;

		read_line(a, r, text_slice(bytes, 0, len), place, s);
		bytes = text_from_offset(bytes, end < 0 ? len : len + 1);
	}
}

const struct substitution *
substitution_find(const struct substitutions *s, struct text folded_family)
{
	for (size_t i = 0; i < s->rows.count; i++)
		if (text_equal(s->rows.at[i].family, folded_family))
			return &s->rows.at[i];
	return NULL;
}
