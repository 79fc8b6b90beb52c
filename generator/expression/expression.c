/*
 * expression -- recursive descent, one function for each line of the grammar in expression.h.
 *
 * A function that fails has put a fault into the parser and returns NULL; callers pass that on.  After a filter that
 * cannot be taken the parser goes on as if it were not there, so that what is wrong behind it is told in the same run,
 * and the names around it can be checked.
 * "-" behind an argument (sort: a, b -) is not an operator: sum looks one token ahead for it.
 */
#include "expression/expression.h"

#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "expression/advice.h"
#include "expression/finish.h"
#include "expression/lexer.h"

enum { DEPTH_MOST = 64, NODES_MOST = 1000, SEGMENTS_MOST = 32, ARGUMENTS_MOST = 16 };

struct parser {
	struct arena *arena;
	struct text source;
	const struct origin *origin;
	uint32_t *slots;
	struct faults *faults;
	struct token token; /* the one being looked at */
	size_t at;          /* behind it */
	int depth;
	int nodes; /* made so far; a tree is no deeper than that */
};

typedef struct expression *parse(struct parser *);

static parse parse_pipe, parse_or, parse_sum;

static void
advance(struct parser *p)
{
	p->token = token_next(p->source, &p->at);
}

static bool
is_sign(const struct parser *p, enum sign sign)
{
	return p->token.kind == TOKEN_SIGN && p->token.sign == sign;
}

static void *
fail(struct parser *p, enum problem_code code, size_t at, size_t len, struct text first, struct text second)
{
	*VECTOR_PUSH(p->arena, &p->faults->of) = (struct fault){at, len, code, {first, second}};
	return NULL;
}

/* What stands here cannot stand here. */
static void *
fail_here(struct parser *p)
{
	const struct token *t = &p->token;

	if (t->kind == TOKEN_WRONG && t->fault != PROBLEM_EXPRESSION_UNEXPECTED)
		return fail(p, t->fault, t->at, t->len, TEXT_NONE, TEXT_NONE);
	if (t->kind == TOKEN_END)
		return fail(p, PROBLEM_EXPRESSION_OPERAND, t->at, 1, TEXT_NONE, TEXT_NONE);
	return fail(p, PROBLEM_EXPRESSION_UNEXPECTED, t->at, t->len, text_slice(p->source, t->at, t->at + t->len),
		    advice_on_token(p->arena, p->source, t));
}

static struct expression *
make(struct parser *p, enum expression_kind kind, size_t at)
{
	struct expression *e = NEW(p->arena, struct expression);

	p->nodes++;
	e->kind = kind;
	e->at = at;
	e->origin = p->origin;
	return e;
}

/* Sets the length so that e ends where the token before this one ends. */
static struct expression *
close_at(struct expression *e, size_t end)
{
	e->len = end > e->at ? end - e->at : 0;
	return e;
}

/* ---- paths ---- */

static const struct {
	struct text folded;
	enum path_root root;
} variables[] = {
	{TEXT_INIT("data"), ROOT_DATA},
	{TEXT_INIT("document"), ROOT_DOCUMENT},
	{TEXT_INIT("number"), ROOT_NUMBER},
	{TEXT_INIT("path"), ROOT_PATH},
	{TEXT_INIT("running"), ROOT_RUNNING},
	{TEXT_INIT("first"), ROOT_FIRST},
	{TEXT_INIT("last"), ROOT_LAST},
	{TEXT_INIT("count"), ROOT_COUNT},
	{TEXT_INIT("key"), ROOT_KEY},
	{TEXT_INIT("today"), ROOT_TODAY},
	{TEXT_INIT("page break"), ROOT_PAGE_BREAK},
};

static bool
takes_names(enum path_root root)
{
	return root == ROOT_NAME || root == ROOT_ITEM || root == ROOT_DATA || root == ROOT_DOCUMENT;
}

static bool
find_variable(struct parser *p, enum path_root *root)
{
	struct text folded = utf8_fold_name(p->arena, p->token.text);
	struct nearest near = nearest_to(folded);
	struct text shown;

	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		if (text_equal(folded, variables[i].folded)) {
			*root = variables[i].root;
			return true;
		}
		shown = variables[i].root == ROOT_PAGE_BREAK ? TEXT("page_break") : variables[i].folded;
		nearest_offer(&near, variables[i].folded, text_join(p->arena, TEXT("@"), shown));
	}
	nearest_offer(&near, TEXT("outer"), TEXT("@outer"));
	fail(p, PROBLEM_EXPRESSION_VARIABLE, p->token.at, p->token.len,
	     text_slice(p->source, p->token.at, p->token.at + p->token.len), nearest_hint(p->arena, &near));
	return false;
}

