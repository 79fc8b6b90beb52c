/*
 * entry -- a document's entries: which records it is made for, under which names.
 *
 * First all entries are counted and named, then the ones nobody asked for are put aside; so "Согласие-17.docx"
 * is the seventeenth of the class list whether one or all are made today, and no other record gets its name.
 */
#include <stdlib.h>

#include "base/file.h"
#include "base/utf8.h"
#include "season/declension_sheet.h"
#include "season/output_name.h"
#include "season/plan.h"
#include "value/record.h"

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
know_record(struct arena *a, struct plan_entry *e, struct value item)
{
	if (item.kind != VALUE_RECORD) {
		struct value *own = NEW(a, struct value);

		*own = item;
		e->context.item = own;
		e->key = value_print(a, own, true);
		return;
	}
	e->context.record = item.as.record;
	e->key = record_key(a, item.as.record);
	e->row = item.as.record->row;
	if (record_table(item.as.record))
		e->table = record_table(item.as.record)->name;
}

/* Whether --record asks for it: always when there is none. */
static bool
is_asked_for(struct arena *a, struct plan *p, const struct plan_entry *e)
{
	struct arena_mark mark = arena_mark(a);
	struct text folded = p->keys.count ? utf8_fold_name(a, e->key) : TEXT_NONE;
	bool is_asked = !p->keys.count;

	for (size_t i = 0; i < p->keys.count; i++) {
		if (!e->key.len || !text_equal(folded, p->keys.at[i].folded))
			continue;
		is_asked = p->keys.at[i].is_found = true;
	}
	arena_rewind(a, mark);
	return is_asked;
}

/* The path below the folder of outputs, without the extension. */
static bool
find_name(struct arena *a, struct report *r, const struct plan_entry *e, struct text *path)
{
	const struct plan_document *document = e->document;

	if (document->output)
		return output_name(a, r, document->output, &e->context, path);
	*path = output_name_safe(a, document->name);
	if (e->context.number > 0)
		*path = text_format(a, "%.*s-%d", TEXT_ARG(*path), e->context.number);
	return path->len > 0 || REPORT(r, SEASON_FILE_EMPTY, document->place, document->name);
}

bool
entry_has_file(const struct plan_entry *e)
{
	for (enum format f = 0; f < FORMATS; f++) {
		if (e->paths[f].len || e->document->wants[f])
			return true;
	}
	return e->is_whole;
}

/*
 * What a record is called in the file of all of them: as its own file would be if the user names those; or by its
 * name.
 */
static struct text
bookmark_of(struct arena *a, const struct plan_entry *e, struct text path)
{
	const struct record *r = e->context.record;
	int name = r && r->fields ? fields_name(r->fields) : -1;
	struct value v;

	if (e->document->output)
		return path_base(path);
	if (name >= 0) {
		v = record_at(r, (size_t)name);
		path = text_trim(value_print(a, &v, true));
		if (path.len)
			return path;
	}
	return e->key.len ? e->key : text_format(a, "%d", e->context.number);
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
	if (e->document->is_combined)
		e->bookmark = bookmark_of(a, e, path);
	for (enum format f = 0; f < FORMATS; f++) {
		if (e->document->wants[f])
			e->paths[f] =
				text_format(a, "%.*s.%s", TEXT_ARG(path),
					    f == FORMAT_DOCX && e->document->has_macros ? "docm" : format_name(f));
	}
	return true;
}

/* The problems of an entry that is left out go to `silent`. */
static void
add_entry(struct arena *a, struct report *r, struct report *silent, struct plan_entry e, struct plan *p)
{
	e.is_left_out = e.document->is_left_out || !is_asked_for(a, p, &e);
	r = e.is_left_out ? silent : r;
	speak_of(&e);
	if (e.document->is_bad)
		spoil_entry(&e, e.document->first_problem);
	else if (e.document->has_items && !complete(a, r, &e))
		spoil_entry(&e, last_problem(r));
	speak_of_nobody();
	if (e.is_left_out)
		e.reason = TEXT_NONE; /* it lives in the silent report */
	e.number = p->entries.count;
	*VECTOR_PUSH(a, &p->entries) = e;
}

/* The items of for_each; false when it gives no list. */
static bool
find_items(struct arena *a, struct report *r, struct plan_document *document, const struct merge_context *c,
	   struct list *items)
{
	struct value *v = NEW(a, struct value);

	if (!merge_check_expression(a, r, document->for_each, c, NULL) ||
	    !merge_evaluate(a, r, document->for_each, c, v))
		return false;
	*items = (struct list){0};
	if (v->kind == VALUE_LIST)
		*items = *v->as.list;
	else if (v->kind == VALUE_RECORD)
		*items = *list_of_one(a, *v);
	else if (v->kind != VALUE_EMPTY)
		return REPORT(r, SEASON_NOT_A_LIST, document->for_each_place, document->for_each_text);
	return true;
}

