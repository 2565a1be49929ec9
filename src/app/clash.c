/*
 * The ids of all cases, as hashes, before the first document is made.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "app/clash.h"
#include "base/file.h"
#include "text/fold.h"

#define COPY_SIZE ((size_t)1 << 16)
#define TAKEN     1u /* the lowest bit of a hash's high half */

/* Hashes of 128 bits: open addressing, a power of two, at most half full. */
struct seen {
    XXH128_hash_t *at; /* all 0: free */
    size_t count, room;
};

/* Two of one name: the first is looked for again, to tell where it stands. */
struct clash {
    XXH128_hash_t hash;
    char *id, *file;
    long line;
    bool told;
};

struct itk_clash {
    struct itk_shard shard;
    struct seen seen;
    struct itk_buf folded;
    struct clash clashes[ITK_CLASH_MAX];
    size_t clashes_count, cases;
};

static XXH128_hash_t
hash_of(itk_clash *clash, const char *id)
{
    XXH128_hash_t hash;

    itk_buf_clear(&clash->folded);
    itk_fold(id, &clash->folded);
    hash = XXH3_128bits(clash->folded.data, clash->folded.size);
    hash.high64 &= ~(uint64_t)TAKEN;
    return hash;
}

static bool
is_free(const XXH128_hash_t *slot)
{
    return slot->low64 == 0 && slot->high64 == 0;
}

static bool
is_equal(XXH128_hash_t a, XXH128_hash_t b)
{
    return a.low64 == b.low64 && (a.high64 | TAKEN) == (b.high64 | TAKEN);
}

static XXH128_hash_t *
slot_of(const struct seen *seen, XXH128_hash_t hash)
{
    size_t i = (size_t)hash.low64 & (seen->room - 1);

    while (!is_free(&seen->at[i]) && !is_equal(seen->at[i], hash))
        i = (i + 1) & (seen->room - 1);
    return &seen->at[i];
}

static void
grow(struct seen *seen)
{
    struct seen larger = {.room = seen->room ? 2 * seen->room : 1024};

    larger.at = itk_alloc(larger.room * sizeof(*larger.at));
    memset(larger.at, 0, larger.room * sizeof(*larger.at));
    for (size_t i = 0; i < seen->room; i++) {
        if (!is_free(&seen->at[i]))
            *slot_of(&larger, seen->at[i]) = seen->at[i];
    }
    larger.count = seen->count;
    free(seen->at);
    *seen = larger;
}

static char *
copy(const char *text)
{
    char *made = strdup(text);

    if (!made)
        itk_no_memory();
    return made;
}

/* The first pass: a case after the other. */
static void
see(itk_clash *clash, const struct itk_intake *in, const char *id)
{
    const XXH128_hash_t hash = hash_of(clash, id);
    XXH128_hash_t *slot;

    if (2 * clash->seen.count >= clash->seen.room)
        grow(&clash->seen);
    slot = slot_of(&clash->seen, hash);
    if (is_free(slot)) {
        *slot = hash;
        clash->seen.count++;
    } else if (clash->clashes_count < ITK_CLASH_MAX) {
        clash->clashes[clash->clashes_count++] = (struct clash){
            hash, copy(id), copy(in->blob.name), in->line, false};
    }
}

/* The second: a case that others clash with tells where it stands. */
static void
tell(itk_clash *clash, const struct itk_intake *in, const char *id,
     itk_findings *found)
{
    const XXH128_hash_t hash = hash_of(clash, id);
    struct itk_buf first = ITK_BUF_INIT;

    itk_buf_adds(&first, in->blob.name);
    itk_buf_addc(&first, ':');
    itk_buf_addu(&first, (uint64_t)in->line);
    for (size_t i = 0; i < clash->clashes_count; i++) {
        struct clash *one = &clash->clashes[i];

        if (one->told || !is_equal(one->hash, hash))
            continue;
        one->told = true;
        itk_findings_add(found, ITK_SEV_ERROR,
                         (struct itk_loc){.file = one->file, .line = one->line},
                         ITK_MSG_CLI_SAME_CASE,
                         ITK_ARGS(one->id, id, first.data));
    }
    itk_buf_free(&first);
}

/* A case of which only the id is read; "" when that cannot be. */
static void
pass_case(itk_clash *clash, const struct itk_intake *in, itk_findings *found)
{
    struct itk_error unsaid = ITK_ERROR_INIT; /* until all is read */
    struct itk_case_head head;

    if (!itk_intake_head(in, &head, &unsaid))
        head.id[0] = '\0';
    if (head.id[0] && found)
        tell(clash, in, head.id, found);
    else if (head.id[0])
        see(clash, in, head.id);
    clash->cases += !found && itk_shard_has(&clash->shard, head.id);
    itk_error_fini(&unsaid);
}

