/*
 * The gate for zip archives. What it lets through has one reading only: end
 * record, directory, headers and data cover the file without gap or overlap.
 *
 * Source  PKWARE APPNOTE 6.3 (sections in comments); ECMA-376 Part 2, Annex C.
 */
/* SPDX-License-Identifier: MIT */
#include "base/base.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "opc/gate.h"
#include "opc/name.h"
#include "text/utf8.h"

#define LOCAL_SIZE      30u
#define CENTRAL_SIZE    46u
#define END_SIZE        22u
#define LOCATOR_SIZE    20u
#define COMMENT_MAX     65535u
#define DESCRIPTOR_SIZE 12u
#define RATIO_FREE      ((size_t)1 << 20)

#define FLAG_ENCRYPTED  0x0001u
#define FLAG_DESCRIPTOR 0x0008u
#define FLAG_STRONG     0x0040u
#define FLAG_MASKED     0x2000u
#define EXTRA_ZIP64     0x0001u

/* Compound File Binary: an old .doc, or any Office file with a password. */
static const unsigned char ole2[] = {0xD0, 0xCF, 0x11, 0xE0};

/* One entry while it is judged. */
struct record {
    struct itk_zip_entry entry;
    size_t name_size;
    size_t at;  /* of the local header */
    size_t end; /* of the packed data */
    unsigned flags;
    unsigned disk;
    unsigned mode; /* of a Unix file; 0 when none is given */
    bool zip64;
    bool local_sums; /* the local header has the CRC and sizes */
};

struct scan {
    const struct itk_blob *archive;
    const unsigned char *bytes;
    struct itk_zip_limits limits;
    struct itk_arena *arena;
    struct record *records;
    size_t count;
    size_t directory; /* offset of the central directory */
    size_t end;       /* offset of the end record */
    struct itk_error *err;
};

static unsigned
get16(const unsigned char *at)
{
    return (unsigned)at[0] | (unsigned)at[1] << 8;
}

static uint32_t
get32(const unsigned char *at)
{
    return get16(at) | (uint32_t)get16(at + 2) << 16;
}

static bool
is_signature(const unsigned char *at, unsigned char third, unsigned char fourth)
{
    return at[0] == 'P' && at[1] == 'K' && at[2] == third && at[3] == fourth;
}

/* A number as an argument of a message. */
struct number {
    char text[24];
};

static struct number
number_of(uint64_t value)
{
    struct number number;

    snprintf(number.text, sizeof(number.text), "%" PRIu64, value);
    return number;
}

static bool
refuse(const struct scan *scan, const char *entry, enum itk_msg id,
       const char *const args[])
{
    const struct itk_loc loc = {.file = scan->archive->name, .where = entry};

    return itk_fail(scan->err, scan->archive->fault, loc, id, args);
}

static bool
refuse_limit(const struct scan *scan, const char *entry, enum itk_msg id,
             uint64_t value, uint64_t limit)
{
    const struct number is = number_of(value), most = number_of(limit);

    return refuse(scan, entry, id, ITK_ARGS(is.text, most.text));
}

static bool
check_kind(const struct scan *scan)
{
    const size_t size = scan->archive->size;

    if (size >= sizeof(ole2) && memcmp(scan->bytes, ole2, sizeof(ole2)) == 0)
        return refuse(scan, NULL, ITK_MSG_ZIP_OLE2, ITK_NO_ARGS);
    if (size > ITK_ZIP_MAX_BYTES)
        return refuse_limit(scan, NULL, ITK_MSG_ZIP_TOO_BIG, size,
                            ITK_ZIP_MAX_BYTES);
    if (size < 2 || scan->bytes[0] != 'P' || scan->bytes[1] != 'K')
        return refuse(scan, NULL, ITK_MSG_ZIP_NOT, ITK_NO_ARGS);
    return true;
}

/* The last end record is the one that counts. Another before it whose comment
 * reaches the end of the file as well would be a second archive, which other
 * readers may find. */
