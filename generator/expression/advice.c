/*
 * advice -- what the author of a template may have had in mind.
 *
 * Who writes {{if x}}, {{x and y}}, {% endfor %} or MERGEFIELD knows another program: Jinja, Liquid, Handlebars, Word's
 * mail merge.  Our operators are signs and never words, for names consist of several words and "имя и отчество" is one.
 * So such a marker is a name that the data do not have, or a sign that means nothing; then this says how it is done
 * here.
 */
#include "expression/advice.h"

#include "base/utf8.h"
#include "expression/filter.h"

enum use {
	USE_SIGN,    /* the word stands between operands: has a sign here */
	USE_PREFIX,  /* stands before an operand */
	USE_SECTION, /* begins a condition */
	USE_REPEAT,  /* begins a loop */
	USE_END,     /* ends either */
	USE_ELSE,
	USE_INCLUDE,
	USE_FIELD
};

static const struct {
	struct text word;
	enum use use;
	const char *sign;
} words[] = {
	{TEXT_INIT("and"), USE_SIGN, "&&"},       {TEXT_INIT("и"), USE_SIGN, "&&"},
	{TEXT_INIT("or"), USE_SIGN, "||"},        {TEXT_INIT("или"), USE_SIGN, "||"},
	{TEXT_INIT("not"), USE_PREFIX, "!"},      {TEXT_INIT("не"), USE_PREFIX, "!"},
	{TEXT_INIT("eq"), USE_SIGN, "="},         {TEXT_INIT("равно"), USE_SIGN, "="},
	{TEXT_INIT("is"), USE_SIGN, "="},         {TEXT_INIT("ne"), USE_SIGN, "!="},
	{TEXT_INIT("больше"), USE_SIGN, ">"},     {TEXT_INIT("меньше"), USE_SIGN, "<"},
	{TEXT_INIT("if"), USE_SECTION, ""},       {TEXT_INIT("если"), USE_SECTION, ""},
	{TEXT_INIT("unless"), USE_SECTION, ""},   {TEXT_INIT("for"), USE_REPEAT, ""},
	{TEXT_INIT("each"), USE_REPEAT, ""},      {TEXT_INIT("foreach"), USE_REPEAT, ""},
	{TEXT_INIT("цикл"), USE_REPEAT, ""},      {TEXT_INIT("end"), USE_END, ""},
	{TEXT_INIT("endif"), USE_END, ""},        {TEXT_INIT("endfor"), USE_END, ""},
	{TEXT_INIT("endeach"), USE_END, ""},      {TEXT_INIT("конец"), USE_END, ""},
	{TEXT_INIT("конец если"), USE_END, ""},   {TEXT_INIT("elif"), USE_ELSE, ""},
	{TEXT_INIT("elseif"), USE_ELSE, ""},      {TEXT_INIT("elsif"), USE_ELSE, ""},
	{TEXT_INIT("else if"), USE_ELSE, ""},     {TEXT_INIT("include"), USE_INCLUDE, ""},
	{TEXT_INIT("mergefield"), USE_FIELD, ""},
};

/* Where `word` stands in t among blanks, or TEXT_NOWHERE. */
static ptrdiff_t
find_word(struct text t, struct text word)
{
	for (ptrdiff_t at = text_find(t, word, 0); at != TEXT_NOWHERE; at = text_find(t, word, (size_t)at + 1)) {
		size_t end = (size_t)at + word.len;

		if ((at == 0 || t.at[at - 1] == ' ') && (end == t.len || t.at[end] == ' '))
			return at;
	}
	return TEXT_NOWHERE;
}

static struct text
hint_of(struct arena *a, enum use use, struct text word, const char *sign, struct text rest)
{
	switch (use) {
	case USE_SIGN:
	case USE_PREFIX:
		return text_format(a, _("for \"%.*s\" write the sign %s"), TEXT_ARG(word), sign);
	case USE_SECTION:
		return text_format(a, _("what depends on a condition stands between {{#%.*s}} and {{/}}"),
				   TEXT_ARG(rest));
	case USE_REPEAT:
		return text_from(_("what is repeated for each item of a list stands between {{#list}} and {{/}}"));
	case USE_END:
		return text_from(_("a section ends with {{/}}"));
	case USE_ELSE:
		return text_from(_("write {{else}}, and behind it a section of its own for the other condition"));
	case USE_INCLUDE:
		return text_from(_("another template is put in by {{> name}}"));
	case USE_FIELD:
		break;
	}
	return text_format(a, _("a field is its name alone: {{%.*s}}"), TEXT_ARG(rest));
}

struct text
advice_on_name(struct arena *a, struct text folded, bool is_word)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct text word = words[i].word;
		ptrdiff_t at = find_word(folded, word);
		bool is_first = at == 0, is_inside = at > 0 && (size_t)at + word.len < folded.len;
		struct text rest = is_first ? text_trim(text_from_offset(folded, word.len)) : TEXT_NONE;
		bool is_sign = words[i].use == USE_SIGN || words[i].use == USE_PREFIX;

		if (is_sign ? is_word || (words[i].use == USE_SIGN ? !is_inside : !is_first || !rest.len) : !is_first)
			continue;
		if ((words[i].use == USE_SECTION || words[i].use == USE_FIELD) && !rest.len)
			continue;
		return hint_of(a, words[i].use, word, words[i].sign, rest);
	}
	return TEXT_NONE;
}

