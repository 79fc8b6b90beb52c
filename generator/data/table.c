/*
 * table -- a table, or one record, out of the rows of a sheet.
 *
 *     Участники программы                       row 1: a title, one cell of four: skipped
 *     Код | ФИО наставника | Класс | Срок       row 2: the first row that fills most columns with texts
 *     М-01| Иванов И.И.    | 7     | май        row 3: a record
 *
 * How many columns the sheet has is told by its first rows: the width that half of them reach.  Those rows are
 * kept aside until the captions are found; all later ones become records as they come.
 */
#include "data/table.h"

#include <string.h>

#include "base/utf8.h"
#include "data/schema.h"
#include "value/record.h"

enum {
	LOOKED_AT = 50,
	FEW_VALUES = 16 * 1000 * 1000,
	SPARSEST = 64 /* values made for a cell that is filled */
};

struct builder {
	struct arena *arena;
	struct ledger *ledger;
	struct table *table;
	struct rows *rows;
	struct row ahead[LOOKED_AT]; /* the first rows, copied */
	int ahead_count, at;         /* at: the next to be given */
	size_t width;                /* columns up to the last caption */
	int *field_of_column;        /* -1: a column without caption */
	bool *is_blamed;             /* a column without caption that was reported */
	size_t cells, values;        /* read, and made of them */
	VECTOR(struct value) records;
};

static struct row
row_copy(struct arena *a, const struct row *row)
{
	struct value *cells = NEW_ARRAY(a, struct value, row->count);
	uint8_t *marks = row->marks ? NEW_ARRAY(a, uint8_t, row->count) : NULL;

	memcpy(cells, row->cells, row->count * sizeof *cells);
	if (marks)
		memcpy(marks, row->marks, row->count);
	return (struct row){row->number, row->count, cells, marks};
}

static void
look_ahead(struct builder *b)
{
	struct row row;

	while (b->ahead_count < LOOKED_AT && b->rows->next(b->rows, &row))
		b->ahead[b->ahead_count++] = row_copy(b->arena, &row);
}

static bool
next_row(struct builder *b, struct row *row)
{
	if (b->at < b->ahead_count) {
		*row = b->ahead[b->at++];
		return true;
	}
	return b->ahead_count == LOOKED_AT && b->rows->next(b->rows, row);
}

/* The width that half of the first rows reach; rows of one cell are titles where others are wider. */
static size_t
usual_width(const struct builder *b)
{
	size_t best = 1;
	int wide = 0;

	for (int i = 0; i < b->ahead_count; i++)
		wide += b->ahead[i].count > 1;
	for (int i = 0; i < b->ahead_count; i++) {
		int reach = 0;

		for (int j = 0; j < b->ahead_count; j++)
			reach += b->ahead[j].count >= b->ahead[i].count;
		if (reach * 2 >= wide && b->ahead[i].count > best)
			best = b->ahead[i].count;
	}
	return best;
}

/* A year is a caption (2023 | 2024 | 2025), other numbers and dates are data. */
static bool
may_be_caption(const struct value *v)
{
	double n;
	date d;

	if (v->kind != VALUE_TEXT || value_date(v, &d))
		return false;
	return !value_number(v, &n) || (n >= 1900 && n <= 2100);
}

static bool
is_header(const struct row *row, size_t width, bool must_be_text)
{
	size_t filled = 0, texts = 0;

	for (size_t i = 0; i < row->count && i < width; i++) {
		filled += row->cells[i].kind != VALUE_EMPTY;
		texts += may_be_caption(&row->cells[i]);
	}
	return filled * 2 > width && (!must_be_text || texts * 2 > filled);
}

static bool
find_header(const struct builder *b, int *header)
{
	size_t width = usual_width(b);

	for (int pass = 0; pass < 2; pass++) {
		for (*header = 0; *header < b->ahead_count; ++*header) {
			if (is_header(&b->ahead[*header], width, pass == 0))
				return true;
		}
	}
	*header = 0;
	return b->ahead_count > 0;
}

static struct place
cell_place(const struct builder *b, int row, size_t column, struct text caption)
{
	return (struct place){.kind = AT_CELL,
			      .file = b->table->source.file,
			      .sheet = b->table->source.sheet,
			      .row = row,
			      .column = (int)column + 1,
			      .caption = caption};
}

/* Adds a field captioned by this cell; -1 when its name is there already. */
static int
field_of_caption(struct builder *b, const struct value *cell, int row, size_t column)
{
	struct text caption = value_key(b->arena, cell);
	bool is_new;
	size_t position = fields_add(b->arena, b->table->fields, caption, &is_new);
	struct field *f = &b->table->fields->of.at[position];

	if (!is_new) {
		LEDGER(b->ledger, DATA_CAPTIONS_ALIKE, cell_place(b, row, column, TEXT_NONE), caption, f->caption,
		       text_format(b->arena, "%.*s%d", TEXT_ARG(place_column_letters(b->arena, f->column)),
				   f->row ? f->row : row));
		return -1;
	}
	f->column = (int)column + 1;
	return (int)position;
}

static void
read_header(struct builder *b, const struct row *header)
{
	b->width = header->count;
	b->field_of_column = NEW_ARRAY(b->arena, int, header->count);
	b->is_blamed = NEW_ARRAY(b->arena, bool, header->count);
	for (size_t i = 0; i < header->count; i++) {
		bool is_blank = header->cells[i].kind == VALUE_EMPTY;

		b->field_of_column[i] = is_blank ? -1 : field_of_caption(b, &header->cells[i], header->number, i);
		b->is_blamed[i] = !is_blank; /* of two captions alike the second was reported above */
	}
}

