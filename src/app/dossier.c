/*
 * The cases of a meeting under the heads of the packet.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/dossier_data.h"
#include "plan/draft.h"

/* Texts of a group's document that are not for its pages alone. */
#define TEXT_SORT  "sort"       /* the section, for the order */
#define TEXT_TITLE "title"      /* of the case, for headers */
#define TEXT_DONE  "by-meeting" /* dates that are not after the meeting */
#define TEXT_BEFORE                                                            \
    "before-contract" /* not empty: no contract before the                     \
                       * meeting */

itk_dossier *
itk_dossier_new(struct itk_dossier_options options)
{
    itk_dossier *dossier = itk_alloc(sizeof(*dossier));

    *dossier = (itk_dossier){.options = options, .arena = ITK_ARENA_INIT};
    return dossier;
}

void
itk_dossier_free(itk_dossier *dossier)
{
    if (!dossier)
        return;
    for (size_t i = 0; i < dossier->count; i++) {
        json_decref(dossier->cases[i].json);
        itk_plans_free(dossier->cases[i].own);
        itk_work_free(&dossier->cases[i].work);
    }
    free(dossier->cases);
    itk_arena_fini(&dossier->arena);
    free(dossier);
}

const struct itk_planned *
itk_dossier_planned(const itk_plans *plans, const struct itk_document *document)
{
    for (size_t i = 0; i < itk_plans_count(plans); i++) {
        if (itk_plans_at(plans, i)->document == document)
            return itk_plans_at(plans, i);
    }
    return NULL;
}

static struct itk_loc
loc_of(const struct itk_dossier_case *one)
{
    return (struct itk_loc){.file = itk_case_file(one->work.data)};
}

static void
say(itk_findings *found, enum itk_severity severity,
    const struct itk_dossier_case *one, enum itk_msg id,
    const struct itk_label *label)
{
    const char *name = itk_case_id(one->work.data);

    itk_findings_add_both(found, severity, loc_of(one), id,
                          ITK_ARGS(name, label ? label->in[ITK_EN] : ""),
                          ITK_ARGS(name, label ? label->in[ITK_JA] : ""));
}

/* ---- under which head ---- */

static void
leave_open(struct itk_dossier *dossier, struct itk_dossier_case *one,
           const struct itk_facts *missing)
{
    one->group = NULL;
    one->open = true;
    one->missing = missing;
    one->row = itk_dossier_planned(one->own, dossier->packet->open);
}

static void
find_group(struct itk_dossier *dossier, struct itk_dossier_case *one)
{
    const struct itk_packet_version *packet = dossier->packet;

    for (size_t i = 0; i < packet->groups_count && !one->row; i++) {
        const struct itk_packet_group *group = &packet->groups[i];
        const struct itk_planned *planned =
            itk_dossier_planned(one->own, group->document);

        if (!planned || planned->state == ITK_PLAN_NOT_MADE)
            continue;
        if (planned->state == ITK_PLAN_WAITING) {
            leave_open(dossier, one, &planned->missing);
        } else {
            one->group = group;
            one->row = planned;
        }
    }
}

/* Documents without which the case cannot be put there; those that only wait
 * are told. */
static void
check_parts(struct itk_dossier *dossier, struct itk_dossier_case *one,
            itk_findings *found)
{
    const struct itk_packet_group *group = one->group;
    bool form = false, needed = false;

    for (size_t i = 0; group && one->group && i < group->parts_count; i++) {
        const struct itk_packet_part *part = &group->parts[i];
        const struct itk_planned *planned =
            itk_dossier_planned(one->work.plans, part->document);
        const bool made = planned && planned->state != ITK_PLAN_NOT_MADE;

        needed = needed || part->needed;
        form = form || (part->needed && made);
        if (!made || planned->state != ITK_PLAN_WAITING)
            continue;
        say(found, ITK_SEV_WARNING, one,
            part->needed ? ITK_MSG_PACKET_FORM_WAITS
                         : ITK_MSG_PACKET_PART_WAITS,
            &planned->version->label);
        if (part->needed)
            leave_open(dossier, one, &planned->missing);
    }
    if (needed && !form)
        say(found, ITK_SEV_WARNING, one, ITK_MSG_PACKET_NO_FORM, NULL);
}

