#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"

bool
file_exists(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0 && S_ISREG(s.st_mode);
}

bool
folder_exists(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

bool
file_same(const char *x, const char *y)
{
	struct stat of_x, of_y;

	return stat(x, &of_x) == 0 && stat(y, &of_y) == 0 && of_x.st_dev == of_y.st_dev && of_x.st_ino == of_y.st_ino;
}

/* Room for all of a regular file and the one byte that shows its end; a guess for others. */
static size_t
expected_room(int fd)
{
	const size_t most = (size_t)FILE_MOST_MIB << 20;
	struct stat s;

	if (fstat(fd, &s) != 0 || !S_ISREG(s.st_mode) || s.st_size < 0)
		return 64 * 1024;
	return (uint64_t)s.st_size < most ? (size_t)s.st_size + 1 : most + 1;
}

/* Reads fd to its end into b; false with errno set, EFBIG when it is too large. */
static bool
read_all(int fd, struct buffer *b)
{
	size_t expected = expected_room(fd);

	if (expected > (size_t)FILE_MOST_MIB << 20) {
		errno = EFBIG;
		return false;
	}
	buffer_reserve(b, expected);
	for (;;) {
		size_t room = b->room > b->len ? b->room - b->len : 64 * 1024;
		ssize_t n = read(fd, buffer_reserve(b, room), room);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		buffer_wrote(b, (size_t)n);
		if (b->len > (size_t)FILE_MOST_MIB << 20) {
			errno = EFBIG;
			return false;
		}
	}
}

/* strerror speaks Russian only where the system's own catalogue is installed. */
static const struct {
	int error;
	const char *reason;
} reasons[] = {
	{ENOENT, N_("No such file or directory")},
	{EACCES, N_("Permission denied")},
	{EPERM, N_("Operation not permitted")},
	{EEXIST, N_("File exists")},
	{EISDIR, N_("Is a directory")},
	{ENOTDIR, N_("Not a directory")},
	{ENOTEMPTY, N_("Directory not empty")},
	{ENOSPC, N_("No space left on device")},
	{EDQUOT, N_("Disk quota exceeded")},
	{EROFS, N_("Read-only file system")},
	{EIO, N_("Input/output error")},
	{ENAMETOOLONG, N_("File name too long")},
	{EMFILE, N_("Too many open files")},
	{ELOOP, N_("Too many levels of symbolic links")},
	{EPIPE, N_("Broken pipe")},
	{ETXTBSY, N_("Text file busy")},
	{EBUSY, N_("Device or resource busy")},
};

struct text
file_reason(int error)
{
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		if (reasons[i].error == error)
			return text_from(_(reasons[i].reason));
	}
	return text_from(strerror(error));
}

static bool
report_unreadable(struct arena *a, struct report *r, struct text shown, int error)
{
	struct place place = place_file(shown);

	if (error == ENOENT || error == ENOTDIR)
		return REPORT(r, FILE_MISSING, place, TEXT_NONE);
	if (error == EFBIG)
		return REPORT(r, FILE_TOO_LARGE, place, text_format(a, "%d", FILE_MOST_MIB));
	return REPORT(r, FILE_UNREADABLE, place, file_reason(error));
}

/* A file that says how long it is, straight into its place; false when it is none, or another length comes. */
static bool
read_known(struct arena *a, int fd, struct text *bytes)
{
	struct arena_mark mark = arena_mark(a);
	off_t start = lseek(fd, 0, SEEK_CUR);
	struct stat s;
	size_t got = 0, room;
	char *p;

	if (start < 0 || fstat(fd, &s) != 0 || !S_ISREG(s.st_mode) || s.st_size <= 0 || s.st_size > (off_t)FILE_MOST_MIB << 20)
		return false;
	room = (size_t)s.st_size + 1; /* one more, to see that there is no more */
	p = arena_bytes(a, room);
	while (got < room) {
		ssize_t n = read(fd, p + got, room - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		got += (size_t)n;
	}
	if (got != room - 1) {
		arena_rewind(a, mark);
		lseek(fd, start, SEEK_SET);
		return false;
	}
	p[got] = '\0';
	*bytes = (struct text){p, got};
	return true;
}

static bool
read_whole(struct arena *a, struct report *r, int fd, struct text shown, struct text *bytes)
{
	struct buffer b = {0};
	bool ok;

	if (read_known(a, fd, bytes))
		return true;
	ok = read_all(fd, &b);

	if (ok)
		*bytes = text_copy(a, buffer_view(&b));
	else
		report_unreadable(a, r, shown, errno);
	buffer_free(&b);
	return ok;
}

bool
file_read(struct arena *a, struct report *r, const char *path, struct text shown, struct text *bytes)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok;

	if (fd < 0)
		return report_unreadable(a, r, shown, errno);
	ok = read_whole(a, r, fd, shown, bytes);
	close(fd);
	return ok;
}

