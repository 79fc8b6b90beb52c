/*
 * declension_sheet -- the table of all that is declined.
 *
 * The run over the other documents is a batch like any other that checks and writes nothing; its entries carry a book
 * into which the filters of cases write (merge/declensions.h).  The table's fields are there from the begin, so that
 * names in templates can be checked; its records come when the batch is done.
 */
#include "season/declension_sheet.h"

#include <stdlib.h>

#include "data/dataset.h"
#include "merge/declensions.h"
#include "value/record.h"

/* ---- the table ---- */

enum column {
	SECTION,
	WORD,
	KIND,
	GENDER,
	FORM,                   /* CASES of them */
	PRINTED = FORM + CASES, /* as many, but there is none for the nominative */
	DOUBT = PRINTED + CASES - 1,
	SOURCE,
	DOCUMENTS,
	PLACE,
	COLUMNS
};

static const struct {
	struct text caption, latin; /* latin: folded */
} columns[COLUMNS] = {
	[SECTION] = {TEXT_INIT("Раздел"), TEXT_INIT("section")},
	[WORD] = {TEXT_INIT("Слово"), TEXT_INIT("word")},
	[KIND] = {TEXT_INIT("Вид"), TEXT_INIT("kind")},
	[GENDER] = {TEXT_INIT("Пол"), TEXT_INIT("gender")},
	[FORM + CASE_NOMINATIVE] = {TEXT_INIT("им"), TEXT_INIT("nom")},
	[FORM + CASE_GENITIVE] = {TEXT_INIT("род"), TEXT_INIT("gen")},
	[FORM + CASE_DATIVE] = {TEXT_INIT("дат"), TEXT_INIT("dat")},
	[FORM + CASE_ACCUSATIVE] = {TEXT_INIT("вин"), TEXT_INIT("acc")},
	[FORM + CASE_INSTRUMENTAL] = {TEXT_INIT("тв"), TEXT_INIT("ins")},
	[FORM + CASE_PREPOSITIONAL] = {TEXT_INIT("пр"), TEXT_INIT("prep")},
	[PRINTED + CASE_GENITIVE - 1] = {TEXT_INIT("род печатается"), TEXT_INIT("gen printed")},
	[PRINTED + CASE_DATIVE - 1] = {TEXT_INIT("дат печатается"), TEXT_INIT("dat printed")},
	[PRINTED + CASE_ACCUSATIVE - 1] = {TEXT_INIT("вин печатается"), TEXT_INIT("acc printed")},
	[PRINTED + CASE_INSTRUMENTAL - 1] = {TEXT_INIT("тв печатается"), TEXT_INIT("ins printed")},
	[PRINTED + CASE_PREPOSITIONAL - 1] = {TEXT_INIT("пр печатается"), TEXT_INIT("prep printed")},
	[DOUBT] = {TEXT_INIT("Сомнение"), TEXT_INIT("doubt")},
	[SOURCE] = {TEXT_INIT("Взято"), TEXT_INIT("source")},
	[DOCUMENTS] = {TEXT_INIT("Где"), TEXT_INIT("documents")},
	[PLACE] = {TEXT_INIT("Ячейка"), TEXT_INIT("cell")},
};

static const struct text table_latin = TEXT_INIT("declension sheet");

void
declension_sheet_add(struct dataset *d)
{
	struct table *t = dataset_add_made(d, TEXT(DECLENSION_SHEET_NAME), table_latin);
	bool is_new;

	if (!t)
		return;
	t->fields = NEW(d->arena, struct fields);
	t->fields->table = t;
	for (size_t c = 0; c < COLUMNS; c++) {
		fields_add(d->arena, t->fields, columns[c].caption, &is_new);
		fields_add_name(d->arena, t->fields, columns[c].latin, c);
	}
	t->all = (struct list){.fields = t->fields};
}

static struct table *
table_of(const struct dataset *d)
{
	const struct table *t = d ? dataset_table(d, table_latin) : NULL;

	return t && t->is_made ? (struct table *)t : NULL; /* const for all others */
}

/* ---- which documents show it ---- */

static bool
names_it(const struct expression *e, const struct table *t)
{
	struct text first = e && e->segment_count ? e->segments[0].folded : TEXT_NONE;
	bool does = e && e->kind == EXPRESSION_PATH && (e->root == ROOT_NAME || e->root == ROOT_DATA) &&
		    (text_equal(first, t->folded) || text_equal(first, t->alias));

	if (!e || does)
		return does;
	for (size_t i = 0; i < e->argument_count && !does; i++)
		does = names_it(e->arguments[i].expression, t);
	return does || names_it(e->left, t) || names_it(e->right, t);
}

bool
declension_sheet_is_named(const struct dataset *d, const struct expression *e)
{
	const struct table *t = table_of(d);

	return t && names_it(e, t);
}