static bool
find_end(struct scan *scan)
{
    const size_t size = scan->archive->size;
    const size_t reach = END_SIZE + COMMENT_MAX;
    const size_t low = size > reach ? size - reach : 0;
    size_t end, after;
    bool found = false;

    for (size_t at = size < END_SIZE ? low : size - END_SIZE + 1; at-- > low;) {
        const unsigned char *here = scan->bytes + at;

        if (!is_signature(here, 5, 6))
            continue;
        if (!found)
            scan->end = at;
        else if (at + END_SIZE + get16(here + 20) == size)
            return refuse(scan, NULL, ITK_MSG_ZIP_SECOND, ITK_NO_ARGS);
        found = true;
    }
    if (!found)
        return refuse(scan, NULL, ITK_MSG_ZIP_CUT, ITK_NO_ARGS);
    end = scan->end + END_SIZE + get16(scan->bytes + scan->end + 20);
    if (end > size)
        return refuse(scan, NULL, ITK_MSG_ZIP_CUT, ITK_NO_ARGS);
    after = size - end;
    if (after) {
        const struct number bytes = number_of(after);

        return refuse(scan, NULL, ITK_MSG_ZIP_TRAILING, ITK_ARGS(bytes.text));
    }
    return true;
}

/* APPNOTE 4.3.16; the 64-bit locator of 4.3.15 stands right before it. */
static bool
read_end(struct scan *scan)
{
    const unsigned char *end = scan->bytes + scan->end;
    const unsigned here = get16(end + 8), all = get16(end + 10);
    const uint64_t size = get32(end + 12), directory = get32(end + 16);

    if (all == 0xFFFF || size == UINT32_MAX || directory == UINT32_MAX ||
        (scan->end >= LOCATOR_SIZE && is_signature(end - LOCATOR_SIZE, 6, 7)))
        return refuse(scan, NULL, ITK_MSG_ZIP_64, ITK_NO_ARGS);
    if (get16(end + 4) || get16(end + 6) || here != all)
        return refuse(scan, NULL, ITK_MSG_ZIP_DISKS, ITK_NO_ARGS);
    if (all == 0)
        return refuse(scan, NULL, ITK_MSG_ZIP_EMPTY, ITK_NO_ARGS);
    if (all > ITK_ZIP_MAX_ENTRIES)
        return refuse_limit(scan, NULL, ITK_MSG_ZIP_MANY, all,
                            ITK_ZIP_MAX_ENTRIES);
    if (directory + size != scan->end)
        return refuse(scan, NULL, ITK_MSG_ZIP_DIRECTORY_PLACE, ITK_NO_ARGS);
    scan->count = all;
    scan->directory = (size_t)directory;
    return true;
}

/* APPNOTE 4.5: pairs of id and size. Padding that is no such pair is left
 * alone, as everybody does. */
static bool
has_zip64(const unsigned char *extra, size_t size)
{
    size_t at = 0;

    while (size - at >= 4) {
        const size_t length = get16(extra + at + 2);

        if (get16(extra + at) == EXTRA_ZIP64)
            return true;
        if (length > size - at - 4)
            return false;
        at += 4 + length;
    }
    return false;
}

/* Reads one header of the central directory (APPNOTE 4.3.12) at `at`; its
 * length, or 0 when there is none. */
static size_t
read_central(struct scan *scan, size_t at, struct record *record)
{
    const unsigned char *head = scan->bytes + at;
    const size_t left = scan->end - at;
    size_t name, extra, length;

    if (left < CENTRAL_SIZE || !is_signature(head, 1, 2))
        return 0;
    name = get16(head + 28);
    extra = get16(head + 30);
    length = CENTRAL_SIZE + name + extra + get16(head + 32);
    if (length > left)
        return 0;
    record->flags = get16(head + 8);
    record->entry.method = (uint16_t)get16(head + 10);
    record->entry.crc = get32(head + 16);
    record->entry.packed_size = get32(head + 20);
    record->entry.size = get32(head + 24);
    record->disk = get16(head + 34);
    record->mode = get32(head + 38) >> 16;
    record->at = get32(head + 42);
    record->name_size = name;
    record->entry.name =
        itk_arena_copy(scan->arena, (const char *)head + CENTRAL_SIZE, name);
    record->zip64 = record->entry.packed_size == UINT32_MAX ||
                    record->entry.size == UINT32_MAX ||
                    record->at == UINT32_MAX ||
                    has_zip64(head + CENTRAL_SIZE + name, extra);
    return length;
}

