/*
 * sheets -- what the readers of workbooks have in common.
 *
 * A cell is a value of its own type.  What it shows is kept beside where that tells more than the value would print
 * by itself: a percentage, a time of day.
 */
#include "reader/sheets.h"

#include <math.h>
#include <string.h>

#include "value/number.h"

enum { POOL = 32 * 1024, KEPT_MOST = 1 << 30 };

void
sheets_add_hidden(struct sheets *s, int row)
{
	struct row_range *last = s->hidden.count ? &s->hidden.at[s->hidden.count - 1] : NULL;

	if (last && last->last + 1 == row)
		last->last = row;
	else
		*VECTOR_PUSH(s->arena, &s->hidden) = (struct row_range){row, row};
}

/* Parts are streams and may be large, but what their cells hold stays. */
static bool
is_too_much(struct sheets *s, size_t len)
{
	s->kept += len;
	if (s->kept <= KEPT_MOST)
		return false;
	if (!s->is_full)
		REPORT(s->report, PACKAGE_LIMIT, place_file(s->file),
		       text_from(_("the texts of its cells are larger than 1 GiB together")));
	return s->is_full = s->is_broken = true;
}

struct text
sheets_keep(struct sheets *s, struct text t)
{
	char *at;

	if (!t.len || is_too_much(s, t.len))
		return TEXT_NONE;
	if (t.len > POOL / 4)
		return text_copy(s->texts, t);
	if (t.len > s->pool_left) {
		s->pool = arena_alloc(s->texts, POOL);
		s->pool_left = POOL;
	}
	at = s->pool;
	memcpy(at, t.at, t.len);
	s->pool += t.len;
	s->pool_left -= t.len;
	return (struct text){at, t.len};
}

struct value
cell_of_text(struct sheets *s, struct text t)
{
	return value_of_text(text_is_blank(t) ? TEXT_NONE : sheets_keep(s, t));
}

struct value
cell_of_percent(struct sheets *s, double n)
{
	struct value v = value_of_number(n);

	v.text = text_join(s->texts, number_print(s->texts, n * 100, ','), TEXT("%"));
	return v;
}

struct value
cell_of_time(struct sheets *s, double seconds)
{
	const double most = 1e15;
	double whole = fmin(floor(fabs(seconds) + 0.5), most);
	long long n = (long long)whole;

	return value_of_text(text_format(s->texts, n % 60 ? "%s%02lld:%02lld:%02lld" : "%s%02lld:%02lld",
					 seconds < 0 && n ? "-" : "", n / 3600, n / 60 % 60, n % 60));
}
