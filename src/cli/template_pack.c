/*
 * itaku template pack: unpacked parts, from one or more folders, as a .docx.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/template_cmd.h"
#include "opc/archive.h"

#define ITK_PACK_MAX_PARTS 2000u
#define ITK_PACK_MAX_BYTES (256u << 20)
#define ITK_PACK_LEVEL     9

/* The parts of all folders: a later folder's part takes the place of an
 * earlier one's of the same name. */
struct parts {
    const struct itk_blob **at;
    size_t count;
};

static void
add_parts(struct parts *parts, struct itk_blobs from)
{
    parts->at = itk_grow(parts->at, parts->count + from.count + 1,
                         sizeof(const struct itk_blob *));
    for (size_t i = 0; i < from.count; i++) {
        size_t j = 0;

        while (j < parts->count &&
               strcmp(parts->at[j]->name, from.at[i].name) != 0)
            j++;
        parts->at[j] = &from.at[i];
        if (j == parts->count)
            parts->count++;
    }
}

static int
by_name(const void *a, const void *b)
{
    const struct itk_blob *const *x = a, *const *y = b;

    return strcmp((*x)->name, (*y)->name);
}

static void
pack(const struct parts *parts, struct itk_buf *docx)
{
    static const char first[] = "[Content_Types].xml";
    itk_archive *archive = itk_archive_new(ITK_PACK_LEVEL);

    qsort(parts->at, parts->count, sizeof(const struct itk_blob *), by_name);
    itk_archive_begin(archive, docx);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < parts->count; i++) {
            const struct itk_blob *part = parts->at[i];

            if (!strcmp(part->name, first) == !pass)
                itk_archive_add(archive, part->name, part->data, part->size);
        }
    }
    if (!itk_archive_end(archive))
        itk_buf_clear(docx);
    itk_archive_free(archive);
}

static void
pack_folders(struct itk_cli *cli, const char *out, struct itk_strings folders)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf docx = ITK_BUF_INIT;
    struct parts parts = {NULL, 0};
    itk_findings *found = itk_findings_new();
    itk_template *tmpl = NULL;
    bool ok = true;

    for (size_t i = 0; ok && i < folders.count; i++) {
        struct itk_blobs blobs;

        ok = itk_folder_read(folders.at[i], ITK_PACK_MAX_PARTS,
                             ITK_PACK_MAX_BYTES, ITK_FAULT_PACKAGE, &arena,
                             &blobs, &err);
        if (ok)
            add_parts(&parts, blobs);
    }
    if (ok) {
        pack(&parts, &docx);
        tmpl = itk_template_compile(
            &(struct itk_blob){out, docx.data, docx.size, ITK_FAULT_PACKAGE},
            &(struct itk_template_options){.unsearched = true}, found, &err);
    }
    if (tmpl && !itk_cli_replace(out, &docx, &err))
        itk_cli_error(cli, &err);
    else
        itk_cli_template_faults(cli, found, &err);
    itk_template_free(tmpl);
    itk_findings_free(found);
    itk_error_fini(&err);
    itk_buf_free(&docx);
    itk_arena_fini(&arena);
    free(parts.at);
}

void
itk_template_pack(struct itk_cli *cli, struct itk_strings args)
{
    if (!itk_cli_options(cli, &args, NULL, 0))
        return;
    if (args.count < 2)
        itk_template_usage(cli);
    else
        pack_folders(cli, args.at[0],
                     (struct itk_strings){args.at + 1, args.count - 1});
}