bool
file_read_stdin(struct arena *a, struct report *r, struct text *bytes)
{
	return read_whole(a, r, STDIN_FILENO, TEXT("-"), bytes);
}

static bool
write_all(int fd, struct text bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			errno = n ? errno : EIO;
			return false;
		}
		bytes = text_from_offset(bytes, (size_t)n);
	}
	return true;
}

static pthread_once_t umask_once = PTHREAD_ONCE_INIT;
static mode_t umask_found = 077; /* read once: the program never changes it */

/* umask(2) can only be read by setting it, which other threads would see; so ask the kernel. */
static void
read_umask(void)
{
	FILE *f = fopen("/proc/self/status", "re");
	char line[128];
	unsigned found;

	while (f && fgets(line, sizeof line, f)) {
		if (sscanf(line, "Umask: %o", &found) == 1)
			umask_found = found;
	}
	if (f)
		fclose(f);
}

static mode_t
mode_of_umask(void)
{
	pthread_once(&umask_once, read_umask);
	return 0666 & ~umask_found;
}

/* Writes and closes fd, the bytes on the disk when is_synced; false with errno set. */
static bool
write_whole(int fd, struct text bytes, bool is_synced)
{
	bool ok = write_all(fd, bytes) && (!is_synced || fsync(fd) == 0);
	int error = errno;

	if (close(fd) != 0 && ok)
		return false;
	errno = error;
	return ok;
}

static bool
report_unwritable(struct report *r, const char *path, int error)
{
	return REPORT(r, FILE_UNWRITABLE, place_file(text_from(path)), file_reason(error));
}

/*
 * A device, a pipe, a socket: renaming over it would put a file in its place.  /dev/stdout may lead to a regular
 * file, which belongs to who redirected it.
 */
static bool
is_special(const char *path)
{
	struct stat s;

	if (strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0)
		return true;
	return stat(path, &s) == 0 && !S_ISREG(s.st_mode) && !S_ISDIR(s.st_mode);
}

static bool
write_into(struct report *r, const char *path, struct text bytes)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	bool ok = fd >= 0 && write_all(fd, bytes);
	int error = errno;

	if (fd >= 0 && close(fd) != 0 && ok) {
		ok = false;
		error = errno;
	}
	return ok || report_unwritable(r, path, error);
}

/* The file itself, when path is a link to one: the link stays. */
static const char *
link_target(struct arena *a, const char *path)
{
	struct stat s;
	char *real;

	if (lstat(path, &s) != 0 || !S_ISLNK(s.st_mode) || !(real = realpath(path, NULL)))
		return path;
	path = text_c(a, text_from(real));
	free(real);
	return path;
}

static bool
write_beside(struct arena *a, struct report *r, const char *path, struct text bytes, bool is_synced,
	     struct staged_file *staged)
{
	*staged = (struct staged_file){.path = path};
	if (is_special(path))
		return write_into(r, path, bytes);
	path = link_target(a, path);

	char *temporary = (char *)text_format(a, "%s/" FILE_TEMPORARY "XXXXXX", path_folder(a, path)).at;
	int fd = mkostemp(temporary, O_CLOEXEC), error;

	if (fd < 0)
		return report_unwritable(r, path, errno);
	*staged = (struct staged_file){.path = path, .temporary = temporary};
	if (write_whole(fd, bytes, is_synced))
		return true;
	error = errno;
	file_discard(staged);
	return report_unwritable(r, path, error);
}

bool
file_stage(struct arena *a, struct report *r, const char *path, struct text bytes, struct staged_file *staged)
{
	return write_beside(a, r, path, bytes, false, staged);
}

bool
folder_sync(struct report *r, const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && syncfs(fd) == 0;

	if (!ok)
		report_unwritable(r, path, errno);
	if (fd >= 0)
		close(fd);
	return ok;
}

