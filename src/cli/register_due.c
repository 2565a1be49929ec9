/*
 * itaku register due: what lapses soon, and what is owed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/register_cmd.h"

#define WITHIN_DAYS 90 /* when it is not said */

static struct itk_date
today(void)
{
    const time_t now = time(NULL);
    struct tm local;

    localtime_r(&now, &local);
    return (struct itk_date){local.tm_year + 1900, local.tm_mon + 1,
                             local.tm_mday};
}

static const struct itk_label training = {
    {"training of the person in charge", "責任者の研修"}};

static const struct itk_label *
what(const struct itk_due *due)
{
    return due->label ? due->label : &training;
}

/* A line: day, what, provision, company, case. Of people only the case. */
static void
print_line(const struct itk_cli *cli, const struct itk_due *due)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *const parts[] = {due->company, due->case_id};

    itk_buf_adds(&out, *due->date ? due->date : "          ");
    itk_buf_adds(&out, "  ");
    itk_buf_adds(&out, what(due)->in[cli->lang]);
    if (*due->cite) {
        itk_buf_adds(&out, " [");
        itk_buf_adds(&out, due->cite);
        itk_buf_addc(&out, ']');
    }
    for (size_t i = 0; i < ITK_COUNT(parts); i++) {
        itk_buf_adds(&out, "  ");
        itk_message_safe(&out, parts[i], strlen(parts[i]));
    }
    puts(out.data);
    itk_buf_free(&out);
}

static json_t *
due_json(const struct itk_due *due)
{
    static const char *const kinds[] = {"training", "certification", "owed"};

    return json_pack("{s:s, s:s, s:s, s:{s:s, s:s}, s:s, s:s, s:s, s:s}",
                     "kind", kinds[due->kind], "date", due->date, "last",
                     due->last, "what", "en", what(due)->in[ITK_EN], "ja",
                     what(due)->in[ITK_JA], "cite", due->cite, "company",
                     due->company, "person", due->person, "case", due->case_id);
}

struct question {
    struct itk_date on;
    long within;
    json_t *array; /* or NULL */
};

/* Of the cases of one guideline. */
static bool
ask_guide(struct itk_cli *cli, itk_register *reg, const struct itk_guide *guide,
          const struct question *question)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    struct itk_dues dues;
    const bool ok = itk_register_due(reg, guide, question->on, question->within,
                                     &arena, &dues, found, &err);

    itk_cli_findings(cli, found);
    if (!ok)
        itk_cli_error(cli, &err);
    for (size_t i = 0; ok && i < dues.count; i++) {
        if (question->array)
            json_array_append_new(question->array, due_json(&dues.at[i]));
        else
            print_line(cli, &dues.at[i]);
    }
    itk_findings_free(found);
    itk_error_fini(&err);
    itk_arena_fini(&arena);
    return ok;
}

/* Each guideline whose cases are there, once. */
static void
ask_all(struct itk_cli *cli, itk_register *reg, const struct question *question)
{
    itk_store *store = itk_store_new(cli->share);
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_register_rows rows;
    bool ok = itk_register_rows(reg, &arena, &rows, &err);

    if (!ok)
        itk_cli_error(cli, &err);
    for (size_t i = 0; ok && i < rows.count; i++) {
        const struct itk_guide *guide;
        bool again = false;

        for (size_t j = 0; j < i && !again; j++)
            again = !strcmp(rows.at[j].guideline, rows.at[i].guideline);
        if (again)
            continue;
        guide = itk_register_cmd_guide(cli, store, reg, &rows.at[i]);
        ok = guide && ask_guide(cli, reg, guide, question);
    }
    itk_error_fini(&err);
    itk_arena_fini(&arena);
    itk_store_free(store);
}

void
itk_register_cmd_due(struct itk_cli *cli, struct itk_strings args)
{
    const char *path = NULL, *on = NULL, *within = NULL;
    bool json = false;
    const struct itk_option options[] = {{.name = "--register", .value = &path},
                                         {.name = "--on", .value = &on},
                                         {.name = "--within", .value = &within},
                                         {.name = "--json", .flag = &json}};
    struct question question = {.on = today(), .within = WITHIN_DAYS};
    itk_register *reg;
    char *end = NULL;

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return;
    if (within)
        question.within = strtol(within, &end, 10);
    if (args.count || (within && (*within < '0' || *within > '9' || *end ||
                                  question.within > 36500))) {
        itk_register_cmd_usage(cli);
        return;
    }
    if ((on && !itk_cli_date(cli, on, &question.on)) || !itk_cli_share(cli) ||
        !(reg = itk_register_cmd_open(cli, path, ITK_REGISTER_READ)))
        return;
    question.array = json ? json_array() : NULL;
    ask_all(cli, reg, &question);
    if (json) {
        json_dumpf(question.array, stdout, JSON_INDENT(2));
        putchar('\n');
    }
    json_decref(question.array);
    itk_register_close(reg);
}
