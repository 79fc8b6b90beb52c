/*
 * stream -- a part as a stream of XML events: deflate data → zlib → 64 KiB of XML → libxml2's push parser → events.
 *
 * libxml2 keeps what is not complete yet, a tag cut in two, and calls us for the rest; how many bytes it may keep it
 * bounds itself (10 MB).  UTF-16, which no known program writes into workbooks, is inflated whole and made UTF-8
 * first, as xml.c does.
 */
#include "package/stream.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "package/sax.h"
#include "package/xml_bytes.h"

enum { PIECE = 64 * 1024 };

/* Where the bytes come from: z of a deflated part, else `plain`. */
struct source {
	const struct part *part; /* NULL: a file of its own */
	z_stream z;
	bool is_deflated, is_zlib_open, is_finished, is_damaged;
	struct text plain;
	uint64_t size; /* given out so far */
	uint32_t crc;
	char piece[PIECE];
};

struct stream_value {
	enum xml_name name;
	struct text value;
};

struct stream {
	struct sax sax; /* first: the user data of all events */
	struct report *report;
	const struct package *package; /* NULL: a file of its own */
	struct text file;
	const struct stream_events *events;
	void *self;
	struct stream_value *values; /* the attributes of the element that has just started */
	size_t value_count;
	int skip_depth; /* of the element that is passed over; 0: none */
	struct xml_tag_watch tags;
	bool is_started, is_stopped;
	struct source source;
};

/* ---- events ---- */

static void
take_values(struct stream *s, int count, const xmlChar **fives)
{
	s->value_count = (size_t)count;
	for (int i = 0; i < count; i++, fives += 5) {
		s->values[i].name = sax_name(&s->sax, fives[0], fives[1], fives[2])->name;
		s->values[i].value = (struct text){(const char *)fives[3], (size_t)(fives[4] - fives[3])};
	}
}

static void
on_start(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int declarations,
	 const xmlChar **pairs, int attributes, int defaulted, const xmlChar **fives)
{
	struct stream *s = user;

	(void)pairs, (void)defaulted;
	if (!sax_enter(&s->sax, declarations) || s->skip_depth)
		return;
	take_values(s, attributes, fives);
	s->events->start(s->self, s, sax_name(&s->sax, local, prefix, uri)->name);
	s->value_count = 0;
}

static void
on_end(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct stream *s = user;

	if (!s->skip_depth)
		s->events->end(s->self, s, sax_name(&s->sax, local, prefix, uri)->name);
	else if (s->skip_depth == s->sax.depth)
		s->skip_depth = 0;
	sax_leave(&s->sax);
}

static void
on_characters(void *user, const xmlChar *at, int len)
{
	struct stream *s = user;

	if (!s->skip_depth && s->events->text)
		s->events->text(s->self, s, (struct text){(const char *)at, (size_t)len});
}

/* ---- for events ---- */

bool
stream_attribute(const struct stream *s, enum xml_name name, struct text *value)
{
	for (size_t i = 0; i < s->value_count; i++) {
		if (s->values[i].name == name) {
			*value = s->values[i].value;
			return true;
		}
	}
	return false;
}

long
stream_number(const struct stream *s, enum xml_name name, long otherwise)
{
	const long most = 0x7FFFFFFF;
	struct text t;
	bool is_negative;
	long n = 0;

	if (!stream_attribute(s, name, &t))
		return otherwise;
	t = text_trim(t);
	is_negative = text_starts(t, TEXT("-"));
	t = text_from_offset(t, is_negative || text_starts(t, TEXT("+")) ? 1 : 0);
	for (size_t i = 0; i < t.len; i++) {
		if (t.at[i] < '0' || t.at[i] > '9' || n > most)
			return otherwise;
		n = n * 10 + (t.at[i] - '0');
	}
	if (!t.len || n > most)
		return otherwise;
	return is_negative ? -n : n;
}

bool
stream_truth(const struct stream *s, enum xml_name name, bool otherwise)
{
	struct text t;

	if (!stream_attribute(s, name, &t))
		return otherwise;
	t = text_trim(t);
	if (text_is(t, "1") || text_is(t, "true"))
		return true;
	return text_is(t, "0") || text_is(t, "false") ? false : otherwise;
}

