/*
 * grid -- runs the rows of a table that is put together at its end.
 *
 * A row with sections over some of its cells is printed once for each turn of the innermost one.  A cell that stands
 * outside a section is printed at that section's first turn, in the scope in which it stands, and goes on downwards in
 * the turns that follow:
 *
 *     | {{№}} | {{#a}} {{x}} | {{#b}} {{y}} {{/b}}{{/a}} |      a = x1 (b = y1 y2), x2 (b = y3)
 *
 *     levels:   a 0, b 0      1   x1   y1
 *               a 0, b 1      |   |    y2
 *               a 1, b 0      |   x2   y3
 *
 * Where a section comes out empty the row stands once, and the cells in it are empty.
 */
#include "merge/grid.h"

enum { LEVELS_MOST = 64 };

/* A section over cells around the ones inside it; level 0 is what stands around all of them. */
struct level {
	struct scope scope;
	const struct scope *at; /* &scope, or that of the level outside */
	size_t turn;
	bool is_absent; /* the section came out empty */
	bool is_loop;   /* it is over a list */
	bool is_first;  /* all sections inside are at their first turn */
};

struct row_run {
	const struct op *op;
	const struct row_op *row;
	struct level levels[LEVELS_MOST + 1];
	uint32_t level;       /* of the cells at hand */
	uint32_t group, turn; /* of the section at hand that repeats columns */
	bool is_blank;        /* the cells at hand are in a section that came out empty */
	uint32_t key;
};

/* ---- what is noted ---- */

struct table_row *
table_row_at(const struct table_run *t, size_t i)
{
	return (struct table_row *)(void *)t->rows.at + i;
}

struct table_cell *
table_cell_at(const struct table_run *t, size_t i)
{
	return (struct table_cell *)(void *)t->cells.at + i;
}

struct text
table_key_at(const struct table_run *t, uint32_t key)
{
	return ((struct text *)(void *)t->keys.at)[key - 1];
}

size_t
table_row_count(const struct table_run *t)
{
	return t->rows.len / sizeof(struct table_row);
}

static size_t
cell_count(const struct table_run *t)
{
	return t->cells.len / sizeof(struct table_cell);
}

bool
table_is_full(const struct merging *m)
{
	for (const struct table_run *t = m->table; t; t = t->outer) {
		if (cell_count(t) >= TABLE_CELLS_MOST)
			return true;
	}
	return false;
}

void
table_fail_limit(struct merging *m)
{
	m->failed = true;
	REPORT(m->report, MERGE_LIMIT, place_file(m->program->package->file),
	       text_format(m->arena, "%d", TABLE_CELLS_MOST / 16384));
}

void
table_key(struct merging *m, const struct value *v, struct text printed)
{
	struct table_run *t = m->table;
	struct text *key;

	if (!t || !t->row)
		return;
	if (v->is_blank) /* two lines to write on are not the same */
		printed = text_format(m->arena, "%.*s %zu", TEXT_ARG(printed), m->out->len);
	if (t->row->key) { /* a second one in the same cell */
		key = (struct text *)(void *)t->keys.at + t->row->key - 1;
		*key = text_join(m->arena, text_join(m->arena, *key, TEXT("\n")), printed);
		return;
	}
	buffer_add(&t->keys, &printed, sizeof printed);
	t->row->key = (uint32_t)(t->keys.len / sizeof printed);
}

static void
note_cell(struct merging *m, struct table_cell cell)
{
	struct table_run *t = m->table;

	buffer_add(&t->cells, &cell, sizeof cell);
}

/* ---- a cell ---- */

static enum cell_kind
kind_of(const struct row_run *r, const struct cell_op *cell)
{
	if (!r->levels[r->level].is_first || cell->is_continued)
		return CELL_CONTINUED;
	return r->is_blank ? CELL_EMPTY : CELL_FULL;
}

static void
run_one_cell(struct merging *m, const struct op *op, uint32_t repetition)
{
	struct row_run *r = m->table->row;
	struct table_cell cell = {.of = {op->as.cell}, .from = m->out->len, .rows = 1};

	cell.column = op->as.cell->column + repetition;
	cell.span = op->as.cell->span;
	cell.group = r->group;
	cell.turn = r->turn;
	cell.kind = kind_of(r, op->as.cell);
	r->key = 0;
	if (r->levels[r->level].is_first && !r->is_blank)
		run_ops(m, op->body);
	cell.to = m->out->len;
	cell.key = cell.kind == CELL_FULL ? r->key : 0;
	note_cell(m, cell);
}

void
run_cell(struct merging *m, const struct op *op)
{
	for (uint32_t i = 0; i < op->as.cell->repeated; i++)
		run_one_cell(m, op, i);
}

/* ---- sections among the cells ---- */

static void run_cells(struct merging *m, const struct op *op);

static void
run_columns(struct merging *m, const struct op *op)
{
	struct row_run *r = m->table->row;
	bool is_first = r->levels[r->level].is_first;
	const struct scope *outer = m->scope;
	struct turns t = {.count = 0};
	struct scope scope;

	if (is_first && !r->is_blank && !section_turns(m, op, &t))
		t.count = 0;
	r->group = op->as.columns->group + 1;
	for (size_t i = 0; i < t.count && is_within_limit(m, op->expression); i++) {
		struct instance instance = instance_next(m, op, t.is_loop);

		if (t.has_context) {
			scope = turn_scope(outer, &t, i);
			m->scope = &scope;
		}
		m->instance = &instance;
		r->turn = (uint32_t)i;
		run_cells(m, op->body);
		m->instance = instance.outer;
		m->scope = outer;
	}
	r->group = r->turn = 0;
	note_cell(m, (struct table_cell){.of = {.columns = op->as.columns},
					 .from = m->out->len,
					 .to = m->out->len,
					 .turn = (uint32_t)t.count,
					 .kind = is_first ? CELL_PAD : CELL_PAD_CONTINUED});
}

