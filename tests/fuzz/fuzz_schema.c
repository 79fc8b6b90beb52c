/* Any bytes as a schema, over one table that has a cell of every kind, is linked to itself and checked. */
#include "data/check.h"
#include "data/dataset.h"
#include "data/schema.h"
#include "data/table.h"
#include "data/trap.h"
#include "fuzz.h"
#include "merge/rules.h"
#include "reader/csv.h"
#include "value/record.h"

static const char cells[] = "Код;Имя;Дата;Число;Да;Список;Наставник\n"
			    "1;Иванов Иван;30.11.2020;1,5;да;а, б;2\n"
			    "2;Петров Пётр;2020-11-30;1 000;нет;;1\n"
			    "2;;31.02.2020;x;?;а;Иванов Иван\n"
			    "0044;Юн;2020;1e5;true;-;9\n";

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct report r;
	struct dataset d;
	struct table t = {.source = {.file = TEXT("t.csv")}, .name = TEXT("t"), .folded = TEXT("t")};
	struct ledger ledger = {.report = &r};
	struct buffer b = {0};
	struct merge_context context = {.dataset = &d};
	struct csv csv;
	bool is_new;

	report_open(&r);
	dataset_open(&d, &a);
	t.schema = schema_read(&a, &r, (struct text){(const char *)data, size}, TEXT("t.schema.json"));
	if (t.schema) {
		csv_open(&csv, &a, &ledger, &t.source, TEXT(cells), 0);
		table_read(&a, &ledger, &t, &csv.rows);
		trap_tail(&a, &ledger, &t);
		check_table(&a, &ledger, &t);
		trap_table(&a, &ledger, &t);
		fields_add(&a, (struct fields *)d.root.fields, t.name, &is_new);
		*VECTOR_PUSH(&a, &d.tables) = &t;
		dataset_link(&d, &r);
		merge_rules(&r, &context);
		dataset_dump(&d, &b);
	}
	buffer_free(&b);
	report_close(&r);
	arena_free(&a);
	return 0;
}
