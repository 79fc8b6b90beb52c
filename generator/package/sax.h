/*
 * sax -- what reading XML with libxml2 has in common, whether a tree comes of it or a stream of events: names as
 * numbers, what is refused, and what is said of broken XML.  For xml.c and stream.c alone.
 */
#ifndef PRIKAZ_PACKAGE_SAX_H
#define PRIKAZ_PACKAGE_SAX_H

#include <libxml/parser.h>

#include "package/xml.h"

enum { SAX_DEPTH_MOST = 256, SAX_DECLARATIONS_MOST = 2000 };

/* What is kept for a local name, prefix and URI, which libxml2 interns: equal ones are equal pointers. */
struct sax_name {
	const xmlChar *local, *prefix, *uri; /* local NULL: the slot is free */
	enum xml_name name;
	struct text qname; /* as written */
};

/* A reader begins with this struct, and is the user data of its events. */
struct sax {
	struct arena *arena;
	xmlParserCtxtPtr context;
	int depth;        /* elements that are open */
	int declarations; /* of namespaces, on them; libxml2 looks through all of them for each name */
	int declared[SAX_DEPTH_MOST + 1];
	struct sax_name *names;
	size_t names_count, names_room; /* room: a power of two */
	bool is_utf8;                   /* whatever the declaration says */
	struct text reason;             /* why the parse failed, translated; empty while all is well */
};

/* Events for refusing and for errors; the caller adds its own for elements and text. */
xmlSAXHandler sax_handler(void);

/* XML_PARSE_ options that go with them. */
int sax_options(const struct sax *s);

/* For the thread's structured error function: errors of decoding go there, and are printed when there is none. */
void sax_on_error(void *user, xmlErrorPtr error);

/* Keeps the first reason and ends the parse.  For events only: stopping frees what is being read. */
void sax_fail(struct sax *s, struct text reason);

/* A reason in the user's language for an error code of libxml2, or NULL. */
const char *sax_reason(int code);

/* The reason when a tag has more than XML_ATTRIBUTES_MOST attributes (xml_bytes.h). */
struct text sax_crowded(struct arena *a);

/* What is known of a name; the pointer is good until the next call. */
const struct sax_name *sax_name(struct sax *s, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri);

/* An element begins, which declares so many namespaces; false when that is too deep or too much, after sax_fail. */
bool sax_enter(struct sax *s, int declarations);
void sax_leave(struct sax *s);

/* Behind the parse: gives back what libxml2 holds. */
void sax_free(struct sax *s, xmlDocPtr document);

#endif
