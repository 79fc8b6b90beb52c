/*
 * include_find -- which template a marker {{> }} means: its file, and the values of a field in the data.
 */
#include <string.h>
#include <strings.h>

#include "template/include_place.h"

enum { ALTERNATIVES_MOST = 64 };

/* ---- the file ---- */

bool
placing_fail(struct placing *p, enum problem_code code, struct text first, struct text second)
{
	const struct marker *m = p->spot->marker;

	compiler_fault(p->c, m->origin, (struct fault){m->at, m->end - m->at, code, {first, second}});
	p->failed = true;
	return false;
}

struct level *
includes_level(struct includes *i)
{
	return &i->levels[i->depth];
}

static struct text
host_extension(const struct includes *i)
{
	return i->levels[0].host->package->kind == PACKAGE_DOCX ? TEXT(".docx") : TEXT(".odt");
}

static struct text
other_extension(const struct includes *i)
{
	return i->levels[0].host->package->kind == PACKAGE_DOCX ? TEXT(".odt") : TEXT(".docx");
}

/* Whether the name ends as a template's may, in letters of any case. */
static bool
has_extension(struct text name)
{
	static const char *const all[] = {".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott"};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		size_t len = strlen(all[i]);

		if (name.len > len && strncasecmp(name.at + name.len - len, all[i], len) == 0)
			return true;
	}
	return false;
}

/* Whether the name ends as templates of the other format do. */
static bool
is_foreign(const struct includes *i, struct text name)
{
	bool is_odt = text_ends(name, TEXT(".odt")) || text_ends(name, TEXT(".ott"));

	return is_odt != (i->levels[0].host->package->kind == PACKAGE_ODT);
}

/* "a.docx → b.docx → a.docx" */
static struct text
chain_to(const struct includes *i, struct text last)
{
	enum { SHOWN = 3 };
	struct text chain = TEXT_NONE;

	for (int k = 0; k <= i->depth; k++) {
		bool is_left_out = k >= SHOWN && k <= i->depth - SHOWN;

		if (!is_left_out)
			chain = text_format(i->arena, "%.*s%.*s → ", TEXT_ARG(chain),
					    TEXT_ARG(i->levels[k].host->package->file));
		else if (k == SHOWN)
			chain = text_join(i->arena, chain, TEXT("… → "));
	}
	return text_join(i->arena, chain, last);
}

/* The template in place of its own includes' markers has the bodies of what they name. */
static bool
open_body(struct placing *p, struct host *file)
{
	struct includes *i = p->of;
	struct compiler c = *p->c;
	struct text main = file->package->main_part, bytes;
	struct xml_node *root = host_read(file, main);

	if (!root || !package_bytes(i->arena, i->report, file->package, package_part(file->package, main), &bytes))
		return false;
	if (!includes_are_in(bytes))
		return true;
	c.package = file->package;
	c.part = TEXT("body");
	c.counts = (struct counts){0};
	c.failed = false;
	file->is_open = true;
	i->levels[++i->depth] = (struct level){file, main, root};
	story_include(&c, root, i);
	i->depth--;
	file->is_open = false;
	p->c->failed |= c.failed;
	p->c->faults = c.faults;
	return true;
}

/* The file of a package; NULL when it cannot be put in (told). */
static struct host *
file_of(struct placing *p, const struct package *package)
{
	struct includes *i = p->of;
	struct host *file = i->levels[0].host->origin == package ? i->levels[0].host : NULL;

	for (size_t k = 0; k < i->files.count && !file; k++)
		file = i->files.at[k]->origin == package ? i->files.at[k] : NULL;
	if (file && file->is_open) {
		placing_fail(p, PROBLEM_INCLUDE_CYCLE, chain_to(i, file->package->file), TEXT_NONE);
		return NULL;
	}
	if (file)
		return file;
	if (i->depth == DEEPEST) {
		placing_fail(p, PROBLEM_INCLUDE_DEEP, chain_to(i, package->file), TEXT_NONE);
		return NULL;
	}
	file = host_open(i->arena, i->report, package);
	*VECTOR_PUSH(i->arena, &i->files) = file;
	file->has_failed |= !open_body(p, file);
	return file;
}

/* Outside the folder of templates nobody looks. */
static bool
is_below(struct text name)
{
	size_t from = 0;

	for (size_t i = 0; i <= name.len; i++) {
		struct text step = text_slice(name, from, i);

		if (i < name.len && name.at[i] == '\\')
			return false;
		if (i < name.len && name.at[i] != '/')
			continue;
		if (!step.len || text_is(step, "..") || text_is(step, "."))
			return false;
		from = i + 1;
	}
	return name.len > 0 && name.len < 1000;
}

