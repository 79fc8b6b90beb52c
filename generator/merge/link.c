/*
 * link -- what people write as addresses.
 *
 *     https://site.ru/a   http, https, ftp, mailto and tel pass as they are
 *     site.ru/a           http://site.ru/a
 *     name@site.ru        mailto:name@site.ru
 *     8 (395) 212-34-56   tel:83952123456
 *
 * No other scheme (RFC 3986, 3.1) is made clickable: javascript:, file: and their like run or open something on the
 * computer of whoever reads the document, and data come from anyone.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/hexadecimal.h"
#include "merge/rich.h"

enum { PHONE_LEAST = 5, PHONE_MOST = 15, LABEL_MOST = 63, LOCAL_MOST = 64 };

/* Letters of other scripts are bytes above ASCII. */
static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* ---- pieces of addresses ---- */

static size_t
scheme_length(struct text t)
{
	size_t n = 0;

	if (t.len == 0 || !isalpha((unsigned char)t.at[0]))
		return 0;
	while (n < t.len && (isalnum((unsigned char)t.at[n]) || strchr("+.-", t.at[n])))
		n++;
	return n < t.len && t.at[n] == ':' ? n : 0;
}

static bool
is_scheme(struct text t, size_t n, const char *scheme)
{
	return n == strlen(scheme) && strncasecmp(t.at, scheme, n) == 0;
}

/*
 * How long the computer's name, with its port, is that t begins with.  Nobody is named before it ("user@"): that only
 * serves to hide where a link leads.
 */
static size_t
authority_length(struct text t)
{
	size_t n = 0, port;

	while (n < t.len && (is_word(t.at[n]) || strchr("-._", t.at[n])))
		n++;
	port = n + 1;
	while (port < t.len && isdigit((unsigned char)t.at[port]))
		port++;
	return n && n < t.len && t.at[n] == ':' && port > n + 1 ? port : n;
}

static bool
ends_authority(struct text t, size_t n)
{
	return n > 0 && (n == t.len || strchr("/?#", t.at[n]));
}

static bool
is_safe(struct text t, size_t n)
{
	bool is_web = is_scheme(t, n, "http") || is_scheme(t, n, "https") || is_scheme(t, n, "ftp");
	struct text rest = text_from_offset(t, n + 3);

	if (is_web)
		return text_starts(text_from_offset(t, n), TEXT("://")) && ends_authority(rest, authority_length(rest));
	return (is_scheme(t, n, "mailto") || is_scheme(t, n, "tel")) && t.len > n + 1;
}

/* How long the name of a computer is that t begins with: labels with points between; 0: it is none. */
static size_t
host_length(struct text t)
{
	size_t at = 0, end = 0, labels = 0, last = 0;

	for (;;) {
		size_t n = 0;

		while (at + n < t.len && (is_word(t.at[at + n]) || (t.at[at + n] == '-' && n > 0)))
			n++;
		if (n == 0 || n > 2 * LABEL_MOST)
			break;
		labels++;
		last = at;
		end = at + n;
		if (end == t.len || t.at[end] != '.')
			break;
		at = end + 1;
	}
	if (labels < 2 || end - last < 2 || isdigit((unsigned char)t.at[last]))
		return 0;
	return end;
}

static bool
is_site(struct text t)
{
	size_t n = host_length(t);

	return n && ends_authority(t, authority_length(t));
}

static bool
is_local(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("._%+-", c));
}

static bool
is_mail(struct text t)
{
	ptrdiff_t sign = text_find(t, TEXT("@"), 0);
	struct text host = text_from_offset(t, (size_t)(sign + 1));

	if (sign <= 0)
		return false;
	for (ptrdiff_t i = 0; i < sign; i++) {
		if (!is_local(t.at[i]))
			return false;
	}
	return host.len && host_length(host) == host.len;
}

/* The digits of a telephone number, with a plus in front; empty: it is none. */
static struct text
phone(struct arena *a, struct text t)
{
	char *out = arena_alloc(a, t.len + 1);
	size_t n = 0, digits = 0;

	for (size_t i = 0; i < t.len; i++) {
		if (isdigit((unsigned char)t.at[i]) || (t.at[i] == '+' && i == 0))
			out[n++] = t.at[i];
		else if (!strchr(" ()-", t.at[i]) && !text_starts(text_from_offset(t, i), TEXT("\u00a0")) &&
			 (i == 0 || !text_starts(text_from_offset(t, i - 1), TEXT("\u00a0"))))
			return TEXT_NONE;
		digits += isdigit((unsigned char)t.at[i]) != 0;
	}
	return digits >= PHONE_LEAST && digits <= PHONE_MOST ? (struct text){out, n} : TEXT_NONE;
}

