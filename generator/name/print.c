/*
 * print -- the last name, the first name, the initials out of a name that was read.
 */
#include <unicase.h>

#include "base/utf8.h"
#include "name/name.h"
#include "name/word.h"

static bool
has_role(const struct piece *p, enum piece_role role)
{
	return p->role == role || (role == PIECE_PATRONYMIC && p->role == PIECE_KIN);
}

struct text
name_part(struct arena *a, const struct reading *r, enum piece_role role, enum grammatical_case c)
{
	struct reading some = {.kind = r->kind};
	const struct piece *gap = NULL; /* since the last word of that role */

	for (size_t i = 0; i < r->pieces.count; i++) {
		const struct piece *p = &r->pieces.at[i];

		if (p->role == PIECE_FIXED || p->role == PIECE_SEPARATOR) {
			gap = some.pieces.count ? p : NULL;
		} else if (!has_role(p, role)) {
			gap = NULL;
		} else {
			if (gap)
				*VECTOR_PUSH(a, &some.pieces) = *gap;
			*VECTOR_PUSH(a, &some.pieces) = *p;
			gap = NULL;
		}
	}
	return some.pieces.count ? reading_form(a, &some, c) : TEXT_NONE;
}

/* "И.", of Анна-Мария "А.-М."; of an initial itself. */
static void
write_initials(struct buffer *b, struct text word)
{
	struct text hyphen, part;
	size_t at = 0;

	do {
		size_t letter = 0;

		part = word_part_next(word, &at, &hyphen);
		if (part.len == 0)
			continue;
		buffer_utf8(b, uc_toupper(utf8_next(part, &letter)));
		buffer_string(b, hyphen.len ? ".-" : ".");
	} while (hyphen.len);
}

/* The pieces of one word are those of one role, with nothing between. */
static struct text
word_at(const struct reading *r, size_t *i)
{
	const struct piece *from = &r->pieces.at[*i], *to = from;

	while (*i + 1 < r->pieces.count && r->pieces.at[*i + 1].role == from->role)
		to = &r->pieces.at[++*i];
	return (struct text){from->text.at, (size_t)(to->text.at - from->text.at) + to->text.len};
}

/* The initials of all first names and the patronymic; how many. */
static size_t
write_all_initials(struct buffer *b, const struct reading *r)
{
	size_t count = 0;

	for (size_t i = 0; i < r->pieces.count; i++) {
		enum piece_role role = r->pieces.at[i].role;
		struct text word;

		if (role != PIECE_FIRST_NAME && role != PIECE_PATRONYMIC && role != PIECE_INITIALS)
			continue;
		word = word_at(r, &i);
		if (role == PIECE_INITIALS && text_ends(word, TEXT(".")))
			buffer_text(b, word);
		else
			write_initials(b, word);
		count++;
	}
	for (size_t i = 0; i < r->pieces.count; i++) {
		if (r->pieces.at[i].role == PIECE_KIN)
			buffer_printf(b, " %.*s", TEXT_ARG(r->pieces.at[i].text));
	}
	return count;
}

static bool
begins_small(struct text t)
{
	size_t at = 0;
	uint32_t c = t.len ? utf8_next(t, &at) : 0;

	return uc_toupper(c) != c;
}

/* Not so "И.о. директора": small letters stand where names have capitals. */
static bool
is_like_name(const struct reading *r)
{
	const struct piece *last = NULL;
	bool has_patronymic = false, has_initials = false;

	for (size_t i = 0; i < r->pieces.count; i++) {
		has_patronymic |= r->pieces.at[i].role == PIECE_PATRONYMIC;
		has_initials |= r->pieces.at[i].role == PIECE_INITIALS;
		if (r->pieces.at[i].role == PIECE_LAST_NAME)
			last = &r->pieces.at[i];
	}
	return last && (!begins_small(last->text) || (begins_small(r->pieces.at[0].text) && has_patronymic) ||
			(last == r->pieces.at && has_initials));
}

static void
write_one(struct arena *a, struct buffer *b, const struct reading *r, bool initials_first, enum grammatical_case c)
{
	struct buffer initials = {0};
	struct text last = name_part(a, r, PIECE_LAST_NAME, c);

	if (!is_like_name(r) || write_all_initials(&initials, r) == 0) {
		reading_write(b, r, c);
	} else if (initials_first) {
		buffer_printf(b, "%.*s %.*s", TEXT_ARG(buffer_view(&initials)), TEXT_ARG(last));
	} else {
		buffer_printf(b, "%.*s %.*s", TEXT_ARG(last), TEXT_ARG(buffer_view(&initials)));
	}
	buffer_free(&initials);
}

struct text
name_initials(struct arena *a, const struct reading *r, bool initials_first, enum grammatical_case c)
{
	struct buffer b = {0};
	size_t from = 0;

	for (size_t i = 0; i <= r->pieces.count; i++) {
		struct reading one = *r;

		if (i < r->pieces.count && r->pieces.at[i].role != PIECE_SEPARATOR)
			continue;
		one.pieces.at += from;
		one.pieces.count = i - from;
		write_one(a, &b, &one, initials_first, c);
		if (i < r->pieces.count)
			buffer_text(&b, r->pieces.at[i].text);
		from = i + 1;
	}
	return buffer_take(a, &b);
}
