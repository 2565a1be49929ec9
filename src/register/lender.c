/*
 * Whole cases that others lean on: the former work, the survey of another
 * section. register.xml says by what they are found, and what they lend.
 *
 * Of several that suit, one that was approved comes before others, then one
 * whose lists have the same members as those of the case at hand, then the one
 * contracted last.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "input/check.h"
#include "register/lend.h"

#define MOST_CANDIDATES 200u /* the newest of them */

struct candidate {
    char *id;
    itk_case *data;
    itk_decisions *decisions;
    uint64_t grounds;  /* bits: of its approvals */
    char approved[16]; /* the date of the last one; "" without */
    int score;         /* the higher, the better */
};

static void
drop(struct candidate *one)
{
    free(one->id);
    itk_decisions_free(one->decisions);
    itk_case_free(one->data);
    *one = (struct candidate){0};
}

/* ---- does it suit? ---- */

static bool
holds(const struct itk_condition *when, const itk_decisions *decisions)
{
    const struct itk_view view = itk_decisions_view(decisions);

    return !when || itk_eval(&view, when, NULL, 0, NULL) == ITK_TRUE;
}

static bool
matches(const struct itk_lending *l, const struct itk_match *match,
        const itk_case *other)
{
    const char *here = itk_register_answer(l->data, match->field);
    const char *there = itk_register_answer(other, match->other[0]);
    const char *rest = itk_register_answer(other, match->other[1]);
    const size_t size = strlen(there);

    return *here && *there && strncmp(here, there, size) == 0 &&
           strcmp(here + size, rest) == 0;
}

/* What the case at hand says of the other one in words must be true of it: it
 * may have named another. */
static bool
agrees(const struct itk_lending *l, const struct itk_loan *loan,
       const itk_case *other)
{
    const struct itk_value *said = itk_case_value(l->data, loan->to, 0);

    return !loan->from || loan->to->type != ITK_TYPE_TEXT || !said->present ||
           strcmp(said->canonical, itk_register_answer(other, loan->from)) == 0;
}

static bool
suits(const struct itk_lending *l, const struct itk_lender *lender,
      const itk_case *other)
{
    const struct itk_field *contract = l->guide->keeping.of.contract;

    for (size_t i = 0; i < lender->matches_count; i++) {
        if (!matches(l, &lender->matches[i], other))
            return false;
    }
    for (size_t i = 0; i < lender->loans_count; i++) {
        if (!agrees(l, &lender->loans[i], other))
            return false;
    }
    if (lender->earlier && contract) {
        const struct itk_value *here = itk_case_value(l->data, contract, 0);
        const struct itk_value *there = itk_case_value(other, contract, 0);

        return here->present && there->present &&
               itk_date_compare(there->date, here->date) < 0;
    }
    return true;
}

/* Is each name of one in the other? */
static bool
holds_all(const itk_case *data, const struct itk_field *name,
          const itk_case *other)
{
    const size_t count = itk_case_members(data, name->list)->count;
    const size_t others = itk_case_members(other, name->list)->count;

    for (size_t i = 0; i < count; i++) {
        const char *wanted = itk_case_value(data, name, i)->canonical;
        size_t j = 0;

        while (j < others &&
               strcmp(itk_case_value(other, name, j)->canonical, wanted) != 0)
            j++;
        if (j == others)
            return false;
    }
    return true;
}

static bool
same_members(const struct itk_lending *l, const struct itk_lender *lender,
             const itk_case *other)
{
    for (size_t i = 0; i < lender->lists_count; i++) {
        const struct itk_field *name = lender->lists[i].from_name;

        if (!itk_case_members(l->data, name->list)->known ||
            !itk_case_members(other, name->list)->known ||
            !holds_all(l->data, name, other) ||
            !holds_all(other, name, l->data))
            return false;
    }
    return true;
}

/* ---- its approvals ---- */

static uint64_t
bits_of(const struct itk_guide *guide, const char *ids)
{
    const struct itk_keeping_committee *of = &guide->keeping.committee;
    uint64_t bits = 0;

    while (*ids) {
        const size_t size = strcspn(ids, " ");

        for (size_t i = 0; i < of->grounds_count; i++) {
            if (strlen(of->grounds[i].id) == size &&
                !memcmp(of->grounds[i].id, ids, size))
                bits |= (uint64_t)1 << i;
        }
        ids += size + (ids[size] == ' ');
    }
    return bits;
}

