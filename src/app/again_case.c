/*
 * One case of an output folder: what each of its documents would be today.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/again_inside.h"
#include "app/deliver_folder.h"

#define ASIDE ".new"

/* What the work on one case needs throughout. */
struct judging {
    itk_again *again;
    itk_renderer *renderer;
    struct itk_again_slot *slot;
    struct itk_again_case *one;
    const struct itk_manifest_entry *entries;
    size_t count;
    bool *known; /* of the entries: some document of today is theirs */
    struct itk_error *err;
};

/* What is recorded of one document. */
struct recorded {
    const struct itk_manifest_entry *main;
    const struct itk_manifest_entry *aside; /* the last one beside it */
};

static const char *
base_name(const char *file)
{
    const char *slash = strrchr(file, '/');

    return slash ? slash + 1 : file;
}

/* Is `name` that of a document that stands beside `file`: NAME.new.docx, or
 * NAME.new2.docx? */
static bool
is_aside(const char *name, const char *file)
{
    const char *dot = strrchr(file, '.');
    const size_t stem = dot ? (size_t)(dot - file) : strlen(file);
    const char *tail = name + stem + strlen(ASIDE);

    if (strncmp(name, file, stem) != 0 ||
        strncmp(name + stem, ASIDE, strlen(ASIDE)) != 0)
        return false;
    tail += strspn(tail, "0123456789");
    return strcmp(tail, dot ? dot : "") == 0;
}

static struct recorded
recorded_of(const struct judging *j, const char *file)
{
    struct recorded found = {NULL, NULL};

    for (size_t i = 0; i < j->count; i++) {
        const char *name = base_name(j->entries[i].file);

        if (strcmp(name, file) == 0)
            found.main = &j->entries[i];
        else if (!is_aside(name, file))
            continue;
        else if (!found.aside ||
                 strlen(j->entries[i].file) >= strlen(found.aside->file))
            found.aside = &j->entries[i];
        j->known[i] = true;
    }
    return found;
}

static struct itk_again_made *
made_of(const struct judging *j, size_t number)
{
    struct itk_again_slot *slot = j->slot;

    if (number >= slot->room) {
        const size_t before = slot->room;

        slot->room = number + 16;
        slot->made = itk_grow(slot->made, slot->room, sizeof(*slot->made));
        for (size_t i = before; i < slot->room; i++)
            slot->made[i] = (struct itk_again_made){.docx = ITK_BUF_INIT};
    }
    return &slot->made[number];
}

/* ---- a document that can be made ---- */

/* The bytes, to be delivered, and to be held against those that are there. */
static bool
render(const struct judging *j, const itk_template *tmpl,
       const struct itk_plan *plan, struct itk_again_made *made)
{
    struct itk_delivery *delivery = &made->delivery;
    struct itk_blob blob;

    itk_buf_clear(&made->docx);
    if (!itk_render(j->renderer, tmpl, plan, &made->docx, j->err))
        return false;
    made->parts = itk_renderer_parts(j->renderer);
    *delivery = (struct itk_delivery){
        .folder = plan->folder,
        .file = plan->file,
        .data = made->docx.data,
        .size = made->docx.size,
        .sha256 = itk_digest_of(made->docx.data, made->docx.size),
        .parts = made->parts.hex,
        .case_id = plan->case_id,
        .document = plan->document,
        .case_digest = itk_case_digest(j->one->work.data),
        .program = j->again->options.program,
    };
    blob = (struct itk_blob){plan->file, made->docx.data, made->docx.size,
                             ITK_FAULT_PROGRAM};
    return j->one->number % ITK_BATCH_READ_BACK != 1 ||
           itk_archive_verify(&blob, j->err);
}

static bool
is_there(const struct judging *j, const char *file)
{
    struct stat info;

    return fstatat(j->again->options.deliver->fd, file, &info,
                   AT_SYMLINK_NOFOLLOW) == 0;
}

/* A recorded document whose parts are others by now. */
static bool
judge_changed(const struct judging *j, struct itk_again_document *document,
              const struct recorded *is, const itk_template *tmpl)
{
    const struct itk_plan *plan = document->planned->plan;
    struct itk_again_made *made = made_of(j, j->one->count);
    struct itk_again_old old;
    bool edited;

    document->state = ITK_AGAIN_CHANGED;
    if (!render(j, tmpl, plan, made))
        return false;
    document->parts = made->parts.hex;
    document->result = itk_deliver_look(j->again->options.deliver, plan->folder,
                                        plan->file, made->parts.hex);
    edited = document->result == ITK_DELIVERED_ASIDE ||
             document->result == ITK_DELIVERED_MOVED;
    itk_again_read(j->again,
                   edited && is->aside && is_there(j, is->aside->file)
                       ? is->aside
                   : is->main ? is->main
                              : is->aside,
                   &j->one->arena, &old);
    if (old.record && strcmp(old.record->guideline, plan->guideline) != 0)
        j->one->foreign = old.record->guideline;
    if (old.blob.data && old.blob.size == made->docx.size &&
        !memcmp(old.blob.data, made->docx.data, old.blob.size))
        document->result = ITK_DELIVERED_SAME; /* made, and not recorded yet */
    if (!itk_again_former(j->again, j->slot, old.record, j->err))
        return false;
    itk_again_why(j->again, j->slot, document, &old, made, tmpl);
    return true;
}

