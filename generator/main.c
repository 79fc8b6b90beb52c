/*
 * prikaz -- merges data into DOCX and ODT templates and lays the result out as PDF.
 */
#include "cli/cli.h"

int
main(int argc, char **argv)
{
	return cli_run(argc, argv);
}
