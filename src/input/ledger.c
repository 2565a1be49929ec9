/*
 * A ledger: which table is which, and its cases one after the other.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "input/intake.h"
#include "input/ledger_data.h"

/* ---- opening ---- */

static bool
is_aside(const char *name)
{
    return !strcmp(name, itk_sheet_legend.in[ITK_EN]) ||
           !strcmp(name, itk_sheet_legend.in[ITK_JA]) ||
           !strcmp(name, itk_sheet_choices.in[ITK_EN]) ||
           !strcmp(name, itk_sheet_choices.in[ITK_JA]);
}

/* The table of the cases: the one that is called so; else the only one there
 * is. Its name is the same for every guideline. */
static size_t
find_cases(const itk_book *book)
{
    static const struct itk_columns cases = {.list = NULL};
    size_t only = ITK_NO_COLUMN;
    size_t others = 0;

    for (size_t i = 0; i < book->count; i++) {
        if (itk_columns_named(&cases, 1, book->names[i]) == 0)
            return i;
        if (is_aside(book->names[i]))
            continue;
        only = i;
        others++;
    }
    return others == 1 ? only : ITK_NO_COLUMN;
}

static bool
open_cases(itk_ledger *ledger, itk_ledger_guide *guide, void *self, size_t *at,
           struct itk_error *err)
{
    const char *named;
    itk_table *table;

    *at = find_cases(ledger->book);
    if (*at == ITK_NO_COLUMN)
        return itk_fail(err, ITK_FAULT_CASE,
                        (struct itk_loc){.file = ledger->book->file},
                        ITK_MSG_LEDGER_NO_CASES, ITK_NO_ARGS);
    table = ledger->book->open(ledger->book, *at, err);
    if (!table || !itk_head_read(&ledger->head, table, err))
        return false;
    named = itk_head_guideline(&ledger->head);
    ledger->guide = guide(self, *named ? named : NULL, err);
    if (!ledger->guide)
        return false;
    ledger->tables = itk_columns_of(ledger->guide, &ledger->arena);
    return itk_binding_make(&ledger->binding, &ledger->head, &ledger->tables[0],
                            &ledger->arena, ledger->found, err);
}

static void
report_table(itk_ledger *ledger, const char *name)
{
    const struct itk_loc loc = {.file = ledger->book->file, .where = name};

    itk_findings_add(ledger->found, ITK_SEV_WARNING, loc, ITK_MSG_LEDGER_TABLE,
                     ITK_NO_ARGS);
}

static bool
fail_table_twice(const itk_ledger *ledger, const char *name,
                 struct itk_error *err)
{
    return itk_fail(err, ITK_FAULT_CASE,
                    (struct itk_loc){.file = ledger->book->file, .where = name},
                    ITK_MSG_LEDGER_TABLE_TWICE, ITK_NO_ARGS);
}

static bool
read_lists(itk_ledger *ledger, size_t cases_at, struct itk_error *err)
{
    const size_t lists = ledger->guide->dictionary.lists_count;

    ledger->lists =
        itk_arena_array(&ledger->arena, lists + 1, sizeof(*ledger->lists));
    for (size_t i = 0; i < lists; i++)
        ledger->lists[i].text = (struct itk_buf)ITK_BUF_INIT;
    for (size_t i = 0; i < ledger->book->count; i++) {
        const char *name = ledger->book->names[i];
        const size_t table = itk_columns_named(ledger->tables, lists + 1, name);
        itk_table *opened;

        if (i == cases_at || is_aside(name))
            continue;
        if (table == ITK_NO_COLUMN || table == 0) {
            report_table(ledger, name);
            continue;
        }
        if (ledger->lists[table - 1].file)
            return fail_table_twice(ledger, name, err);
        opened = ledger->book->open(ledger->book, i, err);
        if (!opened ||
            !itk_list_rows_read(&ledger->lists[table - 1], opened,
                                &ledger->tables[table], ledger->found, err))
            return false;
    }
    return true;
}

itk_ledger *
itk_ledger_open(itk_book *book, bool heads, itk_ledger_guide *guide, void *self,
                itk_findings *found, struct itk_error *err)
{
    itk_ledger *ledger = itk_alloc(sizeof(*ledger));
    size_t at = 0;

    *ledger = (itk_ledger){.book = book, .found = found, .ids = ITK_BUF_INIT};
    if (open_cases(ledger, guide, self, &at, err) &&
        (heads || read_lists(ledger, at, err)))
        return ledger;
    itk_ledger_free(ledger);
    return NULL;
}

void
itk_ledger_free(itk_ledger *ledger)
{
    if (!ledger)
        return;
    for (size_t i = 0;
         ledger->lists && i < ledger->guide->dictionary.lists_count; i++)
        itk_list_rows_free(&ledger->lists[i]);
    itk_head_free(&ledger->head);
    ledger->book->free(ledger->book);
    free(ledger->seen);
    itk_buf_free(&ledger->ids);
    itk_arena_fini(&ledger->arena);
    free(ledger);
}

