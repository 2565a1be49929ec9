/*
 * A ring of cases between threads that each take the next one, and groups of
 * documents that are delivered in order by whichever thread completes one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "app/batch_slot.h"
#include "app/clash.h"
#include "base/pool.h"
#include "opc/bundle.h"

#define RING 64u /* cases under way, besides one for each thread */

struct run {
    const struct itk_batch *how;
    struct itk_batch_slot *slots;
    size_t slots_count;
    pthread_mutex_t lock;   /* of all below */
    pthread_cond_t freed;   /* slots */
    size_t taken, finished; /* cases */
    size_t told;            /* findings about the inputs */
    bool ended, committing, stopped;
    struct itk_bundle bundle; /* of the one that is committing */
    struct itk_error *err;    /* why it was stopped */
};

/* What one thread has. */
struct hand {
    struct run *run;
    itk_renderer *renderer;
};

static struct itk_batch_slot *
slot_at(const struct run *run, size_t number)
{
    return &run->slots[number % run->slots_count];
}

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
    pthread_cond_broadcast(&run->freed);
    pthread_mutex_unlock(&run->lock);
    itk_error_fini(err);
}

bool
itk_batch_wants(const struct itk_batch *how, const char *document)
{
    for (size_t i = 0; i < how->terms.documents_count; i++) {
        if (strcmp(how->terms.documents[i], document) == 0)
            return true;
    }
    return !how->terms.documents_count;
}

bool
itk_shard_has(const struct itk_shard *shard, const char *case_id)
{
    return XXH3_64bits(case_id, strlen(case_id)) % shard->of == shard->part - 1;
}

/* ---- taking ---- */

/* The lock is held. Case by case of the shard; a case without an id is in the
 * first, where it is told of. */
static enum itk_next
next_of_shard(struct run *run, struct itk_batch_slot *slot)
{
    const struct itk_batch *how = run->how;
    struct itk_case_head head;
    enum itk_next next;
    bool here;

    do {
        struct itk_error unsaid = ITK_ERROR_INIT;

        next = itk_cases_next(how->cases, &slot->in, &slot->one.err);
        here = true;
        if (next == ITK_NEXT_RECORD && how->shard.of > 1) {
            here = itk_intake_head(&slot->in, &head, &unsaid)
                       ? itk_shard_has(&how->shard, head.id)
                       : how->shard.part == 1;
            itk_error_fini(&unsaid);
        } else if (next == ITK_NEXT_FAULT) {
            here = how->shard.part == 1;
            if (!here)
                itk_error_fini(&slot->one.err);
        }
    } while (!here);
    return next;
}

/* The lock is held: later another thread may read on. */
static void
take_findings(struct run *run, struct itk_batch_case *one)
{
    const itk_findings *found = itk_cases_found(run->how->cases);

    for (; run->told < itk_findings_count(found); run->told++) {
        if (!one->inputs)
            one->inputs = itk_findings_new();
        itk_findings_copy(one->inputs, itk_findings_at(found, run->told));
    }
}

/* The slot of the next case; NULL when there is none. */
static struct itk_batch_slot *
take(struct run *run)
{
    struct itk_batch_slot *slot = NULL;

    pthread_mutex_lock(&run->lock);
    while (!run->stopped && !run->ended &&
           run->taken - run->finished >= run->slots_count)
        pthread_cond_wait(&run->freed, &run->lock);
    if (!run->stopped && !run->ended) {
        slot = slot_at(run, run->taken);
        slot->ready = false;
        slot->note = NULL;
        slot->one = (struct itk_batch_case){.made = slot->one.made,
                                            .number = run->taken + 1};
        if (next_of_shard(run, slot) == ITK_NEXT_END)
            run->ended = true;
        take_findings(run, &slot->one);
        slot->one.file = slot->in.blob.name ? slot->in.blob.name : "";
        slot->one.line = slot->in.line;
        if (!run->ended || slot->one.inputs)
            run->taken++;
        else
            slot = NULL;
    }
    pthread_mutex_unlock(&run->lock);
    return slot;
}

/* ---- one case ---- */

bool
itk_batch_has_room(const itk_template *tmpl, const struct itk_plan *plan,
                   struct itk_error *err)
{
    const struct itk_loc loc = {.file = itk_template_name(tmpl)};

    return !plan->clauses_count || itk_template_facts(tmpl)->block ||
           itk_fail(err, ITK_FAULT_PACKAGE, loc, ITK_MSG_TMPL_NO_CLAUSES,
                    ITK_ARGS(plan->document));
}

