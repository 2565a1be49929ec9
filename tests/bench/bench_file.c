/*
 * Files and time for the floor and the bench.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "tests/bench/bench_file.h"

#define MOST_BYTES ((size_t)256 << 20)

void
bench_die(const char *what)
{
    perror(what);
    exit(1);
}

struct itk_blob
bench_read(const char *path, struct itk_arena *arena)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_blob blob;

    if (!itk_file_read(path, MOST_BYTES, ITK_FAULT_CALLER, arena, &blob,
                       &err)) {
        fprintf(stderr, "%s\n", err.text[ITK_EN]);
        exit(1);
    }
    return blob;
}

int
bench_folder(const char *path)
{
    int folder;

    if (strcmp(path, "-") == 0)
        return BENCH_NO_FOLDER;
    folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        bench_die(path);
    return folder;
}

void
bench_put(int folder, unsigned long number, const void *data, size_t size)
{
    char temporary[32], name[32];
    int fd;

    if (folder == BENCH_NO_FOLDER)
        return;
    snprintf(temporary, sizeof(temporary), ".%lu.tmp", number);
    snprintf(name, sizeof(name), "%lu.docx", number);
    fd = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                0600);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size || close(fd) != 0 ||
        renameat(folder, temporary, folder, name) != 0)
        bench_die(name);
}

unsigned long
bench_number(const char *text)
{
    char *end;
    const unsigned long number = strtoul(text, &end, 10);

    if (!number || *end) {
        fprintf(stderr, "not a number: %s\n", text);
        exit(2);
    }
    return number;
}

static double
seconds(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct bench_time
bench_now(void)
{
    return (struct bench_time){seconds(CLOCK_MONOTONIC),
                               seconds(CLOCK_PROCESS_CPUTIME_ID)};
}

void
bench_print(struct bench_time began, unsigned long count, unsigned long bytes,
            unsigned long allocations)
{
    const struct bench_time now = bench_now();
    const double documents = (double)count;

    printf("%.1f docs/s %.2f us %.1f bytes %.2f allocations\n",
           documents / (now.wall - began.wall),
           (now.cpu - began.cpu) / documents * 1e6, (double)bytes / documents,
           (double)allocations / documents);
}
