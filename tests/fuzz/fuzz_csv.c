/* Any bytes as a CSV table, with a schema before it when a byte 0x01 parts the two: read, checked, linked. */
#include "base/buffer.h"
#include "data/check.h"
#include "data/dataset.h"
#include "data/schema.h"
#include "data/table.h"
#include "fuzz.h"
#include "reader/csv.h"
#include "reader/encoding.h"
#include "value/record.h"

static void
read_table(struct arena *a, struct report *r, struct dataset *d, struct table *t, struct text utf8)
{
	struct ledger ledger = {.report = r};
	struct csv csv;
	struct buffer b = {0};
	bool is_new;

	csv_open(&csv, a, &ledger, &t->source, utf8, 0);
	table_read(a, &ledger, t, &csv.rows);
	check_table(a, &ledger, t);
	fields_add(a, (struct fields *)d->root.fields, t->name, &is_new);
	*VECTOR_PUSH(a, &d->tables) = t;
	dataset_link(d, r);
	dataset_dump(d, &b);
	buffer_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct report r;
	struct dataset d;
	struct text schema = TEXT_NONE, utf8, bytes = {(const char *)data, size};
	struct table t = {.source = {.file = TEXT("t.csv")}, .name = TEXT("t"), .folded = TEXT("t")};
	ptrdiff_t cut = text_find(bytes, TEXT("\x01"), 0);

	report_open(&r);
	dataset_open(&d, &a);
	if (cut >= 0) {
		schema = text_slice(bytes, 0, (size_t)cut);
		bytes = text_from_offset(bytes, (size_t)cut + 1);
	}
	if (schema.len)
		t.schema = schema_read(&a, &r, schema, TEXT("t.schema.json"));
	if (encoding_read(&a, &r, bytes, TEXT("t.csv"), TEXT_NONE, &utf8))
		read_table(&a, &r, &d, &t, utf8);
	report_close(&r);
	arena_free(&a);
	return 0;
}