static bool
ops_name_it(const struct op *op, const struct table *t)
{
	bool does = false;

	for (; op && !does; op = op->next)
		does = names_it(op->expression, t) || ops_name_it(op->body, t) || ops_name_it(op->otherwise, t);
	return does;
}

static bool
shows_it(const struct plan_document *document, const struct table *t)
{
	bool does = false;

	for (enum format f = 0; f < FORMATS; f++) {
		const struct template_file *source = document->wants[f] ? document->sources[f] : NULL;
		const struct program_part *part = source && source->program ? source->program->parts : NULL;

		for (; part && !does; part = part->next)
			does = ops_name_it(part->ops, t);
	}
	return does;
}

bool
declension_sheet_is_shown(struct stock *s, const struct dataset *d, const struct plan *p)
{
	const struct table *t = table_of(d);
	struct report silent;
	bool is_shown = false;

	report_open(&silent);
	for (size_t i = 0; t && i < p->documents.count; i++) {
		const struct plan_document *document = p->documents.at[i];

		for (enum format f = 0; f < FORMATS; f++) {
			if (document->wants[f] && document->sources[f])
				template_file_read(s, &silent, document->sources[f]);
		}
		is_shown = is_shown || shows_it(document, t);
	}
	report_close(&silent);
	return is_shown;
}

/* ---- the other documents, merged for their declensions ---- */

struct rehearsal {
	struct arena *arena;
	struct report silent; /* its problems are those of the run that makes these documents */
	struct plan *plan;
	struct plan whole;        /* all entries that are merged, in the order of the plan */
	VECTOR(size_t) documents; /* of each of them, its document's number */
	bool *lacks;              /* of each document: not all of it could be merged */
};

static int
by_number(const void *x, const void *y)
{
	const struct plan_entry *const *a = x, *const *b = y;

	return ((*a)->number > (*b)->number) - ((*a)->number < (*b)->number);
}

/* All entries of the plan, also those that this run leaves out, in the plan's order. */
static const struct plan_entry **
all_entries(struct arena *a, const struct plan *p, size_t *count)
{
	const struct plan_entry **all;

	*count = p->entries.count + p->others.count;
	all = NEW_ARRAY(a, const struct plan_entry *, *count);
	for (size_t i = 0; i < p->entries.count; i++)
		all[i] = &p->entries.at[i];
	for (size_t i = 0; i < p->others.count; i++)
		all[p->entries.count + i] = &p->others.at[i];
	if (*count)
		qsort(all, *count, sizeof(struct plan_entry *), by_number);
	return all;
}

/* The templates of what is left out were not looked at yet; a document of which nothing is left out was. */
static void
check_left_out(struct rehearsal *h, struct stock *s, const struct plan_entry *const *all, size_t count)
{
	const struct plan_document *checked = NULL;
	size_t at = 0; /* entries stand in the order of their documents */

	for (size_t i = 0; i < count; i++) {
		struct plan_document *document;

		if (all[i]->document == checked || all[i]->is_whole)
			continue;
		checked = all[i]->document;
		while (h->plan->documents.at[at] != checked)
			at++;
		document = h->plan->documents.at[at];
		if (document->is_left_out && !document->is_bad && !document->is_plain &&
		    !plan_check(h->arena, &h->silent, s, document, &all[i]->context))
			document->is_bad = true;
	}
}

static void
mark_documents(const struct plan *p, const struct table *t)
{
	for (size_t i = 0; i < p->documents.count; i++)
		p->documents.at[i]->has_declensions = shows_it(p->documents.at[i], t);
}

/* What is merged: all that can be, but for what shows the sheet itself. */
static void
choose(struct rehearsal *h, const struct plan_entry *const *all, size_t count)
{
	size_t document = 0;

	for (size_t i = 0; i < count; i++) {
		const struct plan_entry *e = all[i];

		while (h->plan->documents.at[document] != e->document)
			document++;
		if (e->document->has_declensions || e->document->is_plain || e->is_whole || e->state == ENTRY_SKIPPED)
			continue;
		if (e->state == ENTRY_BAD || e->document->is_bad) {
			h->lacks[document] = true;
			continue;
		}
		*VECTOR_PUSH(h->arena, &h->whole.entries) = *e;
		*VECTOR_PUSH(h->arena, &h->documents) = document;
	}
}

static void
merge_all(struct rehearsal *h, const struct batch *b, struct declensions *all)
{
	struct batch check = {.folder = b->folder, .purpose = BATCH_CHECK, .jobs = b->jobs};
	struct declension_book *books = NEW_ARRAY(h->arena, struct declension_book, h->whole.entries.count);
	struct outcome *outcomes;

	for (size_t i = 0; i < h->whole.entries.count; i++) {
		books[i] = (struct declension_book){all, h->documents.at[i], h->whole.entries.at[i].number};
		h->whole.entries.at[i].context.declensions = &books[i];
	}
	outcomes = batch_run(h->arena, &h->silent, &h->whole, &check);
	for (size_t i = 0; i < h->whole.entries.count; i++) {
		if (outcomes[i].status == OUTCOME_FAILED)
			h->lacks[h->documents.at[i]] = true;
	}
}

