/*
 * itaku register result: what the committee decided about a case.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "cli/register_cmd.h"

/* What was typed. */
struct typed {
    const char *path, *verdict, *date, *meeting;
    struct itk_strings grounds, conditions;
};

/* The case, and what is to be recorded of it. */
struct recording {
    struct itk_cli *cli;
    const struct itk_guide *guide;
    itk_case *data;
    itk_decisions *decisions;
    struct itk_date date;
    enum itk_ruling verdict;
    struct itk_buf iso, grounds, conditions;
};

static bool
refuse(struct recording *rec, enum itk_fault fault, enum itk_msg id,
       const char *const args[])
{
    itk_cli_fail(rec->cli, fault, rec->data ? itk_case_file(rec->data) : NULL,
                 id, args);
    return false;
}

/* ---- grounds ---- */

static const struct itk_ground *
ground_named(const struct itk_guide *guide, const char *name, size_t size)
{
    const struct itk_keeping_committee *of = &guide->keeping.committee;

    for (size_t i = 0; i < of->grounds_count; i++) {
        const struct itk_ground *one = &of->grounds[i];

        if ((strlen(one->id) == size && !memcmp(one->id, name, size)) ||
            (strlen(one->cite) == size && !memcmp(one->cite, name, size)))
            return one;
    }
    return NULL;
}

static void
list_grounds(const struct itk_guide *guide, struct itk_buf *out)
{
    const struct itk_keeping_committee *of = &guide->keeping.committee;

    for (size_t i = 0; i < of->grounds_count; i++) {
        itk_buf_adds(out, i ? ", " : "");
        itk_buf_adds(out, of->grounds[i].id);
        itk_buf_adds(out, " (");
        itk_buf_adds(out, of->grounds[i].cite);
        itk_buf_addc(out, ')');
    }
}

/* Those that were typed, or those that the case shows. */
static bool
find_grounds(struct recording *rec, struct itk_strings typed)
{
    struct itk_buf known = ITK_BUF_INIT;
    bool ok = true;

    list_grounds(rec->guide, &known);
    for (size_t i = 0; ok && i < typed.count; i++) {
        const struct itk_ground *one =
            ground_named(rec->guide, typed.at[i], strlen(typed.at[i]));

        ok = one || refuse(rec, ITK_FAULT_CALLER, ITK_MSG_REGISTER_GROUND,
                           ITK_ARGS(typed.at[i], known.data));
        itk_buf_adds(&rec->grounds, i && one ? " " : "");
        itk_buf_adds(&rec->grounds, one ? one->id : "");
    }
    if (!typed.count)
        itk_register_grounds(rec->guide, rec->decisions, &rec->grounds);
    if (ok && !rec->grounds.size && rec->verdict != ITK_RULING_CONTINUED)
        ok = refuse(rec, ITK_FAULT_CALLER, ITK_MSG_REGISTER_NO_GROUND,
                    ITK_ARGS(itk_case_id(rec->data), known.data));
    itk_buf_free(&known);
    return ok;
}

/* ---- the order of dates ---- */

static const struct itk_value *
answer(const struct recording *rec, const struct itk_field *field)
{
    return field ? itk_case_value(rec->data, field, 0) : NULL;
}

/* The first of the grounds that forbids to sign before, or NULL. */
static const struct itk_ground *
before_contract(const struct recording *rec)
{
    const char *at = rec->grounds.data;

    while (*at) {
        const size_t size = strcspn(at, " ");
        const struct itk_ground *one = ground_named(rec->guide, at, size);

        if (one && one->before)
            return one;
        at += size + (at[size] == ' ');
    }
    return NULL;
}

static bool
check_dates(struct recording *rec)
{
    const struct itk_keeping_case *of = &rec->guide->keeping.of;
    const struct itk_value *requested = answer(rec, of->requested);
    const struct itk_value *contract = answer(rec, of->contract);
    const struct itk_value *is_signed = answer(rec, of->signed_);
    const struct itk_ground *ground = before_contract(rec);
    const bool approved = rec->verdict == ITK_RULING_APPROVED ||
                          rec->verdict == ITK_RULING_CONDITIONAL;

    if (requested && requested->present &&
        itk_date_compare(rec->date, requested->date) < 0)
        return refuse(rec, ITK_FAULT_CASE, ITK_MSG_REGISTER_BEFORE_REQUEST,
                      ITK_ARGS(rec->iso.data, requested->canonical));
    if (approved && ground && contract && contract->present && is_signed &&
        is_signed->present && is_signed->yes &&
        itk_date_compare(contract->date, rec->date) < 0)
        return refuse(
            rec, ITK_FAULT_CASE, ITK_MSG_REGISTER_AFTER_CONTRACT,
            ITK_ARGS(rec->iso.data, contract->canonical, ground->cite));
    return true;
}

