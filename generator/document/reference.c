/*
 * reference -- fields of both formats that say on what page something stands.
 *
 * In contents LibreOffice shows every number as it is stored, Word as it was when the contents were made.  Here each is
 * a reference, so that contents are right whatever has been merged into the document since.  A number there may be
 * plain text: LibreOffice writes its own contents so.
 */
#include "document/build.h"

#include <string.h>

#include "base/buffer.h"

struct reference *
reference_add(struct arena *a, struct document *d, struct text target)
{
	struct reference *r = NEW(a, struct reference);

	r->index = d->references.count;
	r->target = target;
	r->stored = TEXT_NONE;
	r->format = NUMBER_AS_SECTION;
	*VECTOR_PUSH(a, &d->references) = r;
	return r;
}

struct text
direction_word(struct text language, bool is_before)
{
	if (text_starts(language, TEXT("ru")))
		return is_before ? TEXT("выше") : TEXT("ниже");
	if (text_starts(language, TEXT("de")))
		return is_before ? TEXT("oben") : TEXT("unten");
	return is_before ? TEXT("above") : TEXT("below");
}

/* ---- numbers in contents ---- */

/* In digits, or Roman; letters that count might as well be a word. */
static bool
is_page_number(struct text t)
{
	enum { MOST = 12 };
	static const char *const signs[] = {"0123456789", "ivxlcdm", "IVXLCDM"};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t at = 0;

		while (at < t.len && strchr(signs[i], t.at[at]))
			at++;
		if (at == t.len)
			return t.len > 0 && t.len <= MOST;
	}
	return false;
}

/* What the runs say, in one line. */
static struct text
line_of(struct arena *a, const struct run *runs, size_t count)
{
	struct buffer b = {0};

	for (size_t i = 0; i < count; i++) {
		if (runs[i].kind == RUN_TEXT)
			buffer_text(&b, runs[i].text);
		else if (runs[i].kind == RUN_TAB || runs[i].kind == RUN_LINE_BREAK)
			buffer_byte(&b, ' ');
	}
	return text_trim(buffer_take(a, &b));
}

/* Where an entry leads whose number is the run behind the last of `count` runs; empty: nowhere. */
static struct text
target_of(struct arena *a, const struct run *runs, size_t count)
{
	struct text link = runs[count].link, heading;

	if (link.len)
		return text_starts(link, TEXT("#")) ? text_from_offset(link, 1) : TEXT_NONE;
	heading = line_of(a, runs, count - 1);
	return heading.len ? text_join(a, heading, TEXT("|outline")) : TEXT_NONE;
}

void
runs_find_page_number(struct arena *a, struct run_list *l, struct document *d)
{
	struct run *runs = l->all.at;
	struct text target, stored;
	size_t at = l->all.count;
	struct reference *r;

	while (at > 0 && runs[at - 1].kind == RUN_TEXT)
		at--;
	if (!at || at == l->all.count || runs[at - 1].kind != RUN_TAB)
		return;
	stored = line_of(a, runs + at, l->all.count - at);
	target = target_of(a, runs, at);
	if (!is_page_number(stored) || !target.len)
		return;
	r = reference_add(a, d, target);
	r->stored = stored;
	r->keeps_stored = true;
	runs[at].kind = RUN_REFERENCE;
	runs[at].reference = r;
	l->all.count = at + 1;
}
