/*
 * The commands: a table, what they share, and how they print.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_CLI_CMD_H
#define ITK_CLI_CMD_H

#include <jansson.h>
#include <stdio.h>

#include "app/annotate.h"
#include "app/batch.h"
#include "app/cases.h"
#include "app/work.h"
#include "input/data.h"
#include "tmpl/template.h"

/* What every command gets: the language, where the data is, its own name. */
struct itk_cli {
    enum itk_lang lang;
    const char *share;   /* NULL: not found; see itk_cli_share */
    const char *program; /* as it was called */
    const char *command;
    const char *build; /* of the program: another for each; NULL: not known */
    unsigned mode;     /* of files that the user may share, by the umask */
    enum itk_fault fault; /* worst so far: the exit status */
};

/* An option of a command. `value` NULL: a flag, counted in *flag. A value that
 * may be given several times goes to `many`. */
struct itk_option {
    const char *name; /* "--json", "-o" */
    bool *flag;
    const char **value;
    struct itk_strings *many;
};

struct itk_strings {
    const char **at;
    size_t count;
};

struct itk_command {
    const char *name;
    enum itk_fault (*run)(struct itk_cli *cli, struct itk_strings args);
    struct itk_label summary;
    struct itk_label help;
};

const struct itk_command *itk_command_find(const char *name);
const struct itk_command *itk_commands(size_t *count);

/* Takes options out of `args` (after "--" there are none); what is left are
 * operands, in place. False after printing what is wrong. */
bool itk_cli_options(struct itk_cli *cli, struct itk_strings *args,
                     const struct itk_option *options,
                     size_t count) ITK_MUST_USE;

/* Print on standard error, and remember whose fault it is. */
void itk_cli_error(struct itk_cli *cli, const struct itk_error *err);
void itk_cli_fail(struct itk_cli *cli, enum itk_fault fault, const char *file,
                  enum itk_msg id, const char *const args[]);
void itk_cli_finding(struct itk_cli *cli, const struct itk_finding *one,
                     enum itk_fault fault);
void itk_cli_findings(struct itk_cli *cli, const itk_findings *found);
/* The same when they are not about a case. */
void itk_cli_findings_of(struct itk_cli *cli, const itk_findings *found,
                         enum itk_fault fault);
/* The share folder, or NULL after saying that there is none. */
const char *itk_cli_share(struct itk_cli *cli);
/* Flushes standard output; a failure is reported (ITK_FAULT_MACHINE). */
void itk_cli_flush(struct itk_cli *cli);

/* Do both names lead to one file that is there? */
bool itk_cli_same_file(const char *a, const char *b);

/* Writes a file whole or not at all: a temporary beside it, then renamed over
 * it. For what holds no personal data: others may read it. */
bool itk_cli_replace(const char *path, const struct itk_buf *data,
                     struct itk_error *err) ITK_MUST_USE;

/* The cases of the inputs that a command was given. */
struct itk_cli_cases {
    struct itk_cli *cli;
    itk_store *store;
    itk_cases *cases;
    struct itk_intake in;   /* the case at hand, as it came in */
    size_t said;            /* findings about the inputs, so far */
    itk_annotate *annotate; /* gets all that is said; NULL: nobody */
};

void itk_cli_cases_open(struct itk_cli_cases *from, struct itk_cli *cli,
                        itk_store *store, struct itk_strings paths);
/* The next case that can be read, taken through the stages up to `stage`;
 * prints what is wrong with it, and with those in between that cannot be. False
 * at the end. Free `work` in any event; it does not need `from->in`. */
bool itk_cli_cases_next(struct itk_cli_cases *from, itk_stage *stage,
                        struct itk_work *work) ITK_MUST_USE;
void itk_cli_cases_close(struct itk_cli_cases *from);

/* Opens the register that --register names (NULL: none) for the cases of a run:
 * what they leave out comes from there. False after saying what is wrong. The
 * register is to be closed after the store. */