/* A document asked for by name must be one of the guideline's. */
static bool
documents_exist(const struct itk_batch *how, const struct itk_guide *guide,
                struct itk_error *err)
{
    struct itk_buf known = ITK_BUF_INIT;
    const char *missing = NULL;

    for (size_t i = 0; !missing && i < how->terms.documents_count; i++) {
        if (!itk_guide_document(guide, how->terms.documents[i]))
            missing = how->terms.documents[i];
    }
    if (missing) {
        for (size_t i = 0; i < guide->documents_count; i++) {
            itk_buf_adds(&known, i ? ", " : "");
            itk_buf_adds(&known, guide->documents[i].id);
        }
        (void)itk_fail(err, ITK_FAULT_CALLER, (struct itk_loc){0},
                       ITK_MSG_CLI_DOCUMENT, ITK_ARGS(missing, known.data));
    }
    itk_buf_free(&known);
    return !missing;
}

/* The bytes, ready to be delivered. */
static bool
render(const struct hand *hand, const itk_template *tmpl,
       const struct itk_plan *plan, const struct itk_batch_slot *slot, size_t i,
       struct itk_error *err)
{
    const struct itk_batch *how = hand->run->how;
    struct itk_delivery *delivery = &slot->one.made[i].delivery;
    struct itk_buf *docx = &slot->docx[i];
    struct itk_blob blob;

    itk_buf_clear(docx);
    if (!itk_render(hand->renderer, tmpl, plan, docx, err))
        return false;
    slot->parts[i] = itk_renderer_parts(hand->renderer);
    delivery->data = docx->data;
    delivery->size = docx->size;
    delivery->sha256 = itk_digest_of(docx->data, docx->size);
    delivery->parts = slot->parts[i].hex;
    blob = (struct itk_blob){plan->file, docx->data, docx->size,
                             ITK_FAULT_PROGRAM};
    return (how->total != 1 && slot->one.number % ITK_BATCH_READ_BACK != 1) ||
           itk_archive_verify(&blob, err);
}

/* What the run would do, or has no need to. */
static bool
look(const struct hand *hand, const itk_template *tmpl,
     const struct itk_plan *plan, const struct itk_batch_slot *slot, size_t i,
     struct itk_error *err)
{
    const struct itk_batch *how = hand->run->how;
    struct itk_delivery *delivery = &slot->one.made[i].delivery;
    struct itk_parts parts;

    if (how->zip || (!how->dry && !itk_deliver_knows(how->deliver, plan->folder,
                                                     plan->file))) {
        delivery->result = ITK_DELIVERED_NEW;
        return true;
    }
    if (!itk_render_parts(hand->renderer, tmpl, plan, &parts, err))
        return false;
    delivery->result =
        itk_deliver_look(how->deliver, plan->folder, plan->file, parts.hex);
    if (!how->dry || (delivery->result != ITK_DELIVERED_ASIDE &&
                      delivery->result != ITK_DELIVERED_MOVED))
        return true;
    /* What is there may all the same be what would be written. */
    if (!render(hand, tmpl, plan, slot, i, err))
        return false;
    if (itk_deliver_holds(how->deliver, plan->folder, plan->file,
                          &delivery->sha256))
        delivery->result = ITK_DELIVERED_SAME;
    return true;
}

static bool
make_document(const struct hand *hand, struct itk_batch_slot *slot,
              size_t plan_number, size_t i, struct itk_error *err)
{
    const struct itk_batch *how = hand->run->how;
    const struct itk_work *work = &slot->one.work;
    const struct itk_plan *plan = itk_plans_at(work->plans, plan_number)->plan;
    struct itk_delivery *delivery = &slot->one.made[i].delivery;
    const itk_template *tmpl =
        itk_store_template(how->store, plan->guideline, plan->template_name,
                           plan->template_date, err);

    slot->one.made[i] = (struct itk_batch_made){
        plan_number,
        {.folder = plan->folder,
         .file = plan->file,
         .case_id = plan->case_id,
         .document = plan->document,
         .case_digest = itk_case_digest(work->data),
         .program = how->terms.program},
    };
    return tmpl && itk_batch_has_room(tmpl, plan, err) &&
           look(hand, tmpl, plan, slot, i, err) &&
           (how->dry || delivery->result == ITK_DELIVERED_SAME ||
            render(hand, tmpl, plan, slot, i, err));
}

static bool
make_documents(const struct hand *hand, struct itk_batch_slot *slot,
               struct itk_error *err)
{
    const struct itk_plans *plans = slot->one.work.plans;
    const size_t count = plans ? itk_plans_count(plans) : 0;
    bool ok = true;

