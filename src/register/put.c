/*
 * Keeping a case: its values as they are, and what lists say of it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "register/db.h"

const char *
itk_register_answer(const itk_case *data, const struct itk_field *field)
{
    return field ? itk_case_value(data, field, 0)->canonical : "";
}

static bool
is_kept(itk_register *reg, const itk_case *data, const struct itk_guide *guide,
        enum itk_register_kept *kept, struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_register_row row;
    bool ok = itk_register_row(reg, itk_case_id(data), &arena, &row, err);

    *kept = ITK_KEPT_NEW;
    if (ok && row.id) {
        *kept = strcmp(row.digest, itk_case_digest(data)) == 0
                    ? ITK_KEPT_SAME
                    : ITK_KEPT_CHANGED;
        ok = strcmp(row.guideline, guide->id) == 0 ||
             itk_fail(err, ITK_FAULT_CASE,
                      (struct itk_loc){.file = itk_case_file(data)},
                      ITK_MSG_REGISTER_OTHER_GUIDE,
                      ITK_ARGS(row.id, row.guideline));
    }
    itk_arena_fini(&arena);
    return ok;
}

/* Was it put in this transaction already? */
static bool
check_once(const itk_register *reg, const itk_case *data, struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_query query;
    enum itk_next next = ITK_NEXT_FAULT;

    if (itk_query_open(&query, reg, "SELECT file FROM put_now WHERE id = ?1",
                       ITK_ARGS(itk_case_id(data)), err))
        next = itk_query_step(&query);
    if (next == ITK_NEXT_RECORD)
        (void)itk_fail(
            err, ITK_FAULT_CASE, (struct itk_loc){.file = itk_case_file(data)},
            ITK_MSG_REGISTER_TWICE,
            ITK_ARGS(itk_case_id(data), itk_query_text(&query, 0, &arena)));
    itk_query_close(&query);
    itk_arena_fini(&arena);
    return next == ITK_NEXT_END &&
           itk_db_run(reg, "INSERT INTO put_now (id, file) VALUES (?1, ?2)",
                      ITK_ARGS(itk_case_id(data), itk_case_file(data)), err);
}

static bool
put_row(const itk_register *reg, const itk_case *data,
        const struct itk_guide *guide, struct itk_error *err)
{
    static const char sql[] =
        "INSERT INTO cases (id, guideline, digest, title, bureau, section,"
        " contractor, contract_date, signed, data_start, work_end)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        " ON CONFLICT (id) DO UPDATE SET digest = excluded.digest,"
        " title = excluded.title, bureau = excluded.bureau,"
        " section = excluded.section, contractor = excluded.contractor,"
        " contract_date = excluded.contract_date, signed = excluded.signed,"
        " data_start = excluded.data_start, work_end = excluded.work_end";
    const struct itk_keeping_case *of = &guide->keeping.of;

    return itk_db_run(reg, sql,
                      ITK_ARGS(itk_case_id(data), guide->id,
                               itk_case_digest(data),
                               itk_register_answer(data, of->title),
                               itk_register_answer(data, of->bureau),
                               itk_register_answer(data, of->section),
                               itk_register_answer(data, of->contractor),
                               itk_register_answer(data, of->contract),
                               itk_register_answer(data, of->signed_),
                               itk_register_answer(data, of->start),
                               itk_register_answer(data, of->end)),
                      err);
}

/* ---- values ---- */

struct putter {
    const itk_case *data;
    struct itk_query *query;
};

/* The value of a field, if it has one. */
static bool
put_value(const struct putter *put, const struct itk_field *field,
          size_t member)
{
    const struct itk_value *value = itk_case_value(put->data, field, member);

    if (!value->present)
        return true;
    itk_query_again(put->query);
    itk_query_bind(put->query, 1, itk_case_id(put->data));
    itk_query_bind(put->query, 2, field->id);
    itk_query_bind_number(put->query, 3, field->list ? (int64_t)member + 1 : 0);
    itk_query_bind(put->query, 4, value->canonical);
    return itk_query_step(put->query) == ITK_NEXT_END;
}

static bool
put_members(const struct putter *put, const struct itk_list *list)
{
    const struct itk_members *members = itk_case_members(put->data, list);

    for (size_t i = 0; i < members->count; i++) {
        for (size_t j = 0; j < list->fields_count; j++) {
            if (!put_value(put, &list->first[j], i))
                return false;
        }
    }
    return true;
}