/* One that is edited, while the one of today stands beside it: nothing is to be
 * done here. Once somebody has taken that one away, nobody has to do anything.
 */
static void
judge_edited(const struct judging *j, struct itk_again_document *document,
             const struct recorded *is)
{
    const bool open = is_there(j, is->aside->file);

    document->state = open ? ITK_AGAIN_EDITED : ITK_AGAIN_SAME;
    document->aside = open ? base_name(is->aside->file) : NULL;
    document->parts = is->aside->parts;
}

/* A killed run was about to add it: what it has replaced until then does not
 * say any more that the text did not ask for it. */
static bool
was_to_be_added(const struct judging *j,
                const struct itk_again_document *document, const char *parts)
{
    const struct itk_again_options *options = &j->again->options;

    return options->adds &&
           options->adds(options->self, j->one->id, document->file, parts);
}

/* One that nobody made so far: does the text ask for it by now? `state` and the
 * bytes. */
static bool
judge_new(const struct judging *j, struct itk_again_document *document,
          const itk_template *tmpl, const char *parts)
{
    struct itk_again_slot *slot = j->slot;
    struct itk_again_old old = {0};
    const struct itk_planned *former;

    document->state = ITK_AGAIN_UNASKED;
    for (size_t i = 0; i < j->count && !old.record; i++)
        itk_again_read(j->again, &j->entries[i], &j->one->arena, &old);
    if (!itk_again_former(j->again, slot, old.record, j->err))
        return false;
    former = itk_touch_planned(slot->plans, document->planned->document,
                               document->planned->member);
    if ((!slot->decisions || (former && former->state == ITK_PLAN_READY)) &&
        !was_to_be_added(j, document, parts))
        return true;
    document->state = ITK_AGAIN_ADDED;
    document->result = ITK_DELIVERED_NEW;
    document->why = ITK_AGAIN_REVISION;
    document->prints = true;
    document->revision[ITK_BEFORE] = old.record ? old.record->revision : "";
    document->revision[ITK_AFTER] = document->planned->plan->revision;
    document->parts = made_of(j, j->one->count)->parts.hex;
    return render(j, tmpl, document->planned->plan, made_of(j, j->one->count));
}

static bool
judge_ready(const struct judging *j, struct itk_again_document *document)
{
    const struct itk_plan *plan = document->planned->plan;
    const struct recorded is = recorded_of(j, plan->file);
    const itk_template *tmpl =
        itk_store_template(j->again->options.store, plan->guideline,
                           plan->template_name, plan->template_date, j->err);
    struct itk_parts parts;

    if (!tmpl || !itk_batch_has_room(tmpl, plan, j->err) ||
        !itk_render_parts(j->renderer, tmpl, plan, &parts, j->err))
        return false;
    if (!is.main && !is.aside)
        return judge_new(j, document, tmpl, parts.hex);
    document->state = ITK_AGAIN_SAME;
    if (strcmp((is.main ? is.main : is.aside)->parts, parts.hex) == 0)
        return true;
    if (is.aside && strcmp(is.aside->parts, parts.hex) == 0 &&
        itk_deliver_look(j->again->options.deliver, plan->folder, plan->file,
                         parts.hex) == ITK_DELIVERED_ASIDE) {
        judge_edited(j, document, &is);
        return true;
    }
    return judge_changed(j, document, &is, tmpl);
}

/* ---- the others ---- */

/* Below the output folder. */
static const char *
path_of(const struct judging *j, const char *file)
{
    struct itk_buf path = ITK_BUF_INIT;
    const char *kept;

    itk_deliver_put_folder(j->again->options.deliver, j->one->id, &path);
    itk_buf_addc(&path, '/');
    itk_buf_adds(&path, file);
    kept = itk_arena_copy(&j->one->arena, path.data, path.size);
    itk_buf_free(&path);
    return kept;
}

/* Waits, and was made before: false when it was not. */
static bool
judge_waiting(const struct judging *j, struct itk_again_document *document,
              const char *file)
{
    const struct itk_planned *planned = document->planned;
    struct recorded is = recorded_of(j, file);

    /* Its list is not known any more: each of its documents waits. */
    for (size_t i = 0;
         planned->version->each && planned->member == SIZE_MAX && i < j->count;
         i++) {
        if (strcmp(j->entries[i].document, planned->document->id) != 0)
            continue;
        j->known[i] = true;
        is.main = &j->entries[i];
        document->file = is.main->file;
    }
    document->state = ITK_AGAIN_WAITING;
    return is.main || is.aside;
}

