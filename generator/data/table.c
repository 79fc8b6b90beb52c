/*
 * table -- a table, or one record, out of the rows of a sheet.
 *
 *     Участники программы                       row 1: a title
 *     Код | ФИО наставника | Класс | Срок       row 2: the captions (header.h)
 *     М-01| Иванов И.И.    | 7     | май        row 3: a record
 *
 * The first rows are kept aside until the captions are found; all later ones become records as they come.
 */
#include "data/table.h"

#include <string.h>

#include "base/utf8.h"
#include "data/header.h"
#include "data/schema.h"
#include "data/trap.h"
#include "value/record.h"

enum {
	LOOKED_AT = 50,        /* rows of more than one cell */
	LOOKED_AT_MOST = 1000, /* rows of any kind: a text may stand above the table */
	CELLS_AHEAD = 1 << 20, /* of all these rows: they may be wide and empty */
	COLUMNS_MOST = 16384,  /* of a workbook's sheet */
	FEW_VALUES = 16 * 1000 * 1000,
	SPARSEST = 64 /* values made for a cell that is filled */
};

struct builder {
	struct arena *arena;
	struct ledger *ledger;
	struct table *table;
	struct rows *rows;
	VECTOR(struct row) ahead; /* the first rows, copied */
	size_t at;                /* in ahead: the next to be given */
	bool is_ended;            /* ahead has all rows */
	size_t width;             /* columns up to the last caption */
	int *field_of_column;     /* -1: a column without caption */
	bool *is_blamed;          /* a column without caption that was reported; COLUMNS_MOST of them at least */
	size_t cells, values;     /* read, and made of them */
	struct records records;
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
	size_t cells = 0;
	int wide = 0;

	while (wide < LOOKED_AT && b->ahead.count < LOOKED_AT_MOST && cells < CELLS_AHEAD) {
		if (!b->rows->next(b->rows, &row)) {
			b->is_ended = true;
			return;
		}
		wide += header_is_wide(&row);
		cells += row.count;
		*VECTOR_PUSH(b->arena, &b->ahead) = row_copy(b->arena, &row);
	}
}