/* {{^ }} over cells repeats nothing: they belong to the level around it. */
static void
run_negative(struct merging *m, const struct op *op)
{
	struct row_run *r = m->table->row;
	bool was_blank = r->is_blank;
	struct turns t;

	if (r->levels[r->level].is_first && !r->is_blank)
		r->is_blank = !section_turns(m, op, &t) || t.count == 0;
	if (r->is_blank && !was_blank && op->otherwise) {
		r->is_blank = false;
		run_cells(m, op->otherwise);
	} else {
		run_cells(m, op->body);
	}
	r->is_blank = was_blank;
}

/* The turn of the section that is at hand; its second part stands in the level around. */
static void
run_step(struct merging *m, const struct op *op)
{
	struct row_run *r = m->table->row;
	const struct scope *outer = m->scope;
	struct level *inside = &r->levels[r->level + 1];
	struct instance instance = {m->instance, op->section, m->serials[op->section], inside->turn == 0};
	bool was_blank = r->is_blank;

	if (inside->is_absent && op->otherwise) {
		run_cells(m, op->otherwise);
		return;
	}
	r->level++;
	r->is_blank |= inside->is_absent;
	m->scope = inside->at;
	if (inside->is_first)
		instance = instance_next(m, op, inside->is_loop);
	m->instance = &instance;
	run_cells(m, op->body);
	m->instance = instance.outer;
	m->scope = outer;
	r->is_blank = was_blank;
	r->level--;
}

static void
run_cells(struct merging *m, const struct op *op)
{
	for (; op; op = op->next) {
		if (op->kind != OP_SECTION)
			run_op(m, op);
		else if (op->as.columns)
			run_columns(m, op);
		else if (op->is_negative)
			run_negative(m, op);
		else
			run_step(m, op);
	}
}

/* ---- a row ---- */

/* One row of the result: all levels are at one of their turns. */
static void
print_row(struct merging *m, struct row_run *r)
{
	struct table_run *t = m->table;
	struct table_row row = {.op = r->row, .from = m->out->len, .cell = cell_count(t)};
	bool is_first = true;

	for (uint32_t i = r->row->step_count + 1; i-- > 0;) {
		r->levels[i].is_first = is_first;
		is_first &= r->levels[i].turn == 0;
	}
	buffer_byte(m->out, 'r'); /* so that who asks whether any row was written sees it */
	m->scope = r->levels[0].at;
	run_cells(m, r->op->body);
	row.to = m->out->len;
	row.cell_count = cell_count(t) - row.cell;
	buffer_add(&t->rows, &row, sizeof row);
}

/* All rows for the turns of the sections from this level on.  Recursion goes as deep as sections may nest. */
static void
run_levels(struct merging *m, struct row_run *r, uint32_t i)
{
	struct level *inside = &r->levels[i + 1];
	const struct op *step;
	struct turns t;

	if (i == r->row->step_count) {
		print_row(m, r);
		return;
	}
	step = r->row->steps[i];
	m->scope = r->levels[i].at;
	*inside = (struct level){.at = m->scope};
	inside->is_absent = r->levels[i].is_absent || !section_turns(m, step, &t) || t.count == 0;
	if (inside->is_absent) {
		run_levels(m, r, i + 1);
		return;
	}
	for (inside->turn = 0; inside->turn < t.count && is_within_limit(m, step->expression); inside->turn++) {
		inside->is_loop = t.is_loop;
		if (t.has_context) {
			inside->scope = turn_scope(r->levels[i].at, &t, inside->turn);
			inside->at = &inside->scope;
		}
		run_levels(m, r, i + 1);
	}
}

void
run_row(struct merging *m, const struct op *op)
{
	struct row_run *outer = m->table->row, r; /* its levels are set when they are entered */
	const struct scope *scope = m->scope;

	r.op = op;
	r.row = op->as.row;
	r.level = r.group = r.turn = r.key = 0;
	r.is_blank = false;
	m->table->row = &r;
	for (uint32_t i = 0; i < r.row->repeated; i++) {
		if (table_is_full(m)) {
			table_fail_limit(m);
			break;
		}
		r.levels[0] = (struct level){.at = scope};
		run_levels(m, &r, 0);
	}
	m->scope = scope;
	m->table->row = outer;
}

/* ---- the table ---- */

/*
 * The finished table takes the place of its contents.  It is put together beside them; where it is the greater part of
 * what is written so far it is cheaper to take that over than to copy the table back.
 */
static void
finish(struct merging *m, struct table_run *t)
{
	bool is_most = t->begin < m->out->len / 2;
	struct buffer out = {0};

	if (is_most)
		buffer_add(&out, m->out->at, t->begin);
	table_write(m, t, &out);
	if (is_most) {
		buffer_free(m->out);
		*m->out = out;
		return;
	}
	m->out->len = t->begin;
	buffer_text(m->out, buffer_view(&out));
	buffer_free(&out);
}

void
run_table(struct merging *m, const struct op *op)
{
	struct table_run t = {.outer = m->table, .op = op, .table = op->as.table, .begin = m->out->len};
	size_t shown = m->shown;

	m->table = &t;
	run_ops(m, op->otherwise);
	t.columns_at = m->out->len;
	run_ops(m, op->body);
	t.end = m->out->len;
	m->table = t.outer;
	if (table_place(m, &t)) {
		finish(m, &t);
	} else {
		m->out->len = t.begin;
		m->shown = shown;
	}
	buffer_free(&t.rows);
	buffer_free(&t.cells);
	buffer_free(&t.keys);
}