/* ---- the records ---- */

static void
write_doubt(struct buffer *b, const struct doubt *d, enum gender taken)
{
	const char *gender = taken == GENDER_FEMININE ? "женскому" : "мужскому";

	switch (d->kind) {
	case DOUBT_FORM:
		buffer_printf(b, "«%.*s» или «%.*s»?", TEXT_ARG(d->form), TEXT_ARG(d->other));
		break;
	case DOUBT_GENDER:
		if (d->word.len)
			buffer_printf(b, "склонено по %s роду, но «%.*s» говорит о другом", gender, TEXT_ARG(d->word));
		else
			buffer_printf(b, "мужчина или женщина? склонено по %s роду", gender);
		break;
	case DOUBT_ROLE:
		buffer_string(b, "какое слово здесь фамилия?");
		break;
	case DOUBT_WORD:
		buffer_printf(b, "незнакомое слово «%.*s» оставлено как есть", TEXT_ARG(d->word));
		break;
	}
}

static struct value
doubts(struct arena *a, const struct declension *d)
{
	struct buffer b = {0};

	for (size_t i = 0; i < d->doubts.count; i++) {
		if (!declension_has_doubt(d, i))
			continue;
		if (b.len)
			buffer_string(&b, "; ");
		write_doubt(&b, &d->doubts.at[i].doubt, d->gender);
	}
	return value_of_text(buffer_take(a, &b));
}

static struct value
sources(struct arena *a, unsigned from)
{
	static const struct {
		enum declension_source source;
		const char *name;
	} names[] = {{FROM_COLUMN, "графа таблицы"}, {FROM_TABLE, "таблица «Склонения»"}, {FROM_RULE, "правило"}};
	struct buffer b = {0};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!(from & names[i].source))
			continue;
		if (b.len)
			buffer_string(&b, ", ");
		buffer_string(&b, names[i].name);
	}
	return value_of_text(buffer_take(a, &b));
}

static struct value
documents(struct arena *a, const struct plan *p, const struct declension *d)
{
	VECTOR(struct value) names = {0};

	for (size_t i = 0; i < p->documents.count; i++) {
		if (declension_is_in(d, i))
			*VECTOR_PUSH(a, &names) = value_of_text(p->documents.at[i]->name);
	}
	return value_of_list(list_of(a, names.at, names.count, NULL));
}

static struct text
gender_name(const struct declension *d)
{
	if (d->kind == READING_PHRASE)
		return TEXT_NONE;
	return d->gender == GENDER_MASCULINE  ? TEXT("м")
	       : d->gender == GENDER_FEMININE ? TEXT("ж")
	       : d->gender == GENDER_PLURAL   ? TEXT("мн")
					      : TEXT_NONE;
}

static struct text
section_name(const struct declension *d)
{
	if (declension_is_doubtful(d))
		return TEXT("Сомнительные");
	return d->kind == READING_NAME ? TEXT("Имена") : TEXT("Должности и наименования");
}

/* Not place_describe, which speaks the user's language: a document's bytes do not depend on that. */
static struct value
cell(struct arena *a, const struct place *p)
{
	struct buffer b = {0};

	if (p->kind == AT_NOTHING)
		return (struct value){.kind = VALUE_EMPTY};
	buffer_text(&b, p->file);
	if (p->sheet.len)
		buffer_printf(&b, ", лист «%.*s»", TEXT_ARG(p->sheet));
	if (p->row > 0 && p->column > 0)
		buffer_printf(&b, ", ячейка %.*s%d", TEXT_ARG(place_column_letters(a, p->column)), p->row);
	else if (p->row > 0)
		buffer_printf(&b, ", строка %d", p->row);
	if (p->caption.len)
		buffer_printf(&b, " (%.*s)", TEXT_ARG(p->caption));
	return value_of_text(buffer_take(a, &b));
}

static void
fill_record(struct arena *a, struct record *record, const struct plan *p, const struct declension *d)
{
	bool is_name = d->kind == READING_NAME;

	record_set(a, record, SECTION, value_of_text(section_name(d)));
	record_set(a, record, WORD, value_of_text(d->text));
	record_set(a, record, KIND, value_of_text(is_name ? TEXT("имя") : TEXT("должность")));
	record_set(a, record, GENDER, value_of_text(gender_name(d)));
	for (size_t c = 0; c < CASES; c++) {
		record_set(a, record, FORM + c, value_of_text(d->forms[c]));
		if (c != CASE_NOMINATIVE)
			record_set(a, record, PRINTED + c - 1, value_of_bool(d->is_printed[c]));
	}
	record_set(a, record, DOUBT, doubts(a, d));
	record_set(a, record, SOURCE, sources(a, d->sources));
	record_set(a, record, DOCUMENTS, documents(a, p, d));
	record_set(a, record, PLACE, cell(a, &d->place));
}

