/*
 * Cases out of the register. What stands in it is read as any input is: a
 * register may have been edited by hand, or may be somebody else's.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "input/draft.h"
#include "register/db.h"

#define ROW_COLUMNS                                                            \
    "SELECT id, guideline, digest, title, bureau, section, contractor,"        \
    " contract_date, signed, data_start, work_end FROM cases "

static void
fill_row(const struct itk_query *query, struct itk_arena *arena,
         struct itk_register_row *row)
{
    const char **texts[] = {
        &row->id,      &row->guideline,  &row->digest,     &row->title,
        &row->bureau,  &row->section,    &row->contractor, &row->contract_date,
        &row->signed_, &row->data_start, &row->work_end,
    };

    for (size_t i = 0; i < ITK_COUNT(texts); i++)
        *texts[i] = itk_query_text(query, (int)i, arena);
}

bool
itk_register_rows(itk_register *reg, struct itk_arena *arena,
                  struct itk_register_rows *rows, struct itk_error *err)
{
    struct itk_register_row *all = NULL, *kept;
    struct itk_query query;
    size_t count = 0, room = 0;
    enum itk_next next = ITK_NEXT_FAULT;
    bool ok = itk_query_open(&query, reg, ROW_COLUMNS "ORDER BY id",
                             ITK_NO_ARGS, err);

    while (ok && (next = itk_query_step(&query)) == ITK_NEXT_RECORD) {
        if (count == room)
            all = itk_grow(all, room = room ? room * 2 : 64, sizeof(*all));
        fill_row(&query, arena, &all[count++]);
    }
    itk_query_close(&query);
    kept = itk_arena_array(arena, count + 1, sizeof(*kept));
    if (count)
        memcpy(kept, all, count * sizeof(*kept));
    free(all);
    *rows = (struct itk_register_rows){kept, count};
    return ok && next == ITK_NEXT_END;
}

bool
itk_register_row(itk_register *reg, const char *id, struct itk_arena *arena,
                 struct itk_register_row *row, struct itk_error *err)
{
    struct itk_query query;
    enum itk_next next = ITK_NEXT_FAULT;

    *row = (struct itk_register_row){0};
    if (itk_query_open(&query, reg, ROW_COLUMNS "WHERE id = ?1", ITK_ARGS(id),
                       err))
        next = itk_query_step(&query);
    if (next == ITK_NEXT_RECORD)
        fill_row(&query, arena, row);
    itk_query_close(&query);
    return next != ITK_NEXT_FAULT;
}

/* ---- a case whole ---- */

struct taking {
    const itk_register *reg;
    const char *id;
    const struct itk_guide *guide;
    itk_draft *draft;
    itk_findings *found;
    bool too_many;          /* members, so that values have no place */
    struct itk_label place; /* of every value */
};

static struct itk_loc
loc_of(const struct taking *t)
{
    return (struct itk_loc){.file = t->reg->path, .place = &t->place};
}

static bool
unknown(const struct taking *t, const char *name)
{
    itk_findings_add(t->found, ITK_SEV_ERROR, loc_of(t),
                     ITK_MSG_REGISTER_UNKNOWN, ITK_ARGS(name));
    return true;
}

/* Members first, so that values find them. */
static bool
take_list(struct taking *t, const char *name, int64_t members)
{
    const struct itk_list *list =
        itk_dictionary_list(&t->guide->dictionary, name);

    if (!list || members < 0 || members > (int64_t)ITK_CASE_MAX_ITEMS)
        return unknown(t, name);
    if (members == 0)
        itk_draft_none(t->draft, list, loc_of(t));
    for (int64_t i = 0; i < members; i++) {
        if (itk_draft_member(t->draft, list, loc_of(t)) == ITK_NO_MEMBER)
            t->too_many = true;
    }
    return true;
}

/* `members` of the field's list, as case_list says; a value of a member beyond
 * them is damage that SQLite cannot see. */
static bool
take_value(const struct taking *t, const char *name, int64_t member,
           int64_t members, const char *text)
{
    const struct itk_field *field =
        itk_dictionary_field(&t->guide->dictionary, name);

    if (!field || (field->list ? member < 1 || member > members ||
                                     members > (int64_t)ITK_CASE_MAX_ITEMS
                               : member != 0))
        return unknown(t, name);
    itk_draft_plain(t->draft, field, field->list ? (size_t)member - 1 : 0, text,
                    strlen(text), loc_of(t));
    return true;
}

