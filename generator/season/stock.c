#include "season/stock.h"

#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/nearest.h"
#include "base/utf8.h"

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
	struct template_file *source;

	for (size_t i = 0; i < s->templates.count; i++) {
		if (strcmp(s->templates.at[i]->path, path) == 0)
			return s->templates.at[i];
	}
	source = NEW(s->arena, struct template_file);
	source->path = path;
	source->shown = shown;
	source->name = name;
	source->format = format;
	return *VECTOR_PUSH(s->arena, &s->templates) = source;
}

struct template_file *
stock_find(struct stock *s, struct text name)
{
	enum format format = format_of(path_extension(name));

	for (size_t i = 0; i < s->shelf_count && format < FORMAT_PDF; i++) {
		const char *file = text_c(s->arena, name);
		const char *path = path_join(s->arena, s->shelves[i].path, file), *shown;

		if (!file_exists(path))
			continue;
		shown = path_join(s->arena, text_c(s->arena, s->shelves[i].shown), file);
		return add(s, path, text_from(shown), text_from(s->shelves[i].is_shipped ? file : shown), format);
	}
	return NULL;
}

struct text
stock_nearest(const struct stock *s, struct arena *a, struct text name)
{
	bool has_extension = format_of(path_extension(name)) < FORMAT_PDF;
	struct nearest near = nearest_to(utf8_fold_name(a, name));

	for (size_t i = 0; i < s->shelf_count; i++) {
		size_t count;
		const char **files = folder_list(a, s->shelves[i].path, &count);

		for (size_t k = 0; k < count; k++) {
			struct text file = text_from(files[k]);

			if (format_of(path_extension(file)) >= FORMAT_PDF)
				continue;
			if (!has_extension)
				file = path_stem(file);
			nearest_offer(&near, utf8_fold_name(a, file), file);
		}
	}
	return nearest_hint(a, &near);
}

struct template_file *
stock_file(struct stock *s, const char *path, enum format format)
{
	return add(s, path, text_from(path), text_from(path), format);
}

static bool
read_package(struct stock *s, struct report *r, struct template_file *source)
{
	struct text bytes;

	if (!file_read(s->arena, r, source->path, source->shown, &bytes))
		return false;
	if (s->wants_checksums)
		source->checksum = checksum_of(bytes);
	source->package = package_read(s->arena, r, bytes, source->shown);
	if (!source->package)
		return false;
	if (source->package->kind != PACKAGE_DOCX && source->package->kind != PACKAGE_ODT)
		return REPORT(r, CLI_NOT_TEMPLATE, place_file(source->shown), TEXT_NONE);
	return true;
}

bool
template_file_read(struct stock *s, struct report *r, struct template_file *source)
{
	if (!source->is_read && read_package(s, r, source))
		source->program = program_compile(s->arena, r, source->package);
	source->is_read = true;
	return source->program && !source->program->is_faulty;
}
