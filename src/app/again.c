/*
 * Cases in stretches: judged by several threads, then delivered and told of in
 * their order by one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/again_inside.h"
#include "app/deliver_folder.h"
#include "base/pool.h"

#define STRETCH 128u /* cases under way */

/* ---- what the folder has ---- */

static int
by_case(const void *a, const void *b)
{
    const struct itk_manifest_entry *x = a, *y = b;
    const int order = strcmp(x->case_id, y->case_id);

    return order ? order : strcmp(x->file, y->file);
}

/* Is the file where this folder's layout has it? In one that was merged of
 * several it is further down. */
static bool
stands_here(const itk_deliver *deliver, const struct itk_manifest_entry *entry,
            struct itk_error *err)
{
    struct itk_buf folder = ITK_BUF_INIT;
    bool here;

    itk_deliver_put_folder(deliver, entry->case_id, &folder);
    here = strncmp(entry->file, folder.data, folder.size) == 0 &&
           entry->file[folder.size] == '/' &&
           !strchr(entry->file + folder.size + 1, '/');
    itk_buf_free(&folder);
    return here || itk_fail(err, ITK_FAULT_CALLER,
                            (struct itk_loc){.file = deliver->name},
                            ITK_MSG_AGAIN_MERGED, ITK_ARGS(entry->file));
}

static bool
take_entries(itk_again *again, struct itk_error *err)
{
    const itk_deliver *deliver = again->options.deliver;
    const size_t most = itk_manifest_count(deliver->manifest);
    bool ok = true;

    again->entries = itk_alloc((most + 1) * sizeof(*again->entries));
    again->seen = itk_alloc(most + 1);
    memset(again->seen, 0, most + 1);
    for (size_t i = 0; ok && i < most; i++) {
        const struct itk_manifest_entry *entry =
            itk_manifest_at(deliver->manifest, i);

        if (entry->gone)
            continue;
        ok = stands_here(deliver, entry, err);
        again->entries[again->count++] = *entry;
    }
    qsort(again->entries, again->count, sizeof(*again->entries), by_case);
    for (size_t i = 0; i < again->count; i++)
        again->cases += i == 0 || strcmp(again->entries[i - 1].case_id,
                                         again->entries[i].case_id) != 0;
    return ok;
}

itk_again *
itk_again_new(const struct itk_again_options *options, struct itk_error *err)
{
    itk_again *again = itk_alloc(sizeof(*again));

    *again = (itk_again){.options = *options, .arena = ITK_ARENA_INIT};
    pthread_mutex_init(&again->lock, NULL);
    if (take_entries(again, err))
        return again;
    itk_again_free(again);
    return NULL;
}

void
itk_again_free(itk_again *again)
{
    if (!again)
        return;
    for (struct itk_again_pair *pair = again->pairs; pair; pair = pair->next)
        itk_comparison_free(pair->comparison);
    itk_arena_fini(&again->arena);
    pthread_mutex_destroy(&again->lock);
    free(again->entries);
    free(again->seen);
    free(again);
}