static bool
is_outer(struct parser *p)
{
	return p->token.kind == TOKEN_VARIABLE && text_is(utf8_fold_name(p->arena, p->token.text), "outer");
}

static bool
is_name(const struct parser *p)
{
	return p->token.kind == TOKEN_NAME || p->token.kind == TOKEN_QUOTED;
}

struct segments {
	VECTOR(struct segment) of;
};

static bool
add_segment(struct parser *p, struct segments *s)
{
	struct segment *segment;

	if (!is_name(p)) {
		if (p->token.kind == TOKEN_END && s->of.count && p->source.at[s->of.at[0].at] != '[')
			fail(p, PROBLEM_EXPRESSION_OPERAND, p->token.at, 1,
			     text_format(p->arena,
					 _("a name that ends with a point is written in square brackets: [%.*s]"),
					 TEXT_ARG(blank_trim(text_from_offset(p->source, s->of.at[0].at)))),
			     TEXT_NONE);
		else
			fail_here(p);
		return false;
	}
	if (s->of.count == SEGMENTS_MOST) {
		fail(p, PROBLEM_EXPRESSION_DEEP, p->token.at, p->token.len, TEXT_NONE, TEXT_NONE);
		return false;
	}
	segment = VECTOR_PUSH(p->arena, &s->of);
	*segment = (struct segment){p->token.text, utf8_fold_name(p->arena, p->token.text), p->token.at, p->token.len,
				    (*p->slots)++};
	advance(p);
	return true;
}

/* The head of a path: "@outer." any number of times, then a variable, a dot, or the first name. */
static bool
path_head(struct parser *p, struct expression *e, struct segments *s)
{
	while (is_outer(p) && e->outers < SEGMENTS_MOST) {
		e->outers++;
		advance(p);
		if (!is_sign(p, SIGN_DOT)) {
			e->root = ROOT_ITEM; /* {{@outer}} is that item itself */
			return true;
		}
		advance(p);
	}
	e->root = ROOT_NAME;
	if (p->token.kind == TOKEN_NAME && text_is(p->token.text, "№")) {
		e->root = ROOT_NUMBER;
	} else if (p->token.kind == TOKEN_VARIABLE) {
		if (!find_variable(p, &e->root))
			return false;
	} else if (is_sign(p, SIGN_DOT) && e->outers == 0) {
		e->root = ROOT_ITEM;
		advance(p);
		return !is_name(p) || add_segment(p, s); /* {{.имя}} is the item's own */
	} else {
		return add_segment(p, s);
	}
	advance(p);
	return true;
}

static struct expression *
parse_path(struct parser *p)
{
	struct expression *e = make(p, EXPRESSION_PATH, p->token.at);
	struct segments s = {{0}};
	size_t end = p->token.at + p->token.len;

	if (!path_head(p, e, &s))
		return NULL;
	end = s.of.count ? s.of.at[s.of.count - 1].at + s.of.at[s.of.count - 1].len : end;
	while (is_sign(p, SIGN_DOT)) {
		if (!takes_names(e->root))
			return fail_here(p);
		advance(p);
		if (!add_segment(p, &s))
			return NULL;
		end = s.of.at[s.of.count - 1].at + s.of.at[s.of.count - 1].len;
	}
	if ((e->root == ROOT_DATA || e->root == ROOT_DOCUMENT) && s.of.count == 0)
		return fail(p, PROBLEM_EXPRESSION_OPERAND, end, 1, TEXT_NONE, TEXT_NONE);
	e->segments = s.of.at;
	e->segment_count = s.of.count;
	return close_at(e, end);
}

/* ---- operands ---- */

static struct expression *
parse_literal(struct parser *p)
{
	enum expression_kind kind = p->token.kind == TOKEN_NUMBER ? EXPRESSION_NUMBER : EXPRESSION_TEXT;
	struct expression *e = make(p, kind, p->token.at);

	e->text = p->token.text;
	e->number = p->token.number;
	close_at(e, p->token.at + p->token.len);
	advance(p);
	return e;
}

