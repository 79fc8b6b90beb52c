/*
 * picture_store -- the picture files of a run.
 *
 * Paths come from data, and data may come from anyone: what leads out of the folder, by "..", from the root or over a
 * symbolic link, is refused.
 */
#include "merge/picture_store.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "merge/attachment.h"
#include "merge/image_turn.h"

enum { KEPT_MOST_MIB = 64, FILE_MOST = 64 /* MiB */, BEGINNING = 1024 };

#define IMAGES "images" /* the season's folder for pictures: its name need not be written */

/* A path that was asked for. */
struct known {
	struct text path;
	const char *file; /* NULL: there is none */
	int uses;
	bool is_kept;
	struct picture picture; /* when is_kept */
};

struct picture_store {
	pthread_mutex_t lock; /* of all that follows */
	struct arena arena;
	const char *folder; /* without links in it; NULL: there is no such folder */
	size_t kept;        /* bytes */
	VECTOR(struct known) known;
	uint32_t *slots; /* of known: index + 1, open-addressed */
	size_t slot_count;
};

struct picture_store *
picture_store_open(const char *folder)
{
	struct picture_store *s = memory_alloc(sizeof *s);
	char *real = realpath(folder, NULL);

	*s = (struct picture_store){.folder = NULL};
	pthread_mutex_init(&s->lock, NULL);
	if (real)
		s->folder = text_c(&s->arena, text_from(real));
	free(real);
	return s;
}

void
picture_store_close(struct picture_store *s)
{
	if (!s)
		return;
	pthread_mutex_destroy(&s->lock);
	arena_free(&s->arena);
	free(s);
}

/* ---- paths ---- */

/* With "/" between folders, whatever they were parted by. */
static struct text
with_slashes(struct arena *a, struct text path)
{
	struct text t = text_copy(a, text_trim(path));

	for (size_t i = 0; i < t.len; i++) {
		if (t.at[i] == '\\')
			((char *)(uintptr_t)t.at)[i] = '/';
	}
	return t;
}

/* By its letters alone: no root, no drive, no step upwards. */
static bool
is_inside(struct text path)
{
	size_t from = 0;

	if (text_starts(path, TEXT("/")) || (path.len > 1 && path.at[1] == ':') || memchr(path.at, '\0', path.len) ||
	    text_find(path, TEXT("://"), 0) != TEXT_NOWHERE)
		return false;
	for (size_t i = 0; i <= path.len; i++) {
		if (i < path.len && path.at[i] != '/')
			continue;
		if (text_is(text_slice(path, from, i), ".."))
			return false;
		from = i + 1;
	}
	return true;
}

static bool
fail(struct picture_fault *fault, enum problem_code code, struct text path, struct text detail)
{
	*fault = (struct picture_fault){code, {path, detail}};
	return false;
}

static void
offer_folder(struct arena *a, const char *folder, struct text below, struct nearest *near)
{
	size_t count;
	const char **names = folder_list(a, path_join(a, folder, text_c(a, below)), &count);

	for (size_t i = 0; i < count; i++) {
		struct text name =
			below.len ? text_format(a, "%.*s/%s", TEXT_ARG(below), names[i]) : text_from(names[i]);

		nearest_offer(near, utf8_fold_name(a, text_from(names[i])), name);
	}
}

/* The file of the nearest name in the folder that the path names, in the season's, and in its images. */
static struct text
nearest_file(struct picture_store *s, struct arena *a, struct text path)
{
	struct text base = path_base(path);
	struct text below = text_slice(path, 0, base.len < path.len ? path.len - base.len - 1 : 0);
	struct nearest near = nearest_to(utf8_fold_name(a, base));
	struct text hint;

	if (!s->folder)
		return TEXT_NONE;
	offer_folder(a, s->folder, below, &near);
	offer_folder(a, s->folder, TEXT(IMAGES), &near);
	if (below.len)
		offer_folder(a, s->folder, TEXT_NONE, &near);
	hint = nearest_hint(a, &near);
	return hint.len ? hint : text_from(_("the path counts from the folder of the data, or from images in it"));
}

