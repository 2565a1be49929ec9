/*
 * What a workbook says about its columns: drop-down lists, limits and help at
 * the cells, a legend, and colours by the document that first needs a column.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "input/check.h"
#include "input/shape.h"
#include "input/workbook_data.h"
#include "table/table.h"
#include "text/utf8.h"

#define FIRST_ROW   2u
#define LAST_ROW    999999u
#define TITLE_CHARS 32u /* what Excel shows beside a cell */
#define HELP_CHARS  255u
#define MOST_EXACT  999999999999999 /* of a number in a cell */

/* ---- who needs a column ---- */

static bool
needs_field(const struct itk_need *needs, size_t count,
            const struct itk_field *field)
{
    for (size_t i = 0; i < count; i++) {
        const struct itk_need *need = &needs[i];

        if ((need->kind == ITK_NEED_FIELD && need->field == field) ||
            needs_field(need->kids, need->kids_count, field))
            return true;
    }
    return false;
}

static bool
needs_list(const struct itk_need *needs, size_t count,
           const struct itk_list *list)
{
    for (size_t i = 0; i < count; i++) {
        if ((needs[i].kind == ITK_NEED_LIST && needs[i].list == list) ||
            needs_list(needs[i].kids, needs[i].kids_count, list))
            return true;
    }
    return false;
}

static const struct itk_document_version *
latest(const struct itk_document *document)
{
    const struct itk_document_version *version =
        document->versions_count
            ? &document->versions[document->versions_count - 1]
            : NULL;

    return version && !version->dropped ? version : NULL;
}

static const struct itk_document *
first_that_needs(const struct itk_guide *guide,
                 const struct itk_ledger_column *column)
{
    for (size_t i = 0; i < guide->documents_count; i++) {
        const struct itk_document_version *version =
            latest(&guide->documents[i]);

        if (version &&
            (column->field ? needs_field(version->needs, version->needs_count,
                                         column->field)
                           : needs_list(version->needs, version->needs_count,
                                        column->list)))
            return &guide->documents[i];
    }
    return NULL;
}

size_t
itk_workbook_colour(struct itk_workbook *w,
                    const struct itk_ledger_column *column)
{
    const struct itk_document *document =
        column->field || column->list ? first_that_needs(w->guide, column)
                                      : NULL;
    size_t at = 0;

    if (!document)
        return ITK_WORKBOOK_COLOURS;
    while (at < w->documents_count && w->documents[at] != document)
        at++;
    /* With more documents than colours, the later ones share the last. */
    if (at == ITK_WORKBOOK_COLOURS)
        return at - 1;
    if (at == w->documents_count)
        w->documents[w->documents_count++] = document;
    return at;
}

/* ---- the words of the lists ---- */

/* The label, when it is read as this choice; else the id. */
static const char *
word_of(const struct itk_field *field, size_t choice, enum itk_lang lang)
{
    const char *label = field->choices[choice].label.in[lang];
    struct itk_arena arena = ITK_ARENA_INIT;
    itk_findings *found = itk_findings_new();
    struct itk_value value;
    const bool good =
        itk_check_value(field, label, strlen(label), (struct itk_loc){0},
                        &arena, found, &value) &&
        value.present && value.choice == choice;

    itk_findings_free(found);
    itk_arena_fini(&arena);
    return good ? label : field->choices[choice].id;
}

static void
put(struct itk_workbook *w, lxw_worksheet *sheet, lxw_row_t row,
    lxw_col_t column, const char *text, lxw_format *format)
{
    if (*text)
        itk_workbook_note(
            w, itk_workbook_string(w, sheet, row, column, text, format));
}

