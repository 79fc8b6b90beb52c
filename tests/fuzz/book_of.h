/*
 * book_of -- all sheets of a workbook as tables: read, looked at for what is wrong, linked, written down.
 */
#ifndef PRIKAZ_FUZZ_BOOK_OF_H
#define PRIKAZ_FUZZ_BOOK_OF_H

#include "base/utf8.h"
#include "data/check.h"
#include "data/dataset.h"
#include "data/table.h"
#include "data/trap.h"
#include "reader/workbook.h"
#include "value/record.h"

static inline void
book_take_sheet(struct dataset *d, struct report *r, const struct sheet *sheet, struct rows *rows)
{
	struct arena *a = d->arena;
	struct ledger ledger = {.report = r};
	struct table *t = NEW(a, struct table);
	bool is_new;

	*t = (struct table){.name = sheet->name, .folded = utf8_fold_name(a, sheet->name)};
	t->source = (struct source){.file = TEXT("book"), .sheet = sheet->name};
	table_read(a, &ledger, t, rows);
	trap_tail(a, &ledger, t);
	check_table(a, &ledger, t);
	trap_table(a, &ledger, t);
	fields_add(a, (struct fields *)d->root.fields, t->name, &is_new);
	if (is_new)
		*VECTOR_PUSH(a, &d->tables) = t;
}

/* next is workbook_next, or what stands for it. */
static inline void
book_take(struct arena *a, struct report *r, struct sheets *s, bool (*next)(struct sheets *, struct sheet *))
{
	struct dataset d;
	struct sheet sheet;
	struct buffer b = {0};

	dataset_open(&d, a);
	while (next(s, &sheet))
		book_take_sheet(&d, r, &sheet, &s->rows);
	dataset_link(&d, r);
	dataset_dump(&d, &b);
	buffer_free(&b);
}

#endif