static struct expression *
parse_parenthesis(struct parser *p)
{
	size_t at = p->token.at;
	struct expression *e;

	advance(p);
	e = parse_pipe(p);
	if (!e)
		return NULL;
	if (!is_sign(p, SIGN_CLOSE)) {
		if (p->token.kind == TOKEN_END)
			return fail(p, PROBLEM_EXPRESSION_PARENTHESIS, at, 1, TEXT_NONE, TEXT_NONE);
		return fail_here(p);
	}
	e->at = at;
	close_at(e, p->token.at + p->token.len);
	advance(p);
	return e;
}

static struct expression *
parse_operand(struct parser *p)
{
	switch (p->token.kind) {
	case TOKEN_NUMBER:
	case TOKEN_MEASURE:
	case TOKEN_TEXT:
		return parse_literal(p);
	case TOKEN_NAME:
	case TOKEN_QUOTED:
	case TOKEN_VARIABLE:
		return parse_path(p);
	case TOKEN_SIGN:
		if (p->token.sign == SIGN_OPEN)
			return parse_parenthesis(p);
		if (p->token.sign == SIGN_DOT)
			return parse_path(p);
		return fail_here(p);
	default:
		return fail_here(p);
	}
}

static struct expression *
parse_unary(struct parser *p)
{
	bool negates = is_sign(p, SIGN_NOT);
	size_t at = p->token.at;
	struct expression *e, *operand;

	if (!negates && !is_sign(p, SIGN_MINUS))
		return parse_operand(p);
	if (++p->depth > DEPTH_MOST)
		return fail(p, PROBLEM_EXPRESSION_DEEP, at, 1, TEXT_NONE, TEXT_NONE);
	advance(p);
	operand = parse_unary(p);
	p->depth--;
	if (!operand)
		return NULL;
	e = make(p, negates ? EXPRESSION_NOT : EXPRESSION_NEGATIVE, at);
	e->left = operand;
	return close_at(e, operand->at + operand->len);
}

/* ---- operators ---- */

struct level {
	enum sign sign;
	enum operation operation;
};

static const struct level products[] = {{SIGN_TIMES, OPERATION_MULTIPLY}, {SIGN_OVER, OPERATION_DIVIDE}};
static const struct level sums[] = {{SIGN_PLUS, OPERATION_ADD}, {SIGN_MINUS, OPERATION_SUBTRACT}};
static const struct level comparisons[] = {
	{SIGN_EQUAL, OPERATION_EQUAL},     {SIGN_UNEQUAL, OPERATION_UNEQUAL},
	{SIGN_LESS, OPERATION_LESS},       {SIGN_LESS_EQUAL, OPERATION_LESS_EQUAL},
	{SIGN_GREATER, OPERATION_GREATER}, {SIGN_GREATER_EQUAL, OPERATION_GREATER_EQUAL},
};
static const struct level ands[] = {{SIGN_AND, OPERATION_AND}};
static const struct level ors[] = {{SIGN_OR, OPERATION_OR}};

/* A minus behind which the argument ends. */
static bool
is_last_minus(const struct parser *p)
{
	size_t at = p->at;
	struct token next;

	if (!is_sign(p, SIGN_MINUS))
		return false;
	next = token_next(p->source, &at);
	return next.kind == TOKEN_END ||
	       (next.kind == TOKEN_SIGN &&
		(next.sign == SIGN_COMMA || next.sign == SIGN_PIPE || next.sign == SIGN_CLOSE));
}

static const struct level *
find_level(const struct parser *p, const struct level *levels, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (is_sign(p, levels[i].sign))
			return is_last_minus(p) ? NULL : &levels[i];
	}
	return NULL;
}

static struct expression *
binary(struct parser *p, enum operation operation, struct expression *left, struct expression *right)
{
	struct expression *e = make(p, EXPRESSION_BINARY, left->at);

	e->operation = operation;
	e->left = left;
	e->right = right;
	return close_at(e, right->at + right->len);
}

