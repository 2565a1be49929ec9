/*
 * itaku register list: the cases that a register holds, a line each.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "cli/register_cmd.h"
#include "text/utf8.h"

#define COLUMNS 5

struct table {
    const struct itk_register_rows *rows;
    const struct itk_results *results;
};

/* The last one of the case, or NULL. */
static const struct itk_result *
last_result(const struct itk_results *results, const char *id)
{
    const struct itk_result *last = NULL;

    for (size_t i = 0; i < results->count; i++) {
        if (strcmp(results->at[i].case_id, id) == 0)
            last = &results->at[i];
    }
    return last;
}

/* ---- for people ---- */

static void
cell(struct itk_buf *out, const struct itk_cli *cli, const struct table *table,
     size_t row, size_t column)
{
    const struct itk_register_row *one = &table->rows->at[row];
    const struct itk_result *result;
    const char *const texts[] = {one->id, one->contract_date, one->contractor,
                                 one->title};

    if (column < ITK_COUNT(texts)) {
        itk_message_safe(out, texts[column], strlen(texts[column]));
        return;
    }
    result = last_result(table->results, one->id);
    if (!result)
        return;
    itk_buf_adds(out, itk_ruling_label(result->verdict)->in[cli->lang]);
    itk_buf_addc(out, ' ');
    itk_message_safe(out, result->date, strlen(result->date));
}

static void
print_text(const struct itk_cli *cli, const struct table *table)
{
    size_t wide[COLUMNS] = {0};
    struct itk_buf out = ITK_BUF_INIT, text = ITK_BUF_INIT;

    for (size_t i = 0; i < table->rows->count * COLUMNS; i++) {
        size_t width;

        itk_buf_clear(&text);
        cell(&text, cli, table, i / COLUMNS, i % COLUMNS);
        width = itk_utf8_width(text.data, text.size);
        if (width > wide[i % COLUMNS])
            wide[i % COLUMNS] = width;
    }
    for (size_t i = 0; i < table->rows->count * COLUMNS; i++) {
        itk_buf_clear(&text);
        cell(&text, cli, table, i / COLUMNS, i % COLUMNS);
        itk_buf_add(&out, text.data, text.size);
        if (i % COLUMNS == COLUMNS - 1) {
            while (out.size && out.data[out.size - 1] == ' ')
                out.size--;
            itk_buf_addc(&out, '\n');
            continue;
        }
        for (size_t at = itk_utf8_width(text.data, text.size);
             at < wide[i % COLUMNS] + 2; at++)
            itk_buf_addc(&out, ' ');
    }
    fwrite(out.data, 1, out.size, stdout);
    itk_buf_free(&out);
    itk_buf_free(&text);
}

/* ---- for programs ---- */

static json_t *
row_json(const struct itk_register_row *row, const struct itk_result *result)
{
    json_t *object = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "id", row->id, "guideline",
        row->guideline, "title", row->title, "bureau", row->bureau, "section",
        row->section, "contractor", row->contractor, "contract",
        row->contract_date, "signed", row->signed_);

    if (result)
        json_object_set_new(object, "result",
                            json_pack("{s:s, s:s}", "date", result->date,
                                      "verdict",
                                      itk_ruling_id(result->verdict)));
    return object;
}

static void
print_json(const struct table *table)
{
    json_t *array = json_array();

    for (size_t i = 0; i < table->rows->count; i++)
        json_array_append_new(
            array,
            row_json(&table->rows->at[i],
                     last_result(table->results, table->rows->at[i].id)));
    json_dumpf(array, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(array);
}

/* ---- */

void
itk_register_cmd_list(struct itk_cli *cli, struct itk_strings args)
{
    const char *path = NULL;
    bool json = false;
    const struct itk_option options[] = {{.name = "--register", .value = &path},
                                         {.name = "--json", .flag = &json}};
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_register_rows rows;
    struct itk_results results;
    itk_register *reg;

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return;
    if (args.count) {
        itk_register_cmd_usage(cli);
        return;
    }
    reg = itk_register_cmd_open(cli, path, ITK_REGISTER_READ);
    if (!reg)
        return;
    if (!itk_register_rows(reg, &arena, &rows, &err) ||
        !itk_register_results(reg, NULL, &arena, &results, &err))
        itk_cli_error(cli, &err);
    else if (json)
        print_json(&(struct table){&rows, &results});
    else
        print_text(cli, &(struct table){&rows, &results});
    itk_error_fini(&err);
    itk_register_close(reg);
    itk_arena_fini(&arena);
}