bool
file_publish(struct report *r, struct staged_file *staged)
{
	int error;

	if (!staged->temporary ||
	    (chmod(staged->temporary, mode_of_umask()) == 0 && rename(staged->temporary, staged->path) == 0)) {
		staged->temporary = NULL;
		return true;
	}
	error = errno;
	file_discard(staged);
	return report_unwritable(r, staged->path, error);
}

void
file_discard(struct staged_file *staged)
{
	if (staged->temporary)
		unlink(staged->temporary);
	staged->temporary = NULL;
}

bool
file_write(struct arena *a, struct report *r, const char *path, struct text bytes)
{
	struct staged_file staged;

	return write_beside(a, r, path, bytes, true, &staged) && file_publish(r, &staged);
}

bool
folder_make(struct arena *a, struct report *r, const char *path)
{
	char *p = (char *)text_c(a, text_from(path));

	for (char *slash = p + 1; *p; slash++) {
		char was = *slash;

		if (was != '/' && was != '\0')
			continue;
		*slash = '\0';
		if (mkdir(p, 0777) != 0 && !(errno == EEXIST && folder_exists(p)))
			return REPORT(r, FILE_UNWRITABLE, place_file(text_from(path)), file_reason(errno));
		*slash = was;
		if (!was)
			break;
	}
	return true;
}

static int
by_bytes(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

const char **
folder_list(struct arena *a, const char *path, size_t *count)
{
	VECTOR(const char *) names = {0};
	DIR *d = opendir(path);
	struct dirent *entry;

	while (d && (entry = readdir(d))) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			*VECTOR_PUSH(a, &names) = text_c(a, text_from(entry->d_name));
	}
	if (d)
		closedir(d);
	if (names.count)
		qsort(names.at, names.count, sizeof names.at[0], by_bytes);
	*count = names.count;
	return names.at;
}

void
folder_sweep(const char *path, int seconds)
{
	DIR *d = opendir(path);
	struct dirent *entry;
	struct stat s;

	while (d && (entry = readdir(d))) {
		if (strncmp(entry->d_name, FILE_TEMPORARY, strlen(FILE_TEMPORARY)) == 0 &&
		    fstatat(dirfd(d), entry->d_name, &s, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(s.st_mode) &&
		    s.st_mtime <= time(NULL) - seconds)
			unlinkat(dirfd(d), entry->d_name, 0);
	}
	if (d)
		closedir(d);
}

/* Whether the open folder still stands at path: another run may have removed it, empty, before it was locked. */
static bool
is_still_at(const char *path, int fd)
{
	struct stat of_path, of_fd;

	return stat(path, &of_path) == 0 && fstat(fd, &of_fd) == 0 && of_path.st_dev == of_fd.st_dev &&
	       of_path.st_ino == of_fd.st_ino;
}

enum folder_state
folder_lock(const char *path, int *lock)
{
	*lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	bool is_locked = *lock >= 0 && flock(*lock, LOCK_EX | LOCK_NB) == 0;
	bool is_busy = is_locked ? !is_still_at(path, *lock) : *lock >= 0 && errno == EWOULDBLOCK;

	if (!is_locked || is_busy)
		folder_unlock(lock);
	return is_busy ? FOLDER_BUSY : FOLDER_FREE;
}

void
folder_unlock(int *lock)
{
	if (*lock >= 0)
		close(*lock);
	*lock = -1;
}

const char *
path_join(struct arena *a, const char *folder, const char *name)
{
	size_t n = strlen(folder);

	if (name[0] == '/' || n == 0)
		return text_c(a, text_from(name));
	return text_format(a, "%s%s%s", folder, folder[n - 1] == '/' ? "" : "/", name).at;
}

const char *
path_folder(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	return slash == path ? "/" : text_c(a, (struct text){path, (size_t)(slash - path)});
}

struct text
path_base(struct text path)
{
	for (size_t i = path.len; i > 0; i--) {
		if (path.at[i - 1] == '/')
			return text_from_offset(path, i);
	}
	return path;
}

struct text
path_extension(struct text path)
{
	struct text base = path_base(path);

	for (size_t i = base.len; i > 1; i--) {
		if (base.at[i - 1] == '.')
			return text_from_offset(base, i);
	}
	return TEXT_NONE;
}

struct text
path_stem(struct text path)
{
	struct text base = path_base(path), extension = path_extension(path);

	return extension.len ? text_slice(base, 0, base.len - extension.len - 1) : base;
}
