/*
 * What lapses soon, and what is owed: training and certificates of work that is
 * not over yet, and what register.xml says has to follow.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "register/lend.h"

struct asking {
    itk_register *reg;
    const struct itk_guide *guide;
    struct itk_date on;
    long within; /* days */
    struct itk_arena *arena;
    itk_findings *found;
    struct itk_due *all;
    size_t count, room;
    struct itk_error *err;
};

static void
add(struct asking *a, struct itk_due due)
{
    if (a->count == a->room)
        a->all = itk_grow(a->all, a->room = a->room ? a->room * 2 : 32,
                          sizeof(*a->all));
    a->all[a->count++] = due;
}

static const char *
iso(struct asking *a, struct itk_date date)
{
    struct itk_buf text = ITK_BUF_INIT;
    const char *copy;

    itk_date_iso(&text, date);
    copy = itk_arena_dup(a->arena, text.data);
    itk_buf_free(&text);
    return copy;
}

/* Does it end within the days asked for, or has it ended? */
static bool
is_near(const struct asking *a, struct itk_date date)
{
    return itk_date_to_days(date) - itk_date_to_days(a->on) <= a->within;
}

/* ---- training ---- */

/* The first day on which a training of that date no longer counts. */
static struct itk_date
lapses(const struct asking *a, struct itk_date last)
{
    const int month = a->guide->fiscal_month;
    const int year = itk_date_fiscal_year(last, month);

    return (struct itk_date){year + (int)a->guide->keeping.training.years,
                             month, 1};
}

static void
take_training(struct asking *a, const struct itk_query *query)
{
    const char *last = itk_query_text(query, 2, a->arena);
    struct itk_date date;

    if (itk_date_parse(last, strlen(last), &date) != ITK_DATE_OK)
        return;
    date = lapses(a, date);
    if (itk_date_valid(date) && is_near(a, date))
        add(a, (struct itk_due){
                   .kind = ITK_DUE_TRAINING,
                   .company = itk_query_text(query, 0, a->arena),
                   .person = itk_query_text(query, 1, a->arena),
                   .last = last,
                   .date = iso(a, date),
                   .case_id = itk_query_text(query, 3, a->arena),
                   .cite = a->guide->keeping.training.cite,
               });
}

/* ---- certificates ---- */

static const struct itk_label *
name_of(const struct asking *a, const char *kind)
{
    const struct itk_keeping *keeping = &a->guide->keeping;

    for (size_t i = 0; i < keeping->certifications_count; i++) {
        if (strcmp(keeping->certifications[i].id, kind) == 0)
            return &keeping->certifications[i].label;
    }
    return NULL;
}

static void
take_certificate(struct asking *a, const struct itk_query *query)
{
    const struct itk_label *label =
        name_of(a, itk_query_text(query, 1, a->arena));
    const char *expiry = itk_query_text(query, 2, a->arena);
    struct itk_date date;

    if (label && itk_date_parse(expiry, strlen(expiry), &date) == ITK_DATE_OK &&
        is_near(a, date))
        add(a, (struct itk_due){
                   .kind = ITK_DUE_CERTIFICATION,
                   .company = itk_query_text(query, 0, a->arena),
                   .person = "",
                   .last = "",
                   .date = expiry,
                   .case_id = itk_query_text(query, 3, a->arena),
                   .label = label,
                   .cite = "",
               });
}

/* Each row of a question about what is not over by that day. */
static bool
each(struct asking *a, const char *sql,
     void (*take)(struct asking *a, const struct itk_query *query))
{
    struct itk_query query;
    enum itk_next next = ITK_NEXT_FAULT;

    if (itk_query_open(&query, a->reg, sql,
                       ITK_ARGS(a->guide->id, iso(a, a->on)), a->err)) {
        while ((next = itk_query_step(&query)) == ITK_NEXT_RECORD)
            take(a, &query);
    }
    itk_query_close(&query);
    return next == ITK_NEXT_END;
}

/* ---- what is owed ---- */

