/*
 * Guideline packages and templates, loaded once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/store.h"
#include "base/file.h"

#define OWN_TEMPLATES "itaku"

struct itk_store {
    const char *share;
    pthread_mutex_t lock; /* of all below */
    struct itk_guide **guides;
    size_t guides_count;
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
    return store;
}

void
itk_store_free(itk_store *store)
{
    if (!store)
        return;
    for (size_t i = 0; i < store->guides_count; i++)
        itk_guide_free(store->guides[i]);
    for (size_t i = 0; i < store->templates_count; i++) {
        free(store->templates[i].path);
        itk_template_free(store->templates[i].tmpl);
    }
    free(store->guides);
    free(store->templates);
    pthread_mutex_destroy(&store->lock);
    free(store);
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

/* NAME/DATE.docx below the guideline's folder of templates; what is named
 * otherwise (a program's lock, a copy) is none of them. */
static void
list_dates(const char *folder, const char *name, struct itk_arena *arena,
           struct itk_dated_template **all, size_t *count)
{
    struct itk_buf path = ITK_BUF_INIT;
    struct itk_date date;
    DIR *dir;

    put_path(&path, ITK_ARGS(folder, name));
    dir = opendir(path.data);
    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        const char *file = entry->d_name;

        if (strlen(file) != strlen("2023-04-01.docx") ||
            strcmp(file + strlen("2023-04-01"), ".docx") != 0 ||
            itk_date_parse(file, strlen("2023-04-01"), &date) != ITK_DATE_OK)
            continue;
        *all = itk_grow(*all, *count + 1, sizeof(**all));
        (*all)[(*count)++] =
            (struct itk_dated_template){date, itk_arena_dup(arena, name)};
    }
    if (dir)
        closedir(dir);
    itk_buf_free(&path);
}

void
itk_store_list_templates(const char *share, struct itk_guide *guide)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_dated_template *all = NULL;
    struct itk_buf path = ITK_BUF_INIT;
    size_t count = 0;
    DIR *dir;

    put_path(&path, ITK_ARGS(share, "templates", guide->id));
    dir = opendir(path.data);
    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        if (entry->d_name[0] != '.')
            list_dates(path.data, entry->d_name, &arena, &all, &count);
    }
    if (dir)
        closedir(dir);
    itk_guide_set_templates(guide, all, count);
    free(all);
    itk_buf_free(&path);
    itk_arena_fini(&arena);
}

static const struct itk_guide *
load_guide(itk_store *store, const char *id, struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf path = ITK_BUF_INIT;
    struct itk_guide *guide = NULL;
    struct itk_blobs files;

    for (size_t i = 0; i < store->guides_count; i++) {
        if (!strcmp(store->guides[i]->id, id))
            return store->guides[i];
    }
    put_path(&path, ITK_ARGS(store->share, "clauses", id));
    if (access(path.data, F_OK) != 0)
        itk_fail(err, ITK_FAULT_CALLER, (struct itk_loc){.file = path.data},
                 ITK_MSG_STORE_NO_GUIDE, ITK_ARGS(id));
    else if (itk_folder_read(path.data, ITK_PACKAGE_MAX_FILES,
                             ITK_PACKAGE_MAX_BYTES, ITK_FAULT_PACKAGE, &arena,
                             &files, err))
        guide = itk_guide_load(files, path.data, err);
    if (guide && !check_name(guide, path.data, id, err)) {
        itk_guide_free(guide);
        guide = NULL;
    }
    if (guide) {
        itk_store_list_templates(store->share, guide);
        store->guides = itk_grow(store->guides, store->guides_count + 1,
                                 sizeof(*store->guides));
        store->guides[store->guides_count++] = guide;
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

static const itk_template *
load_template(itk_store *store, const char *folder, const char *name,
              const char *date, bool plain, struct itk_error *err)
{
    const struct itk_template_options options = {.plain = plain};
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf path = ITK_BUF_INIT;
    itk_findings *found = itk_findings_new();
    itk_template *tmpl = NULL;
    struct itk_blob blob;

    put_path(&path, ITK_ARGS(store->share, "templates", folder, name, date));
    itk_buf_adds(&path, ".docx");
    for (size_t i = 0; i < store->templates_count; i++) {
        if (!strcmp(store->templates[i].path, path.data))
            tmpl = store->templates[i].tmpl;
    }
    if (tmpl)
        goto out;
    if (access(path.data, F_OK) != 0 && errno == ENOENT)
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
    dir = opendir(path.data);
    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        if (entry->d_name[0] == '.' || !strcmp(entry->d_name, "schema"))
            continue;
        count++;
        only = itk_arena_dup(arena, entry->d_name);
    }
    if (dir)
        closedir(dir);
    if (count != 1) {
        itk_fail(err, count ? ITK_FAULT_CALLER : ITK_FAULT_PACKAGE,
                 (struct itk_loc){.file = path.data},
                 count ? ITK_MSG_STORE_MANY : ITK_MSG_STORE_NONE, ITK_NO_ARGS);
        only = NULL;
    }
    itk_buf_free(&path);
    return only;
}