/* Opens the template of a name; NULL when there is none, or it cannot be put in: then told, and *is_told. */
static struct host *
find_file(struct placing *p, struct text name, bool *is_told)
{
	struct includes *i = p->of;
	const struct package *package;
	bool is_there = false;
	struct host *file;

	*is_told = false;
	if (!is_below(name))
		return NULL;
	if (!has_extension(name))
		name = text_join(i->arena, name, host_extension(i));
	if (is_foreign(i, name)) {
		*is_told = true;
		placing_fail(p, PROBLEM_INCLUDE_FORMAT, name, host_extension(i));
		return NULL;
	}
	package = i->source->open(i->source->context, i->report, name, &is_there);
	if (!is_there)
		return NULL;
	*is_told = true;
	if (package && package->kind != i->levels[0].host->package->kind) {
		placing_fail(p, PROBLEM_INCLUDE_FORMAT, name, host_extension(i));
		return NULL;
	}
	file = package ? file_of(p, package) : NULL;
	if (!p->failed && (!file || file->has_failed))
		placing_fail(p, PROBLEM_INCLUDE_BROKEN, name, TEXT_NONE);
	return p->failed ? NULL : file;
}

/* ---- what the data say ---- */

static bool
add_alternative(struct placing *p, const struct template_value *value)
{
	bool is_told;
	struct host *file;

	for (size_t i = 0; i < p->alternatives.count; i++) {
		if (text_equal(p->alternatives.at[i].value, value->text))
			return true;
	}
	file = find_file(p, value->text, &is_told);
	if (!file)
		return false;
	if (p->alternatives.count == ALTERNATIVES_MOST)
		return placing_fail(p, PROBLEM_INCLUDE_MANY, p->spot->marker->shown,
				    text_format(p->of->arena, "%d", ALTERNATIVES_MOST));
	*VECTOR_PUSH(p->of->arena, &p->alternatives) = (struct alternative){value->text, file};
	return true;
}

static void
report_value(struct placing *p, const struct template_value *value)
{
	const struct template_source *s = p->of->source;

	REPORT(p->of->report, INCLUDE_VALUE, value->place, value->text,
	       s->nearest(s->context, p->of->arena, value->text, host_extension(p->of)));
	p->c->failed = p->failed = true;
}

/*
 * A column one of whose cells names a template is a column of templates: its other cells must name some too.  In
 * columns of the same name elsewhere anything may stand.
 */
static void
find_alternatives(struct placing *p, const struct template_values *values)
{
	for (size_t from = 0, to; from < values->of.count && !p->failed; from = to) {
		size_t missing = 0, found = 0;

		for (to = from; to < values->of.count && values->of.at[to].column == values->of.at[from].column; to++) {
			bool is_there = add_alternative(p, &values->of.at[to]);

			found += is_there;
			missing += !is_there;
		}
		for (size_t i = from; i < to && found && missing && !p->failed; i++) {
			bool is_told;

			if (!find_file(p, values->of.at[i].text, &is_told) && !is_told) {
				report_value(p, &values->of.at[i]);
				p->failed = false; /* for the others to be told */
			}
		}
	}
}

/* A field's values lead to no template at all: the first one tells most. */
static bool
report_field(struct placing *p, const struct template_value *first)
{
	struct arena *a = p->of->arena;
	struct text place = place_describe(a, &first->place);

	return placing_fail(
		p, PROBLEM_INCLUDE_FIELD, p->spot->marker->shown,
		text_format(a, _("its first value is \"%.*s\": %.*s"), TEXT_ARG(first->text), TEXT_ARG(place)));
}

static bool
report_missing(struct placing *p)
{
	const struct template_source *s = p->of->source;
	struct text name = p->spot->marker->shown, hint;
	bool is_there = false;

	if (!has_extension(name) && is_below(name)) {
		struct text other = text_join(p->of->arena, name, other_extension(p->of));

		s->open(s->context, p->of->report, other, &is_there);
		if (is_there)
			return placing_fail(p, PROBLEM_INCLUDE_FORMAT, other, host_extension(p->of));
	}
	hint = s->nearest(s->context, p->of->arena, name, host_extension(p->of));
	return placing_fail(p, PROBLEM_INCLUDE_MISSING, name, hint);
}

bool
placing_find(struct placing *p, bool *is_open)
{
	const struct template_source *s = p->of->source;
	const struct marker *m = p->spot->marker;
	const struct expression *e = m->expression;
	struct template_values values = {.is_field = false};
	bool has_data = false, is_told;

	*is_open = false;
	if (e)
		has_data = s->values(s->context, p->of->arena, e->segments[e->segment_count - 1].folded, &values);
	if (values.of.count)
		find_alternatives(p, &values);
	if (p->failed)
		return false;
	p->literal = find_file(p, m->shown, &is_told);
	if (p->literal || is_told || p->alternatives.count)
		return !p->failed;
	*is_open = e && (!has_data || values.is_field);
	if (values.of.count)
		return report_field(p, &values.of.at[0]);
	return *is_open || report_missing(p);
}
