/*
 * bench MODE COUNT THREADS FOLDER TEMPLATE DATA: renders the records of DATA
 * (a JSON array) in turn, each to a file of its own (FOLDER "-": none), and
 * prints documents a second, bytes and heap allocations a document. Template
 * and data are read before the clock starts. MODE is "default" or "smallest",
 * with "+verify" when each archive is to be read again as a whole.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/pool.h"
#include "input/data.h"
#include "input/records.h"
#include "render/render.h"
#include "tests/bench/bench_file.h"
#include "tests/bench/count_alloc.h"

#define MAX_RECORDS 256

static struct {
    struct itk_render_options options;
    bool verify;
    unsigned long count;
    int folder;
    itk_template *tmpl;
    itk_dataset *records[MAX_RECORDS];
    size_t records_count;
    atomic_ulong next, bytes, allocations;
} all;

static void
die(const struct itk_error *err, const itk_findings *found)
{
    for (size_t i = 0; found && i < itk_findings_count(found); i++)
        fprintf(stderr, "%s\n", itk_findings_at(found, i)->text[ITK_EN]);
    if (itk_error_is_set(err))
        fprintf(stderr, "%s\n", err->text[ITK_EN]);
    exit(1);
}

static void
read_mode(const char *mode)
{
    const char *plus = strchr(mode, '+');
    const size_t size = plus ? (size_t)(plus - mode) : strlen(mode);

    all.options.smallest = size == 8 && memcmp(mode, "smallest", size) == 0;
    all.verify = plus && strcmp(plus, "+verify") == 0;
    if ((!all.options.smallest &&
         (size != 7 || memcmp(mode, "default", size) != 0)) ||
        (plus && !all.verify)) {
        fprintf(stderr, "no such mode: %s\n", mode);
        exit(2);
    }
}

static void
render(itk_renderer *renderer, unsigned long number, itk_findings *found,
       struct itk_buf *docx)
{
    const struct itk_lookup lookup =
        itk_dataset_lookup(all.records[number % all.records_count]);
    struct itk_error err = ITK_ERROR_INIT;

    itk_buf_clear(docx);
    if (!itk_render_data(renderer, all.tmpl, &lookup, &all.options, found, docx,
                         &err))
        die(&err, found);
    if (all.verify &&
        !itk_archive_verify(&(struct itk_blob){"output", docx->data, docx->size,
                                               ITK_FAULT_PROGRAM},
                            &err))
        die(&err, NULL);
}

static void
work(void *self, size_t thread)
{
    itk_renderer *renderer = itk_renderer_new();
    itk_findings *found = itk_findings_new();
    struct itk_buf docx = ITK_BUF_INIT;
    const unsigned long before = count_alloc();
    unsigned long bytes = 0, i;

    (void)self;
    (void)thread;
    while ((i = atomic_fetch_add(&all.next, 1)) < all.count) {
        render(renderer, i, found, &docx);
        bench_put(all.folder, i, docx.data, docx.size);
        bytes += docx.size;
    }
    atomic_fetch_add(&all.bytes, bytes);
    atomic_fetch_add(&all.allocations, count_alloc() - before);
    itk_buf_free(&docx);
    itk_findings_free(found);
    itk_renderer_free(renderer);
}

/* ---- before the clock starts ---- */

static void
read_template(const char *path, struct itk_arena *arena)
{
    const struct itk_template_options options = {.plain = true};
    const struct itk_blob docx = bench_read(path, arena);
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();

    all.tmpl = itk_template_compile(&docx, &options, found, &err);
    if (!all.tmpl)
        die(&err, found);
    itk_findings_free(found);
}

static void
add_record(const struct itk_buf *json, const char *name,
           struct itk_arena *arena)
{
    const struct itk_blob blob = {name,
                                  itk_arena_copy(arena, json->data, json->size),
                                  json->size, ITK_FAULT_CALLER};
    struct itk_error err = ITK_ERROR_INIT;
    itk_dataset *record = itk_dataset_read(&blob, ITK_DATA_MAX_ITEMS, &err);

    if (!record)
        die(&err, NULL);
    all.records[all.records_count++] = record;
}

static void
read_records(const char *path, struct itk_arena *arena)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    itk_records *records;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf json = ITK_BUF_INIT;
    long line;

    if (fd < 0)
        bench_die(path);
    records = itk_records_new(fd, path, ITK_FAULT_CALLER);
    while (all.records_count < MAX_RECORDS &&
           itk_records_next(records, &json, &line, &err) == ITK_NEXT_RECORD)
        add_record(&json, path, arena);
    if (itk_error_is_set(&err))
        die(&err, NULL);
    if (!all.records_count) {
        fprintf(stderr, "%s: no record\n", path);
        exit(1);
    }
    itk_records_free(records);
    itk_buf_free(&json);
    close(fd);
}

int
main(int argc, char **argv)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct bench_time began;

    if (argc != 7) {
        fputs("usage: bench MODE COUNT THREADS FOLDER TEMPLATE DATA\n", stderr);
        return 2;
    }
    count_alloc_begin();
    read_mode(argv[1]);
    all.count = bench_number(argv[2]);
    all.folder = bench_folder(argv[4]);
    read_template(argv[5], &arena);
    read_records(argv[6], &arena);
    began = bench_now();
    itk_pool_run(bench_number(argv[3]), work, NULL);
    bench_print(began, all.count, atomic_load(&all.bytes),
                atomic_load(&all.allocations));
    itk_template_free(all.tmpl);
    for (size_t i = 0; i < all.records_count; i++)
        itk_dataset_free(all.records[i]);
    itk_arena_fini(&arena);
    return 0;
}
