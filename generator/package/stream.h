/*
 * stream -- a part as a stream of XML events, for parts that are too large for a tree: the sheets of workbooks.
 *
 * The part is inflated piece by piece into libxml2's push parser; neither its bytes nor a tree of them is ever held.
 * What xml_parse refuses (entities, deep nesting, crowded tags) is refused here too, and names are the same numbers.
 *
 *     static const struct stream_events events = {on_start, on_text, on_end};
 *     struct stream *s = stream_open(a, report, package, part, &events, self);
 *
 *     while (!self->rows.count && stream_feed(s))    the events come in here
 *             ;
 *     ok = stream_close(s);
 *
 * An event cannot wait: what a piece of the part held (64 KiB of XML at most) has to be queued by who reads it.
 */
#ifndef PRIKAZ_PACKAGE_STREAM_H
#define PRIKAZ_PACKAGE_STREAM_H

#include "package/package.h"

struct stream;

/* What is called for each piece of the document; self is what stream_open was given.  text may be NULL. */
struct stream_events {
	void (*start)(void *self, struct stream *s, enum xml_name name);
	/* Character data, cut anywhere, also inside a character; the bytes are good until the event returns. */
	void (*text)(void *self, struct stream *s, struct text piece);
	void (*end)(void *self, struct stream *s, enum xml_name name);
};

/*
 * Begins to read a part.  a must live until stream_close, and holds little.  Never NULL: what is wrong is said by
 * stream_close.
 */
struct stream *stream_open(struct arena *a, struct report *r, const struct package *p, const struct part *part,
			   const struct stream_events *events, void *self);

/* The same for XML that is a file of its own; bytes must outlive the stream. */
struct stream *stream_open_bytes(struct arena *a, struct report *r, struct text bytes, struct text file,
				 const struct stream_events *events, void *self);

/* Reads on, giving events; false when the part is at its end, was stopped, or is broken. */
bool stream_feed(struct stream *s);

/*
 * Ends the reading wherever it is.  Reports what was wrong with the part: damage, malformed XML, what is refused; false
 * then, and what came by events is not to be used.
 */
bool stream_close(struct stream *s);

/*
 * Whether the bytes of a part hold the word (below 100 bytes) anywhere: it is unpacked piece by piece and looked at,
 * but not parsed.  Of a damaged part, as far as it goes.
 */
bool stream_mentions(const struct part *part, struct text word);

/* ---- for events alone ---- */

/* The value of an attribute of the element that has just started, good until the event returns; false: it has none. */
bool stream_attribute(const struct stream *s, enum xml_name name, struct text *value);
/* The same as a whole number, blanks around it passed over; `otherwise` when absent, no number, or beyond ±2^31. */
long stream_number(const struct stream *s, enum xml_name name, long otherwise);
/* The same as xsd:boolean. */
bool stream_truth(const struct stream *s, enum xml_name name, bool otherwise);

/* In a start event: passes over all that is in the element; no event comes for its inside, nor for its end. */
void stream_skip(struct stream *s);

/* Nothing more is needed of the part. */
void stream_stop(struct stream *s);

/* Elements that are open, the one of this event included. */
int stream_depth(const struct stream *s);

#endif
