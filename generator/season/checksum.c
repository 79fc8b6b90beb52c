#include "season/checksum.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"

enum { DEEPEST = 8, PIECE = 64 * 1024 }; /* folders inside folders; bytes read at a time */

static struct checksum
in_digits(const unsigned char *digest)
{
	static const char digits[] = "0123456789abcdef";
	struct checksum sum = {{0}};

	for (int i = 0; i < CHECKSUM_DIGITS / 2; i++) {
		sum.hex[2 * i] = digits[digest[i] >> 4];
		sum.hex[2 * i + 1] = digits[digest[i] & 15];
	}
	return sum;
}

struct checksum
checksum_of(struct text bytes)
{
	unsigned char digest[EVP_MAX_MD_SIZE] = {0};

	EVP_Digest(bytes.at, bytes.len, digest, NULL, EVP_sha256(), NULL);
	return in_digits(digest);
}

bool
checksum_same(const struct checksum *a, const struct checksum *b)
{
	return strcmp(a->hex, b->hex) == 0;
}

static bool
digest_file(EVP_MD_CTX *digest, int fd, uint64_t *size)
{
	unsigned char piece[PIECE];
	ssize_t n;

	*size = 0;
	while ((n = read(fd, piece, sizeof piece)) > 0) {
		EVP_DigestUpdate(digest, piece, (size_t)n);
		*size += (uint64_t)n;
	}
	return n == 0;
}

bool
checksum_of_file(const char *path, struct checksum *sum, uint64_t *size)
{
	unsigned char digest[EVP_MAX_MD_SIZE] = {0};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	EVP_MD_CTX *context;
	bool ok;

	if (fd < 0)
		return false;
	context = EVP_MD_CTX_new();
	ok = context && EVP_DigestInit_ex(context, EVP_sha256(), NULL) && digest_file(context, fd, size) &&
	     EVP_DigestFinal_ex(context, digest, NULL);
	EVP_MD_CTX_free(context);
	close(fd);
	if (ok)
		*sum = in_digits(digest);
	return ok;
}

/* What is being walked over: one line for each file goes to lines. */
struct walk {
	struct arena *arena;
	struct buffer lines;
	struct stat except;
	bool has_except;
};

static bool
is_of_no_matter(struct text name)
{
	/* hidden files, LibreOffice's and Excel's locks, editors' backups */
	return text_starts(name, TEXT(".")) || text_starts(name, TEXT("~$")) || text_ends(name, TEXT("~"));
}

/* The folder of outputs is known by device and inode: its path may be written in several ways. */
static bool
is_excepted(const struct walk *w, struct text name, const struct stat *s, int depth)
{
	return (depth == 0 && text_is(name, "out")) ||
	       (w->has_except && s->st_dev == w->except.st_dev && s->st_ino == w->except.st_ino);
}

static void
walk_folder(struct walk *w, const char *folder, int depth)
{
	size_t count;
	const char **names = folder_list(w->arena, folder, &count);

	for (size_t i = 0; i < count; i++) {
		struct text name = text_from(names[i]);
		const char *path = path_join(w->arena, folder, names[i]);
		struct checksum sum;
		uint64_t size;
		struct stat s;

		if (is_of_no_matter(name) || stat(path, &s) != 0)
			continue;
		if (S_ISDIR(s.st_mode) && depth < DEEPEST && !is_excepted(w, name, &s, depth))
			walk_folder(w, path, depth + 1);
		else if (S_ISREG(s.st_mode) && checksum_of_file(path, &sum, &size))
			buffer_printf(&w->lines, "%d %s %s\n", depth, sum.hex, names[i]);
	}
}

struct checksum
checksum_of_folder(const char *folder, const char *except)
{
	struct arena arena = {0};
	struct walk w = {.arena = &arena};
	struct checksum sum;

	w.has_except = except && stat(except, &w.except) == 0;
	walk_folder(&w, folder, 0);
	sum = checksum_of(buffer_view(&w.lines));
	buffer_free(&w.lines);
	arena_free(&arena);
	return sum;
}
