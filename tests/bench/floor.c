/*
 * floor LEVEL COUNT THREADS FOLDER TEMPLATE DONE...: what a writer of filled
 * documents cannot go below. The bytes of the parts that differ from the
 * template's are there already, taken from the finished documents in turn;
 * they are deflated, all other entries are copied still compressed, and each
 * archive goes to a file of its own (FOLDER "-": none).
 *
 * It shares no code with the writer of the program: headers are ready before
 * the clock starts, and only sums and sizes are put into them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <libdeflate.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/pool.h"
#include "opc/gate.h"
#include "tests/bench/bench_file.h"

#define MAX_DONE     256
#define LOCAL        30u
#define CENTRAL      46u
#define END          22u
#define SUMS_LOCAL   14u /* CRC, packed size, size: 12 bytes */
#define SUMS_CENTRAL 16u
#define PLACE        42u /* of the local header */

struct entry {
    struct itk_zip_entry is; /* in the template */
    size_t name_size;
    bool changed;
    unsigned char *local, *central; /* headers with names */
    unsigned char *bytes[MAX_DONE]; /* when changed: inflated */
    size_t sizes[MAX_DONE];
};

static struct {
    int level;
    unsigned long count;
    int folder;
    struct entry *entries;
    size_t entries_count, done_count, room;
    atomic_ulong next, bytes;
} all;

static void
set16(unsigned char *at, size_t value)
{
    at[0] = (unsigned char)value;
    at[1] = (unsigned char)(value >> 8);
}

static void
set32(unsigned char *at, size_t value)
{
    set16(at, value & 0xFFFF);
    set16(at + 2, value >> 16);
}

static void
set_sums(unsigned char *at, uint32_t crc, size_t packed, size_t size)
{
    set32(at, crc);
    set32(at + 4, packed);
    set32(at + 8, size);
}

/* ---- before the clock starts ---- */

static struct itk_zip_entry *
open_archive(const char *path, struct itk_arena *arena, size_t *count)
{
    const struct itk_blob blob = bench_read(path, arena);
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_zip_entry *entries;

    if (!itk_zip_gate(&blob, arena, &entries, count, &err)) {
        fprintf(stderr, "%s\n", err.text[ITK_EN]);
        exit(1);
    }
    return entries;
}

static void
make_headers(struct entry *entry, struct itk_arena *arena)
{
    static const unsigned char local[] = "PK\3\4\24\0\0\0";
    static const unsigned char central[] = "PK\1\2\24\0\24\0\0\0";
    const size_t name = strlen(entry->is.name);

    entry->name_size = name;
    entry->local = itk_arena_alloc(arena, LOCAL + name);
    entry->central = itk_arena_alloc(arena, CENTRAL + name);
    memcpy(entry->local, local, sizeof(local) - 1);
    memcpy(entry->central, central, sizeof(central) - 1);
    set16(entry->local + 8, entry->is.method);
    set16(entry->central + 10, entry->is.method);
    set16(entry->local + 12, 0x21);
    set16(entry->central + 14, 0x21);
    set_sums(entry->local + SUMS_LOCAL, entry->is.crc, entry->is.packed_size,
             entry->is.size);
    set_sums(entry->central + SUMS_CENTRAL, entry->is.crc,
             entry->is.packed_size, entry->is.size);
    set16(entry->local + 26, name);
    set16(entry->central + 28, name);
    memcpy(entry->local + LOCAL, entry->is.name, name);
    memcpy(entry->central + CENTRAL, entry->is.name, name);
}

static void
read_template(const char *path, struct itk_arena *arena)
{
    struct itk_zip_entry *found = open_archive(path, arena, &all.entries_count);

    all.entries =
        itk_arena_array(arena, all.entries_count, sizeof(struct entry));
    for (size_t i = 0; i < all.entries_count; i++) {
        all.entries[i].is = found[i];
        make_headers(&all.entries[i], arena);
    }
}

static unsigned char *
inflate(const struct itk_zip_entry *entry, struct itk_arena *arena)
{
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    unsigned char *bytes = itk_arena_alloc(arena, entry->size + 1);

    if (entry->method == 0)
        memcpy(bytes, entry->packed, entry->size);
    else if (libdeflate_deflate_decompress(d, entry->packed, entry->packed_size,
                                           bytes, entry->size, NULL))
        bench_die(entry->name);
    libdeflate_free_decompressor(d);
    return bytes;
}