static bool
put_values(const itk_register *reg, const itk_case *data,
           const struct itk_guide *guide, struct itk_error *err)
{
    const struct itk_dictionary *dict = &guide->dictionary;
    struct itk_query query;
    const struct putter put = {data, &query};
    bool ok = itk_query_open(&query, reg,
                             "INSERT INTO case_value (case_id, field, member,"
                             " value) VALUES (?1, ?2, ?3, ?4)",
                             ITK_NO_ARGS, err);

    for (size_t i = 0; ok && i < dict->fields_count; i++) {
        if (!dict->fields[i].list)
            ok = put_value(&put, &dict->fields[i], 0);
    }
    for (size_t i = 0; ok && i < dict->lists_count; i++)
        ok = put_members(&put, &dict->lists[i]);
    itk_query_close(&query);
    return ok;
}

static bool
put_lists(const itk_register *reg, const itk_case *data,
          const struct itk_guide *guide, struct itk_error *err)
{
    const struct itk_dictionary *dict = &guide->dictionary;
    struct itk_query query;
    bool ok = itk_query_open(&query, reg,
                             "INSERT INTO case_list (case_id, list, members)"
                             " VALUES (?1, ?2, ?3)",
                             ITK_NO_ARGS, err);

    for (size_t i = 0; ok && i < dict->lists_count; i++) {
        const struct itk_members *members =
            itk_case_members(data, &dict->lists[i]);

        if (!members->known)
            continue;
        itk_query_again(&query);
        itk_query_bind(&query, 1, itk_case_id(data));
        itk_query_bind(&query, 2, dict->lists[i].id);
        itk_query_bind_number(&query, 3, (int64_t)members->count);
        ok = itk_query_step(&query) == ITK_NEXT_END;
    }
    itk_query_close(&query);
    return ok;
}

/* ---- what the fields are called ---- */

static bool
put_fields(const itk_register *reg, const struct itk_guide *guide,
           struct itk_error *err)
{
    const struct itk_dictionary *dict = &guide->dictionary;
    struct itk_query query;
    bool ok = itk_query_open(
        &query, reg,
        "INSERT INTO field (guideline, id, ja, en, personal)"
        " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (guideline, id) DO UPDATE"
        " SET ja = excluded.ja, en = excluded.en,"
        " personal = excluded.personal",
        ITK_NO_ARGS, err);

    for (size_t i = 0; ok && i < dict->fields_count; i++) {
        const struct itk_field *field = &dict->fields[i];

        itk_query_again(&query);
        itk_query_bind(&query, 1, guide->id);
        itk_query_bind(&query, 2, field->id);
        itk_query_bind(&query, 3, field->label.in[ITK_JA]);
        itk_query_bind(&query, 4, field->label.in[ITK_EN]);
        itk_query_bind_number(&query, 5, field->personal);
        ok = itk_query_step(&query) == ITK_NEXT_END;
    }
    itk_query_close(&query);
    return ok;
}

/* Once for each guideline and connection. */
static bool
name_fields(itk_register *reg, const struct itk_guide *guide,
            struct itk_error *err)
{
    if (reg->named == guide)
        return true;
    if (!put_fields(reg, guide, err))
        return false;
    reg->named = guide;
    return true;
}

static bool
replace(const itk_register *reg, const itk_case *data,
        const struct itk_guide *guide, struct itk_error *err)
{
    const char *const *id = ITK_ARGS(itk_case_id(data));

    return put_row(reg, data, guide, err) &&
           itk_db_run(reg, "DELETE FROM case_value WHERE case_id = ?1", id,
                      err) &&
           itk_db_run(reg, "DELETE FROM case_list WHERE case_id = ?1", id,
                      err) &&
           put_lists(reg, data, guide, err) &&
           put_values(reg, data, guide, err);
}

bool
itk_register_put(itk_register *reg, const itk_case *data,
                 const struct itk_guide *guide, const itk_decisions *decisions,
                 enum itk_register_kept *kept, struct itk_error *err)
{
    if (!check_once(reg, data, err) || !is_kept(reg, data, guide, kept, err) ||
        !name_fields(reg, guide, err))
        return false;
    if (*kept != ITK_KEPT_SAME && !replace(reg, data, guide, err))
        return false;
    return itk_register_derive(reg, data, guide, decisions, err);
}

bool
itk_register_put_document(itk_register *reg,
                          const struct itk_register_document *document,
                          struct itk_error *err)
{
    struct itk_query query;
    bool ok = itk_query_open(
        &query, reg,
        "INSERT INTO document (case_id, file, document, sha256, size)"
        " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (case_id, file) DO UPDATE"
        " SET document = excluded.document, sha256 = excluded.sha256,"
        " size = excluded.size",
        ITK_ARGS(document->case_id, document->file, document->document,
                 document->sha256),
        err);

    if (ok) {
        itk_query_bind_number(&query, 5, (int64_t)document->size);
        ok = itk_query_step(&query) == ITK_NEXT_END;
    }
    itk_query_close(&query);
    return ok;
}
