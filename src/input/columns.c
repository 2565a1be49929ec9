/*
 * The columns of a ledger, and what they are called.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "input/columns.h"
#include "text/utf8.h"

static const struct itk_label sheet_cases = {{"Cases", "案件"}};
static const struct itk_label case_id = {{"Case", "案件番号"}};
static const struct itk_label guideline = {{"Guideline", "ガイドライン"}};
static const struct itk_label some = {{": are there any?", "の有無"}};
static const struct itk_label within = {{" / ", "／"}};
const struct itk_label itk_sheet_legend = {{"Legend", "凡例"}};
const struct itk_label itk_sheet_choices = {{"Choices", "選択肢"}};

static const char case_column[] = "id", guideline_column[] = "guideline";
static const char case_sheet[] = "case";

/* ---- making them ---- */

static const struct itk_group *
group_of(const struct itk_dictionary *dict, const char *id)
{
    const char *dot = strrchr(id, '.');
    struct itk_buf path = ITK_BUF_INIT;
    const struct itk_entry *entry = NULL;

    if (dot) {
        itk_buf_add(&path, id, (size_t)(dot - id));
        entry = itk_dictionary_find(dict, path.data);
    }
    itk_buf_free(&path);
    return entry && entry->kind == ITK_ENTRY_GROUP ? entry->group : NULL;
}

static const char *
join(struct itk_arena *arena, const char *a, const char *b, const char *c)
{
    struct itk_buf text = ITK_BUF_INIT;
    const char *kept;

    itk_buf_adds(&text, a);
    itk_buf_adds(&text, b);
    itk_buf_adds(&text, c);
    kept = itk_arena_copy(arena, text.data, text.size);
    itk_buf_free(&text);
    return kept;
}

/* Has another column the same text in that label? */
static bool
has_twin(const struct itk_ledger_column *columns, size_t count, size_t at,
         enum itk_lang lang, bool plain)
{
    const struct itk_ledger_column *one = &columns[at];

    for (size_t i = 0; i < count; i++) {
        if (i != at &&
            strcmp(plain ? columns[i].plain.in[lang]
                         : columns[i].label.in[lang],
                   plain ? one->plain.in[lang] : one->label.in[lang]) == 0)
            return true;
    }
    return false;
}

/* A label that another column has too gets its group's before it, or the id
 * behind it when that does not help. */
static void
tell_apart(struct itk_ledger_column *columns, size_t count, enum itk_lang lang,
           struct itk_arena *arena)
{
    bool *twin = itk_arena_array(arena, count, sizeof(*twin));

    for (size_t i = 0; i < count; i++) {
        struct itk_ledger_column *one = &columns[i];

        if (one->group && has_twin(columns, count, i, lang, true))
            one->label.in[lang] = join(arena, one->group->label.in[lang],
                                       within.in[lang], one->plain.in[lang]);
    }
    for (size_t i = 0; i < count; i++)
        twin[i] = has_twin(columns, count, i, lang, false);
    for (size_t i = 0; i < count; i++) {
        if (twin[i])
            columns[i].label.in[lang] =
                join(arena, columns[i].plain.in[lang], " ", columns[i].id);
    }
}

static struct itk_ledger_column
list_column(const struct itk_list *list, const struct itk_dictionary *dict,
            struct itk_arena *arena)
{
    struct itk_ledger_column made = {.kind = ITK_COLUMN_LIST,
                                     .list = list,
                                     .id = list->id,
                                     .group = group_of(dict, list->id)};

    for (enum itk_lang lang = ITK_EN; lang < ITK_LANGS; lang++)
        made.plain.in[lang] =
            join(arena, list->label.in[lang], some.in[lang], "");
    made.label = made.plain;
    return made;
}

static struct itk_ledger_column
field_column(const struct itk_field *field, const struct itk_dictionary *dict)
{
    return (struct itk_ledger_column){
        .kind = ITK_COLUMN_FIELD,
        .field = field,
        .id = field->id,
        .label = field->label,
        .plain = field->label,
        .group = field->list ? NULL : group_of(dict, field->id),
    };
}

static void
make_cases(struct itk_columns *table, const struct itk_dictionary *dict,
           struct itk_arena *arena)
{
    struct itk_ledger_column *columns =
        itk_arena_array(arena, dict->entries_count + 2, sizeof(*columns));
    size_t count = 0;

    columns[count++] = (struct itk_ledger_column){.kind = ITK_COLUMN_CASE,
                                                  .id = case_column,
                                                  .label = case_id,
                                                  .plain = case_id};
    columns[count++] = (struct itk_ledger_column){.kind = ITK_COLUMN_GUIDELINE,
                                                  .id = guideline_column,
                                                  .label = guideline,
                                                  .plain = guideline};
    for (size_t i = 0; i < dict->entries_count; i++) {
        const struct itk_entry *entry = &dict->entries[i];

        if (entry->kind == ITK_ENTRY_LIST)
            columns[count++] = list_column(entry->list, dict, arena);
        else if (entry->kind == ITK_ENTRY_FIELD && !entry->field->list)
            columns[count++] = field_column(entry->field, dict);
    }
    *table = (struct itk_columns){NULL, columns, count};
}

static void
make_list(struct itk_columns *table, const struct itk_list *list,
          const struct itk_dictionary *dict, struct itk_arena *arena)
{
    struct itk_ledger_column *columns =
        itk_arena_array(arena, list->fields_count + 1, sizeof(*columns));

    columns[0] = (struct itk_ledger_column){.kind = ITK_COLUMN_CASE,
                                            .id = case_column,
                                            .label = case_id,
                                            .plain = case_id};
    for (size_t i = 0; i < list->fields_count; i++)
        columns[i + 1] = field_column(&list->first[i], dict);
    *table = (struct itk_columns){list, columns, list->fields_count + 1};
}