static bool
read_directory(struct scan *scan)
{
    size_t at = scan->directory;

    scan->records =
        itk_arena_array(scan->arena, scan->count, sizeof(*scan->records));
    for (size_t i = 0; i < scan->count; i++) {
        const size_t length = read_central(scan, at, &scan->records[i]);
        const struct number nth = number_of(i + 1);

        if (!length)
            return refuse(scan, NULL, ITK_MSG_ZIP_DIRECTORY,
                          ITK_ARGS(nth.text));
        at += length;
    }
    if (at != scan->end)
        return refuse(scan, NULL, ITK_MSG_ZIP_DIRECTORY_PLACE, ITK_NO_ARGS);
    return true;
}

static bool
check_name(const struct scan *scan, const struct record *record)
{
    const char *name = record->entry.name;
    const size_t size = record->name_size;
    const struct itk_label *fault;
    const struct itk_loc loc = {.file = scan->archive->name};

    if (size > ITK_ZIP_MAX_NAME)
        return refuse_limit(scan, NULL, ITK_MSG_ZIP_NAME_LONG, size,
                            ITK_ZIP_MAX_NAME);
    if (itk_utf8_check(name, size) != size)
        return refuse(scan, NULL, ITK_MSG_ZIP_NAME_ENCODING, ITK_ARGS(name));
    fault = itk_name_fault(name, size);
    if (fault)
        return itk_fail_both(scan->err, scan->archive->fault, loc,
                             ITK_MSG_ZIP_NAME,
                             ITK_ARGS(name, fault->in[ITK_EN]),
                             ITK_ARGS(name, fault->in[ITK_JA]));
    return true;
}

static bool
is_folder(const struct record *record)
{
    return record->entry.name[record->name_size - 1] == '/';
}

/* Regular files, and folders that are named as such. Many writers leave the
 * type out. */
static bool
is_ordinary(const struct record *record)
{
    const unsigned type = record->mode & S_IFMT;

    return type == 0 || type == S_IFREG ||
           (type == S_IFDIR && is_folder(record));
}

static bool
check_kind_of_entry(const struct scan *scan, const struct record *record)
{
    const char *name = record->entry.name;
    const struct number method = number_of(record->entry.method);

    if (record->flags & (FLAG_ENCRYPTED | FLAG_STRONG | FLAG_MASKED))
        return refuse(scan, name, ITK_MSG_ZIP_ENCRYPTED, ITK_NO_ARGS);
    if (record->entry.method != 0 && record->entry.method != 8)
        return refuse(scan, name, ITK_MSG_ZIP_METHOD, ITK_ARGS(method.text));
    if (!is_ordinary(record))
        return refuse(scan, name, ITK_MSG_ZIP_SPECIAL, ITK_NO_ARGS);
    if (record->disk)
        return refuse(scan, NULL, ITK_MSG_ZIP_DISKS, ITK_NO_ARGS);
    if (record->zip64)
        return refuse(scan, name, ITK_MSG_ZIP_64, ITK_NO_ARGS);
    return true;
}