/* `found` NULL: the first pass. What the caller has to mend is said when the
 * cases are read. */
static bool
pass(itk_clash *clash, itk_store *store, const struct itk_paths *paths,
     itk_findings *found, struct itk_error *err)
{
    itk_cases *cases = itk_cases_new(store, paths->at, paths->count);
    struct itk_intake in = ITK_INTAKE_INIT;
    enum itk_next next;

    itk_cases_heads(cases);
    do {
        next = itk_cases_next(cases, &in, err);
        if (next == ITK_NEXT_RECORD)
            pass_case(clash, &in, found);
        else if (next == ITK_NEXT_FAULT && err->fault != ITK_FAULT_MACHINE)
            itk_error_fini(err);
    } while (next != ITK_NEXT_END && !itk_error_is_set(err));
    itk_cases_free(cases);
    itk_intake_fini(&in);
    return !itk_error_is_set(err);
}

/* ---- standard input, which can be read once only ---- */

static bool
fail_input(struct itk_error *err)
{
    const int number = errno;

    return itk_fail_both(err, ITK_FAULT_MACHINE, (struct itk_loc){.file = "-"},
                         ITK_MSG_FILE_READ,
                         ITK_ARGS(itk_errno_text(number, ITK_EN)),
                         ITK_ARGS(itk_errno_text(number, ITK_JA)));
}

/* Into a file without a name, which takes its place. */
static bool
keep_input(struct itk_error *err)
{
    FILE *file = tmpfile();
    char *bytes = itk_alloc(COPY_SIZE);
    bool ok = file != NULL;
    ssize_t got = 1;

    while (ok && got != 0) {
        got = read(STDIN_FILENO, bytes, COPY_SIZE);
        if (got < 0 && errno == EINTR)
            continue;
        ok = got >= 0 && fwrite(bytes, 1, (size_t)got, file) == (size_t)got;
    }
    ok = ok && fflush(file) == 0 &&
         dup2(fileno(file), STDIN_FILENO) == STDIN_FILENO;
    if (!ok)
        (void)fail_input(err);
    if (file)
        fclose(file);
    free(bytes);
    return ok;
}

static bool
uses_input(const struct itk_paths *paths)
{
    for (size_t i = 0; i < paths->count; i++) {
        if (strcmp(paths->at[i], "-") == 0)
            return true;
    }
    return false;
}

itk_clash *
itk_clash_new(const struct itk_shard *shard)
{
    itk_clash *clash = itk_alloc(sizeof(*clash));

    *clash = (itk_clash){.shard = *shard, .folded = ITK_BUF_INIT};
    return clash;
}

void
itk_clash_free(itk_clash *clash)
{
    if (!clash)
        return;
    for (size_t i = 0; i < clash->clashes_count; i++) {
        free(clash->clashes[i].id);
        free(clash->clashes[i].file);
    }
    free(clash->seen.at);
    itk_buf_free(&clash->folded);
    free(clash);
}

bool
itk_clash_find(itk_clash *clash, itk_store *store,
               const struct itk_paths *paths, itk_findings *found,
               struct itk_error *err)
{
    const bool input = uses_input(paths);
    off_t start = 0;
    bool ok = true;

    if (input && (start = lseek(STDIN_FILENO, 0, SEEK_CUR)) < 0) {
        start = 0;
        ok = keep_input(err);
    }
    for (int i = 0; ok && i < 2; i++) {
        if (input && lseek(STDIN_FILENO, start, SEEK_SET) < 0)
            ok = fail_input(err);
        else if (i == 0)
            ok = pass(clash, store, paths, NULL, err);
        else if (clash->clashes_count)
            ok = pass(clash, store, paths, found, err);
    }
    if (ok && input && lseek(STDIN_FILENO, start, SEEK_SET) < 0)
        ok = fail_input(err);
    return ok;
}

size_t
itk_clash_cases(const itk_clash *clash)
{
    return clash->cases;
}

bool
itk_clash_take(itk_clash *clash, const char *id)
{
    const XXH128_hash_t hash = hash_of(clash, id);
    XXH128_hash_t *slot = clash->seen.room ? slot_of(&clash->seen, hash) : NULL;

    if (!slot || is_free(slot) || (slot->high64 & TAKEN))
        return false;
    slot->high64 |= TAKEN;
    return true;
}
