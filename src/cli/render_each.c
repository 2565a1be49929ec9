/*
 * itaku render --each: a document for each record of JSON Lines or of an array.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/many.h"
#include "base/file.h"
#include "cli/render_each.h"

static void
fail_errno(struct itk_cli *cli, enum itk_fault fault, const char *path,
           enum itk_msg id)
{
    const char *words = itk_errno_text(errno, cli->lang);

    itk_cli_fail(cli, fault, path, id, ITK_ARGS(words));
}

static void
report(struct itk_cli *cli, const struct itk_many *how,
       const struct itk_many_made *made)
{
    struct itk_buf number = ITK_BUF_INIT;

    for (size_t i = 0; i < made->faults_count; i++) {
        const struct itk_many_fault *fault = &made->faults[i];
        const struct itk_loc loc = {.file = how->data, .line = fault->line};
        struct itk_error err = ITK_ERROR_INIT;

        itk_buf_clear(&number);
        itk_buf_addu(&number, fault->record);
        itk_fail(&err, ITK_FAULT_CASE, loc, ITK_MSG_MANY_RECORD,
                 ITK_ARGS(number.data));
        itk_cli_error(cli, &err);
        itk_error_fini(&err);
        itk_cli_findings(cli, fault->found);
    }
    if (made->failed > made->faults_count) {
        itk_buf_clear(&number);
        itk_buf_addu(&number, made->failed - made->faults_count);
        itk_cli_fail(cli, ITK_FAULT_CASE, how->data, ITK_MSG_MANY_MORE,
                     ITK_ARGS(number.data));
    }
    printf(cli->lang == ITK_JA ? "作成 %zu 件、作成できないもの %zu 件\n"
                               : "%zu made, %zu not\n",
           made->made, made->failed);
    itk_buf_free(&number);
}

static void
run(struct itk_cli *cli, struct itk_many *how, int fd)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_many_made made;
    bool ok;

    how->records = itk_records_new(fd, how->data, ITK_FAULT_CASE);
    ok = itk_many_render(how, &made, &err);
    report(cli, how, &made);
    if (!ok)
        itk_cli_error(cli, &err);
    itk_many_made_fini(&made);
    itk_records_free(how->records);
    itk_error_fini(&err);
}

void
itk_render_each(struct itk_cli *cli, const itk_template *tmpl,
                const struct itk_render_each *what)
{
    struct itk_many how = {.tmpl = tmpl,
                           .data = what->data,
                           .folder = what->folder,
                           .options = *what->options,
                           .items = what->items,
                           .mode = cli->mode,
                           .replace = what->replace};
    const bool standard = strcmp(what->data, "-") == 0;
    int fd;

    if (!itk_cli_threads(cli, what->threads, &how.threads))
        return;
    if (mkdir(what->folder, 0777) != 0 && errno != EEXIST) {
        fail_errno(cli, ITK_FAULT_MACHINE, what->folder, ITK_MSG_CLI_OUTPUT);
        return;
    }
    fd = standard ? STDIN_FILENO : open(what->data, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        fail_errno(cli, ITK_FAULT_CASE, what->data, ITK_MSG_FILE_READ);
        return;
    }
    run(cli, &how, fd);
    if (!standard)
        close(fd);
}
