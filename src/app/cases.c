/*
 * The cases of any number of inputs: paths, folders, and what form a file has.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/cases.h"
#include "app/csv_book.h"
#include "base/file.h"
#include "input/id.h"
#include "input/ledger.h"
#include "table/xlsx.h"

/* O_NONBLOCK: opening a pipe must not wait; it changes nothing for a file. */
#define READ_FLAGS (O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)

/* A file that is being read. */
struct source {
    char *name; /* as the user knows it; NULL: none is open, or a folder is */
    int fd;     /* -1: none */
    bool any;   /* a case stood in it */
    itk_records *records;
    itk_ledger *ledger;
};

struct itk_cases {
    itk_store *store;
    bool heads; /* nobody reads the cases themselves */
    const char *const *paths;
    size_t count, at;
    char **files; /* of the folder paths[at - 1], still to come */
    size_t files_count, files_at;
    struct source source;
    itk_ledger **done; /* ledgers, since what was handed out needs them */
    size_t done_count;
    itk_findings *found;
    struct itk_buf head;
};

itk_cases *
itk_cases_new(itk_store *store, const char *const *paths, size_t count)
{
    itk_cases *cases = itk_alloc(sizeof(*cases));

    *cases = (itk_cases){.store = store,
                         .paths = paths,
                         .count = count,
                         .source.fd = -1,
                         .found = itk_findings_new(),
                         .head = ITK_BUF_INIT};
    return cases;
}

void
itk_cases_heads(itk_cases *cases)
{
    cases->heads = true;
}

static void
close_source(itk_cases *cases)
{
    struct source *source = &cases->source;

    itk_records_free(source->records);
    if (source->ledger) {
        cases->done =
            itk_grow(cases->done, cases->done_count + 1, sizeof(*cases->done));
        cases->done[cases->done_count++] = source->ledger;
    }
    if (source->fd > STDIN_FILENO)
        close(source->fd);
    free(source->name);
    *source = (struct source){.fd = -1};
}

static void
drop_files(itk_cases *cases)
{
    for (size_t i = 0; i < cases->files_count; i++)
        free(cases->files[i]);
    free(cases->files);
    cases->files = NULL;
    cases->files_count = cases->files_at = 0;
}

void
itk_cases_free(itk_cases *cases)
{
    if (!cases)
        return;
    close_source(cases);
    drop_files(cases);
    for (size_t i = 0; i < cases->done_count; i++)
        itk_ledger_free(cases->done[i]);
    free(cases->done);
    itk_findings_free(cases->found);
    itk_buf_free(&cases->head);
    free(cases);
}

const itk_findings *
itk_cases_found(const itk_cases *cases)
{
    return cases->found;
}

/* ---- faults ---- */

static bool
fail_errno(const char *path, enum itk_msg id, int number, struct itk_error *err)
{
    const bool named = number == ENOENT || number == ENOTDIR ||
                       number == EACCES || number == ELOOP ||
                       number == ENAMETOOLONG;

    return itk_fail_both(err, named ? ITK_FAULT_CALLER : ITK_FAULT_MACHINE,
                         (struct itk_loc){.file = path}, id,
                         ITK_ARGS(itk_errno_text(number, ITK_EN)),
                         ITK_ARGS(itk_errno_text(number, ITK_JA)));
}

/* ---- folders ---- */

static bool
ends_in(const char *name, const char *end)
{
    const size_t size = strlen(name), length = strlen(end);

    return size > length && strcasecmp(name + size - length, end) == 0;
}

static bool
is_case_file(const char *name)
{
    static const char *const ends[] = {".xml", ".json", ".jsonl", ".ndjson"};

    for (size_t i = 0; name[0] != '.' && i < ITK_COUNT(ends); i++) {
        if (ends_in(name, ends[i]))
            return true;
    }
    return false;
}

static char *
join(const char *folder, const char *name)
{
    struct itk_buf path = ITK_BUF_INIT;

    itk_buf_adds(&path, folder);
    if (path.size && path.data[path.size - 1] != '/')
        itk_buf_addc(&path, '/');
    itk_buf_adds(&path, name);
    return itk_buf_take(&path);
}