static struct expression *
parse_level(struct parser *p, parse *operand, const struct level *levels, size_t count)
{
	struct expression *left = operand(p), *right;
	const struct level *level;

	while (left && (level = find_level(p, levels, count)) != NULL) {
		/* a chain is a tree that leans to the left: its evaluation goes as deep as it is long */
		if (p->nodes > NODES_MOST)
			return fail(p, PROBLEM_EXPRESSION_DEEP, p->token.at, p->token.len, TEXT_NONE, TEXT_NONE);
		advance(p);
		right = operand(p);
		if (!right)
			return NULL;
		left = binary(p, level->operation, left, right);
	}
	return left;
}

#define LEVEL(p, operand, levels) parse_level((p), (operand), (levels), sizeof(levels) / sizeof *(levels))

static struct expression *
parse_product(struct parser *p)
{
	return LEVEL(p, parse_unary, products);
}

static struct expression *
parse_sum(struct parser *p)
{
	return LEVEL(p, parse_product, sums);
}

/* One comparison: "1 < x < 5" would compare a truth with 5. */
static struct expression *
parse_comparison(struct parser *p)
{
	struct expression *e = parse_sum(p), *right;
	const struct level *level = e ? find_level(p, comparisons, sizeof comparisons / sizeof *comparisons) : NULL;

	if (!level)
		return e;
	advance(p);
	right = parse_sum(p);
	if (!right)
		return NULL;
	e = binary(p, level->operation, e, right);
	if (find_level(p, comparisons, sizeof comparisons / sizeof *comparisons))
		return fail(p, PROBLEM_EXPRESSION_UNEXPECTED, p->token.at, p->token.len,
			    text_slice(p->source, p->token.at, p->token.at + p->token.len),
			    text_from(_("write two comparisons and && between them: 1 < x && x < 5")));
	return e;
}

static struct expression *
parse_and(struct parser *p)
{
	return LEVEL(p, parse_comparison, ands);
}

static struct expression *
parse_or(struct parser *p)
{
	return LEVEL(p, parse_and, ors);
}

/* ---- filters ---- */

/* An argument that is a bare word or a text may be one of the filter's keywords. */
static int
keyword_of(struct parser *p, enum filter_id filter, const struct expression *e)
{
	if (e->kind == EXPRESSION_TEXT)
		return filter_keyword(filter, utf8_fold_name(p->arena, e->text));
	if (e->kind == EXPRESSION_PATH && e->root == ROOT_NAME && e->outers == 0 && e->segment_count == 1 &&
	    p->source.at[e->at] != '[')
		return filter_keyword(filter, e->segments[0].folded);
	return 0;
}

/* Of "порядок: -фамилия": the minus for descending order stands behind. */
static bool
is_minus_before(const struct parser *p, const struct expression *e, const struct argument *argument)
{
	const struct expression *key = argument->expression;

	return e->filter == FILTER_SORT && key->kind == EXPRESSION_NEGATIVE && key->left->kind == EXPRESSION_PATH &&
	       p->source.at[key->at] != '(';
}

static bool
fail_minus(struct parser *p, const struct expression *key)
{
	struct text name = text_slice(p->source, key->left->at, key->left->at + key->left->len);

	fail(p, PROBLEM_EXPRESSION_UNEXPECTED, key->at, key->left->at - key->at,
	     blank_trim(text_slice(p->source, key->at, key->left->at)),
	     text_format(p->arena, _("the minus for descending order stands behind: %.*s -"), TEXT_ARG(name)));
	return false;
}

static bool
parse_argument(struct parser *p, struct expression *e, struct argument *argument)
{
	argument->expression = parse_or(p);
	if (!argument->expression)
		return false;
	if (is_minus_before(p, e, argument))
		return fail_minus(p, argument->expression);
	argument->keyword = keyword_of(p, e->filter, argument->expression);
	argument->is_descending = is_last_minus(p);
	if (argument->is_descending && e->filter != FILTER_SORT) {
		fail_here(p);
		return false;
	}
	if (argument->is_descending)
		advance(p);
	return true;
}

static bool
parse_arguments(struct parser *p, struct expression *e)
{
	struct argument arguments[ARGUMENTS_MOST] = {{0}}, *kept;

	do {
		advance(p); /* over ":" or "," */
		if (e->argument_count == ARGUMENTS_MOST) {
			fail(p, PROBLEM_EXPRESSION_DEEP, p->token.at, p->token.len, TEXT_NONE, TEXT_NONE);
			return false;
		}
		if (!parse_argument(p, e, &arguments[e->argument_count]))
			return false;
		e->argument_count++;
	} while (is_sign(p, SIGN_COMMA));
	kept = NEW_ARRAY(p->arena, struct argument, e->argument_count);
	memcpy(kept, arguments, e->argument_count * sizeof *kept);
	e->arguments = kept;
	return true;
}

