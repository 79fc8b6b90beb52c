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

struct text
list_label(struct arena *a, const struct list_counters *c, const struct list_level levels[LIST_LEVELS], int level)
{
	const struct list_level *own = &levels[level_within(level)];
	struct text t = TEXT_NONE;
	size_t from = 0;

	for (size_t i = 0; i < own->pattern.len; i++) {
		int sign = (unsigned char)own->pattern.at[i] - LEVEL_SIGN;

		if (sign < 0 || sign >= LIST_LEVELS)
			continue;
		t = text_join(a, t, text_slice(own->pattern, from, i));
		t = text_join(a, t, level_number(a, c, &levels[sign], sign, own->is_legal));
		from = i + 1;
	}
	return from ? text_join(a, t, text_from_offset(own->pattern, from)) : own->pattern;
}
