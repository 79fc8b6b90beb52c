/*
 * filters_text -- filters on texts, and those for empty and true values.
 */
#include "merge/state.h"

#include <unicase.h>

#include "base/utf8.h"
#include "language/typography.h"

/* ---- letters ---- */

typedef uint32_t letter_case(uint32_t c);

/* `change` for all letters, or for the first, if no figure stands before it: 1 сентября. */
static bool
change_case(struct merging *m, struct value *v, letter_case *change, bool first_only)
{
	struct text t = printed(m, v);
	struct buffer b = {0};
	bool done = false;

	for (size_t at = 0; at < t.len;) {
		uint32_t c = utf8_next(t, &at), changed = done ? c : change(c);

		buffer_utf8(&b, changed);
		done |= first_only && (uc_toupper(c) != uc_tolower(c) || (c >= '0' && c <= '9'));
	}
	*v = value_of_text(text_copy(m->arena, buffer_view(&b)));
	buffer_free(&b);
	return true;
}

bool
filter_upper(struct merging *m, const struct expression *f, struct value *v)
{
	(void)f;
	return change_case(m, v, uc_toupper, false);
}

bool
filter_lower(struct merging *m, const struct expression *f, struct value *v)
{
	(void)f;
	return change_case(m, v, uc_tolower, false);
}

bool
filter_capitalize(struct merging *m, const struct expression *f, struct value *v)
{
	(void)f;
	return change_case(m, v, uc_toupper, true);
}

/* ГОСТ, ВРИО: two capitals in a row are no beginning of a sentence. */
static bool
begins_with_capitals(struct text t)
{
	size_t at = 0;
	int count = 0;

	while (at < t.len && count < 2) {
		uint32_t c = utf8_next(t, &at);

		if (uc_toupper(c) == uc_tolower(c)) {
			if (count)
				return false;
			continue;
		}
		if (c != uc_toupper(c))
			return false;
		count++;
	}
	return count == 2;
}

bool
filter_uncapitalize(struct merging *m, const struct expression *f, struct value *v)
{
	(void)f;
	return begins_with_capitals(printed(m, v)) || change_case(m, v, uc_tolower, true);
}

bool
filter_trim(struct merging *m, const struct expression *f, struct value *v)
{
	(void)m, (void)f;
	if (v->kind == VALUE_TEXT)
		*v = value_of_text(text_trim(v->text));
	return true;
}

/* Spaces become no-break spaces, hyphens no-break hyphens. */
bool
filter_nbsp(struct merging *m, const struct expression *f, struct value *v)
{
	struct text t = printed(m, v);
	struct buffer b = {0};

	(void)f;
	for (size_t i = 0; i < t.len; i++) {
		if (t.at[i] == ' ')
			buffer_string(&b, "\u00a0");
		else if (t.at[i] == '-')
			buffer_string(&b, "\u2011");
		else
			buffer_byte(&b, t.at[i]);
	}
	*v = value_of_text(text_copy(m->arena, buffer_view(&b)));
	buffer_free(&b);
	return true;
}

bool
filter_typograph(struct merging *m, const struct expression *f, struct value *v)
{
	(void)f;
	*v = value_of_text(russian_typograph(m->arena, printed(m, v)));
	return true;
}

/* ---- empty values ---- */

bool
filter_default(struct merging *m, const struct expression *f, struct value *v)
{
	return !value_is_empty(v) || argument_value(m, f, 0, v);
}

/* ---- truths ---- */

bool
filter_yes_no(struct merging *m, const struct expression *f, struct value *v)
{
	static const struct text words[] = {TEXT_INIT("да"), TEXT_INIT("нет")};
	size_t which = !value_truth(v);

	if (which < f->argument_count)
		return argument_value(m, f, which, v);
	/* with one text alone, the other is nothing */
	*v = value_of_text(f->argument_count ? TEXT_NONE : words[which]);
	return true;
}

bool
filter_checkbox(struct merging *m, const struct expression *f, struct value *v)
{
	(void)m, (void)f;
	*v = value_of_text(value_truth(v) && !v->is_blank ? TEXT("☑") : TEXT("☐"));
	return true;
}

/* ---- several values in one cell ---- */

/* Behind the part that begins at `from`: the next separator, or the end; *len is the separator's. */
static size_t
part_end(struct text t, struct text separator, size_t from, size_t *len)
{
	ptrdiff_t end;

	*len = separator.len ? separator.len : 1;
	if (!separator.len) {
		while (from < t.len && t.at[from] != ';' && t.at[from] != '\n')
			from++;
		return from;
	}
	end = text_find(t, separator, from);
	return end < 0 ? t.len : (size_t)end;
}

/* A list is one already: the data of one season say in a cell what those of another say in a list. */
bool
filter_split(struct merging *m, const struct expression *f, struct value *v)
{
	struct text t, separator = TEXT_NONE;
	VECTOR(struct value) parts = {0};
	size_t len;

	if (v->kind == VALUE_LIST)
		return true;
	if (f->argument_count && !argument_text(m, f, 0, &separator))
		return false;
	t = printed(m, v);
	for (size_t from = 0, to; from <= t.len; from = to + len) {
		struct text part;

		to = part_end(t, separator, from, &len);
		part = text_trim(text_slice(t, from, to));
		if (part.len)
			*VECTOR_PUSH(m->arena, &parts) = value_of_text(part);
	}
	*v = value_of_list(list_of(m->arena, parts.at, parts.count, NULL));
	return true;
}
