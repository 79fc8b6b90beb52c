/*
 * regex -- PCRE2 with its memory in our arenas.
 *
 * A compiled pattern lives as long as the template, so its memory comes from an arena.  What a match needs is given
 * back at once: PCRE2 keeps its stack of backtracking (from 20 kB on) with the match data.
 *
 * pcre2_match counts steps anew at each place of the text where a match could begin, so the limit is the less the
 * longer the text is.
 */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "base/regex.h"

#include <pcre2.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/report.h"
#include "base/utf8.h"

enum {
	PATTERN_MOST = 4096,    /* bytes of a pattern */
	GROUPS_MOST = 100,      /* parentheses that are looked at */
	STEPS_MOST = 1000000,   /* from one place */
	STEPS_LEAST = 1000,     /* however long the text is */
	STEPS_ALL = 100000000,  /* in one text */
	DEPTH_MOST = 100000,    /* of backtracking */
	HEAP_KIB = 20000,       /* for it */
	GROUP_NAME_MOST = 32,   /* PCRE2's limit */
	RESULT_MOST = 64 << 20, /* bytes */
	REASON_MOST = 256       /* of PCRE2's own messages */
};

struct regex {
	pcre2_code *code;
	uint32_t groups;
};

/* ---- compiling ---- */

static void *
take(size_t size, void *arena)
{
	return arena_alloc(arena, size);
}

static void
give(void *memory, void *arena)
{
	(void)memory, (void)arena;
}

/* The errors that people make; what is not here is said in PCRE2's own words. */
static const struct {
	int code;
	const char *reason;
} reasons[] = {
	{PCRE2_ERROR_END_BACKSLASH, N_("nothing follows the last \\")},
	{PCRE2_ERROR_UNKNOWN_ESCAPE, N_("this letter means nothing after \\")},
	{PCRE2_ERROR_QUANTIFIER_OUT_OF_ORDER, N_("in {least,most} the first number is the greater")},
	{PCRE2_ERROR_QUANTIFIER_TOO_BIG, N_("the number of repetitions is too large")},
	{PCRE2_ERROR_MISSING_SQUARE_BRACKET, N_("the square bracket is not closed")},
	{PCRE2_ERROR_ESCAPE_INVALID_IN_CLASS, N_("this cannot stand in square brackets")},
	{PCRE2_ERROR_CLASS_RANGE_ORDER, N_("in a range the first sign comes after the second")},
	{PCRE2_ERROR_CLASS_INVALID_RANGE, N_("this cannot be the end of a range")},
	{PCRE2_ERROR_QUANTIFIER_INVALID, N_("there is nothing here that could be repeated")},
	{PCRE2_ERROR_INVALID_AFTER_PARENS_QUERY, N_("this means nothing after (?")},
	{PCRE2_ERROR_MISSING_CLOSING_PARENTHESIS, N_("the parenthesis is not closed")},
	{PCRE2_ERROR_UNMATCHED_CLOSING_PARENTHESIS, N_("the parenthesis closes nothing")},
	{PCRE2_ERROR_BAD_SUBPATTERN_REFERENCE, N_("there is no group of that number or name")},
	{PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH, N_("what stands behind (?<= must have a fixed length")},
	{PCRE2_ERROR_UNKNOWN_POSIX_CLASS, N_("there is no class of that name")},
	{PCRE2_ERROR_DUPLICATE_SUBPATTERN_NAME, N_("two groups have the same name")},
	{PCRE2_ERROR_UNKNOWN_UNICODE_PROPERTY, N_("there is no such property of letters")},
	{PCRE2_ERROR_MALFORMED_UNICODE_PROPERTY, N_("there is no such property of letters")},
	{PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP, N_("parentheses are nested too deeply")},
	{PCRE2_ERROR_PATTERN_TOO_LARGE, N_("it is too long")},
	{PCRE2_ERROR_PATTERN_STRING_TOO_LONG, N_("it is too long")},
};

static struct text
reason_of(struct arena *a, int code)
{
	unsigned char said[REASON_MOST];

	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		if (reasons[i].code == code)
			return text_from(_(reasons[i].reason));
	}
	pcre2_get_error_message(code, said, sizeof said);
	return text_copy(a, text_from((const char *)said));
}

