/*
 * The texts of clauses and documents, as they can come out: for each revision
 * whose text is held, each document in force and each clause that it lists.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>

#include "guide/guard.h"
#include "guide/lint.h"

/* Where the text at hand stands. */
struct place {
    const struct itk_guide *guide;
    itk_findings *found;
    struct itk_date date; /* of the revision */
    const struct itk_document *document;
    const struct itk_document_version *version;
    const struct itk_clause *clause; /* NULL: a text of the document itself */
    const char *file;
};

static void
fault(const struct place *place, enum itk_severity severity, long line,
      enum itk_msg id, const char *const args[])
{
    itk_lint_add(place->guide, place->found, severity, place->file, line, id,
                 args);
}

/* ---- references ---- */

static bool
is_listed(const struct place *place, const struct itk_clause *clause)
{
    for (size_t i = 0; i < place->version->clauses_count; i++) {
        if (place->version->clauses[i] == clause)
            return true;
    }
    return false;
}

/* Is the clause in every such document, or at least in those in which the
 * clause at hand is? */
static bool
is_always_in(const struct place *place, const struct itk_clause *clause)
{
    const struct itk_clause *here = place->clause;

    if (clause->kind == ITK_CLAUSE_MANDATORY)
        return true;
    if (clause->kind != ITK_CLAUSE_REQUIRED)
        return false;
    return !clause->when || (here && here->kind == ITK_CLAUSE_REQUIRED &&
                             itk_condition_same(here->when, clause->when));
}

/* What is numbered: the paragraphs of a clause, the items of a paragraph. */
struct row {
    const struct itk_passage *at;
    size_t count;
};

/* The passage with that number, counted as if all were there; NULL when there
 * are fewer. `loose` when one up to it may fall away. */
static const struct itk_passage *
numbered(struct row row, unsigned number, const struct itk_guard *guard,
         bool *loose)
{
    unsigned reached = 0;

    for (size_t i = 0; i < row.count; i++) {
        const struct itk_passage *passage = &row.at[i];

        if (passage->kind == ITK_PASSAGE_TABLE)
            continue;
        if (passage->when && !itk_guard_holds(guard, passage->when))
            *loose = true;
        if (++reached == number)
            return passage;
    }
    return NULL;
}

static size_t
paragraphs(struct row row)
{
    size_t count = 0;

    for (size_t i = 0; i < row.count; i++)
        count += row.at[i].kind == ITK_PASSAGE_PARAGRAPH;
    return count;
}

static void
check_numbers(const struct place *place, const struct itk_inline *ref,
              const struct itk_clause_version *version,
              const struct itk_guard *guard)
{
    const struct row row = {version->passages, version->passages_count};
    const char *const id = ref->clause->id;
    const struct itk_passage *passage;
    bool loose = false;
    char paragraph[16], item[16];

    (void)snprintf(paragraph, sizeof(paragraph), "%u", ref->paragraph);
    (void)snprintf(item, sizeof(item), "%u", ref->item);
    if (ref->item && !ref->paragraph && paragraphs(row) > 1)
        fault(place, ITK_SEV_ERROR, ref->line, ITK_MSG_LINT_REF_WHICH,
              ITK_ARGS(id, item));
    passage = numbered(row, ref->paragraph ? ref->paragraph : 1, guard, &loose);
    if (!passage) {
        fault(place, ITK_SEV_ERROR, ref->line, ITK_MSG_LINT_REF_PARAGRAPH,
              ITK_ARGS(id, paragraph));
        return;
    }
    if (ref->item && !numbered((struct row){passage->kids, passage->kids_count},
                               ref->item, guard, &loose)) {
        fault(place, ITK_SEV_ERROR, ref->line, ITK_MSG_LINT_REF_ITEM,
              ITK_ARGS(id, item));
        return;
    }
    if (loose)
        fault(place, ITK_SEV_ERROR, ref->line, ITK_MSG_LINT_REF_LOOSE,
              ITK_ARGS(id));
}

static void
check_ref(const struct place *place, const struct itk_inline *ref,
          const struct itk_guard *guard)
{
    const struct itk_clause_version *version =
        itk_clause_at(ref->clause, place->date);
    const bool there = version && is_listed(place, ref->clause);
    const bool guarded = itk_guard_clause(guard, ref->clause);

    if (!guarded && (!there || !is_always_in(place, ref->clause)))
        fault(place, ITK_SEV_ERROR, ref->line, ITK_MSG_LINT_REF_DEAD,
              ITK_ARGS(ref->clause->id, place->document->id));
    if (there && (ref->paragraph || ref->item))
        check_numbers(place, ref, version, guard);
}

/* ---- slots ---- */

