/*
 * manifest -- reading and writing manifest.json and its journal.
 *
 *     {
 *       "tool": "prikaz", "version": "0.1", "today": "2026-09-01",
 *       "files": [
 *         {"path": "Приказ № 105.docx", "bytes": 9120, "sha256": "…", "pages": null,
 *          "document": "Приказ", "record": {"table": "Пары", "key": "П-01"},
 *          "source": {"path": "templates/order.docx", "sha256": "…"}, "inputs": "…"},
 *         …
 *
 * A line of the journal is one such file.  It is written after the document's files stand in their
 * place; a line cut short by the end of the run is not JSON and is passed over, and its files are then
 * found equal to what is made anew.
 */
#include "season/manifest.h"

#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "season/version.h"

static struct text
string_of(struct arena *a, const json_t *object, const char *key)
{
	const json_t *s = json_object_get(object, key);

	return json_is_string(s) ? text_copy(a, (struct text){json_string_value(s), json_string_length(s)}) : TEXT_NONE;
}

static struct checksum
checksum_in(const json_t *object, const char *key)
{
	const char *hex = json_string_value(json_object_get(object, key));
	struct checksum sum = {{0}};

	if (hex && strlen(hex) == CHECKSUM_DIGITS)
		memcpy(sum.hex, hex, CHECKSUM_DIGITS);
	return sum;
}

/* false for what is no file of a manifest. */
static bool
read_file(struct arena *a, const json_t *object, struct manifest_file *f)
{
	const json_t *record = json_object_get(object, "record"), *source = json_object_get(object, "source");

	*f = (struct manifest_file){.path = string_of(a, object, "path")};
	f->bytes = (uint64_t)json_integer_value(json_object_get(object, "bytes"));
	f->pages = (int)json_integer_value(json_object_get(object, "pages"));
	f->checksum = checksum_in(object, "sha256");
	f->document = string_of(a, object, "document");
	f->table = string_of(a, record, "table");
	f->key = string_of(a, record, "key");
	f->source = string_of(a, source, "path");
	f->source_checksum = checksum_in(source, "sha256");
	f->inputs = checksum_in(object, "inputs");
	return f->path.len > 0 && f->checksum.hex[0];
}

/* Of equal paths the one added last comes last. */
struct ordered {
	struct manifest_file file;
	size_t order;
};

static int
by_path(const void *x, const void *y)
{
	const struct ordered *a = x, *b = y;
	int order = text_compare(a->file.path, b->file.path);

	return order ? order : (a->order > b->order) - (a->order < b->order);
}

/* Moves what was added among the files: sorted, the newest of each path. */
static void
settle(struct arena *a, struct manifest *m)
{
	size_t count = m->files.count + m->added.count;
	struct ordered *all = NEW_ARRAY(a, struct ordered, count);

	for (size_t i = 0; i < count; i++) {
		all[i].file = i < m->files.count ? m->files.at[i] : m->added.at[i - m->files.count];
		all[i].order = i;
	}
	if (count)
		qsort(all, count, sizeof *all, by_path);
	*m = (struct manifest){.had_journal = m->had_journal};
	for (size_t i = 0; i < count; i++) {
		if (i + 1 == count || !text_equal(all[i].file.path, all[i + 1].file.path))
			*VECTOR_PUSH(a, &m->files) = all[i].file;
	}
}

static bool
read_manifest(struct arena *a, struct report *r, const char *path, struct manifest *m)
{
	struct text bytes;
	json_error_t error;
	json_t *root, *object;
	size_t i;

	if (!file_exists(path))
		return true;
	if (!file_read(a, r, path, TEXT(MANIFEST_NAME), &bytes))
		return false;
	root = json_loadb(bytes.at, bytes.len, 0, &error);
	if (!root || !json_is_array(json_object_get(root, "files"))) {
		json_decref(root);
		return REPORT(r, SEASON_MANIFEST_BROKEN, place_file(TEXT(MANIFEST_NAME)),
			      root ? TEXT("files") : text_format(a, "%d:%d", error.line, error.column));
	}
	json_array_foreach(json_object_get(root, "files"), i, object)
	{
		struct manifest_file f;

		if (read_file(a, object, &f))
			manifest_add(a, m, &f);
	}
	json_decref(root);
	return true;
}

