/*
 * itaku manifest: what output folders record.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/kept.h"
#include "cli/cmd.h"

struct tally {
    struct itk_cli *cli;
    size_t states[ITK_KEPT_STATES], changes[ITK_KEPT_CHANGES];
};

static void
usage(struct itk_cli *cli)
{
    itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_ARGUMENTS,
                 ITK_ARGS(cli->command));
}

static void
tell_state(void *self, enum itk_kept_state state, const char *file)
{
    static const char *const words[ITK_LANGS][ITK_KEPT_STATES] = {
        [ITK_EN] = {"as recorded", "edited", "gone", "not recorded"},
        [ITK_JA] = {"記録どおり", "編集あり", "なし", "記録なし"},
    };
    struct tally *tally = self;

    tally->states[state]++;
    if (state == ITK_KEPT_WHOLE)
        return;
    printf("  %s  %s\n", words[tally->cli->lang][state], file);
    if (state != ITK_KEPT_FOREIGN)
        tally->cli->fault =
            itk_fault_worse(tally->cli->fault, ITK_FAULT_MACHINE);
}

static void
verify(struct itk_cli *cli, struct itk_strings args)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct tally tally = {.cli = cli};
    struct itk_kept kept;

    if (args.count != 1) {
        usage(cli);
        return;
    }
    if (itk_kept_open(&kept, args.at[0], &err)) {
        itk_kept_verify(&kept, tell_state, &tally);
        printf(cli->lang == ITK_JA ? "記録どおり %zu、編集あり %zu、なし "
                                     "%zu、記録なし %zu\n"
                                   : "as recorded: %zu, edited: %zu, gone: "
                                     "%zu, not recorded: %zu\n",
               tally.states[ITK_KEPT_WHOLE], tally.states[ITK_KEPT_EDITED],
               tally.states[ITK_KEPT_GONE], tally.states[ITK_KEPT_FOREIGN]);
    } else {
        itk_cli_error(cli, &err);
    }
    itk_kept_close(&kept);
    itk_error_fini(&err);
}

static void
tell_change(void *self, enum itk_kept_change change, const char *file)
{
    static const char *const words[ITK_LANGS][ITK_KEPT_CHANGES] = {
        [ITK_EN] = {"only in the first", "only in the second", "differs",
                    "differs in its bytes only"},
        [ITK_JA] = {"一つ目のみ", "二つ目のみ", "異なる",
                    "ファイルのみ異なる（内容は同じ）"},
    };
    struct tally *tally = self;

    tally->changes[change]++;
    printf("  %s  %s\n", words[tally->cli->lang][change], file);
    tally->cli->fault = itk_fault_worse(tally->cli->fault, ITK_FAULT_CASE);
}

static void
diff(struct itk_cli *cli, struct itk_strings args)
{
    struct itk_kept first = {.fd = -1}, second = {.fd = -1};
    struct itk_error err = ITK_ERROR_INIT;
    struct tally tally = {.cli = cli};

    if (args.count != 2) {
        usage(cli);
        return;
    }
    if (itk_kept_open(&first, args.at[0], &err) &&
        itk_kept_open(&second, args.at[1], &err))
        itk_kept_compare(&first, &second, tell_change, &tally);
    else
        itk_cli_error(cli, &err);
    itk_kept_close(&first);
    itk_kept_close(&second);
    itk_error_fini(&err);
}

static void
merge(struct itk_cli *cli, struct itk_strings args)
{
    const char *above = NULL;
    const struct itk_option options[] = {{.name = "-o", .value = &above}};
    struct itk_error err = ITK_ERROR_INIT;
    size_t files;

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return;
    if (!above || !args.count) {
        usage(cli);
        return;
    }
    if (itk_kept_merge(above, args.at, args.count, &files, &err))
        printf(cli->lang == ITK_JA ? "%zu 個のフォルダーの %zu 個の文書\n"
                                   : "folders: %zu, documents: %zu\n",
               args.count, files);
    else
        itk_cli_error(cli, &err);
    itk_error_fini(&err);
}

enum itk_fault
itk_cmd_manifest(struct itk_cli *cli, struct itk_strings args)
{
    static const struct {
        const char *name;
        void (*run)(struct itk_cli *cli, struct itk_strings args);
    } commands[] = {{"verify", verify}, {"diff", diff}, {"merge", merge}};
    size_t i = 0;

    while (i < ITK_COUNT(commands) &&
           (!args.count || strcmp(args.at[0], commands[i].name) != 0))
        i++;
    if (i < ITK_COUNT(commands))
        commands[i].run(cli, (struct itk_strings){args.at + 1, args.count - 1});
    else
        usage(cli);
    itk_cli_flush(cli);
    return cli->fault;
}
