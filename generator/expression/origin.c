#include "expression/origin.h"

#include "base/buffer.h"
#include "base/utf8.h"

enum { EXCERPT_MOST = 80, EXCERPT_BEFORE = 30 };

/* The offset n characters before `at`, not below 0. */
static size_t
step_back(struct text t, size_t at, size_t n)
{
	for (; at > 0 && n > 0; n--)
		at = utf8_before(t, at);
	return at;
}

static size_t
step_on(struct text t, size_t at, size_t n)
{
	for (; at < t.len && n > 0; n--)
		utf8_next(t, &at);
	return at;
}

/* t with each control character as a space: an excerpt is one line. */
static struct text
one_line(struct arena *a, struct text t)
{
	char *p = arena_alloc(a, t.len + 1);

	for (size_t i = 0; i < t.len; i++)
		p[i] = (unsigned char)t.at[i] < 0x20 ? ' ' : t.at[i];
	return (struct text){p, t.len};
}

struct excerpt
origin_excerpt(struct arena *a, const struct origin *o, size_t at, size_t len)
{
	struct text line = o->line, shown;
	size_t begin = o->at + at < line.len ? o->at + at : line.len;
	size_t end = begin + len < line.len ? begin + len : line.len;
	size_t from = 0, to = line.len;

	if (utf8_count(line) > EXCERPT_MOST) {
		from = step_back(line, begin, EXCERPT_BEFORE);
		to = step_on(line, from, EXCERPT_MOST);
		end = end < to ? end : to;
	}
	shown = one_line(a, text_slice(line, from, to));
	if (from > 0)
		shown = text_join(a, TEXT("…"), shown);
	if (to < line.len)
		shown = text_join(a, shown, TEXT("…"));
	return (struct excerpt){shown, (int)utf8_count(text_slice(line, from, begin)) + (from > 0),
				(int)utf8_count(text_slice(line, begin, end)),
				(int)utf8_count(text_slice(line, 0, from))};
}

bool
origin_report(struct arena *a, struct report *r, const struct origin *o, const struct fault *f)
{
	struct excerpt excerpt = origin_excerpt(a, o, f->at, f->len);

	if (o->is_copy && report_has(r, f->code, excerpt, f->arguments))
		return problem_severity(f->code) < SEVERITY_ERROR;
	return (o->is_included ? report_add_once : report_add)(r, f->code, o->place, excerpt, f->arguments);
}
