/*
 * itaku register export: cases out of the register, as they went in.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/convert.h"
#include "cli/register_cmd.h"

struct exporting {
    struct itk_cli *cli;
    itk_store *store;
    itk_register *reg;
    itk_convert *convert;
    const struct itk_guide *guide; /* of all; NULL before the first */
};

/* False with `err` when no more can be written. What is wrong with one case is
 * said, and it is left out. */
static bool
put_case(struct exporting *ex, const struct itk_register_row *row,
         struct itk_error *err)
{
    const struct itk_guide *guide =
        itk_register_cmd_guide(ex->cli, ex->store, ex->reg, row);
    itk_findings *found;
    itk_case *data;
    bool ok = true;

    if (!guide)
        return true;
    if (!ex->guide)
        ex->guide = guide;
    if (guide != ex->guide)
        return itk_fail(err, ITK_FAULT_CALLER,
                        (struct itk_loc){.file = itk_register_path(ex->reg)},
                        ITK_MSG_CLI_OTHER_GUIDE,
                        ITK_ARGS(guide->id, ex->guide->id));
    found = itk_findings_new();
    data = itk_register_case(ex->reg, row->id, guide, found, err);
    itk_cli_findings(ex->cli, found);
    if (data && !itk_findings_errors(found))
        ok = itk_convert_put(ex->convert, data, guide, err);
    ok = ok && data;
    itk_case_free(data);
    itk_findings_free(found);
    return ok;
}

static bool
put_all(struct exporting *ex, struct itk_strings ids, struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_register_rows rows;
    struct itk_register_row row;
    bool ok = true;

    if (!ids.count)
        ok = itk_register_rows(ex->reg, &arena, &rows, err);
    for (size_t i = 0; ok && !ids.count && i < rows.count; i++)
        ok = put_case(ex, &rows.at[i], err);
    for (size_t i = 0; ok && i < ids.count; i++) {
        ok = itk_register_row(ex->reg, ids.at[i], &arena, &row, err);
        if (ok && !row.id)
            ok = itk_fail(err, ITK_FAULT_CALLER,
                          (struct itk_loc){.file = itk_register_path(ex->reg)},
                          ITK_MSG_REGISTER_NO_CASE, ITK_ARGS(ids.at[i]));
        ok = ok && put_case(ex, &row, err);
    }
    itk_arena_fini(&arena);
    return ok;
}

static void export(struct itk_cli *cli, itk_register *reg,
                   struct itk_strings ids, const char *out, enum itk_form form)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct exporting ex = {.cli = cli,
                           .store = itk_store_new(cli->share),
                           .reg = reg,
                           .convert = itk_convert_new(out, form, cli->lang)};
    bool ok = put_all(&ex, ids, &err);

    if (ok)
        ok = itk_convert_end(ex.convert, &err);
    else
        itk_convert_drop(ex.convert);
    if (!ok)
        itk_cli_error(cli, &err);
    itk_error_fini(&err);
    itk_store_free(ex.store);
}

void
itk_register_cmd_export(struct itk_cli *cli, struct itk_strings args)
{
    const char *path = NULL, *to = NULL, *out;
    const struct itk_option options[] = {{.name = "--register", .value = &path},
                                         {.name = "--to", .value = &to}};
    enum itk_form form;
    itk_register *reg;

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return;
    if (!args.count) {
        itk_register_cmd_usage(cli);
        return;
    }
    out = args.at[--args.count];
    form = to ? itk_form_named(to, out) : itk_form_of(out);
    if (form == ITK_FORM_NONE) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CONVERT_FORM,
                     ITK_ARGS(to ? to : out));
        return;
    }
    if (!itk_cli_share(cli) ||
        !(reg = itk_register_cmd_open(cli, path, ITK_REGISTER_READ)))
        return;
    export(cli, reg, args, out, form);
    itk_register_close(reg);
}