static bool
read_approvals(struct itk_lending *l, struct candidate *one)
{
    struct itk_results results;

    if (!itk_register_results(l->reg, one->id, &l->arena, &results, l->err))
        return false;
    for (size_t i = 0; i < results.count; i++) {
        const struct itk_result *result = &results.at[i];

        if (result->verdict != ITK_RULING_APPROVED &&
            result->verdict != ITK_RULING_CONDITIONAL)
            continue;
        one->grounds |= bits_of(l->guide, result->grounds);
        one->approved[0] = '\0';
        strncat(one->approved, result->date, sizeof(one->approved) - 1);
    }
    return true;
}

/* ---- the best one ---- */

/* Makes `*one` of the case `id`, with nothing in it when it does not suit. A
 * case that does not suit the dictionary any more lends nothing. */
static bool
consider(struct itk_lending *l, const struct itk_lender *lender, const char *id,
         struct candidate *one)
{
    itk_findings *found = itk_findings_new();
    itk_case *data = itk_register_case(l->reg, id, l->guide, found, l->err);
    const bool whole = data && !itk_findings_errors(found);

    itk_findings_free(found);
    *one = (struct candidate){0};
    if (!data)
        return false;
    if (!whole || !suits(l, lender, data)) {
        itk_case_free(data);
        return true;
    }
    one->data = data;
    one->id = strdup(id);
    if (!one->id)
        itk_no_memory();
    one->decisions = itk_decide(data, l->guide);
    if (!read_approvals(l, one))
        return false;
    one->score = 2 * (*one->approved != '\0') + same_members(l, lender, data);
    return true;
}

/* What a match asks of that column of `cases`: a text, or "" for anything. */
static const char *
wanted(const struct itk_lending *l, const struct itk_lender *lender,
       const struct itk_field *column)
{
    for (size_t i = 0; column && i < lender->matches_count; i++) {
        const struct itk_match *match = &lender->matches[i];

        if (match->other[0] == column && !match->other[1])
            return itk_register_answer(l->data, match->field);
    }
    return "";
}

/* The ids of those that may suit, the last contract first. */
static bool
list_ids(struct itk_lending *l, const struct itk_lender *lender,
         const char **ids, size_t *count)
{
    const struct itk_keeping_case *of = &l->guide->keeping.of;
    const char *before =
        lender->earlier ? itk_register_answer(l->data, of->contract) : "";
    struct itk_query query;
    enum itk_next next = ITK_NEXT_FAULT;

    *count = 0;
    if (itk_query_open(&query, l->reg,
                       "SELECT id FROM cases WHERE guideline = ?1 AND id <> ?2"
                       " AND (?3 IS NULL OR contractor = ?3)"
                       " AND (?4 IS NULL OR section = ?4)"
                       " AND (?5 IS NULL OR contract_date < ?5)"
                       " ORDER BY contract_date DESC, id",
                       ITK_ARGS(l->guide->id, itk_case_id(l->data),
                                wanted(l, lender, of->contractor),
                                wanted(l, lender, of->section), before),
                       l->err)) {
        while (*count < MOST_CANDIDATES &&
               (next = itk_query_step(&query)) == ITK_NEXT_RECORD)
            ids[(*count)++] = itk_query_text(&query, 0, &l->arena);
    }
    itk_query_close(&query);
    return next != ITK_NEXT_FAULT;
}

static bool
find_best(struct itk_lending *l, const struct itk_lender *lender,
          struct candidate *best)
{
    const char *ids[MOST_CANDIDATES];
    size_t count;
    bool ok = list_ids(l, lender, ids, &count);

    for (size_t i = 0; ok && i < count && best->score < 3; i++) {
        struct candidate one;

        ok = consider(l, lender, ids[i], &one);
        if (ok && one.data && (!best->data || one.score > best->score)) {
            drop(best);
            *best = one;
        } else {
            drop(&one);
        }
    }
    return ok;
}

/* ---- what it lends ---- */