/* Below a folder of the store, or NULL; *is_out: it is there, but a link leads out of the store's folder. */
static const char *
find_below(struct picture_store *s, struct arena *a, const char *folder, struct text path, bool *is_out)
{
	char *real = realpath(path_join(a, folder, text_c(a, path)), NULL);
	size_t len = strlen(s->folder);
	const char *found = NULL;

	if (real && file_exists(real)) {
		if (strncmp(real, s->folder, len) == 0 && (real[len] == '/' || strcmp(s->folder, "/") == 0))
			found = text_c(a, text_from(real));
		else
			*is_out = true;
	}
	free(real);
	return found;
}

static const char *
find_file(struct picture_store *s, struct arena *a, struct text path, bool *is_out)
{
	const char *file = s->folder ? find_below(s, a, s->folder, path, is_out) : NULL;

	return file || !s->folder ? file : find_below(s, a, path_join(a, s->folder, IMAGES), path, is_out);
}

/* ---- what is known of a path ---- */

static void
fill_slot(struct picture_store *s, size_t index)
{
	size_t i = text_hash(s->known.at[index].path) & (s->slot_count - 1);

	while (s->slots[i])
		i = (i + 1) & (s->slot_count - 1);
	s->slots[i] = (uint32_t)index + 1;
}

/* The entry of a path, which may be new; the lock is held. */
static struct known *
entry_of(struct picture_store *s, struct text path)
{
	if (s->known.count * 2 >= s->slot_count) {
		s->slot_count = s->slot_count ? s->slot_count * 2 : 64;
		s->slots = NEW_ARRAY(&s->arena, uint32_t, s->slot_count);
		for (size_t i = 0; i < s->known.count; i++)
			fill_slot(s, i);
	}
	for (size_t i = text_hash(path) & (s->slot_count - 1); s->slots[i]; i = (i + 1) & (s->slot_count - 1)) {
		if (text_equal(s->known.at[s->slots[i] - 1].path, path))
			return &s->known.at[s->slots[i] - 1];
	}
	*VECTOR_PUSH(&s->arena, &s->known) = (struct known){.path = text_copy(&s->arena, path)};
	fill_slot(s, s->known.count - 1);
	return &s->known.at[s->known.count - 1];
}

/* A copy of what is known of the path. */
static struct known
look_up(struct picture_store *s, struct text path)
{
	struct known known;

	pthread_mutex_lock(&s->lock);
	known = *entry_of(s, path);
	pthread_mutex_unlock(&s->lock);
	return known;
}

static void
remember_file(struct picture_store *s, struct text path, const char *file)
{
	struct known *known;

	pthread_mutex_lock(&s->lock);
	known = entry_of(s, path);
	if (!known->file)
		known->file = text_c(&s->arena, text_from(file));
	pthread_mutex_unlock(&s->lock);
}

/* What is shown a second time may be shown by all: it stays, while there is room. */
static void
remember_picture(struct picture_store *s, struct text path, const struct picture *picture)
{
	struct known *known;

	pthread_mutex_lock(&s->lock);
	known = entry_of(s, path);
	if (known->uses++ > 0 && !known->is_kept && s->kept + picture->bytes.len <= (size_t)KEPT_MOST_MIB << 20) {
		known->picture = *picture;
		known->picture.bytes = text_copy(&s->arena, picture->bytes);
		known->picture.digest = attach_digest(&s->arena, picture->bytes);
		known->is_kept = true;
		s->kept += picture->bytes.len;
	}
	pthread_mutex_unlock(&s->lock);
}

