/*
 * finish -- where the filters may stand that say how a value stands in the document.
 *
 *     {{ text | trim | markdown }}     the last ones of a marker
 *     {{# list | rows }}               of a section: those that say what is repeated
 *
 * Elsewhere, inside parentheses, before another filter, in a file name, their result would have nowhere to go.  One
 * marker makes one thing: two of them are a slip.
 */
#include "expression/finish.h"

static bool
is_rich(enum filter_id id)
{
	return id == FILTER_MARKDOWN || id == FILTER_PARAGRAPHS || id == FILTER_LINK || id == FILTER_IMAGE ||
	       id == FILTER_QR || id == FILTER_FIT;
}

static bool
is_of_section(enum filter_id id)
{
	return id == FILTER_ROWS || id == FILTER_COLUMNS;
}

bool
filter_is_finish(enum filter_id id)
{
	return filter_row(id)->group == GROUP_RICH;
}

const struct expression *
finish_rich(const struct expression *e)
{
	for (; e && e->kind == EXPRESSION_FILTER && filter_is_finish(e->filter); e = e->left) {
		if (is_rich(e->filter))
			return e;
	}
	return NULL;
}

/* The first finish below e, wherever.  Recursion is bounded by the parser's limit on nodes. */
static const struct expression *
find_finish(const struct expression *e)
{
	const struct expression *found = NULL;

	if (!e)
		return NULL;
	found = find_finish(e->left);
	if (!found && e->kind == EXPRESSION_FILTER && filter_is_finish(e->filter))
		found = e;
	if (!found)
		found = find_finish(e->right);
	for (size_t i = 0; i < e->argument_count && !found; i++)
		found = find_finish(e->arguments[i].expression);
	return found;
}

static struct text
hint_for(struct arena *a, const struct expression *f, enum finish_place place)
{
	if (is_of_section(f->filter))
		return text_format(a, _("it belongs to a section: {{#name | %.*s}}"), TEXT_ARG(f->text));
	if (place == FINISH_SECTION)
		return text_from(_("a section chooses and repeats; put the filter into a marker that prints a value"));
	if (place == FINISH_TEXT)
		return text_from(_("only plain text can stand here"));
	return text_format(a, _("it says how the value looks, so it comes last: {{name | %.*s}}"), TEXT_ARG(f->text));
}

static bool
fail(const struct expression *f, struct text hint, struct fault *fault)
{
	size_t at = (size_t)(f->text.at - f->origin->line.at) - f->origin->at;

	*fault = (struct fault){at, f->text.len, PROBLEM_FILTER_PLACE, {f->text, hint}};
	return false;
}

static bool
may_end(enum filter_id id, enum finish_place place)
{
	return filter_is_finish(id) &&
	       (place == FINISH_VALUE ? !is_of_section(id) : place == FINISH_SECTION && is_of_section(id));
}

bool
finish_check(struct arena *a, const struct expression *e, enum finish_place place, struct fault *fault)
{
	const struct expression *rich = NULL, *wrong = NULL;

	for (; e && e->kind == EXPRESSION_FILTER && may_end(e->filter, place); e = e->left) {
		if (is_rich(e->filter) && rich)
			return fail(rich,
				    text_from(_("one marker makes one thing of a value: leave one of its filters")),
				    fault);
		rich = is_rich(e->filter) ? e : rich;
		for (size_t i = 0; i < e->argument_count && !wrong; i++)
			wrong = find_finish(e->arguments[i].expression);
	}
	wrong = wrong ? wrong : find_finish(e);
	return wrong ? fail(wrong, hint_for(a, wrong, place), fault) : true;
}