const struct itk_columns *
itk_columns_of(const struct itk_guide *guide, struct itk_arena *arena)
{
    const struct itk_dictionary *dict = &guide->dictionary;
    struct itk_columns *tables =
        itk_arena_array(arena, dict->lists_count + 1, sizeof(*tables));

    make_cases(&tables[0], dict, arena);
    for (size_t i = 0; i < dict->lists_count; i++)
        make_list(&tables[i + 1], &dict->lists[i], dict, arena);
    for (size_t i = 0; i < dict->lists_count + 1; i++) {
        struct itk_ledger_column *columns =
            itk_arena_array(arena, tables[i].count, sizeof(*columns));

        memcpy(columns, tables[i].at, tables[i].count * sizeof(*columns));
        for (enum itk_lang lang = ITK_EN; lang < ITK_LANGS; lang++)
            tell_apart(columns, tables[i].count, lang, arena);
        tables[i].at = columns;
    }
    return tables;
}

/* ---- finding them ---- */

void
itk_columns_sheet(struct itk_buf *out, const struct itk_columns *table,
                  enum itk_lang lang)
{
    const char *label =
        table->list ? table->list->label.in[lang] : sheet_cases.in[lang];
    const size_t size = strlen(label);
    size_t at = 0, units = 0;

    while (at < size) {
        uint32_t scalar = 0;
        const size_t length = itk_utf8_next(label + at, size - at, &scalar);

        units += scalar > 0xFFFF ? 2 : 1;
        if (length == 0 || units > ITK_SHEET_CHARS)
            break;
        if (length == 1 && strchr("[]:*?/\\'", label[at]))
            itk_buf_addc(out, '_');
        else
            itk_buf_add(out, label + at, length);
        at += length;
    }
}

/* Texts are compared without the white space at both ends, in half width, ASCII
 * in lower case: byte by byte, since a name is held against all columns. */
struct folding {
    const char *at, *end;
};

static struct folding
fold(const char *text)
{
    struct folding at = {text, text + strlen(text)};

    while (at.end > at.at && strchr(" \t\r\n", at.end[-1]))
        at.end--;
    while (at.end > at.at && strchr(" \t\r\n", *at.at))
        at.at++;
    return at;
}

/* The next byte; -1 at the end. Those that go on a character stay. */
static int
fold_next(struct folding *folding)
{
    const unsigned char byte = (unsigned char)*folding->at;
    uint32_t scalar = byte;
    size_t length = 1;

    if (folding->at == folding->end)
        return -1;
    if (byte >= 0x80)
        length = itk_utf8_next(folding->at,
                               (size_t)(folding->end - folding->at), &scalar);
    if (length && scalar >= 0xFF01 && scalar <= 0xFF5E)
        scalar = scalar - 0xFF01 + '!';
    else if (length && scalar == 0x3000)
        scalar = ' ';
    else if (byte >= 0x80)
        length = 1, scalar = byte;
    folding->at += length;
    if (scalar >= 'A' && scalar <= 'Z')
        return (int)(scalar - 'A' + 'a');
    return scalar == '\n' || scalar == '\r' ? ' ' : (int)scalar;
}

static bool
same(const char *a, const char *b)
{
    struct folding x = fold(a), y = fold(b);
    int next;

    do {
        next = fold_next(&x);
        if (next != fold_next(&y))
            return false;
    } while (next >= 0);
    return true;
}

static bool
same_label(const char *text, struct itk_label label)
{
    return same(text, label.in[ITK_JA]) || same(text, label.in[ITK_EN]);
}

bool
itk_columns_is_case(const char *text)
{
    return same(text, case_column) || same(text, case_sheet) ||
           same_label(text, case_id);
}

bool
itk_columns_is_guideline(const char *text)
{
    return same(text, guideline_column) || same_label(text, guideline);
}

size_t
itk_columns_named(const struct itk_columns *tables, size_t count,
                  const char *name)
{
    struct itk_buf sheet = ITK_BUF_INIT;
    size_t at = 0;
    bool found = false;

    for (; at < count; at++) {
        const char *id = tables[at].list ? tables[at].list->id : case_sheet;

        found = same(name, id);
        for (enum itk_lang lang = ITK_EN; !found && lang < ITK_LANGS; lang++) {
            itk_buf_clear(&sheet);
            itk_columns_sheet(&sheet, &tables[at], lang);
            found = same(name, sheet.data);
        }
        if (found)
            break;
    }
    itk_buf_free(&sheet);
    return found ? at : ITK_NO_COLUMN;
}

/* How well a column goes by a name: 3 its id, 2 its own label, 1 that of the
 * field below the heading, 0 that of the field. */
static int
match(const struct itk_ledger_column *column, const char *text,
      const char *heading)
{
    const char *dot = strrchr(column->id, '.');

    if (same(text, column->id))
        return 3;
    if (same_label(text, column->label))
        return 2;
    if (same_label(text, column->plain))
        return heading && column->group &&
                       same_label(heading, column->group->label)
                   ? 1
                   : 0;
    /* In the table of a list, "kind" will do for "place.kind". */
    return column->field && column->field->list && dot && same(text, dot + 1)
               ? 0
               : -1;
}

size_t
itk_columns_find(const struct itk_columns *table, const char *text,
                 const char *heading)
{
    size_t at = ITK_NO_COLUMN;
    int best = -1;
    bool twice = false;

    if (itk_columns_is_case(text))
        return 0;
    for (size_t i = 0; i < table->count; i++) {
        const int good = match(&table->at[i], text, heading);

        if (good < 0 || good < best)
            continue;
        twice = good == best;
        best = good;
        at = i;
    }
    return twice ? ITK_NO_COLUMN : at;
}