static int
by_bytes(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

static bool
fail_many(const char *path, struct itk_error *err)
{
    struct itk_buf most = ITK_BUF_INIT;

    itk_buf_addu(&most, ITK_CASES_MAX_FILES);
    (void)itk_fail(err, ITK_FAULT_CASE, (struct itk_loc){.file = path},
                   ITK_MSG_CASES_FILES, ITK_ARGS(most.data));
    itk_buf_free(&most);
    return false;
}

/* ".csv" and other forms of cases are not read side by side: is it a ledger? */
static bool
list_files(itk_cases *cases, const char *path, DIR *folder,
           struct itk_error *err)
{
    size_t room = 0, tables = 0;
    struct dirent *one;

    while (errno = 0, (one = readdir(folder)) != NULL) {
        const bool table =
            one->d_name[0] != '.' && ends_in(one->d_name, ".csv");

        if (!table && !is_case_file(one->d_name))
            continue;
        tables += table;
        if (cases->files_count == ITK_CASES_MAX_FILES)
            return fail_many(path, err);
        if (cases->files_count == room) {
            room = room ? room * 2 : 64;
            cases->files = itk_grow(cases->files, room, sizeof(*cases->files));
        }
        cases->files[cases->files_count++] = join(path, one->d_name);
    }
    if (errno)
        return fail_errno(path, ITK_MSG_FILE_READ, errno, err);
    if (!cases->files_count)
        return itk_fail(err, ITK_FAULT_CASE, (struct itk_loc){.file = path},
                        ITK_MSG_CASES_NONE, ITK_NO_ARGS);
    if (tables && tables < cases->files_count)
        return itk_fail(err, ITK_FAULT_CASE, (struct itk_loc){.file = path},
                        ITK_MSG_CASES_MIXED, ITK_NO_ARGS);
    qsort(cases->files, cases->files_count, sizeof(*cases->files), by_bytes);
    return true;
}

/* ---- ledgers ---- */

/* Of what is open, a file or a folder. */
static const char *
input_name(const itk_cases *cases)
{
    return cases->source.name ? cases->source.name
                              : cases->paths[cases->at - 1];
}

static const struct itk_guide *
find_guide(void *self, const char *id, struct itk_error *err)
{
    itk_cases *cases = self;
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_guide *guide = NULL;

    if ((id || (id = itk_store_only(cases->store, &arena, err))) &&
        itk_guideline_id_check(id, ITK_FAULT_CASE,
                               (struct itk_loc){.file = input_name(cases)},
                               err))
        guide = itk_store_guide(cases->store, id, err);
    if (!guide && err->id == ITK_MSG_STORE_NO_GUIDE)
        err->fault = ITK_FAULT_CASE; /* it is the ledger that names it */
    itk_arena_fini(&arena);
    return guide;
}

static bool
open_ledger(itk_cases *cases, itk_book *book, struct itk_error *err)
{
    cases->source.ledger = itk_ledger_open(book, cases->heads, find_guide,
                                           cases, cases->found, err);
    return cases->source.ledger != NULL;
}

static bool
open_folder(itk_cases *cases, const char *path, struct itk_error *err)
{
    DIR *folder = opendir(path);
    bool ok;

    if (!folder)
        return fail_errno(path, ITK_MSG_FILE_OPEN, errno, err);
    ok = list_files(cases, path, folder, err);
    closedir(folder);
    if (ok && ends_in(cases->files[0], ".csv")) {
        ok = open_ledger(cases,
                         itk_csv_book_new(path, cases->files,
                                          cases->files_count, cases->found),
                         err);
        drop_files(cases);
    }
    if (!ok)
        drop_files(cases);
    return ok;
}

/* ---- files ---- */

/* Reads on until `head` has `most` bytes or the input ends. */
static bool
read_head(itk_cases *cases, size_t most, struct itk_error *err)
{
    struct itk_buf *head = &cases->head;

    while (head->size < most) {
        ssize_t got;

        itk_buf_reserve(head, ITK_RECORDS_HEAD);
        got = read(cases->source.fd, head->data + head->size,
                   most - head->size < ITK_RECORDS_HEAD ? most - head->size
                                                        : ITK_RECORDS_HEAD);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail_errno(cases->source.name, ITK_MSG_FILE_READ, errno,
                              err);
        if (got == 0)
            break;
        head->size += (size_t)got;
        head->data[head->size] = '\0';
    }
    return true;
}

/* The first character that is not blank, behind a byte order mark; 0 when there
 * is none. */
static char
first_character(const struct itk_buf *head)
{
    size_t at =
        head->size >= 3 && !memcmp(head->data, "\xEF\xBB\xBF", 3) ? 3 : 0;

    while (at < head->size && strchr(" \t\r\n", head->data[at]) &&
           head->data[at])
        at++;
    return at < head->size ? head->data[at] : '\0';
}

static bool
open_file(itk_cases *cases, const char *path, struct itk_error *err)
{
    struct source *source = &cases->source;
    struct stat facts;

    source->name = strdup(path);
    if (!source->name)
        itk_no_memory();
    if (strcmp(path, "-") == 0) {
        source->fd = STDIN_FILENO;
        return true;
    }
    source->fd = open(path, READ_FLAGS);
    if (source->fd < 0 || fstat(source->fd, &facts) != 0)
        return fail_errno(path, ITK_MSG_FILE_OPEN, errno, err);
    return S_ISREG(facts.st_mode) ||
           itk_fail(err, ITK_FAULT_CALLER, (struct itk_loc){.file = path},
                    ITK_MSG_FILE_KIND, ITK_NO_ARGS);
}

/* The whole of an XML file, whose head has been read. */
static bool
take_xml(itk_cases *cases, struct itk_intake *in, struct itk_error *err)
{
    struct itk_buf most = ITK_BUF_INIT;

    if (!read_head(cases, (size_t)ITK_CASE_MAX_BYTES + 1, err))
        return false;
    if (cases->head.size > ITK_CASE_MAX_BYTES) {
        itk_buf_addu(&most, ITK_CASE_MAX_BYTES);
        (void)itk_fail(err, ITK_FAULT_CASE,
                       (struct itk_loc){.file = cases->source.name},
                       ITK_MSG_FILE_TOO_BIG, ITK_ARGS(most.data));
        itk_buf_free(&most);
        return false;
    }
    itk_buf_add(&in->bytes, cases->head.data, cases->head.size);
    in->kind = ITK_INTAKE_XML;
    in->many = cases->files_count > 0;
    in->blob =
        (struct itk_blob){itk_arena_dup(&in->arena, cases->source.name),
                          in->bytes.data, in->bytes.size, ITK_FAULT_CASE};
    close_source(cases);
    return true;
}

/* Called .csv, or with a comma or tab in a first line that is no markup. */
static bool
is_csv(const char *name, const struct itk_buf *head, char first)
{
    const size_t line = strcspn(head->data, "\r\n");

    if (ends_in(name, ".csv"))
        return true;
    return first != '<' && (signed char)head->data[0] != -1 &&
           (signed char)head->data[0] != -2 &&
           memchr(head->data, ',', line < head->size ? line : head->size);
}

/* A workbook, or a file that Excel has locked with a password. */
static bool
is_workbook(const struct itk_buf *head)
{
    return head->size >= 4 && (!memcmp(head->data, "PK", 2) ||
                               !memcmp(head->data, "\xD0\xCF\x11\xE0", 4));
}

static itk_book *
read_workbook(const char *path, itk_findings *found, struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_blob blob;
    itk_book *book = NULL;

    if (itk_file_read(path, ITK_ZIP_MAX_BYTES, ITK_FAULT_CASE, &arena, &blob,
                      err))
        book = itk_xlsx_open(&blob, &arena, found, err);
    itk_arena_fini(&arena);
    return book;
}

static bool
open_workbook(itk_cases *cases, struct itk_error *err)
{
    itk_book *book;

    if (cases->source.fd == STDIN_FILENO)
        return itk_fail(err, ITK_FAULT_CALLER,
                        (struct itk_loc){.file = cases->source.name},
                        ITK_MSG_XLSX_STDIN, ITK_NO_ARGS);
    book = read_workbook(cases->source.name, cases->found, err);
    return book && open_ledger(cases, book, err);
}

/* Finds out the form of the file that was opened; of XML, takes the case. */
static bool
begin_file(itk_cases *cases, struct itk_intake *in, bool *taken,
           struct itk_error *err)
{
    struct source *source = &cases->source;
    char first;

    itk_buf_clear(&cases->head);
    if (!read_head(cases, ITK_RECORDS_HEAD, err))
        return false;
    if (is_workbook(&cases->head))
        return open_workbook(cases, err);
    first = first_character(&cases->head);
    if (!ends_in(source->name, ".csv") && (first == '{' || first == '[')) {
        source->records =
            itk_records_new(source->fd, source->name, ITK_FAULT_CASE);
        itk_records_unread(source->records, cases->head.data, cases->head.size);
        return true;
    }
    if (is_csv(source->name, &cases->head, first)) {
        const int fd = source->fd;

        source->fd = -1; /* the book's now */
        return open_ledger(cases,
                           itk_csv_book_of(fd, fd != STDIN_FILENO, &cases->head,
                                           source->name, cases->found),
                           err);
    }
    *taken = true;
    return take_xml(cases, in, err);
}

/* ---- one after the other ---- */

/* The input that was open ends, or cannot be read on. */
static enum itk_next
end_input(itk_cases *cases, enum itk_next next, struct itk_intake *in,
          struct itk_error *err)
{
    if (next == ITK_NEXT_END && !cases->source.any) {
        (void)itk_fail(err, ITK_FAULT_CASE,
                       (struct itk_loc){.file = input_name(cases)},
                       ITK_MSG_CASES_EMPTY, ITK_NO_ARGS);
        next = ITK_NEXT_FAULT;
    }
    if (next == ITK_NEXT_FAULT)
        in->blob.name = itk_arena_dup(&in->arena, input_name(cases));
    close_source(cases);
    return next;
}

static enum itk_next
next_record(itk_cases *cases, struct itk_intake *in, struct itk_error *err)
{
    const enum itk_next next =
        itk_records_next(cases->source.records, &in->bytes, &in->line, err);

    if (next == ITK_NEXT_RECORD) {
        in->kind = ITK_INTAKE_JSON;
        in->many = true;
        in->blob =
            (struct itk_blob){itk_arena_dup(&in->arena, cases->source.name),
                              in->bytes.data, in->bytes.size, ITK_FAULT_CASE};
    }
    return next;
}

/* Of the file or folder that is open. */
static enum itk_next
next_case(itk_cases *cases, struct itk_intake *in, struct itk_error *err)
{
    enum itk_next next;

    if (cases->source.records)
        next = next_record(cases, in, err);
    else if (cases->source.ledger)
        next = itk_ledger_next(cases->source.ledger, in, err);
    else
        return ITK_NEXT_END;
    if (next != ITK_NEXT_RECORD)
        return end_input(cases, next, in, err);
    cases->source.any = true;
    return next;
}

/* The next path that is to be read; NULL when there is none. */
static const char *
next_path(itk_cases *cases)
{
    if (cases->files_at < cases->files_count)
        return cases->files[cases->files_at++];
    drop_files(cases);
    return cases->at < cases->count ? cases->paths[cases->at++] : NULL;
}

/* False with `err` set when that input cannot be read. */
static bool
begin(itk_cases *cases, const char *path, struct itk_intake *in, bool *taken,
      struct itk_error *err)
{
    const bool folder_file = cases->files_count > 0;
    struct stat facts;

    if (!folder_file && strcmp(path, "-") != 0 && stat(path, &facts) == 0 &&
        S_ISDIR(facts.st_mode))
        return open_folder(cases, path, err);
    if (open_file(cases, path, err) && begin_file(cases, in, taken, err))
        return true;
    close_source(cases);
    return false;
}

enum itk_next
itk_cases_next(itk_cases *cases, struct itk_intake *in, struct itk_error *err)
{
    itk_intake_clear(in);
    for (;;) {
        const enum itk_next next = next_case(cases, in, err);
        const char *path;
        bool taken = false;

        if (next != ITK_NEXT_END)
            return next;
        path = next_path(cases);
        if (!path)
            return ITK_NEXT_END;
        if (!begin(cases, path, in, &taken, err)) {
            in->blob.name = itk_arena_dup(&in->arena, path);
            in->line = 0;
            return ITK_NEXT_FAULT;
        }
        if (taken)
            return ITK_NEXT_RECORD;
    }
}

itk_book *
itk_cases_book(const char *path, itk_findings *found, struct itk_error *err)
{
    itk_cases *cases = itk_cases_new(NULL, NULL, 0);
    char *only[] = {cases->head.data};
    itk_book *book = NULL;
    struct stat facts;
    DIR *folder;

    if (stat(path, &facts) == 0 && S_ISDIR(facts.st_mode)) {
        folder = opendir(path);
        if (!folder)
            (void)fail_errno(path, ITK_MSG_FILE_OPEN, errno, err);
        else if (list_files(cases, path, folder, err) &&
                 ends_in(cases->files[0], ".csv"))
            book =
                itk_csv_book_new(path, cases->files, cases->files_count, found);
        if (folder)
            closedir(folder);
    } else if (open_file(cases, path, err) &&
               read_head(cases, ITK_RECORDS_HEAD, err)) {
        only[0] = cases->source.name;
        if (is_workbook(&cases->head))
            book = read_workbook(path, found, err);
        else if (is_csv(path, &cases->head, first_character(&cases->head)))
            book = itk_csv_book_new(path, only, 1, found);
    }
    if (!book && !itk_error_is_set(err))
        (void)itk_fail(err, ITK_FAULT_CALLER, (struct itk_loc){.file = path},
                       ITK_MSG_ANNOTATE_LEDGER, ITK_NO_ARGS);
    itk_cases_free(cases);
    return book;
}