void
stream_skip(struct stream *s)
{
	s->skip_depth = s->sax.depth;
}

void
stream_stop(struct stream *s)
{
	s->is_stopped = true;
	xmlStopParser(s->sax.context);
}

int
stream_depth(const struct stream *s)
{
	return s->sax.depth;
}

/* ---- bytes ---- */

/* The next bytes of a deflated part, in s->piece. */
static struct text
inflate_piece(struct source *s)
{
	size_t n;
	int status;

	s->z.next_out = (Bytef *)s->piece;
	s->z.avail_out = PIECE;
	status = inflate(&s->z, Z_NO_FLUSH);
	n = PIECE - s->z.avail_out;
	if (status == Z_STREAM_END)
		s->is_finished = true;
	else if (status != Z_OK || !n)
		s->is_finished = s->is_damaged = true;
	return (struct text){s->piece, n};
}

static struct text
next_plain(struct source *s)
{
	struct text piece = text_slice(s->plain, 0, PIECE);

	s->plain = text_from_offset(s->plain, piece.len);
	s->is_finished = !s->plain.len;
	return piece;
}

static struct text
raw_piece(struct source *s)
{
	return s->is_deflated ? inflate_piece(s) : next_plain(s);
}

/* The next bytes; none at the end.  A part gives exactly the bytes that its archive promised, or is damaged. */
static struct text
next_piece(struct source *s)
{
	struct text piece = raw_piece(s);

	s->size += piece.len;
	s->crc = (uint32_t)crc32_z(s->crc, (const Bytef *)piece.at, piece.len);
	if (!s->part)
		return piece;
	if (s->size > s->part->size)
		s->is_finished = s->is_damaged = true;
	if (s->is_finished && !s->part->is_replaced && (s->size != s->part->size || s->crc != s->part->crc))
		s->is_damaged = true;
	return piece;
}

static void
source_of_part(struct source *s, const struct part *part)
{
	s->part = part;
	s->plain = part->has_bytes ? part->bytes : part->stored;
	s->is_deflated = !part->has_bytes && part->method != 0;
	if (!s->is_deflated)
		return;
	s->z.next_in = (Bytef *)(uintptr_t)part->stored.at;
	s->z.avail_in = (uInt)part->stored.len;
	s->is_zlib_open = inflateInit2(&s->z, -MAX_WBITS) == Z_OK;
	s->is_damaged = s->is_finished = !s->is_zlib_open;
}

static void
source_close(struct source *s)
{
	if (s->is_zlib_open)
		inflateEnd(&s->z);
}

/* The whole of a UTF-16 part, whose first piece was read. */
static struct text
read_wide(struct stream *s, struct text first)
{
	struct buffer all = {0};
	struct text utf8;

	buffer_text(&all, first);
	while (!s->source.is_finished && all.len < XML_WIDE_MOST)
		buffer_text(&all, next_piece(&s->source));
	utf8 = xml_utf8_of_utf16(s->sax.arena, buffer_view(&all));
	if (!s->source.is_finished)
		s->sax.reason = text_from(_("it is too large"));
	buffer_free(&all);
	return utf8;
}

/* Looks at the first bytes, and changes them where libxml2 could not. */
static struct text
begin(struct stream *s)
{
	struct text piece = next_piece(&s->source);
	enum xml_encoding encoding = xml_encoding_of(piece);

	s->is_started = true;
	if (!piece.len && !s->source.is_damaged)
		s->sax.reason = text_from(_(sax_reason(XML_ERR_DOCUMENT_EMPTY)));
	else if (encoding == XML_ENCODING_OTHER)
		s->sax.reason = text_from(_(sax_reason(XML_ERR_UNSUPPORTED_ENCODING)));
	if (encoding != XML_ENCODING_UTF16)
		return piece;
	s->sax.is_utf8 = true;
	xmlCtxtUseOptions(s->sax.context, sax_options(&s->sax));
	return read_wide(s, piece);
}

/* ---- */

