/*
 * Guideline packages and templates, loaded once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "app/store.h"
#include "base/file.h"

#define OWN_TEMPLATES "itaku"

struct itk_store {
    const char *share;
    itk_register *reg;        /* or NULL */
    pthread_mutex_t reg_lock; /* of it */
    pthread_mutex_t lock;     /* of all below */
    struct itk_store_guide {
        struct itk_guide *guide;
        XXH128_hash_t files; /* of the package */
        bool digested;
        char digest[33]; /* with its templates; "": they cannot be read */
    } * guides;
    size_t guides_count;
    struct itk_arena arena; /* of the bytes below */
    struct itk_blob *held;  /* templates, by their paths */
    size_t held_count;
    struct itk_store_template {
        char *path;
        itk_template *tmpl;
    } * templates;
    size_t templates_count;
};

itk_store *
itk_store_new(const char *share)
{
    itk_store *store = itk_alloc(sizeof(*store));

    *store = (itk_store){.share = share};
    pthread_mutex_init(&store->lock, NULL);
    pthread_mutex_init(&store->reg_lock, NULL);
    return store;
}

void
itk_store_free(itk_store *store)
{
    if (!store)
        return;
    for (size_t i = 0; i < store->guides_count; i++)
        itk_guide_free(store->guides[i].guide);
    for (size_t i = 0; i < store->templates_count; i++) {
        free(store->templates[i].path);
        itk_template_free(store->templates[i].tmpl);
    }
    free(store->guides);
    free(store->templates);
    free(store->held);
    itk_arena_fini(&store->arena);
    pthread_mutex_destroy(&store->lock);
    pthread_mutex_destroy(&store->reg_lock);
    free(store);
}

void
itk_store_set_register(itk_store *store, itk_register *reg)
{
    store->reg = reg;
}

bool
itk_store_has_register(const itk_store *store)
{
    return store->reg != NULL;
}

bool
itk_store_lend(itk_store *store, itk_case **data, const struct itk_guide *guide,
               itk_findings *found, struct itk_error *err)
{
    itk_case *lent = NULL;
    bool ok = true;

    if (store->reg) {
        pthread_mutex_lock(&store->reg_lock);
        ok = itk_register_lend(store->reg, *data, guide, found, &lent, err);
        pthread_mutex_unlock(&store->reg_lock);
    }
    if (lent) {
        itk_case_free(*data);
        *data = lent;
    }
    return ok;
}

static void
put_path(struct itk_buf *path, const char *const parts[])
{
    for (size_t i = 0; parts[i]; i++) {
        if (i)
            itk_buf_addc(path, '/');
        itk_buf_adds(path, parts[i]);
    }
}

/* The folder is how a case and the command line name a package; templates and
 * documents go by its id. */
static bool
check_name(const struct itk_guide *guide, const char *path, const char *id,
           struct itk_error *err)
{
    struct itk_buf file = ITK_BUF_INIT;
    const bool ok = strcmp(guide->id, id) == 0;

    put_path(&file, ITK_ARGS(path, "guideline.xml"));
    if (!ok)
        itk_fail(err, ITK_FAULT_PACKAGE, (struct itk_loc){.file = file.data},
                 ITK_MSG_STORE_FOLDER, ITK_ARGS(guide->id, id));
    itk_buf_free(&file);
    return ok;
}

/* A folder of templates that is not there has none; one that cannot be read to
 * its end might have the one that counts. */
static bool
no_more(const char *path, DIR *dir, int number, struct itk_error *err)
{
    if (dir)
        closedir(dir);
    return number == 0 || (!dir && (number == ENOENT || number == ENOTDIR)) ||
           itk_fail_both(err, ITK_FAULT_MACHINE, (struct itk_loc){.file = path},
                         ITK_MSG_FILE_READ,
                         ITK_ARGS(itk_errno_text(number, ITK_EN)),
                         ITK_ARGS(itk_errno_text(number, ITK_JA)));
}