/* Do the needs make sure of the field, or when there is none, of the list? */
static bool
is_needed(const struct itk_need *needs, size_t count,
          const struct itk_guard *guard, const struct itk_field *field,
          const struct itk_list *list)
{
    for (size_t i = 0; i < count; i++) {
        const struct itk_need *need = &needs[i];

        if (need->kind == ITK_NEED_FIELD && field && need->field == field)
            return true;
        if (need->kind == ITK_NEED_LIST && !field && need->list == list)
            return true;
        if (need->kind == ITK_NEED_IF && !itk_guard_holds(guard, need->when))
            continue;
        if (is_needed(need->kids, need->kids_count, guard, field, list))
            return true;
    }
    return false;
}

static void
check_slot(const struct place *place, long line, const struct itk_field *field,
           const struct itk_list *list, const struct itk_guard *guard)
{
    const struct itk_document_version *version = place->version;
    const bool guarded =
        field ? itk_guard_field(guard, field) : itk_guard_list(guard, list);

    if (!guarded &&
        !is_needed(version->needs, version->needs_count, guard, field, list))
        fault(place, ITK_SEV_WARNING, line, ITK_MSG_LINT_SLOT,
              ITK_ARGS(field ? field->id : list->id, place->document->id));
}

/* ---- the walk ---- */

/* As deep as the XML, which its gate limits. */
static void
check_text(const struct place *place, struct itk_inlines text,
           const struct itk_guard *outer)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct itk_inline *piece = &text.at[i];
        const struct itk_guard guard = {outer, piece->when, piece->list};

        if (piece->kind == ITK_INLINE_REF)
            check_ref(place, piece, outer);
        else if (piece->kind == ITK_INLINE_FIELD)
            check_slot(place, piece->line, piece->field, NULL, outer);
        else if (piece->kind == ITK_INLINE_EACH)
            check_slot(place, piece->line, NULL, piece->list, outer);
        else if (piece->kind == ITK_INLINE_VALUE &&
                 !itk_guide_value_at(place->guide, piece->value->id,
                                     place->date))
            fault(place, ITK_SEV_ERROR, piece->line, ITK_MSG_LINT_NO_VALUE,
                  ITK_ARGS(piece->value->id, place->document->id));
        check_text(place, (struct itk_inlines){piece->kids, piece->kids_count},
                   &guard);
    }
}

static void
check_passages(const struct place *place, struct row row,
               const struct itk_guard *outer)
{
    for (size_t i = 0; i < row.count; i++) {
        const struct itk_passage *passage = &row.at[i];
        const struct itk_guard when = {outer, passage->when, NULL};
        const struct itk_guard member = {&when, NULL, passage->list};
        const struct itk_guard guard = {&member, passage->rows, NULL};

        if (passage->kind == ITK_PASSAGE_TABLE)
            check_slot(place, passage->line, NULL, passage->list, &when);
        for (size_t j = 0; j < passage->columns_count; j++)
            check_text(place, passage->columns[j].text, &guard);
        check_text(place, passage->text, &guard);
        check_passages(place, (struct row){passage->kids, passage->kids_count},
                       &guard);
    }
}

/* The document is made only when its conditions hold. */
static void
check_document(struct place place)
{
    const struct itk_document_version *version = place.version;
    const struct itk_guard made = {NULL, version->when, NULL};
    const struct itk_guard guard = {&made, version->member, version->each};

    for (size_t i = 0; i < version->texts_count; i++) {
        const struct itk_document_text *text = &version->texts[i];

        for (size_t j = 0; j < text->count; j++)
            check_text(&place, text->items[j].text,
                       &(struct itk_guard){&guard, text->items[j].when, NULL});
    }
    for (size_t i = 0; i < version->clauses_count; i++) {
        const struct itk_clause *clause = version->clauses[i];
        const struct itk_clause_version *text =
            itk_clause_at(clause, place.date);
        const struct itk_condition in = {.kind = ITK_COND_CLAUSE,
                                         .clause = clause};

        place.clause = clause;
        place.file = clause->file;
        if (text)
            check_passages(&place,
                           (struct row){text->passages, text->passages_count},
                           &(struct itk_guard){&guard, &in, NULL});
    }
}

void
itk_lint_texts(const struct itk_guide *guide, itk_findings *found)
{
    for (size_t i = 0; i < guide->revisions.count; i++) {
        const struct itk_revision *revision = &guide->revisions.at[i];

        for (size_t j = 0; revision->held && j < guide->documents_count; j++) {
            const struct itk_document *document = &guide->documents[j];
            const struct itk_document_version *version =
                itk_document_at(document, revision->date);

            if (version)
                check_document((struct place){guide, found, revision->date,
                                              document, version, NULL,
                                              "documents.xml"});
        }
    }
}
