/*
 * job -- one run of the program: what was asked, what was found, what became of it.
 */
#ifndef PRIKAZ_CLI_JOB_H
#define PRIKAZ_CLI_JOB_H

#include <time.h>

#include "cli/installation.h"
#include "cli/options.h"
#include "season/batch.h"

enum exit_status {
	EXIT_ALL_MADE = 0,
	EXIT_SOME_FAILED = 2,
	EXIT_NOTHING_MADE = 3, /* arguments, template or data; check: errors */
	EXIT_SYSTEM = 4
};

struct job {
	struct arena arena;
	struct report report;
	struct report aside; /* what is said of fonts when nothing becomes PDF: to nobody */
	struct options options;
	struct installation installed;
	struct timespec begun;
	date today;
	struct dataset dataset;
	bool has_unread_data; /* of standard input: nothing is known of its tables, not even their names */
	struct stock stock;
	struct plan plan;
	struct plan_options asked;
	struct text folder; /* of outputs, as the user knows it */
	struct batch batch;
	struct outcome *outcomes; /* one per entry of the plan; NULL: it did not come so far */
	struct catalogue *catalogue;
	struct hyphenator *hyphenator;
};

/* The commands.  Each reports what goes wrong and leaves what it made in the job. */
void command_make(struct job *j);
void command_merge(struct job *j);
void command_pdf(struct job *j);
void command_check(struct job *j);
void command_fields(struct job *j);
void command_decline(struct job *j);
void command_init(struct job *j);

/* Steps that several commands share. */

/* --date, --set, -j into the job; false when one of them is wrong (reported). */
bool job_read_options(struct job *j);
/*
 * The data of a season's folder, or of all -d and `extra` operands; linked, even after an error.  false on any error
 * (reported): nothing can be made then, but what can be planned is planned, so that one run names every problem.
 */
bool job_read_season(struct job *j, const char *folder);
bool job_read_data(struct job *j, size_t first_operand);
/* Reads and plans a season; false when nothing can be made (reported). */
bool job_plan_season(struct job *j, const char *folder);
/*
 * Adds the entries of a document to the plan; false when the data could not be read so far: its template alone was
 * looked at then.
 */
bool job_plan_document(struct job *j, struct plan_document *document);
/* A plan of one document from one template; false when the template or the output is wrong (reported). */
bool job_plan_template(struct job *j, struct text path);
/* Makes, or with --dump prints, what was planned. */
void job_run(struct job *j, const char *season);
/* A file or a folder that the user named on the command line. */
struct template_file *job_template(struct job *j, struct text path);

/* Whether --dump was given, and the dump itself (dump.c). */
bool job_dumps(const struct job *j);
void job_dump(struct job *j);

/* What -o - asked for, to standard output. */
void job_print_capture(struct job *j, const struct buffer *capture);

/* The exit status that all this comes to. */
enum exit_status job_exit(const struct job *j);

/* How many of the job's documents have that status. */
int job_count(const struct job *j, enum outcome_status status);

#endif
