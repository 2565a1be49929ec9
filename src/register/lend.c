/*
 * Facts that a case leaves out and the register has: the committee's decision,
 * training, certificates, trouble, approvals. What leans on a whole other case
 * is in lender.c. Nothing is concluded from what the register does not hold.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "register/lend.h"

static struct itk_loc
loc_of(struct itk_lending *l, const char *id)
{
    return (struct itk_loc){.file = l->reg->path,
                            .place = itk_register_place(&l->arena, id)};
}

static struct itk_lent *
add(struct itk_lending *l)
{
    if (l->count == l->room)
        l->lent = itk_grow(l->lent, l->room = l->room ? l->room * 2 : 32,
                           sizeof(*l->lent));
    return &l->lent[l->count++];
}

bool
itk_lending_lacks(const struct itk_lending *l, const struct itk_field *field,
                  size_t member)
{
    if (itk_case_value(l->data, field, member)->present)
        return false;
    for (size_t i = 0; i < l->count; i++) {
        if (l->lent[i].field == field && l->lent[i].member == member)
            return false;
    }
    return true;
}

void
itk_lending_add(struct itk_lending *l, const struct itk_field *field,
                size_t member, const char *text, const char *id)
{
    if (!field || !*text || !itk_lending_lacks(l, field, member))
        return;
    *add(l) = (struct itk_lent){.field = field,
                                .member = member,
                                .text = itk_arena_dup(&l->arena, text),
                                .loc = loc_of(l, id)};
}

void
itk_lending_none(struct itk_lending *l, const struct itk_list *list,
                 const char *id)
{
    if (!itk_case_members(l->data, list)->known)
        *add(l) = (struct itk_lent){.none = list, .loc = loc_of(l, id)};
}

/* ---- what the committee decided about this case ---- */

static const char *
choice_of(const struct itk_keeping_committee *of, enum itk_ruling verdict)
{
    switch (verdict) {
    case ITK_RULING_APPROVED:
        return of->approved;
    case ITK_RULING_CONDITIONAL:
        return of->conditional;
    case ITK_RULING_REFUSED:
        return of->refused;
    case ITK_RULING_CONTINUED:
    case ITK_RULINGS:
        break;
    }
    return NULL;
}

static bool
lend_result(struct itk_lending *l)
{
    const struct itk_keeping_committee *of = &l->guide->keeping.committee;
    const char *id = itk_case_id(l->data);
    struct itk_results results;

    if (!of->result || !itk_lending_lacks(l, of->result, 0))
        return true;
    if (!itk_register_results(l->reg, id, &l->arena, &results, l->err))
        return false;
    for (size_t i = results.count; i-- > 0;) {
        const struct itk_result *one = &results.at[i];
        const char *choice = choice_of(of, one->verdict);

        if (!choice || one->by_case)
            continue;
        itk_lending_add(l, of->result, 0, choice, id);
        itk_lending_add(l, of->conditions, 0, one->conditions, id);
        itk_lending_add(l, of->date, 0, one->date, id);
        break;
    }
    return true;
}

/* ---- people and companies ---- */

/* The first row of a question about others: two texts, the second the case. */
static enum itk_next
first_row(struct itk_lending *l, const char *sql, const char *const texts[],
          const char *answer[3])
{
    struct itk_query query;
    enum itk_next next = ITK_NEXT_FAULT;

    if (itk_query_open(&query, l->reg, sql, texts, l->err))
        next = itk_query_step(&query);
    for (int i = 0; next == ITK_NEXT_RECORD && i < 3; i++)
        answer[i] = itk_query_text(&query, i, &l->arena);
    itk_query_close(&query);
    return next;
}

