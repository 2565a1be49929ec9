/*
 * A walk through the whole package that marks fields and lists. Recursion is
 * as deep as conditions, needs and texts, which their readers limit.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "guide/uses.h"

static bool *
flags(size_t count)
{
    bool *at = itk_alloc((count + 1) * sizeof(*at));

    memset(at, 0, (count + 1) * sizeof(*at));
    return at;
}

struct itk_uses
itk_uses_new(const struct itk_guide *guide)
{
    return (struct itk_uses){
        .fields = flags(guide->dictionary.fields_count),
        .lists = flags(guide->dictionary.lists_count),
        .decisions = flags(guide->decisions_count),
    };
}

void
itk_uses_free(struct itk_uses *uses)
{
    free(uses->fields);
    free(uses->lists);
    free(uses->decisions);
    *uses = (struct itk_uses){0};
}

void
itk_uses_add(struct itk_uses *uses, const struct itk_field *field,
             const struct itk_list *list)
{
    if (field)
        uses->fields[field->index] = true;
    if (list)
        uses->lists[list->index] = true;
}

static void
mark_condition(struct itk_uses *uses, const struct itk_condition *condition)
{
    if (!condition)
        return;
    itk_uses_add(uses, condition->field, condition->list);
    itk_uses_add(uses, condition->other, NULL);
    if (condition->decision)
        uses->decisions[condition->decision->index] = true;
    for (size_t i = 0; i < condition->kids_count; i++)
        mark_condition(uses, &condition->kids[i]);
}

static void
mark_text(struct itk_uses *uses, struct itk_inlines text)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct itk_inline *piece = &text.at[i];

        itk_uses_add(uses, piece->field, piece->list);
        mark_condition(uses, piece->when);
        mark_text(uses, (struct itk_inlines){piece->kids, piece->kids_count});
    }
}

static void
mark_passages(struct itk_uses *uses, const struct itk_passage *passages,
              size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct itk_passage *passage = &passages[i];

        mark_condition(uses, passage->when);
        mark_condition(uses, passage->rows);
        mark_text(uses, passage->text);
        mark_passages(uses, passage->kids, passage->kids_count);
        itk_uses_add(uses, NULL, passage->list);
        for (size_t j = 0; j < passage->columns_count; j++)
            mark_text(uses, passage->columns[j].text);
    }
}

static void
mark_needs(struct itk_uses *uses, const struct itk_need *needs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        itk_uses_add(uses, needs[i].field, needs[i].list);
        if (needs[i].decision)
            uses->decisions[needs[i].decision->index] = true;
        mark_condition(uses, needs[i].when);
        mark_needs(uses, needs[i].kids, needs[i].kids_count);
    }
}

static void
mark_outcome(struct itk_uses *uses, const struct itk_outcome *outcome)
{
    mark_condition(uses, outcome->when);
    for (size_t i = 0; i < outcome->effects_count; i++)
        mark_condition(uses, outcome->effects[i].done);
}

static void
mark_rules(struct itk_uses *uses, const struct itk_guide *guide,
           const struct itk_revision *at)
{
    for (size_t i = 0; i < guide->decisions_count; i++) {
        const struct itk_decision *decision = &guide->decisions[i];

        for (size_t j = 0; j < decision->versions_count; j++) {
            const struct itk_decision_version *version = &decision->versions[j];

            if (at && version != itk_decision_at(decision, at->date))
                continue;
            for (size_t k = 0; k < version->outcomes_count; k++)
                mark_outcome(uses, &version->outcomes[k]);
        }
    }
    for (size_t i = 0; i < guide->invariants_count; i++) {
        const struct itk_invariant *invariant = &guide->invariants[i];

        for (size_t j = 0; j < invariant->versions_count; j++) {
            if (!at || &invariant->versions[j] ==
                           itk_invariant_at(invariant, at->date))
                mark_condition(uses, invariant->versions[j].condition);
        }
    }
}

static void
mark_clause(struct itk_uses *uses, const struct itk_clause *clause,
            const struct itk_revision *at)
{
    if (at && !itk_clause_at(clause, at->date))
        return;
    mark_condition(uses, clause->when);
    mark_condition(uses, clause->unless);
    for (size_t i = 0; i < clause->versions_count; i++) {
        const struct itk_clause_version *version = &clause->versions[i];

        if (!at || version == itk_clause_at(clause, at->date))
            mark_passages(uses, version->passages, version->passages_count);
    }
}

static void
mark_document(struct itk_uses *uses, const struct itk_document_version *version)
{
    itk_uses_add(uses, version->form_field, version->each);
    itk_uses_add(uses, version->form_reason, NULL);
    mark_condition(uses, version->when);
    mark_condition(uses, version->member);
    mark_needs(uses, version->needs, version->needs_count);
    for (size_t i = 0; i < version->forms_count; i++)
        mark_condition(uses, version->forms[i].when);
    for (size_t i = 0; i < version->texts_count; i++) {
        const struct itk_document_text *text = &version->texts[i];

        for (size_t j = 0; j < text->count; j++) {
            mark_condition(uses, text->items[j].when);
            mark_text(uses, text->items[j].text);
        }
    }
}

static void
mark_documents(struct itk_uses *uses, const struct itk_guide *guide,
               const struct itk_revision *at)
{
    for (size_t i = 0; i < guide->documents_count; i++) {
        const struct itk_document *document = &guide->documents[i];

        for (size_t j = 0; j < document->versions_count; j++) {
            if (!at ||
                &document->versions[j] == itk_document_at(document, at->date))
                mark_document(uses, &document->versions[j]);
        }
    }
    for (size_t i = 0; i < guide->requirements_count; i++) {
        const struct itk_requirements *rule = &guide->requirements[i];

        itk_uses_add(uses, rule->clause, rule->list);
        itk_uses_add(uses, rule->when, NULL);
    }
}

void
itk_uses_mark(struct itk_uses *uses, const struct itk_guide *guide,
              const struct itk_revision *at)
{
    itk_uses_add(uses, guide->revisions.contract, NULL);
    itk_uses_add(uses, guide->revisions.review, NULL);
    itk_uses_add(uses, guide->pair_field, NULL);
    itk_uses_add(uses, guide->overrides.clause, guide->overrides.list);
    itk_uses_add(uses, guide->overrides.action, NULL);
    itk_uses_add(uses, guide->overrides.reason, NULL);
    for (size_t i = 0; i < guide->constraints_count; i++) {
        const struct itk_constraint *constraint = &guide->constraints[i];

        mark_condition(uses, constraint->bad);
        for (size_t j = 0; j < constraint->fields_count; j++)
            itk_uses_add(uses, constraint->fields[j], NULL);
    }
    mark_rules(uses, guide, at);
    for (size_t i = 0; i < guide->clauses_count; i++)
        mark_clause(uses, &guide->clauses[i], at);
    mark_documents(uses, guide, at);
}
