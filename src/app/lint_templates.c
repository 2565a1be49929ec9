/*
 * Templates held against the package: each is there, compiles, and asks for
 * names only that its document, or the packet, has.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/dossier.h"
#include "app/lint_tags.h"
#include "base/file.h"
#include "guide/lint.h"

/* A template that several documents or revisions may share. */
struct opened {
    char *path;
    itk_template *tmpl; /* NULL: it has faults, which were told */
};

struct look {
    struct itk_lint *lint;
    const char *share;
    struct itk_uses *uses;
    struct opened *opened;
    size_t count;
};

/* Where a template is named. */
struct named {
    const char *file, *document;
    long line;
};

static void
check_template(const struct look *look, const itk_template *tmpl,
               struct itk_date revision, const struct itk_document *document,
               const struct itk_document_version *version)
{
    const struct itk_names names = {look->lint->guide, revision, version};

    if (version->clauses_count && !itk_template_facts(tmpl)->block) {
        itk_findings_add(look->lint->found, ITK_SEV_ERROR,
                         (struct itk_loc){.file = itk_template_name(tmpl)},
                         ITK_MSG_TMPL_NO_CLAUSES, ITK_ARGS(document->id));
        itk_findings_drop_twin(look->lint->found);
    }
    itk_lint_tags(look->lint, look->uses, tmpl, &names);
}

/* ---- files ---- */

static char *
path_of(const struct look *look, const struct itk_document_version *version,
        struct itk_date revision)
{
    struct itk_buf path = ITK_BUF_INIT;

    itk_buf_adds(&path, look->share);
    itk_buf_adds(&path, "/templates/");
    itk_buf_adds(&path, look->lint->guide->id);
    itk_buf_addc(&path, '/');
    itk_buf_adds(&path, version->template_name);
    itk_buf_addc(&path, '/');
    itk_date_iso(&path,
                 itk_guide_template_at(look->lint->guide, version, revision));
    itk_buf_adds(&path, ".docx");
    return itk_buf_take(&path);
}

/* Reads and compiles; what is wrong goes to the findings. */
static itk_template *
compile(struct itk_lint *lint, const char *path)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_template *tmpl = NULL;
    const size_t before = itk_findings_count(lint->found);
    struct itk_blob blob;

    if (itk_file_read(path, ITK_ZIP_MAX_BYTES, ITK_FAULT_PACKAGE, &lint->arena,
                      &blob, &err))
        tmpl = itk_template_compile(&blob,
                                    &(struct itk_template_options){
                                        .for_plan = true, .unsearched = true},
                                    lint->found, &err);
    if (!tmpl && itk_findings_count(lint->found) == before)
        itk_findings_add_error(lint->found, &err);
    itk_error_fini(&err);
    lint->templates += tmpl != NULL;
    return tmpl;
}

static const itk_template *
open_template(struct look *look, const struct named *named,
              const struct itk_document_version *version,
              struct itk_date revision)
{
    char *path = path_of(look, version, revision);
    struct opened *one;

    for (size_t i = 0; i < look->count; i++) {
        if (strcmp(look->opened[i].path, path) == 0) {
            free(path);
            return look->opened[i].tmpl;
        }
    }
    look->opened =
        itk_grow(look->opened, look->count + 1, sizeof(*look->opened));
    one = &look->opened[look->count++];
    *one = (struct opened){path, NULL};
    if (access(path, F_OK) == 0)
        one->tmpl = compile(look->lint, path);
    else
        itk_lint_add(look->lint->guide, look->lint->found, ITK_SEV_ERROR,
                     named->file, named->line, ITK_MSG_LINT_NO_TEMPLATE,
                     ITK_ARGS(named->document, path));
    return one->tmpl;
}

static void
check_documents(struct look *look, struct itk_date revision)
{
    const struct itk_guide *guide = look->lint->guide;

    for (size_t i = 0; i < guide->documents_count; i++) {
        const struct itk_document *document = &guide->documents[i];
        const struct itk_document_version *version =
            itk_document_at(document, revision);
        const struct named named = {"documents.xml", document->id,
                                    version ? version->line : 0};
        const itk_template *tmpl =
            version ? open_template(look, &named, version, revision) : NULL;

        if (tmpl)
            check_template(look, tmpl, revision, document, version);
    }
}

/* ---- the packet (app/packet.c says which template gets what) ---- */

/* The covers of cases; the header is that of the pages in front. */
static void
check_covers(struct look *look, const struct itk_packet_version *packet,
             const json_t *front)
{
    for (size_t i = 0; i < packet->groups_count; i++) {
        const struct itk_packet_group *group = &packet->groups[i];
        const struct itk_document *document = group->document;

        for (size_t k = 0; *group->label && k < document->versions_count; k++) {
            const struct itk_document_version *version = &document->versions[k];
            const struct named named = {ITK_PACKET_FILE, document->id,
                                        version->line};
            const itk_template *tmpl =
                open_template(look, &named, version, packet->from);
            json_t *one =
                itk_dossier_case_names(packet, version->template_name);

            if (tmpl)
                itk_lint_packet_tags(
                    look->lint, tmpl,
                    &(struct itk_lint_shapes){.body = one, .rest = front});
            json_decref(one);
        }
    }
}

static void
check_packet(struct look *look, const struct itk_packet_version *packet)
{
    const struct itk_document_version as = {
        .template_name = packet->template_name, .from = packet->from};
    const struct named named = {ITK_PACKET_FILE, packet->template_name,
                                packet->line};
    const itk_template *tmpl = open_template(look, &named, &as, packet->from);
    json_t *front = itk_dossier_names(look->lint->guide, packet);
    json_t *header = itk_dossier_header_names();

    if (tmpl)
        itk_lint_packet_tags(look->lint, tmpl,
                             &(struct itk_lint_shapes){front, header, front});
    check_covers(look, packet, front);
    json_decref(header);
    json_decref(front);
}

void
itk_lint_templates(struct itk_lint *lint, const char *share,
                   struct itk_uses *uses)
{
    const struct itk_guide *guide = lint->guide;
    struct look look = {.lint = lint, .share = share, .uses = uses};

    for (size_t i = 0; i < guide->revisions.count; i++) {
        if (guide->revisions.at[i].held)
            check_documents(&look, guide->revisions.at[i].date);
    }
    for (size_t i = 0; i < guide->packet.versions_count; i++)
        check_packet(&look, &guide->packet.versions[i]);
    for (size_t i = 0; i < look.count; i++) {
        itk_template_free(look.opened[i].tmpl);
        free(look.opened[i].path);
    }
    free(look.opened);
}