    itk_batch_room(slot, count);
    for (size_t i = 0; ok && i < count; i++) {
        const struct itk_planned *planned = itk_plans_at(plans, i);

        if (planned->state != ITK_PLAN_READY ||
            !itk_batch_wants(hand->run->how, planned->document->id))
            continue;
        ok = make_document(hand, slot, i, slot->one.made_count, err);
        slot->one.made_count++;
    }
    return ok;
}

/* False when the run has to stop. */
static bool
make_case(const struct hand *hand, struct itk_batch_slot *slot)
{
    const struct itk_batch *how = hand->run->how;
    struct itk_batch_case *one = &slot->one;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_done done;
    bool known, read;

    if (itk_error_is_set(&one->err) || !slot->in.blob.name)
        return true; /* it was not there to be read */
    known = how->deliver &&
            itk_done_inputs(&how->terms, how->store, &slot->in, &done);
    if (known && itk_batch_was_done(how, slot, &done))
        return true;
    slot->in.head = known ? &done.head : NULL;
    read = itk_work_load(&one->work, how->store, &slot->in, &one->err);
    slot->in.head = NULL;
    if (!read)
        return one->err.fault == ITK_FAULT_CASE;
    one->id = itk_case_id(one->work.data);
    if (documents_exist(how, one->work.guide, &err) &&
        make_documents(hand, slot, &err)) {
        if (how->deliver && one->work.plans)
            itk_batch_find_left(how, slot);
        if (known && !how->dry && one->work.plans)
            itk_batch_note(how, slot, &done);
        return true;
    }
    stop(hand->run, &err);
    return false;
}

/* ---- delivering ---- */

static void
clear(struct itk_batch_slot *slot)
{
    itk_findings_free(slot->one.inputs);
    slot->one.inputs = NULL;
    free(slot->one.left);
    slot->one.left = NULL;
    slot->one.left_count = 0;
    itk_error_fini(&slot->one.err);
    itk_work_free(&slot->one.work);
    itk_intake_clear(&slot->in);
}

/* A group of documents, over the borders of cases. */
struct group {
    struct itk_delivery at[ITK_DELIVER_GROUP];
    struct itk_delivery *from[ITK_DELIVER_GROUP];
    size_t count;
};

static bool
deliver_group(const struct run *run, struct group *group, struct itk_error *err)
{
    const bool ok =
        !group->count ||
        itk_deliver_group(run->how->deliver, group->at, group->count, err);

    for (size_t i = 0; ok && i < group->count; i++) {
        group->from[i]->result = group->at[i].result;
        group->from[i]->aside = group->at[i].aside;
    }
    group->count = 0;
    return ok;
}

/* Into the archive instead. */
static bool
bundle_case(struct run *run, const struct itk_batch_slot *slot,
            struct itk_error *err)
{
    struct itk_buf *out = itk_out_file_buf(run->how->zip);
    struct itk_buf name = ITK_BUF_INIT;
    bool ok = true;

    for (size_t i = 0; ok && i < slot->one.made_count; i++) {
        const struct itk_delivery *delivery = &slot->one.made[i].delivery;

        itk_buf_clear(&name);
        itk_buf_adds(&name, delivery->folder);
        itk_buf_addc(&name, '/');
        itk_buf_adds(&name, delivery->file);
        itk_bundle_add(&run->bundle, name.data, delivery->data, delivery->size,
                       out);
        ok = itk_out_file_flush(run->how->zip, err);
    }
    itk_buf_free(&name);
    return ok;
}

/* One more, and the group when it is full. */
static bool
add_to_group(const struct run *run, struct group *group,
             struct itk_delivery *delivery, struct itk_error *err)
{
    group->at[group->count] = *delivery;
    group->from[group->count++] = delivery;
    return group->count < ITK_DELIVER_GROUP || deliver_group(run, group, err);
}

static bool
deliver_case(const struct run *run, struct itk_batch_slot *slot,
             struct group *group, struct itk_error *err)
{
    bool ok = true, aside = false;

    if (run->how->dry)
        return true;
    for (size_t i = 0; ok && i < slot->one.made_count; i++) {
        struct itk_delivery *delivery = &slot->one.made[i].delivery;

        if (delivery->result != ITK_DELIVERED_SAME)
            ok = add_to_group(run, group, delivery, err);
    }
    for (size_t i = 0; i < slot->one.made_count; i++)
        aside =
            aside || slot->one.made[i].delivery.result == ITK_DELIVERED_ASIDE;
    slot->end =
        (struct itk_delivery){.folder = slot->one.id, .done = slot->note};
    return ok &&
           (aside || !slot->note || add_to_group(run, group, &slot->end, err));
}

/* Two cases of one id would write over each other, so only what was found to
 * have an id of its own is delivered. */
