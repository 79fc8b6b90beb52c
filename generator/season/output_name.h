/*
 * output_name -- names of files from patterns and data, safe on Linux and on Windows.
 */
#ifndef PRIKAZ_SEASON_OUTPUT_NAME_H
#define PRIKAZ_SEASON_OUTPUT_NAME_H

#include "merge/merge.h"

/*
 * One component of a path as it may stand on any file system: the characters \ / : * ? " < > | become "_", line
 * breaks and tabs a space, control characters fall away, spaces and dots at the end too; a name that Windows
 * keeps for a device gets "_" behind it; cut to OUTPUT_NAME_MOST bytes, between characters.
 */
enum { OUTPUT_NAME_MOST = 200 }; /* of the 255 that ext4 and NTFS take; leaves room for -number, extension, .bak */
struct text output_name_safe(struct arena *a, struct text name);

/*
 * A pattern of paths like "Согласия/{{Код}}": a "/" outside markers makes folders, one that comes from the data
 * does not.  Pieces without a marker are taken as they are when `is_trusted`, made safe otherwise.
 */
struct output_pattern;

/* Reads it, once for all records, in a.  Reports what is wrong with it; NULL then. */
const struct output_pattern *output_pattern_read(struct arena *a, struct report *r, struct text text,
						 struct place place, bool is_trusted);

/* Its names against the data, see merge_check_expression. */
bool output_pattern_check(struct arena *a, struct report *r, const struct output_pattern *p,
			  const struct merge_context *c, const struct fields *item_fields);

/* The path for one record.  Reports what cannot be evaluated, and an empty name. */
bool output_name(struct arena *a, struct report *r, const struct output_pattern *p, const struct merge_context *c,
		 struct text *path);

/* The same for names that a file system may take for one: letters of any case. */
struct text output_name_folded(struct arena *a, struct text path);

#endif