/* NAME/DATE.docx below the guideline's folder of templates; what is named
 * otherwise (a program's lock, a copy) is none of them. */
static bool
list_dates(const char *folder, const char *name, struct itk_arena *arena,
           struct itk_dated_template **all, size_t *count,
           struct itk_error *err)
{
    struct itk_buf path = ITK_BUF_INIT;
    struct itk_date date;
    DIR *dir;
    bool ok;

    put_path(&path, ITK_ARGS(folder, name));
    errno = 0;
    dir = opendir(path.data);
    for (const struct dirent *entry;
         dir && (errno = 0, entry = readdir(dir));) {
        const char *file = entry->d_name;

        if (strlen(file) != strlen("2023-04-01.docx") ||
            strcmp(file + strlen("2023-04-01"), ".docx") != 0 ||
            itk_date_parse(file, strlen("2023-04-01"), &date) != ITK_DATE_OK)
            continue;
        *all = itk_grow(*all, *count + 1, sizeof(**all));
        (*all)[(*count)++] =
            (struct itk_dated_template){date, itk_arena_dup(arena, name)};
    }
    ok = no_more(path.data, dir, errno, err);
    itk_buf_free(&path);
    return ok;
}

bool
itk_store_list_templates(const char *share, struct itk_guide *guide,
                         struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_dated_template *all = NULL;
    struct itk_buf path = ITK_BUF_INIT;
    size_t count = 0;
    bool ok = true;
    DIR *dir;

    put_path(&path, ITK_ARGS(share, "templates", guide->id));
    errno = 0;
    dir = opendir(path.data);
    for (const struct dirent *entry;
         ok && dir && (errno = 0, entry = readdir(dir));) {
        if (entry->d_name[0] != '.')
            ok =
                list_dates(path.data, entry->d_name, &arena, &all, &count, err);
    }
    ok = no_more(path.data, dir, ok ? errno : 0, err) && ok;
    if (ok)
        itk_guide_set_templates(guide, all, count);
    free(all);
    itk_buf_free(&path);
    itk_arena_fini(&arena);
    return ok;
}

/* Names and bytes, each with its size. Nobody gains by forging it: who could
 * would write into the package what he likes. */
static void
add_file(XXH3_state_t *state, const char *name, const struct itk_blob *blob)
{
    const uint64_t size = blob->size;

    XXH3_128bits_update(state, name, strlen(name) + 1);
    XXH3_128bits_update(state, &size, sizeof(size));
    XXH3_128bits_update(state, blob->data, blob->size);
}

static XXH3_state_t *
new_state(void)
{
    XXH3_state_t *state = XXH3_createState();

    if (!state)
        itk_no_memory();
    XXH3_128bits_reset(state);
    return state;
}

static XXH128_hash_t
hash_of(const struct itk_blobs *files)
{
    XXH3_state_t *state = new_state();
    XXH128_hash_t hash;

    for (size_t i = 0; i < files->count; i++)
        add_file(state, files->at[i].name, &files->at[i]);
    hash = XXH3_128bits_digest(state);
    XXH3_freeState(state);
    return hash;
}