const struct itk_manifest_entry *
itk_again_entries(const itk_again *again, const char *case_id, size_t *count)
{
    size_t low = 0, high = again->count;

    *count = 0;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (strcmp(again->entries[middle].case_id, case_id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    while (low + *count < again->count &&
           strcmp(again->entries[low + *count].case_id, case_id) == 0)
        ++*count;
    return again->entries + low;
}

bool
itk_again_is_so(const itk_again *again, const char *file, const char *parts)
{
    const struct itk_manifest_entry *entry =
        itk_manifest_find(again->options.deliver->manifest, file);

    return *parts ? entry && strcmp(entry->parts, parts) == 0 : !entry;
}

size_t
itk_again_recorded(const itk_again *again)
{
    return again->cases;
}

const char *
itk_again_not_given(const itk_again *again, size_t *at)
{
    while (*at < again->count) {
        const size_t first = *at;
        const char *case_id = again->entries[first].case_id;

        while (*at < again->count &&
               strcmp(again->entries[*at].case_id, case_id) == 0)
            ++*at;
        if (!again->seen[first] &&
            itk_shard_has(&again->options.shard, case_id))
            return case_id;
    }
    return NULL;
}

const itk_comparison *
itk_again_compare(itk_again *again, const struct itk_guide *guide,
                  const struct itk_revision *before,
                  const struct itk_revision *after, struct itk_error *err)
{
    struct itk_again_pair *pair;

    pthread_mutex_lock(&again->lock);
    for (pair = again->pairs; pair; pair = pair->next) {
        if (itk_comparison_guide(pair->comparison) == guide &&
            itk_comparison_revision(pair->comparison, ITK_BEFORE) == before &&
            itk_comparison_revision(pair->comparison, ITK_AFTER) == after)
            break;
    }
    if (!pair) {
        itk_comparison *made =
            itk_compare(again->options.store, guide, before, after, err);

        if (made) {
            pair = itk_arena_alloc(&again->arena, sizeof(*pair));
            *pair = (struct itk_again_pair){made, again->pairs};
            again->pairs = pair;
        }
    }
    pthread_mutex_unlock(&again->lock);
    return pair ? pair->comparison : NULL;
}

/* ---- a stretch ---- */

struct stretch {
    itk_again *again;
    itk_renderer **renderers; /* of the threads */
    struct itk_again_slot *slots;
    size_t count, next;
    size_t number, told; /* cases and findings about the inputs so far */
    bool ended, stopped;
    struct itk_error *err;
};

static void
judge_slots(void *self, size_t thread)
{
    struct stretch *s = self;
    struct itk_error err = ITK_ERROR_INIT;

    if (!s->renderers[thread])
        s->renderers[thread] = itk_renderer_new();
    for (;;) {
        struct itk_again_slot *slot = NULL;

        pthread_mutex_lock(&s->again->lock);
        if (s->next < s->count && !s->stopped)
            slot = &s->slots[s->next++];
        pthread_mutex_unlock(&s->again->lock);
        if (!slot)
            break;
        if (itk_again_judge(s->again, s->renderers[thread], slot, &err))
            continue;
        pthread_mutex_lock(&s->again->lock);
        if (!s->stopped) {
            *s->err = err;
            err = ITK_ERROR_INIT;
        }
        s->stopped = true;
        pthread_mutex_unlock(&s->again->lock);
        itk_error_fini(&err);
    }
}

/* Another shard's cases are nobody's here. */
static bool
is_here(const struct itk_shard *shard, const struct itk_again_slot *slot)
{
    struct itk_error unsaid = ITK_ERROR_INIT;
    struct itk_case_head head;
    bool here = shard->part == 1;

    if (shard->of == 1)
        return true;
    if (!itk_error_is_set(&slot->one.err) &&
        itk_intake_head(&slot->in, &head, &unsaid))
        here = itk_shard_has(shard, head.id);
    itk_error_fini(&unsaid);
    return here;
}

static void
take_findings(struct stretch *s, struct itk_again_case *one)
{
    const itk_findings *found = itk_cases_found(s->again->options.cases);

    for (; s->told < itk_findings_count(found); s->told++) {
        if (!one->inputs)
            one->inputs = itk_findings_new();
        itk_findings_copy(one->inputs, itk_findings_at(found, s->told));
    }
}

/* The next cases; what there is to say at the end has a slot of its own. */
static void
take(struct stretch *s)
{
    const struct itk_again_options *options = &s->again->options;

    s->count = s->next = 0;
    while (!s->ended && s->count < STRETCH) {
        struct itk_again_slot *slot = &s->slots[s->count];
        enum itk_next next;

        slot->one = (struct itk_again_case){.arena = ITK_ARENA_INIT};
        next = itk_cases_next(options->cases, &slot->in, &slot->one.err);
        s->ended = next == ITK_NEXT_END;
        slot->taken = !s->ended && is_here(&options->shard, slot);
        take_findings(s, &slot->one);
        if (!slot->taken && !slot->one.inputs) {
            itk_again_clear(slot);
            continue;
        }
        slot->one.number = s->number + 1;
        s->number += slot->taken;
        slot->one.file = slot->in.blob.name ? slot->in.blob.name : "";
        slot->one.line = slot->in.line;
        s->count++;
    }
}

/* ---- delivering ---- */

struct group {
    struct itk_delivery at[ITK_DELIVER_GROUP];
    struct itk_again_document *of[ITK_DELIVER_GROUP];
    size_t count;
};

static bool
deliver_group(const itk_again *again, struct group *group,
              struct itk_error *err)
{
    const bool ok =
        !group->count ||
        itk_deliver_group(again->options.deliver, group->at, group->count, err);

    for (size_t i = 0; ok && i < group->count; i++) {
        group->of[i]->result = group->at[i].result;
        group->of[i]->aside = group->at[i].aside;
    }
    group->count = 0;
    return ok;
}

/* Is it one of the cases that were looked at first, and not gone through yet?
 */
static bool
was_seen(const itk_again *again, const struct itk_again_case *one,
         struct itk_error *err)
{
    const struct itk_loc loc = {.file = one->file, .line = one->line};

    return !again->options.seen || !one->count ||
           itk_clash_take(again->options.seen, one->id) ||
           itk_fail(err, ITK_FAULT_MACHINE, loc, ITK_MSG_CLI_UNSEEN_CASE,
                    ITK_ARGS(one->id));
}

static bool
deliver_case(const itk_again *again, struct itk_again_slot *slot,
             struct group *group, struct itk_error *err)
{
    bool ok = was_seen(again, &slot->one, err);

    for (size_t i = 0; ok && i < slot->one.count; i++) {
        struct itk_again_document *document = &slot->one.documents[i];

        if (document->state != ITK_AGAIN_CHANGED &&
            document->state != ITK_AGAIN_ADDED)
            continue;
        group->at[group->count] = slot->made[i].delivery;
        group->of[group->count++] = document;
        if (group->count == ITK_DELIVER_GROUP)
            ok = deliver_group(again, group, err);
    }
    return ok;
}

/* When what takes its place has come. */
static bool
retire(const itk_again *again, const struct stretch *s, struct itk_error *err)
{
    struct itk_retiring *at = NULL;
    struct itk_again_document **of = NULL;
    size_t count = 0;
    bool ok;

    for (size_t i = 0; i < s->count; i++) {
        struct itk_again_case *one = &s->slots[i].one;

        for (size_t d = 0; d < one->count; d++) {
            if (one->documents[d].state != ITK_AGAIN_OBSOLETE)
                continue;
            at = itk_grow(at, count + 1, sizeof(*at));
            of = itk_grow(of, count + 1, sizeof(struct itk_again_document *));
            at[count] = (struct itk_retiring){.file = one->documents[d].file};
            of[count++] = &one->documents[d];
        }
    }
    ok = !count || itk_deliver_retire(again->options.deliver, at, count, err);
    for (size_t i = 0; ok && i < count; i++)
        of[i]->retired = at[i].result;
    free(of);
    free(at);
    return ok;
}

static bool
intend(const struct stretch *s, struct itk_error *err)
{
    const struct itk_again_options *options = &s->again->options;
    bool ok = true;

    if (!options->intend)
        return true;
    for (size_t i = 0; ok && i < s->count; i++)
        ok = options->intend(options->self, &s->slots[i].one, err);
    return ok && options->intend(options->self, NULL, err);
}

static bool
deliver(const struct stretch *s, struct itk_error *err)
{
    const itk_again *again = s->again;
    struct group *group = itk_alloc(sizeof(*group));
    bool ok = true;

    group->count = 0;
    for (size_t i = 0; ok && i < s->count; i++)
        ok = deliver_case(again, &s->slots[i], group, err);
    ok = ok && deliver_group(again, group, err) && retire(again, s, err);
    free(group);
    return ok;
}

static void
finish(struct stretch *s)
{
    itk_again *again = s->again;

    if (!s->stopped && !again->options.dry &&
        (!intend(s, s->err) || !deliver(s, s->err)))
        s->stopped = true;
    for (size_t i = 0; i < s->count; i++) {
        struct itk_again_case *one = &s->slots[i].one;
        size_t count;

        if (one->id && !s->stopped) {
            const struct itk_manifest_entry *first =
                itk_again_entries(again, one->id, &count);

            if (count)
                again->seen[first - again->entries] = true;
        }
        if (!s->stopped)
            again->options.report(again->options.self, one);
        itk_again_clear(&s->slots[i]);
    }
}

bool
itk_again_run(itk_again *again, struct itk_error *err)
{
    struct stretch s = {.again = again, .err = err};
    const size_t threads = again->options.threads;

    s.slots = itk_alloc(STRETCH * sizeof(*s.slots));
    for (size_t i = 0; i < STRETCH; i++)
        s.slots[i] = (struct itk_again_slot){.in = ITK_INTAKE_INIT};
    s.renderers = itk_alloc(threads * sizeof(itk_renderer *));
    memset(s.renderers, 0, threads * sizeof(itk_renderer *));
    while (!s.ended && !s.stopped) {
        take(&s);
        if (!s.count)
            continue;
        itk_pool_run(threads, judge_slots, &s);
        finish(&s);
    }
    for (size_t i = 0; i < threads; i++)
        itk_renderer_free(s.renderers[i]);
    free(s.renderers);
    for (size_t i = 0; i < STRETCH; i++) {
        itk_again_clear(&s.slots[i]);
        itk_intake_fini(&s.slots[i].in);
        for (size_t d = 0; d < s.slots[i].room; d++)
            itk_buf_free(&s.slots[i].made[d].docx);
        free(s.slots[i].made);
    }
    free(s.slots);
    return !s.stopped;
}

void
itk_again_clear(struct itk_again_slot *slot)
{
    itk_findings_free(slot->one.inputs);
    itk_error_fini(&slot->one.err);
    itk_work_free(&slot->one.work);
    itk_arena_fini(&slot->one.arena);
    itk_plans_free(slot->plans);
    itk_selection_free(slot->selection);
    itk_decisions_free(slot->decisions);
    itk_findings_free(slot->found);
    itk_intake_clear(&slot->in);
    *slot = (struct itk_again_slot){
        .in = slot->in, .made = slot->made, .room = slot->room};
    slot->one.arena = (struct itk_arena)ITK_ARENA_INIT;
}
