/*
 * itaku register import: cases of any form into the register, all that have no
 * error, in one transaction.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "cli/register_cmd.h"

static void
say_done(const struct itk_cli *cli, const size_t counts[ITK_KEPT_SAME + 1])
{
    static const struct itk_label words[ITK_KEPT_SAME + 1] = {
        [ITK_KEPT_NEW] = {{"new: ", "新規 "}},
        [ITK_KEPT_CHANGED] = {{", changed: ", "件、変更 "}},
        [ITK_KEPT_SAME] = {{", as before: ", "件、変更なし "}},
    };

    for (size_t i = 0; i <= ITK_KEPT_SAME; i++)
        printf("%s%zu", words[i].in[cli->lang], counts[i]);
    puts(cli->lang == ITK_JA ? "件" : "");
}

/* False with `err` when the whole is to be given up. */
static bool
put_all(struct itk_cli *cli, itk_register *reg, struct itk_strings inputs,
        size_t counts[ITK_KEPT_SAME + 1], struct itk_error *err)
{
    itk_store *store = itk_store_new(cli->share);
    struct itk_cli_cases from;
    struct itk_work work;
    bool ok = true;

    itk_cli_cases_open(&from, cli, store, inputs);
    while (ok && itk_cli_cases_next(&from, itk_work_read, &work)) {
        enum itk_register_kept kept = ITK_KEPT_SAME;

        /* That an old revision governs is no reason not to keep a case. */
        if (work.sound) {
            itk_decisions *decisions = itk_decide(work.data, work.guide);

            ok = itk_register_put(reg, work.data, work.guide, decisions, &kept,
                                  err);
            counts[kept] += ok;
            itk_decisions_free(decisions);
        }
        itk_work_free(&work);
    }
    itk_cli_cases_close(&from);
    itk_store_free(store);
    return ok;
}

void
itk_register_cmd_import(struct itk_cli *cli, struct itk_strings args)
{
    const char *path = NULL;
    const struct itk_option options[] = {
        {.name = "--register", .value = &path}};
    size_t counts[ITK_KEPT_SAME + 1] = {0};
    struct itk_error err = ITK_ERROR_INIT;
    itk_register *reg;

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return;
    if (!args.count) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_NO_CASE,
                     ITK_ARGS(cli->command));
        return;
    }
    if (!itk_cli_share(cli) ||
        !(reg = itk_register_cmd_open(cli, path, ITK_REGISTER_MAKE)))
        return;
    if (itk_register_begin(reg, &err) &&
        put_all(cli, reg, args, counts, &err) && itk_register_commit(reg, &err))
        say_done(cli, counts);
    else
        itk_cli_error(cli, &err);
    itk_error_fini(&err);
    itk_register_close(reg);
}