/* The cases by what grammars call them, and by what is asked. */
static const struct {
	const char *beginning, *filter;
} cases[] = {
	{"именит", "им"},  {"родит", "род"}, {"дател", "дат"}, {"винит", "вин"},   {"творит", "тв"},
	{"предлож", "пр"}, {"дп", "дат"},    {"рп", "род"},    {"вп", "вин"},      {"тп", "тв"},
	{"пп", "пр"},      {"кому", "дат"},  {"кем", "тв"},    {"о ком", "пр"},    {"nominat", "nom"},
	{"genit", "gen"},  {"dativ", "dat"}, {"accus", "acc"}, {"instrum", "ins"}, {"preposit", "prep"},
};

struct text
advice_on_filter(struct arena *a, struct text folded)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool is_letter = folded.len == sizeof "р" - 1 && text_starts(text_from(cases[i].filter), folded);

		if (is_letter || text_starts(folded, text_from(cases[i].beginning)))
			return text_format(a, _("did you mean \"%.*s\"?"), TEXT_ARG(text_from(cases[i].filter)));
	}
	if (text_starts(folded, TEXT("падеж")) || text_is(folded, "case"))
		return text_from(_("each case is a filter: {{name | gen}}, {{name | dat}}"));
	return TEXT_NONE;
}

/* {{пол: "…", "…"}}: a filter with nothing before it. */
static struct text
advice_on_colon(struct arena *a, struct text source, const struct token *token)
{
	struct text name = blank_trim(text_slice(source, 0, token->at));
	enum filter_id filter = filter_find(utf8_fold_name(a, name), NULL);

	if (filter == FILTERS || !filter_row(filter)->most)
		return text_from(_("a colon stands behind the name of a filter, before its arguments"));
	return text_format(a,
			   _("a filter stands behind what it is of: {{name | %.*s: …}}, of the record itself "
			     "{{. | %.*s: …}}"),
			   TEXT_ARG(name), TEXT_ARG(name));
}

/* Signs of other languages. */
static const struct {
	const char *sign, *hint;
} signs[] = {
	{"%", N_("sections are written {{#list or condition}} … {{/}}, values {{name}}")},
	{"$", N_("a field is its name alone: {{name}}")},
	{"?", N_("a choice is written {{#condition}} … {{else}} … {{/}}, or {{condition | yesno: \"…\", \"…\"}}")},
	{"&", N_("\"and\" is written &&")},
	{";", N_("arguments are separated by commas")},
	{"{", N_("a marker begins with two braces and ends with two; there are no others inside")},
	{"}", N_("a marker begins with two braces and ends with two; there are no others inside")},
	{"#", N_("a section's sign stands at the very beginning: {{#name}}")},
	{"^", N_("a section's sign stands at the very beginning: {{^name}}")},
};

/* Whether the sign before the token, with or without blanks, is one that people join to it. */
static bool
follows_sign(struct text source, const struct token *token, const char *before)
{
	struct text t = blank_trim(text_slice(source, 0, token->at));

	return text_ends(t, text_from(before));
}

static bool
stands_in_number(struct text source, size_t comma)
{
	return comma > 0 && comma + 1 < source.len && source.at[comma - 1] >= '0' && source.at[comma - 1] <= '9' &&
	       source.at[comma + 1] >= '0' && source.at[comma + 1] <= '9';
}

struct text
advice_on_token(struct arena *a, struct text source, const struct token *token)
{
	struct text written = text_slice(source, token->at, token->at + token->len), hint;
	bool is_equal = token->kind == TOKEN_SIGN && token->sign == SIGN_EQUAL;

	if (token->kind == TOKEN_NAME) { /* "and x" behind an operand */
		hint = advice_on_name(a, text_join(a, TEXT("x "), utf8_fold_name(a, written)), false);
		if (hint.len)
			return hint;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (text_is(written, signs[i].sign))
			return text_from(_(signs[i].hint));
	}
	if (token->kind == TOKEN_QUOTED && token->text.len && token->text.at[0] >= '0' && token->text.at[0] <= '9')
		return text_from(_("an item of a list is taken by a filter: {{list | first}}, {{list | last}}"));
	if (is_equal && (follows_sign(source, token, "=") || follows_sign(source, token, "!")))
		return text_from(_("the signs of comparison are = != < > <= >=, without a blank inside"));
	if (token->kind == TOKEN_SIGN && (token->sign == SIGN_LESS || token->sign == SIGN_GREATER) &&
	    follows_sign(source, token, "="))
		return text_from(_("the signs of comparison are = != < > <= >=, without a blank inside"));
	if (token->kind == TOKEN_SIGN && token->sign == SIGN_NOT)
		return text_from(_("the signs of comparison are = != < > <= >=, without a blank inside"));
	if (token->kind == TOKEN_SIGN && token->sign == SIGN_COLON)
		return advice_on_colon(a, source, token);
	if (token->kind == TOKEN_SIGN && token->sign == SIGN_COMMA && stands_in_number(source, token->at))
		return text_from(_("numbers in a marker have a point: 1.5"));
	return text_from(_("a name with signs other than letters, digits and spaces is written in square brackets, a "
			   "text in quotation marks"));
}
