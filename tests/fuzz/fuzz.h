/*
 * fuzz -- what every fuzz target has: one function that takes any bytes.  libFuzzer calls it with what it
 * invents (make fuzz T=xml); replay.c calls it with the files of corpus/ (make test).
 */
#ifndef PRIKAZ_FUZZ_H
#define PRIKAZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