static bool
next_row(struct builder *b, struct row *row)
{
	if (b->at < b->ahead.count) {
		*row = b->ahead.at[b->at++];
		return true;
	}
	return !b->is_ended && b->rows->next(b->rows, row);
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

/*
 * Adds a field of that caption, which stands in that cell; -1 when its name is there already: `first` is then the row
 * of the caption that has it, where it's not told by the field.
 */
static int
field_of_caption(struct builder *b, struct text caption, int row, size_t column, const struct header *h)
{
	bool is_new;
	size_t position = fields_add(b->arena, b->table->fields, caption, &is_new);
	struct field *f = &b->table->fields->of.at[position];

	if (!is_new) {
		LEDGER(b->ledger, DATA_CAPTIONS_ALIKE, cell_place(b, row, column, TEXT_NONE), caption, f->caption,
		       text_format(b->arena, "%.*s%d", TEXT_ARG(place_column_letters(b->arena, f->column)),
				   h ? h->captions[f->column - 1].row : f->row));
		return -1;
	}
	f->column = (int)column + 1;
	return (int)position;
}

static void
read_header(struct builder *b, const struct header *h)
{
	struct arena *a = b->arena;

	b->width = h->width;
	b->field_of_column = NEW_ARRAY(a, int, h->width);
	b->is_blamed = NEW_ARRAY(a, bool, h->width > COLUMNS_MOST ? h->width : COLUMNS_MOST);
	for (size_t i = 0; i < h->width; i++) {
		const struct caption *c = &h->captions[i];

		b->field_of_column[i] = c->text.len ? field_of_caption(b, c->text, c->row, i, h) : -1;
		b->is_blamed[i] = c->text.len; /* of two captions alike the second was reported above */
	}
	/* A column's own caption goes before other columns' longer names. */
	for (size_t i = 0; i < h->width; i++) {
		for (int j = 0; j < HEADER_NAMES && b->field_of_column[i] >= 0; j++)
			fields_add_name(a, b->table->fields, h->captions[i].names[j], (size_t)b->field_of_column[i]);
	}
}

/* The names, the schema's and the computed ones: after the last column. */
static void
complete_fields(struct builder *b)
{
	schema_apply(b->arena, b->table);
	full_name_add(b->arena, b->table->fields);
	b->table->fields->table = b->table;
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

	if (row->marks && row->marks[i] == CELL_DAY_MONTH)
		return trap_day_month_cell(b->arena, v);
	if (!row->marks || (row->marks[i] != CELL_NO_RESULT && row->marks[i] != CELL_ERROR))
		return v;
	if (row->marks[i] == CELL_ERROR)
		LEDGER(b->ledger, DATA_CELL_ERROR, cell_place(b, row->number, i, caption), v.text);
	else
		LEDGER(b->ledger, DATA_FORMULA_UNSAVED, cell_place(b, row->number, i, caption), TEXT_NONE);
	return (struct value){.kind = VALUE_EMPTY};
}

/*
 * A cell behind the last caption.  In text, the row was cut at a separator that belongs to a value; in a workbook,
 * somebody made a note beside the table.
 */
static void
blame_excess(struct builder *b, const struct row *row)
{
	if (!b->table->source.sheet.len) {
		LEDGER(b->ledger, DATA_ROW_TOO_LONG, cell_place(b, row->number, b->width, TEXT_NONE),
		       text_format(b->arena, "%zu", row->count), text_format(b->arena, "%zu", b->width));
		return;
	}
	for (size_t i = b->width; i < row->count && i < COLUMNS_MOST; i++)
		blame_column(b, row, i);
}

static void
read_row(struct builder *b, const struct row *row)
{
	const struct fields *fields = b->table->fields;
	struct record *r = records_add(b->arena, &b->records, b->table->fields, row->number);

	for (size_t i = 0; i < row->count && i < b->width; i++) {
		int field = b->field_of_column[i];

		if (field >= 0)
			record_set(b->arena, r, (size_t)field, value_of_cell(b, row, i, fields->of.at[field].caption));
		else
			blame_column(b, row, i);
	}
	if (row->count > b->width)
		blame_excess(b, row);
}

/* The columns of names and values where the captions are Поле | Значение and no others. */
struct downwards {
	size_t name, value;
};

static bool
is_downwards(struct arena *a, const struct header *h, struct downwards *d)
{
	struct text folded[2];
	size_t columns[2];
	int count = 0;

	for (size_t i = 0; i < h->width; i++) {
		if (!h->captions[i].text.len)
			continue;
		if (count == 2)
			return false;
		folded[count] = utf8_fold_name(a, h->captions[i].text);
		columns[count++] = i;
	}
	if (count < 2)
		return false;
	*d = (struct downwards){columns[0], columns[1]};
	return (text_is(folded[0], "поле") && text_is(folded[1], "значение")) ||
	       (text_is(folded[0], "field") && text_is(folded[1], "value"));
}

static struct value
cell_at(const struct row *row, size_t column)
{
	return column < row->count ? row->cells[column] : (struct value){.kind = VALUE_EMPTY};
}

/* Of a record laid out downwards: cells beside the two columns. */
static void
blame_beside(struct builder *b, const struct row *row, struct downwards d)
{
	if (row->count <= d.value + 1)
		return;
	if (b->table->source.sheet.len)
		blame_column(b, row, row->count - 1);
	else
		LEDGER(b->ledger, DATA_ROW_TOO_LONG, cell_place(b, row->number, d.value + 1, TEXT_NONE),
		       text_format(b->arena, "%zu", row->count), text_format(b->arena, "%zu", d.value + 1));
}

/* Поле | Значение: the captions run downwards in the first column. */
static void
read_downwards(struct builder *b, struct downwards d)
{
	VECTOR(struct value) values = {0};
	struct record *r;
	struct row row;

	while (next_row(b, &row)) {
		struct value name = cell_at(&row, d.name);
		int field;

		blame_beside(b, &row, d);
		if (name.kind == VALUE_EMPTY) {
			if (cell_at(&row, d.value).kind != VALUE_EMPTY)
				LEDGER(b->ledger, DATA_FIELD_UNNAMED, cell_place(b, row.number, d.name, TEXT_NONE),
				       TEXT_NONE);
			continue;
		}
		field = field_of_caption(b, value_key(b->arena, &name), row.number, d.name, NULL);
		if (field < 0)
			continue;
		b->table->fields->of.at[field].column = (int)d.value + 1;
		b->table->fields->of.at[field].row = row.number;
		*VECTOR_PUSH(b->arena, &values) =
			d.value < row.count ? value_of_cell(b, &row, d.value, b->table->fields->of.at[field].caption)
					    : (struct value){.kind = VALUE_EMPTY};
	}
	complete_fields(b);
	b->table->is_record = true;
	r = records_add(b->arena, &b->records, b->table->fields, 0);
	for (size_t i = 0; i < values.count; i++)
		record_set(b->arena, r, i, values.at[i]);
	b->table->single = value_of_record(r);
}

void
table_read(struct arena *a, struct ledger *l, struct table *t, struct rows *rows)
{
	struct builder b = {.arena = a, .ledger = l, .table = t, .rows = rows};
	struct downwards downwards;
	struct header header;
	struct row row;

	t->fields = NEW(a, struct fields);
	look_ahead(&b);
	if (!header_find(a, l, &t->source, b.ahead.at, (int)b.ahead.count, &header)) {
		complete_fields(&b);
		if (ledger_is_clean(l)) /* else an unclosed quote swallowed it all */
			LEDGER(l, DATA_NO_CAPTIONS, place_file(t->source.file), TEXT_NONE);
	} else {
		b.at = (size_t)header.records;
		read_header(&b, &header);
		if (is_downwards(a, &header, &downwards)) {
			/* the two captions are no fields */
			*t->fields = (struct fields){0};
			read_downwards(&b, downwards);
		} else {
			complete_fields(&b);
			while (next_row(&b, &row) && is_dense_enough(&b, &row))
				read_row(&b, &row);
		}
	}
	t->all = records_list(&b.records, t->fields);
}
