/*
 * The zip writer and its check. What stands in the headers besides names,
 * sizes and CRC is fixed, so that the same input gives the same bytes.
 *
 * Source  PKWARE APPNOTE 6.3 (sections in comments).
 */
/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <assert.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "opc/archive.h"
#include "opc/inflate.h"

#define LOCAL_SIZE   30u
#define CENTRAL_SIZE 46u
#define END_SIZE     22u
#define LOCAL_MARK   0x0403u /* behind "PK" */
#define CENTRAL_MARK 0x0201u
#define END_MARK     0x0605u
#define VERSION      20u     /* 2.0: deflate, folders (4.4.3) */
#define MADE_BY      VERSION /* by MS-DOS: no file modes (4.4.2) */
#define FLAG_UTF8    0x0800u
#define TIME         0x0000u
#define DATE         0x0021u /* 1980-01-01, the first that there is */
#define METHOD_STORE 0u
#define METHOD_FLATE 8u

struct itk_archive {
    struct libdeflate_compressor *deflater;
    struct itk_buf packed;    /* one entry, deflated */
    struct itk_buf directory; /* grows with the entries */
    struct itk_buf *out;
    size_t begin; /* offset in `out` of the archive */
    size_t count;
    bool too_large;
};

/* A header under construction: its bytes go out in one piece. */
struct head {
    unsigned char bytes[CENTRAL_SIZE];
    size_t size;
};

static inline void
add16(struct head *head, unsigned value)
{
    head->bytes[head->size++] = (unsigned char)value;
    head->bytes[head->size++] = (unsigned char)(value >> 8);
}

static inline void
add32(struct head *head, size_t value)
{
    add16(head, (unsigned)(value & 0xFFFF));
    add16(head, (unsigned)(value >> 16 & 0xFFFF));
}

/* "PK" and two more bytes. */
static inline void
add_signature(struct head *head, unsigned more)
{
    add16(head, 'P' | 'K' << 8);
    add16(head, more);
}

itk_archive *
itk_archive_new(int level)
{
    itk_archive *archive = itk_alloc(sizeof(*archive));

    assert(level >= 1 && level <= 12);
    archive->packed = (struct itk_buf)ITK_BUF_INIT;
    archive->directory = (struct itk_buf)ITK_BUF_INIT;
    archive->deflater = libdeflate_alloc_compressor(level);
    if (!archive->deflater)
        itk_no_memory();
    return archive;
}

void
itk_archive_free(itk_archive *archive)
{
    if (!archive)
        return;
    libdeflate_free_compressor(archive->deflater);
    itk_buf_free(&archive->packed);
    itk_buf_free(&archive->directory);
    free(archive);
}

void
itk_archive_begin(itk_archive *archive, struct itk_buf *out)
{
    itk_buf_clear(&archive->directory);
    archive->out = out;
    archive->begin = out->size;
    archive->count = 0;
    archive->too_large = false;
}

/* APPNOTE 4.4.4, bit 11. Plain ASCII names do without it. */
static unsigned
name_flags(const char *name)
{
    while (*name) {
        if ((unsigned char)*name++ >= 0x80)
            return FLAG_UTF8;
    }
    return 0;
}

/* The fields that the local header (4.3.7) and the central one (4.3.12) have
 * in common. */
static void
add_common(struct head *head, const struct itk_zip_entry *entry,
           size_t name_size)
{
    add16(head, VERSION);
    add16(head, name_flags(entry->name));
    add16(head, entry->method);
    add16(head, TIME);
    add16(head, DATE);
    add32(head, entry->crc);
    add32(head, entry->packed_size);
    add32(head, entry->size);
    add16(head, (unsigned)name_size);
    add16(head, 0); /* extra */
}

