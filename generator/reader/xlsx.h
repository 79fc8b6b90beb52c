/*
 * xlsx -- what the parts of an XLSX share while it is read.  For xlsx.c, xlsx_sheet.c and merged.c alone.
 */
#ifndef PRIKAZ_READER_XLSX_H
#define PRIKAZ_READER_XLSX_H

#include "package/stream.h"
#include "reader/merged.h"
#include "reader/number_format.h"
#include "reader/sheets.h"

struct xlsx_entry {
	struct text name, id; /* id: of the relationship */
	bool is_hidden;
};

/* What came of a cell before its row is given. */
struct xlsx_cell {
	int column;   /* from 1 */
	uint8_t mark; /* enum cell_mark */
	struct value value;
};

struct xlsx_row {
	int number;
	size_t first, count; /* in cells */
	bool is_hidden;
};

struct xlsx {
	struct sheets sheets; /* first: an xlsx is read as sheets */
	const struct package *package;
	VECTOR(struct xlsx_entry) entries; /* in the order of the tabs */
	const struct relationship *links;  /* of the workbook */
	size_t at;                         /* the entry that comes next */
	bool is_bad;                       /* something was broken */

	/* said by the workbook, its shared strings and its styles */
	bool is_1904;      /* days count from 1904-01-01 */
	bool is_gregorian; /* 1900 was no leap year for this writer */
	bool is_stale;     /* results are to be computed anew on loading */
	VECTOR(struct text) strings;
	VECTOR(struct number_format *) formats;     /* by numFmtId; NULL: builtin, or none */
	VECTOR(const struct number_format *) looks; /* by the s of a cell */

	/* the sheet that is read */
	struct arena arena;    /* what goes with it */
	bool *is_read;         /* by the index of a part: a part is one sheet, however often it is named */
	struct stream *stream; /* NULL: none, or at its end */
	const struct part *part;
	struct merged merged;
	struct xlsx_row row;           /* the one that has begun */
	int row_number, column;        /* of the last row and cell */
	VECTOR(struct xlsx_row) queue; /* rows that are complete */
	size_t queue_at;
	VECTOR(struct xlsx_cell) cells;
	struct value *dense; /* the row that was given last, with room for SHEET_COLUMNS */
	uint8_t *marks;
	struct xlsx_row given;
	size_t lost;                    /* cells that name no shared string */
	size_t room_given, cells_given; /* how wide all rows were, and how many cells were in them */

	/* the cell that has begun */
	char type; /* n number, s shared string, i inline, t string of a formula, b truth, e error, d ISO date */
	long style;
	bool has_formula, has_value, is_text_open;
	struct buffer text;
};

/* Turns to the part of a sheet: x->sheets.rows then gives its rows. */
void xlsx_begin_sheet(struct xlsx *x, const struct part *part);
/* Ends it wherever it is. */
void xlsx_end_sheet(struct xlsx *x);

/* For events: of shared strings and of cells, keeps a piece of text where one is open. */
void xlsx_text(void *self, struct stream *s, struct text piece);

/* A text as the format writes it: _x000D_ is a carriage return; line ends become LF.  In a or t itself. */
struct text xlsx_unescape(struct arena *a, struct text t);

#endif
