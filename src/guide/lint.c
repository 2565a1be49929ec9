/*
 * The checks of a package in one call, and those that need no walk through its
 * texts: versions, documents, fields.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "guide/lint.h"
#include "guide/released.h"
#include "guide/read.h"

void
itk_lint_add_both(const struct itk_guide *guide, itk_findings *found,
                  enum itk_severity severity, const char *file, long line,
                  enum itk_msg id, const char *const en[],
                  const char *const ja[])
{
    struct itk_buf path = ITK_BUF_INIT;

    if (!strchr(file, '/')) {
        itk_buf_adds(&path, guide->shown);
        if (path.size && path.data[path.size - 1] != '/')
            itk_buf_addc(&path, '/');
    }
    itk_buf_adds(&path, file);
    itk_findings_add_both(found, severity,
                          (struct itk_loc){.file = path.data, .line = line}, id,
                          en, ja);
    itk_buf_free(&path);
    itk_findings_drop_twin(found); /* several revisions may lead to it */
}

void
itk_lint_add(const struct itk_guide *guide, itk_findings *found,
             enum itk_severity severity, const char *file, long line,
             enum itk_msg id, const char *const args[])
{
    itk_lint_add_both(guide, found, severity, file, line, id, args, args);
}

static bool
is_listed(const struct itk_guide *guide, const struct itk_clause *clause,
          struct itk_date date)
{
    for (size_t i = 0; i < guide->documents_count; i++) {
        const struct itk_document_version *version =
            itk_document_at(&guide->documents[i], date);

        for (size_t j = 0; version && j < version->clauses_count; j++) {
            if (version->clauses[j] == clause)
                return true;
        }
    }
    return false;
}

/* One that a document lists has a version, be it one that drops it; one that is
 * in force is listed. */
static void
check_clauses(const struct itk_guide *guide, itk_findings *found,
              struct itk_date date, const char *shown)
{
    for (size_t i = 0; i < guide->clauses_count; i++) {
        const struct itk_clause *one = &guide->clauses[i];
        const struct itk_clause_version *version = itk_dated_at(
            one->versions, one->versions_count, sizeof(*one->versions), date);
        const bool listed = is_listed(guide, one, date);

        if (listed && !version)
            itk_lint_add(guide, found, ITK_SEV_ERROR, one->file,
                         one->versions[0].line, ITK_MSG_LINT_NO_VERSION,
                         ITK_ARGS("clause", one->id, shown));
        if (!listed && version && !version->dropped)
            itk_lint_add(guide, found, ITK_SEV_ERROR, one->file, version->line,
                         ITK_MSG_LINT_NO_DOCUMENT, ITK_ARGS(one->id, shown));
    }
}

static void
check_decisions(const struct itk_guide *guide, itk_findings *found,
                const struct itk_revision *revision, const char *shown)
{
    struct itk_uses uses = itk_uses_new(guide);

    itk_uses_mark(&uses, guide, revision);
    for (size_t i = 0; i < guide->decisions_count; i++) {
        const struct itk_decision *one = &guide->decisions[i];

        if (uses.decisions[i] && !itk_decision_at(one, revision->date))
            itk_lint_add(guide, found, ITK_SEV_ERROR, "rules.xml",
                         one->versions[0].line, ITK_MSG_LINT_NO_VERSION,
                         ITK_ARGS("decision", one->id, shown));
    }
    itk_uses_free(&uses);
}

static void
check_documents(const struct itk_guide *guide, itk_findings *found,
                struct itk_date date, const char *shown)
{
    const struct itk_requirements *rule = itk_requirements_at(guide, date);

    if (rule && !itk_document_at(rule->articles, date))
        itk_lint_add(guide, found, ITK_SEV_ERROR, "documents.xml",
                     rule->articles->versions[0].line, ITK_MSG_LINT_NO_VERSION,
                     ITK_ARGS("document", rule->articles->id, shown));
}

void
itk_lint_versions(const struct itk_guide *guide, itk_findings *found)
{
    for (size_t i = 0; i < guide->revisions.count; i++) {
        const struct itk_revision *revision = &guide->revisions.at[i];
        struct itk_buf shown = ITK_BUF_INIT;

        itk_date_iso(&shown, revision->date);
        if (revision->held) {
            check_clauses(guide, found, revision->date, shown.data);
            check_decisions(guide, found, revision, shown.data);
            check_documents(guide, found, revision->date, shown.data);
        }
        itk_buf_free(&shown);
    }
}

/* A list that nothing reads says so itself, and its fields are passed over. */
static bool
is_read(const struct itk_list *list, const struct itk_uses *uses)
{
    if (uses->lists[list->index])
        return true;
    for (size_t i = 0; i < list->fields_count; i++) {
        if (uses->fields[list->first[i].index])
            return true;
    }
    return false;
}

void
itk_lint_unread(const struct itk_guide *guide, const struct itk_uses *uses,
                itk_findings *found)
{
    const struct itk_dictionary *dict = &guide->dictionary;

    for (size_t i = 0; i < dict->lists_count; i++) {
        const struct itk_list *list = &dict->lists[i];

        if (!is_read(list, uses))
            itk_lint_add(guide, found, ITK_SEV_WARNING, "fields.xml",
                         list->line, ITK_MSG_LINT_UNREAD, ITK_ARGS(list->id));
    }
    for (size_t i = 0; i < dict->fields_count; i++) {
        const struct itk_field *field = &dict->fields[i];

        if (!uses->fields[i] && (!field->list || is_read(field->list, uses)))
            itk_lint_add(guide, found, ITK_SEV_WARNING, "fields.xml",
                         field->line, ITK_MSG_LINT_UNREAD, ITK_ARGS(field->id));
    }
}

void
itk_lint_guide(const struct itk_guide *guide, struct itk_blobs files,
               itk_findings *found)
{
    itk_lint_files(guide, files, found);
    itk_lint_versions(guide, found);
    itk_lint_texts(guide, found);
    itk_lint_words(guide, found);
    itk_lint_released(guide, files, found);
}
