/*
 * Writes the report where no earlier one is.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "app/place.h"
#include "app/rewrite.h"
#include "base/file.h"
#include "cli/regenerate_out.h"
#include "opc/archive.h"

#define DOCX ".docx"
#define JSON ".json"

/* Nothing is there. False with errno 0: something is. */
static bool
is_free(const char *path)
{
    struct stat info;

    if (lstat(path, &info) != 0)
        return errno == ENOENT;
    errno = 0;
    return false;
}

/* The same name with another ending. */
static void
put_beside(struct itk_buf *out, const char *docx)
{
    itk_buf_clear(out);
    itk_buf_add(out, docx, strlen(docx) - strlen(DOCX));
    itk_buf_adds(out, JSON);
}

bool
itk_cli_again_can_write(struct itk_cli *cli, const char *out)
{
    const size_t size = out ? strlen(out) : 0, end = strlen(DOCX);
    struct itk_buf beside = ITK_BUF_INIT;
    const char *taken = NULL;

    if (!out)
        return true;
    if (size <= end || strcmp(out + size - end, DOCX) != 0) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_AGAIN_OUT,
                     ITK_ARGS(out));
        return false;
    }
    put_beside(&beside, out);
    if (!is_free(out))
        taken = out;
    else if (!is_free(beside.data))
        taken = beside.data;
    if (taken)
        itk_cli_fail(cli, ITK_FAULT_CALLER, taken, ITK_MSG_CLI_EXISTS,
                     ITK_NO_ARGS);
    itk_buf_free(&beside);
    return !taken;
}

/* Is 旧版/ a folder of its own? A link would lead the report, and
 * what it tells of people, elsewhere. False with errno. */
static bool
is_own_folder(const char *path)
{
    struct stat info;

    if (lstat(path, &info) != 0)
        return false;
    errno = ENOTDIR;
    return S_ISDIR(info.st_mode);
}

static bool
fail_folder(const char *path, struct itk_error *err)
{
    const int number = errno;

    return itk_fail_both(err, ITK_FAULT_MACHINE, (struct itk_loc){.file = path},
                         ITK_MSG_DELIVER_FOLDER,
                         ITK_ARGS(itk_errno_text(number, ITK_EN)),
                         ITK_ARGS(itk_errno_text(number, ITK_JA)));
}

bool
itk_cli_again_has_place(const char *folder, struct itk_error *err)
{
    struct itk_buf path = ITK_BUF_INIT;
    bool ok;

    itk_buf_adds(&path, folder);
    itk_buf_adds(&path, "/" ITK_PLACE_OLD);
    ok = is_own_folder(path.data) || errno == ENOENT ||
         fail_folder(path.data, err);
    itk_buf_free(&path);
    return ok;
}

/* FOLDER/旧版/NAME.N.docx, with the first N for which neither file is there. */
static bool
find_name(const itk_again_report *report, const char *folder,
          struct itk_buf *path, struct itk_error *err)
{
    const char *name = itk_again_report_lang(report) == ITK_JA
                           ? "再作成報告."
                           : "regeneration.";
    struct itk_buf beside = ITK_BUF_INIT;
    bool found = false;

    itk_buf_adds(path, folder);
    itk_buf_adds(path, "/" ITK_PLACE_OLD);
    if ((mkdir(path->data, 0777) != 0 && errno != EEXIST) ||
        !is_own_folder(path->data))
        return fail_folder(path->data, err);
    itk_buf_addc(path, '/');
    itk_buf_adds(path, name);
    for (uint64_t i = 1; !found; i++) {
        const size_t stem = path->size;

        itk_buf_addu(path, i);
        itk_buf_adds(path, DOCX);
        put_beside(&beside, path->data);
        found = is_free(path->data) && is_free(beside.data);
        if (!found && errno)
            break; /* nobody can tell what is there */
        if (!found)
            path->size = stem;
    }
    itk_buf_free(&beside);
    return found || fail_folder(path->data, err);
}

static bool
write_docx(const itk_again_report *report, const char *path,
           struct itk_error *err)
{
    itk_renderer *renderer = itk_renderer_new();
    struct itk_buf docx = ITK_BUF_INIT;
    struct itk_blob bytes = {.name = path, .fault = ITK_FAULT_PROGRAM};
    bool ok = itk_again_report_docx(report, renderer, &docx, err);

    bytes.data = docx.data;
    bytes.size = docx.size;
    ok = ok && itk_archive_verify(&bytes, err) &&
         itk_new_file_write(path, bytes, err);
    itk_buf_free(&docx);
    itk_renderer_free(renderer);
    return ok;
}

bool
itk_cli_again_write(const itk_again_report *report, const char *folder,
                    const char *out, struct itk_buf *path,
                    struct itk_error *err)
{
    struct itk_buf beside = ITK_BUF_INIT, json = ITK_BUF_INIT;
    struct itk_blob bytes = {.fault = ITK_FAULT_PROGRAM};
    bool ok = true;

    if (out)
        itk_buf_adds(path, out);
    else
        ok = find_name(report, folder, path, err);
    if (ok) {
        itk_again_report_json(report, false, &json);
        put_beside(&beside, path->data);
        bytes.name = beside.data;
        bytes.data = json.data;
        bytes.size = json.size;
        ok = write_docx(report, path->data, err) &&
             itk_new_file_write(beside.data, bytes, err);
    }
    itk_buf_free(&beside);
    itk_buf_free(&json);
    return ok;
}
