/*
 * What the floor and the bench do alike: files, threads, time.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TESTS_BENCH_FILE_H
#define ITK_TESTS_BENCH_FILE_H

#include "base/arena.h"
#include "base/error.h"

_Noreturn void bench_die(const char *what);

/* Reads a whole file or ends the program. */
struct itk_blob bench_read(const char *path, struct itk_arena *arena);

/* A descriptor for bench_put; "-" gives BENCH_NO_FOLDER. */
#define BENCH_NO_FOLDER (-1)
int bench_folder(const char *path);

/* Writes `number`.docx: a temporary, opened, written, closed and renamed. */
void bench_put(int folder, unsigned long number, const void *data, size_t size);

/* A positive number or the end of the program. */
unsigned long bench_number(const char *text);

struct bench_time {
    double wall, cpu; /* seconds; of all threads */
};
struct bench_time bench_now(void);

/* One line: documents a second, microseconds of CPU, bytes and allocations a
 * document. */
void bench_print(struct bench_time began, unsigned long count,
                 unsigned long bytes, unsigned long allocations);

#endif