/* The file at a path, known or found now. */
static bool
locate(struct picture_store *s, struct arena *a, struct text path, struct known *known, struct picture_fault *fault)
{
	bool is_out = false;

	if (!is_inside(path))
		return fail(fault, PROBLEM_PICTURE_OUTSIDE, path, TEXT_NONE);
	*known = look_up(s, path);
	if (known->file)
		return true;
	known->file = find_file(s, a, path, &is_out);
	if (!known->file)
		return is_out ? fail(fault, PROBLEM_PICTURE_OUTSIDE, path, TEXT_NONE)
			      : fail(fault, PROBLEM_PICTURE_MISSING, path, nearest_file(s, a, path));
	remember_file(s, path, known->file);
	return true;
}

/* ---- reading ---- */

/* Up to `most` bytes of a file. */
static bool
read_file(struct arena *a, const char *file, size_t most, struct text *bytes)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	size_t size = 0, n = 0;
	ssize_t got = 1;
	char *out;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		size = (uint64_t)st.st_size < most ? (size_t)st.st_size : most;
	out = arena_alloc(a, size + 1);
	for (; n < size && got > 0; n += got > 0 ? (size_t)got : 0)
		got = read(fd, out + n, size - n);
	close(fd);
	*bytes = (struct text){out, n};
	return got >= 0;
}

static bool
is_too_large(struct arena *a, const char *file, struct text path, struct picture_fault *fault)
{
	struct stat st;

	if (stat(file, &st) != 0 || (uint64_t)st.st_size <= (uint64_t)FILE_MOST << 20)
		return false;
	fail(fault, PROBLEM_PICTURE_LIMIT, path, text_format(a, _("more than %d MiB"), FILE_MOST));
	return true;
}

static bool
judge(struct arena *a, enum image_state state, struct text path, const char *what, struct picture_fault *fault)
{
	switch (state) {
	case IMAGE_GOOD:
		return true;
	case IMAGE_OTHER:
		return fail(fault, PROBLEM_PICTURE_KIND, path, text_from(translate(what)));
	case IMAGE_BROKEN:
		return fail(fault, PROBLEM_PICTURE_BROKEN, path, text_from(translate(what)));
	case IMAGE_HUGE:
		return fail(fault, PROBLEM_PICTURE_LIMIT, path,
			    text_format(a, _("more than %d pixels wide or high, or than %d million pixels in all"),
					IMAGE_SIDE_MOST, IMAGE_MEGAPIXELS_MOST));
	}
	return false;
}

bool
picture_store_read(struct picture_store *s, struct arena *a, struct text path, struct picture *picture,
		   struct picture_fault *fault)
{
	struct known known;
	enum image_state state;
	const char *what = "";

	path = with_slashes(a, path);
	if (!s)
		return fail(fault, PROBLEM_PICTURE_MISSING, path, TEXT_NONE);
	if (!locate(s, a, path, &known, fault) || is_too_large(a, known.file, path, fault))
		return false;
	if (known.is_kept) {
		*picture = known.picture;
		return true;
	}
	picture->digest = TEXT_NONE;
	if (!read_file(a, known.file, (size_t)FILE_MOST << 20, &picture->bytes))
		return fail(fault, PROBLEM_PICTURE_MISSING, path, nearest_file(s, a, path));
	state = image_read(picture->bytes, &picture->image, &what);
	if (!judge(a, state, path, what, fault))
		return false;
	image_turn(a, &picture->bytes, &picture->image);
	remember_picture(s, path, picture);
	return true;
}

bool
picture_store_check(struct picture_store *s, struct arena *a, struct text path, struct picture_fault *fault)
{
	struct known known;
	struct text beginning;
	struct image image;
	const char *what = "";

	path = with_slashes(a, path);
	if (!s)
		return fail(fault, PROBLEM_PICTURE_MISSING, path, TEXT_NONE);
	if (!locate(s, a, path, &known, fault))
		return false;
	if (known.is_kept || known.uses > 0)
		return true;
	if (!read_file(a, known.file, BEGINNING, &beginning))
		return fail(fault, PROBLEM_PICTURE_MISSING, path, nearest_file(s, a, path));
	if (image_read(beginning, &image, &what) == IMAGE_OTHER)
		return judge(a, IMAGE_OTHER, path, what, fault);
	return true;
}