/*
 * The names in the condition and in the pattern of the output name, once for all items of the document.  Of an empty
 * list whose records nobody knows there is nothing to check.
 */
static bool
check_names(struct arena *a, struct report *r, const struct plan_document *document, struct merge_context c,
	    const struct list *items)
{
	struct plan_entry first = {.context = c};
	bool ok = true;

	if (document->for_each && !items->count && !items->fields)
		return true;
	if (items->count)
		know_record(a, &first, list_at(items, 0));
	if (document->when)
		ok = merge_check_expression(a, r, document->when, &first.context, items->fields);
	if (document->output)
		ok = output_pattern_check(a, r, document->output, &first.context, items->fields) && ok;
	return ok;
}

/* What a document is made for cannot depend on what the others decline, which is known when those have been planned. */
static bool
refuse_declensions(struct report *r, const struct plan_document *document, const struct dataset *d)
{
	if (declension_sheet_is_named(d, document->for_each))
		return REPORT(r, SEASON_SHEET_EARLY, document->for_each_place, TEXT_NONE);
	if (declension_sheet_is_named(d, document->when))
		return REPORT(r, SEASON_SHEET_EARLY, document->place, TEXT_NONE);
	return true;
}

/* What is the same for all entries of a document: its items, its pattern. */
static bool
prepare(struct arena *a, struct report *r, struct plan_document *document, const struct merge_context *c,
	struct list *items)
{
	bool ok = true;

	if (!refuse_declensions(r, document, c->dataset))
		return false;
	if (document->for_each && !find_items(a, r, document, c, items))
		return false;
	document->has_items = true;
	document->item_fields = items->fields;
	if (document->pattern.len) {
		document->output =
			output_pattern_read(a, r, document->pattern, document->pattern_place, document->is_trusted);
		ok = document->output != NULL;
	}
	if (document->is_combined && document->combined_name.len) {
		document->combined = output_pattern_read(a, r, document->combined_name, document->combined_place,
							 document->is_trusted);
		ok = document->combined && output_pattern_check(a, r, document->combined, c, NULL) && ok;
	}
	return check_names(a, r, document, *c, items) && ok;
}

bool
data_is_whole(const struct dataset *d)
{
	for (size_t i = 0; d && i < d->tables.count; i++) {
		if (d->tables.at[i]->is_broken)
			return false;
	}
	return true;
}

/* The path of the file of all records. */
static bool
find_whole_name(struct arena *a, struct report *r, struct plan_entry *e)
{
	const struct plan_document *document = e->document;
	struct text path = output_name_safe(a, document->name);

	if (document->combined && !output_name(a, r, document->combined, &e->context, &path))
		return false;
	if (!path.len)
		return REPORT(r, SEASON_FILE_EMPTY, document->place, document->name);
	e->paths[FORMAT_PDF] = text_format(a, "%.*s.%s", TEXT_ARG(path), format_name(FORMAT_PDF));
	return true;
}

/*
 * The file of all records comes after them.  It cannot be made of some of them: --record leaves it as it is, and those
 * that have no other file are not made.
 */
static void
add_whole(struct arena *a, struct report *r, struct plan_entry e, size_t part_count, struct plan *p)
{
	e.is_whole = true;
	e.part_count = part_count;
	e.is_left_out = e.document->is_left_out || p->keys.count > 0;
	speak_of(&e);
	if (e.document->is_bad)
		spoil_entry(&e, e.document->first_problem);
	else if (!find_whole_name(a, r, &e))
		spoil_entry(&e, last_problem(r));
	speak_of_nobody();
	if (e.is_left_out)
		e.reason = TEXT_NONE; /* it may live in the silent report */
	e.number = p->entries.count;
	*VECTOR_PUSH(a, &p->entries) = e;
}

/* What --record asks for goes nowhere if it goes into that file alone. */
static void
tell_left_out(struct report *r, const struct plan_document *document, struct plan *p, size_t first)
{
	bool is_any = false;

	for (size_t i = first; i < p->entries.count; i++) {
		struct plan_entry *e = &p->entries.at[i];

		if (e->is_left_out)
			continue;
		is_any = true;
		if (!entry_has_file(e) && e->state == ENTRY_WANTED) {
			e->state = ENTRY_SKIPPED;
			e->reason = text_from(_("it stands in the combined file alone"));
		}
	}
	if (is_any)
		REPORT(r, SEASON_COMBINED_RECORD, document->combined_place, document->name);
}