bool itk_cli_lend(struct itk_cli *cli, itk_store *store, const char *path,
                  itk_register **reg);

/* Is the case under that package? False after saying that it is not. */
bool itk_cli_same_guide(struct itk_cli *cli, const struct itk_work *work,
                        const struct itk_guide *guide);

/* The package of that name or, when NULL, the only one there is. NULL after
 * saying what is wrong. */
const struct itk_guide *itk_cli_guide(struct itk_cli *cli, itk_store *store,
                                      const char *name);
/* Reads a date that was typed; false after saying that it is none. */
bool itk_cli_date(struct itk_cli *cli, const char *text, struct itk_date *date);
/* What -j says, or for NULL as many as the machine has cores; false after
 * saying what is wrong. */
bool itk_cli_threads(struct itk_cli *cli, const char *text, size_t *threads);
/* What --shard says, or for NULL all; false after saying what is wrong. */
bool itk_cli_shard(struct itk_cli *cli, const char *text,
                   struct itk_shard *shard);
/* What --delimiters says, or braces for NULL; false after saying what is
 * wrong. */
bool itk_cli_delims(struct itk_cli *cli, const char *text,
                    struct itk_delims *delims);
/* Reads and compiles a template for data; prints what is wrong with it. NULL
 * when there is anything. */
itk_template *itk_cli_template(struct itk_cli *cli, const char *path,
                               const struct itk_template_options *options,
                               struct itk_arena *arena);
/* Prints the findings of a template, and the error unless it is one of them. */
void itk_cli_template_faults(struct itk_cli *cli, itk_findings *found,
                             const struct itk_error *err);
/* Reads data for a template; prints what is wrong. The data must not outlive
 * the arena. */
itk_dataset *itk_cli_dataset(struct itk_cli *cli, const char *path,
                             size_t items, struct itk_arena *arena);

/* A value in the reader's language (documents have a print form of their own);
 * of a personal field only that it is given. */
void itk_cli_value(struct itk_buf *out, const struct itk_cli *cli,
                   const struct itk_guide *guide, const struct itk_field *field,
                   const struct itk_value *value);
/* "label (id)", for a member "label 2 (id)". */
void itk_cli_fact(struct itk_buf *out, const struct itk_cli *cli,
                  const struct itk_fact *fact);

enum itk_fault itk_cmd_manifest(struct itk_cli *cli, struct itk_strings args);
enum itk_fault itk_cmd_new(struct itk_cli *cli, struct itk_strings args);
enum itk_fault itk_cmd_ask(struct itk_cli *cli, struct itk_strings args);
enum itk_fault itk_cmd_check(struct itk_cli *cli, struct itk_strings args);
enum itk_fault itk_cmd_convert(struct itk_cli *cli, struct itk_strings args);
enum itk_fault itk_cmd_decide(struct itk_cli *cli, struct itk_strings args);
enum itk_fault itk_cmd_generate(struct itk_cli *cli, struct itk_strings args);
enum itk_fault itk_cmd_regenerate(struct itk_cli *cli, struct itk_strings args);
enum itk_fault itk_cmd_revisions(struct itk_cli *cli, struct itk_strings args);
enum itk_fault itk_cmd_compare(struct itk_cli *cli, struct itk_strings args);
enum itk_fault itk_cmd_verify(struct itk_cli *cli, struct itk_strings args);
enum itk_fault itk_cmd_packet(struct itk_cli *cli, struct itk_strings args);
enum itk_fault itk_cmd_lint(struct itk_cli *cli, struct itk_strings args);
enum itk_fault itk_cmd_render(struct itk_cli *cli, struct itk_strings args);
enum itk_fault itk_cmd_register(struct itk_cli *cli, struct itk_strings args);
enum itk_fault itk_cmd_template(struct itk_cli *cli, struct itk_strings args);

/* Decisions as text and as JSON (decide). */
void itk_explain(struct itk_buf *out, const struct itk_cli *cli,
                 const struct itk_work *work);

json_t *itk_explain_json(const struct itk_work *work);

#endif
