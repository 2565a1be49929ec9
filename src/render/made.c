/*
 * Provenance and numbering: made, and what is known of them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "base/arena.h"
#include "plan/whole.h"
#include "render/body.h"
#include "render/made.h"
#include "render/markup.h"
#include "trace/record.h"

/* No program makes them: for the key alone. */
static const struct itk_program by_itaku[ITK_MADE_PARTS];

void
itk_made_item(const itk_template *tmpl, const struct itk_plan *plan,
              const char *plan_digest, struct itk_buf *out)
{
    itk_record_item(plan, itk_template_digest(tmpl), plan_digest, out);
}

void
itk_made_item_props(const struct itk_buf *item, struct itk_buf *out)
{
    itk_record_item_props(item, out);
}

void
itk_made_properties(const itk_template *tmpl, const struct itk_plan *plan,
                    const struct itk_buf *item, struct itk_buf *out)
{
    const struct itk_part *old = itk_template_attach(tmpl)->old_properties;

    if (old)
        itk_record_add_properties(plan, item, old->data, old->size, out);
    else
        itk_record_properties(plan, item, out);
}

static void
put_nums(const struct itk_extras *extras, struct itk_buf *out)
{
    for (size_t i = 0; i < extras->nums_count; i++) {
        itk_buf_adds(out, "<w:num w:numId=\"");
        itk_buf_addu(out, extras->nums[i].id);
        itk_buf_adds(out, "\">");
        itk_buf_adds(out, extras->nums[i].inner);
        itk_buf_adds(out, "</w:num>");
    }
}

void
itk_made_numbering(const itk_template *tmpl, const struct itk_plan *plan,
                   const struct itk_extras *extras, struct itk_buf *out)
{
    const struct itk_template_attach *attach = itk_template_attach(tmpl);
    const struct itk_part *part = attach->numbering;
    const char *data = part->data;
    const size_t at = attach->nums_at;

    itk_buf_add(out, data, at);
    if (plan)
        itk_body_nums(plan, itk_template_facts(tmpl), out);
    put_nums(extras, out);
    itk_buf_add(out, data + at, part->size - at);
}

/* ---- learning ---- */

struct source {
    const itk_template *tmpl;
    const struct itk_plan *plan;
    enum itk_made_part what;
};

static struct itk_markup
markup_of(const struct itk_buf *bytes)
{
    return (struct itk_markup){bytes->data, bytes->size};
}

/* The part of a document of that plan, for some case. */
static void
write_some(const struct source *source, const struct itk_plan *plan,
           const char *digest, struct itk_buf *out)
{
    struct itk_buf item = ITK_BUF_INIT;

    itk_made_item(source->tmpl, plan, digest, &item);
    switch (source->what) {
    case ITK_MADE_ITEM:
        itk_buf_add(out, item.data, item.size);
        break;
    case ITK_MADE_ITEM_PROPS:
        itk_made_item_props(&item, out);
        break;
    default:
        itk_made_properties(source->tmpl, plan, &item, out);
        break;
    }
    itk_buf_free(&item);
}

/* With those clauses, for two cases that have nothing else in common. */
static void
tell_record(const struct source *source, const struct itk_plan_clause *clauses,
            size_t count, bool rare, itk_phrases *phrases)
{
    struct itk_buf one = ITK_BUF_INIT, other = ITK_BUF_INIT;
    struct itk_plan plan = *source->plan;

    plan.clauses = clauses;
    plan.clauses_count = count;
    plan.case_id = "a";
    write_some(source, &plan, "0", &one);
    plan.case_id = "b";
    write_some(source, &plan, "1", &other);
    if (rare)
        itk_markup_learn_rare(phrases, markup_of(&one), markup_of(&other));
    else
        itk_markup_learn(phrases, markup_of(&one), markup_of(&other));
    itk_buf_free(&one);
    itk_buf_free(&other);
}

/* First what hardly any document is without. */
static void
tell_records(const struct source *source, const struct itk_plan *whole,
             struct itk_arena *arena, itk_phrases *phrases)
{
    struct itk_plan_clause *often =
        itk_arena_array(arena, whole->clauses_count + 1, sizeof(*often));
    size_t count = 0;

    for (size_t i = 0; i < whole->clauses_count; i++) {
        if (!whole->clauses[i].rare)
            often[count++] = whole->clauses[i];
    }
    tell_record(source, often, count, false, phrases);
    if (source->what == ITK_MADE_ITEM)
        tell_record(source, whole->clauses, whole->clauses_count, true,
                    phrases);
}

static void
tell_numbering(const struct source *source, const struct itk_plan *whole,
               itk_phrases *phrases)
{
    const struct itk_template_attach *attach =
        itk_template_attach(source->tmpl);
    const struct itk_part *part = attach->numbering;
    const char *data = part->data;
    struct itk_buf nums = ITK_BUF_INIT;

    itk_body_nums(whole, itk_template_facts(source->tmpl), &nums);
    itk_phrases_learn(phrases, data, attach->nums_at);
    itk_markup_learn(phrases, markup_of(&nums), markup_of(&nums));
    itk_phrases_learn(phrases, data + attach->nums_at,
                      part->size - attach->nums_at);
    itk_buf_free(&nums);
}

static void
tell(const void *self, itk_phrases *phrases)
{
    const struct source *source = self;
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_plan *whole = itk_plan_whole(source->plan, &arena);

    if (source->what == ITK_MADE_NUMBERING)
        tell_numbering(source, whole, phrases);
    else
        tell_records(source, whole, &arena, phrases);
    itk_arena_fini(&arena);
}

/* ---- found again ---- */

const itk_phrases *
itk_made_phrases(const itk_template *tmpl, const struct itk_plan *plan,
                 enum itk_made_part what)
{
    const struct source source = {tmpl, plan, what};
    struct itk_plan_text_key key;

    if (!plan || !plan->values)
        return NULL;
    key = itk_plan_text_key(plan);
    return itk_template_phrases(
        tmpl, &by_itaku[what],
        (struct itk_phrases_key){{key.version, key.pair}, key.revision},
        (struct itk_phrases_source){&source, tell});
}

void
itk_made_trace(const itk_phrases *phrases, const itk_template *tmpl,
               enum itk_made_part what, const struct itk_buf *part,
               struct itk_trace *trace)
{
    const struct itk_template_attach *attach = itk_template_attach(tmpl);
    size_t head = 0, tail = 0;

    itk_trace_clear(trace);
    if (what == ITK_MADE_NUMBERING) {
        head = attach->nums_at;
        tail = attach->numbering->size - head;
        itk_trace_add(trace, head, itk_phrases_find(phrases, part->data, head));
    }
    itk_markup_trace(
        phrases, head,
        (struct itk_markup){part->data + head, part->size - head - tail},
        trace);
    if (tail)
        itk_trace_add(
            trace, part->size,
            itk_phrases_find(phrases, part->data + part->size - tail, tail));
}