/* The case with what the register knows of it besides: its result. */
static itk_case *
load(struct asking *a, const char *id)
{
    itk_findings *unsaid = itk_findings_new();
    itk_case *data = itk_register_case(a->reg, id, a->guide, unsaid, a->err);
    itk_case *lent = NULL;

    for (size_t i = 0; i < itk_findings_count(unsaid); i++)
        itk_findings_copy(a->found, itk_findings_at(unsaid, i));
    if (data && !itk_findings_errors(unsaid) &&
        !itk_register_lend_own(a->reg, data, a->guide, unsaid, &lent, a->err)) {
        itk_case_free(data);
        data = NULL;
    }
    itk_findings_free(unsaid);
    if (lent)
        itk_case_free(data);
    return lent ? lent : data;
}

static bool
ask_case(struct asking *a, const char *id)
{
    const struct itk_keeping *keeping = &a->guide->keeping;
    itk_case *data = load(a, id);
    itk_decisions *decisions = data ? itk_decide(data, a->guide) : NULL;

    for (size_t i = 0; data && i < keeping->owed_count; i++) {
        const struct itk_owed *owed = &keeping->owed[i];
        const struct itk_view view = itk_decisions_view(decisions);

        if (itk_decisions_count(decisions) &&
            itk_eval(&view, owed->when, NULL, 0, NULL) == ITK_TRUE)
            add(a, (struct itk_due){
                       .kind = ITK_DUE_OWED,
                       .company = itk_arena_dup(
                           a->arena,
                           itk_register_answer(data, keeping->of.contractor)),
                       .person = "",
                       .last = "",
                       .date = "",
                       .case_id = itk_arena_dup(a->arena, id),
                       .label = &owed->label,
                       .cite = owed->cite,
                   });
    }
    itk_decisions_free(decisions);
    itk_case_free(data);
    return data != NULL;
}

static bool
ask_cases(struct asking *a)
{
    struct itk_register_rows rows;
    bool ok = true;

    if (!a->guide->keeping.owed_count)
        return true;
    ok = itk_register_rows(a->reg, a->arena, &rows, a->err);
    for (size_t i = 0; ok && i < rows.count; i++) {
        if (strcmp(rows.at[i].guideline, a->guide->id) == 0)
            ok = ask_case(a, rows.at[i].id);
    }
    return ok;
}

/* ---- */

bool
itk_register_due(itk_register *reg, const struct itk_guide *guide,
                 struct itk_date on, long within, struct itk_arena *arena,
                 struct itk_dues *dues, itk_findings *found,
                 struct itk_error *err)
{
    struct asking a = {.reg = reg,
                       .guide = guide,
                       .on = on,
                       .within = within,
                       .arena = arena,
                       .found = found,
                       .err = err};
    struct itk_due *kept;
    bool ok = ask_cases(&a);

    if (ok && guide->keeping.training.years)
        ok = each(&a,
                  "SELECT t.company, t.person, max(t.date), max(c.id)"
                  " FROM training t JOIN cases c ON c.id = t.case_id"
                  " WHERE c.guideline = ?1 GROUP BY t.company, t.person"
                  " HAVING max(coalesce(c.work_end, ?2)) >= ?2"
                  " ORDER BY max(t.date), t.company, t.person",
                  take_training);
    if (ok && guide->keeping.certifications_count)
        ok = each(&a,
                  "SELECT k.company, k.kind, max(k.expiry), max(c.id)"
                  " FROM certification k JOIN cases c ON c.id = k.case_id"
                  " WHERE c.guideline = ?1 GROUP BY k.company, k.kind"
                  " HAVING max(coalesce(c.work_end, ?2)) >= ?2"
                  " ORDER BY max(k.expiry), k.company, k.kind",
                  take_certificate);
    kept = itk_arena_array(arena, a.count + 1, sizeof(*kept));
    if (a.count)
        memcpy(kept, a.all, a.count * sizeof(*kept));
    free(a.all);
    *dues = (struct itk_dues){kept, a.count};
    return ok;
}