const struct regex *
regex_compile(struct arena *a, struct text pattern, struct regex_fault *fault)
{
	const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
	pcre2_general_context *general = pcre2_general_context_create(take, give, a);
	pcre2_compile_context *context = pcre2_compile_context_create(general);
	struct regex *r = NEW(a, struct regex);
	size_t at = 0;
	int code = 0;

	pcre2_set_max_pattern_length(context, PATTERN_MOST);
	r->code = pcre2_compile((PCRE2_SPTR)pattern.at, pattern.len, options, &code, &at, context);
	if (!r->code) {
		*fault = (struct regex_fault){at < pattern.len ? at : pattern.len, reason_of(a, code)};
		return NULL;
	}
	pcre2_pattern_info(r->code, PCRE2_INFO_CAPTURECOUNT, &r->groups);
	return r;
}

/* ---- matching ---- */

struct matching {
	const struct regex *regex;
	pcre2_match_data *data;
	pcre2_match_context *context;
	const size_t *at; /* from where to where each group was found */
	bool is_text;     /* in well-formed UTF-8: asked once, for PCRE2 would ask at each of a thousand matches */
};

static uint32_t
steps_for(struct text t)
{
	size_t steps = STEPS_ALL / (t.len + 1);

	return (uint32_t)(steps > STEPS_MOST ? STEPS_MOST : steps < STEPS_LEAST ? STEPS_LEAST : steps);
}

static void
matching_open(struct matching *m, const struct regex *r, struct text t)
{
	uint32_t groups = r->groups < GROUPS_MOST ? r->groups : GROUPS_MOST;

	m->regex = r;
	m->is_text = utf8_valid_length(t) == t.len;
	m->data = pcre2_match_data_create(groups + 1, NULL);
	m->context = pcre2_match_context_create(NULL);
	if (m->data && m->context) {
		pcre2_set_match_limit(m->context, steps_for(t));
		pcre2_set_depth_limit(m->context, DEPTH_MOST);
		pcre2_set_heap_limit(m->context, HEAP_KIB);
		m->at = pcre2_get_ovector_pointer(m->data);
	}
}

static void
matching_close(struct matching *m)
{
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->context);
}

static enum regex_result
match_from(struct matching *m, struct text t, size_t from, uint32_t options)
{
	int found = m->is_text ? PCRE2_ERROR_NOMEMORY : PCRE2_ERROR_NOMATCH;

	if (m->is_text && m->data && m->context)
		found = pcre2_match(m->regex->code, (PCRE2_SPTR)t.at, t.len, from, options | PCRE2_NO_UTF_CHECK,
				    m->data, m->context);
	if (found >= 0)
		return REGEX_FOUND;
	return found == PCRE2_ERROR_NOMATCH || found == PCRE2_ERROR_PARTIAL ? REGEX_NOT_FOUND : REGEX_LIMIT;
}

enum regex_result
regex_find(const struct regex *r, struct text t)
{
	struct matching m;
	enum regex_result result;

	matching_open(&m, r, t);
	result = match_from(&m, t, 0, 0);
	matching_close(&m);
	return result;
}

enum regex_result
regex_matches(const struct regex *r, struct text t)
{
	struct matching m;
	enum regex_result result;

	matching_open(&m, r, t);
	result = match_from(&m, t, 0, PCRE2_ANCHORED | PCRE2_ENDANCHORED);
	matching_close(&m);
	return result;
}

/* ---- replacing ---- */

/* The number of the group that text names, or -1. */
static int
group_of(const struct regex *r, struct text name)
{
	char c_name[GROUP_NAME_MOST + 1];
	int number = 0;

	if (name.len == 0 || name.len > GROUP_NAME_MOST)
		return -1;
	for (size_t i = 0; i < name.len; i++) {
		if (name.at[i] < '0' || name.at[i] > '9') {
			snprintf(c_name, sizeof c_name, "%.*s", TEXT_ARG(name));
			number = pcre2_substring_number_from_name(r->code, (PCRE2_SPTR)c_name);
			break;
		}
		number = number > GROUPS_MOST ? number : number * 10 + (name.at[i] - '0');
	}
	return number >= 0 && number <= (int)r->groups && number < GROUPS_MOST ? number : -1;
}

