/*
 * itaku lint: what is wrong with a guideline package and its templates.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/lint.h"
#include "base/file.h"
#include "cli/cmd.h"
#include "guide/released.h"

static bool
is_package(const char *folder)
{
    struct itk_buf path = ITK_BUF_INIT;
    bool found;

    itk_buf_adds(&path, folder);
    itk_buf_adds(&path, "/guideline.xml");
    found = access(path.data, F_OK) == 0;
    itk_buf_free(&path);
    return found;
}

/* The folder of the package: its id in the data folder, else a folder as it is
 * named; without an operand the only package. False after saying what is wrong.
 */
static bool
find_package(struct itk_cli *cli, const char *named, struct itk_buf *folder)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    itk_store *store = itk_store_new(cli->share);
    const char *id = named ? named : itk_store_only(store, &arena, &err);
    const size_t size = id ? strlen(id) : 0;
    bool found = false;

    if (id && !strchr(id, '/')) {
        itk_buf_adds(folder, cli->share);
        itk_buf_adds(folder, "/clauses/");
        itk_buf_adds(folder, id);
        found = is_package(folder->data);
    }
    if (named && !found) {
        itk_buf_clear(folder);
        itk_buf_add(folder, named,
                    size > 1 && named[size - 1] == '/' ? size - 1 : size);
        found = access(folder->data, F_OK) == 0;
        if (!found)
            itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_NO_PACKAGE,
                         ITK_ARGS(named));
    }
    if (!id)
        itk_cli_error(cli, &err);
    itk_store_free(store);
    itk_error_fini(&err);
    itk_arena_fini(&arena);
    return id && (found || !named);
}

/* ---- cases that show what is wrong ---- */

static void
put_case(struct itk_cli *cli, const char *folder, const char *id,
         const struct itk_buf *text)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf path = ITK_BUF_INIT;

    if (!folder) {
        fwrite(text->data, 1, text->size, stdout);
        return;
    }
    itk_buf_adds(&path, folder);
    itk_buf_addc(&path, '/');
    itk_buf_adds(&path, id);
    itk_buf_adds(&path, ".xml");
    if (itk_cli_replace(path.data, text, &err))
        printf("%s\n", path.data);
    else
        itk_cli_error(cli, &err);
    itk_error_fini(&err);
    itk_buf_free(&path);
}

static bool
make_folder(struct itk_cli *cli, const char *folder)
{
    if (!folder || mkdir(folder, 0777) == 0 || errno == EEXIST)
        return true;
    itk_cli_fail(cli, ITK_FAULT_MACHINE, folder, ITK_MSG_CLI_OUTPUT,
                 ITK_ARGS(itk_errno_text(errno, cli->lang)));
    return false;
}

static void
put_cases(struct itk_cli *cli, const struct itk_lint *lint, const char *folder)
{
    bool ready = false;

    for (size_t i = 0; i < itk_proofs_count(lint->proofs); i++) {
        const struct itk_proof *proof = itk_proofs_at(lint->proofs, i);
        struct itk_buf text = ITK_BUF_INIT;

        if (proof->verdict != ITK_REFUTED || !proof->data)
            continue;
        if (!ready && !make_folder(cli, folder))
            return;
        ready = true;
        itk_case_write_xml(proof->data, lint->guide, &text);
        put_case(cli, folder, itk_case_id(proof->data), &text);
        itk_buf_free(&text);
    }
}

/* ---- the command ---- */

static void
record(struct itk_cli *cli, const struct itk_lint *lint)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf path = ITK_BUF_INIT, text = ITK_BUF_INIT;
    size_t added;

    itk_buf_adds(&path, lint->guide->shown);
    itk_buf_adds(&path, "/" ITK_RELEASED_FILE);
    if (itk_findings_errors(lint->found)) {
        itk_cli_fail(cli, ITK_FAULT_PACKAGE, path.data,
                     ITK_MSG_CLI_NOT_RECORDED, ITK_NO_ARGS);
    } else {
        added = itk_released_record(lint->guide, lint->files, &text);
        if (added && !itk_cli_replace(path.data, &text, &err))
            itk_cli_error(cli, &err);
        else
            printf(cli->lang == ITK_JA ? "%s: %zu 件を記録しました\n"
                                       : "%s: recorded: %zu\n",
                   path.data, added);
    }
    itk_error_fini(&err);
    itk_buf_free(&path);
    itk_buf_free(&text);
}

static void
print_summary(const struct itk_cli *cli, const struct itk_lint *lint)
{
    const struct itk_guide *guide = lint->guide;
    const size_t errors = itk_findings_errors(lint->found);
    const size_t warnings = itk_findings_count(lint->found) - errors;
    const size_t proved = itk_proofs_verdicts(lint->proofs, ITK_PROVED);
    const size_t claims = itk_proofs_count(lint->proofs);

    if (cli->lang == ITK_JA)
        printf("%s: エラー %zu 件、警告 %zu 件（条項 %zu、判断 %zu、文書 %zu、"
               "ひな型 %zu を検査。証明 %zu / %zu）\n",
               guide->shown, errors, warnings, guide->clauses_count,
               guide->decisions_count, guide->documents_count, lint->templates,
               proved, claims);
    else
        printf("%s: errors: %zu, warnings: %zu (looked at: clauses %zu, "
               "decisions %zu, documents %zu, templates %zu; proved: %zu of "
               "%zu)\n",
               guide->shown, errors, warnings, guide->clauses_count,
               guide->decisions_count, guide->documents_count, lint->templates,
               proved, claims);
}

static void
lint_package(struct itk_cli *cli, const char *folder, const char *cases,
             bool recording)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_lint lint;

    if (itk_lint_run(&lint, folder, cli->share, &err)) {
        itk_cli_findings_of(cli, lint.found, ITK_FAULT_PACKAGE);
        put_cases(cli, &lint, cases);
        print_summary(cli, &lint);
        if (recording)
            record(cli, &lint);
    } else {
        itk_cli_error(cli, &err);
    }
    itk_lint_free(&lint);
    itk_error_fini(&err);
}

enum itk_fault
itk_cmd_lint(struct itk_cli *cli, struct itk_strings args)
{
    const char *cases = NULL;
    bool recording = false;
    const struct itk_option options[] = {
        {.name = "--cases", .value = &cases},
        {.name = "--record", .flag = &recording},
    };
    struct itk_buf folder = ITK_BUF_INIT;

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return cli->fault;
    if (args.count > 1)
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_ARGUMENTS,
                     ITK_ARGS(cli->command));
    else if (itk_cli_share(cli) &&
             find_package(cli, args.count ? args.at[0] : NULL, &folder))
        lint_package(cli, folder.data, cases, recording);
    itk_buf_free(&folder);
    itk_cli_flush(cli);
    return cli->fault;
}
