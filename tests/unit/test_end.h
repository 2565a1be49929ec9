/*
 * A child of a test that ends the program ends in order, so that what a
 * coverage build counted in it is not lost. Not under sanitizers, which look
 * for leaks then.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TEST_END_H
#define ITK_TEST_END_H

#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
static bool in_child, ending;

void
_exit(int status)
{
    if (in_child && !ending) {
        ending = true;
        exit(status);
    }
    (void)syscall(SYS_exit_group, status);
    abort();
}
#else
static bool in_child;
#endif

/* The status with which a child ends that calls it; its standard error is
 * closed. */
static inline int
status_of(void (*function)(void *), void *arg)
{
    int status = -1;
    pid_t child;

    fflush(NULL);
    child = fork();
    if (child == 0) {
        in_child = true;
        close(STDERR_FILENO);
        function(arg);
        _exit(99);
    }
    return waitpid(child, &status, 0) == child && WIFEXITED(status)
               ? WEXITSTATUS(status)
               : -1;
}

#endif