static bool
has_space(struct text t)
{
	for (size_t i = 0; i < t.len; i++) {
		if ((unsigned char)t.at[i] <= ' ' || t.at[i] == 0x7F)
			return true;
	}
	return text_find(t, TEXT("\u00a0"), 0) != TEXT_NOWHERE;
}

/* "%41", but no other per cent sign. */
static bool
is_encoded(struct text t, size_t at)
{
	return at + 2 < t.len && hex_digit(t.at[at + 1]) >= 0 && hex_digit(t.at[at + 2]) >= 0;
}

/* Percent-encodes what cannot stand in an address as it is (RFC 3987, 2.2); a second "#" is no fragment. */
static struct text
encoded(struct arena *a, struct text t)
{
	struct buffer b = {0};
	bool has_fragment = false;

	for (size_t i = 0; i < t.len; i++) {
		char c = t.at[i];
		bool is_wrong = c == '%'   ? !is_encoded(t, i)
				: c == '#' ? has_fragment
					   : strchr("\"<>[]\\^`{|}", c) != NULL;

		has_fragment |= c == '#';
		if (is_wrong)
			buffer_printf(&b, "%%%02X", (unsigned char)c);
		else
			buffer_byte(&b, c);
	}
	return buffer_take(a, &b);
}

struct text
link_address(struct arena *a, struct text t)
{
	struct text digits = phone(a, text_trim(t));
	size_t scheme;

	t = text_trim(t);
	if (digits.len)
		return text_join(a, TEXT("tel:"), digits);
	if (t.len == 0 || has_space(t))
		return TEXT_NONE;
	scheme = scheme_length(t);
	if (scheme && is_safe(t, scheme))
		return encoded(a, t);
	if (is_mail(t))
		return text_join(a, TEXT("mailto:"), t);
	return is_site(t) ? encoded(a, text_join(a, TEXT("http://"), t)) : TEXT_NONE;
}

/* ---- addresses in a text ---- */

static size_t
begin_length(struct text t)
{
	static const struct text begins[] = {
		TEXT_INIT("http://"),
		TEXT_INIT("https://"),
		TEXT_INIT("ftp://"),
		TEXT_INIT("www."),
	};

	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
		if (text_starts(t, begins[i]))
			return begins[i].len;
	}
	return 0;
}

/* A closing parenthesis belongs to the address when one opens in it. */
static bool
is_unbalanced(struct text t)
{
	int depth = 0;

	for (size_t i = 0; i < t.len; i++)
		depth += (t.at[i] == '(') - (t.at[i] == ')');
	return depth < 0;
}

/* Without the punctuation of the sentence that the address stands in. */
static size_t
trimmed_length(struct text t)
{
	static const struct text tails[] = {TEXT_INIT("»"), TEXT_INIT("”"), TEXT_INIT("“"), TEXT_INIT("…")};
	size_t before;

	do {
		before = t.len;
		if (t.len && strchr("?!.,:;*_~'\"", t.at[t.len - 1]))
			t.len--;
		if (t.len && t.at[t.len - 1] == ')' && is_unbalanced(t))
			t.len--;
		for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
			t.len -= text_ends(t, tails[i]) ? tails[i].len : 0;
	} while (t.len < before);
	return t.len;
}

static bool
find_site(struct text t, size_t at, size_t *to)
{
	size_t n = begin_length(text_from_offset(t, at)), end = at;
	struct text rest;

	if (n == 0)
		return false;
	while (end < t.len && (unsigned char)t.at[end] > ' ' && t.at[end] != '<' && t.at[end] != '>' &&
	       !text_starts(text_from_offset(t, end), TEXT("\u00a0")))
		end++;
	*to = at + trimmed_length(text_slice(t, at, end));
	at = t.at[at] == 'w' ? at : at + n;
	rest = text_slice(t, at, *to);
	n = authority_length(rest);
	if (!ends_authority(rest, n))
		*to = at + trimmed_length(text_slice(rest, 0, n));
	return host_length(text_slice(t, at, *to)) > 0;
}

/* The e-mail address whose @ stands at `sign`; it begins not before `least`. */
static bool
find_mail(struct text t, size_t least, size_t sign, size_t *from, size_t *to)
{
	size_t n;

	*from = sign;
	while (*from > least && sign - *from < LOCAL_MOST && is_local(t.at[*from - 1]))
		--*from;
	n = host_length(text_from_offset(t, sign + 1));
	*to = sign + 1 + n;
	return *from < sign && n > 0;
}

bool
link_find(struct text t, size_t at, size_t *from, size_t *to)
{
	size_t least = at;

	for (; at < t.len; at++) {
		bool begins_word = at == 0 || !is_word(t.at[at - 1]);

		if (t.at[at] == '@' && find_mail(t, least, at, from, to))
			return true;
		if (begins_word && (t.at[at] == 'h' || t.at[at] == 'f' || t.at[at] == 'w') && find_site(t, at, to)) {
			*from = at;
			return true;
		}
	}
	return false;
}
