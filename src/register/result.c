/*
 * What the committee decided about the cases.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "register/db.h"

static const struct {
    const char *id;
    struct itk_label label;
} verdicts[ITK_RULINGS] = {
    [ITK_RULING_APPROVED] = {"approved", {{"approved", "承認"}}},
    [ITK_RULING_CONDITIONAL] = {"conditional",
                                {{"approved on conditions", "条件付承認"}}},
    [ITK_RULING_REFUSED] = {"refused", {{"refused", "不承認"}}},
    [ITK_RULING_CONTINUED] = {"continued", {{"continued", "継続"}}},
};

const char *
itk_ruling_id(enum itk_ruling verdict)
{
    return verdicts[verdict].id;
}

const struct itk_label *
itk_ruling_label(enum itk_ruling verdict)
{
    return &verdicts[verdict].label;
}

bool
itk_ruling_named(const char *name, enum itk_ruling *verdict)
{
    for (size_t i = 0; i < ITK_RULINGS; i++) {
        if (strcmp(name, verdicts[i].id) != 0 &&
            strcmp(name, verdicts[i].label.in[ITK_EN]) != 0 &&
            strcmp(name, verdicts[i].label.in[ITK_JA]) != 0)
            continue;
        *verdict = (enum itk_ruling)i;
        return true;
    }
    return false;
}

bool
itk_register_put_result(itk_register *reg, const struct itk_result *result,
                        struct itk_error *err)
{
    return itk_db_run(
        reg,
        "INSERT INTO result (case_id, date, meeting, verdict, conditions,"
        " grounds, origin) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'register')"
        " ON CONFLICT (case_id, date) DO UPDATE SET meeting = excluded.meeting,"
        " verdict = excluded.verdict, conditions = excluded.conditions,"
        " grounds = excluded.grounds, origin = excluded.origin",
        ITK_ARGS(result->case_id, result->date, result->meeting,
                 verdicts[result->verdict].id, result->conditions,
                 result->grounds),
        err);
}

static bool
fill(const itk_register *reg, const struct itk_query *query,
     struct itk_arena *arena, struct itk_result *result, struct itk_error *err)
{
    result->case_id = itk_query_text(query, 0, arena);
    result->date = itk_query_text(query, 1, arena);
    result->meeting = itk_query_text(query, 2, arena);
    result->conditions = itk_query_text(query, 4, arena);
    result->grounds = itk_query_text(query, 5, arena);
    result->by_case = strcmp(itk_query_text(query, 6, arena), "case") == 0;
    return itk_ruling_named(itk_query_text(query, 3, arena),
                            &result->verdict) ||
           itk_db_fail(reg, SQLITE_CORRUPT, err);
}

bool
itk_register_results(itk_register *reg, const char *case_id,
                     struct itk_arena *arena, struct itk_results *results,
                     struct itk_error *err)
{
    struct itk_result *all = NULL, *kept;
    struct itk_query query;
    size_t count = 0, room = 0;
    enum itk_next next = ITK_NEXT_FAULT;
    bool ok = itk_query_open(
        &query, reg,
        "SELECT case_id, date, meeting, verdict, conditions, grounds, origin"
        " FROM result WHERE ?1 IS NULL OR case_id = ?1 ORDER BY date, case_id",
        ITK_ARGS(case_id ? case_id : ""), err);

    while (ok && (next = itk_query_step(&query)) == ITK_NEXT_RECORD) {
        if (count == room)
            all = itk_grow(all, room = room ? room * 2 : 16, sizeof(*all));
        ok = fill(reg, &query, arena, &all[count++], err);
    }
    itk_query_close(&query);
    kept = itk_arena_array(arena, count + 1, sizeof(*kept));
    if (count)
        memcpy(kept, all, count * sizeof(*kept));
    free(all);
    *results = (struct itk_results){kept, count};
    return ok && next == ITK_NEXT_END;
}
