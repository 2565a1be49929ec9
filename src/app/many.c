/*
 * Threads that each take the next record, render it and write it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/many.h"
#include "base/file.h"
#include "base/pool.h"
#include "input/data.h"
#include "opc/archive.h"

struct run {
    const struct itk_many *how;
    int folder;
    pthread_mutex_t lock; /* of all below */
    size_t taken;         /* records */
    bool stopped;
    struct itk_many_made *made;
    struct itk_error *err; /* why it was stopped */
};

/* What one thread has. */
struct hand {
    struct run *run;
    itk_renderer *renderer;
    struct itk_buf record, docx;
    char becomes[24]; /* what its temporaries are named for */
    struct itk_temp temp;
    size_t number; /* of the record at hand */
    long line;
};

/* ---- faults ---- */

/* Takes `err` over; the first one counts. */
static void
stop(struct run *run, struct itk_error *err)
{
    pthread_mutex_lock(&run->lock);
    if (!run->stopped) {
        *run->err = *err;
        *err = ITK_ERROR_INIT;
    }
    run->stopped = true;
    pthread_mutex_unlock(&run->lock);
    itk_error_fini(err);
}

/* The findings become the run's, or are freed. */
static void
note_fault(struct hand *hand, itk_findings *found)
{
    struct itk_many_made *made = hand->run->made;

    pthread_mutex_lock(&hand->run->lock);
    made->failed++;
    if (made->faults_count < ITK_MANY_MAX_FAULTS) {
        made->faults = itk_grow(made->faults, made->faults_count + 1,
                                sizeof(*made->faults));
        made->faults[made->faults_count++] =
            (struct itk_many_fault){hand->number, hand->line, found};
        found = NULL;
    }
    pthread_mutex_unlock(&hand->run->lock);
    itk_findings_free(found);
}

static int
by_record(const void *a, const void *b)
{
    const struct itk_many_fault *one = a, *two = b;

    return one->record < two->record ? -1 : one->record > two->record;
}

void
itk_many_made_fini(struct itk_many_made *made)
{
    for (size_t i = 0; i < made->faults_count; i++)
        itk_findings_free(made->faults[i].found);
    free(made->faults);
    *made = (struct itk_many_made){0};
}

/* ---- writing ---- */

/* 0, or an errno with nothing left behind. */
static int
write_temp(struct hand *hand, int folder)
{
    const int fd =
        itk_temp_open(&hand->temp, folder, hand->becomes, hand->run->how->mode);
    int number;

    if (fd < 0)
        return errno;
    number = itk_write_all(fd, hand->docx.data, hand->docx.size) ? 0 : errno;
    if (close(fd) != 0 && !number)
        number = errno;
    if (number)
        itk_temp_drop(&hand->temp);
    return number;
}

static int
place(struct hand *hand, int folder, const char *name)
{
    const char *temp = hand->temp.name;
    const bool ok = hand->run->how->replace
                        ? renameat(folder, temp, folder, name) == 0
                        : itk_rename_new(folder, temp, folder, name);
    const int number = ok ? 0 : errno;

    if (ok)
        itk_temp_placed(&hand->temp);
    else
        itk_temp_drop(&hand->temp);
    return number;
}

static bool
write_document(struct hand *hand, struct itk_error *err)
{
    const int folder = hand->run->folder;
    struct itk_loc loc;
    char name[32];
    int number;

    snprintf(name, sizeof(name), ITK_MANY_NAME, hand->number);
    loc = (struct itk_loc){.file = name};
    number = write_temp(hand, folder);
    if (!number)
        number = place(hand, folder, name);
    if (number == EEXIST)
        return itk_fail(err, ITK_FAULT_MACHINE, loc, ITK_MSG_MANY_THERE,
                        ITK_NO_ARGS);
    if (number)
        return itk_fail_both(err, ITK_FAULT_MACHINE, loc, ITK_MSG_CLI_OUTPUT,
                             ITK_ARGS(itk_errno_text(number, ITK_EN)),
                             ITK_ARGS(itk_errno_text(number, ITK_JA)));
    return true;
}

/* ---- one record ---- */