static void
read_journal(struct arena *a, struct report *r, const char *path, struct manifest *m)
{
	struct text bytes;

	if (!file_exists(path) || !file_read(a, r, path, TEXT(MANIFEST_JOURNAL), &bytes))
		return;
	m->had_journal = true;
	for (size_t from = 0; from < bytes.len;) {
		ptrdiff_t newline = text_find(bytes, TEXT("\n"), from);
		size_t end = newline < 0 ? bytes.len : (size_t)newline;
		json_t *object = json_loadb(bytes.at + from, end - from, 0, NULL);
		struct manifest_file f;

		if (object && read_file(a, object, &f))
			manifest_add(a, m, &f);
		json_decref(object);
		from = end + 1;
	}
}

void
manifest_read(struct arena *a, struct report *r, const char *folder, struct manifest *m)
{
	*m = (struct manifest){0};
	read_manifest(a, r, path_join(a, folder, MANIFEST_NAME), m);
	read_journal(a, r, path_join(a, folder, MANIFEST_JOURNAL), m);
	settle(a, m);
}

static int
compare_path(const void *key, const void *item)
{
	return text_compare(*(const struct text *)key, ((const struct manifest_file *)item)->path);
}

const struct manifest_file *
manifest_find(const struct manifest *m, struct text path)
{
	if (!m->files.count)
		return NULL;
	return bsearch(&path, m->files.at, m->files.count, sizeof m->files.at[0], compare_path);
}

void
manifest_add(struct arena *a, struct manifest *m, const struct manifest_file *f)
{
	*VECTOR_PUSH(a, &m->added) = *f;
}

static void
write_pair(struct buffer *b, const char *key, struct text value)
{
	buffer_printf(b, "\"%s\": ", key);
	buffer_json(b, value);
}

static void
write_file(struct buffer *b, const struct manifest_file *f, const char *newline)
{
	buffer_byte(b, '{');
	write_pair(b, "path", f->path);
	buffer_printf(b, ", \"bytes\": %llu, \"sha256\": \"%s\", \"pages\": ", (unsigned long long)f->bytes,
		      f->checksum.hex);
	if (f->pages)
		buffer_printf(b, "%d", f->pages);
	else
		buffer_string(b, "null");
	buffer_printf(b, ",%s", newline);
	write_pair(b, "document", f->document);
	buffer_string(b, ", \"record\": ");
	if (f->table.len || f->key.len) {
		buffer_byte(b, '{');
		write_pair(b, "table", f->table);
		buffer_string(b, ", ");
		write_pair(b, "key", f->key);
		buffer_byte(b, '}');
	} else {
		buffer_string(b, "null");
	}
	buffer_printf(b, ",%s\"source\": {", newline);
	write_pair(b, "path", f->source);
	buffer_printf(b, ", \"sha256\": \"%s\"}, \"inputs\": \"%s\"}", f->source_checksum.hex, f->inputs.hex);
}

bool
manifest_write(struct arena *a, struct report *r, const char *folder, struct manifest *m, date today)
{
	struct buffer b = {0};
	bool ok;

	settle(a, m);
	buffer_printf(&b, "{\n  \"tool\": \"prikaz\", \"version\": \"%s\", \"today\": \"%.*s\",\n  \"files\": [",
		      PRIKAZ_VERSION, TEXT_ARG(date_iso(a, today)));
	for (size_t i = 0; i < m->files.count; i++) {
		buffer_string(&b, i ? ",\n    " : "\n    ");
		write_file(&b, &m->files.at[i], "\n     ");
	}
	buffer_string(&b, m->files.count ? "\n  ]\n}\n" : "]\n}\n");
	ok = file_write(a, r, path_join(a, folder, MANIFEST_NAME), buffer_view(&b));
	buffer_free(&b);
	if (ok)
		unlink(path_join(a, folder, MANIFEST_JOURNAL));
	return ok;
}

void
journal_open(struct arena *a, struct journal *j, const char *folder)
{
	j->fd = open(path_join(a, folder, MANIFEST_JOURNAL), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

void
journal_add(struct journal *j, const struct manifest_file *f)
{
	struct buffer b = {0};

	if (j->fd < 0)
		return;
	/* it begins with a line break too: the line before may have been cut short by the end of a run */
	buffer_byte(&b, '\n');
	write_file(&b, f, " ");
	buffer_byte(&b, '\n');
	/* one write, so that a killed run leaves at most one line cut short; a failed one costs but a repetition */
	if (write(j->fd, b.at, b.len) < 0) {
		close(j->fd);
		j->fd = -1;
	}
	buffer_free(&b);
}

void
journal_close(struct journal *j)
{
	if (j->fd >= 0)
		close(j->fd);
	j->fd = -1;
}
