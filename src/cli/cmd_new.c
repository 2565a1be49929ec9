/*
 * itaku new: writes a commented starter case.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "app/convert.h"
#include "base/file.h"
#include "cli/cmd.h"
#include "input/id.h"

/* To a new file only: nobody's case is overwritten. */
static void
write_new(struct itk_cli *cli, const char *path, const struct itk_buf *text)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    bool ok;

    if (!file) {
        itk_cli_fail(
            cli, errno == EEXIST ? ITK_FAULT_CALLER : ITK_FAULT_MACHINE, path,
            errno == EEXIST ? ITK_MSG_CLI_EXISTS : ITK_MSG_CLI_OUTPUT,
            ITK_ARGS(strerror(errno)));
        if (fd >= 0)
            close(fd);
        return;
    }
    ok = fwrite(text->data, 1, text->size, file) == text->size;
    if (fclose(file) != 0 || !ok) {
        itk_cli_fail(cli, ITK_FAULT_MACHINE, path, ITK_MSG_CLI_OUTPUT,
                     ITK_ARGS(strerror(errno)));
        unlink(path);
    }
}

static void
write_starter(struct itk_cli *cli, const char *id, const char *guideline,
              const char *out)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf text = ITK_BUF_INIT;
    itk_store *store = itk_store_new(cli->share);
    const struct itk_guide *guide = NULL;

    if (itk_case_id_check(id, ITK_FAULT_CALLER, (struct itk_loc){0}, &err))
        guide = itk_cli_guide(cli, store, guideline);
    else
        itk_cli_error(cli, &err);
    if (guide) {
        itk_case_write_starter(guide, id, cli->lang, &text);
        if (out)
            write_new(cli, out, &text);
        else
            fwrite(text.data, 1, text.size, stdout);
    }
    itk_buf_free(&text);
    itk_error_fini(&err);
    itk_store_free(store);
}

static void
write_ledger(struct itk_cli *cli, const char *path, const char *guideline)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_store *store = itk_store_new(cli->share);
    const struct itk_guide *guide = itk_cli_guide(cli, store, guideline);

    if (guide && !itk_convert_new_ledger(path, guide, cli->lang, &err))
        itk_cli_error(cli, &err);
    itk_error_fini(&err);
    itk_store_free(store);
}

enum itk_fault
itk_cmd_new(struct itk_cli *cli, struct itk_strings args)
{
    const char *guideline = NULL, *out = NULL, *ledger = NULL;
    const struct itk_option options[] = {
        {.name = "--ledger", .value = &ledger},
        {.name = "--guideline", .value = &guideline},
        {.name = "-o", .value = &out},
    };

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return cli->fault;
    if (ledger && !args.count && !out) {
        if (itk_cli_share(cli))
            write_ledger(cli, ledger, guideline);
    } else if (args.count != 1 || ledger)
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_ARGUMENTS,
                     ITK_ARGS(cli->command));
    else if (itk_cli_share(cli))
        write_starter(cli, args.at[0], guideline, out);
    itk_cli_flush(cli);
    return cli->fault;
}
