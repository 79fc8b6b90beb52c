/*
 * survey -- a main part beside the model of its document (private to contents/).
 *
 * What is a heading, and which number it has, is a long story of styles and lists that the readers of document/ know.
 * So each paragraph that may be one gets a bookmark for a moment, the document is read, and by the bookmark the model's
 * paragraph is found.
 */
#ifndef PRIKAZ_CONTENTS_SURVEY_H
#define PRIKAZ_CONTENTS_SURVEY_H

#include "base/dictionary.h"
#include "document/document.h"

struct survey_paragraph {
	struct xml_node *node;
	const struct paragraph *model; /* NULL: nothing of it is shown */
	bool is_entry;                 /* of contents; the caller sets it */
	struct text label, text;       /* the number before it, what it says; without blanks at the ends */
};

struct survey {
	struct arena *a;
	struct package *package;
	struct xml_node *root;
	struct text prefix; /* of the names of text elements, with its colon: "w:" */
	VECTOR(struct survey_paragraph) paragraphs;
	struct dictionary names; /* of all bookmarks */
	unsigned names_tried;    /* for new ones */
	int highest_id;          /* of the bookmarks of a DOCX */
	size_t entries;          /* that have been made */
};

/* Of all tables of contents together; headings times tables would be more than anybody can read. */
enum { ENTRIES_MOST = 100000, LISTINGS_MOST = 100 };

/* An entry as it ought to be. */
struct wanted {
	struct survey_paragraph *heading;
	int level;
	struct text bookmark; /* where it leads */
};

/* Reads the main part; false when it cannot be read (reported). */
bool survey_open(struct survey *s, struct arena *a, struct report *r, struct package *p);

/* Finds the paragraphs that are headings or may be entries.  may_be: of the part's own paragraphs */
void survey_read(struct survey *s, bool (*may_be)(const struct xml_node *paragraph));

/* That of a node; NULL: survey_read has left it out. */
struct survey_paragraph *survey_paragraph(const struct xml_node *node);

/* What an entry for it says, or does as it stands: blanks of all kinds are one space. */
struct text survey_line(struct survey *s, const struct survey_paragraph *p);

/* The first of the heading's bookmarks that contents make, a new one where there is none. */
struct text survey_bookmark(struct survey *s, struct survey_paragraph *heading);

/* Whether so many entries more may be made; counts them. */
bool survey_admits(struct survey *s, size_t entries);

/* Whether a bookmark of that name stands in the paragraph. */
bool survey_has_bookmark(const struct survey_paragraph *p, struct text name);

/* The bytes of the tree become the main part's. */
void survey_close(struct survey *s);

/* A new element of the survey's own names, with an attribute of them if there is a value. */
struct xml_node *survey_element(struct survey *s, enum xml_name name, const char *local);
void survey_set(struct survey *s, struct xml_node *node, enum xml_name name, const char *local, struct text value);

/* word.c, odf.c */
bool word_renew(struct survey *s);
bool odf_renew(struct survey *s);

#endif
