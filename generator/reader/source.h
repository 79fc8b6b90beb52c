/*
 * source -- what kind of file the data came in: by its content, then by its extension.
 */
#ifndef PRIKAZ_READER_SOURCE_H
#define PRIKAZ_READER_SOURCE_H

#include "base/text.h"

enum source_kind {
	SOURCE_CSV,
	SOURCE_JSON,
	SOURCE_JSON_LINES, /* JSON Lines: a record on each line */
	SOURCE_WORKBOOK,   /* XLSX, ODS, and what calls itself one: workbook_open says what it is instead */
	SOURCE_UNKNOWN     /* bytes that are no text */
};

enum source_kind source_kind(struct text bytes, struct text file);

/* Whether a season's file of this name holds data: by extension; not hidden, not a schema, not a lock file. */
bool source_is_data(struct text file);

/* "<table>.schema.json" → "<table>"; empty when the name is not such. */
struct text source_schema_table(struct text file);

#endif
