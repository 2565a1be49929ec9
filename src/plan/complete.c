/*
 * May this document be made now? What its needs lack.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "plan/draft.h"

static void need(struct itk_draft *draft, const struct itk_need *needs,
                 size_t count, const struct itk_here *here);

static void
need_field(struct itk_draft *draft, const struct itk_field *field,
           const struct itk_here *here)
{
    size_t member = 0;

    if (field->list)
        member =
            here && here->list == field->list ? here->member : draft->member;
    if (member == SIZE_MAX)
        return; /* the list itself is what is missing */
    if (!itk_case_value(draft->view.data, field, member)->present)
        itk_facts_add(draft->missing,
                      (struct itk_fact){field, field->list, member});
}

static void
need_list(struct itk_draft *draft, const struct itk_need *rule)
{
    const struct itk_members *members =
        itk_case_members(draft->view.data, rule->list);

    if (!members->known || members->count < rule->least)
        itk_facts_add(draft->missing,
                      (struct itk_fact){NULL, rule->list, SIZE_MAX});
    for (size_t i = 0; i < members->count; i++) {
        const struct itk_here here = {rule->list, i, 0};

        need(draft, rule->kids, rule->kids_count, &here);
    }
}

static void
need_decision(struct itk_draft *draft, const struct itk_decision *decision)
{
    uint64_t possible;

    (void)itk_eval_decision(&draft->view, decision, NULL, &possible,
                            draft->missing);
}

static void
need(struct itk_draft *draft, const struct itk_need *needs, size_t count,
     const struct itk_here *here)
{
    for (size_t i = 0; i < count; i++) {
        const struct itk_need *rule = &needs[i];

        switch (rule->kind) {
        case ITK_NEED_FIELD:
            need_field(draft, rule->field, here);
            break;
        case ITK_NEED_LIST:
            need_list(draft, rule);
            break;
        case ITK_NEED_DECISION:
            need_decision(draft, rule->decision);
            break;
        case ITK_NEED_IF:
            if (itk_draft_holds(draft, rule->when, here))
                need(draft, rule->kids, rule->kids_count, here);
            break;
        }
    }
}

void
itk_draft_needs(struct itk_draft *draft)
{
    if (itk_decisions_governed(draft->decisions) == ITK_GOVERNED_UNKNOWN)
        need_field(draft, draft->view.guide->revisions.contract, NULL);
    if (draft->each && draft->member == SIZE_MAX)
        itk_facts_add(draft->missing,
                      (struct itk_fact){NULL, draft->each, SIZE_MAX});
    need(draft, draft->version->needs, draft->version->needs_count, NULL);
}