static const struct itk_guide *
load_guide(itk_store *store, const char *id, struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf path = ITK_BUF_INIT;
    struct itk_guide *guide = NULL;
    struct itk_blobs files;

    for (size_t i = 0; i < store->guides_count; i++) {
        if (!strcmp(store->guides[i].guide->id, id))
            return store->guides[i].guide;
    }
    put_path(&path, ITK_ARGS(store->share, "clauses", id));
    if (access(path.data, F_OK) != 0)
        itk_fail(err, ITK_FAULT_CALLER, (struct itk_loc){.file = path.data},
                 ITK_MSG_STORE_NO_GUIDE, ITK_ARGS(id));
    else if (itk_folder_read(path.data, ITK_PACKAGE_MAX_FILES,
                             ITK_PACKAGE_MAX_BYTES, ITK_FAULT_PACKAGE, &arena,
                             &files, err))
        guide = itk_guide_load(files, path.data, err);
    if (guide && (!check_name(guide, path.data, id, err) ||
                  !itk_store_list_templates(store->share, guide, err))) {
        itk_guide_free(guide);
        guide = NULL;
    }
    if (guide) {
        store->guides = itk_grow(store->guides, store->guides_count + 1,
                                 sizeof(*store->guides));
        store->guides[store->guides_count++] =
            (struct itk_store_guide){.guide = guide, .files = hash_of(&files)};
    }
    itk_buf_free(&path);
    itk_arena_fini(&arena);
    return guide;
}

const struct itk_guide *
itk_store_guide(itk_store *store, const char *id, struct itk_error *err)
{
    const struct itk_guide *guide;

    pthread_mutex_lock(&store->lock);
    guide = load_guide(store, id, err);
    pthread_mutex_unlock(&store->lock);
    return guide;
}

static const struct itk_blob *
find_held(const itk_store *store, const char *path)
{
    for (size_t i = 0; i < store->held_count; i++) {
        if (!strcmp(store->held[i].name, path))
            return &store->held[i];
    }
    return NULL;
}

static bool
hold(itk_store *store, const char *path)
{
    struct itk_error unsaid =
        ITK_ERROR_INIT; /* by whoever needs the template */
    const char *name = itk_arena_dup(&store->arena, path);
    struct itk_blob blob;
    const bool ok = itk_file_read(name, ITK_ZIP_MAX_BYTES, ITK_FAULT_PACKAGE,
                                  &store->arena, &blob, &unsaid);

    if (ok) {
        store->held =
            itk_grow(store->held, store->held_count + 1, sizeof(*store->held));
        store->held[store->held_count++] = blob;
    }
    itk_error_fini(&unsaid);
    return ok;
}

static void
put_template(const itk_store *store, const char *guideline,
             const struct itk_dated_template *one, struct itk_buf *path)
{
    struct itk_buf date = ITK_BUF_INIT;

    itk_date_iso(&date, one->from);
    put_path(path, ITK_ARGS(store->share, "templates", guideline, one->name,
                            date.data));
    itk_buf_adds(path, ".docx");
    itk_buf_free(&date);
}

/* A template that was compiled before is what it was then. */
static bool
is_compiled(const itk_store *store, const char *path)
{
    for (size_t i = 0; i < store->templates_count; i++) {
        if (!strcmp(store->templates[i].path, path))
            return true;
    }
    return false;
}

static void
digest(itk_store *store, struct itk_store_guide *mine)
{
    const struct itk_guide *guide = mine->guide;
    XXH3_state_t *state = new_state();
    XXH128_canonical_t canonical;
    bool ok = true;

    XXH128_canonicalFromHash(&canonical, mine->files);
    XXH3_128bits_update(state, canonical.digest, sizeof(canonical.digest));
    for (size_t i = 0; ok && i < guide->templates_count; i++) {
        struct itk_buf path = ITK_BUF_INIT;

        put_template(store, guide->id, &guide->templates[i], &path);
        ok = !is_compiled(store, path.data) && hold(store, path.data);
        if (ok)
            add_file(state, path.data + strlen(store->share),
                     find_held(store, path.data));
        itk_buf_free(&path);
    }
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state));
    for (size_t i = 0; ok && i < sizeof(canonical.digest); i++)
        snprintf(mine->digest + 2 * i, 3, "%02x", canonical.digest[i]);
    XXH3_freeState(state);
    mine->digested = true;
}

