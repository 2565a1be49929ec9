/*
 * The cases that a command was given, one after the other.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "cli/cmd.h"

void
itk_cli_cases_open(struct itk_cli_cases *from, struct itk_cli *cli,
                   itk_store *store, struct itk_strings paths)
{
    *from = (struct itk_cli_cases){
        .cli = cli,
        .store = store,
        .cases = itk_cases_new(store, paths.at, paths.count),
        .in = ITK_INTAKE_INIT,
    };
}

void
itk_cli_cases_close(struct itk_cli_cases *from)
{
    itk_cases_free(from->cases);
    itk_intake_fini(&from->in);
}

/* What is new about the inputs themselves. */
static void
say_found(struct itk_cli_cases *from)
{
    const itk_findings *found = itk_cases_found(from->cases);

    for (; from->said < itk_findings_count(found); from->said++) {
        const struct itk_finding *one = itk_findings_at(found, from->said);

        itk_cli_finding(from->cli, one, ITK_FAULT_CASE);
        if (from->annotate)
            itk_annotate_finding(from->annotate, one);
    }
}

static void
say_case(struct itk_cli_cases *from, itk_findings *found)
{
    itk_findings_sort(found);
    itk_cli_findings(from->cli, found);
    for (size_t i = 0; from->annotate && i < itk_findings_count(found); i++)
        itk_annotate_finding(from->annotate, itk_findings_at(found, i));
}

bool
itk_cli_cases_next(struct itk_cli_cases *from, itk_stage *stage,
                   struct itk_work *work)
{
    enum itk_next next;
    bool ok = false;

    do {
        struct itk_error err = ITK_ERROR_INIT;

        *work = (struct itk_work){0};
        next = itk_cases_next(from->cases, &from->in, &err);
        say_found(from);
        if (next == ITK_NEXT_RECORD)
            ok = stage(work, from->store, &from->in, &err);
        if (work->found)
            say_case(from, work->found);
        if (itk_error_is_set(&err)) {
            itk_cli_error(from->cli, &err);
            if (from->annotate)
                itk_annotate_error(from->annotate, &err);
        }
        if (!ok)
            itk_work_free(work);
        itk_error_fini(&err);
    } while (!ok && next != ITK_NEXT_END);
    return ok;
}