/* Two forms of a word are one too few: it has three of them, or one that is declined, in a case. */
static int
least_arguments(const struct expression *e)
{
	if (e->filter == FILTER_PLURAL && e->argument_count == 2 && !e->arguments[1].keyword)
		return 3;
	return filter_row(e->filter)->least;
}

static bool
check_count(struct parser *p, const struct expression *e, size_t at)
{
	const struct filter *f = filter_row(e->filter);
	int least = least_arguments(e);
	bool few = e->argument_count < (size_t)least;
	int limit = few ? least : f->most;

	if (!few && e->argument_count <= (size_t)f->most)
		return true;
	fail(p,
	     few     ? PROBLEM_FILTER_NEEDS_MORE
	     : limit ? PROBLEM_FILTER_TAKES_LESS
		     : PROBLEM_FILTER_TAKES_NONE,
	     at, e->text.len, e->text, text_format(p->arena, "%d", limit));
	return false;
}

/* Else something stands behind the filter that cannot, and is told; it may have been meant as an argument. */
static bool
ends_filter(const struct parser *p)
{
	return p->token.kind == TOKEN_END || is_sign(p, SIGN_PIPE) || is_sign(p, SIGN_CLOSE) || is_sign(p, SIGN_COMMA);
}

/* Of a filter without arguments: {{x | default "y"}} lacks a colon. */
static bool
check_end(struct parser *p, const struct expression *e)
{
	const struct token *t = &p->token;

	if (ends_filter(p) || (t->kind == TOKEN_SIGN && t->sign != SIGN_OPEN) || t->kind == TOKEN_WRONG)
		return true;
	fail(p, PROBLEM_EXPRESSION_UNEXPECTED, t->at, t->len, text_slice(p->source, t->at, t->at + t->len),
	     text_format(p->arena, _("the arguments of a filter stand behind a colon: %.*s: …"), TEXT_ARG(e->text)));
	return false;
}

/* A pattern that is a literal is compiled once for all records. */
static bool
compile_pattern(struct parser *p, struct expression *e)
{
	const struct expression *pattern = e->arguments[0].expression;
	struct regex_fault fault;
	struct text wrong;
	size_t at;

	if (pattern->kind != EXPRESSION_TEXT)
		return true;
	at = (size_t)(pattern->text.at - p->source.at);
	e->regex = regex_compile(p->arena, pattern->text, &fault);
	if (!e->regex) {
		fail(p, PROBLEM_PATTERN_WRONG, at + fault.at, 1, fault.reason, TEXT_NONE);
		return false;
	}
	pattern = e->argument_count > 1 ? e->arguments[1].expression : NULL;
	if (!pattern || pattern->kind != EXPRESSION_TEXT || regex_replacement_fits(e->regex, pattern->text, &wrong))
		return true;
	at = (size_t)(wrong.at - p->source.at);
	fail(p, PROBLEM_PATTERN_GROUP, at, wrong.len, wrong, TEXT_NONE);
	return false;
}

/* Over the arguments of a filter that nobody knows. */
static void
skip_filter(struct parser *p)
{
	int depth = 0;

	while (p->token.kind != TOKEN_END && p->token.kind != TOKEN_WRONG) {
		if (depth == 0 && (is_sign(p, SIGN_PIPE) || is_sign(p, SIGN_CLOSE)))
			return;
		depth += is_sign(p, SIGN_OPEN) - is_sign(p, SIGN_CLOSE);
		advance(p);
	}
}

/* "upper lower", "default x": the first word alone is a filter. */
static bool
begins_with_filter(struct text folded)
{
	for (size_t at = 0; at < folded.len; at++) {
		if (folded.at[at] == ' ' && filter_find(text_slice(folded, 0, at), NULL) != FILTERS)
			return true;
	}
	return false;
}