/* ---- what is said of it ---- */

const char *
itk_dossier_text(const struct itk_planned *planned, const char *id)
{
    const struct itk_plan_values *values = planned->plan->values;

    for (size_t i = 0; i < values->texts_count; i++) {
        const struct itk_plan_text *text = &values->texts[i];

        if (!text->is_list && !strcmp(text->id, id))
            return text->count ? text->items[0].text : "";
    }
    return "";
}

/* ---- dates ---- */

static void
check_dates(const struct itk_dossier *dossier,
            const struct itk_dossier_case *one, itk_findings *found)
{
    const struct itk_revisions *revisions = &dossier->guide->revisions;
    const struct itk_value *contract =
        itk_case_value(one->work.data, revisions->contract, 0);
    const struct itk_value *review =
        revisions->review ? itk_case_value(one->work.data, revisions->review, 0)
                          : NULL;
    const struct itk_date date = dossier->options.meeting->date;

    if (!one->group)
        return;
    if (*itk_dossier_text(one->row, TEXT_BEFORE) && contract->present &&
        itk_date_compare(contract->date, date) < 0)
        itk_findings_add(found, ITK_SEV_ERROR, contract->loc,
                         ITK_MSG_PACKET_DATES,
                         ITK_ARGS(itk_case_id(one->work.data)));
    if (*itk_dossier_text(one->row, TEXT_BEFORE) && review && review->present &&
        itk_date_compare(review->date, date) != 0)
        itk_findings_add(found, ITK_SEV_WARNING, review->loc,
                         ITK_MSG_PACKET_OTHER_DATE,
                         ITK_ARGS(itk_case_id(one->work.data)));
}

/* What is to be done by the meeting is not dated after it. */
static void
check_done(const struct itk_dossier *dossier,
           const struct itk_dossier_case *one, itk_findings *found)
{
    const struct itk_plan_values *values = one->row->plan->values;

    for (size_t i = 0; i < values->texts_count; i++) {
        const struct itk_plan_text *text = &values->texts[i];

        for (size_t k = 0; !strcmp(text->id, TEXT_DONE) && k < text->count;
             k++) {
            const char *words = text->items[k].text;
            struct itk_date date;

            if (itk_date_parse(words, strlen(words), &date) == ITK_DATE_OK &&
                itk_date_compare(date, dossier->options.meeting->date) > 0)
                itk_findings_add(found, ITK_SEV_ERROR, loc_of(one),
                                 ITK_MSG_PACKET_AFTER,
                                 ITK_ARGS(itk_case_id(one->work.data), words));
        }
    }
}

/* ---- one case ---- */

static bool
is_new(const struct itk_dossier *dossier, const struct itk_dossier_case *one,
       itk_findings *found)
{
    const char *id = itk_case_id(one->work.data);

    for (size_t i = 0; i < dossier->count; i++) {
        if (strcmp(itk_case_id(dossier->cases[i].work.data), id) != 0)
            continue;
        say(found, ITK_SEV_ERROR, one, ITK_MSG_PACKET_TWICE, NULL);
        return false;
    }
    if (dossier->count == ITK_DOSSIER_MAX_CASES)
        say(found, ITK_SEV_ERROR, one, ITK_MSG_PACKET_MANY, NULL);
    return dossier->count < ITK_DOSSIER_MAX_CASES;
}

static bool
has_packet(struct itk_dossier *dossier, const struct itk_work *work,
           itk_findings *found)
{
    const struct itk_guide *guide = work->guide;
    struct itk_loc loc = {.file = itk_case_file(work->data)};

    if (dossier->guide && dossier->guide != guide) {
        itk_findings_add(found, ITK_SEV_ERROR, loc, ITK_MSG_PACKET_GUIDES,
                         ITK_ARGS(guide->id, dossier->guide->id));
        return false;
    }
    dossier->guide = guide;
    dossier->packet = itk_packet_at(guide, dossier->options.meeting->date);
    if (dossier->packet)
        return true;
    loc.file = guide->shown;
    itk_findings_add(found, ITK_SEV_ERROR, loc, ITK_MSG_PACKET_NONE,
                     ITK_ARGS(guide->id));
    itk_findings_drop_twin(found);
    return false;
}