static void
fill_table(struct arena *a, struct table *t, const struct plan *p, const struct declensions *all)
{
	size_t count;
	const struct declension *const *sorted = declensions_sorted(a, all, &count);
	struct records records = {0};

	for (size_t i = 0; i < count; i++)
		fill_record(a, records_add(a, &records, t->fields, 0), p, sorted[i]);
	t->all = records_list(&records, t->fields);
}

/* ---- when it has to be filled ---- */

/* The sheet changes when any template does. */
static void
depend_on_all(struct arena *a, const struct plan *p)
{
	struct buffer all = {0};
	struct text sum;

	for (size_t i = 0; i < p->documents.count; i++) {
		for (enum format f = 0; f < FORMATS; f++) {
			const struct template_file *source = p->documents.at[i]->sources[f];

			if (source && p->documents.at[i]->wants[f])
				buffer_string(&all, source->checksum.hex);
		}
	}
	sum = text_copy(a, text_from(checksum_of(buffer_view(&all)).hex));
	for (size_t i = 0; i < p->documents.count; i++) {
		if (p->documents.at[i]->has_declensions)
			p->documents.at[i]->also = sum;
	}
	buffer_free(&all);
}

/*
 * Whether this run makes a document that shows it; only those that it did not leave out have been looked into so far.
 */
static bool
is_asked_for(const struct plan *p)
{
	for (size_t i = 0; i < p->entries.count; i++) {
		if (p->entries.at[i].document->has_declensions && p->entries.at[i].state == ENTRY_WANTED)
			return true;
	}
	return false;
}

static bool
must_be_made(struct arena *a, const struct plan *p, const struct batch *b)
{
	bool must = false;

	for (size_t i = 0; i < p->entries.count && !must; i++) {
		const struct plan_entry *e = &p->entries.at[i];

		must = e->document->has_declensions && e->state == ENTRY_WANTED && !batch_is_current(a, b, p, e);
	}
	return must && b->purpose != BATCH_LIST;
}

/* A sheet that is not whole must not be taken for one that is. */
static void
warn_of_lacking(struct rehearsal *h, struct report *r)
{
	enum { NAMED = 5 };
	struct text names = TEXT_NONE;
	const struct plan_document *sheet = NULL;
	int count = 0;

	for (size_t i = 0; i < h->plan->documents.count; i++) {
		if (!h->lacks[i] || count++ >= NAMED)
			continue;
		names = text_format(h->arena, "%.*s%s%.*s", TEXT_ARG(names), count > 1 ? ", " : "",
				    TEXT_ARG(owner_describe(h->arena, h->plan->documents.at[i]->name, TEXT_NONE)));
	}
	if (count > NAMED)
		names = text_format(h->arena, "%.*s …", TEXT_ARG(names));
	for (size_t i = 0; i < h->plan->entries.count && !sheet; i++) {
		if (h->plan->entries.at[i].document->has_declensions)
			sheet = h->plan->entries.at[i].document;
	}
	if (!count || !sheet)
		return;
	report_context(sheet->name, TEXT_NONE);
	REPORT(r, SEASON_SHEET_LACKS, sheet->place, names);
	report_context(TEXT_NONE, TEXT_NONE);
}

static void
rehearse(struct rehearsal *h, struct report *r, struct stock *s, struct table *t, const struct batch *b)
{
	size_t count;
	const struct plan_entry **entries = all_entries(h->arena, h->plan, &count);
	struct declensions *all;

	check_left_out(h, s, entries, count);
	mark_documents(h->plan, t);
	depend_on_all(h->arena, h->plan);
	if (!must_be_made(h->arena, h->plan, b))
		return;
	choose(h, entries, count);
	all = declensions_open(h->arena);
	merge_all(h, b, all);
	fill_table(h->arena, t, h->plan, all);
	declensions_close(h->arena, all);
	if (b->purpose != BATCH_CHECK) /* which tells all that is wrong itself */
		warn_of_lacking(h, r);
}

void
declension_sheet_fill(struct arena *a, struct report *r, struct stock *s, struct plan *p, const struct batch *b)
{
	struct rehearsal h = {.arena = a, .plan = p};
	struct table *t = table_of(s->dataset);

	if (!t)
		return;
	mark_documents(p, t);
	if (!is_asked_for(p))
		return;
	h.lacks = NEW_ARRAY(a, bool, p->documents.count);
	report_open(&h.silent);
	rehearse(&h, r, s, t, b);
	report_close(&h.silent);
}