/* What may have been meant by a filter that there is not. */
static struct text
hint_for_filter(struct parser *p, struct text folded, const struct nearest *near)
{
	struct text hint = advice_on_filter(p->arena, folded);

	if (hint.len)
		return hint;
	if (begins_with_filter(folded))
		return text_from(_("one filter follows another behind |, its arguments behind :"));
	return nearest_hint(p->arena, near);
}

static bool
name_filter(struct parser *p, struct expression *e)
{
	struct text folded = utf8_fold_name(p->arena, p->token.text);
	struct nearest near = nearest_to(folded);

	e->text = p->token.text;
	e->filter = filter_find(folded, &near);
	if (e->filter != FILTERS)
		return true;
	fail(p, PROBLEM_FILTER_UNKNOWN, p->token.at, p->token.len, p->token.text, hint_for_filter(p, folded, &near));
	return false;
}

/* "род.": of names in the data points fall away too. */
static void
pass_point(struct parser *p)
{
	struct text after;

	if (!is_sign(p, SIGN_DOT))
		return;
	after = blank_trim(text_from_offset(p->source, p->token.at + p->token.len));
	if (!after.len || text_starts(after, TEXT("|")) || text_starts(after, TEXT(":")) ||
	    text_starts(after, TEXT(")")) || text_starts(after, TEXT(",")))
		advance(p);
}

/* "дата рождения | возраст < 18": what is compared is the filter's argument, or has none. */
static struct expression *
fail_operator(struct parser *p, const struct expression *left)
{
	struct text before = blank_trim(text_slice(p->source, left->at, p->token.at));
	struct text sign = text_slice(p->source, p->token.at, p->token.at + p->token.len);
	struct text after = blank_trim(text_from_offset(p->source, p->token.at + p->token.len));

	return fail(p, PROBLEM_EXPRESSION_UNEXPECTED, p->token.at, p->token.len, sign,
		    text_format(p->arena, _("put what stands before it into parentheses: (%.*s) %.*s %.*s"),
				TEXT_ARG(before), TEXT_ARG(sign), TEXT_ARG(after)));
}

/* {{x | "y"}}: what stands behind | is no word. */
static struct expression *
fail_no_filter(struct parser *p)
{
	const struct token *t = &p->token;

	if (t->kind != TOKEN_TEXT && t->kind != TOKEN_NUMBER && t->kind != TOKEN_QUOTED && t->kind != TOKEN_VARIABLE)
		return fail_here(p);
	return fail(p, PROBLEM_EXPRESSION_UNEXPECTED, t->at, t->len, text_slice(p->source, t->at, t->at + t->len),
		    text_from(_("behind | the name of a filter is expected, as in {{name | upper}}")));
}

/* Filters whose first argument is a regular expression. */
static bool
takes_pattern(enum filter_id id)
{
	return id == FILTER_REPLACE || id == FILTER_MATCH || id == FILTER_FIELDS;
}

static struct expression *
parse_filter(struct parser *p, struct expression *left)
{
	struct expression *e = make(p, EXPRESSION_FILTER, left->at);
	size_t at;

	advance(p); /* over "|" */
	if (p->token.kind != TOKEN_NAME)
		return p->token.kind == TOKEN_END
			       ? fail(p, PROBLEM_FILTER_MISSING, p->token.at, 1, TEXT_NONE, TEXT_NONE)
			       : fail_no_filter(p);
	if (!name_filter(p, e)) {
		skip_filter(p);
		return left;
	}
	at = p->token.at;
	e->left = left;
	advance(p);
	pass_point(p);
	if (p->token.kind == TOKEN_SIGN && p->token.sign <= SIGN_OVER)
		return fail_operator(p, left);
	if (is_sign(p, SIGN_COLON) ? !parse_arguments(p, e) : !check_end(p, e))
		return NULL;
	if (ends_filter(p) && !check_count(p, e, at))
		return left;
	if (ends_filter(p) && takes_pattern(e->filter) && !compile_pattern(p, e))
		return left;
	return close_at(e, p->token.at);
}

static struct expression *
parse_pipe(struct parser *p)
{
	struct expression *e;

	if (++p->depth > DEPTH_MOST)
		return fail(p, PROBLEM_EXPRESSION_DEEP, p->token.at, p->token.len, TEXT_NONE, TEXT_NONE);
	e = parse_or(p);
	while (e && is_sign(p, SIGN_PIPE)) {
		if (p->nodes > NODES_MOST)
			return fail(p, PROBLEM_EXPRESSION_DEEP, p->token.at, p->token.len, TEXT_NONE, TEXT_NONE);
		e = parse_filter(p, e);
	}
	p->depth--;
	return e;
}