static void
place_case(struct itk_dossier *dossier, struct itk_dossier_case *one,
           itk_findings *found)
{
    find_group(dossier, one);
    check_parts(dossier, one, found);
    if (!one->row)
        say(found, ITK_SEV_WARNING, one, ITK_MSG_PACKET_NOWHERE, NULL);
    if (one->group && one->group->asked && !dossier->options.asked)
        one->row = NULL, one->group = NULL;
    if (!one->row)
        return;
    one->sort = itk_dossier_text(one->row, TEXT_SORT);
    one->title = itk_dossier_text(one->row, TEXT_TITLE);
    check_dates(dossier, one, found);
    check_done(dossier, one, found);
}

/* The sections in the order in which they came. */
static size_t
section_of(const struct itk_dossier *dossier, const char *sort)
{
    size_t next = 0;

    for (size_t i = 0; i < dossier->count; i++) {
        const struct itk_dossier_case *other = &dossier->cases[i];

        if (other->sort && !strcmp(other->sort, sort))
            return other->came;
        if (other->sort && other->came >= next)
            next = other->came + 1;
    }
    return next;
}

bool
itk_dossier_add(itk_dossier *dossier, struct itk_work *work,
                itk_findings *found, struct itk_error *err)
{
    struct itk_dossier_case one = {.work = *work, .label = "", .form = ""};

    if (!has_packet(dossier, work, found) || !is_new(dossier, &one, found)) {
        itk_work_free(work);
        return true;
    }
    *work = (struct itk_work){0};
    one.own = itk_plans_build_packet(one.work.decisions, one.work.selection,
                                     dossier->packet, err);
    if (!one.own) {
        itk_work_free(&one.work);
        return false;
    }
    place_case(dossier, &one, found);
    if (one.sort)
        one.came = section_of(dossier, one.sort);
    if (dossier->count == dossier->room) {
        dossier->room = dossier->room ? 2 * dossier->room : 16;
        dossier->cases =
            itk_grow(dossier->cases, dossier->room, sizeof(*dossier->cases));
    }
    dossier->cases[dossier->count++] = one;
    return true;
}

/* ---- order and numbers ---- */

static int
rank(const struct itk_dossier_case *one)
{
    return one->group ? 0 : one->open ? 1 : 2;
}

static int
by_place(const void *a, const void *b)
{
    const struct itk_dossier_case *one = a, *other = b;

    if (rank(one) != rank(other))
        return rank(one) - rank(other);
    if (one->group != other->group)
        return one->group < other->group ? -1 : 1;
    if (one->came != other->came)
        return one->came < other->came ? -1 : 1;
    return strcmp(itk_case_id(one->work.data), itk_case_id(other->work.data));
}

static const char *
joined(struct itk_arena *arena, const char *a, const char *b, size_t number)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *text;

    itk_buf_adds(&out, a);
    itk_buf_adds(&out, b);
    itk_buf_addu(&out, number);
    text = itk_arena_copy(arena, out.data, out.size);
    itk_buf_free(&out);
    return text;
}

static const char *
part_title(struct itk_dossier *dossier, const struct itk_planned *planned,
           size_t number, size_t of)
{
    const char *label = planned->version->label.in[dossier->guide->lang];
    const char *form = planned->plan->values->form;
    struct itk_buf out = ITK_BUF_INIT;
    const char *text;

    itk_buf_adds(&out, label);
    if (form) {
        itk_buf_adds(&out, dossier->guide->lang == ITK_JA ? "（" : " (");
        itk_buf_adds(&out, form);
        itk_buf_adds(&out, dossier->guide->lang == ITK_JA ? "）" : ")");
    }
    if (of > 1) {
        itk_buf_addc(&out, ' ');
        itk_buf_addu(&out, number);
    }
    text = itk_arena_copy(&dossier->arena, out.data, out.size);
    itk_buf_free(&out);
    return text;
}

