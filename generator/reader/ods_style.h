/*
 * ods_style -- what the styles of an ODS say of its cells and sheets: how numbers look, which sheets are hidden.
 */
#ifndef PRIKAZ_READER_ODS_STYLE_H
#define PRIKAZ_READER_ODS_STYLE_H

#include "base/text_map.h"
#include "package/stream.h"
#include "reader/number_format.h"

struct ods_data_style;

enum { ODS_INSERTS = 8 };

struct ods_styles {
	struct arena *arena;
	struct text_map map; /* by kind and name */
	/* while styles are read */
	struct ods_data_style *open; /* the data style that is being read */
	struct text sheet;           /* the name of the table style that is being read */
	struct buffer code;          /* of the open one, so far */
	struct buffer literal;       /* the text that is being read */
	bool is_literal;
	long decimals, least; /* of the number:number that is being read */
	bool is_grouped;
	struct text inserts[ODS_INSERTS]; /* texts that stand between its digits … */
	long positions[ODS_INSERTS];      /* … and how many digits stand behind them */
	int insert_count;
};

/* The events of what is in office:styles and office:automatic-styles. */
void ods_style_start(struct ods_styles *styles, struct stream *s, enum xml_name name);
void ods_style_text(struct ods_styles *styles, struct text piece);
void ods_style_end(struct ods_styles *styles, enum xml_name name);

struct ods_cell_style;

/* A cell's style by its name, once all styles are read; NULL when there is none. */
struct ods_cell_style *ods_style_find(const struct ods_styles *styles, struct text name);

/* How numbers look under a cell's style, which may be NULL; NULL when it does not say. */
const struct number_format *ods_style_format(struct ods_styles *styles, struct ods_cell_style *cell, bool *is_boolean);

bool ods_style_is_hidden(const struct ods_styles *styles, struct text table_style);

/* Gives back what the reading took beside the arena. */
void ods_styles_close(struct ods_styles *styles);

#endif
