/*
 * buffer -- a growing run of bytes that is written to and read once at the end.  It owns its memory.
 */
#ifndef PRIKAZ_BASE_BUFFER_H
#define PRIKAZ_BASE_BUFFER_H

#include <stdint.h>

#include "base/text.h"

struct buffer {
	char *at;
	size_t len, room;
};

void buffer_add(struct buffer *b, const void *bytes, size_t len);
void buffer_text(struct buffer *b, struct text t);
void buffer_string(struct buffer *b, const char *c_string);
void buffer_byte(struct buffer *b, char c);
void buffer_utf8(struct buffer *b, uint32_t code_point);
void buffer_printf(struct buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

char *buffer_reserve_more(struct buffer *b, size_t len); /* for buffer_reserve alone */
/* Room for len more bytes: returns where to write them; buffer_wrote says how many were. */
static inline char *
buffer_reserve(struct buffer *b, size_t len)
{
	return b->room - b->len < len ? buffer_reserve_more(b, len) : b->at + b->len;
}
void buffer_wrote(struct buffer *b, size_t len);

/* Everything so far; valid until the next write. */
struct text buffer_view(const struct buffer *b);
void buffer_clear(struct buffer *b); /* length 0, memory kept */
void buffer_free(struct buffer *b);

/* Everything, copied to stay in a; the buffer is freed. */
struct text buffer_take(struct arena *a, struct buffer *b);

/* A JSON string literal of t with its quotes (RFC 8259); malformed UTF-8 becomes U+FFFD. */
void buffer_json(struct buffer *b, struct text t);

/*
 * t as XML: & < > " escaped, a carriage return as &#13;, what XML 1.0 (2.2) forbids left out, malformed
 * UTF-8 as U+FFFD; safe in content and attributes.  An attribute's tabs and line breaks survive
 * its normalization (3.3.3) only when written by buffer_xml_attribute.
 */
void buffer_xml(struct buffer *b, struct text t);
void buffer_xml_attribute(struct buffer *b, struct text t);

#endif
