/*
 * itaku decide: the decisions about cases, with citation and facts.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <jansson.h>

#include "cli/cmd.h"

static void
decide_one(struct itk_cli *cli, const struct itk_work *work, json_t *array)
{
    struct itk_buf text = ITK_BUF_INIT;

    /* That an old revision governs, or that a decision refuses, is itself an
     * answer; errors in the case stop its decisions. */
    if (!work->sound)
        return;
    if (array)
        json_array_append_new(array, itk_explain_json(work));
    else
        itk_explain(&text, cli, work);
    fwrite(text.data, 1, text.size, stdout);
    itk_buf_free(&text);
}

enum itk_fault
itk_cmd_decide(struct itk_cli *cli, struct itk_strings args)
{
    bool json = false;
    const char *path = NULL;
    const struct itk_option options[] = {
        {.name = "--json", .flag = &json},
        {.name = "--register", .value = &path}};
    struct itk_cli_cases from;
    struct itk_work work;
    bool many; /* more than one case may be meant */
    json_t *array = NULL;
    itk_store *store;
    itk_register *reg;

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return cli->fault;
    if (!args.count) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_NO_CASE,
                     ITK_ARGS(cli->command));
        return cli->fault;
    }
    if (!itk_cli_share(cli))
        return cli->fault;
    store = itk_store_new(cli->share);
    if (!itk_cli_lend(cli, store, path, &reg)) {
        itk_store_free(store);
        return cli->fault;
    }
    many = args.count > 1;
    array = json ? json_array() : NULL;
    itk_cli_cases_open(&from, cli, store, args);
    while (itk_cli_cases_next(&from, itk_work_load, &work)) {
        decide_one(cli, &work, array);
        many = many || from.in.many;
        itk_work_free(&work);
    }
    itk_cli_cases_close(&from);
    if (array) {
        /* One case gives its object, several an array. */
        json_dumpf(!many && json_array_size(array) == 1
                       ? json_array_get(array, 0)
                       : array,
                   stdout, JSON_INDENT(2));
        putchar('\n');
    }
    json_decref(array);
    itk_store_free(store);
    itk_register_close(reg);
    itk_cli_flush(cli);
    return cli->fault;
}
