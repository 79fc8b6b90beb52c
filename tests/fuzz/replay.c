/*
 * replay -- runs a fuzz target over saved inputs, without libFuzzer: each file named on the command line.
 */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		FILE *f = fopen(argv[i], "rb");
		long size;
		uint8_t *bytes;

		if (!f || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0 || fseek(f, 0, SEEK_SET) != 0) {
			perror(argv[i]);
			return 1;
		}
		bytes = malloc((size_t)size + (size == 0)); /* exact, so that a read beyond the end is seen */
		if (!bytes || fread(bytes, 1, (size_t)size, f) != (size_t)size) {
			perror(argv[i]);
			return 1;
		}
		fclose(f);
		LLVMFuzzerTestOneInput(bytes, (size_t)size);
		free(bytes);
		printf("ok - fuzz: %s\n", argv[i]);
	}
	return 0;
}