static bool
lend_training(struct itk_lending *l)
{
    const struct itk_keeping_training *of = &l->guide->keeping.training;
    const char *person, *company, *answer[3];
    enum itk_next next;

    if (!of->person || !itk_lending_lacks(l, of->last, 0) ||
        strcmp(itk_register_answer(l->data, of->trained), "no") == 0)
        return true;
    person = itk_register_answer(l->data, of->person);
    company = itk_register_answer(l->data, of->company);
    if (!*person || !*company)
        return true;
    next = first_row(l,
                     "SELECT date, case_id, '' FROM training WHERE company = ?1"
                     " AND person = ?2 AND case_id <> ?3"
                     " AND (?4 IS NULL OR date <= ?4)"
                     " ORDER BY date DESC, case_id LIMIT 1",
                     ITK_ARGS(company, person, itk_case_id(l->data),
                              itk_register_answer(l->data, of->needed)),
                     answer);
    if (next == ITK_NEXT_RECORD) {
        itk_lending_add(l, of->trained, 0, "yes", answer[1]);
        itk_lending_add(l, of->last, 0, answer[0], answer[1]);
    }
    return next != ITK_NEXT_FAULT;
}

static bool
lend_certification(struct itk_lending *l, const struct itk_certification *of,
                   size_t member)
{
    const struct itk_value *company =
        itk_case_value(l->data, of->company, member);
    const struct itk_value *has = itk_case_value(l->data, of->has, member);
    const char *answer[3];
    enum itk_next next;

    if (!company->present || (has->present && !has->yes) ||
        !itk_lending_lacks(l, of->expiry, member))
        return true;
    next = first_row(l,
                     "SELECT expiry, case_id, '' FROM certification"
                     " WHERE company = ?1 AND kind = ?2 AND case_id <> ?3"
                     " ORDER BY expiry DESC, case_id LIMIT 1",
                     ITK_ARGS(company->canonical, of->id, itk_case_id(l->data)),
                     answer);
    if (next == ITK_NEXT_RECORD) {
        itk_lending_add(l, of->has, member, "yes", answer[1]);
        itk_lending_add(l, of->expiry, member, answer[0], answer[1]);
    }
    return next != ITK_NEXT_FAULT;
}

static bool
lend_certifications(struct itk_lending *l)
{
    const struct itk_keeping *keeping = &l->guide->keeping;
    bool ok = true;

    for (size_t i = 0; ok && i < keeping->certifications_count; i++) {
        const struct itk_certification *of = &keeping->certifications[i];
        const size_t count =
            of->company->list
                ? itk_case_members(l->data, of->company->list)->count
                : 1;

        for (size_t j = 0; ok && j < count; j++)
            ok = lend_certification(l, of, j);
    }
    return ok;
}

/* ---- trouble, and approvals ---- */

struct trouble {
    const char *date, *detail, *id; /* date "": none */
};

/* The latest trouble at a company. */
static bool
ask_trouble(struct itk_lending *l, const char *company, struct trouble *last)
{
    const char *answer[3];
    enum itk_next next = ITK_NEXT_END;

    if (*company)
        next = first_row(l,
                         "SELECT date, case_id, detail FROM incident"
                         " WHERE company = ?1 AND case_id <> ?2"
                         " ORDER BY date DESC, case_id LIMIT 1",
                         ITK_ARGS(company, itk_case_id(l->data)), answer);
    if (next == ITK_NEXT_RECORD && strcmp(answer[0], last->date) > 0)
        *last = (struct trouble){answer[0], answer[2], answer[1]};
    return next != ITK_NEXT_FAULT;
}

static bool
ask_partners(struct itk_lending *l, struct trouble *last)
{
    const struct itk_keeping *keeping = &l->guide->keeping;
    bool ok = true;

    for (size_t i = 0; ok && i < keeping->partners_count; i++) {
        const struct itk_partner *partner = &keeping->partners[i];
        const size_t count = itk_case_members(l->data, partner->list)->count;

        for (size_t j = 0; ok && j < count; j++)
            ok = ask_trouble(
                l, itk_case_value(l->data, partner->name, j)->canonical, last);
    }
    return ok;
}

