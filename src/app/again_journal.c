/*
 * The journal of a regeneration.
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

#include "app/again_journal.h"
#include "app/place.h"
#include "base/file.h"

struct itk_again_journal {
    char *folder;
    int fd;
    struct itk_buf lines; /* not written yet */
    json_t *cases;        /* of a killed run, by their ids; or NULL */
};

static bool
fail(const itk_again_journal *journal, struct itk_error *err)
{
    const int number = errno;
    struct itk_buf path = ITK_BUF_INIT;

    itk_buf_adds(&path, journal->folder);
    itk_buf_adds(&path, "/" ITK_AGAIN_JOURNAL);
    (void)itk_fail_both(
        err, ITK_FAULT_MACHINE, (struct itk_loc){.file = path.data},
        ITK_MSG_DELIVER_WRITE, ITK_ARGS(itk_errno_text(number, ITK_EN)),
        ITK_ARGS(itk_errno_text(number, ITK_JA)));
    itk_buf_free(&path);
    return false;
}

/* The last line of a case counts. */
static void
read_lines(itk_again_journal *journal, const char *at, const char *end)
{
    const char *feed;

    for (; at < end && (feed = memchr(at, '\n', (size_t)(end - at)));
         at = feed + 1) {
        json_t *one = json_loadb(at, (size_t)(feed - at), 0, NULL);
        const char *id = json_string_value(json_object_get(one, "case"));

        if (id)
            json_object_set(journal->cases, id, one);
        json_decref(one);
    }
}

static bool
open_file(itk_again_journal *journal)
{
    const int folder =
        open(journal->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_blob blob = {0};
    bool ok;

    if (folder < 0)
        return false;
    journal->fd = openat(folder, ITK_AGAIN_JOURNAL,
                         O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC |
                             O_NONBLOCK,
                         0600);
    close(folder);
    ok =
        journal->fd >= 0 &&
        itk_place_read(journal->fd, ITK_AGAIN_MAX_JOURNAL_BYTES, &arena, &blob);
    if (ok)
        read_lines(journal, blob.data, (const char *)blob.data + blob.size);
    itk_arena_fini(&arena);
    /* What comes next begins a line. */
    if (ok && blob.size)
        itk_buf_addc(&journal->lines, '\n');
    return ok;
}

itk_again_journal *
itk_again_journal_open(const char *folder, struct itk_error *err)
{
    itk_again_journal *journal = itk_alloc(sizeof(*journal));
    struct itk_buf name = ITK_BUF_INIT;

    itk_buf_adds(&name, folder);
    *journal = (itk_again_journal){.folder = itk_buf_take(&name),
                                   .fd = -1,
                                   .lines = ITK_BUF_INIT,
                                   .cases = json_object()};
    if (open_file(journal))
        return journal;
    (void)fail(journal, err);
    itk_again_journal_close(journal);
    return NULL;
}

void
itk_again_journal_note(itk_again_journal *journal, const json_t *one)
{
    char *text;

    if (!json_array_size(json_object_get(one, "documents")))
        return;
    text = json_dumps(one, JSON_COMPACT);
    if (!text)
        itk_no_memory();
    itk_buf_adds(&journal->lines, text);
    itk_buf_addc(&journal->lines, '\n');
    free(text);
}

bool
itk_again_journal_sync(itk_again_journal *journal, struct itk_error *err)
{
    if (journal->lines.size < 2)
        return true;
    if (!itk_write_all(journal->fd, journal->lines.data, journal->lines.size) ||
        fsync(journal->fd) != 0)
        return fail(journal, err);
    itk_buf_clear(&journal->lines);
    return true;
}

/* ---- what a killed run has made ---- */

static const char *
text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : "";
}

/* The document of that file; NULL: there is none. */
static json_t *
find_document(const json_t *documents, const char *file)
{
    for (size_t i = 0; i < json_array_size(documents); i++) {
        json_t *document = json_array_get(documents, i);

        if (strcmp(text_of(document, "file"), file) == 0)
            return document;
    }
    return NULL;
}

bool
itk_again_journal_adds(const itk_again_journal *journal, const char *case_id,
                       const char *file, const char *parts)
{
    const json_t *one = json_object_get(journal->cases, case_id),
                 *document =
                     find_document(json_object_get(one, "documents"), file);

    return document && strcmp(text_of(document, "state"), "added") == 0 &&
           strcmp(text_of(document, "parts"), parts) == 0;
}

static bool
is_same(const json_t *a, const json_t *b, const char *name)
{
    return strcmp(text_of(a, name), text_of(b, name)) == 0;
}

/* Did the killed run put the new one beside an edited one? */
static bool
was_put_aside(const json_t *document, const json_t *noted)
{
    return strcmp(text_of(document, "state"), "edited") == 0 &&
           strcmp(text_of(noted, "result"), "aside") == 0;
}

/* The killed run had the old document before it, this one finds the new one, or
 * none: why comes from `noted`. So does what became of it, unless this run
 * found a person's. */
static bool
complete(json_t *document, json_t *noted)
{
    const char *now = text_of(document, "result"),
               *then = text_of(noted, "result");
    const bool done = strcmp(now, "recorded") == 0 ||
                      strcmp(now, "made") == 0 || strcmp(now, "gone") == 0;
    json_t *whole;

    if (!is_same(document, noted, "parts") ||
        !(was_put_aside(document, noted) ||
          (*now && is_same(document, noted, "state"))))
        return false;
    whole = json_copy(noted);
    json_object_del(whole, "aside");
    if (*now &&
        (!done || strcmp(then, "aside") == 0 || strcmp(then, "left") == 0))
        json_object_set(whole, "result", json_object_get(document, "result"));
    if (json_object_get(document, "aside"))
        json_object_set(whole, "aside", json_object_get(document, "aside"));
    json_object_clear(document);
    json_object_update(document, whole);
    json_decref(whole);
    return true;
}

void
itk_again_journal_merge(const itk_again_journal *journal,
                        const itk_again *again, json_t *one)
{
    const json_t *before =
        json_object_get(journal->cases, text_of(one, "case"));
    const json_t *noted = json_object_get(before, "documents");
    json_t *documents = json_object_get(one, "documents");
    bool merged = false;

    for (size_t i = 0; documents && i < json_array_size(noted); i++) {
        json_t *document = json_array_get(noted, i);
        json_t *known = find_document(documents, text_of(document, "file"));

        if (known)
            merged = complete(known, document) || merged;
        else if (itk_again_is_so(again, text_of(document, "file"),
                                 text_of(document, "parts")))
            merged = json_array_append(documents, document) == 0;
    }
    if (merged && !json_object_get(one, "decisions") &&
        json_object_get(before, "decisions"))
        json_object_set(one, "decisions", json_object_get(before, "decisions"));
}

void
itk_again_journal_end(itk_again_journal *journal)
{
    struct itk_buf path = ITK_BUF_INIT;

    itk_buf_adds(&path, journal->folder);
    itk_buf_adds(&path, "/" ITK_AGAIN_JOURNAL);
    (void)unlink(path.data);
    itk_buf_free(&path);
}

void
itk_again_journal_close(itk_again_journal *journal)
{
    if (!journal)
        return;
    if (journal->fd >= 0) {
        struct stat info;

        /* Nothing was to be done, such as in a folder that was refused. */
        if (fstat(journal->fd, &info) == 0 && info.st_size == 0)
            itk_again_journal_end(journal);
        close(journal->fd);
    }
    json_decref(journal->cases);
    itk_buf_free(&journal->lines);
    free(journal->folder);
    free(journal);
}