static void
add_entries(struct arena *a, struct report *r, struct report *silent, const struct list *items, struct plan_entry e,
	    struct plan *p)
{
	size_t first = p->entries.count;

	if (!e.document->for_each || !e.document->has_items) {
		add_entry(a, r, silent, e, p);
		return;
	}
	for (size_t i = 0; i < items->count; i++) {
		struct plan_entry of_item = e;

		of_item.context.number = (int)i + 1;
		of_item.context.count = (int)items->count;
		know_record(a, &of_item, list_at(items, i));
		add_entry(a, r, silent, of_item, p);
	}
	if (!e.document->is_combined || !items->count)
		return;
	if (p->keys.count && !e.document->is_left_out)
		tell_left_out(r, e.document, p, first);
	for (size_t i = first; i < p->entries.count && !p->keys.count; i++)
		p->entries.at[i].is_part = !entry_has_file(&p->entries.at[i]);
	add_whole(a, e.document->is_left_out ? silent : r, e, items->count, p);
}

void
plan_add(struct arena *a, struct report *r, const struct dataset *d, const struct plan_options *o,
	 struct plan_document *document, struct plan *p)
{
	struct plan_entry e = {.document = document};
	struct list *items = NEW(a, struct list);
	struct report silent;

	report_open(&silent);
	e.context = (struct merge_context){.dataset = d,
					   .absent = ABSENT_TOLD,
					   .document = document->row,
					   .items = items,
					   .today = o->today,
					   .pictures = o->pictures,
					   .grammar = o->grammar};
	report_context(document->name, TEXT_NONE);
	if (!document->is_bad && data_is_whole(d) &&
	    !prepare(a, document->is_left_out ? &silent : r, document, &e.context, items))
		plan_spoil(document, document->is_left_out ? &silent : r);
	speak_of_nobody();
	add_entries(a, r, &silent, items, e, p);
	if (document->is_left_out)
		document->first_problem = TEXT_NONE;
	report_close(&silent);
}

bool
plan_check(struct arena *a, struct report *r, struct stock *s, struct plan_document *document,
	   const struct merge_context *c)
{
	struct merge_context checked = *c;
	bool ok = true;

	for (enum format f = 0; f < FORMATS; f++) {
		struct template_file *source = document_makes(document, f) ? document->sources[f] : NULL;

		/* pdf is made from one of the others' templates, which has been looked at when that is wanted too */
		if (!source || (f == FORMAT_PDF && document->wants[source->format]))
			continue;
		ok = template_file_read(s, r, source) && ok;
		checked.absent = source->is_shipped ? ABSENT_EMPTY : ABSENT_TOLD;
		if (source->program && document->has_items)
			ok = merge_check(a, r, source->program, &checked, document->item_fields) && ok;
	}
	return ok;
}

/* Whether the pictures are there that an entry shows. */
static bool
has_pictures(struct arena *a, struct report *r, const struct plan_entry *e)
{
	struct arena_mark mark = arena_mark(a);
	bool ok = true;

	for (enum format f = 0; f < FORMATS; f++) {
		const struct template_file *source = document_makes(e->document, f) ? e->document->sources[f] : NULL;

		if (!source || (f == FORMAT_PDF && e->document->wants[source->format]))
			continue;
		if (source->program && source->program->has_pictures)
			ok = merge_check_pictures(a, r, source->program, &e->context) && ok;
	}
	arena_rewind(a, mark);
	return ok;
}

/* A record whose picture is missing does not keep the others from being made. */
static void
check_pictures(struct arena *a, struct report *r, struct plan_entry *e)
{
	struct report own;

	report_open(&own);
	speak_of(e);
	if (!has_pictures(a, &own, e))
		spoil_entry(e, text_copy(a, last_problem(&own)));
	report_pour(r, &own, true);
	speak_of_nobody();
	report_close(&own);
}

/*
 * Each document in the context of the first of its entries that is asked for; a plain one is read when its turn
 * comes.
 */
static void
check_documents(struct arena *a, struct report *r, struct stock *s, struct plan *p)
{
	const struct plan_document *checked = NULL;
	size_t at = 0; /* entries stand in the order of their documents */

	for (size_t i = 0; i < p->entries.count; i++) {
		const struct plan_entry *e = &p->entries.at[i];

		if (e->is_left_out || e->is_whole || e->document->is_plain || e->document == checked)
			continue;
		while (p->documents.at[at] != e->document)
			at++;
		checked = e->document;
		report_context(checked->name, TEXT_NONE);
		if (!plan_check(a, r, s, p->documents.at[at], &e->context))
			plan_spoil(p->documents.at[at], r);
		speak_of_nobody();
	}
	for (size_t i = 0; i < p->entries.count; i++) {
		struct plan_entry *e = &p->entries.at[i];

		if (e->document->is_bad && e->state == ENTRY_WANTED)
			spoil_entry(e, e->document->first_problem);
		else if (e->state == ENTRY_WANTED && !e->is_left_out && e->document->has_items && !e->is_whole)
			check_pictures(a, r, e);
	}
}