/* ---- */

static bool
check_typed(struct recording *rec, const struct typed *typed)
{
    for (size_t i = 0; i < typed->conditions.count; i++) {
        itk_buf_adds(&rec->conditions, i ? "\n" : "");
        itk_buf_adds(&rec->conditions, typed->conditions.at[i]);
    }
    if (!typed->verdict || !typed->date) {
        itk_register_cmd_usage(rec->cli);
        return false;
    }
    if (!itk_ruling_named(typed->verdict, &rec->verdict))
        return refuse(rec, ITK_FAULT_CALLER, ITK_MSG_REGISTER_VERDICT,
                      ITK_ARGS(typed->verdict));
    if (!itk_cli_date(rec->cli, typed->date, &rec->date))
        return false;
    itk_date_iso(&rec->iso, rec->date);
    return (rec->verdict == ITK_RULING_CONDITIONAL) ==
               (rec->conditions.size > 0) ||
           refuse(rec, ITK_FAULT_CALLER, ITK_MSG_REGISTER_CONDITIONS,
                  ITK_NO_ARGS);
}

/* The case as the register has it; what is wrong with it has been said. */
static bool
load(struct recording *rec, itk_store *store, itk_register *reg, const char *id)
{
    itk_findings *found = itk_findings_new();
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_register_row row;

    if (!itk_register_row(reg, id, &arena, &row, &err))
        itk_cli_error(rec->cli, &err);
    else if (!row.id)
        itk_cli_fail(rec->cli, ITK_FAULT_CALLER, itk_register_path(reg),
                     ITK_MSG_REGISTER_NO_CASE, ITK_ARGS(id));
    else if ((rec->guide =
                  itk_register_cmd_guide(rec->cli, store, reg, &row)) &&
             !(rec->data = itk_register_case(reg, id, rec->guide, found, &err)))
        itk_cli_error(rec->cli, &err);
    itk_cli_findings(rec->cli, found);
    if (rec->data)
        rec->decisions = itk_decide(rec->data, rec->guide);
    itk_findings_free(found);
    itk_error_fini(&err);
    itk_arena_fini(&arena);
    return rec->data != NULL;
}

static void
record(struct itk_cli *cli, itk_register *reg, const char *id,
       const struct typed *typed)
{
    itk_store *store = itk_store_new(cli->share);
    struct recording rec = {.cli = cli,
                            .iso = ITK_BUF_INIT,
                            .grounds = ITK_BUF_INIT,
                            .conditions = ITK_BUF_INIT};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_result result;

    if (check_typed(&rec, typed) && load(&rec, store, reg, id) &&
        (rec.guide->keeping.committee.grounds_count ||
         refuse(&rec, ITK_FAULT_PACKAGE, ITK_MSG_REGISTER_NO_COMMITTEE,
                ITK_ARGS(rec.guide->id))) &&
        find_grounds(&rec, typed->grounds) && check_dates(&rec)) {
        result = (struct itk_result){.case_id = id,
                                     .date = rec.iso.data,
                                     .meeting = typed->meeting,
                                     .verdict = rec.verdict,
                                     .conditions = rec.conditions.data,
                                     .grounds = rec.grounds.data};
        if (!itk_register_begin(reg, &err) ||
            !itk_register_put_result(reg, &result, &err) ||
            !itk_register_commit(reg, &err))
            itk_cli_error(cli, &err);
    }
    itk_decisions_free(rec.decisions);
    itk_case_free(rec.data);
    itk_buf_free(&rec.iso);
    itk_buf_free(&rec.grounds);
    itk_buf_free(&rec.conditions);
    itk_error_fini(&err);
    itk_store_free(store);
}

void
itk_register_cmd_result(struct itk_cli *cli, struct itk_strings args)
{
    struct typed typed = {.meeting = ""};
    const char **rooms = itk_alloc((2 * args.count + 2) * sizeof(*rooms));
    const struct itk_option options[] = {
        {.name = "--register", .value = &typed.path},
        {.name = "--result", .value = &typed.verdict},
        {.name = "--date", .value = &typed.date},
        {.name = "--meeting", .value = &typed.meeting},
        {.name = "--ground", .many = &typed.grounds},
        {.name = "--condition", .many = &typed.conditions},
    };
    itk_register *reg;

    typed.grounds.at = rooms;
    typed.conditions.at = rooms + args.count + 1;
    if (itk_cli_options(cli, &args, options, ITK_COUNT(options))) {
        if (args.count != 1) {
            itk_register_cmd_usage(cli);
        } else if (itk_cli_share(cli) &&
                   (reg = itk_register_cmd_open(cli, typed.path,
                                                ITK_REGISTER_WRITE))) {
            record(cli, reg, args.at[0], &typed);
            itk_register_close(reg);
        }
    }
    free(rooms);
}
