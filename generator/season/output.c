/*
 * output -- one entry's files.
 *
 * The manifest says with which checksum a file was written and from which inputs.  So, looking at the file that
 * stands there now:
 *
 *     its checksum    inputs      it is      and then
 *     the manifest's  the same    current    need not be made
 *     the manifest's  others      old        made anew
 *     another         any         edited     kept and named; with --force put aside and made anew
 *     not in it       --          foreign    the same, unless it equals what was made (a run was killed)
 *
 * A path may have belonged to another record: a row was put in, and "Письмо-3" is now Boris's.  When that other one
 * is made in this run too it gets its own file; when --record leaves it out, its file is the only one that it has.
 */
#include "season/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static const char *
path_of(struct arena *a, const struct batch *b, struct text path)
{
	return path_join(a, b->folder, text_c(a, path));
}

/* Everything that the bytes of an output depend on. */
static struct checksum
inputs_of(struct arena *a, const struct batch *b, const struct plan_entry *e, enum format f)
{
	return checksum_of(text_format(a, "%s\n%s\n%s\n%.*s\n%d\n%.*s\n%d%s%.*s", b->inputs.hex,
				       e->document->sources[f]->checksum.hex, format_name(f),
				       TEXT_ARG(e->document->name), e->context.number, TEXT_ARG(e->key),
				       e->is_whole ? (int)e->part_count : e->context.count,
				       e->document->also.len ? "\n" : "", TEXT_ARG(e->document->also)));
}

/* Whether the file that the manifest knows belongs to an entry that this run does not make. */
static bool
is_of_another(const struct plan *p, const struct plan_entry *e, const struct manifest_file *known)
{
	if (text_equal(known->document, e->document->name) && text_equal(known->table, e->table) &&
	    text_equal(known->key, e->key))
		return false;
	return plan_leaves_out(p, known->document, known->table, known->key);
}

/* A regular file stands there that cannot be read. */
static bool
is_closed(const char *path, uint64_t *size)
{
	struct stat s;

	if (stat(path, &s) != 0 || !S_ISREG(s.st_mode))
		return false;
	*size = (uint64_t)s.st_size;
	return true;
}

struct output
output_look(struct arena *a, const struct batch *b, const struct plan *p, const struct plan_entry *e, enum format f)
{
	const char *path = path_of(a, b, e->paths[f]);
	struct output o = {.standing = STANDS_NOT};

	if (!b->manifest)
		return o;
	o.inputs = inputs_of(a, b, e, f);
	o.known = manifest_find(b->manifest, e->paths[f]);
	if (!checksum_of_file(path, &o.found, &o.size)) {
		o.standing = is_closed(path, &o.size) ? STANDS_FOREIGN : STANDS_NOT;
		return o;
	}
	if (!o.known)
		o.standing = STANDS_FOREIGN;
	else if (!checksum_same(&o.found, &o.known->checksum))
		o.standing = STANDS_EDITED;
	else if (is_of_another(p, e, o.known))
		o.standing = STANDS_OTHERS;
	else
		o.standing = checksum_same(&o.inputs, &o.known->inputs) ? STANDS_CURRENT : STANDS_OLD;
	return o;
}

void
output_keep(struct arena *a, struct report *r, const struct plan_entry *e, enum format f, const struct output *o)
{
	struct place place = place_file(e->paths[f]);

	if (o->standing == STANDS_EDITED && checksum_same(&o->inputs, &o->known->inputs))
		REPORT(r, SEASON_OUTPUT_EDITED, place, TEXT_NONE);
	else if (o->standing == STANDS_EDITED)
		REPORT(r, SEASON_OUTPUT_OUTDATED, place, TEXT_NONE);
	else if (o->standing == STANDS_OTHERS)
		REPORT(r, SEASON_OUTPUT_OTHERS, place, owner_describe(a, o->known->document, o->known->key));
	else
		REPORT(r, SEASON_OUTPUT_FOREIGN, place, TEXT_NONE);
}

/* Moves a file that somebody edited to the first free of NAME.bak, NAME.bak.2, … */
static bool
put_aside(struct arena *a, struct report *r, const char *path, struct text shown)
{
	const char *aside = text_format(a, "%s.bak", path).at;

	for (int i = 2; access(aside, F_OK) == 0 && i < 10000; i++)
		aside = text_format(a, "%s.bak.%d", path, i).at;
	if (rename(path, aside) != 0)
		return REPORT(r, FILE_UNWRITABLE, place_file(text_from(aside)), file_reason(errno));
	return REPORT(r, SEASON_BACKUP, place_file(shown), path_base(text_from(aside)));
}

static void
describe(const struct batch *b, const struct plan_entry *e, enum format f, const struct output *o, struct text bytes,
	 struct outcome_file *file, struct manifest_file *noted)
{
	file->path = e->paths[f];
	file->bytes = bytes.len;
	if (b->manifest || b->wants_checksums)
		file->checksum = checksum_of(bytes);
	*noted = (struct manifest_file){.path = e->paths[f], .bytes = bytes.len, .pages = file->pages};
	noted->checksum = file->checksum;
	noted->document = e->document->name;
	noted->table = e->table;
	noted->key = e->key;
	noted->source = e->document->sources[f]->name;
	noted->source_checksum = e->document->sources[f]->checksum;
	noted->inputs = o->inputs;
}

bool
output_stage(struct arena *a, struct report *r, const struct batch *b, const struct plan_entry *e, enum format f,
	     const struct output *o, struct text bytes, int pages, struct staged_output *staged)
{
	const char *path = path_of(a, b, e->paths[f]);
	bool is_equal;

	*staged = (struct staged_output){.shown = e->paths[f], .file.pages = pages};
	describe(b, e, f, o, bytes, &staged->file, &staged->noted);
	if (b->capture) {
		buffer_text(b->capture, bytes);
		staged->file.is_written = true;
		return true;
	}
	is_equal = o->standing != STANDS_NOT && checksum_same(&o->found, &staged->file.checksum);
	staged->is_theirs = o->standing >= STANDS_EDITED && !is_equal;
	if (is_equal && !b->is_forced)
		return true;
	if (staged->is_theirs && !b->is_forced) {
		output_keep(a, r, e, f, o);
		staged->noted.path = TEXT_NONE;
		staged->file.checksum = o->found;
		staged->file.bytes = o->size;
		return true;
	}
	staged->file.is_written =
		folder_make(a, r, path_folder(a, path)) && file_stage(a, r, path, bytes, &staged->staged);
	return staged->file.is_written;
}

bool
output_is_waiting(const struct staged_output outputs[FORMATS])
{
	for (enum format f = 0; f < FORMATS; f++) {
		if (outputs[f].staged.temporary)
			return true;
	}
	return false;
}

bool
output_publish(struct arena *a, struct report *r, struct staged_output *staged)
{
	struct staged_file *s = &staged->staged;

	if (!s->temporary)
		return true;
	if ((!staged->is_theirs || put_aside(a, r, s->path, staged->shown)) && file_publish(r, s))
		return true;
	output_discard(staged);
	return false;
}

void
output_discard(struct staged_output *staged)
{
	file_discard(&staged->staged);
	staged->file.path = staged->noted.path = TEXT_NONE;
	staged->file.is_written = false;
}