static const struct itk_zip_entry *
named(const struct itk_zip_entry *entries, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(entries[i].name, name) == 0)
            return &entries[i];
    }
    fprintf(stderr, "not in a finished document: %s\n", name);
    exit(1);
}

static void
read_done(const char *path, struct itk_arena *arena)
{
    size_t count, room = END;
    struct itk_zip_entry *found = open_archive(path, arena, &count);

    for (size_t i = 0; i < all.entries_count; i++) {
        struct entry *entry = &all.entries[i];
        const struct itk_zip_entry *is = named(found, count, entry->is.name);

        entry->bytes[all.done_count] = inflate(is, arena);
        entry->sizes[all.done_count] = is->size;
        if (is->crc != entry->is.crc || is->size != entry->is.size) {
            entry->changed = true;
            set16(entry->local + 8, 8);
            set16(entry->central + 10, 8);
        }
        room += LOCAL + CENTRAL + 2 * entry->name_size + is->size +
                is->packed_size + 64;
    }
    if (room > all.room)
        all.room = room;
    all.done_count++;
}

/* ---- while it runs ---- */

static size_t
put_entry(struct libdeflate_compressor *c, const struct entry *entry,
          size_t done, unsigned char *out, size_t at, unsigned char *central)
{
    unsigned char *local = out + at;
    unsigned char *data = local + LOCAL + entry->name_size;
    const size_t room = all.room - (size_t)(data - out);
    size_t packed = entry->is.packed_size;

    memcpy(local, entry->local, LOCAL + entry->name_size);
    memcpy(central, entry->central, CENTRAL + entry->name_size);
    set32(central + PLACE, at);
    if (entry->changed) {
        const unsigned char *bytes = entry->bytes[done];
        const size_t size = entry->sizes[done];
        const uint32_t crc = libdeflate_crc32(0, bytes, size);

        packed = libdeflate_deflate_compress(c, bytes, size, data, room);
        set_sums(local + SUMS_LOCAL, crc, packed, size);
        set_sums(central + SUMS_CENTRAL, crc, packed, size);
    } else {
        memcpy(data, entry->is.packed, packed);
    }
    return (size_t)(data - out) + packed;
}

static size_t
make(struct libdeflate_compressor *c, size_t done, unsigned char *out,
     unsigned char *directory)
{
    size_t at = 0, size = 0;

    for (size_t i = 0; i < all.entries_count; i++) {
        at = put_entry(c, &all.entries[i], done, out, at, directory + size);
        size += CENTRAL + all.entries[i].name_size;
    }
    memcpy(out + at, directory, size);
    memset(out + at + size, 0, END);
    memcpy(out + at + size, "PK\5\6", 4);
    set16(out + at + size + 8, all.entries_count);
    set16(out + at + size + 10, all.entries_count);
    set32(out + at + size + 12, size);
    set32(out + at + size + 16, at);
    return at + size + END;
}

static void
work(void *self, size_t thread)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(all.level);
    unsigned char *out = itk_alloc(all.room), *directory = itk_alloc(all.room);
    unsigned long bytes = 0, i;

    (void)self;
    (void)thread;
    while ((i = atomic_fetch_add(&all.next, 1)) < all.count) {
        const size_t size = make(c, i % all.done_count, out, directory);

        bench_put(all.folder, i, out, size);
        bytes += size;
    }
    atomic_fetch_add(&all.bytes, bytes);
    libdeflate_free_compressor(c);
    free(out);
    free(directory);
}

int
main(int argc, char **argv)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct bench_time began;

    if (argc < 7) {
        fputs("usage: floor LEVEL COUNT THREADS FOLDER TEMPLATE DONE...\n",
              stderr);
        return 2;
    }
    all.level = (int)bench_number(argv[1]);
    all.count = bench_number(argv[2]);
    all.folder = bench_folder(argv[4]);
    read_template(argv[5], &arena);
    for (int i = 6; i < argc && all.done_count < MAX_DONE; i++)
        read_done(argv[i], &arena);
    began = bench_now();
    itk_pool_run(bench_number(argv[3]), work, NULL);
    bench_print(began, all.count, atomic_load(&all.bytes), 0);
    itk_arena_fini(&arena);
    return 0;
}