static struct stream *
open_any(struct arena *a, struct report *r, const struct stream_events *events, void *self)
{
	struct stream *s = NEW(a, struct stream);
	xmlSAXHandler h = sax_handler();

	xmlInitParser();
	h.startElementNs = on_start;
	h.endElementNs = on_end;
	h.characters = h.ignorableWhitespace = h.cdataBlock = on_characters;
	s->sax.arena = a;
	s->report = r;
	s->events = events;
	s->self = self;
	s->values = NEW_ARRAY(a, struct stream_value, XML_ATTRIBUTES_MOST + 1);
	s->tags.is_over = true;
	s->sax.context = xmlCreatePushParserCtxt(&h, s, NULL, 0, NULL);
	if (s->sax.context)
		xmlCtxtUseOptions(s->sax.context, sax_options(&s->sax));
	else
		s->sax.reason = text_from(_("it cannot be read"));
	return s;
}

struct stream *
stream_open(struct arena *a, struct report *r, const struct package *p, const struct part *part,
	    const struct stream_events *events, void *self)
{
	struct stream *s = open_any(a, r, events, self);

	s->package = p;
	s->file = p->file;
	source_of_part(&s->source, part);
	return s;
}

struct stream *
stream_open_bytes(struct arena *a, struct report *r, struct text bytes, struct text file,
		  const struct stream_events *events, void *self)
{
	struct stream *s = open_any(a, r, events, self);

	s->file = file;
	s->source.plain = bytes;
	return s;
}

static bool
is_at_end(const struct stream *s)
{
	return s->is_stopped || s->source.is_damaged || s->sax.reason.len;
}

static void
parse_piece(struct stream *s, struct text piece)
{
	if (xml_tag_crowds(&s->tags, piece)) {
		s->sax.reason = sax_crowded(s->sax.arena);
		return;
	}
	xmlSetStructuredErrorFunc(s, sax_on_error);
	for (size_t at = 0; at < piece.len && !is_at_end(s); at += PIECE) {
		struct text part = text_slice(piece, at, at + PIECE);

		xmlParseChunk(s->sax.context, part.at, (int)part.len, 0);
	}
	if (s->source.is_finished && !is_at_end(s))
		xmlParseChunk(s->sax.context, NULL, 0, 1);
	xmlSetStructuredErrorFunc(NULL, NULL);
	if (s->source.is_finished && !is_at_end(s) && (!s->sax.context->wellFormed || s->sax.depth))
		s->sax.reason = text_from(_(sax_reason(XML_ERR_DOCUMENT_END)));
}

bool
stream_feed(struct stream *s)
{
	struct text piece;

	if (s->source.is_finished || is_at_end(s))
		return false;
	piece = s->is_started ? next_piece(&s->source) : begin(s);
	if (!is_at_end(s))
		parse_piece(s, piece);
	return !is_at_end(s) && !s->source.is_finished;
}

bool
stream_close(struct stream *s)
{
	source_close(&s->source);
	if (s->sax.context)
		sax_free(&s->sax, NULL);
	if (s->source.is_damaged && s->package)
		return package_report_damage(s->report, s->package, s->source.part);
	if (!s->sax.reason.len)
		return true;
	if (!s->package)
		return REPORT(s->report, XML_FILE_BROKEN, place_file(s->file), s->sax.reason);
	return REPORT(s->report, XML_BROKEN, place_file(s->file), s->source.part->name, s->sax.reason);
}

/* ---- */

bool
stream_mentions(const struct part *part, struct text word)
{
	enum { WORD_MOST = 100 };
	struct source *s = memory_alloc(sizeof *s);
	char seam[WORD_MOST * 2]; /* the end of the piece before, and the start of this one */
	size_t kept = 0;
	bool is_there = false;

	memset(s, 0, sizeof *s);
	source_of_part(s, part);
	while (!s->is_finished && !is_there && s->size <= part->size) {
		struct text piece = raw_piece(s);
		size_t start = piece.len < word.len ? piece.len : word.len;

		memcpy(seam + kept, piece.at, start);
		is_there =
			memmem(seam, kept + start, word.at, word.len) || memmem(piece.at, piece.len, word.at, word.len);
		s->size += piece.len;
		kept = start;
		memcpy(seam, piece.at + piece.len - kept, kept);
	}
	source_close(s);
	free(s);
	return is_there;
}
