/*
 * PDF files by LibreOffice.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/office.h"
#include "app/out_file.h"
#include "base/arena.h"
#include "base/file.h"

#define PROGRAM "soffice"
#define FILTER                                                                 \
    "pdf:writer_pdf_Export:{\"ExportBookmarks\":{\"type\":\"boolean\","        \
    "\"value\":\"true\"}}"
#define MAX_PDF  (512u << 20)
#define FEW_FDS  32
#define TICK_NS  50000000L
#define PER_TICK 20u /* ticks in a second */

static const char *
program_path(struct itk_arena *arena)
{
    const char *path = getenv("PATH");

    while (path && *path) {
        const size_t size = strcspn(path, ":");
        struct itk_buf name = ITK_BUF_INIT;
        const char *found = NULL;

        itk_buf_add(&name, path, size);
        itk_buf_adds(&name, "/" PROGRAM);
        if (size && access(name.data, X_OK) == 0)
            found = itk_arena_dup(arena, name.data);
        itk_buf_free(&name);
        if (found)
            return found;
        path += size + (path[size] == ':');
    }
    return NULL;
}

bool
itk_office_found(void)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    const bool found = program_path(&arena) != NULL;

    itk_arena_fini(&arena);
    return found;
}

static bool
fail(enum itk_msg id, const char *path, struct itk_error *err)
{
    return itk_fail(err, ITK_FAULT_MACHINE, (struct itk_loc){.file = path}, id,
                    ITK_NO_ARGS);
}

static bool
fail_errno(const char *path, struct itk_error *err)
{
    const int number = errno;

    return itk_fail_both(err, ITK_FAULT_MACHINE, (struct itk_loc){.file = path},
                         ITK_MSG_CLI_OUTPUT,
                         ITK_ARGS(itk_errno_text(number, ITK_EN)),
                         ITK_ARGS(itk_errno_text(number, ITK_JA)));
}

static int
remove_one(const char *path, const struct stat *info, int kind, struct FTW *ftw)
{
    (void)info;
    (void)kind;
    (void)ftw;
    (void)remove(path); /* what cannot go stays in the folder of temporaries */
    return 0;
}

/* ---- the process ---- */

static _Noreturn void
become(const char *program, char *const argv[])
{
    const int null = open("/dev/null", O_RDWR);

    if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
        _exit(127);
    execv(program, argv);
    _exit(127);
}

/* Does it end well, in time? What it has started ends with it. */
static bool
wait_for(pid_t child)
{
    const struct timespec tick = {0, TICK_NS};
    int status = 0;

    for (unsigned ticks = 0; ticks < ITK_OFFICE_SECONDS * PER_TICK; ticks++) {
        const pid_t done = waitpid(child, &status, WNOHANG);

        if (done == child)
            return WIFEXITED(status) && WEXITSTATUS(status) == 0;
        if (done < 0 && errno != EINTR)
            return false;
        nanosleep(&tick, NULL);
    }
    kill(-child, SIGKILL);
    waitpid(child, &status, 0);
    return false;
}

/* A name that begins with a dash is no option. */
static const char *
operand(struct itk_arena *arena, const char *path)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *text;

    itk_buf_adds(&out, *path == '/' ? "" : "./");
    itk_buf_adds(&out, path);
    text = itk_arena_dup(arena, out.data);
    itk_buf_free(&out);
    return text;
}

static bool
convert(const char *program, const char *folder, const char *const *paths,
        size_t count, struct itk_arena *arena)
{
    const char **argv = itk_arena_array(arena, count + 10, sizeof(*argv));
    struct itk_buf profile = ITK_BUF_INIT;
    size_t n = 0;
    pid_t child;
    bool ok;

    itk_buf_adds(&profile, "-env:UserInstallation=file://");
    itk_buf_adds(&profile, folder);
    itk_buf_adds(&profile, "/profile");
    argv[n++] = PROGRAM;
    argv[n++] = profile.data;
    argv[n++] = "--headless";
    argv[n++] = "--norestore";
    argv[n++] = "--convert-to";
    argv[n++] = FILTER;
    argv[n++] = "--outdir";
    argv[n++] = folder;
    for (size_t i = 0; i < count; i++)
        argv[n++] = operand(arena, paths[i]);
    child = fork();
    if (child == 0) {
        setpgid(0, 0);
        /* execv takes char *const *, and writes to none of them. */
        become(program, (char *const *)(uintptr_t)argv);
    }
    if (child > 0)
        setpgid(child, child);
    ok = child > 0 && wait_for(child);
    itk_buf_free(&profile);
    return ok;
}

/* ---- the files ---- */

/* NAME.docx of `path` as NAME.pdf, in `folder` or, when that is NULL, where it
 * is. */
static const char *
pdf_name(struct itk_arena *arena, const char *folder, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    struct itk_buf out = ITK_BUF_INIT;
    const char *name;

    if (folder) {
        itk_buf_adds(&out, folder);
        itk_buf_addc(&out, '/');
    } else {
        itk_buf_add(&out, path, (size_t)(base - path));
    }
    itk_buf_add(&out, base, dot ? (size_t)(dot - base) : strlen(base));
    itk_buf_adds(&out, ".pdf");
    name = itk_arena_dup(arena, out.data);
    itk_buf_free(&out);
    return name;
}

static bool
take_over(const char *folder, const char *path, struct itk_arena *arena,
          struct itk_error *err)
{
    struct itk_blob blob;
    itk_out_file *file;

    if (access(pdf_name(arena, folder, path), R_OK) != 0)
        return fail(ITK_MSG_PACKET_OFFICE, path, err);
    if (!itk_file_read(pdf_name(arena, folder, path), MAX_PDF,
                       ITK_FAULT_MACHINE, arena, &blob, err))
        return false;
    file = itk_out_file_new(pdf_name(arena, NULL, path), err);
    if (!file)
        return false;
    itk_buf_add(itk_out_file_buf(file), blob.data, blob.size);
    return itk_out_file_end(file, err);
}

bool
itk_office_pdf(const char *const *paths, size_t count, struct itk_error *err)
{
    const char *temps = getenv("TMPDIR");
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf folder = ITK_BUF_INIT;
    const char *program = program_path(&arena);
    bool ok = program || fail(ITK_MSG_PACKET_NO_OFFICE, NULL, err);

    itk_buf_adds(&folder, temps && *temps == '/' ? temps : "/tmp");
    itk_buf_adds(&folder, "/itaku-pdf-XXXXXX");
    if (ok && !mkdtemp(folder.data))
        ok = fail_errno(folder.data, err);
    else if (ok) {
        ok = convert(program, folder.data, paths, count, &arena) ||
             fail(ITK_MSG_PACKET_OFFICE, paths[0], err);
        for (size_t i = 0; ok && i < count; i++)
            ok = take_over(folder.data, paths[i], &arena, err);
        nftw(folder.data, remove_one, FEW_FDS, FTW_DEPTH | FTW_PHYS);
    }
    itk_buf_free(&folder);
    itk_arena_fini(&arena);
    return ok;
}
