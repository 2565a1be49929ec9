/*
 * The line that says how far a run is.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/progress.h"

#define BAR        30
#define REDRAW     0.1  /* seconds */
#define PLAIN_LINE 10.0 /* seconds */

static double
now(void)
{
    struct timespec time = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void
itk_progress_begin(struct itk_progress *progress, const struct itk_cli *cli,
                   size_t total, bool quiet)
{
    *progress = (struct itk_progress){.cli = cli,
                                      .total = total,
                                      .quiet = quiet,
                                      .terminal = isatty(STDERR_FILENO) == 1,
                                      .began = now()};
    progress->told = progress->began;
}

void
itk_progress_hide(struct itk_progress *progress)
{
    if (progress->drawn)
        fputs("\r\033[K", stderr);
    progress->drawn = false;
}

/* "12/400  35/s, 0:11 left, faults: 1" */
static void
say(const struct itk_progress *progress, double time)
{
    const bool ja = progress->cli->lang == ITK_JA;
    const double rate = time > 0 ? (double)progress->done / time : 0;
    const unsigned long left =
        rate > 0 ? (unsigned long)((double)(progress->total - progress->done) /
                                       rate +
                                   0.5)
                 : 0;

    fprintf(stderr,
            ja ? "%zu/%zu 件  毎秒 %.0f 件、残り %lu:%02lu、誤り %zu 件"
               : "%zu/%zu cases  %.0f/s, %lu:%02lu left, faults: %zu",
            progress->done, progress->total, rate, left / 60, left % 60,
            progress->faults);
}

static void
draw(const struct itk_progress *progress, double time)
{
    const size_t full = progress->done * BAR / progress->total;
    char bar[BAR + 1];

    memset(bar, '.', BAR);
    memset(bar, '#', full);
    bar[BAR] = '\0';
    fprintf(stderr, "\r[%s] ", bar);
    say(progress, time);
    fputs("\033[K", stderr);
}

void
itk_progress_step(struct itk_progress *progress, bool fault)
{
    const double time = now();

    progress->done += progress->done < progress->total;
    progress->faults += fault;
    if (progress->quiet || progress->total < 2 ||
        time - progress->told < (progress->terminal ? REDRAW : PLAIN_LINE))
        return;
    progress->told = time;
    if (progress->terminal) {
        draw(progress, time - progress->began);
        progress->drawn = true;
        return;
    }
    fputs("itaku: ", stderr);
    say(progress, time - progress->began);
    fputc('\n', stderr);
}
