/*
 * What a case says about companies, people and reviews, in tables of their own:
 * register.xml of the package says which fields speak of what.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "register/db.h"

struct derive {
    const struct itk_register *reg;
    const itk_case *data;
    const struct itk_guide *guide;
    const struct itk_keeping *keeping;
    const itk_decisions *decisions; /* or NULL */
    struct itk_error *err;
};

/* What came from the case before. */
static bool
clear(const struct derive *d)
{
    static const char *const statements[] = {
        "DELETE FROM decision WHERE case_id = ?1",
        "DELETE FROM partner WHERE case_id = ?1",
        "DELETE FROM training WHERE case_id = ?1",
        "DELETE FROM certification WHERE case_id = ?1",
        "DELETE FROM incident WHERE case_id = ?1",
        "DELETE FROM result WHERE case_id = ?1 AND origin = 'case'",
    };

    for (size_t i = 0; i < ITK_COUNT(statements); i++) {
        if (!itk_db_run(d->reg, statements[i], ITK_ARGS(itk_case_id(d->data)),
                        d->err))
            return false;
    }
    return true;
}

static bool
put_decisions(const struct derive *d)
{
    const struct itk_revision *revision =
        d->decisions ? itk_decisions_revision(d->decisions) : NULL;
    const size_t count = d->decisions ? itk_decisions_count(d->decisions) : 0;
    struct itk_buf date = ITK_BUF_INIT;
    bool ok = true;

    if (revision)
        itk_date_iso(&date, revision->date);
    for (size_t i = 0; ok && i < count; i++) {
        const struct itk_answer *answer = itk_decisions_at(d->decisions, i);
        const struct itk_outcome *outcome = answer->outcome;

        ok = itk_db_run(
            d->reg,
            "INSERT INTO decision (case_id, decision, outcome, revision, cite,"
            " ja, en) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            ITK_ARGS(itk_case_id(d->data), answer->decision->id,
                     outcome ? outcome->id : "", date.data,
                     outcome ? outcome->cite : answer->version->cite,
                     answer->version->label.in[ITK_JA],
                     answer->version->label.in[ITK_EN]),
            d->err);
    }
    itk_buf_free(&date);
    return ok;
}

static bool
put_partners(const struct derive *d)
{
    bool ok = true;

    for (size_t i = 0; ok && i < d->keeping->partners_count; i++) {
        const struct itk_partner *partner = &d->keeping->partners[i];
        const struct itk_members *members =
            itk_case_members(d->data, partner->list);

        for (size_t j = 0; ok && j < members->count; j++) {
            const struct itk_value *name =
                itk_case_value(d->data, partner->name, j);

            ok = !name->present ||
                 itk_db_run(d->reg,
                            "INSERT OR IGNORE INTO partner (case_id, list,"
                            " name) VALUES (?1, ?2, ?3)",
                            ITK_ARGS(itk_case_id(d->data), partner->list->id,
                                     name->canonical),
                            d->err);
        }
    }
    return ok;
}

static bool
put_trainings(const struct derive *d)
{
    const struct itk_keeping_training *of = &d->keeping->training;
    const struct itk_field *const dates[] = {of->last, of->taken};
    bool ok = true;

    for (size_t i = 0; ok && of->person && i < ITK_COUNT(dates); i++) {
        const char *person = itk_register_answer(d->data, of->person);
        const char *company = itk_register_answer(d->data, of->company);
        const char *date = itk_register_answer(d->data, dates[i]);

        ok = !*person || !*company || !*date ||
             itk_db_run(d->reg,
                        "INSERT OR IGNORE INTO training (case_id, company,"
                        " person, date) VALUES (?1, ?2, ?3, ?4)",
                        ITK_ARGS(itk_case_id(d->data), company, person, date),
                        d->err);
    }
    return ok;
}

static bool
put_certification(const struct derive *d, const struct itk_certification *of,
                  size_t member)
{
    const struct itk_value *company =
        itk_case_value(d->data, of->company, member);
    const struct itk_value *has = itk_case_value(d->data, of->has, member);
    const struct itk_value *expiry =
        itk_case_value(d->data, of->expiry, member);

    return !company->present || !has->present || !has->yes ||
           !expiry->present ||
           itk_db_run(d->reg,
                      "INSERT INTO certification (case_id, company, kind,"
                      " expiry, ja, en) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                      " ON CONFLICT (case_id, company, kind) DO UPDATE"
                      " SET expiry = max(expiry, excluded.expiry)",
                      ITK_ARGS(itk_case_id(d->data), company->canonical, of->id,
                               expiry->canonical, of->label.in[ITK_JA],
                               of->label.in[ITK_EN]),
                      d->err);
}