static bool
judge_planned(const struct judging *j, const struct itk_planned *planned)
{
    struct itk_again_document document = {
        .planned = planned,
        .id = planned->document->id,
        .label = planned->version->label,
        .revision = {"", ""},
        .template = {"", ""},
    };
    struct itk_buf name = ITK_BUF_INIT;
    bool ok = true, listed = planned->state == ITK_PLAN_READY;

    itk_planned_file(planned, j->one->id, &name);
    document.file = path_of(j, name.data);
    if (listed)
        ok = judge_ready(j, &document);
    else if (planned->state == ITK_PLAN_WAITING)
        listed = judge_waiting(j, &document, name.data);
    itk_buf_free(&name);
    if (ok && listed)
        j->one->documents[j->one->count++] = document;
    return ok;
}

/* Recorded, and no document of today's. */
static void
judge_obsolete(const struct judging *j, const struct itk_manifest_entry *entry)
{
    const struct itk_guide *guide = j->one->work.guide;
    const struct itk_document *known =
        itk_guide_document(guide, entry->document);
    struct itk_again_document *document = &j->one->documents[j->one->count++];
    struct itk_again_old old;

    itk_again_read(j->again, entry, &j->one->arena, &old);
    if (old.record && strcmp(old.record->guideline, guide->id) != 0)
        j->one->foreign = old.record->guideline;
    *document = (struct itk_again_document){
        .state = ITK_AGAIN_OBSOLETE,
        .id = entry->document,
        .label = {{entry->document, entry->document}},
        .file = entry->file,
        .retired = itk_deliver_look_old(j->again->options.deliver, entry->file),
        .revision = {old.record ? old.record->revision : "", ""},
        .template = {"", ""},
    };
    if (known)
        document->label = known->versions[known->versions_count - 1].label;
    if (strcmp(entry->case_digest, itk_case_digest(j->one->work.data)) != 0)
        document->why |= ITK_AGAIN_DATA;
}

static bool
judge_documents(struct judging *j)
{
    const itk_plans *plans = j->one->work.plans;
    bool ok = true;

    j->one->documents =
        itk_arena_array(&j->one->arena, itk_plans_count(plans) + j->count + 1,
                        sizeof(*j->one->documents));
    (void)made_of(j,
                  itk_plans_count(plans)); /* they must stay where they are */
    j->known = itk_arena_array(&j->one->arena, j->count + 1, sizeof(bool));
    for (size_t i = 0; ok && i < itk_plans_count(plans); i++)
        ok = judge_planned(j, itk_plans_at(plans, i));
    for (size_t i = 0; ok && i < j->count; i++) {
        if (!j->known[i])
            judge_obsolete(j, &j->entries[i]);
    }
    return ok;
}

/* ---- the case ---- */

static void
judge_revision(struct itk_again_case *one)
{
    const struct itk_revisions *revisions = &one->work.guide->revisions;
    const struct itk_value *contract =
        itk_case_value(one->work.data, revisions->contract, 0);

    one->revision = itk_decisions_revision(one->work.decisions);
    if (itk_decisions_governed(one->work.decisions) == ITK_GOVERNED &&
        contract->present)
        one->kept_by =
            itk_revisions_kept_by(revisions, one->revision, contract->date);
}

/* Nothing of it is touched. */
static void
leave(struct itk_again_case *one, enum itk_again_fate fate)
{
    one->fate = fate;
    one->count = 0;
}

bool
itk_again_judge(itk_again *again, itk_renderer *renderer,
                struct itk_again_slot *slot, struct itk_error *err)
{
    struct itk_again_case *one = &slot->one;
    struct judging j = {.again = again,
                        .renderer = renderer,
                        .slot = slot,
                        .one = one,
                        .err = err};
    struct itk_case_head head;

    one->fate = ITK_AGAIN_FAULTY;
    if (!slot->taken || itk_error_is_set(&one->err) ||
        !itk_intake_head(&slot->in, &head, &one->err))
        return true;
    one->id = itk_arena_dup(&one->arena, head.id);
    j.entries = itk_again_entries(again, one->id, &j.count);
    if (!j.count) {
        one->fate = ITK_AGAIN_NEW;
        return true;
    }
    if (!itk_work_load(&one->work, again->options.store, &slot->in,
                       &one->err)) {
        if (one->err.fault == ITK_FAULT_CASE)
            return true;
        *err = one->err;
        one->err = ITK_ERROR_INIT;
        return false;
    }
    if (!one->work.plans)
        return true;
    one->fate = ITK_AGAIN_DECIDED;
    judge_revision(one);
    if (!judge_documents(&j))
        return false;
    if (one->foreign)
        leave(one, ITK_AGAIN_FOREIGN);
    return true;
}
