/*
 * itaku register show: what a register holds of one case.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "cli/register_cmd.h"

struct shown {
    const struct itk_guide *guide;
    const itk_case *data;
    struct itk_results results;
};

/* ---- for people ---- */

static void
put_field(struct itk_buf *out, const struct itk_cli *cli,
          const struct shown *shown, const struct itk_field *field,
          size_t member)
{
    const struct itk_value *value = itk_case_value(shown->data, field, member);
    const struct itk_fact fact = {field, field->list, member};

    if (!value->present)
        return;
    itk_buf_adds(out, "  ");
    itk_cli_fact(out, cli, &fact);
    itk_buf_adds(out, ": ");
    itk_cli_value(out, cli, shown->guide, field, value);
    itk_buf_addc(out, '\n');
}

static void
put_list(struct itk_buf *out, const struct itk_cli *cli,
         const struct shown *shown, const struct itk_list *list)
{
    const struct itk_members *members = itk_case_members(shown->data, list);

    if (members->known && !members->count) {
        itk_buf_adds(out, "  ");
        itk_buf_adds(out, list->label.in[cli->lang]);
        itk_buf_adds(out, " (");
        itk_buf_adds(out, list->id);
        itk_buf_adds(out, cli->lang == ITK_JA ? "): なし\n" : "): none\n");
    }
    for (size_t i = 0; i < members->count; i++) {
        for (size_t j = 0; j < list->fields_count; j++)
            put_field(out, cli, shown, &list->first[j], i);
    }
}

static void
put_result(struct itk_buf *out, const struct itk_cli *cli,
           const struct itk_result *result)
{
    const char *const parts[] = {
        result->date, result->meeting,
        itk_ruling_label(result->verdict)->in[cli->lang], result->grounds,
        result->conditions};

    itk_buf_adds(out, "  ");
    for (size_t i = 0; i < ITK_COUNT(parts); i++) {
        if (!*parts[i])
            continue;
        itk_buf_adds(out, i ? "  " : "");
        itk_message_safe(out, parts[i], strlen(parts[i]));
    }
    itk_buf_addc(out, '\n');
}

static void
print_text(const struct itk_cli *cli, const struct shown *shown)
{
    const struct itk_dictionary *dict = &shown->guide->dictionary;
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, "== ");
    itk_buf_adds(&out, itk_case_id(shown->data));
    itk_buf_adds(&out, " (");
    itk_buf_adds(&out, itk_case_file(shown->data));
    itk_buf_adds(&out, ")\n");
    for (size_t i = 0; i < dict->entries_count; i++) {
        const struct itk_entry *entry = &dict->entries[i];

        if (entry->kind == ITK_ENTRY_LIST)
            put_list(&out, cli, shown, entry->list);
        else if (entry->kind == ITK_ENTRY_FIELD && !entry->field->list)
            put_field(&out, cli, shown, entry->field, 0);
    }
    if (shown->results.count)
        itk_buf_adds(&out, cli->lang == ITK_JA ? "審査の結果\n"
                                               : "Results of the review\n");
    for (size_t i = 0; i < shown->results.count; i++)
        put_result(&out, cli, &shown->results.at[i]);
    fwrite(out.data, 1, out.size, stdout);
    itk_buf_free(&out);
}

/* ---- for programs ---- */

static void
print_json(const struct shown *shown)
{
    struct itk_buf text = ITK_BUF_INIT;
    json_t *object = json_object(), *results = json_array();

    itk_case_write_json(shown->data, shown->guide, true, 0, &text);
    json_object_set_new(object, "case",
                        json_loadb(text.data, text.size, 0, NULL));
    for (size_t i = 0; i < shown->results.count; i++) {
        const struct itk_result *one = &shown->results.at[i];

        json_array_append_new(
            results,
            json_pack("{s:s, s:s, s:s, s:s, s:s}", "date", one->date, "meeting",
                      one->meeting, "verdict", itk_ruling_id(one->verdict),
                      "grounds", one->grounds, "conditions", one->conditions));
    }
    json_object_set_new(object, "results", results);
    json_dumpf(object, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(object);
    itk_buf_free(&text);
}

/* ---- */

static void
show(struct itk_cli *cli, itk_register *reg, const char *id, bool json)
{
    itk_store *store = itk_store_new(cli->share);
    itk_findings *found = itk_findings_new();
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_register_row row;
    struct shown shown = {0};
    itk_case *data = NULL;

    if (!itk_register_row(reg, id, &arena, &row, &err))
        itk_cli_error(cli, &err);
    else if (!row.id)
        itk_cli_fail(cli, ITK_FAULT_CALLER, itk_register_path(reg),
                     ITK_MSG_REGISTER_NO_CASE, ITK_ARGS(id));
    else if ((shown.guide = itk_register_cmd_guide(cli, store, reg, &row)) &&
             !((data = itk_register_case(reg, id, shown.guide, found, &err)) &&
               itk_register_results(reg, id, &arena, &shown.results, &err)))
        itk_cli_error(cli, &err);
    itk_cli_findings(cli, found);
    shown.data = data;
    if (data && !itk_error_is_set(&err) && json)
        print_json(&shown);
    else if (data && !itk_error_is_set(&err))
        print_text(cli, &shown);
    itk_case_free(data);
    itk_error_fini(&err);
    itk_arena_fini(&arena);
    itk_findings_free(found);
    itk_store_free(store);
}

void
itk_register_cmd_show(struct itk_cli *cli, struct itk_strings args)
{
    const char *path = NULL;
    bool json = false;
    const struct itk_option options[] = {{.name = "--register", .value = &path},
                                         {.name = "--json", .flag = &json}};
    itk_register *reg;

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return;
    if (args.count != 1) {
        itk_register_cmd_usage(cli);
        return;
    }
    if (!itk_cli_share(cli) ||
        !(reg = itk_register_cmd_open(cli, path, ITK_REGISTER_READ)))
        return;
    show(cli, reg, args.at[0], json);
    itk_register_close(reg);
}
