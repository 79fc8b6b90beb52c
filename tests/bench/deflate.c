/*
 * deflate -- what packing alone costs: reads files, deflates each whole, so many times, and prints the
 * seconds of processor time that took.  The measure that `make bench` holds prikaz against.
 *
 * usage: deflate TIMES LEVEL FILE ...
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <zlib.h>

static unsigned char *
read_whole(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rb");
	unsigned char *bytes;
	long end;

	if (!f || fseek(f, 0, SEEK_END) != 0 || (end = ftell(f)) < 0 || fseek(f, 0, SEEK_SET) != 0) {
		perror(path);
		exit(1);
	}
	*size = (size_t)end;
	bytes = malloc(*size + 1);
	if (!bytes || fread(bytes, 1, *size, f) != *size) {
		perror(path);
		exit(1);
	}
	fclose(f);
	return bytes;
}

/* Deflates bytes once and returns the packed size. */
static size_t
pack(z_stream *z, const unsigned char *bytes, size_t size, unsigned char *out, size_t room)
{
	deflateReset(z);
	z->next_in = (unsigned char *)bytes;
	z->avail_in = (uInt)size;
	z->next_out = out;
	z->avail_out = (uInt)room;
	if (deflate(z, Z_FINISH) != Z_STREAM_END)
		exit(1);
	return z->total_out;
}

int
main(int argc, char **argv)
{
	z_stream z = {0}; /* one for all: setting it up is not packing */
	clock_t spent = 0;
	size_t packed = 0;

	if (argc < 4) {
		fputs("usage: deflate TIMES LEVEL FILE ...\n", stderr);
		return 2;
	}
	if (deflateInit2(&z, atoi(argv[2]), Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return 1;
	for (int i = 3; i < argc; i++) {
		size_t size;
		unsigned char *bytes = read_whole(argv[i], &size);
		size_t room = compressBound(size) + 64;
		unsigned char *out = malloc(room);
		clock_t start = clock();

		if (!out)
			return 1;
		for (int n = atoi(argv[1]); n > 0; n--)
			packed += pack(&z, bytes, size, out, room);
		spent += clock() - start;
		free(out);
		free(bytes);
	}
	deflateEnd(&z);
	printf("%.4f %zu\n", (double)spent / CLOCKS_PER_SEC, packed);
	return 0;
}
