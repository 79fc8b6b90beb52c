/*
 * ods_cell -- a cell of an ODS: what its attributes and its content say of its value.
 */
#ifndef PRIKAZ_READER_ODS_CELL_H
#define PRIKAZ_READER_ODS_CELL_H

#include "reader/ods_style.h"
#include "reader/sheets.h"

enum ods_type { ODS_NONE, ODS_NUMBER, ODS_PERCENTAGE, ODS_DATE, ODS_TIME, ODS_BOOLEAN, ODS_STRING };

enum { ODS_VALUE_LONGEST = 64 };

struct ods_cell {
	enum ods_type type;
	char value[ODS_VALUE_LONGEST]; /* office:value, office:date-value … */
	bool has_value, has_string, has_formula;
	bool is_truth;   /* its formula is a truth written out */
	bool is_error;   /* by LibreOffice's own mark */
	bool is_covered; /* under a merged one: counts as empty */
	bool has_paragraph;
	struct ods_cell_style *style; /* its own; NULL: none, or of no concern */
	int repeat;                   /* cells alike, up to SHEET_COLUMNS */
	/* while it is read */
	int depth;            /* of the cell's element */
	int paragraph_depth;  /* of the paragraph that is open; 0: none is */
	size_t paragraph;     /* where it begins in text */
	size_t blanks;        /* where the last white space begins */
	bool is_behind_blank; /* that white space goes on */
	bool is_collapsed;    /* it holds a line end: one blank */
	struct buffer text;   /* its paragraphs */
	struct buffer string; /* office:string-value */
};

/* The start of table:table-cell or, is_covered, table:covered-table-cell; what was there before is forgotten. */
void ods_cell_begin(struct ods_cell *c, const struct ods_styles *styles, struct stream *s, bool is_covered);

/* The events inside; ods_cell_end: true when it was the end of the cell itself. */
void ods_cell_start(struct ods_cell *c, struct stream *s, enum xml_name name);
void ods_cell_text(struct ods_cell *c, struct text piece);
bool ods_cell_end(struct ods_cell *c, const struct stream *s);

/* What decides about the value beside the cell itself. */
struct ods_surroundings {
	struct sheets *sheets;
	struct ods_styles *styles;
	struct ods_cell_style *style; /* of the row or column; NULL: none */
	date null_date;               /* serial numbers count from it */
};

/* The value, its texts kept as sheets_keep does; *mark is CELL_PLAIN before. */
struct value ods_cell_value(const struct ods_cell *c, const struct ods_surroundings *around, uint8_t *mark);

/* The repeat of a row, column or cell, at least 1. */
int ods_repeat(const struct stream *s, enum xml_name name, int most);

void ods_cell_close(struct ods_cell *c);

#endif