static bool
lend_trouble(struct itk_lending *l)
{
    const struct itk_keeping_incident *of = &l->guide->keeping.incident;
    struct trouble last = {"", "", ""};
    const struct itk_value *had;

    if (!of->had)
        return true;
    if (!ask_trouble(
            l, itk_register_answer(l->data, l->guide->keeping.of.contractor),
            &last) ||
        !ask_partners(l, &last))
        return false;
    had = itk_case_value(l->data, of->had, 0);
    if (*last.date && had->present && !had->yes)
        itk_findings_add(l->found, ITK_SEV_WARNING, had->loc,
                         ITK_MSG_REGISTER_TROUBLE,
                         ITK_ARGS(last.id, last.date));
    else if (*last.date && !had->present) {
        itk_lending_add(l, of->had, 0, "yes", last.id);
        itk_lending_add(l, of->last, 0, last.date, last.id);
        itk_lending_add(l, of->detail, 0, last.detail, last.id);
    }
    return true;
}

/* One member for each ground of an approval; false when the list is full. */
static bool
lend_approval(struct itk_lending *l, const char *const answer[4],
              size_t *member)
{
    const struct itk_keeping_approvals *of = &l->guide->keeping.approvals;
    const char *at = answer[3];

    while (*at) {
        const size_t size = strcspn(at, " ");

        if (*member >= of->list->max)
            return false;
        itk_lending_add(l, of->date, *member, answer[0], answer[1]);
        itk_lending_add(l, of->meeting, *member, answer[2], answer[1]);
        itk_lending_add(l, of->ground, *member,
                        itk_arena_copy(&l->arena, at, size), answer[1]);
        ++*member;
        at += size + (at[size] == ' ');
    }
    return true;
}

/* The earlier approvals of work with this contractor, the newest first. */
static bool
lend_approvals(struct itk_lending *l)
{
    const struct itk_keeping_approvals *of = &l->guide->keeping.approvals;
    const char *company =
        itk_register_answer(l->data, l->guide->keeping.of.contractor);
    struct itk_query query;
    enum itk_next next = ITK_NEXT_FAULT;
    size_t member = 0;
    bool room = true;

    if (!of->list || !*company || itk_case_members(l->data, of->list)->known)
        return true;
    if (itk_query_open(
            &query, l->reg,
            "SELECT r.date, r.case_id, r.meeting, r.grounds FROM result r"
            " JOIN cases c ON c.id = r.case_id WHERE c.contractor = ?1"
            " AND c.guideline = ?2 AND c.id <> ?3"
            " AND r.verdict IN ('approved', 'conditional')"
            " ORDER BY r.date DESC, r.case_id",
            ITK_ARGS(company, l->guide->id, itk_case_id(l->data)), l->err)) {
        while (room && (next = itk_query_step(&query)) == ITK_NEXT_RECORD) {
            const char *answer[4];

            for (int i = 0; i < 4; i++)
                answer[i] = itk_query_text(&query, i, &l->arena);
            room = lend_approval(l, answer, &member);
        }
    }
    itk_query_close(&query);
    return next != ITK_NEXT_FAULT;
}

/* ---- */

/* Gathers what `steps` give, and makes the case with it. */
static bool
lend(itk_register *reg, const itk_case *data, const struct itk_guide *guide,
     itk_findings *found, bool (*const steps[])(struct itk_lending *l),
     itk_case **lent, struct itk_error *err)
{
    struct itk_lending l = {
        .reg = reg, .data = data, .guide = guide, .found = found, .err = err};
    bool ok = true;

    for (size_t i = 0; ok && steps[i]; i++)
        ok = steps[i](&l);
    *lent = ok && l.count ? itk_case_with(data, guide, l.lent, l.count, found)
                          : NULL;
    free(l.lent);
    itk_arena_fini(&l.arena);
    return ok;
}

bool
itk_register_lend(itk_register *reg, const itk_case *data,
                  const struct itk_guide *guide, itk_findings *found,
                  itk_case **lent, struct itk_error *err)
{
    static bool (*const steps[])(struct itk_lending * l) = {
        lend_result,  itk_lending_lenders, lend_training, lend_certifications,
        lend_trouble, lend_approvals,      NULL,
    };

    return lend(reg, data, guide, found, steps, lent, err);
}

bool
itk_register_lend_own(itk_register *reg, const itk_case *data,
                      const struct itk_guide *guide, itk_findings *found,
                      itk_case **lent, struct itk_error *err)
{
    static bool (*const steps[])(struct itk_lending * l) = {lend_result, NULL};

    return lend(reg, data, guide, found, steps, lent, err);
}
