/*
 * itaku convert: cases in another form, without loss.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "app/convert.h"
#include "cli/cmd.h"

/* Every case that can be read whole; what is wrong with the others has been
 * said, and they are left out. */
static void
convert_all(struct itk_cli *cli, itk_store *store, struct itk_strings inputs,
            const char *out, enum itk_form form)
{
    itk_convert *convert = itk_convert_new(out, form, cli->lang);
    const struct itk_guide *guide = NULL;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_cli_cases from;
    struct itk_work work;
    bool ok = true;

    itk_cli_cases_open(&from, cli, store, inputs);
    while (ok && itk_cli_cases_next(&from, itk_work_import, &work)) {
        if (!guide)
            guide = work.guide;
        if (work.sound && itk_cli_same_guide(cli, &work, guide))
            ok = itk_convert_put(convert, work.data, guide, &err);
        itk_work_free(&work);
    }
    itk_cli_cases_close(&from);
    if (ok)
        ok = itk_convert_end(convert, &err);
    else
        itk_convert_drop(convert);
    if (!ok)
        itk_cli_error(cli, &err);
    itk_error_fini(&err);
}

enum itk_fault
itk_cmd_convert(struct itk_cli *cli, struct itk_strings args)
{
    const char *to = NULL, *out;
    const struct itk_option options[] = {{.name = "--to", .value = &to}};
    enum itk_form form;
    itk_store *store;

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return cli->fault;
    if (args.count < 2) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CONVERT_OPERANDS,
                     ITK_NO_ARGS);
        return cli->fault;
    }
    out = args.at[--args.count];
    form = to ? itk_form_named(to, out) : itk_form_of(out);
    if (form == ITK_FORM_NONE) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CONVERT_FORM,
                     ITK_ARGS(to ? to : out));
        return cli->fault;
    }
    if (!itk_cli_share(cli))
        return cli->fault;
    store = itk_store_new(cli->share);
    convert_all(cli, store, args, out, form);
    itk_store_free(store);
    return cli->fault;
}