const char *
itk_ledger_guideline(const itk_ledger *ledger)
{
    return ledger->guide->id;
}

/* ---- ids that stand twice ---- */

static uint64_t
hash_of(const char *text)
{
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */

    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
    return hash | 1; /* 0 is an empty place */
}

static void
grow_seen(itk_ledger *ledger)
{
    const size_t room = ledger->seen_room ? ledger->seen_room * 2 : 1024;
    struct itk_seen *all = calloc(room, sizeof(*all));

    if (!all)
        itk_no_memory();
    for (size_t i = 0; i < ledger->seen_room; i++) {
        size_t at = ledger->seen[i].hash & (room - 1);

        if (!ledger->seen[i].hash)
            continue;
        while (all[at].hash)
            at = (at + 1) & (room - 1);
        all[at] = ledger->seen[i];
    }
    free(ledger->seen);
    ledger->seen = all;
    ledger->seen_room = room;
}

/* The number of the row that had this id before; 0 when none had. */
static long
row_of_id(itk_ledger *ledger, const char *id, long row)
{
    const uint64_t hash = hash_of(id);
    size_t at;

    if (ledger->seen_count * 2 >= ledger->seen_room)
        grow_seen(ledger);
    at = hash & (ledger->seen_room - 1);
    for (; ledger->seen[at].hash; at = (at + 1) & (ledger->seen_room - 1)) {
        if (ledger->seen[at].hash == hash &&
            !strcmp(ledger->ids.data + ledger->seen[at].id, id))
            return ledger->seen[at].row;
    }
    ledger->seen[at] = (struct itk_seen){hash, ledger->ids.size, row};
    itk_buf_add(&ledger->ids, id, strlen(id) + 1);
    ledger->seen_count++;
    return 0;
}

/* ---- one after the other ---- */

static void
take_row(itk_ledger *ledger, const struct itk_row *row, struct itk_intake *in)
{
    const struct itk_binding *binding = &ledger->binding;
    const size_t lists =
        ledger->lists ? ledger->guide->dictionary.lists_count : 0;
    struct itk_ledger_row *made = itk_arena_alloc(&in->arena, sizeof(*made));
    struct itk_ledger_cell *cells =
        itk_arena_array(&in->arena, row->count + 1, sizeof(*cells));
    struct itk_ledger_range *ranges =
        itk_arena_array(&in->arena, lists + 1, sizeof(*ranges));

    *made = (struct itk_ledger_row){.ledger = ledger,
                                    .id = "",
                                    .guideline = "",
                                    .number = row->number,
                                    .line = row->line,
                                    .id_place = binding->case_at,
                                    .cells = cells,
                                    .lists = ranges};
    for (size_t i = 0; i < row->count; i++) {
        const struct itk_cell *from = &row->cells[i];
        const size_t column = from->column < binding->count
                                  ? binding->at[from->column]
                                  : ITK_NO_COLUMN;
        const char *text;

        if (column == ITK_NO_COLUMN)
            continue;
        text = itk_arena_copy(&in->arena, from->text, from->size);
        if (from->column == binding->case_at)
            made->id = text;
        else if (from->column == binding->guideline_at)
            made->guideline = text;
        else
            cells[made->count++] = (struct itk_ledger_cell){
                column, from->column, from->kind, text, from->size};
    }
    made->twice = *made->id ? row_of_id(ledger, made->id, row->number) : 0;
    for (size_t i = 0; *made->id && i < lists; i++)
        ranges[i] = itk_list_rows_of(&ledger->lists[i], made->id);
    in->kind = ITK_INTAKE_TABLE;
    in->many = true;
    in->row = made;
    in->line = row->line;
    in->blob =
        (struct itk_blob){itk_arena_dup(&in->arena, ledger->head.table->file),
                          "", 0, ITK_FAULT_CASE};
}

static void
end_ledger(itk_ledger *ledger)
{
    for (size_t i = 0;
         ledger->lists && i < ledger->guide->dictionary.lists_count; i++)
        itk_list_rows_orphans(&ledger->lists[i], ledger->found);
    ledger->ended = true;
}

enum itk_next
itk_ledger_next(itk_ledger *ledger, struct itk_intake *in,
                struct itk_error *err)
{
    itk_table *table = ledger->head.table;
    enum itk_next next = ITK_NEXT_END;
    struct itk_row row;

    if (ledger->head.has_first) {
        row = ledger->head.first;
        ledger->head.has_first = false;
        next = ITK_NEXT_RECORD;
    } else if (!ledger->ended) {
        next = table->next(table, &row, err);
    }
    if (next == ITK_NEXT_RECORD) {
        itk_ledger_hidden(table, &row, &ledger->binding.told_hidden,
                          ledger->found);
        take_row(ledger, &row, in);
    } else if (next == ITK_NEXT_END && !ledger->ended) {
        end_ledger(ledger);
    }
    return next;
}