/* Both headers; the data follows the local one. */
static void
add_headers(itk_archive *archive, const struct itk_zip_entry *entry)
{
    struct itk_buf *out = archive->out, *directory = &archive->directory;
    const size_t name_size = strlen(entry->name);
    const size_t at = out->size - archive->begin;
    struct head local = {.size = 0}, central = {.size = 0};

    /* Packed bytes past 4 GiB are seen at the end. */
    if (entry->size > UINT32_MAX || name_size > UINT16_MAX)
        archive->too_large = true;
    archive->count++;

    add_signature(&local, LOCAL_MARK);
    add_common(&local, entry, name_size);
    itk_buf_add(out, local.bytes, local.size);
    itk_buf_add(out, entry->name, name_size);

    add_signature(&central, CENTRAL_MARK);
    add16(&central, MADE_BY);
    add_common(&central, entry, name_size);
    add16(&central, 0); /* comment */
    add16(&central, 0); /* disk */
    add16(&central, 0); /* internal attributes */
    add32(&central, 0); /* external attributes */
    add32(&central, at);
    itk_buf_add(directory, central.bytes, central.size);
    itk_buf_add(directory, entry->name, name_size);
}

/* The size of `data` deflated into the archive's own buffer; 0 when that does
 * not make it smaller. */
static size_t
deflate_apart(itk_archive *archive, const void *data, size_t size)
{
    if (size < 2)
        return 0;
    itk_buf_clear(&archive->packed);
    itk_buf_reserve(&archive->packed, size);
    return libdeflate_deflate_compress(archive->deflater, data, size,
                                       archive->packed.data, size - 1);
}

void
itk_archive_add(itk_archive *archive, const char *name, const void *data,
                size_t size)
{
    const size_t packed = deflate_apart(archive, data, size);
    const struct itk_zip_entry entry = {
        .name = name,
        .packed = packed ? archive->packed.data : data,
        .packed_size = packed ? packed : size,
        .size = size,
        .crc = libdeflate_crc32(0, size ? data : "", size),
        .method = packed ? METHOD_FLATE : METHOD_STORE,
    };

    itk_archive_copy(archive, name, &entry);
}

void
itk_archive_copy(itk_archive *archive, const char *name,
                 const struct itk_zip_entry *entry)
{
    struct itk_zip_entry renamed = *entry;

    renamed.name = name;
    itk_buf_reserve(archive->out,
                    LOCAL_SIZE + strlen(name) + entry->packed_size);
    add_headers(archive, &renamed);
    itk_buf_add(archive->out, entry->packed, entry->packed_size);
}

bool
itk_archive_end(itk_archive *archive)
{
    struct itk_buf *out = archive->out;
    const size_t at = out->size - archive->begin;
    const size_t size = archive->directory.size;
    struct head end = {.size = 0};

    /* The greatest values mean "see the zip64 record" (4.4.1.4). */
    if (archive->too_large || at >= UINT32_MAX || size >= UINT32_MAX ||
        archive->count >= UINT16_MAX)
        return false;
    itk_buf_reserve(out, size + END_SIZE);
    itk_buf_add(out, archive->directory.data, size);
    add_signature(&end, END_MARK);
    add16(&end, 0); /* this disk */
    add16(&end, 0); /* that of the directory */
    add16(&end, (unsigned)archive->count);
    add16(&end, (unsigned)archive->count);
    add32(&end, size);
    add32(&end, at);
    add16(&end, 0); /* comment */
    itk_buf_add(out, end.bytes, end.size);
    return true;
}

bool
itk_archive_verify(const struct itk_blob *archive, struct itk_error *err)
{
    /* A long list of the same value packs better than any honest template. */
    const struct itk_zip_limits ours = {ITK_ZIP_MAX_ENTRY_BYTES, UINT32_MAX, 0};
    struct itk_arena arena = ITK_ARENA_INIT;
    struct libdeflate_decompressor *inflater = NULL;
    struct itk_zip_entry *entries = NULL;
    size_t count = 0, most = 0;
    void *room = NULL;
    bool ok = false;

    if (!itk_zip_gate_within(archive, ours, &arena, &entries, &count, err))
        goto out;
    for (size_t i = 0; i < count; i++) {
        if (entries[i].size > most)
            most = entries[i].size;
    }
    room = itk_alloc(most);
    inflater = libdeflate_alloc_decompressor();
    if (!inflater)
        itk_no_memory();
    ok = true;
    for (size_t i = 0; ok && i < count; i++)
        ok = itk_zip_inflate(inflater, archive, &entries[i], room, err);

out:
    libdeflate_free_decompressor(inflater);
    free(room);
    itk_arena_fini(&arena);
    return ok;
}
