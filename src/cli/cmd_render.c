/*
 * itaku render: anybody's template, filled from JSON or XML.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/rewrite.h"
#include "cli/assets.h"
#include "cli/cmd.h"
#include "cli/render_each.h"
#include "opc/archive.h"
#include "render/render.h"

struct request {
    const char *tmpl, *data, *out;
    struct itk_delims delims;
    struct itk_template_options plain;
    struct itk_render_options options;
    const char *threads;
    size_t items;
    bool force, each;
};

static bool
read_missing(struct itk_cli *cli, const char *word, enum itk_missing *missing)
{
    static const struct {
        const char *word;
        enum itk_missing missing;
    } words[] = {
        {"error", ITK_MISSING_ERROR},
        {"empty", ITK_MISSING_EMPTY},
        {"keep", ITK_MISSING_KEEP},
    };

    for (size_t i = 0; i < ITK_COUNT(words); i++) {
        if (!strcmp(words[i].word, word)) {
            *missing = words[i].missing;
            return true;
        }
    }
    itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_MISSING,
                 ITK_ARGS(word));
    return false;
}

/* items=N */
static bool
read_limit(struct itk_cli *cli, const char *text, size_t *items)
{
    static const char name[] = "items=";
    const char *at = text + sizeof(name) - 1;
    size_t number = 0;

    if (!strncmp(text, name, sizeof(name) - 1)) {
        for (; *at >= '0' && *at <= '9' && number <= ITK_DATA_MAX_ITEMS; at++)
            number = number * 10 + (size_t)(*at - '0');
        if (!*at && number >= 1 && number <= ITK_DATA_MAX_ITEMS) {
            *items = number;
            return true;
        }
    }
    itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_LIMIT,
                 ITK_ARGS(text));
    return false;
}

static bool
write_out(struct itk_cli *cli, const struct request *request,
          const struct itk_buf *docx, struct itk_error *err)
{
    const struct itk_blob bytes = {request->out, docx->data, docx->size,
                                   ITK_FAULT_PROGRAM};

    if (!itk_archive_verify(&bytes, err))
        return false;
    if (!strcmp(request->out, "-")) {
        fwrite(docx->data, 1, docx->size, stdout);
        return true;
    }
    /* A template is not to be lost under its own document. */
    if (itk_cli_same_file(request->out, request->tmpl))
        return itk_fail(err, ITK_FAULT_CALLER,
                        (struct itk_loc){.file = request->out},
                        ITK_MSG_RENDER_OVER_TEMPLATE, ITK_NO_ARGS);
    return itk_output_write(request->out, bytes, cli->mode, request->force,
                            err);
}

static void
render(struct itk_cli *cli, const struct request *request,
       const itk_template *tmpl, const itk_dataset *data)
{
    const struct itk_lookup lookup = itk_dataset_lookup(data);
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf docx = ITK_BUF_INIT;
    itk_findings *found = itk_findings_new();
    itk_renderer *renderer = itk_renderer_new();

    if (itk_render_data(renderer, tmpl, &lookup, &request->options, found,
                        &docx, &err))
        (void)write_out(cli, request, &docx, &err);
    itk_cli_findings(cli, found);
    if (itk_error_is_set(&err))
        itk_cli_error(cli, &err);
    itk_renderer_free(renderer);
    itk_findings_free(found);
    itk_buf_free(&docx);
    itk_error_fini(&err);
}

/* What is wrong with the template and with the data is said in one go. */
static void
read_and_render(struct itk_cli *cli, const struct request *request)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    itk_template *tmpl =
        itk_cli_template(cli, request->tmpl, &request->plain, &arena);
    itk_dataset *data =
        itk_cli_dataset(cli, request->data, request->items, &arena);

    if (tmpl && data)
        render(cli, request, tmpl, data);
    itk_dataset_free(data);
    itk_template_free(tmpl);
    itk_arena_fini(&arena);
}

static void
read_and_render_each(struct itk_cli *cli, const struct request *request)
{
    const struct itk_render_each what = {
        .data = request->data,
        .folder = request->out,
        .threads = request->threads,
        .options = &request->options,
        .items = request->items,
        .replace = request->force,
    };
    struct itk_arena arena = ITK_ARENA_INIT;
    itk_template *tmpl =
        itk_cli_template(cli, request->tmpl, &request->plain, &arena);

    if (tmpl)
        itk_render_each(cli, tmpl, &what);
    itk_template_free(tmpl);
    itk_arena_fini(&arena);
}

static void
fill(struct itk_cli *cli, struct request *request, const char *pictures)
{
    struct itk_asset_folder folder;

    if (!itk_assets_open(cli, pictures, &folder))
        return;
    request->plain.plain = true;
    request->plain.delims = &request->delims;
    request->plain.unsearched = request->options.smallest;
    request->options.assets = pictures ? &folder.assets : NULL;
    if (request->each)
        read_and_render_each(cli, request);
    else
        read_and_render(cli, request);
    itk_assets_close(&folder);
}

enum itk_fault
itk_cmd_render(struct itk_cli *cli, struct itk_strings args)
{
    struct request request = {.items = ITK_DATA_ITEMS};
    const char *missing = "error", *limit = NULL, *delims = NULL;
    const char *pictures = NULL;
    const struct itk_option options[] = {
        {.name = "-o", .value = &request.out},
        {.name = "--missing", .value = &missing},
        {.name = "--limit", .value = &limit},
        {.name = "--delimiters", .value = &delims},
        {.name = "--assets", .value = &pictures},
        {.name = "--update-fields", .flag = &request.plain.update_fields},
        {.name = "--smallest", .flag = &request.options.smallest},
        {.name = "--force", .flag = &request.force},
        {.name = "--each", .flag = &request.each},
        {.name = "-j", .value = &request.threads},
    };

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)) ||
        !read_missing(cli, missing, &request.options.missing) ||
        !itk_cli_delims(cli, delims, &request.delims) ||
        (limit && !read_limit(cli, limit, &request.items)))
        return cli->fault;
    if (args.count != 2) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_ARGUMENTS,
                     ITK_ARGS(cli->command));
    } else if (!request.out) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_RENDER_NO_OUT,
                     ITK_NO_ARGS);
    } else if (request.threads && !request.each) {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_MANY_ONLY_EACH,
                     ITK_ARGS("-j"));
    } else {
        request.tmpl = args.at[0];
        request.data = args.at[1];
        fill(cli, &request, pictures);
    }
    itk_cli_flush(cli);
    return cli->fault;
}