/* =選択肢!$B$2:$B$8 */
static char *
source_of(struct itk_workbook *w, size_t column, size_t count)
{
    struct itk_buf text = ITK_BUF_INIT;
    char *kept;

    itk_buf_addc(&text, '=');
    itk_buf_adds(&text, itk_sheet_choices.in[w->lang]);
    itk_buf_adds(&text, "!$");
    itk_column_name(&text, column);
    itk_buf_adds(&text, "$2:$");
    itk_column_name(&text, column);
    itk_buf_addc(&text, '$');
    itk_buf_addu(&text, count + 1);
    kept = itk_arena_copy(&w->arena, text.data, text.size);
    itk_buf_free(&text);
    return kept;
}

static void
find_words(struct itk_workbook *w, const struct itk_field *field)
{
    const char **words =
        itk_arena_array(&w->arena, field->choices_count, sizeof(*words));

    for (size_t i = 0; i < field->choices_count; i++)
        words[i] = word_of(field, i, w->lang);
    w->words[field->index] = words;
}

/* Row by row, since rows that are done are on the disk. */
static void
put_words(struct itk_workbook *w, lxw_worksheet *sheet, lxw_row_t row)
{
    const struct itk_dictionary *dict = &w->guide->dictionary;
    lxw_col_t column = 0;

    if (row > 0 && row <= 2)
        put(w, sheet, row, 0, itk_workbook_yes_no(w, row == 1), NULL);
    for (size_t i = 0; i < dict->fields_count; i++) {
        const struct itk_field *field = &dict->fields[i];

        if (field->type != ITK_TYPE_CHOICE)
            continue;
        column++;
        if (row == 0)
            put(w, sheet, 0, column, field->id, w->title);
        else if (row <= field->choices_count)
            put(w, sheet, row, column, w->words[field->index][row - 1], NULL);
    }
}

void
itk_workbook_words(struct itk_workbook *w)
{
    const struct itk_dictionary *dict = &w->guide->dictionary;
    size_t column = 0;

    w->words = itk_arena_array(&w->arena, dict->fields_count + 1,
                               sizeof(const char *const *));
    w->sources =
        itk_arena_array(&w->arena, dict->fields_count + 1, sizeof(char *));
    w->yes_no = source_of(w, 0, 2);
    for (size_t i = 0; i < dict->fields_count; i++) {
        const struct itk_field *field = &dict->fields[i];

        if (field->type != ITK_TYPE_CHOICE)
            continue;
        find_words(w, field);
        w->sources[i] = source_of(w, ++column, field->choices_count);
    }
}

void
itk_workbook_choices(struct itk_workbook *w)
{
    const struct itk_dictionary *dict = &w->guide->dictionary;
    lxw_worksheet *sheet =
        w->lxw.workbook_add_worksheet(w->book, itk_sheet_choices.in[w->lang]);
    size_t most = 2, columns = 0;

    if (!sheet) {
        itk_workbook_note(w, LXW_ERROR_SHEETNAME_ALREADY_USED);
        return;
    }
    for (size_t i = 0; i < dict->fields_count; i++) {
        if (dict->fields[i].choices_count > most)
            most = dict->fields[i].choices_count;
        columns += dict->fields[i].type == ITK_TYPE_CHOICE;
    }
    for (size_t row = 0; row <= most; row++)
        put_words(w, sheet, (lxw_row_t)row);
    w->lxw.worksheet_set_column(sheet, 0, (lxw_col_t)columns, 24, NULL);
}

/* ---- at the cells ---- */

/* At most `most` characters, on a border of letters. */
static char *
shorten(struct itk_workbook *w, const char *text, size_t most)
{
    const size_t size = strlen(text);
    size_t at = 0, count = 0;

    while (at < size && count < most) {
        uint32_t scalar = 0;
        const size_t length = itk_utf8_next(text + at, size - at, &scalar);

        count += scalar > 0xFFFF ? 2 : 1;
        if (!length || count > most)
            break;
        at += length;
    }
    return itk_arena_copy(&w->arena, text, at);
}

