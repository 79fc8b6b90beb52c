/*
 * stock -- the templates of a run: found once, read once, compiled once.
 *
 * A season's own templates come before the shipped ones.  After the plan is made the stock is only
 * read, so several threads may merge from it.
 */
#ifndef PRIKAZ_SEASON_STOCK_H
#define PRIKAZ_SEASON_STOCK_H

#include "base/text_map.h"
#include "season/checksum.h"
#include "template/program.h"
#include "value/value.h"

enum format { FORMAT_DOCX, FORMAT_ODT, FORMAT_PDF, FORMATS };

/* "docx", "odt", "pdf"; FORMATS for anything else.  Letters of any case. */
enum format format_of(struct text name);
/* Of a template's extension: also those of Word's and LibreOffice's own templates, and with macros. */
enum format format_of_template(struct text extension);
const char *format_name(enum format f);

struct template_file {
	const char *path;   /* to open */
	struct text shown;  /* as messages say */
	struct text name;   /* for the manifest: the same on every machine */
	enum format format; /* FORMAT_DOCX or FORMAT_ODT, by its extension */
	bool is_read;       /* was tried */
	struct package *package;
	const struct program *program; /* NULL before it is read, and when there is no template to be read */
	const struct fits *fits;       /* of its lines, before a batch merges it; NULL: it asks for none */
	struct checksum checksum;      /* of the template and all that it includes; when the stock wants them */
	struct checksum own_checksum;  /* of its file alone */
	bool is_shipped;               /* it asks for more columns than every season needs */
	bool keeps_macros;             /* the output is named .docm; set before it is read */
	bool is_opened;                /* its package was tried to be read */
};

/* A folder of templates. */
struct shelf {
	const char *path;
	struct text shown;
	bool is_shipped;
};

struct stock {
	struct arena *arena;
	bool wants_checksums; /* for a manifest; set before the first is read */
	struct shelf shelves[2];
	size_t shelf_count;
	const struct dataset *dataset; /* what fields say which templates include which; NULL: there are no data */
	const struct text *set;        /* "NAME=VALUE" given for {{@document.NAME}} */
	size_t set_count;
	VECTOR(struct template_file *) templates;
	struct text_map paths; /* of them */
};

/* folder: a season's, NULL when there is none; shipped: the folder of shipped templates, NULL when there is none. */
void stock_open(struct stock *s, struct arena *a, const char *folder, const char *shipped);

/* The template file of that name ("order.docx") on the first shelf that has it; NULL when none has. */
struct template_file *stock_find(struct stock *s, struct text name);

/* "did you mean X?", X being a template on a shelf, or empty. */
struct text stock_nearest(const struct stock *s, struct arena *a, struct text name);

/* Offers the names of the templates in a folder, all or those of one format. */
struct nearest;
void stock_offer(struct arena *a, const char *folder, bool with_extension, enum format only, struct nearest *near);

/* A file at a path, once per path. */
struct template_file *stock_file(struct stock *s, const char *path, enum format format);

/*
 * Reads and compiles it.  Reports all that is wrong, the first time only; false when it cannot be merged, though its
 * program, if there is one, can be checked.
 */
bool template_file_read(struct stock *s, struct report *r, struct template_file *source);

/* Its package alone, read once; NULL when that cannot be read (reported the first time). */
const struct package *template_file_open(struct stock *s, struct report *r, struct template_file *source);

#endif
