/*
 * version -- what the program calls itself, in --version, manifests, reports and PDF files.
 */
#ifndef PRIKAZ_SEASON_VERSION_H
#define PRIKAZ_SEASON_VERSION_H

#ifndef PRIKAZ_VERSION /* the Makefile says it */
#define PRIKAZ_VERSION "0.1"
#endif

#endif
