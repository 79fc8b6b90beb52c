/*
 * package -- a DOCX, ODT, XLSX or ODS file: a zip archive of named parts.
 *
 * A part is kept as it lies in the archive, still compressed, until somebody asks for its bytes.
 * Writing copies untouched parts as they lie, byte for byte, and deflates replaced ones; nothing in
 * the result comes from the clock (all entries carry 1980-01-01).  ODF 1.3 part 2, 3.3: "mimetype"
 * comes first and uncompressed.  Reading and writing go through libzip.
 */
#ifndef PRIKAZ_PACKAGE_PACKAGE_H
#define PRIKAZ_PACKAGE_PACKAGE_H

#include "package/xml.h"

enum package_kind { PACKAGE_DOCX, PACKAGE_ODT, PACKAGE_XLSX, PACKAGE_ODS };

struct part {
	struct text name;   /* inside the archive, "word/document.xml" */
	struct text stored; /* as it lies in the archive */
	uint64_t size;      /* uncompressed, as the archive says */
	uint32_t crc;       /* of the uncompressed bytes */
	uint16_t method;    /* zip: 0 stored, 8 deflated */
	bool has_bytes;
	struct text bytes; /* uncompressed, when has_bytes */
	bool is_replaced;  /* bytes are the truth, stored is not */
};

struct package {
	enum package_kind kind;
	struct text file;          /* name for messages */
	struct text main_part;     /* "word/document.xml", "content.xml", "xl/workbook.xml" */
	struct text type;          /* its content type (OOXML), or the media type of the package (ODF) */
	VECTOR(struct part) parts; /* in the archive's order; "mimetype" first */
	uint32_t *slots;           /* package.c: name → index + 1, open-addressed */
	size_t slot_count;         /* a power of two */
	bool owns_slots;           /* else they belong to the package that this is a copy of */
};

/*
 * Opens bytes as a package in a; it keeps copies, so that bytes may go.  Reports what is not a zip, is
 * truncated, encrypted, over the limits (LIMITS in package.c), has unsafe or duplicate names, or is no
 * Office package, and says what it is instead; NULL then.
 */
struct package *package_read(struct arena *a, struct report *r, struct text bytes, struct text file);

/* A shallow copy whose parts can be replaced without touching the original. */
struct package *package_copy(struct arena *a, const struct package *p);

/*
 * The part of that name, or NULL; good until a part is added.  In OOXML names that differ only in the
 * case of ASCII letters are one (ECMA-376 part 2, 6.2.2.3), so where there is no exact one, such
 * a part is given.
 */
struct part *package_part(const struct package *p, struct text name);

/*
 * A part's uncompressed bytes.  They are kept in the part when it has none yet: a must then live as
 * long as the package, and a package that threads share must be copied first.  Reports damage, and a
 * part that is larger or smaller than it says.
 */
bool package_bytes(struct arena *a, struct report *r, const struct package *p, struct part *part, struct text *bytes);

/* Says that a part does not unpack to what the archive promised; for who unpacks it himself.  false. */
bool package_report_damage(struct report *r, const struct package *p, const struct part *part);

/* The parsed root of a part; NULL when missing (reported if `is_needed`) or broken (reported). */
struct xml_node *package_xml(struct arena *a, struct report *r, const struct package *p, struct text name,
			     bool is_needed);

/* Gives a part new bytes (which must outlive the package); adds the part at the end when it is not there. */
void package_replace(struct arena *a, struct package *p, struct text name, struct text bytes);

/* Adds a part of another package under a new name, as it lies there. */
void package_add(struct arena *a, struct package *p, struct text name, const struct part *part);

/*
 * The whole archive appended to out; level: deflate 1 … 9 for replaced parts.  Same package, same bytes.
 * False only when the archive cannot be made at all (reported); out may then hold a piece of it.
 */
bool package_write(struct arena *a, struct report *r, const struct package *p, int level, struct buffer *out);

/*
 * A .dotx, .dotm or .ott calls itself a template; written under the name of a document, Word would
 * refuse it and LibreOffice open it as "Untitled".  Replaces what says so, in a package that is one; does
 * nothing in others.  For the template itself, once, before it is merged.
 */
bool package_become_document(struct arena *a, struct report *r, struct package *p);

/*
 * What is made from a template is another document: takes digital signatures out, which would not hold for it (told).
 * Macros (shed.c): whether a DOCX is of the macro-enabled type, and takes them out for a file named .docx (told).  In a
 * package that no thread shares.  false when a list of parts cannot be read (reported).
 */
bool package_drop_signatures(struct arena *a, struct report *r, struct package *p);
bool package_has_macros(const struct package *p);
bool package_drop_macros(struct arena *a, struct report *r, struct package *p);

/* A text form for --dump and tests: kind, parts with sizes. */
void package_dump(const struct package *p, struct buffer *out);

/*
 * OOXML relationships (ECMA-376 part 2, 9.3).  `source` is the part that has them; "" is the package.
 * Targets come back as part names without "#fragment"; external ones, and those that are nothing but
 * a fragment, as they are.  A target may name a part that is not there.
 */
struct relationship {
	struct text id, type, target; /* type: the last component of the URI, e.g. "header", "hyperlink" */
	bool is_external;
	struct relationship *next;
};
/* In the order of the file; NULL when there are none, or when they cannot be read (reported). */
struct relationship *relationships_read(struct arena *a, struct report *r, const struct package *p, struct text source);
/*
 * The same in two steps, for who reports a broken one in another way: the name of the part that holds
 * them, and what its root (NULL: none) says.
 */
struct text relationships_part(struct arena *a, struct text source);
struct relationship *relationships_of(struct arena *a, const struct package *p, struct text source,
				      const struct xml_node *root);
/* The first of that id, of that type; NULL when there is none. */
const struct relationship *relationship_of_id(const struct relationship *all, struct text id);
const struct relationship *relationship_of_type(const struct relationship *all, struct text type);

#endif