/*
 * What stands in a replacement at `at`: its end; *group is the number of a group, -1: the bytes in *literal, -2:
 * wrong.
 */
static size_t
next_piece(const struct regex *r, struct text t, size_t at, int *group, struct text *literal)
{
	ptrdiff_t dollar = text_find(t, TEXT("$"), at), close;
	size_t from, end;

	*group = -1;
	if (dollar != (ptrdiff_t)at) {
		end = dollar == TEXT_NOWHERE ? t.len : (size_t)dollar;
		*literal = text_slice(t, at, end);
		return end;
	}
	from = end = at + 1;
	if (from < t.len && t.at[from] == '{') {
		close = text_find(t, TEXT("}"), from);
		end = close == TEXT_NOWHERE ? t.len : (size_t)close + 1;
		*group = close == TEXT_NOWHERE ? -1 : group_of(r, text_slice(t, from + 1, (size_t)close));
	} else if (from < t.len && t.at[from] >= '0' && t.at[from] <= '9') {
		end += 1 + (from + 1 < t.len && t.at[from + 1] >= '0' && t.at[from + 1] <= '9' &&
			    group_of(r, text_slice(t, from, from + 2)) >= 0);
		*group = group_of(r, text_slice(t, from, end));
	} else {
		*literal = TEXT("$"); /* "$$", or a dollar before what names nothing */
		return end + (from < t.len && t.at[from] == '$');
	}
	*group = *group < 0 ? -2 : *group;
	*literal = text_slice(t, at, end);
	return end;
}

bool
regex_replacement_fits(const struct regex *r, struct text replacement, struct text *wrong)
{
	int group;

	for (size_t at = 0; at < replacement.len;) {
		at = next_piece(r, replacement, at, &group, wrong);
		if (group == -2)
			return false;
	}
	return true;
}

static void
add_replacement(const struct matching *m, struct text t, struct text replacement, struct buffer *b)
{
	struct text literal;
	int group;

	for (size_t at = 0; at < replacement.len;) {
		at = next_piece(m->regex, replacement, at, &group, &literal);
		if (group == -1)
			buffer_text(b, literal);
		else if (group >= 0 && m->at[2 * group] != PCRE2_UNSET && m->at[2 * group] <= m->at[2 * group + 1])
			buffer_text(b, text_slice(t, m->at[2 * group], m->at[2 * group + 1]));
	}
}

/* Copies what stands between the matches; an empty match is followed by one that is not, or by the next character. */
static enum regex_result
replace_all(struct matching *m, struct text t, struct text replacement, struct buffer *b)
{
	enum regex_result result;
	size_t copied = 0, from = 0;
	uint32_t options = 0;

	while (from <= t.len) {
		result = match_from(m, t, from, options);
		if (result == REGEX_LIMIT)
			return result;
		if (result == REGEX_NOT_FOUND && options == 0)
			break;
		if (result == REGEX_NOT_FOUND) {
			options = 0;
			if (from == t.len)
				break;
			utf8_next(t, &from);
			continue;
		}
		/* \K in a lookahead can make a match begin behind its end, or before what is copied */
		if (m->at[0] > m->at[1] || m->at[0] < copied || b->len > RESULT_MOST)
			return REGEX_LIMIT;
		buffer_text(b, text_slice(t, copied, m->at[0]));
		add_replacement(m, t, replacement, b);
		copied = from = m->at[1];
		options = m->at[0] == m->at[1] ? PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED : 0;
	}
	buffer_text(b, text_from_offset(t, copied));
	return REGEX_FOUND;
}

enum regex_result
regex_replace(struct arena *a, const struct regex *r, struct text t, struct text replacement, struct text *out)
{
	struct buffer b = {0};
	struct matching m;
	enum regex_result result;

	matching_open(&m, r, t);
	result = replace_all(&m, t, replacement, &b);
	matching_close(&m);
	if (result == REGEX_FOUND)
		*out = buffer_take(a, &b);
	return result;
}
