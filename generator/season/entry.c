/*
 * entry -- a document's entries: which records it is made for, under which names.
 *
 * First all entries are counted, then the ones nobody asked for are passed over; so "Согласие-17.docx"
 * is the seventeenth of the class list whether one or all are made today.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "season/output_name.h"
#include "season/plan.h"

/* The text of the error reported last, for the report file. */
static struct text
last_problem(const struct report *r)
{
	for (size_t i = r->problems.count; i-- > 0;) {
		if (r->problems.at[i].severity >= SEVERITY_ERROR)
			return r->problems.at[i].what;
	}
	return TEXT_NONE;
}

bool
plan_spoil(struct plan_document *document, const struct report *r)
{
	if (!document->is_bad)
		document->first_problem = last_problem(r);
	document->is_bad = true;
	return false;
}

static void
spoil_entry(struct plan_entry *e, struct text reason)
{
	e->state = ENTRY_BAD;
	e->reason = reason;
}

bool
entry_has_record(const struct plan_entry *e)
{
	return e->key.len > 0 || e->table.len > 0;
}

/* Whose the problems are that come now. */
static void
speak_of(const struct plan_entry *e)
{
	report_context(e->document->name, e->key);
}

static void
speak_of_nobody(void)
{
	report_context(TEXT_NONE, TEXT_NONE);
}

static void
know_record(struct arena *a, struct plan_entry *e, const struct value *item)
{
	if (item->kind != VALUE_RECORD) {
		e->context.item = item;
		e->key = value_print(a, item, true);
		return;
	}
	e->context.record = item->as.record;
	e->key = record_key(a, item->as.record);
	e->row = item->as.record->row;
	if (item->as.record->table)
		e->table = item->as.record->table->name;
}

static bool
is_asked_for(struct arena *a, const struct plan_options *o, const struct plan_entry *e)
{
	struct text folded;

	if (!o->record_count)
		return true;
	folded = utf8_fold_name(a, e->key);
	for (size_t i = 0; i < o->record_count; i++) {
		if (e->key.len && text_equal(folded, utf8_fold_name(a, o->records[i])))
			return true;
	}
	return false;
}

/* The path below the folder of outputs, without the extension. */
static bool
find_name(struct arena *a, struct report *r, const struct plan_entry *e, struct text *path)
{
	const struct plan_document *document = e->document;

	if (document->pattern.len)
		return output_name(a, r, document->pattern, document->pattern_place, document->is_trusted, &e->context,
				   path);
	*path = output_name_safe(a, document->name);
	if (e->context.number > 0)
		*path = text_format(a, "%.*s-%d", TEXT_ARG(*path), e->context.number);
	return path->len > 0 || REPORT(r, SEASON_FILE_EMPTY, document->place, document->name);
}

/* Asks "when", then finds the names. */
static bool
complete(struct arena *a, struct report *r, struct plan_entry *e)
{
	struct value truth;
	struct text path;

	if (e->document->when) {
		if (!merge_evaluate(a, r, e->document->when, &e->context, &truth))
			return false;
		if (!value_truth(&truth)) {
			e->state = ENTRY_SKIPPED;
			e->reason = text_from(_("its condition is not met"));
			return true;
		}
	}
	if (!find_name(a, r, e, &path))
		return false;
	for (enum format f = 0; f < FORMATS; f++) {
		if (e->document->wants[f])
			e->paths[f] = text_format(a, "%.*s.%s", TEXT_ARG(path), format_name(f));
	}
	return true;
}

static void
add_entry(struct arena *a, struct report *r, const struct plan_options *o, struct plan_entry e, struct plan *p)
{
	if (!is_asked_for(a, o, &e))
		return;
	speak_of(&e);
	if (e.document->is_bad)
		spoil_entry(&e, e.document->first_problem);
	else if (!complete(a, r, &e))
		spoil_entry(&e, last_problem(r));
	speak_of_nobody();
	*VECTOR_PUSH(a, &p->entries) = e;
}

/* The items of for_each; false when it gives no list. */
static bool
find_items(struct arena *a, struct report *r, struct plan_document *document, const struct merge_context *c,
	   struct list *items)
{
	struct value *v = NEW(a, struct value);

	if (!merge_evaluate(a, r, document->for_each, c, v))
		return false;
	*items = (struct list){0};
	if (v->kind == VALUE_LIST)
		*items = *v->as.list;
	else if (v->kind == VALUE_RECORD)
		*items = (struct list){v, 1, v->as.record->fields};
	else if (v->kind != VALUE_EMPTY)
		return REPORT(r, SEASON_NOT_A_LIST, document->for_each_place, document->for_each_text);
	return true;
}

void
plan_add(struct arena *a, struct report *r, const struct dataset *d, const struct plan_options *o,
	 struct plan_document *document, struct plan *p)
{
	struct plan_entry e = {.document = document};
	struct list items = {0};

