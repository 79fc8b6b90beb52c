/*
 * lexer -- an expression's characters as tokens, and where its texts and quoted names end.
 */
#ifndef PRIKAZ_EXPRESSION_LEXER_H
#define PRIKAZ_EXPRESSION_LEXER_H

#include "expression/origin.h"

enum token_kind {
	TOKEN_END,
	TOKEN_NAME,     /* words with blanks between them */
	TOKEN_QUOTED,   /* [as captioned] */
	TOKEN_VARIABLE, /* @name; text without the @ */
	TOKEN_NUMBER,
	TOKEN_MEASURE, /* 35mm: a number with a unit, taken as a text */
	TOKEN_TEXT,    /* in quotes */
	TOKEN_SIGN,    /* one of enum sign */
	TOKEN_WRONG    /* fault */
};

enum sign {
	SIGN_EQUAL,
	SIGN_UNEQUAL,
	SIGN_LESS,
	SIGN_LESS_EQUAL,
	SIGN_GREATER,
	SIGN_GREATER_EQUAL,
	SIGN_OR,
	SIGN_AND,
	SIGN_NOT,
	SIGN_PLUS,
	SIGN_MINUS,
	SIGN_TIMES,
	SIGN_OVER,
	SIGN_OPEN,
	SIGN_CLOSE,
	SIGN_PIPE,
	SIGN_COLON,
	SIGN_COMMA,
	SIGN_DOT
};

struct token {
	enum token_kind kind;
	enum sign sign;
	struct text text; /* without quotes, brackets or @ */
	size_t at, len;   /* in the source, with them */
	double number;
	enum problem_code fault; /* TOKEN_WRONG */
};

/* The token at *at of source; *at moves behind it. */
struct token token_next(struct text source, size_t *at);

/*
 * Where the text in quotes that begins at `at` ends (behind its closing quote), or 0 when no quote opens
 * there or it is never closed.  *inside, unless NULL, is what stands between.
 */
size_t quoted_end(struct text t, size_t at, struct text *inside);

/* A blank of any kind, or a character that no one sees (soft hyphen, zero width space); its bytes, or 0. */
size_t blank_length(struct text t, size_t at);

/* Without blanks (blank_length) at both ends. */
struct text blank_trim(struct text t);

#endif
