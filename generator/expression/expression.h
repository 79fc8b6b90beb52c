/*
 * expression -- the language inside {{ }}: names, texts, numbers, operators, filters.
 *
 *     pipe     = or { "|" filter [ ":" argument { "," argument } ] }
 *     argument = or [ "-" ]                      the minus: descending, for sort
 *     or       = and { "||" and }
 *     and      = comparison { "&&" comparison }
 *     comparison = sum [ ( "=" "==" "!=" "<>" "≠" "<" "<=" "≤" ">" ">=" "≥" ) sum ]
 *     sum      = product { ( "+" "-" ) product }
 *     product  = unary { ( "*" "/" ) unary }
 *     unary    = [ "!" | "-" ] operand
 *     operand  = number | text | path | "(" pipe ")"
 *     path     = "." | { "@outer" "." } ( "@" variable | name ) { "." name }
 *     name     = words of letters, digits, "_", "№" and hyphens between letters | "[" as captioned "]"
 */
#ifndef PRIKAZ_EXPRESSION_EXPRESSION_H
#define PRIKAZ_EXPRESSION_EXPRESSION_H

#include "base/regex.h"
#include "expression/filter.h"
#include "expression/origin.h"

enum expression_kind {
	EXPRESSION_TEXT,
	EXPRESSION_NUMBER,
	EXPRESSION_PATH,
	EXPRESSION_NOT,
	EXPRESSION_NEGATIVE,
	EXPRESSION_BINARY,
	EXPRESSION_FILTER
};

enum operation {
	OPERATION_OR,
	OPERATION_AND,
	OPERATION_EQUAL,
	OPERATION_UNEQUAL,
	OPERATION_LESS,
	OPERATION_LESS_EQUAL,
	OPERATION_GREATER,
	OPERATION_GREATER_EQUAL,
	OPERATION_ADD,
	OPERATION_SUBTRACT,
	OPERATION_MULTIPLY,
	OPERATION_DIVIDE
};

/* What a path begins with. */
enum path_root {
	ROOT_NAME, /* the first segment binds at the nearest enclosing record that has it */
	ROOT_ITEM, /* {{.}} */
	ROOT_DATA,
	ROOT_DOCUMENT,
	ROOT_NUMBER,
	ROOT_PATH,
	ROOT_RUNNING,
	ROOT_FIRST,
	ROOT_LAST,
	ROOT_COUNT,
	ROOT_KEY,
	ROOT_TODAY,
	ROOT_PAGE_BREAK
};

struct segment {
	struct text shown; /* as written, without [ ] */
	struct text folded;
	size_t at, len; /* in the source */
	uint32_t slot;  /* number of this segment in its program, for caches */
};

struct expression;

struct argument {
	const struct expression *expression;
	int keyword; /* filter_keyword of the filter; 0: none */
	bool is_descending;
};

struct expression {
	enum expression_kind kind;
	size_t at, len; /* in the source [bytes] */
	const struct origin *origin;
	struct text text;    /* TEXT: its characters; FILTER: the name as written */
	double number;       /* NUMBER */
	enum path_root root; /* PATH */
	int outers;          /* PATH: how many "@outer." stand before */
	const struct segment *segments;
	size_t segment_count;
	enum operation operation;              /* BINARY */
	const struct expression *left, *right; /* NOT, NEGATIVE, FILTER: left alone */
	enum filter_id filter;
	const struct argument *arguments;
	size_t argument_count;
	const struct regex *regex; /* FILTER replace, match: of the pattern when it is a literal; NULL */
};

/*
 * Parses source, which must outlive the expression, into a.  slots counts the segments of all paths of a
 * program: it goes on from *slots.  NULL when something is wrong: all of that is added to faults, in a.  *partial
 * (unless NULL) is the expression as far as it can be checked all the same: when a filter is wrong, without that;
 * else NULL.
 */
const struct expression *expression_parse(struct arena *a, struct text source, const struct origin *origin,
					  uint32_t *slots, struct faults *faults, const struct expression **partial);

/*
 * The same for an expression that stands alone (for_each, when): braces around it are allowed, blank is an
 * error.  Reports the fault at place.
 */
const struct expression *expression_read(struct arena *a, struct report *r, struct text source, struct place place);

/* The text form, with every operand in parentheses; for dumps and tests. */
struct buffer;
void expression_dump(const struct expression *e, struct buffer *out);

#endif
