/*
 * The previous case of the same contractor, and what differs from it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/dossier_data.h"
#include "app/former.h"
#include "plan/draft.h"

struct pair {
    const struct itk_guide *guide;
    const itk_case *now, *before;
    struct itk_arena *arena;
    json_t *rows;
};

static const char *
print(const struct pair *pair, const itk_case *data,
      const struct itk_field *field, size_t member)
{
    const char *text = itk_draft_print(pair->arena, pair->guide, field,
                                       itk_case_value(data, field, member));

    return text ? text : "";
}

/* `of`: the member's key, or NULL. */
static void
add_row(const struct pair *pair, const char *of, const struct itk_label *label,
        const char *before, const char *now)
{
    const enum itk_lang lang = pair->guide->lang;
    struct itk_buf name = ITK_BUF_INIT;
    json_t *row;

    if (!strcmp(before, now))
        return;
    if (of) {
        itk_buf_adds(&name, of);
        itk_buf_adds(&name, lang == ITK_JA ? "：" : ": ");
    }
    itk_buf_adds(&name, label->in[lang]);
    row = json_object();
    json_object_set_new(row, "label", json_string(name.data));
    json_object_set_new(row, "before", json_string(before));
    json_object_set_new(row, "now", json_string(now));
    json_array_append_new(pair->rows, row);
    itk_buf_free(&name);
}

/* The keys of the members, in their order. */
static const char *
keys_of(const struct pair *pair, const itk_case *data,
        const struct itk_list *list)
{
    const struct itk_members *members = itk_case_members(data, list);
    struct itk_buf out = ITK_BUF_INIT;
    const char *text;

    for (size_t i = 0; i < members->count; i++) {
        if (i)
            itk_buf_adds(&out, pair->guide->comma);
        itk_buf_adds(&out, print(pair, data, list->key, i));
    }
    text = itk_arena_dup(pair->arena, out.data);
    itk_buf_free(&out);
    return text;
}

/* A field of the members that both have. */
static void
compare_members(const struct pair *pair, const struct itk_field *field)
{
    const struct itk_members *now = itk_case_members(pair->now, field->list);
    const struct itk_members *before =
        itk_case_members(pair->before, field->list);
    const struct itk_field *key = field->list->key;

    for (size_t i = 0; i < now->count; i++) {
        const char *name = print(pair, pair->now, key, i);

        for (size_t k = 0; k < before->count; k++) {
            if (strcmp(print(pair, pair->before, key, k), name) != 0)
                continue;
            add_row(pair, name, &field->label,
                    print(pair, pair->before, field, k),
                    print(pair, pair->now, field, i));
            break;
        }
    }
}

static void
compare(const struct pair *pair, const struct itk_packet_version *packet)
{
    for (size_t i = 0; i < packet->compares_count; i++) {
        const struct itk_packet_compare *one = &packet->compares[i];

        if (one->list)
            add_row(pair, NULL, &one->list->label,
                    keys_of(pair, pair->before, one->list),
                    keys_of(pair, pair->now, one->list));
        else if (one->field->list)
            compare_members(pair, one->field);
        else
            add_row(pair, NULL, &one->field->label,
                    print(pair, pair->before, one->field, 0),
                    print(pair, pair->now, one->field, 0));
    }
}

/* The last one before it, by the date of the contract; NULL: there is none. */
static const struct itk_register_row *
previous(const struct itk_register_rows *rows, const struct itk_guide *guide,
         const itk_case *data)
{
    const struct itk_value *contractor =
        itk_case_value(data, guide->keeping.of.contractor, 0);
    const struct itk_value *contract =
        itk_case_value(data, guide->revisions.contract, 0);
    const struct itk_register_row *best = NULL;
    struct itk_buf date = ITK_BUF_INIT;

    if (contract->present)
        itk_date_iso(&date, contract->date);
    for (size_t i = 0; contractor->present && date.size && i < rows->count;
         i++) {
        const struct itk_register_row *row = &rows->at[i];

        if (!strcmp(row->guideline, guide->id) && *row->contract_date &&
            !strcmp(row->contractor, contractor->canonical) &&
            strcmp(row->id, itk_case_id(data)) != 0 &&
            strcmp(row->contract_date, date.data) < 0 &&
            (!best || strcmp(row->contract_date, best->contract_date) > 0))
            best = row;
    }
    itk_buf_free(&date);
    return best;
}

static bool
compare_case(const itk_dossier *dossier, const struct itk_dossier_case *one,
             itk_register *reg, const struct itk_register_row *row,
             struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    itk_findings *aside = itk_findings_new(); /* of the other case */
    struct pair pair = {.guide = dossier->guide,
                        .now = one->work.data,
                        .arena = &arena,
                        .rows = json_array()};
    itk_case *before =
        itk_register_case(reg, row->id, dossier->guide, aside, err);

    if (before) {
        pair.before = before;
        compare(&pair, dossier->packet);
        json_object_set_new(one->json, "former", json_string(row->title));
        json_object_set_new(one->json, "former-date",
                            json_string(row->contract_date));
        json_object_set(one->json, "changes", pair.rows);
    }
    json_decref(pair.rows);
    itk_case_free(before);
    itk_findings_free(aside);
    itk_arena_fini(&arena);
    return before != NULL;
}

bool
itk_dossier_compare(itk_dossier *dossier, itk_register *reg,
                    itk_findings *found, struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_register_rows rows;
    bool ok = !dossier->guide->keeping.of.contractor ||
              itk_register_rows(reg, &arena, &rows, err);

    for (size_t i = 0;
         ok && dossier->guide->keeping.of.contractor && i < dossier->count;
         i++) {
        const struct itk_dossier_case *one = &dossier->cases[i];
        const struct itk_register_row *row =
            *one->label ? previous(&rows, dossier->guide, one->work.data)
                        : NULL;

        if (row)
            ok = compare_case(dossier, one, reg, row, err);
        else if (*one->label)
            itk_findings_add(
                found, ITK_SEV_NOTE,
                (struct itk_loc){.file = itk_case_file(one->work.data)},
                ITK_MSG_PACKET_NO_FORMER,
                ITK_ARGS(itk_case_id(one->work.data)));
    }
    itk_arena_fini(&arena);
    return ok;
}