static size_t
count_ready(const itk_plans *plans, const struct itk_document *document)
{
    size_t count = 0;

    for (size_t i = 0; i < itk_plans_count(plans); i++) {
        const struct itk_planned *planned = itk_plans_at(plans, i);

        count +=
            planned->document == document && planned->state == ITK_PLAN_READY;
    }
    return count;
}

static void
add_parts(struct itk_dossier *dossier, struct itk_dossier_case *one,
          const struct itk_document *document)
{
    const itk_plans *plans = one->work.plans;
    const size_t of = count_ready(plans, document);
    size_t number = 0;

    for (size_t i = 0; i < itk_plans_count(plans); i++) {
        const struct itk_planned *planned = itk_plans_at(plans, i);
        const char *form;

        if (planned->document != document || planned->state != ITK_PLAN_READY)
            continue;
        form = planned->plan->values->form;
        if (form && !*one->form)
            one->form = form;
        one->parts[one->parts_count] = (struct itk_dossier_part){
            planned,
            joined(&dossier->arena, one->label, dossier->packet->dash,
                   one->parts_count + 1),
            part_title(dossier, planned, ++number, of)};
        one->parts_count++;
    }
}

static void
number_case(struct itk_dossier *dossier, struct itk_dossier_case *one,
            size_t number)
{
    const struct itk_packet_group *group = one->group;

    if (group && *group->label) {
        one->label = joined(&dossier->arena, group->label, "", number);
        one->parts = itk_arena_array(&dossier->arena,
                                     itk_plans_count(one->work.plans) + 1,
                                     sizeof(*one->parts));
        for (size_t i = 0; i < group->parts_count; i++)
            add_parts(dossier, one, group->parts[i].document);
    }
    one->json = itk_dossier_case_json(dossier, one, number);
}

/* A name is given to a post that there is. */
static void
check_members(const struct itk_dossier *dossier, itk_findings *found)
{
    const struct itk_meeting *meeting = dossier->options.meeting;
    const struct itk_packet_version *packet = dossier->packet;

    for (size_t i = 0; packet && i < meeting->members_count; i++) {
        const struct itk_meeting_member *member = &meeting->members[i];
        size_t at = 0;

        while (at < packet->members_count &&
               strcmp(packet->members[at].post, member->post) != 0)
            at++;
        if (at == packet->members_count)
            itk_findings_add(
                found, ITK_SEV_ERROR,
                (struct itk_loc){.file = meeting->file, .line = member->line},
                ITK_MSG_MEETING_POST, ITK_ARGS(member->post));
    }
}

void
itk_dossier_arrange(itk_dossier *dossier, itk_findings *found)
{
    const struct itk_packet_group *group = NULL;
    size_t number = 0;

    check_members(dossier, found);
    qsort(dossier->cases, dossier->count, sizeof(*dossier->cases), by_place);
    for (size_t i = 0; i < dossier->count; i++) {
        struct itk_dossier_case *one = &dossier->cases[i];

        if (!i || one->group != group)
            number = 0;
        group = one->group;
        if (one->row)
            number_case(dossier, one, ++number);
        if (one->open)
            say(found, ITK_SEV_WARNING, one, ITK_MSG_PACKET_OPEN, NULL);
    }
}

/* ---- all of it ---- */

const struct itk_guide *
itk_dossier_guide(const itk_dossier *dossier)
{
    return dossier->guide;
}

const struct itk_packet_version *
itk_dossier_packet(const itk_dossier *dossier)
{
    return dossier->packet;
}

size_t
itk_dossier_count(const itk_dossier *dossier)
{
    return dossier->count;
}

const struct itk_dossier_case *
itk_dossier_at(const itk_dossier *dossier, size_t i)
{
    return &dossier->cases[i];
}
