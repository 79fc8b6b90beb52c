/*
 * workbook -- a file of sheets, whatever its format.
 *
 * The reader, the package it reads from and all that it keeps for a while live in an arena of their own, which goes
 * with the workbook; only texts stay.
 */
#include "reader/workbook.h"

#include <stdlib.h>

#include "base/utf8.h"

enum { RANGES_SHOWN = 8 };

/* What must be kept until the end, beside the reader. */
struct shelf {
	struct arena arena;
	struct text sheet; /* the one that is read */
};

static struct shelf *
shelf_of(struct sheets *s)
{
	return (struct shelf *)s->arena; /* its first member */
}

static struct sheets *
open_package(struct sheets *with, struct text bytes)
{
	struct package *p = package_read(with->arena, with->report, bytes, with->file);

	if (!p)
		return NULL;
	if (p->kind == PACKAGE_XLSX)
		return xlsx_open(with, p);
	if (p->kind == PACKAGE_ODS)
		return ods_open(with, p);
	REPORT(with->report, WORKBOOK_IS_TEXT, place_file(with->file), TEXT_NONE);
	return NULL;
}

/* XML whose root declares the namespaces of OpenDocument. */
static bool
is_flat_ods(struct text bytes)
{
	struct text start = text_slice(bytes, 0, 8192);

	return !text_starts(bytes, TEXT("PK")) && text_find(start, TEXT("<"), 0) != TEXT_NOWHERE &&
	       text_find(start, TEXT("opendocument:xmlns:office"), 0) != TEXT_NOWHERE;
}

struct sheets *
workbook_open(struct arena *texts, struct report *r, struct text bytes, struct text file)
{
	struct shelf *shelf = memory_alloc(sizeof *shelf);
	struct sheets with = {.arena = &shelf->arena, .texts = texts, .report = r, .file = file}, *s;

	*shelf = (struct shelf){.sheet = TEXT_NONE};
	s = is_flat_ods(bytes) ? ods_open_flat(&with, bytes) : open_package(&with, bytes);
	if (s)
		return s;
	arena_free(&shelf->arena);
	free(shelf);
	return NULL;
}

/* ---- sheets ---- */

static struct place
sheet_place(struct sheets *s, struct text name)
{
	return (struct place){.kind = AT_CELL, .file = s->file, .sheet = name};
}

/* "3, 5–9, 12 …" */
static struct text
list_ranges(struct sheets *s)
{
	struct buffer b = {0};

	for (size_t i = 0; i < s->hidden.count && i < RANGES_SHOWN; i++) {
		const struct row_range *r = &s->hidden.at[i];

		buffer_string(&b, i ? ", " : "");
		buffer_printf(&b,
			      r->last > r->first + 1 ? "%d–%d"
			      : r->last > r->first   ? "%d, %d"
						     : "%d",
			      r->first, r->last);
	}
	if (s->hidden.count > RANGES_SHOWN)
		buffer_string(&b, " …");
	return buffer_take(s->arena, &b);
}

/* Behind the last row of a sheet. */
static void
tell_hidden_rows(struct sheets *s)
{
	if (s->hidden.count)
		REPORT(s->report, WORKBOOK_ROWS_HIDDEN, sheet_place(s, shelf_of(s)->sheet), list_ranges(s));
	s->hidden.count = 0;
}

/* Lists for drop-down cells and the like: of no use as tables, but somebody may have hidden a table. */
static void
tell_hidden_sheet(struct sheets *s, struct text name)
{
	struct row row;

	if (s->rows.next(&s->rows, &row))
		REPORT(s->report, WORKBOOK_SHEET_HIDDEN, sheet_place(s, name), TEXT_NONE);
	s->hidden.count = 0;
}

bool
workbook_next(struct sheets *s, struct sheet *sheet)
{
	tell_hidden_rows(s);
	while (s->next(s, sheet)) {
		if (!sheet->is_hidden) {
			shelf_of(s)->sheet = sheet->name;
			return true;
		}
		tell_hidden_sheet(s, sheet->name);
	}
	return false;
}

bool
workbook_close(struct sheets *s)
{
	struct shelf *shelf = shelf_of(s);
	bool ok;

	tell_hidden_rows(s);
	ok = s->close(s) && !s->is_full;
	arena_free(&shelf->arena);
	free(shelf);
	return ok;
}

/* ---- names ---- */

/* Whether nothing but a number follows. */
static bool
is_number(struct text t)
{
	t = text_trim(t);
	for (size_t i = 0; i < t.len; i++) {
		if (t.at[i] < '0' || t.at[i] > '9')
			return false;
	}
	return true;
}

bool
workbook_is_default_name(struct text sheet)
{
	/* of Excel and LibreOffice in several languages, openpyxl ("Sheet"), and 1C ("TDSheet", "Лист_1") */
	static const char *const names[] = {"лист",  "sheet",   "worksheet", "таблица",  "table", "tabelle", "feuille",
					    "feuil", "hoja",    "foglio",    "arkusz",   "аркуш", "ліст",    "planilha",
					    "munka", "tdsheet", "лист_",     "untitled", "blatt"};
	char *lower = memory_alloc(sheet.len * 3 + 1);
	struct text t = utf8_lower(sheet, lower);
	bool is_default = false;

	for (size_t i = 0; i < sizeof names / sizeof names[0] && !is_default; i++) {
		struct text name = text_from(names[i]);

		is_default = text_starts(t, name) && is_number(text_from_offset(t, name.len));
	}
	free(lower);
	return is_default;
}