struct text
owner_describe(struct arena *a, struct text document, struct text key)
{
	if (!key.len)
		return text_format(a, _("\"%.*s\""), TEXT_ARG(document));
	return text_format(a, _("\"%.*s\" (%.*s)"), TEXT_ARG(document), TEXT_ARG(key));
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

/* claims[0 … count) are of one path and not all of one entry; `teller` is one that is asked for. */
static void
refuse_clash(struct arena *a, struct report *r, struct plan *p, const struct claim *claims, size_t count,
	     const struct plan_entry *teller)
{
	enum { NAMED = 5 };
	const struct plan_document *document = teller->document;
	struct text names = TEXT_NONE;

	for (size_t i = 0; i < count && i < NAMED; i++) {
		const struct plan_entry *e = &p->entries.at[claims[i].entry];
		struct text name =
			e->document->is_plain ? e->document->place.file : owner_describe(a, e->document->name, e->key);

		names = text_format(a, "%.*s%s%.*s", TEXT_ARG(names), i ? ", " : "", TEXT_ARG(name));
	}
	if (count > NAMED)
		names = text_format(a, "%.*s …", TEXT_ARG(names));
	speak_of(teller);
	if (teller->is_whole)
		REPORT(r, SEASON_COMBINED_CLASH, document->combined_place, claims[0].path, names);
	else if (document->is_plain)
		REPORT(r, SEASON_PDF_CLASH, (struct place){.kind = AT_NOTHING}, claims[0].path, names);
	else
		REPORT(r, SEASON_FILE_CLASH, document->pattern.len ? document->pattern_place : document->place,
		       claims[0].path, names);
	speak_of_nobody();
	for (size_t i = 0; i < count; i++)
		spoil_entry(&p->entries.at[claims[i].entry], last_problem(r));
}

/*
 * A clash among those that are left out is for the run that makes them.  Of those that are made a file of all records
 * speaks first: its name is one, while a pattern may name hundreds.
 */
static void
look_at_claims(struct arena *a, struct report *r, struct plan *p, const struct claim *claims, size_t count)
{
	const struct plan_entry *teller = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct plan_entry *e = &p->entries.at[claims[i].entry];

		if (!e->is_left_out && (!teller || e->is_whole || !teller->is_whole))
			teller = e;
	}
	if (teller && claims[count - 1].entry != claims[0].entry)
		refuse_clash(a, r, p, claims, count, teller);
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
	for (size_t first = 0, next; first < claims.count; first = next) {
		for (next = first + 1; next < claims.count; next++) {
			if (!text_equal(claims.at[next].folded, claims.at[first].folded))
				break;
		}
		look_at_claims(a, r, p, &claims.at[first], next - first);
	}
}

static int
compare_owners(struct text document, struct text table, struct text key, const struct plan_entry *e)
{
	int order = text_compare(document, e->document->name);

	order = order ? order : text_compare(table, e->table);
	return order ? order : text_compare(key, e->key);
}

static int
by_owner(const void *x, const void *y)
{
	const struct plan_entry *e = x;

	return compare_owners(e->document->name, e->table, e->key, y);
}

/* Takes those that are left out from among the entries: from now on they only tell whose a file may be. */
static void
put_others_aside(struct arena *a, struct plan *p)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->entries.count; i++) {
		const struct plan_entry *e = &p->entries.at[i];

		if (!e->is_left_out)
			p->entries.at[kept++] = *e;
		else if (e->state != ENTRY_SKIPPED)
			*VECTOR_PUSH(a, &p->others) = *e;
	}
	p->entries.count = kept;
	if (p->others.count)
		qsort(p->others.at, p->others.count, sizeof p->others.at[0], by_owner);
}

bool
plan_leaves_out(const struct plan *p, struct text document, struct text table, struct text key)
{
	size_t low = 0, high = p->others.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_owners(document, table, key, &p->others.at[middle]);

		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

void
plan_finish(struct arena *a, struct report *r, struct stock *s, struct plan *p)
{
	check_documents(a, r, s, p);
	refuse_clashes(a, r, p);
	put_others_aside(a, p);
	if (!p->entries.count)
		REPORT(r, SEASON_NOTHING, (struct place){.kind = AT_NOTHING}, TEXT_NONE);
}