static bool
take(struct hand *hand)
{
    struct run *run = hand->run;
    struct itk_error err = ITK_ERROR_INIT;
    enum itk_next next = ITK_NEXT_END;

    pthread_mutex_lock(&run->lock);
    if (!run->stopped)
        next = itk_records_next(run->how->records, &hand->record, &hand->line,
                                &err);
    if (next == ITK_NEXT_RECORD)
        hand->number = ++run->taken;
    pthread_mutex_unlock(&run->lock);
    if (next == ITK_NEXT_FAULT)
        stop(run, &err);
    return next == ITK_NEXT_RECORD;
}

static bool
render(struct hand *hand, const itk_dataset *data, itk_findings *found,
       struct itk_error *err)
{
    const struct itk_many *how = hand->run->how;
    const struct itk_lookup lookup = itk_dataset_lookup(data);
    struct itk_blob docx;

    itk_buf_clear(&hand->docx);
    if (!itk_render_data(hand->renderer, how->tmpl, &lookup, &how->options,
                         found, &hand->docx, err))
        return false;
    docx = (struct itk_blob){how->data, hand->docx.data, hand->docx.size,
                             ITK_FAULT_PROGRAM};
    return hand->number % ITK_MANY_READ_BACK != 1 ||
           itk_archive_verify(&docx, err);
}

/* False when the run has to stop. */
static bool
make(struct hand *hand)
{
    const struct itk_blob blob = {hand->run->how->data, hand->record.data,
                                  hand->record.size, ITK_FAULT_CASE};
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    itk_dataset *data =
        itk_dataset_read_json(&blob, hand->run->how->items, &err);
    const bool ready = data && render(hand, data, found, &err);
    const bool ok = ready && write_document(hand, &err);
    const bool fatal =
        !ok && itk_error_is_set(&err) && err.fault != ITK_FAULT_CASE;

    itk_dataset_free(data);
    if (ok || fatal)
        itk_findings_free(found);
    if (fatal) {
        stop(hand->run, &err);
        return false;
    }
    if (ok) {
        pthread_mutex_lock(&hand->run->lock);
        hand->run->made->made++;
        pthread_mutex_unlock(&hand->run->lock);
    } else {
        if (itk_error_is_set(&err))
            itk_findings_add_error(found, &err);
        note_fault(hand, found);
    }
    itk_error_fini(&err);
    return true;
}

static void
name_for(size_t thread, char becomes[24])
{
    snprintf(becomes, 24, "thread %zu", thread);
}

/* What a killed run left, however many threads it had. */
static void
sweep(int folder)
{
    char becomes[24];

    for (size_t i = 0; i < ITK_POOL_MAX_THREADS; i++) {
        name_for(i, becomes);
        itk_temp_sweep(folder, becomes);
    }
}

static void
work(void *self, size_t number)
{
    struct hand hand = {.run = self,
                        .renderer = itk_renderer_new(),
                        .record = ITK_BUF_INIT,
                        .docx = ITK_BUF_INIT};

    name_for(number, hand.becomes);
    while (take(&hand) && make(&hand)) {
    }
    itk_renderer_free(hand.renderer);
    itk_buf_free(&hand.record);
    itk_buf_free(&hand.docx);
}

static bool
fail_folder(const struct itk_many *how, int number, struct itk_error *err)
{
    return itk_fail_both(
        err, ITK_FAULT_MACHINE, (struct itk_loc){.file = how->folder},
        ITK_MSG_CLI_OUTPUT, ITK_ARGS(itk_errno_text(number, ITK_EN)),
        ITK_ARGS(itk_errno_text(number, ITK_JA)));
}

bool
itk_many_render(const struct itk_many *how, struct itk_many_made *made,
                struct itk_error *err)
{
    struct run run = {.how = how, .made = made, .err = err};

    *made = (struct itk_many_made){0};
    run.folder = open(how->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (run.folder < 0)
        return fail_folder(how, errno, err);
    sweep(run.folder);
    pthread_mutex_init(&run.lock, NULL);
    itk_pool_run(how->threads, work, &run);
    pthread_mutex_destroy(&run.lock);
    if (made->faults_count)
        qsort(made->faults, made->faults_count, sizeof(*made->faults),
              by_record);
    if (syncfs(run.folder) != 0 && !run.stopped) {
        run.stopped = true;
        (void)fail_folder(how, errno, err);
    }
    close(run.folder);
    return !run.stopped;
}
