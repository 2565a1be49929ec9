/*
 * itaku register documents: which files were made of the cases, as the
 * manifests of their folders record them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/manifest.h"
#include "base/file.h"
#include "cli/register_cmd.h"

#define MOST_BYTES ((size_t)1 << 30)

/* Reads the manifest of a folder; NULL with `err`. */
static itk_manifest *
read_manifest(const char *folder, struct itk_arena *arena,
              struct itk_error *err)
{
    struct itk_buf path = ITK_BUF_INIT;
    itk_manifest *manifest;
    struct itk_blob blob;
    const char *name;

    itk_buf_adds(&path, folder);
    itk_buf_adds(&path, "/" ITK_MANIFEST_NAME);
    name = itk_arena_dup(arena, path.data);
    itk_buf_free(&path);
    if (!itk_file_read(name, MOST_BYTES, ITK_FAULT_CALLER, arena, &blob, err))
        return NULL;
    manifest = itk_manifest_new(name);
    if (itk_manifest_take(manifest, blob.data, blob.size, err))
        return manifest;
    itk_manifest_free(manifest);
    return NULL;
}

/* Those of cases that the register holds. */
static bool
put_entries(itk_register *reg, const itk_manifest *manifest, size_t *put,
            size_t *other, struct itk_error *err)
{
    bool ok = true;

    for (size_t i = 0; ok && i < itk_manifest_count(manifest); i++) {
        const struct itk_manifest_entry *entry = itk_manifest_at(manifest, i);
        const struct itk_register_document document = {
            entry->case_id, entry->file, entry->document, entry->sha256,
            entry->size};
        struct itk_arena arena = ITK_ARENA_INIT;
        struct itk_register_row row;

        if (entry->gone)
            continue;
        ok = itk_register_row(reg, entry->case_id, &arena, &row, err);
        *other += ok && !row.id;
        if (ok && row.id) {
            ok = itk_register_put_document(reg, &document, err);
            *put += ok;
        }
        itk_arena_fini(&arena);
    }
    return ok;
}

static bool
put_folders(itk_register *reg, struct itk_strings folders, size_t *put,
            size_t *other, struct itk_error *err)
{
    bool ok = itk_register_begin(reg, err);

    for (size_t i = 0; ok && i < folders.count; i++) {
        struct itk_arena arena = ITK_ARENA_INIT;
        itk_manifest *manifest = read_manifest(folders.at[i], &arena, err);

        ok = manifest && put_entries(reg, manifest, put, other, err);
        itk_manifest_free(manifest);
        itk_arena_fini(&arena);
    }
    return ok && itk_register_commit(reg, err);
}

void
itk_register_cmd_documents(struct itk_cli *cli, struct itk_strings args)
{
    const char *path = NULL;
    const struct itk_option options[] = {
        {.name = "--register", .value = &path}};
    struct itk_error err = ITK_ERROR_INIT;
    size_t put = 0, other = 0;
    itk_register *reg;

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return;
    if (!args.count) {
        itk_register_cmd_usage(cli);
        return;
    }
    reg = itk_register_cmd_open(cli, path, ITK_REGISTER_WRITE);
    if (!reg)
        return;
    if (!put_folders(reg, args, &put, &other, &err))
        itk_cli_error(cli, &err);
    else if (cli->lang == ITK_JA)
        printf("文書 %zu件（登録されていない案件の文書 %zu件）\n", put, other);
    else
        printf("documents: %zu (of cases that are not registered: %zu)\n", put,
               other);
    itk_error_fini(&err);
    itk_register_close(reg);
}