static bool
put_certifications(const struct derive *d)
{
    bool ok = true;

    for (size_t i = 0; ok && i < d->keeping->certifications_count; i++) {
        const struct itk_certification *of = &d->keeping->certifications[i];
        const size_t count =
            of->company->list
                ? itk_case_members(d->data, of->company->list)->count
                : 1;

        for (size_t j = 0; ok && j < count; j++)
            ok = put_certification(d, of, j);
    }
    return ok;
}

static bool
put_incident(const struct derive *d)
{
    const struct itk_keeping_incident *of = &d->keeping->incident;
    const char *company =
        itk_register_answer(d->data, d->keeping->of.contractor);
    const char *date = itk_register_answer(d->data, of->last);

    if (!of->had || !*company || !*date ||
        strcmp(itk_register_answer(d->data, of->had), "yes") != 0)
        return true;
    return itk_db_run(d->reg,
                      "INSERT INTO incident (case_id, company, date, detail)"
                      " VALUES (?1, ?2, ?3, ?4)",
                      ITK_ARGS(itk_case_id(d->data), company, date,
                               itk_register_answer(d->data, of->detail)),
                      d->err);
}

/* ---- what the case itself says of its review ---- */

void
itk_register_grounds(const struct itk_guide *guide,
                     const itk_decisions *decisions, struct itk_buf *out)
{
    const struct itk_keeping_committee *of = &guide->keeping.committee;
    const struct itk_view view = itk_decisions_view(decisions);

    if (!itk_decisions_count(decisions))
        return;
    for (size_t i = 0; i < of->grounds_count; i++) {
        if (!of->grounds[i].when ||
            itk_eval(&view, of->grounds[i].when, NULL, 0, NULL) != ITK_TRUE)
            continue;
        if (out->size)
            itk_buf_addc(out, ' ');
        itk_buf_adds(out, of->grounds[i].id);
    }
}

static const char *
verdict_of(const struct itk_keeping_committee *of, const char *choice)
{
    if (strcmp(choice, of->approved) == 0)
        return itk_ruling_id(ITK_RULING_APPROVED);
    if (strcmp(choice, of->conditional) == 0)
        return itk_ruling_id(ITK_RULING_CONDITIONAL);
    if (strcmp(choice, of->refused) == 0)
        return itk_ruling_id(ITK_RULING_REFUSED);
    return NULL;
}

static bool
put_result(const struct derive *d)
{
    const struct itk_keeping_committee *of = &d->keeping->committee;
    const char *date = itk_register_answer(d->data, of->date);
    const char *choice = itk_register_answer(d->data, of->result);
    const char *verdict = *choice ? verdict_of(of, choice) : NULL;
    struct itk_buf grounds = ITK_BUF_INIT;
    bool ok;

    if (!*date || !verdict)
        return true;
    if (d->decisions)
        itk_register_grounds(d->guide, d->decisions, &grounds);
    ok = itk_db_run(d->reg,
                    "INSERT OR IGNORE INTO result (case_id, date, verdict,"
                    " conditions, grounds, origin)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, 'case')",
                    ITK_ARGS(itk_case_id(d->data), date, verdict,
                             itk_register_answer(d->data, of->conditions),
                             grounds.data),
                    d->err);
    itk_buf_free(&grounds);
    return ok;
}

bool
itk_register_derive(const struct itk_register *reg, const itk_case *data,
                    const struct itk_guide *guide,
                    const itk_decisions *decisions, struct itk_error *err)
{
    const struct derive d = {.reg = reg,
                             .data = data,
                             .guide = guide,
                             .keeping = &guide->keeping,
                             .decisions = decisions,
                             .err = err};

    return clear(&d) && put_decisions(&d) && put_partners(&d) &&
           put_trainings(&d) && put_certifications(&d) && put_incident(&d) &&
           put_result(&d);
}
