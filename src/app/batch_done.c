/*
 * Cases that were done before, and what is remembered of those that are done
 * now.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/batch_slot.h"

void
itk_batch_room(struct itk_batch_slot *slot, size_t count)
{
    if (count <= slot->room)
        return;
    slot->docx = itk_grow(slot->docx, count, sizeof(*slot->docx));
    slot->parts = itk_grow(slot->parts, count, sizeof(*slot->parts));
    slot->one.made = itk_grow(slot->one.made, count, sizeof(*slot->one.made));
    for (size_t i = slot->room; i < count; i++)
        slot->docx[i] = (struct itk_buf)ITK_BUF_INIT;
    slot->room = count;
}

bool
itk_batch_was_done(const struct itk_batch *how, struct itk_batch_slot *slot,
                   const struct itk_done *done)
{
    struct itk_batch_case *one = &slot->one;
    struct itk_manifest_case before;

    if (!itk_deliver_is_done(how->deliver, done, &before) ||
        (before.waiting && !how->terse))
        return false;
    one->done = true;
    one->id = before.case_id;
    one->work.guide = done->guide;
    itk_batch_room(slot, before.files_count);
    for (size_t i = 0; i < before.files_count; i++)
        one->made[i] = (struct itk_batch_made){
            0,
            {.folder = before.case_id,
             .file = strrchr(before.files[i], '/') + 1,
             .case_id = before.case_id,
             .result = ITK_DELIVERED_SAME},
        };
    one->made_count = before.files_count;
    return true;
}

/* ---- files that are no longer made ---- */

struct left {
    struct itk_batch_case *one;
    struct itk_arena *arena;
};

/* NAME.docx, or NAME.new.docx and NAME.new2.docx, which were put beside it? */
static bool
is_of(const char *file, const char *name)
{
    const char *dot = strrchr(name, '.');
    const size_t stem = dot ? (size_t)(dot - name) : strlen(name);
    const char *rest = file + stem;

    if (strncmp(file, name, stem) != 0)
        return false;
    if (strncmp(rest, ".new", 4) == 0)
        rest += 4 + strspn(rest + 4, "0123456789");
    return strcmp(rest, dot ? dot : "") == 0;
}

/* Is it made now, or does its document wait for something? Then that is told.
 */
static bool
is_accounted_for(const struct itk_batch_case *one, const char *file,
                 const char *document)
{
    for (size_t i = 0; i < one->made_count; i++) {
        if (is_of(file, one->made[i].delivery.file))
            return true;
    }
    for (size_t i = 0; i < itk_plans_count(one->work.plans); i++) {
        const struct itk_planned *planned = itk_plans_at(one->work.plans, i);

        if (planned->state == ITK_PLAN_WAITING &&
            strcmp(planned->document->id, document) == 0)
            return true;
    }
    return false;
}

static void
add_left(void *self, const char *file, const char *document)
{
    struct left *left = self;
    struct itk_batch_case *one = left->one;

    if (is_accounted_for(one, file, document))
        return;
    one->left = itk_grow(one->left, one->left_count + 1, sizeof(*one->left));
    one->left[one->left_count++] = itk_arena_dup(left->arena, file);
}

static int
by_name(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

void
itk_batch_find_left(const struct itk_batch *how, struct itk_batch_slot *slot)
{
    struct left left = {&slot->one, &slot->in.arena};

    if (how->terms.documents_count)
        return;
    itk_deliver_recorded_of(how->deliver, slot->one.id, add_left, &left);
    if (slot->one.left_count)
        qsort(slot->one.left, slot->one.left_count, sizeof(*slot->one.left),
              by_name);
}

/* ---- what is remembered ---- */

/* How many documents wait; SIZE_MAX when one that was asked for by name cannot
 * be made, which is to be said each time. */
static size_t
count_waiting(const struct itk_batch *how, const itk_plans *plans)
{
    size_t waiting = 0;

    for (size_t i = 0; i < itk_plans_count(plans); i++) {
        const struct itk_planned *planned = itk_plans_at(plans, i);

        if (!itk_batch_wants(how, planned->document->id))
            continue;
        if (how->terms.documents_count && planned->state != ITK_PLAN_READY)
            return SIZE_MAX;
        waiting += planned->state == ITK_PLAN_WAITING;
    }
    return waiting;
}

void
itk_batch_note(const struct itk_batch *how, struct itk_batch_slot *slot,
               const struct itk_done *done)
{
    const struct itk_batch_case *one = &slot->one;
    struct itk_arena *arena = &slot->in.arena;
    struct itk_done_file *files =
        itk_arena_array(arena, one->made_count + 1, sizeof(*files));
    const char **paths =
        itk_arena_array(arena, one->made_count + 1, sizeof(*paths));
    struct itk_digest digest;

    if (!one->made_count || one->left_count ||
        itk_findings_count(one->work.found))
        return;
    for (size_t i = 0; i < one->made_count; i++) {
        struct itk_delivery *made = &one->made[i].delivery;
        struct itk_buf path = ITK_BUF_INIT;

        if (made->result == ITK_DELIVERED_SAME &&
            !itk_deliver_recorded(how->deliver, made->folder, made->file,
                                  &made->sha256))
            return;
        itk_deliver_put_folder(how->deliver, made->folder, &path);
        itk_buf_addc(&path, '/');
        itk_buf_adds(&path, made->file);
        paths[i] = itk_arena_dup(arena, path.data);
        files[i] = (struct itk_done_file){made->file, made->sha256.hex};
        itk_buf_free(&path);
    }
    digest = itk_done_digest(&done->inputs, files, one->made_count);
    slot->note = itk_arena_alloc(arena, sizeof(*slot->note));
    *slot->note = (struct itk_manifest_case){
        .case_id = one->id,
        .digest = itk_arena_dup(arena, digest.hex),
        .waiting = count_waiting(how, one->work.plans),
        .files = paths,
        .files_count = one->made_count,
    };
    if (slot->note->waiting == SIZE_MAX)
        slot->note = NULL;
}