/* The names, the schema's and the computed ones: after the last column. */
static void
complete_fields(struct builder *b)
{
	if (b->table->schema)
		schema_name_fields(b->arena, b->table->schema, b->table->fields);
	full_name_add(b->arena, b->table->fields);
}

static struct record *
add_record(struct builder *b, int row)
{
	struct record *r = record_new(b->arena, b->table->fields);

	r->table = b->table;
	r->row = row;
	r->position = (int)b->records.count;
	*VECTOR_PUSH(b->arena, &b->records) = value_of_record(r);
	return r;
}

/* A cell in a column that has no caption: one message for the column. */
static void
blame_column(struct builder *b, const struct row *row, size_t column)
{
	if (row->cells[column].kind == VALUE_EMPTY || b->is_blamed[column])
		return;
	b->is_blamed[column] = true;
	LEDGER(b->ledger, DATA_COLUMN_UNNAMED, cell_place(b, row->number, column, TEXT_NONE), TEXT_NONE);
}

/*
 * Every record has a value for each field.  A million captions over a million rows of one cell would fit into a
 * small file and into no memory.
 */
static bool
is_dense_enough(struct builder *b, const struct row *row)
{
	b->cells += row->count;
	b->values += b->table->fields->of.count;
	if (b->values <= FEW_VALUES || b->values / SPARSEST <= b->cells)
		return true;
	return LEDGER(b->ledger, DATA_TOO_SPARSE, cell_place(b, row->number, 0, TEXT_NONE),
		      text_format(b->arena, "%zu", b->table->fields->of.count));
}

/* The cell as a value; one that has none to give, an error or a formula never computed, is told and counts as empty. */
static struct value
value_of_cell(struct builder *b, const struct row *row, size_t i, struct text caption)
{
	struct value v = row->cells[i];

	if (!row->marks || (row->marks[i] != CELL_NO_RESULT && row->marks[i] != CELL_ERROR))
		return v;
	if (row->marks[i] == CELL_ERROR)
		LEDGER(b->ledger, DATA_CELL_ERROR, cell_place(b, row->number, i, caption), v.text);
	else
		LEDGER(b->ledger, DATA_FORMULA_UNSAVED, cell_place(b, row->number, i, caption), TEXT_NONE);
	return (struct value){.kind = VALUE_EMPTY};
}

static void
read_row(struct builder *b, const struct row *row)
{
	const struct fields *fields = b->table->fields;
	struct record *r = add_record(b, row->number);

	for (size_t i = 0; i < row->count && i < b->width; i++) {
		int field = b->field_of_column[i];

		if (field >= 0)
			record_set(b->arena, r, (size_t)field, value_of_cell(b, row, i, fields->of.at[field].caption));
		else
			blame_column(b, row, i);
	}
	if (row->count > b->width)
		LEDGER(b->ledger, DATA_ROW_TOO_LONG, cell_place(b, row->number, b->width, TEXT_NONE),
		       text_format(b->arena, "%zu", row->count), text_format(b->arena, "%zu", b->width));
}

static bool
is_caption(struct arena *a, const struct row *header, size_t column, const char *russian, const char *english)
{
	struct text folded = utf8_fold_name(a, value_key(a, &header->cells[column]));

	return text_is(folded, russian) || text_is(folded, english);
}

/* Поле | Значение: the captions run downwards in the first column. */
static void
read_downwards(struct builder *b)
{
	VECTOR(struct value) values = {0};
	struct record *r;
	struct row row;

	while (next_row(b, &row)) {
		int field;

		if (row.cells[0].kind == VALUE_EMPTY) {
			LEDGER(b->ledger, DATA_FIELD_UNNAMED, cell_place(b, row.number, 0, TEXT_NONE), TEXT_NONE);
			continue;
		}
		if (row.count > 2)
			LEDGER(b->ledger, DATA_ROW_TOO_LONG, cell_place(b, row.number, 2, TEXT_NONE),
			       text_format(b->arena, "%zu", row.count), TEXT("2"));
		field = field_of_caption(b, &row.cells[0], row.number, 0);
		if (field < 0)
			continue;
		b->table->fields->of.at[field].column = 2;
		b->table->fields->of.at[field].row = row.number;
		*VECTOR_PUSH(b->arena, &values) =
			row.count > 1 ? value_of_cell(b, &row, 1, b->table->fields->of.at[field].caption)
				      : (struct value){.kind = VALUE_EMPTY};
	}
	complete_fields(b);
	b->table->is_record = true;
	r = add_record(b, 0);
	for (size_t i = 0; i < values.count; i++)
		record_set(b->arena, r, i, values.at[i]);
	b->table->single = b->records.at[0];
}

void
table_read(struct arena *a, struct ledger *l, struct table *t, struct rows *rows)
{
	struct builder b = {.arena = a, .ledger = l, .table = t, .rows = rows};
	int header;
	struct row row;

	t->fields = NEW(a, struct fields);
	look_ahead(&b);
	if (!find_header(&b, &header)) {
		complete_fields(&b);
		if (ledger_is_clean(l)) /* else an unclosed quote swallowed it all */
			LEDGER(l, DATA_NO_CAPTIONS, place_file(t->source.file), TEXT_NONE);
	} else if (b.ahead[header].count == 2 && is_caption(a, &b.ahead[header], 0, "поле", "field") &&
		   is_caption(a, &b.ahead[header], 1, "значение", "value")) {
		b.at = header + 1;
		read_downwards(&b);
	} else {
		b.at = header + 1;
		read_header(&b, &b.ahead[header]);
		complete_fields(&b);
		while (next_row(&b, &row) && is_dense_enough(&b, &row))
			read_row(&b, &row);
	}
	t->all = (struct list){b.records.at, b.records.count, t->fields};
}