static void
say_help(struct itk_workbook *w, const struct itk_ledger_column *column,
         lxw_data_validation *rule)
{
    const struct itk_label help =
        column->field ? column->field->help : column->list->help;
    struct itk_buf text = ITK_BUF_INIT;

    if (column->field)
        itk_field_shape(&text, w->lang, column->field);
    if (*help.in[w->lang]) {
        itk_buf_adds(&text, text.size ? "\n" : "");
        itk_buf_adds(&text, help.in[w->lang]);
    }
    if (column->field && *column->field->example) {
        itk_buf_adds(&text, text.size ? "\n" : "");
        itk_buf_adds(&text, w->lang == ITK_JA ? "例 " : "example: ");
        itk_buf_adds(&text, column->field->example);
    }
    if (text.size) {
        rule->input_title =
            shorten(w, column->plain.in[w->lang], TITLE_CHARS - 1);
        rule->input_message = shorten(w, text.data, HELP_CHARS - 1);
    }
    itk_buf_free(&text);
}

static void
set_limits(struct itk_workbook *w, const struct itk_field *field,
           lxw_data_validation *rule)
{
    switch (field->type) {
    case ITK_TYPE_YES_NO:
    case ITK_TYPE_CHOICE:
        rule->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
        rule->value_formula = field->type == ITK_TYPE_CHOICE
                                  ? w->sources[field->index]
                                  : w->yes_no;
        break;
    case ITK_TYPE_DATE:
        /* Only a warning: 令和8年4月1日 as a text is read as well. */
        rule->validate = LXW_VALIDATION_TYPE_DATE;
        rule->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        rule->minimum_datetime =
            (lxw_datetime){.year = 1900, .month = 3, .day = 1};
        rule->maximum_datetime =
            (lxw_datetime){.year = 9999, .month = 12, .day = 31};
        rule->error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
        break;
    case ITK_TYPE_NUMBER:
        rule->validate = LXW_VALIDATION_TYPE_INTEGER;
        rule->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        rule->minimum_number =
            (double)(field->min < -MOST_EXACT ? -MOST_EXACT : field->min);
        rule->maximum_number =
            (double)(field->max > MOST_EXACT ? MOST_EXACT : field->max);
        rule->error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
        break;
    case ITK_TYPE_TEXT:
    case ITK_TYPE_PARAGRAPH:
        break;
    }
}

void
itk_workbook_validate(struct itk_workbook *w, lxw_worksheet *sheet,
                      lxw_col_t at, const struct itk_ledger_column *column)
{
    lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_ANY,
                                .ignore_blank = LXW_VALIDATION_ON,
                                .show_input = LXW_VALIDATION_ON,
                                .show_error = LXW_VALIDATION_ON,
                                .dropdown = LXW_VALIDATION_ON};

    if (!column->field && !column->list)
        return;
    say_help(w, column, &rule);
    if (column->field) {
        set_limits(w, column->field, &rule);
    } else {
        rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
        rule.value_formula = w->yes_no;
    }
    if (rule.validate != LXW_VALIDATION_TYPE_ANY || rule.input_message)
        itk_workbook_note(w, w->lxw.worksheet_data_validation_range(
                                 sheet, FIRST_ROW, at, LAST_ROW, at, &rule));
}

/* ---- the legend ---- */

enum word {
    WORD_COLOUR,
    WORD_SHEET,
    WORD_COLUMN,
    WORD_ID,
    WORD_SHAPE,
    WORD_HELP,
    WORD_CITE,
    WORD_PERSONAL,
    WORD_EMPTY,
    WORD_LISTS
};