const struct expression *
expression_parse(struct arena *a, struct text source, const struct origin *origin, uint32_t *slots,
		 struct faults *faults, const struct expression **partial)
{
	struct parser p = {.arena = a, .source = source, .origin = origin, .slots = slots, .faults = faults};
	struct expression *e;

	advance(&p);
	e = parse_pipe(&p);
	if (e && p.token.kind != TOKEN_END)
		e = fail_here(&p);
	if (partial)
		*partial = e;
	return faults->of.count ? NULL : e;
}

/* The same without the braces that people put around it out of habit. */
static struct text
without_braces(struct text t)
{
	t = blank_trim(t);
	if (t.len >= 4 && text_starts(t, TEXT("{{")) && text_ends(t, TEXT("}}")))
		t = blank_trim(text_slice(t, 2, t.len - 2));
	if (text_starts(t, TEXT("#")))
		t = blank_trim(text_from_offset(t, 1));
	return t;
}

const struct expression *
expression_read(struct arena *a, struct report *r, struct text source, struct place place)
{
	struct origin *origin = NEW(a, struct origin);
	const struct expression *e;
	struct faults faults = {{0}};
	struct fault misplaced;
	uint32_t slots = 0;

	source = without_braces(text_copy(a, source));
	*origin = (struct origin){.place = place, .line = source};
	e = expression_parse(a, source, origin, &slots, &faults, NULL);
	if (e && !finish_check(a, e, FINISH_TEXT, &misplaced)) {
		*VECTOR_PUSH(a, &faults.of) = misplaced;
		e = NULL;
	}
	for (size_t i = 0; i < faults.of.count; i++)
		origin_report(a, r, origin, &faults.of.at[i]);
	return e;
}

/* ---- the text form ---- */

static void
dump_path(const struct expression *e, struct buffer *out)
{
	static const char *const roots[] = {"",      ".",        "@data",      "@document", "@number",
					    "@path", "@running", "@first",     "@last",     "@count",
					    "@key",  "@today",   "@page_break"};

	for (int i = 0; i < e->outers; i++)
		buffer_string(out, "@outer.");
	buffer_string(out, roots[e->root]);
	for (size_t i = 0; i < e->segment_count; i++) {
		if (i > 0 || e->root == ROOT_DATA || e->root == ROOT_DOCUMENT)
			buffer_byte(out, '.');
		buffer_text(out, e->segments[i].folded);
	}
}

static void
dump_filter(const struct expression *e, struct buffer *out)
{
	const char *name = filter_row(e->filter)->latin;

	expression_dump(e->left, out);
	buffer_printf(out, " | %s", name);
	for (size_t i = 0; i < e->argument_count; i++) {
		buffer_string(out, i ? ", " : ": ");
		if (e->arguments[i].keyword)
			buffer_printf(out, "keyword %d", e->arguments[i].keyword);
		else
			expression_dump(e->arguments[i].expression, out);
		buffer_string(out, e->arguments[i].is_descending ? " -" : "");
	}
}

void
expression_dump(const struct expression *e, struct buffer *out)
{
	static const char *const signs[] = {"||", "&&", "=", "≠", "<", "≤", ">", "≥", "+", "-", "*", "/"};

	switch (e->kind) {
	case EXPRESSION_TEXT:
		buffer_json(out, e->text);
		break;
	case EXPRESSION_NUMBER:
		buffer_text(out, e->text);
		break;
	case EXPRESSION_PATH:
		dump_path(e, out);
		break;
	case EXPRESSION_NOT:
	case EXPRESSION_NEGATIVE:
		buffer_byte(out, e->kind == EXPRESSION_NOT ? '!' : '-');
		expression_dump(e->left, out);
		break;
	case EXPRESSION_BINARY:
		buffer_byte(out, '(');
		expression_dump(e->left, out);
		buffer_printf(out, " %s ", signs[e->operation]);
		expression_dump(e->right, out);
		buffer_byte(out, ')');
		break;
	case EXPRESSION_FILTER:
		buffer_byte(out, '(');
		dump_filter(e, out);
		buffer_byte(out, ')');
		break;
	}
}
