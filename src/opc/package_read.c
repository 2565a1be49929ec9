/*
 * Reading a package: through the gate, then every part inflated, and the names.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "opc/inflate.h"
#include "opc/name.h"
#include "opc/package_data.h"
#include "opc/rels.h"
#include "text/utf8.h"

static bool
refuse(const itk_package *package, const char *part, enum itk_msg id,
       const char *const args[], struct itk_error *err)
{
    const struct itk_loc loc = {.file = package->archive.name, .where = part};

    return itk_fail(err, package->archive.fault, loc, id, args);
}

static bool
read_part(itk_package *package, struct libdeflate_decompressor *inflater,
          const struct itk_zip_entry *entry, struct itk_error *err)
{
    void *room = itk_arena_alloc(&package->arena, entry->size + 1);
    const void *data =
        itk_zip_inflate(inflater, &package->archive, entry, room, err);

    if (!data)
        return false;
    if (data != room)
        memcpy(room, data, entry->size);
    package->parts[package->count++] =
        (struct itk_part){entry->name, "", room, entry->size, *entry};
    return true;
}

static bool
read_parts(itk_package *package, struct itk_error *err)
{
    struct libdeflate_decompressor *inflater;
    struct itk_zip_entry *entries = NULL;
    size_t count = 0;
    bool ok = true;

    if (!itk_zip_gate(&package->archive, &package->arena, &entries, &count,
                      err))
        return false;
    inflater = libdeflate_alloc_decompressor();
    if (!inflater)
        itk_no_memory();
    package->parts =
        itk_arena_array(&package->arena, count, sizeof(*package->parts));
    for (size_t i = 0; ok && i < count; i++) {
        const size_t length = strlen(entries[i].name);

        /* Folders are no parts (ECMA-376 Part 2, 7.3.4). */
        if (entries[i].name[length - 1] != '/')
            ok = read_part(package, inflater, &entries[i], err);
    }
    libdeflate_free_decompressor(inflater);
    return ok;
}

static int
by_name(const void *left, const void *right)
{
    const struct itk_part *const *a = left, *const *b = right;

    return itk_name_compare((*a)->name, (*b)->name);
}

static const struct itk_label escaped_letter = {
    {"it has a letter, digit, dot, hyphen or slash as %XX",
     "英数字、「.」、「-」、「_」、「~」又は「/」が %XX の形で書かれています"}};

/* Escapes that change nothing (ECMA-376 Part 2, 6.2.2.2): with them one name
 * would have several spellings. */
static bool
escapes_letters(const char *name)
{
    struct itk_buf one = ITK_BUF_INIT;
    bool found = false;

    for (; !found && *name; name++) {
        char escape[4] = {0};

        memcpy(escape, name, strnlen(name, 3));
        itk_buf_clear(&one);
        itk_rels_unescape(escape, &one);
        found =
            escape[0] == '%' && one.size == 1 &&
            (one.data[0] == '/' || one.data[0] == '\\' || one.data[0] == '.' ||
             one.data[0] == '-' || one.data[0] == '_' || one.data[0] == '~' ||
             (one.data[0] >= '0' && one.data[0] <= '9') ||
             (one.data[0] >= 'A' && one.data[0] <= 'Z') ||
             (one.data[0] >= 'a' && one.data[0] <= 'z'));
    }
    itk_buf_free(&one);
    return found;
}

/* Names are the same when they are so without their escapes. */
static bool
check_escapes(const itk_package *package, const char *name,
              struct itk_error *err)
{
    const struct itk_loc loc = {.file = package->archive.name};
    struct itk_buf plain = ITK_BUF_INIT;
    const struct itk_label *fault;
    bool ok = true;

    if (!strchr(name, '%'))
        return true;
    itk_rels_unescape(name, &plain);
    if (itk_utf8_check(plain.data, plain.size) != plain.size) {
        ok = refuse(package, NULL, ITK_MSG_ZIP_NAME_ENCODING, ITK_ARGS(name),
                    err);
    } else {
        fault = escapes_letters(name) ? &escaped_letter
                                      : itk_name_fault(plain.data, plain.size);
        if (fault)
            ok = itk_fail_both(err, package->archive.fault, loc,
                               ITK_MSG_ZIP_NAME,
                               ITK_ARGS(name, fault->in[ITK_EN]),
                               ITK_ARGS(name, fault->in[ITK_JA]));
        else if (strcmp(plain.data, name) != 0 &&
                 itk_package_find(package, plain.data))
            ok = refuse(package, NULL, ITK_MSG_ZIP_DOUBLE,
                        ITK_ARGS(name, plain.data), err);
    }
    itk_buf_free(&plain);
    return ok;
}

/* ECMA-376 Part 2, 6.2.2.3: no part name is another with more segments. */
static bool
check_names(const itk_package *package, struct itk_error *err)
{
    char name[ITK_ZIP_MAX_NAME + 1];

    for (size_t i = 0; i < package->count; i++) {
        const char *whole = package->parts[i].name;
        const char *slash = whole;

        if (!check_escapes(package, whole, err))
            return false;
        while ((slash = strchr(slash, '/'))) {
            memcpy(name, whole, (size_t)(slash - whole));
            name[slash++ - whole] = '\0';
            if (itk_package_find(package, name))
                return refuse(package, NULL, ITK_MSG_OPC_NAME, ITK_ARGS(whole),
                              err);
        }
    }
    return true;
}

static bool
sort_parts(itk_package *package, struct itk_error *err)
{
    package->sorted = itk_arena_array(&package->arena, package->count,
                                      sizeof(*package->sorted));
    for (size_t i = 0; i < package->count; i++)
        package->sorted[i] = &package->parts[i];
    qsort(package->sorted, package->count, sizeof(*package->sorted), by_name);
    return check_names(package, err);
}

static itk_package *
read_whole(const struct itk_blob *archive, bool look, struct itk_error *err)
{
    itk_package *package = itk_alloc(sizeof(*package));

    package->archive = *archive;
    package->archive.name = itk_arena_dup(&package->arena, archive->name);
    package->look = look;
    /* Too large is for the gate to say, which looks no further then. */
    if (archive->size <= ITK_ZIP_MAX_BYTES)
        package->archive.data =
            itk_arena_copy(&package->arena, archive->data, archive->size);
    if (!read_parts(package, err) || !sort_parts(package, err) ||
        !itk_package_judge(package, err)) {
        itk_package_free(package);
        return NULL;
    }
    return package;
}

itk_package *
itk_package_read(const struct itk_blob *archive, struct itk_error *err)
{
    return read_whole(archive, false, err);
}

itk_package *
itk_package_look(const struct itk_blob *archive, struct itk_error *err)
{
    return read_whole(archive, true, err);
}

void
itk_package_free(itk_package *package)
{
    if (!package)
        return;
    itk_arena_fini(&package->arena);
    free(package);
}

size_t
itk_package_count(const itk_package *package)
{
    return package->count;
}

const struct itk_part *
itk_package_at(const itk_package *package, size_t i)
{
    return &package->parts[i];
}

const struct itk_part *
itk_package_find(const itk_package *package, const char *name)
{
    size_t low = 0, high = package->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = itk_name_compare(name, package->sorted[middle]->name);

        if (order == 0)
            return package->sorted[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const struct itk_part *
itk_package_main(const itk_package *package)
{
    return package->main;
}

const char *
itk_package_attached(const itk_package *package)
{
    return package->attached;
}

bool
itk_package_is_signed(const itk_package *package)
{
    return package->is_signed;
}
