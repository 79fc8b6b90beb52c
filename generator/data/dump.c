/*
 * dump -- the text form of a dataset, for tests and --dump.
 *
 *     table "Пары" (Пары.csv): 2 records
 *       record row 2
 *         Наставник = link "М-01" -> Наставники row 2
 *         Срок = date "30.11.2020"
 *
 * A link, and a list of those that point here, only names its records: they stand in their own tables, and links
 * may go round in circles.
 */
#include "base/buffer.h"
#include "data/dataset.h"
#include "value/record.h"

static const char *const kinds[] = {"empty", "text", "number", "date", "bool", "list", "record"};

static void dump_value(struct arena *a, struct buffer *b, const struct value *v, int indent);

static void
dump_indent(struct buffer *b, int indent)
{
	buffer_printf(b, "%*s", indent, "");
}

static void
dump_reference(struct buffer *b, const struct record *r)
{
	buffer_printf(b, "-> %.*s", TEXT_ARG(record_table(r)->name));
	if (r->row)
		buffer_printf(b, " row %d", r->row);
	buffer_printf(b, "%s%.*s\n", record_path(r).len ? " " : "", TEXT_ARG(record_path(r)));
}

static void
dump_record(struct arena *a, struct buffer *b, const struct record *r, int indent)
{
	for (size_t i = 0; i < r->fields->of.count; i++) {
		struct value v = record_at(r, i);

		dump_indent(b, indent);
		buffer_text(b, r->fields->of.at[i].caption);
		buffer_string(b, " = ");
		dump_value(a, b, &v, indent);
	}
}

static void
dump_list(struct arena *a, struct buffer *b, const struct list *l, int indent)
{
	buffer_printf(b, "list of %zu\n", l->count);
	for (size_t i = 0; i < l->count; i++) {
		struct value item = list_at(l, i);

		dump_indent(b, indent + 2);
		dump_value(a, b, &item, indent + 2);
	}
}

static void
dump_scalar(struct arena *a, struct buffer *b, const struct value *v)
{
	struct text printed = value_print(a, v, false);

	buffer_string(b, kinds[v->kind]);
	if (v->kind != VALUE_EMPTY)
		buffer_byte(b, ' ');
	if (v->kind != VALUE_EMPTY)
		buffer_json(b, printed);
	buffer_byte(b, '\n');
}

/* Objects inside JSON are no deeper than json_read lets them be; links are not followed. */
static void
dump_value(struct arena *a, struct buffer *b, const struct value *v, int indent)
{
	if (v->kind == VALUE_LIST) {
		dump_list(a, b, v->as.list, indent);
	} else if (v->kind != VALUE_RECORD) {
		dump_scalar(a, b, v);
	} else if (record_table(v->as.record)) {
		buffer_string(b, "link ");
		if (v->text.len) {
			buffer_json(b, v->text);
			buffer_byte(b, ' ');
		}
		dump_reference(b, v->as.record);
	} else {
		buffer_string(b, "record\n");
		dump_record(a, b, v->as.record, indent + 2);
	}
}

static void
dump_item(struct arena *a, struct buffer *b, const struct value *v)
{
	const struct record *r = v->kind == VALUE_RECORD ? v->as.record : NULL;

	buffer_string(b, "  ");
	if (!r) {
		dump_value(a, b, v, 2);
		return;
	}
	buffer_string(b, "record");
	if (r->row)
		buffer_printf(b, " row %d", r->row);
	buffer_printf(b, "%s%.*s\n", record_path(r).len ? " " : "", TEXT_ARG(record_path(r)));
	dump_record(a, b, r, 4);
}

static void
dump_table(struct arena *a, struct buffer *b, const struct table *t)
{
	buffer_printf(b, "%s \"%.*s\" (%.*s)",
		      t->is_record ? "record"
		      : t->fields  ? "table"
				   : "value",
		      TEXT_ARG(t->name), TEXT_ARG(t->source.file));
	if (t->is_broken)
		buffer_string(b, " broken");
	if (!t->fields) {
		buffer_string(b, ": ");
		dump_value(a, b, &t->single, 0);
		return;
	}
	if (!t->is_record)
		buffer_printf(b, ": %zu records", t->all.count);
	buffer_byte(b, '\n');
	for (size_t i = 0; i < t->all.count; i++) {
		struct value item = list_at(&t->all, i);

		dump_item(a, b, &item);
	}
}

void
dataset_dump(const struct dataset *d, struct buffer *out)
{
	struct arena scratch = {0};

	for (size_t i = 0; i < d->tables.count; i++) {
		dump_table(&scratch, out, d->tables.at[i]);
		arena_reset(&scratch);
	}
	arena_free(&scratch);
}
