/*
 * cold COMMAND...: runs it and prints its wall and CPU time in milliseconds and
 * the most memory that it had. Small, so that what the kernel does to start a
 * child of it is small too.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double
milliseconds(struct timeval time)
{
    return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

int
main(int argc, char **argv)
{
    posix_spawn_file_actions_t quiet;
    struct timespec before, after;
    struct rusage used;
    pid_t child;
    int status;

    if (argc < 2)
        return 2;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    clock_gettime(CLOCK_MONOTONIC, &before);
    if (posix_spawnp(&child, argv[1], &quiet, NULL, argv + 1, environ) != 0 ||
        wait4(child, &status, 0, &used) < 0 || status != 0)
        return 1;
    clock_gettime(CLOCK_MONOTONIC, &after);
    printf("%.3f ms %.3f cpu %ld KiB\n",
           (double)(after.tv_sec - before.tv_sec) * 1e3 +
               (double)(after.tv_nsec - before.tv_nsec) / 1e6,
           milliseconds(used.ru_utime) + milliseconds(used.ru_stime),
           used.ru_maxrss);
    return 0;
}
