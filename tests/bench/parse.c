/*
 * parse -- what reading data alone costs, keeping none of it: the measure that `make bench` holds prikaz against.
 * Prints the seconds of processor time, and how many bytes were gone through.
 *
 * usage: parse scan FILE                 the bytes of a CSV, looking for the ends of cells
 *        parse convert ENCODING FILE     the same through iconv first
 *        parse xml ARCHIVE PART ...      parts of a workbook, inflated by libzip and parsed by libxml2 (SAX2)
 */
#include <iconv.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zip.h>

enum { CHUNK = 64 * 1024 };

static size_t cells; /* of no use but to be counted */

static void
scan(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		cells += bytes[i] == ';' || bytes[i] == '\n';
}

static size_t
scan_file(const char *path, const char *encoding)
{
	FILE *f = fopen(path, "rb");
	iconv_t converter = encoding ? iconv_open("UTF-8", encoding) : (iconv_t)-1;
	static char in[CHUNK], out[CHUNK * 4];
	size_t total = 0, n;

	if (!f || (encoding && converter == (iconv_t)-1)) {
		perror(path);
		exit(1);
	}
	while ((n = fread(in, 1, sizeof in, f)) > 0) {
		char *from = in, *to = out;
		size_t left = n, room = sizeof out;

		total += n;
		if (encoding && iconv(converter, &from, &left, &to, &room) == (size_t)-1)
			exit(1);
		scan(encoding ? out : in, encoding ? sizeof out - room : n);
	}
	fclose(f);
	return total;
}

static void
start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
	      const xmlChar **declared, int attributes, int defaulted, const xmlChar **values)
{
	(void)context, (void)name, (void)prefix, (void)uri, (void)namespaces, (void)declared, (void)defaulted,
		(void)values;
	cells += (size_t)attributes;
}

static void
characters(void *context, const xmlChar *text, int length)
{
	(void)context, (void)text;
	cells += (size_t)length;
}

static size_t
parse_part(zip_t *archive, const char *name)
{
	xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC, .startElementNs = start_element, .characters = characters};
	xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, name);
	zip_file_t *part = zip_fopen(archive, name, 0);
	static char bytes[CHUNK];
	size_t total = 0;
	zip_int64_t n;

	if (!part || !parser) {
		fprintf(stderr, "%s: cannot be read\n", name);
		exit(1);
	}
	xmlCtxtUseOptions(parser, XML_PARSE_HUGE);
	while ((n = zip_fread(part, bytes, sizeof bytes)) > 0) {
		total += (size_t)n;
		if (xmlParseChunk(parser, bytes, (int)n, 0) != 0)
			exit(1);
	}
	xmlParseChunk(parser, bytes, 0, 1);
	xmlFreeParserCtxt(parser);
	zip_fclose(part);
	return total;
}

int
main(int argc, char **argv)
{
	clock_t start = clock();
	size_t bytes = 0;

	if (argc >= 4 && strcmp(argv[1], "xml") == 0) {
		zip_t *archive = zip_open(argv[2], ZIP_RDONLY, NULL);

		for (int i = 3; archive && i < argc; i++)
			bytes += parse_part(archive, argv[i]);
	} else if (argc == 4 && strcmp(argv[1], "convert") == 0) {
		bytes = scan_file(argv[3], argv[2]);
	} else if (argc == 3 && strcmp(argv[1], "scan") == 0) {
		bytes = scan_file(argv[2], NULL);
	} else {
		fputs("usage: parse scan FILE | convert ENCODING FILE | xml ARCHIVE PART ...\n", stderr);
		return 2;
	}
	printf("%.4f %zu\n", (double)(clock() - start) / CLOCKS_PER_SEC, bytes);
	return cells == (size_t)-1;
}