/* The text of a loan, or "" when it cannot be. */
static const char *
text_of(const struct itk_loan *loan, const struct candidate *from)
{
    if ((loan->grounds & from->grounds) != loan->grounds ||
        !holds(loan->when, from->decisions))
        return "";
    if (loan->from)
        return itk_register_answer(from->data, loan->from);
    return loan->approval_date ? from->approved : loan->value;
}

/* A case that says otherwise keeps its own word; but it is told. */
static void
compare(struct itk_lending *l, const struct itk_loan *loan,
        const struct candidate *from, const char *text)
{
    const struct itk_value *said = itk_case_value(l->data, loan->to, 0);
    struct itk_buf en = ITK_BUF_INIT, ja = ITK_BUF_INIT;

    if (!said->present || !strcmp(said->canonical, text))
        return;
    itk_check_quote(&en, ITK_EN, loan->to, text);
    itk_check_quote(&ja, ITK_JA, loan->to, text);
    itk_findings_add_both(l->found, ITK_SEV_WARNING, said->loc,
                          ITK_MSG_REGISTER_DIFFERS, ITK_ARGS(en.data, from->id),
                          ITK_ARGS(ja.data, from->id));
    itk_buf_free(&en);
    itk_buf_free(&ja);
}

/* Of several loans to one field the first that can be, counts. */
static bool
is_first(const struct itk_lender *lender, size_t i,
         const struct candidate *from)
{
    for (size_t j = 0; j < i; j++) {
        if (lender->loans[j].to == lender->loans[i].to &&
            *text_of(&lender->loans[j], from))
            return false;
    }
    return true;
}

static void
lend_list(struct itk_lending *l, const struct itk_loan_list *list,
          const struct candidate *from)
{
    const struct itk_members *members =
        itk_case_members(from->data, list->from);

    if (itk_case_members(l->data, list->to)->known || !members->known)
        return;
    if (!members->count)
        itk_lending_none(l, list->to, from->id);
    for (size_t i = 0; i < members->count; i++)
        itk_lending_add(
            l, list->to_name, i,
            itk_case_value(from->data, list->from_name, i)->canonical,
            from->id);
}

static void
lend_all(struct itk_lending *l, const struct itk_lender *lender,
         const struct candidate *from)
{
    for (size_t i = 0; i < lender->loans_count; i++) {
        const struct itk_loan *loan = &lender->loans[i];
        const char *text = text_of(loan, from);

        if (!*text || !is_first(lender, i, from))
            continue;
        compare(l, loan, from, text);
        itk_lending_add(l, loan->to, 0, text, from->id);
    }
    for (size_t i = 0; i < lender->lists_count; i++)
        lend_list(l, &lender->lists[i], from);
}

/* The case names one that the register has not. */
static void
miss(struct itk_lending *l, const struct itk_lender *lender)
{
    for (size_t i = 0; i < lender->loans_count; i++) {
        const struct itk_loan *loan = &lender->loans[i];
        const struct itk_value *said = itk_case_value(l->data, loan->to, 0);

        if (!loan->from || loan->to->type != ITK_TYPE_TEXT || !said->present)
            continue;
        itk_findings_add_both(l->found, ITK_SEV_WARNING, said->loc,
                              ITK_MSG_REGISTER_NO_LENDER,
                              ITK_ARGS(lender->label.in[ITK_EN], lender->cite),
                              ITK_ARGS(lender->label.in[ITK_JA], lender->cite));
        return;
    }
}

bool
itk_lending_lenders(struct itk_lending *l)
{
    const struct itk_keeping *keeping = &l->guide->keeping;
    itk_decisions *decisions =
        keeping->lenders_count ? itk_decide(l->data, l->guide) : NULL;
    bool ok = true;

    for (size_t i = 0; ok && i < keeping->lenders_count; i++) {
        const struct itk_lender *lender = &keeping->lenders[i];
        struct candidate best = {0};

        if (!holds(lender->when, decisions))
            continue;
        ok = find_best(l, lender, &best);
        if (ok && best.data)
            lend_all(l, lender, &best);
        else if (ok)
            miss(l, lender);
        drop(&best);
    }
    itk_decisions_free(decisions);
    return ok;
}
