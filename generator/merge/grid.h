/*
 * grid -- a table put together when all its rows are known; private to merge/.
 *
 *     grid.c         runs the rows: the contents of cells go into m->out, their bounds are noted here
 *     grid_place.c   says which columns each cell covers in the end, and which cells are merged
 *     grid_write.c   writes the tags around the contents, DOCX and ODF
 */
#ifndef PRIKAZ_MERGE_GRID_H
#define PRIKAZ_MERGE_GRID_H

#include "merge/state.h"
#include "template/op_table.h"

enum cell_kind {
	CELL_FULL,      /* its content is in the buffer */
	CELL_EMPTY,     /* nothing was to be printed in it */
	CELL_CONTINUED, /* goes on the cell above; the content, if there is any, is the template's */
	CELL_JOINED,    /* the same by {{x | merge}}: what is in the buffer is left out */
	CELL_PAD,       /* no cell: where those go that a row has fewer than others, see columns_op */
	CELL_PAD_CONTINUED
};

struct table_cell {
	union {
		const struct cell_op *op;
		const struct columns_op *columns; /* CELL_PAD */
	} of;
	size_t from, to; /* of its content in the buffer */
	uint32_t column; /* of its op and its repetitions; then in the finished grid */
	uint32_t span;
	uint32_t group; /* in a section that repeats columns: of its table's groups, from 1; 0: in none */
	uint32_t turn;  /* in such a section: which of them; CELL_PAD: how many there were */
	uint32_t rows;  /* how many it covers, when it begins them */
	uint32_t key;   /* in table_run.keys, from 1; 0: it has no {{x | merge}} */
	enum cell_kind kind;
};

struct table_row {
	const struct row_op *op;
	size_t from, to; /* in the buffer, with a placeholder at `from` for the start tag */
	size_t cell, cell_count;
};

/* Of one table while its rows run.  The buffers hold structs, not bytes. */
struct table_run {
	struct table_run *outer;
	const struct op *op;
	const struct table_op *table;
	struct row_run *row;             /* at hand */
	size_t begin, columns_at, end;   /* in m->out: the start tag, the place of the columns, the end */
	struct buffer rows, cells, keys; /* struct table_row, struct table_cell, struct text */
	uint32_t *counts;                /* of each group: the most turns of any row */
	uint32_t *starts;                /* of each column of the template: where it begins in the end; and the end */
	uint32_t column_count;           /* in the end */
	double *template_sums, *sums;    /* widths of all columns before each one, template and end; with groups only */
	double scale;                    /* of columns in no group: they take over the width of groups that vanish */
};

/* Of one table: at 64 bytes each a part of 512 MiB, which is the limit. */
enum { TABLE_CELLS_MOST = 1 << 23 };

struct table_row *table_row_at(const struct table_run *t, size_t i);
struct table_cell *table_cell_at(const struct table_run *t, size_t i);
struct text table_key_at(const struct table_run *t, uint32_t key);
size_t table_row_count(const struct table_run *t);

/* Reports that the table at hand grows beyond that. */
void table_fail_limit(struct merging *m);

/* Places and merges all cells; false: nothing is left of it, or it is beyond all measure, which is reported. */
bool table_place(struct merging *m, struct table_run *t);

/* The finished table at the end of out; contents are read from m->out. */
void table_write(struct merging *m, const struct table_run *t, struct buffer *out);

#endif
