/*
 * itaku packet: what the committee gets before a meeting.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/former.h"
#include "app/office.h"
#include "app/out_file.h"
#include "app/packet.h"
#include "cli/cmd.h"
#include "opc/archive.h"

struct request {
    struct itk_cli *cli;
    const char *meeting, *out;
    bool outside; /* also what needs no review */
    bool split, pdf;
    const char *path; /* of the register; NULL: none */
    itk_register *reg;
};

static bool
has_paths(struct itk_cli *cli, const struct request *request,
          struct itk_strings args)
{
    if (!args.count)
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_NO_CASE,
                     ITK_NO_ARGS);
    else if (!request->meeting)
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_PACKET_NO_MEETING,
                     ITK_NO_ARGS);
    else if (!request->out)
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_PACKET_NO_OUT,
                     ITK_NO_ARGS);
    else if (request->pdf && !itk_office_found())
        itk_cli_fail(cli, ITK_FAULT_MACHINE, NULL, ITK_MSG_PACKET_NO_OFFICE,
                     ITK_NO_ARGS);
    return cli->fault == ITK_FAULT_NONE;
}

/* All cases; those with errors were told, and end the run after it. */
static bool
take_cases(const struct request *request, itk_store *store,
           struct itk_strings paths, itk_dossier *dossier)
{
    struct itk_cli *cli = request->cli;
    itk_findings *found = itk_findings_new();
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_cli_cases from;
    struct itk_work work;

    itk_cli_cases_open(&from, cli, store, paths);
    while (!itk_error_is_set(&err) &&
           itk_cli_cases_next(&from, itk_work_load, &work)) {
        if (!work.plans)
            itk_work_free(&work); /* what is wrong with it was said */
        else if (!itk_dossier_add(dossier, &work, found, &err))
            itk_cli_error(cli, &err);
    }
    itk_cli_cases_close(&from);
    if (cli->fault == ITK_FAULT_NONE && itk_dossier_packet(dossier)) {
        itk_dossier_arrange(dossier, found);
        if (request->reg &&
            !itk_dossier_compare(dossier, request->reg, found, &err))
            itk_cli_error(cli, &err);
    }
    itk_findings_sort(found);
    itk_cli_findings(cli, found);
    itk_findings_free(found);
    itk_error_fini(&err);
    return cli->fault == ITK_FAULT_NONE;
}

/* How many stand under each head. */
static void
print_summary(const struct itk_cli *cli, const itk_dossier *dossier,
              const char *path)
{
    const struct itk_packet_version *packet = itk_dossier_packet(dossier);
    size_t open = 0;

    printf("%s\n", path);
    for (size_t g = 0; g < packet->groups_count; g++) {
        const struct itk_packet_group *group = &packet->groups[g];
        const struct itk_document_version *version =
            &group->document->versions[group->document->versions_count - 1];
        size_t count = 0;

        for (size_t i = 0; i < itk_dossier_count(dossier); i++)
            count += itk_dossier_at(dossier, i)->group == group;
        printf("  %s: %zu\n", version->label.in[cli->lang], count);
    }
    for (size_t i = 0; i < itk_dossier_count(dossier); i++)
        open += itk_dossier_at(dossier, i)->open;
    printf("  %s: %zu\n", packet->open->versions[0].label.in[cli->lang], open);
}

static bool
write_one(const struct request *request, const itk_dossier *dossier,
          itk_store *store, struct itk_error *err)
{
    itk_out_file *file = itk_out_file_new(request->out, err);
    struct itk_buf *docx = file ? itk_out_file_buf(file) : NULL;
    bool ok = file && itk_packet_bind(dossier, store, docx, err);

    if (ok) {
        const struct itk_blob blob = {request->out, docx->data, docx->size,
                                      ITK_FAULT_PROGRAM};

        ok = itk_archive_verify(&blob, err);
    }
    if (ok)
        return itk_out_file_end(file, err);
    if (file)
        itk_out_file_drop(file);
    return false;
}

/* What a run that failed leaves is whole, and the next one goes on from there.
 */
static void
tell_rest(struct itk_cli *cli, const struct request *request, size_t made,
          enum itk_fault fault)
{
    struct itk_buf count = ITK_BUF_INIT;

    itk_buf_addu(&count, made);
    if (made && fault != ITK_FAULT_CALLER)
        itk_cli_fail(cli, fault, request->out, ITK_MSG_PACKET_UNFINISHED,
                     ITK_ARGS(count.data));
    itk_buf_free(&count);
}

static void
write_packet(const struct request *request, const itk_dossier *dossier,
             itk_store *store)
{
    struct itk_packet_paths paths = {.arena = ITK_ARENA_INIT};
    struct itk_error err = ITK_ERROR_INIT;
    enum itk_fault fault;
    bool ok;

    if (request->split)
        ok = itk_packet_split(dossier, store, request->out, &paths, &err);
    else
        ok = write_one(request, dossier, store, &err);
    if (ok && strcmp(request->out, "-") != 0)
        print_summary(request->cli, dossier, request->out);
    if (ok && request->pdf && (!request->split || paths.count))
        ok = itk_office_pdf(request->split ? paths.at : &request->out,
                            request->split ? paths.count : 1, &err);
    fault = err.fault;
    if (!ok)
        itk_cli_error(request->cli, &err);
    if (!ok && request->split)
        tell_rest(request->cli, request, paths.made, fault);
    itk_packet_paths_fini(&paths);
    itk_error_fini(&err);
}

static void
make_packet(struct request *request, struct itk_strings paths)
{
    struct itk_cli *cli = request->cli;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_meeting meeting;
    itk_store *store = itk_store_new(cli->share);

    if (itk_meeting_read(request->meeting, &meeting, &err)) {
        itk_dossier *dossier = itk_dossier_new((struct itk_dossier_options){
            .meeting = &meeting, .asked = request->outside});

        if (itk_cli_lend(cli, store, request->path, &request->reg) &&
            take_cases(request, store, paths, dossier) &&
            itk_dossier_count(dossier))
            write_packet(request, dossier, store);
        itk_dossier_free(dossier);
    } else {
        itk_cli_error(cli, &err);
    }
    itk_meeting_fini(&meeting);
    itk_store_free(store);
    itk_register_close(request->reg);
    itk_error_fini(&err);
}

enum itk_fault
itk_cmd_packet(struct itk_cli *cli, struct itk_strings args)
{
    struct request request = {.cli = cli};
    const struct itk_option options[] = {
        {.name = "--meeting", .value = &request.meeting},
        {.name = "-o", .value = &request.out},
        {.name = "--outside-review", .flag = &request.outside},
        {.name = "--register", .value = &request.path},
        {.name = "--split", .flag = &request.split},
        {.name = "--pdf", .flag = &request.pdf},
    };

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)) ||
        !has_paths(cli, &request, args) || !itk_cli_share(cli))
        return cli->fault;
    make_packet(&request, args);
    itk_cli_flush(cli);
    return cli->fault;
}