static bool
check_size(const struct scan *scan, const struct record *record,
           uint64_t *total)
{
    const struct itk_zip_entry *entry = &record->entry;
    const size_t most = scan->limits.entry_bytes;

    *total += entry->size;
    if (entry->method == 0 && entry->size != entry->packed_size)
        return refuse(scan, entry->name, ITK_MSG_ZIP_SIZE, ITK_NO_ARGS);
    if (is_folder(record) && entry->size)
        return refuse(scan, entry->name, ITK_MSG_ZIP_FOLDER, ITK_NO_ARGS);
    if (entry->size > most)
        return refuse_limit(scan, entry->name, ITK_MSG_ZIP_ENTRY_TOO_BIG,
                            entry->size, most);
    if (*total > scan->limits.bytes)
        return refuse_limit(scan, NULL, ITK_MSG_ZIP_TOTAL_TOO_BIG, *total,
                            scan->limits.bytes);
    if (scan->limits.ratio && entry->size > RATIO_FREE &&
        entry->size > (uint64_t)entry->packed_size * scan->limits.ratio)
        return refuse_limit(scan, entry->name, ITK_MSG_ZIP_RATIO, entry->size,
                            scan->limits.ratio);
    return true;
}

/* The local header (APPNOTE 4.3.7) must say what the directory says; its CRC
 * and sizes may be left to the data descriptor (4.4.4, bit 3). */
static bool
check_local(const struct scan *scan, struct record *record)
{
    struct itk_zip_entry *entry = &record->entry;
    const unsigned char *head = scan->bytes + record->at;
    const unsigned weighty =
        FLAG_ENCRYPTED | FLAG_STRONG | FLAG_MASKED | FLAG_DESCRIPTOR;
    size_t length, data;
    bool empty;

    if (record->at > scan->directory ||
        scan->directory - record->at < LOCAL_SIZE || !is_signature(head, 3, 4))
        return refuse(scan, entry->name, ITK_MSG_ZIP_LOCAL, ITK_NO_ARGS);
    length = LOCAL_SIZE + get16(head + 26) + get16(head + 28);
    if (length > scan->directory - record->at)
        return refuse(scan, entry->name, ITK_MSG_ZIP_LOCAL, ITK_NO_ARGS);
    data = record->at + length;
    record->local_sums = get32(head + 14) == entry->crc &&
                         get32(head + 18) == entry->packed_size &&
                         get32(head + 22) == entry->size;
    empty = !get32(head + 14) && !get32(head + 18) && !get32(head + 22);
    if ((get16(head + 6) ^ record->flags) & weighty ||
        get16(head + 8) != entry->method ||
        get16(head + 26) != record->name_size ||
        memcmp(head + LOCAL_SIZE, entry->name, record->name_size) != 0)
        return refuse(scan, entry->name, ITK_MSG_ZIP_MISMATCH, ITK_NO_ARGS);
    /* Some writers put the 64-bit extra in here always; it counts only when a
     * size is all ones (4.5.3). */
    if (get32(head + 18) == UINT32_MAX || get32(head + 22) == UINT32_MAX)
        return refuse(scan, entry->name, ITK_MSG_ZIP_64, ITK_NO_ARGS);
    if (!record->local_sums && !(record->flags & FLAG_DESCRIPTOR && empty))
        return refuse(scan, entry->name, ITK_MSG_ZIP_MISMATCH, ITK_NO_ARGS);
    if (entry->packed_size > scan->directory - data)
        return refuse(scan, entry->name, ITK_MSG_ZIP_OVERLAP, ITK_NO_ARGS);
    entry->packed = scan->bytes + data;
    record->end = data + entry->packed_size;
    return true;
}

static bool
check_entries(const struct scan *scan)
{
    uint64_t total = 0;

    for (size_t i = 0; i < scan->count; i++) {
        struct record *record = &scan->records[i];

        if (!check_name(scan, record) || !check_kind_of_entry(scan, record) ||
            !check_size(scan, record, &total) || !check_local(scan, record))
            return false;
    }
    return true;
}

static int
by_name(const void *left, const void *right)
{
    const struct record *a = left, *b = right;

    return itk_name_compare(a->entry.name, b->entry.name);
}