static bool
take_lists(struct taking *t, struct itk_error *err)
{
    struct itk_query query;
    enum itk_next next = ITK_NEXT_END;
    bool ok = itk_query_open(&query, t->reg,
                             "SELECT list, members FROM case_list"
                             " WHERE case_id = ?1 ORDER BY list",
                             ITK_ARGS(t->id), err);

    while (ok && !itk_draft_is_full(t->draft) &&
           (next = itk_query_step(&query)) == ITK_NEXT_RECORD) {
        struct itk_arena arena = ITK_ARENA_INIT;

        ok = take_list(t, itk_query_text(&query, 0, &arena),
                       itk_query_number(&query, 1));
        itk_arena_fini(&arena);
    }
    itk_query_close(&query);
    return ok && next != ITK_NEXT_FAULT;
}

static bool
take_values(const struct taking *t, struct itk_error *err)
{
    struct itk_query query;
    enum itk_next next = ITK_NEXT_END;
    bool ok = itk_query_open(
        &query, t->reg,
        "SELECT v.field, v.member, v.value, coalesce(l.members, 0)"
        " FROM case_value v LEFT JOIN case_list l ON l.case_id = v.case_id"
        " AND l.list = substr(v.field, 1, length(l.list))"
        " AND substr(v.field, length(l.list) + 1, 1) = '.'"
        " WHERE v.case_id = ?1 ORDER BY v.field, v.member",
        ITK_ARGS(t->id), err);

    while (ok && !itk_draft_is_full(t->draft) &&
           (next = itk_query_step(&query)) == ITK_NEXT_RECORD) {
        struct itk_arena arena = ITK_ARENA_INIT;

        ok = take_value(
            t, itk_query_text(&query, 0, &arena), itk_query_number(&query, 1),
            itk_query_number(&query, 3), itk_query_text(&query, 2, &arena));
        itk_arena_fini(&arena);
    }
    itk_query_close(&query);
    return ok && next != ITK_NEXT_FAULT;
}

/* Is the case there, and of that guideline? */
static bool
check_there(itk_register *reg, const char *id, const struct itk_guide *guide,
            struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_register_row row;
    bool ok = itk_register_row(reg, id, &arena, &row, err);

    if (ok && !row.id)
        ok =
            itk_fail(err, ITK_FAULT_CALLER, (struct itk_loc){.file = reg->path},
                     ITK_MSG_REGISTER_NO_CASE, ITK_ARGS(id));
    else if (ok && strcmp(row.guideline, guide->id) != 0)
        ok =
            itk_fail(err, ITK_FAULT_CASE, (struct itk_loc){.file = reg->path},
                     ITK_MSG_REGISTER_OTHER_GUIDE, ITK_ARGS(id, row.guideline));
    itk_arena_fini(&arena);
    return ok;
}

const struct itk_label *
itk_register_place(struct itk_arena *arena, const char *id)
{
    static const struct itk_label words = {
        {"register, case ", "登録簿の案件 "}};
    struct itk_label *place = itk_arena_alloc(arena, sizeof(*place));

    for (size_t lang = 0; lang < ITK_LANGS; lang++) {
        struct itk_buf text = ITK_BUF_INIT;

        itk_buf_adds(&text, words.in[lang]);
        itk_buf_adds(&text, id);
        place->in[lang] = itk_arena_dup(arena, text.data);
        itk_buf_free(&text);
    }
    return place;
}

itk_case *
itk_register_case(itk_register *reg, const char *id,
                  const struct itk_guide *guide, itk_findings *found,
                  struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct taking t = {.reg = reg, .id = id, .guide = guide, .found = found};
    itk_case *data = NULL;

    if (!check_there(reg, id, guide, err))
        return NULL;
    t.place = *itk_register_place(&arena, id);
    t.draft = itk_draft_new(guide, reg->path, found);
    if (take_lists(&t, err) && (t.too_many || take_values(&t, err)))
        data = itk_draft_finish(t.draft, id);
    itk_draft_free(t.draft);
    itk_arena_fini(&arena);
    return data;
}
