/*
 * nearest -- edit distance over letters of any case (optimal string alignment: one letter missing, added,
 * replaced, or two neighbours swapped).
 *
 * A name in which Latin letters stand for Cyrillic ones of the same look is the nearest of all, however many they are.
 *
 * A name counts as near when at most a third of its letters differ, but never all of them.  Names are
 * cut to NAME_MOST code points, so that an offer costs the same whatever stands in a hostile file.
 */
#include "base/nearest.h"

#include <unicase.h>

#include "base/report.h"
#include "base/utf8.h"

enum { NAME_MOST = 48 };

struct letters {
	uint32_t at[NAME_MOST];
	size_t count;
};

static struct letters
letters_of(struct text t)
{
	struct letters l = {.count = 0};

	for (size_t at = 0; at < t.len && l.count < NAME_MOST;)
		l.at[l.count++] = uc_tolower(utf8_next(t, &at));
	return l;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t
changes(const struct letters *x, const struct letters *y)
{
	size_t rows[3][NAME_MOST + 1];

	for (size_t j = 0; j <= y->count; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= x->count; i++) {
		size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= y->count; j++) {
			bool same = x->at[i - 1] == y->at[j - 1];

			now[j] = least(least(now[j - 1], before[j]) + 1, before[j - 1] + !same);
			if (i > 1 && j > 1 && x->at[i - 1] == y->at[j - 2] && x->at[i - 2] == y->at[j - 1])
				now[j] = least(now[j], earlier[j - 2] + 1);
		}
	}
	return rows[x->count % 3][y->count];
}

size_t
nearest_distance(struct text a, struct text b)
{
	struct letters x = letters_of(a), y = letters_of(b);
	size_t longer = x.count > y.count ? x.count : y.count, shorter = least(x.count, y.count), d;

	if (shorter == 0 || longer - shorter > longer / 3 + 1)
		return SIZE_MAX;
	d = changes(&x, &y);
	return d > (longer + 2) / 3 || d >= longer ? SIZE_MAX : d;
}

/* The Cyrillic letter that a small Latin one looks like. */
static uint32_t
look_of(uint32_t c)
{
	static const struct {
		char latin;
		uint16_t cyrillic;
	} pairs[] = {{'a', 0x430}, {'b', 0x432}, {'c', 0x441}, {'e', 0x435}, {'h', 0x43D}, {'k', 0x43A}, {'m', 0x43C},
		     {'o', 0x43E}, {'p', 0x440}, {'t', 0x442}, {'u', 0x438}, {'x', 0x445}, {'y', 0x443}, {'n', 0x43F}};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		if (c == (uint32_t)pairs[i].latin)
			return pairs[i].cyrillic;
	}
	return c == 0x451 ? 0x435 : c;
}

static bool
look_alike(struct text a, struct text b)
{
	struct letters x = letters_of(a), y = letters_of(b);
	bool differ = false;

	if (x.count != y.count)
		return false;
	for (size_t i = 0; i < x.count; i++) {
		if (look_of(x.at[i]) != look_of(y.at[i]))
			return false;
		differ |= x.at[i] != y.at[i];
	}
	return differ;
}

struct nearest
nearest_to(struct text wanted_folded)
{
	return (struct nearest){.wanted = wanted_folded, .found = TEXT_NONE, .distance = SIZE_MAX};
}

void
nearest_offer(struct nearest *n, struct text folded, struct text shown)
{
	bool is_alike = look_alike(n->wanted, folded);
	size_t d = is_alike ? 0 : nearest_distance(n->wanted, folded);

	if (d >= n->distance)
		return;
	n->distance = d;
	n->found = shown;
	n->is_alike = is_alike;
}

struct text
nearest_hint(struct arena *a, const struct nearest *n)
{
	if (n->found.len == 0)
		return TEXT_NONE;
	if (n->is_alike)
		return text_format(
			a,
			_("\"%.*s\" looks the same, but some letter is Latin in one and Russian in the other: "
			  "type it anew"),
			TEXT_ARG(n->found));
	return text_format(a, _("did you mean \"%.*s\"?"), TEXT_ARG(n->found));
}