static int
by_place(const void *left, const void *right)
{
    const struct record *a = left, *b = right;

    return (a->at > b->at) - (a->at < b->at);
}

/* ECMA-376 Part 2, 6.2.2.3: part names are equal without regard to ASCII
 * case. */
static bool
check_doubles(const struct scan *scan)
{
    struct record *records = scan->records;

    qsort(records, scan->count, sizeof(*records), by_name);
    for (size_t i = 1; i < scan->count; i++) {
        if (by_name(&records[i - 1], &records[i]) == 0)
            return refuse(
                scan, NULL, ITK_MSG_ZIP_DOUBLE,
                ITK_ARGS(records[i - 1].entry.name, records[i].entry.name));
    }
    return true;
}

/* What stands between an entry's data and the next header: nothing, or the
 * data descriptor (APPNOTE 4.3.9), whose signature is optional. */
static bool
check_gap(const struct scan *scan, const struct record *record, size_t next)
{
    const struct itk_zip_entry *entry = &record->entry;
    const unsigned char *at = scan->bytes + record->end;
    const size_t gap = next - record->end;

    if (gap == 0 && record->local_sums)
        return true;
    if (!(record->flags & FLAG_DESCRIPTOR))
        return refuse(scan, entry->name, ITK_MSG_ZIP_GAP, ITK_NO_ARGS);
    if (gap == DESCRIPTOR_SIZE + 4 && is_signature(at, 7, 8))
        at += 4;
    else if (gap != DESCRIPTOR_SIZE)
        return refuse(scan, entry->name, ITK_MSG_ZIP_DESCRIPTOR, ITK_NO_ARGS);
    if (get32(at) != entry->crc || get32(at + 4) != entry->packed_size ||
        get32(at + 8) != entry->size)
        return refuse(scan, entry->name, ITK_MSG_ZIP_DESCRIPTOR, ITK_NO_ARGS);
    return true;
}

static bool
check_layout(const struct scan *scan)
{
    struct record *records = scan->records;

    qsort(records, scan->count, sizeof(*records), by_place);
    if (records[0].at != 0)
        return refuse(scan, NULL, ITK_MSG_ZIP_PREFIX, ITK_NO_ARGS);
    for (size_t i = 0; i < scan->count; i++) {
        const size_t next =
            i + 1 < scan->count ? records[i + 1].at : scan->directory;

        if (records[i].end > next)
            return refuse(scan, records[i].entry.name, ITK_MSG_ZIP_OVERLAP,
                          ITK_NO_ARGS);
        if (!check_gap(scan, &records[i], next))
            return false;
    }
    return true;
}

bool
itk_zip_gate_within(const struct itk_blob *archive,
                    struct itk_zip_limits limits, struct itk_arena *arena,
                    struct itk_zip_entry **entries, size_t *count,
                    struct itk_error *err)
{
    struct scan scan = {.archive = archive,
                        .bytes = archive->data,
                        .limits = limits,
                        .arena = arena,
                        .err = err};

    assert(archive->data || archive->size == 0);
    if (!check_kind(&scan) || !find_end(&scan) || !read_end(&scan) ||
        !read_directory(&scan) || !check_entries(&scan) ||
        !check_doubles(&scan) || !check_layout(&scan))
        return false;
    *count = scan.count;
    *entries = itk_arena_array(arena, scan.count, sizeof(**entries));
    for (size_t i = 0; i < scan.count; i++)
        (*entries)[i] = scan.records[i].entry;
    return true;
}

bool
itk_zip_gate(const struct itk_blob *archive, struct itk_arena *arena,
             struct itk_zip_entry **entries, size_t *count,
             struct itk_error *err)
{
    const struct itk_zip_limits docx = {
        ITK_ZIP_MAX_ENTRY_BYTES, ITK_ZIP_MAX_BYTES_DOCX, ITK_ZIP_MAX_RATIO};

    return itk_zip_gate_within(archive, docx, arena, entries, count, err);
}
