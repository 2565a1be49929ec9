/*
 * itaku verify: what became of an annex that came back.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "cli/returned.h"
#include "cli/verify.h"
#include "render/bind.h"

struct request {
    struct itk_cli *cli;
    itk_store *store;
    const char *cases; /* NULL: none */
    json_t *json;      /* NULL: text */
};

static void
answer(const struct request *request, const struct itk_returned *returned,
       const struct itk_guide *guide, const struct itk_work *work)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_verified verified;

    if (!itk_verify(returned, request->store, guide, work, &verified, &err)) {
        itk_cli_error(request->cli, &err);
    } else {
        if (request->json)
            json_array_append_new(request->json,
                                  itk_verify_json(returned, &verified));
        else
            itk_verify_text(request->cli, returned, &verified, work, &out);
        fwrite(out.data, 1, out.size, stdout);
        if (!verified.sound && request->cli->fault == ITK_FAULT_NONE)
            request->cli->fault = ITK_FAULT_CASE;
    }
    itk_buf_free(&out);
    itk_verified_free(&verified);
    itk_error_fini(&err);
}

/* The case that the document names, or the first when it names none. */
static void
verify_case(const struct request *request, const struct itk_returned *returned)
{
    const char *wanted = returned->record ? returned->record->case_id : "";
    const char *paths[] = {request->cases};
    struct itk_cli_cases from;
    struct itk_work work;
    bool found = false;

    itk_cli_cases_open(&from, request->cli, request->store,
                       (struct itk_strings){paths, 1});
    while (!found && itk_cli_cases_next(&from, itk_work_load, &work)) {
        found = !*wanted || !strcmp(itk_case_id(work.data), wanted);
        if (found)
            answer(request, returned, work.guide, &work);
        itk_work_free(&work);
    }
    itk_cli_cases_close(&from);
    if (!found)
        itk_cli_fail(request->cli, ITK_FAULT_CASE, returned->name,
                     ITK_MSG_VERIFY_NO_CASE, ITK_ARGS(wanted));
}

/* The record is anybody's: its guideline is a name, and no path. */
static bool
is_name(const char *text)
{
    return *text && text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789"
                                      "-")] == '\0';
}

static void
verify_record(const struct request *request,
              const struct itk_returned *returned)
{
    const struct itk_returned_record *record = returned->record;
    const struct itk_guide *guide;

    if (!record || !is_name(record->guideline)) {
        itk_cli_fail(request->cli, ITK_FAULT_CASE, returned->name,
                     ITK_MSG_VERIFY_NO_RECORD, ITK_NO_ARGS);
        return;
    }
    if (!record->clauses_count) {
        itk_cli_fail(request->cli, ITK_FAULT_CALLER, returned->name,
                     ITK_MSG_VERIFY_NO_CLAUSES, ITK_ARGS(record->document));
        return;
    }
    guide = itk_cli_guide(request->cli, request->store, record->guideline);
    if (guide)
        answer(request, returned, guide, NULL);
}

/* Bound out of many documents (render/bind.h), whose bookmarks say so. */
static bool
is_bound(const struct itk_returned *returned)
{
    for (size_t i = 0; i < returned->bookmarks_count; i++) {
        if (!strcmp(returned->bookmarks[i].name, ITK_BIND_FIRST))
            return true;
    }
    return false;
}

static void
verify_file(const struct request *request, const char *path)
{
    struct itk_returned *returned = itk_cli_returned(request->cli, path);

    if (returned && is_bound(returned))
        itk_cli_fail(request->cli, ITK_FAULT_CALLER, returned->name,
                     ITK_MSG_VERIFY_PACKET, ITK_NO_ARGS);
    else if (returned && request->cases)
        verify_case(request, returned);
    else if (returned)
        verify_record(request, returned);
    itk_returned_free(returned);
}

enum itk_fault
itk_cmd_verify(struct itk_cli *cli, struct itk_strings args)
{
    struct request request = {.cli = cli};
    bool json = false;
    const struct itk_option options[] = {
        {.name = "--case", .value = &request.cases},
        {.name = "--json", .flag = &json},
    };

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)))
        return cli->fault;
    if (!args.count) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_VERIFY_NO_FILE,
                     ITK_NO_ARGS);
        return cli->fault;
    }
    if (!itk_cli_share(cli))
        return cli->fault;
    request.store = itk_store_new(cli->share);
    request.json = json ? json_array() : NULL;
    for (size_t i = 0; i < args.count; i++)
        verify_file(&request, args.at[i]);
    if (request.json) {
        json_dumpf(request.json, stdout, JSON_INDENT(2));
        putchar('\n');
    }
    json_decref(request.json);
    itk_store_free(request.store);
    itk_cli_flush(cli);
    return cli->fault;
}
