#include "reader/source.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "reader/encoding.h"

static bool
has_extension(struct text file, const char *extension)
{
	enum { LONGEST = 8 };
	char lower[LONGEST * 3];
	struct text t = path_extension(file);

	return t.len <= LONGEST && text_is(utf8_lower(t, lower), extension);
}

static char
first_sign(struct text bytes)
{
	bytes = text_trim(text_starts(bytes, TEXT("\xEF\xBB\xBF")) ? text_from_offset(bytes, 3) : bytes);
	return bytes.len ? bytes.at[0] : '\0';
}

/*
 * A NUL among the first bytes is no text, unless they are UTF-16.  In a table, though, NULs beside letters and line
 * ends alone are what some program filled its fields with.
 */
static bool
is_binary(struct text bytes, bool is_table)
{
	struct text start = text_slice(bytes, 0, 4096);

	if (!start.len || !memchr(start.at, '\0', start.len) || encoding_is_wide(bytes))
		return false;
	for (size_t i = 0; i < start.len && is_table; i++) {
		char c = start.at[i];

		if (c && (unsigned char)c < ' ' && c != '\t' && c != '\n' && c != '\r')
			return true;
	}
	return !is_table;
}

/* A zip, a file of the old Office, or by name; XLS is also the name that web sites give to pages and tables of text. */
static bool
is_workbook(struct text bytes, struct text file)
{
	static const char *const extensions[] = {"xlsx", "xlsm", "xltx", "xltm", "xlsb", "ods", "ots", "fods"};

	if (text_starts(bytes, TEXT("PK\x03\x04")) || text_starts(bytes, TEXT("\xD0\xCF\x11\xE0")))
		return true;
	for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++) {
		if (has_extension(file, extensions[i]))
			return true;
	}
	return has_extension(file, "xls") && first_sign(bytes) == '<';
}

enum source_kind
source_kind(struct text bytes, struct text file)
{
	bool is_table = has_extension(file, "csv") || has_extension(file, "tsv");
	char first;

	if (is_workbook(bytes, file))
		return SOURCE_WORKBOOK;
	if (has_extension(file, "json"))
		return SOURCE_JSON;
	if (has_extension(file, "jsonl") || has_extension(file, "ndjson"))
		return SOURCE_JSON_LINES;
	if (is_binary(bytes, is_table))
		return SOURCE_UNKNOWN;
	if (is_table)
		return SOURCE_CSV;
	first = first_sign(bytes);
	return first == '{' || first == '[' ? SOURCE_JSON : SOURCE_CSV;
}

struct text
source_schema_table(struct text file)
{
	struct text base = path_base(file), end = TEXT(".schema.json");

	return text_ends(base, end) ? text_slice(base, 0, base.len - end.len) : TEXT_NONE;
}

bool
source_is_data(struct text file)
{
	static const char *const extensions[] = {"csv",  "tsv",  "json", "jsonl", "ndjson", "xlsx",
						 "xlsm", "xlsb", "ods",  "fods",  "xls"};
	struct text base = path_base(file);

	/* Word and Excel lock with "~$name", LibreOffice with ".~lock.name#", which is hidden. */
	if (text_starts(base, TEXT(".")) || text_starts(base, TEXT("~$")) || source_schema_table(base).len ||
	    text_is(base, "datapackage.json"))
		return false;
	for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++) {
		if (has_extension(base, extensions[i]))
			return true;
	}
	return false;
}
