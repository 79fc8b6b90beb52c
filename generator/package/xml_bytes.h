/*
 * xml_bytes -- what is done to a part's bytes before libxml2 sees them.  For xml.c and stream.c alone.
 */
#ifndef PRIKAZ_PACKAGE_XML_BYTES_H
#define PRIKAZ_PACKAGE_XML_BYTES_H

#include "base/text.h"

enum { XML_ATTRIBUTES_MOST = 2000, XML_WIDE_MOST = 256 * 1024 * 1024 /* bytes of UTF-16 held at once */ };

enum xml_encoding {
	XML_ENCODING_DECLARED, /* as the declaration says, UTF-8 when it says nothing */
	XML_ENCODING_UTF16,
	XML_ENCODING_OTHER /* neither: UTF-32, EBCDIC */
};
enum xml_encoding xml_encoding_of(struct text bytes);

/* UTF-16 of either byte order as UTF-8 in a, without byte order mark; lone surrogates become U+FFFD. */
struct text xml_utf8_of_utf16(struct arena *a, struct text bytes);

/* Whether an encoding that a declaration names writes ASCII as ASCII. */
bool xml_encoding_keeps_ascii(struct text name);

/* Whether some tag has more than XML_ATTRIBUTES_MOST attributes. */
bool xml_has_crowded_tag(struct text bytes);

/* The same for bytes that come in pieces: true from the piece on that shows it.  Begins with is_over. */
struct xml_tag_watch {
	size_t values; /* of the tag that the last piece ended in */
	char quote;    /* of the value that it ended in */
	bool is_new;   /* the piece ended behind "<" */
	bool is_over;  /* its ">" was seen */
};
bool xml_tag_crowds(struct xml_tag_watch *w, struct text bytes);

#endif
