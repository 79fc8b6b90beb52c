/*
 * numbering -- from counts to labels: 1.1, iv), б), •; the single numbers makes number_text.c
 *
 * A list has up to ten levels, each with a counter.  An item counts its own level on and starts the
 * deeper ones anew: after 1, 1.1, 1.2 and 2 comes 2.1.  An item of a level whose upper levels have not
 * been counted shows their start values.
 */
#include "document/numbering.h"

static int
level_within(int level)
{
	return level < 0 ? 0 : level >= LIST_LEVELS ? LIST_LEVELS - 1 : level;
}

static void
level_begin(struct list_counters *c, const struct list_level *level, int i)
{
	c->at[i] = level->start;
	c->is_counting[i] = true;
}

void
list_count(struct list_counters *c, const struct list_level levels[LIST_LEVELS], int level)
{
	level = level_within(level);
	if (!c->is_counting[level])
		level_begin(c, &levels[level], level);
	else if (c->at[level] < INT32_MAX)
		c->at[level]++;
	for (int i = 0; i < level; i++)
		if (!c->is_counting[i])
			level_begin(c, &levels[i], i);
	for (int i = level + 1; i < LIST_LEVELS; i++)
		if (levels[i].restarts && level <= levels[i].restart_level)
			c->is_counting[i] = false;
}

void
list_restart(struct list_counters *c, int level, int number)
{
	level = level_within(level);
	list_stop(c, level);
	c->at[level] = number > INT32_MIN ? number - 1 : number;
	c->is_counting[level] = true;
}

void
list_stop(struct list_counters *c, int level)
{
	for (int i = level_within(level); i < LIST_LEVELS; i++)
		c->is_counting[i] = false;
}

static struct text
level_number(struct arena *a, const struct list_counters *c, const struct list_level *level, int i, bool is_legal)
{
	int number = c->is_counting[i] ? c->at[i] : level->start;

	if (is_legal && level->format != NUMBER_NONE && level->format != NUMBER_BULLET)
		return number_text(a, NUMBER_DECIMAL, number);
	return number_text(a, level->format, number);
}

/* The level of the sign at t[i], or -1 when it is none. */
static int
sign_level(struct text t, size_t i)
{
	int level = (unsigned char)t.at[i] - LEVEL_SIGN;

	return level >= 0 && level < LIST_LEVELS ? level : -1;
}

/* Where the next sign stands from `from` on; the length when there is none. */
static size_t
sign_next(struct text t, size_t from)
{
	while (from < t.len && sign_level(t, from) < 0)
		from++;
	return from;
}

/* A level without numbers shows what stands before its first and behind its last number. */
static struct text
unnumbered(struct arena *a, struct text pattern)
{
	size_t first = sign_next(pattern, 0), last = first;

	if (first == pattern.len)
		return pattern;
	for (size_t i = first; i < pattern.len; i = sign_next(pattern, i + 1))
		last = i;
	return text_join(a, text_slice(pattern, 0, first), text_from_offset(pattern, last + 1));
}

struct text
list_label(struct arena *a, const struct list_counters *c, const struct list_level levels[LIST_LEVELS], int level)
{
	const struct list_level *own = &levels[level_within(level)];
	struct text t = TEXT_NONE, pattern = own->pattern;
	size_t from = 0;

	if (own->format == NUMBER_NONE)
		return unnumbered(a, pattern);
	for (size_t i = sign_next(pattern, 0); i < pattern.len; i = sign_next(pattern, from)) {
		int sign = sign_level(pattern, i);

		t = text_join(a, t, text_slice(pattern, from, i));
		t = text_join(a, t, level_number(a, c, &levels[sign], sign, own->is_legal));
		from = i + 1;
		/* what follows a level without numbers goes with it: 1.1 of "%1.%2.%3", not 1..1 */
		if (levels[sign].format == NUMBER_NONE && sign_next(pattern, from) < pattern.len)
			from = sign_next(pattern, from);
	}
	return from ? text_join(a, t, text_from_offset(pattern, from)) : pattern;
}
