/*
 * Reading a package: through the gate, then every part through libzip, whose
 * word for a size is only a claim.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "opc/archive.h"
#include "opc/name.h"
#include "opc/package_data.h"

static bool
refuse(const itk_package *package, const char *part, enum itk_msg id,
       const char *const args[], struct itk_error *err)
{
    const struct itk_loc loc = {.file = package->archive.name, .where = part};

    return itk_fail(err, package->archive.fault, loc, id, args);
}

/* What libzip says of one entry. */
static bool
refuse_entry(const itk_package *package, const char *part, int code,
             struct itk_error *err)
{
    if (code == ZIP_ER_MEMORY)
        itk_no_memory();
    return refuse(package, part,
                  code == ZIP_ER_CRC ? ITK_MSG_ZIP_CRC : ITK_MSG_ZIP_DAMAGED,
                  ITK_NO_ARGS, err);
}

static zip_t *
open_archive(const itk_package *package, struct itk_error *err)
{
    const struct itk_blob *archive = &package->archive;
    zip_source_t *source;
    zip_t *zip = NULL;
    zip_error_t zerr;

    zip_error_init(&zerr);
    source = zip_source_buffer_create(archive->data, archive->size, 0, &zerr);
    if (source)
        zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &zerr);
    if (!zip) {
        zip_source_free(source);
        if (zip_error_code_zip(&zerr) == ZIP_ER_MEMORY)
            itk_no_memory();
        refuse(package, NULL, ITK_MSG_ZIP_REFUSED,
               ITK_ARGS(zip_error_strerror(&zerr)), err);
    }
    zip_error_fini(&zerr);
    return zip;
}

/* Reads until the end, or one byte more than the entry claims. The CRC is
 * compared where libzip says that nothing follows. */
static zip_int64_t
read_to_end(zip_file_t *file, unsigned char *room, size_t most)
{
    zip_int64_t more = 1;
    size_t got = 0;

    while (more > 0 && got < most) {
        more = zip_fread(file, room + got, most - got);
        if (more > 0)
            got += (size_t)more;
    }
    return more < 0 ? -1 : (zip_int64_t)got;
}

static bool
read_part(itk_package *package, zip_t *zip, const struct itk_zip_entry *entry,
          struct itk_error *err)
{
    /* The gate has seen to it that names are unique. */
    const zip_int64_t index = zip_name_locate(zip, entry->name, 0);
    zip_file_t *file =
        index < 0 ? NULL : zip_fopen_index(zip, (zip_uint64_t)index, 0);
    unsigned char *room;
    zip_int64_t got;
    char size[24];
    int code;

    if (!file)
        return refuse_entry(package, entry->name,
                            zip_error_code_zip(zip_get_error(zip)), err);
    room = itk_arena_alloc(&package->arena, entry->size + 1);
    got = read_to_end(file, room, entry->size + 1);
    code = zip_error_code_zip(zip_file_get_error(file));
    if (zip_fclose(file) != 0 || got < 0)
        return refuse_entry(package, entry->name, code, err);
    if ((zip_uint64_t)got != entry->size) {
        snprintf(size, sizeof(size), "%zu", entry->size);
        return refuse(package, entry->name, ITK_MSG_ZIP_SIZE_LIE,
                      ITK_ARGS(size), err);
    }
    package->parts[package->count++] =
        (struct itk_part){entry->name, "", room, entry->size, *entry};
    return true;
}

static bool
read_parts(itk_package *package, struct itk_error *err)
{
    struct itk_zip_entry *entries = NULL;
    size_t count = 0;
    zip_t *zip;
    bool ok = true;

    if (!itk_zip_gate(&package->archive, &package->arena, &entries, &count,
                      err))
        return false;
    zip = open_archive(package, err);
    if (!zip)
        return false;
    package->parts =
        itk_arena_array(&package->arena, count, sizeof(*package->parts));
    for (size_t i = 0; ok && i < count; i++) {
        const size_t length = strlen(entries[i].name);

        /* Folders are no parts (ECMA-376 Part 2, 7.3.4). */
        if (entries[i].name[length - 1] != '/')
            ok = read_part(package, zip, &entries[i], err);
    }
    zip_discard(zip);
    return ok;
}

static int
by_name(const void *left, const void *right)
{
    const struct itk_part *const *a = left, *const *b = right;

    return itk_name_compare((*a)->name, (*b)->name);
}

/* ECMA-376 Part 2, 6.2.2.3: no part name is another with more segments. */
static bool
check_names(const itk_package *package, struct itk_error *err)
{
    char name[ITK_ZIP_MAX_NAME + 1];

    for (size_t i = 0; i < package->count; i++) {
        const char *whole = package->parts[i].name;
        const char *slash = whole;

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

itk_package *
itk_package_read(const struct itk_blob *archive, struct itk_error *err)
{
    itk_package *package = itk_alloc(sizeof(*package));

    package->archive = *archive;
    package->archive.name = itk_arena_dup(&package->arena, archive->name);
    /* Too large is for the gate to say, which looks no further then. */
    if (archive->size <= ITK_ZIP_MAX_BYTES)
        package->archive.data =
            itk_arena_copy(&package->arena, archive->data, archive->size);
    /* libzip asks for a stream's bytes, not for its end; but the stream itself
     * may be copied into another archive. */
    if (!read_parts(package, err) ||
        !itk_archive_verify(&package->archive, err) ||
        !sort_parts(package, err) || !itk_package_judge(package, err)) {
        itk_package_free(package);
        return NULL;
    }
    return package;
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
