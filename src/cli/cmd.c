/*
 * What the commands share: options, printing, reading a case.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/pool.h"
#include "cli/cmd.h"
#include "input/id.h"
#include "plan/draft.h"

void
itk_cli_error(struct itk_cli *cli, const struct itk_error *err)
{
    fprintf(stderr, "%s\n", err->text[cli->lang]);
    if (err->hint[cli->lang][0])
        fprintf(stderr, "  hint: %s\n", err->hint[cli->lang]);
    cli->fault = itk_fault_worse(cli->fault, err->fault);
}

void
itk_cli_fail(struct itk_cli *cli, enum itk_fault fault, const char *file,
             enum itk_msg id, const char *const args[])
{
    struct itk_error err = ITK_ERROR_INIT;

    itk_fail(&err, fault, (struct itk_loc){.file = file}, id, args);
    itk_cli_error(cli, &err);
    itk_error_fini(&err);
}

void
itk_cli_finding(struct itk_cli *cli, const struct itk_finding *one,
                enum itk_fault fault)
{
    fprintf(stderr, "%s\n", one->text[cli->lang]);
    if (one->hint[cli->lang][0])
        fprintf(stderr, "  hint: %s\n", one->hint[cli->lang]);
    if (one->severity == ITK_SEV_ERROR)
        cli->fault = itk_fault_worse(cli->fault, fault);
}

void
itk_cli_findings_of(struct itk_cli *cli, const itk_findings *found,
                    enum itk_fault fault)
{
    for (size_t i = 0; i < itk_findings_count(found); i++)
        itk_cli_finding(cli, itk_findings_at(found, i), fault);
}

void
itk_cli_findings(struct itk_cli *cli, const itk_findings *found)
{
    itk_cli_findings_of(cli, found, ITK_FAULT_CASE);
}

const char *
itk_cli_share(struct itk_cli *cli)
{
    if (!cli->share)
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_NO_SHARE,
                     ITK_ARGS(cli->program));
    return cli->share;
}

void
itk_cli_flush(struct itk_cli *cli)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return;
    itk_cli_fail(cli, ITK_FAULT_MACHINE, NULL, ITK_MSG_CLI_OUTPUT,
                 ITK_ARGS(strerror(errno)));
}

static const struct itk_option *
option_named(const struct itk_option *options, size_t count, const char *arg,
             size_t size)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(options[i].name) == size &&
            !memcmp(options[i].name, arg, size))
            return &options[i];
    }
    return NULL;
}

/* One option at args->at[*i]; its value may be the next argument. */
static bool
take_option(struct itk_cli *cli, const struct itk_strings *args, size_t *i,
            const struct itk_option *options, size_t count)
{
    const char *arg = args->at[*i];
    const bool is_long = strncmp(arg, "--", 2) == 0;
    const char *equals = is_long ? strchr(arg, '=') : NULL;
    const size_t size = equals    ? (size_t)(equals - arg)
                        : is_long ? strlen(arg)
                                  : 2; /* -j4 */
    const struct itk_option *option = option_named(options, count, arg, size);
    const char *joined = equals ? equals + 1 : !arg[size] ? NULL : arg + size;
    const char *value;

    if (!option || (option->flag && joined)) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_BAD_OPTION,
                     ITK_ARGS(arg, cli->command));
        return false;
    }
    if (option->flag) {
        *option->flag = true;
        return true;
    }
    value = joined ? joined : *i + 1 < args->count ? args->at[++*i] : NULL;
    if (!value) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_OPTION_VALUE,
                     ITK_ARGS(option->name, cli->command));
        return false;
    }
    if (option->many)
        option->many->at[option->many->count++] = value;
    else
        *option->value = value;
    return true;
}

bool
itk_cli_options(struct itk_cli *cli, struct itk_strings *args,
                const struct itk_option *options, size_t count)
{
    size_t kept = 0;
    bool open = true;

    for (size_t i = 0; i < args->count; i++) {
        const char *arg = args->at[i];

        if (open && !strcmp(arg, "--")) {
            open = false;
        } else if (open && arg[0] == '-' && arg[1]) {
            if (!take_option(cli, args, &i, options, count))
                return false;
        } else {
            args->at[kept++] = arg;
        }
    }
    args->count = kept;
    return true;
}

bool
itk_cli_same_guide(struct itk_cli *cli, const struct itk_work *work,
                   const struct itk_guide *guide)
{
    if (work->guide == guide)
        return true;
    itk_cli_fail(cli, ITK_FAULT_CASE, itk_case_file(work->data),
                 ITK_MSG_CLI_OTHER_GUIDE, ITK_ARGS(work->guide->id, guide->id));
    return false;
}

const struct itk_guide *
itk_cli_guide(struct itk_cli *cli, itk_store *store, const char *name)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    const struct itk_guide *guide = NULL;

    if ((name || (name = itk_store_only(store, &arena, &err))) &&
        itk_guideline_id_check(name, ITK_FAULT_CALLER, (struct itk_loc){0},
                               &err))
        guide = itk_store_guide(store, name, &err);
    if (!guide)
        itk_cli_error(cli, &err);
    itk_error_fini(&err);
    itk_arena_fini(&arena);
    return guide;
}

bool
itk_cli_date(struct itk_cli *cli, const char *text, struct itk_date *date)
{
    if (itk_date_parse(text, strlen(text), date) == ITK_DATE_OK)
        return true;
    itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_DATE, ITK_ARGS(text));
    return false;
}

void
itk_cli_value(struct itk_buf *out, const struct itk_cli *cli,
              const struct itk_guide *guide, const struct itk_field *field,
              const struct itk_value *value)
{
    static const struct itk_label given = {{"(given)", "（記載あり）"}};
    static const struct itk_label answers[] = {{{"no", "いいえ"}},
                                               {{"yes", "はい"}}};
    struct itk_arena arena = ITK_ARENA_INIT;
    const char *text = NULL;

    if (field->personal)
        text = given.in[cli->lang];
    else if (field->type == ITK_TYPE_CHOICE)
        text = field->choices[value->choice].label.in[cli->lang];
    else if (field->type == ITK_TYPE_YES_NO)
        text = answers[value->yes].in[cli->lang];
    else
        text = itk_draft_print(&arena, guide, field, value);
    itk_buf_adds(out, text ? text : "");
    itk_arena_fini(&arena);
}

void
itk_cli_fact(struct itk_buf *out, const struct itk_cli *cli,
             const struct itk_fact *fact)
{
    if (fact->field) {
        itk_buf_adds(out, fact->field->label.in[cli->lang]);
        if (fact->list && fact->member != SIZE_MAX) {
            itk_buf_adds(out, " [");
            itk_buf_addu(out, fact->member + 1);
            itk_buf_adds(out, "]");
        }
    } else {
        itk_buf_adds(out, fact->list->label.in[cli->lang]);
    }
    itk_buf_adds(out, " (");
    itk_buf_adds(out, fact->field ? fact->field->id : fact->list->id);
    itk_buf_adds(out, ")");
}

bool
itk_cli_threads(struct itk_cli *cli, const char *text, size_t *threads)
{
    char *end = NULL;
    const unsigned long number = text ? strtoul(text, &end, 10) : 0;

    *threads = itk_pool_cores();
    if (!text)
        return true;
    if (*text < '0' || *text > '9' || *end || number < 1 ||
        number > ITK_POOL_MAX_THREADS) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_MANY_THREADS,
                     ITK_ARGS(text));
        return false;
    }
    *threads = number;
    return true;
}