const char *
itk_store_digest(itk_store *store, const struct itk_guide *guide)
{
    const char *found = NULL;

    pthread_mutex_lock(&store->lock);
    for (size_t i = 0; i < store->guides_count; i++) {
        struct itk_store_guide *mine = &store->guides[i];

        if (mine->guide != guide)
            continue;
        if (!mine->digested)
            digest(store, mine);
        found = mine->digest[0] ? mine->digest : NULL;
    }
    pthread_mutex_unlock(&store->lock);
    return found;
}

static const itk_template *
load_template(itk_store *store, const char *folder, const char *name,
              const char *date, bool plain, struct itk_error *err)
{
    const struct itk_template_options options = {.plain = plain,
                                                 .for_plan = !plain};
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf path = ITK_BUF_INIT;
    itk_findings *found = itk_findings_new();
    itk_template *tmpl = NULL;
    const struct itk_blob *held;
    struct itk_blob blob;

    put_path(&path, ITK_ARGS(store->share, "templates", folder, name, date));
    itk_buf_adds(&path, ".docx");
    for (size_t i = 0; i < store->templates_count; i++) {
        if (!strcmp(store->templates[i].path, path.data))
            tmpl = store->templates[i].tmpl;
    }
    if (tmpl)
        goto out;
    held = find_held(store, path.data);
    if (held)
        tmpl = itk_template_compile(held, &options, found, err);
    else if (access(path.data, F_OK) != 0 && errno == ENOENT)
        itk_fail(err, ITK_FAULT_PACKAGE, (struct itk_loc){.file = path.data},
                 ITK_MSG_STORE_NO_TEMPLATE, ITK_ARGS(name, date));
    else if (itk_file_read(path.data, ITK_ZIP_MAX_BYTES, ITK_FAULT_PACKAGE,
                           &arena, &blob, err))
        tmpl = itk_template_compile(&blob, &options, found, err);
    if (tmpl) {
        store->templates =
            itk_grow(store->templates, store->templates_count + 1,
                     sizeof(*store->templates));
        store->templates[store->templates_count++] =
            (struct itk_store_template){itk_buf_take(&path), tmpl};
    }
out:
    itk_findings_free(found);
    itk_buf_free(&path);
    itk_arena_fini(&arena);
    return tmpl;
}

static const itk_template *
find_template(itk_store *store, const char *folder, const char *name,
              const char *date, bool plain, struct itk_error *err)
{
    const itk_template *tmpl;

    pthread_mutex_lock(&store->lock);
    tmpl = load_template(store, folder, name, date, plain, err);
    pthread_mutex_unlock(&store->lock);
    return tmpl;
}

const itk_template *
itk_store_template(itk_store *store, const char *guideline, const char *name,
                   const char *date, struct itk_error *err)
{
    return find_template(store, guideline, name, date, false, err);
}

const itk_template *
itk_store_own_template(itk_store *store, const char *name, const char *date,
                       struct itk_error *err)
{
    return find_template(store, OWN_TEMPLATES, name, date, true, err);
}

const char *
itk_store_only(itk_store *store, struct itk_arena *arena, struct itk_error *err)
{
    struct itk_buf path = ITK_BUF_INIT;
    const char *only = NULL;
    size_t count = 0;
    DIR *dir;

    put_path(&path, ITK_ARGS(store->share, "clauses"));
    errno = 0;
    dir = opendir(path.data);
    for (const struct dirent *entry;
         dir && (errno = 0, entry = readdir(dir));) {
        if (entry->d_name[0] == '.' || !strcmp(entry->d_name, "schema"))
            continue;
        count++;
        only = itk_arena_dup(arena, entry->d_name);
    }
    if (!no_more(path.data, dir, errno, err)) {
        only = NULL;
    } else if (count != 1) {
        itk_fail(err, count ? ITK_FAULT_CALLER : ITK_FAULT_PACKAGE,
                 (struct itk_loc){.file = path.data},
                 count ? ITK_MSG_STORE_MANY : ITK_MSG_STORE_NONE, ITK_NO_ARGS);
        only = NULL;
    }
    itk_buf_free(&path);
    return only;
}
