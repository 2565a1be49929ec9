/*
 * itaku check: what is wrong with cases, without making anything.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "cli/cmd.h"

static void
say_good(const struct itk_cli *cli, const struct itk_intake *in,
         const itk_case *data)
{
    const char *word = cli->lang == ITK_JA ? "誤りはありません" : "no fault";

    if (in->many)
        printf("%s: %s: %s\n", in->blob.name, itk_case_id(data), word);
    else
        printf("%s: %s\n", in->blob.name, word);
}

/* Writes the ledger with its faults; one without a case that can be read tells
 * no guideline. */
static void
annotate(struct itk_cli *cli, itk_store *store, const itk_annotate *noted,
         const struct itk_guide *guide, const char *path, const char *out)
{
    struct itk_error err = ITK_ERROR_INIT;

    if (!guide)
        guide = itk_cli_guide(cli, store, NULL);
    if (guide && !itk_annotate_write(noted, path, guide, out, &err))
        itk_cli_error(cli, &err);
    itk_error_fini(&err);
}

static void
check_all(struct itk_cli *cli, struct itk_strings args, const char *out,
          const char *path)
{
    itk_store *store = itk_store_new(cli->share);
    itk_register *reg;
    const struct itk_guide *guide = NULL;
    struct itk_cli_cases from;
    struct itk_work work;

    if (!itk_cli_lend(cli, store, path, &reg)) {
        itk_store_free(store);
        return;
    }
    itk_cli_cases_open(&from, cli, store, args);
    from.annotate = out ? itk_annotate_new(cli->lang) : NULL;
    while (itk_cli_cases_next(&from, itk_work_load, &work)) {
        guide = work.guide;
        if (!itk_findings_errors(work.found))
            say_good(cli, &from.in, work.data);
        itk_work_free(&work);
    }
    itk_cli_cases_close(&from);
    if (out)
        annotate(cli, store, from.annotate, guide, args.at[0], out);
    itk_annotate_free(from.annotate);
    itk_store_free(store);
    itk_register_close(reg);
}

enum itk_fault
itk_cmd_check(struct itk_cli *cli, struct itk_strings args)
{
    const char *out = NULL, *path = NULL;
    const struct itk_option options[] = {
        {.name = "--annotate", .value = &out},
        {.name = "--register", .value = &path}};

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return cli->fault;
    if (!args.count)
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_NO_CASE,
                     ITK_ARGS(cli->command));
    else if (out && args.count > 1)
        itk_cli_fail(cli, ITK_FAULT_CALLER, args.at[1], ITK_MSG_ANNOTATE_LEDGER,
                     ITK_NO_ARGS);
    else if (itk_cli_share(cli))
        check_all(cli, args, out, path);
    itk_cli_flush(cli);
    return cli->fault;
}
