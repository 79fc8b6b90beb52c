#include "season/stock.h"

#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "season/included.h"

static const char *const format_names[FORMATS] = {"docx", "odt", "pdf"};

enum format
format_of(struct text name)
{
	enum format f = 0;

	while (f < FORMATS &&
	       !(name.len == strlen(format_names[f]) && strncasecmp(name.at, format_names[f], name.len) == 0))
		f++;
	return f;
}

enum format
format_of_template(struct text extension)
{
	static const struct {
		const char *extension;
		enum format format;
	} others[] = {{"docm", FORMAT_DOCX}, {"dotx", FORMAT_DOCX}, {"dotm", FORMAT_DOCX}, {"ott", FORMAT_ODT}};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (extension.len == strlen(others[i].extension) &&
		    strncasecmp(extension.at, others[i].extension, extension.len) == 0)
			return others[i].format;
	}
	return format_of(extension);
}

const char *
format_name(enum format f)
{
	return format_names[f];
}

void
stock_open(struct stock *s, struct arena *a, const char *folder, const char *shipped)
{
	*s = (struct stock){.arena = a};
	if (folder)
		s->shelves[s->shelf_count++] =
			(struct shelf){path_join(a, folder, "templates"), TEXT("templates"), false};
	if (shipped)
		s->shelves[s->shelf_count++] = (struct shelf){shipped, text_from(shipped), true};
}

static struct template_file *
add(struct stock *s, const char *path, struct text shown, struct text name, enum format format)
{
	struct text_map_entry *known = text_map_add(s->arena, &s->paths, "", text_from(path));
	struct template_file *source = known->pointer;

	if (source)
		return source;
	source = known->pointer = NEW(s->arena, struct template_file);
	source->path = path;
	source->shown = shown;
	source->name = name;
	source->format = format;
	return *VECTOR_PUSH(s->arena, &s->templates) = source;
}

struct template_file *
stock_find(struct stock *s, struct text name)
{
	enum format format = format_of_template(path_extension(name));

	for (size_t i = 0; i < s->shelf_count && format < FORMAT_PDF; i++) {
		const char *file = text_c(s->arena, name);
		const char *path = path_join(s->arena, s->shelves[i].path, file), *shown;
		bool is_shipped = s->shelves[i].is_shipped;
		struct template_file *found;

		if (!file_exists(path))
			continue;
		shown = path_join(s->arena, text_c(s->arena, s->shelves[i].shown), file);
		found = add(s, path, text_from(shown), text_from(is_shipped ? file : shown), format);
		found->is_shipped = is_shipped;
		return found;
	}
	return NULL;
}

void
stock_offer(struct arena *a, const char *folder, bool with_extension, enum format only, struct nearest *near)
{
	size_t count;
	const char **files = folder_list(a, folder, &count);

	for (size_t i = 0; i < count; i++) {
		struct text file = text_from(files[i]);
		enum format format = format_of_template(path_extension(file));

		if (format >= FORMAT_PDF || (only < FORMAT_PDF && format != only))
			continue;
		if (!with_extension)
			file = text_slice(file, 0, file.len - path_extension(file).len - 1);
		nearest_offer(near, utf8_fold_name(a, file), file);
	}
}

struct text
stock_nearest(const struct stock *s, struct arena *a, struct text name)
{
	bool has_extension = format_of_template(path_extension(name)) < FORMAT_PDF;
	struct nearest near = nearest_to(utf8_fold_name(a, name));

	for (size_t i = 0; i < s->shelf_count; i++)
		stock_offer(a, s->shelves[i].path, has_extension, FORMATS, &near);
	return nearest_hint(a, &near);
}

struct template_file *
stock_file(struct stock *s, const char *path, enum format format)
{
	return add(s, path, text_from(path), text_from(path), format);
}

/* What a document cannot be or have is taken out of its template. */
static bool
shed(struct stock *s, struct report *r, const struct template_file *source)
{
	struct package *p = source->package;

	return package_become_document(s->arena, r, p) && package_drop_signatures(s->arena, r, p) &&
	       (source->keeps_macros || package_drop_macros(s->arena, r, p));
}

/* The file's package, read when it is asked for first; NULL when it cannot be. */
static struct package *
open_package(struct stock *s, struct report *r, struct template_file *source)
{
	struct text bytes;

	if (source->is_opened)
		return source->package;
	source->is_opened = true;
	if (!file_read(s->arena, r, source->path, source->shown, &bytes))
		return NULL;
	if (s->wants_checksums)
		source->own_checksum = checksum_of(bytes);
	source->package = package_read(s->arena, r, bytes, source->shown);
	if (source->package && source->package->kind != PACKAGE_DOCX && source->package->kind != PACKAGE_ODT) {
		REPORT(r, CLI_NOT_TEMPLATE, place_file(source->shown), TEXT_NONE);
		source->package = NULL;
	}
	if (source->package && !shed(s, r, source))
		source->package = NULL;
	return source->package;
}

bool
template_file_read(struct stock *s, struct report *r, struct template_file *source)
{
	if (!source->is_read && open_package(s, r, source))
		source->program = included_compile(s, r, source);
	source->is_read = true;
	return source->program && !source->program->is_faulty;
}

const struct package *
template_file_open(struct stock *s, struct report *r, struct template_file *source)
{
	return open_package(s, r, source);
}