static bool
is_known(const struct run *run, const struct itk_batch_case *one,
         struct itk_error *err)
{
    const struct itk_loc loc = {.file = one->file, .line = one->line};

    return !run->how->seen || !one->made_count ||
           itk_clash_take(run->how->seen, one->id) ||
           itk_fail(err, ITK_FAULT_MACHINE, loc, ITK_MSG_CLI_UNSEEN_CASE,
                    ITK_ARGS(one->id));
}

static bool
take_out(struct run *run, struct itk_batch_slot *slot, struct group *group,
         struct itk_error *err)
{
    if (!is_known(run, &slot->one, err))
        return false;
    return run->how->zip ? bundle_case(run, slot, err)
                         : deliver_case(run, slot, group, err);
}

/* The cases [from, to), in their order. */
static void
deliver(struct run *run, size_t from, size_t to)
{
    struct group *group = itk_alloc(sizeof(*group));
    struct itk_error err = ITK_ERROR_INIT;
    bool ok = true;

    group->count = 0;
    for (size_t i = from; ok && i < to; i++)
        ok = take_out(run, slot_at(run, i), group, &err);
    ok = ok && deliver_group(run, group, &err);
    for (size_t i = from; ok && i < to; i++)
        run->how->report(run->how->self, &slot_at(run, i)->one);
    for (size_t i = from; i < to; i++)
        clear(slot_at(run, i));
    if (!ok)
        stop(run, &err);
    free(group);
}

/* Cases that are ready, in order, and how many documents they have to write. */
static size_t
ready_from(const struct run *run, size_t *documents)
{
    size_t i = run->finished;

    *documents = 0;
    for (; i < run->taken && slot_at(run, i)->ready; i++) {
        const struct itk_batch_case *one = &slot_at(run, i)->one;

        for (size_t d = 0; d < one->made_count; d++)
            *documents += one->made[d].delivery.result != ITK_DELIVERED_SAME;
    }
    return i;
}

/* One thread at a time: when a group is full, when the ring is, or at the end.
 */
static void
commit(struct run *run)
{
    pthread_mutex_lock(&run->lock);
    while (!run->committing && !run->stopped) {
        const size_t from = run->finished;
        size_t documents;
        const size_t to = ready_from(run, &documents);

        if (to == from || (documents < ITK_DELIVER_GROUP && !run->ended &&
                           run->taken - from < run->slots_count))
            break;
        run->committing = true;
        pthread_mutex_unlock(&run->lock);
        deliver(run, from, to);
        pthread_mutex_lock(&run->lock);
        run->finished = to;
        run->committing = false;
        pthread_cond_broadcast(&run->freed);
    }
    pthread_mutex_unlock(&run->lock);
}

static void
work(void *self, size_t number)
{
    struct run *run = self;
    struct hand hand = {run, itk_renderer_new()};
    struct itk_batch_slot *slot;
    bool go = true;

    (void)number;
    while (go && (slot = take(run)) != NULL) {
        go = make_case(&hand, slot);
        if (!go)
            stop(run, &slot->one.err);
        pthread_mutex_lock(&run->lock);
        slot->ready = go;
        pthread_mutex_unlock(&run->lock);
        commit(run);
    }
    commit(run); /* what was waiting for the end */
    itk_renderer_free(hand.renderer);
}

bool
itk_batch_run(const struct itk_batch *how, struct itk_error *err)
{
    struct run run = {.how = how, .err = err, .bundle = ITK_BUNDLE_INIT};

    run.slots_count = RING + how->threads;
    run.slots = itk_alloc(run.slots_count * sizeof(*run.slots));
    for (size_t i = 0; i < run.slots_count; i++)
        run.slots[i] = (struct itk_batch_slot){.in = ITK_INTAKE_INIT};
    pthread_mutex_init(&run.lock, NULL);
    pthread_cond_init(&run.freed, NULL);
    itk_pool_run(how->threads, work, &run);
    pthread_cond_destroy(&run.freed);
    pthread_mutex_destroy(&run.lock);
    for (size_t i = 0; i < run.slots_count; i++) {
        struct itk_batch_slot *slot = &run.slots[i];

        clear(slot);
        itk_intake_fini(&slot->in);
        for (size_t d = 0; d < slot->room; d++)
            itk_buf_free(&slot->docx[d]);
        free(slot->docx);
        free(slot->parts);
        free(slot->one.made);
    }
    free(run.slots);
    if (how->zip && !run.stopped)
        itk_bundle_end(&run.bundle, itk_out_file_buf(how->zip));
    itk_bundle_fini(&run.bundle);
    return !run.stopped;
}