static const struct itk_label words[] = {
    [WORD_COLOUR] = {{"The first document that needs a column, by the colour "
                      "of its header",
                      "見出しの色は、その列を最初に必要とする文書を表します"}},
    [WORD_SHEET] = {{"Sheet", "シート"}},
    [WORD_COLUMN] = {{"Column", "列"}},
    [WORD_ID] = {{"Id", "識別子"}},
    [WORD_SHAPE] = {{"What stands there", "書き方"}},
    [WORD_HELP] = {{"Help", "説明"}},
    [WORD_CITE] = {{"Provision", "根拠"}},
    [WORD_PERSONAL] = {{"personal information", "個人情報"}},
    [WORD_EMPTY] = {{"An empty cell is not known yet.",
                     "空欄は、まだ分からないことを表します。"}},
    [WORD_LISTS] =
        {{"A list has a sheet of its own, a row for each member "
          "with the id of its case. 'no' in the sheet of the cases "
          "says that there is none.",
          "繰り返す項目は、それぞれのシートに、一件ごとに案件番号"
          "を付けて書きます。一件もないときは、案件のシートの「有無」"
          "に「いいえ」と書きます。"}},
};

static const char *
word(const struct itk_workbook *w, enum word which)
{
    return words[which].in[w->lang];
}

static void
put_choices(const struct itk_workbook *w, const struct itk_field *field,
            struct itk_buf *out)
{
    for (size_t i = 0; i < field->choices_count; i++) {
        itk_buf_adds(out, i ? (w->lang == ITK_JA ? "、" : ", ") : "");
        itk_buf_adds(out, w->words[field->index][i]);
    }
}

static void
put_column(struct itk_workbook *w, lxw_worksheet *sheet, lxw_row_t row,
           const struct itk_columns *table,
           const struct itk_ledger_column *column)
{
    const struct itk_field *field = column->field;
    struct itk_buf text = ITK_BUF_INIT;

    itk_columns_sheet(&text, table, w->lang);
    put(w, sheet, row, 0, text.data, w->wrap);
    put(w, sheet, row, 1, column->label.in[w->lang], w->wrap);
    put(w, sheet, row, 2, column->id, w->wrap);
    itk_buf_clear(&text);
    if (field && field->type == ITK_TYPE_CHOICE)
        put_choices(w, field, &text);
    else if (field)
        itk_field_shape(&text, w->lang, field);
    if (field && field->personal) {
        itk_buf_adds(&text, w->lang == ITK_JA ? "。" : "; ");
        itk_buf_adds(&text, word(w, WORD_PERSONAL));
    }
    put(w, sheet, row, 3, text.data, w->wrap);
    if (field)
        put(w, sheet, row, 4, field->help.in[w->lang], w->wrap);
    if (field)
        put(w, sheet, row, 5, field->cite, w->wrap);
    itk_buf_free(&text);
}

void
itk_workbook_legend(struct itk_workbook *w)
{
    static const double widths[] = {20, 32, 26, 44, 60, 14};
    lxw_worksheet *sheet =
        w->lxw.workbook_add_worksheet(w->book, itk_sheet_legend.in[w->lang]);
    lxw_row_t row = 0;

    if (!sheet) {
        itk_workbook_note(w, LXW_ERROR_SHEETNAME_ALREADY_USED);
        return;
    }
    for (size_t i = 0; i < ITK_COUNT(widths); i++)
        w->lxw.worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i,
                                    widths[i], NULL);
    put(w, sheet, row++, 0, w->guide->name.in[w->lang], w->title);
    put(w, sheet, row++, 0, word(w, WORD_EMPTY), NULL);
    put(w, sheet, row++, 0, word(w, WORD_LISTS), NULL);
    row++;
    put(w, sheet, row++, 0, word(w, WORD_COLOUR), w->title);
    for (size_t i = 0; i < w->documents_count; i++)
        put(w, sheet, row++, 0, latest(w->documents[i])->label.in[w->lang],
            w->heads[i]);
    row++;
    for (enum word i = WORD_SHEET; i <= WORD_CITE; i++)
        put(w, sheet, row, (lxw_col_t)(i - WORD_SHEET), word(w, i), w->title);
    row++;
    for (size_t t = 0; t < w->guide->dictionary.lists_count + 1; t++) {
        for (size_t i = 0; i < w->tables[t].count; i++)
            put_column(w, sheet, row++, &w->tables[t], &w->tables[t].at[i]);
    }
}