	e.context = (struct merge_context){.dataset = d, .document = document->row, .today = o->today};
	report_context(document->name, TEXT_NONE);
	if (document->for_each && !document->is_bad && !find_items(a, r, document, &e.context, &items))
		plan_spoil(document, r);
	speak_of_nobody();
	if (!document->for_each || document->is_bad) {
		add_entry(a, r, o, e, p);
		return;
	}
	document->item_fields = items.fields;
	for (size_t i = 0; i < items.count; i++) {
		struct plan_entry of_item = e;

		of_item.context.number = (int)i + 1;
		of_item.context.count = (int)items.count;
		know_record(a, &of_item, &items.at[i]);
		add_entry(a, r, o, of_item, p);
	}
}

/* The templates of a document: compiled, and their names compared with the data. */
static bool
check_document(struct arena *a, struct report *r, struct stock *s, struct plan_document *document,
	       const struct merge_context *c)
{
	bool ok = true;

	for (enum format f = 0; f < FORMATS; f++) {
		struct template_file *source = document->wants[f] ? document->sources[f] : NULL;

		/* pdf is made from one of the others' templates, which has been looked at when that is wanted too */
		if (!source || (f == FORMAT_PDF && document->wants[source->format]))
			continue;
		ok = template_file_read(s, r, source) && ok;
		if (source->program)
			ok = merge_check(a, r, source->program, c, document->item_fields) && ok;
	}
	return ok;
}

/* The context that a document's template is checked in: that of its first entry. */
static const struct merge_context *
first_context(const struct plan *p, const struct plan_document *document, size_t *at)
{
	while (*at < p->entries.count && p->entries.at[*at].document != document)
		++*at;
	return *at < p->entries.count ? &p->entries.at[*at].context : NULL;
}

static void
check_documents(struct arena *a, struct report *r, struct stock *s, struct plan *p)
{
	size_t at = 0; /* entries stand in the order of their documents */

	for (size_t i = 0; i < p->documents.count; i++) {
		struct plan_document *document = p->documents.at[i];
		size_t from = at;
		const struct merge_context *c = first_context(p, document, &at);

		if (!c)
			at = from;
		if (!c || document->is_bad || document->is_plain) /* a plain one is read when its turn comes */
			continue;
		report_context(document->name, TEXT_NONE);
		if (!check_document(a, r, s, document, c))
			plan_spoil(document, r);
		speak_of_nobody();
	}
	for (size_t i = 0; i < p->entries.count; i++) {
		struct plan_entry *e = &p->entries.at[i];

		if (e->document->is_bad && e->state == ENTRY_WANTED)
			spoil_entry(e, e->document->first_problem);
	}
}

/* A path, folded as file systems may fold it, and the entry that it was given to. */
struct claim {
	struct text folded, path;
	size_t entry;
};

static int
by_path(const void *x, const void *y)
{
	const struct claim *a = x, *b = y;
	int order = text_compare(a->folded, b->folded);

	return order ? order : (a->entry > b->entry) - (a->entry < b->entry);
}

static struct text
entry_describe(struct arena *a, const struct plan_entry *e)
{
	if (!e->key.len)
		return text_format(a, "\"%.*s\"", TEXT_ARG(e->document->name));
	return text_format(a, "\"%.*s\" (%.*s)", TEXT_ARG(e->document->name), TEXT_ARG(e->key));
}

static void
refuse_clash(struct arena *a, struct report *r, struct plan *p, const struct claim *first, const struct claim *second)
{
	struct plan_entry *x = &p->entries.at[first->entry], *y = &p->entries.at[second->entry];
	const struct plan_document *document = y->document;

	speak_of(y);
	REPORT(r, SEASON_FILE_CLASH, document->pattern.len ? document->pattern_place : document->place, second->path,
	       entry_describe(a, x), entry_describe(a, y));
	speak_of_nobody();
	spoil_entry(x, last_problem(r));
	spoil_entry(y, last_problem(r));
}

static void
refuse_clashes(struct arena *a, struct report *r, struct plan *p)
{
	VECTOR(struct claim) claims = {0};

	for (size_t i = 0; i < p->entries.count; i++) {
		const struct plan_entry *e = &p->entries.at[i];

		for (enum format f = 0; f < FORMATS && e->state == ENTRY_WANTED; f++) {
			if (e->paths[f].len)
				*VECTOR_PUSH(a, &claims) =
					(struct claim){output_name_folded(a, e->paths[f]), e->paths[f], i};
		}
	}
	if (claims.count)
		qsort(claims.at, claims.count, sizeof claims.at[0], by_path);
	for (size_t i = 1, first = 0; i < claims.count; i++) {
		if (!text_equal(claims.at[i].folded, claims.at[first].folded))
			first = i;
		else if (claims.at[i].entry != claims.at[first].entry)
			refuse_clash(a, r, p, &claims.at[first], &claims.at[i]);
	}
}

void
plan_finish(struct arena *a, struct report *r, struct stock *s, struct plan *p)
{
	check_documents(a, r, s, p);
	refuse_clashes(a, r, p);
	if (!p->entries.count)
		REPORT(r, SEASON_NOTHING, (struct place){.kind = AT_NOTHING}, TEXT_NONE);
}
