/*
 * One case through the stages, from its bytes to its plans.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "app/work.h"

/* Is there a text to decide and select under? */
static bool
has_text(const itk_decisions *decisions)
{
    const struct itk_revision *revision = itk_decisions_revision(decisions);

    return revision && revision->held;
}

/* Outside what the package holds, documents cannot be made: say why. */
static void
check_governed(struct itk_work *work)
{
    const enum itk_governed governed = itk_decisions_governed(work->decisions);
    const struct itk_value *contract =
        itk_case_value(work->data, work->guide->revisions.contract, 0);
    const struct itk_revision *revision =
        itk_decisions_revision(work->decisions);
    const struct itk_revision *kept;
    struct itk_buf date = ITK_BUF_INIT;

    if (governed == ITK_GOVERNED_OLD) {
        kept = itk_revisions_kept_by(&work->guide->revisions, revision,
                                     contract->date);
        itk_date_iso(&date, revision->date);
        itk_findings_add(
            work->found, ITK_SEV_ERROR, contract->loc,
            ITK_MSG_REVISION_NOT_HELD,
            ITK_ARGS(date.data, kept ? kept->cite : revision->cite));
    } else if (governed == ITK_GOVERNED_NONE) {
        itk_findings_add(work->found, ITK_SEV_ERROR, contract->loc,
                         ITK_MSG_REVISION_NONE, ITK_NO_ARGS);
    }
    itk_buf_free(&date);
}

static void
check_refusal(struct itk_work *work)
{
    const struct itk_answer *answer = itk_decisions_refusal(work->decisions);
    const struct itk_outcome *outcome = answer ? answer->outcome : NULL;

    if (outcome)
        itk_findings_add_both(
            work->found, ITK_SEV_ERROR,
            (struct itk_loc){.file = itk_case_file(work->data)},
            ITK_MSG_DECISION_REFUSES,
            ITK_ARGS(outcome->say.in[ITK_EN], outcome->cite),
            ITK_ARGS(outcome->say.in[ITK_JA], outcome->cite));
}

bool
itk_work_import(struct itk_work *work, itk_store *store,
                const struct itk_intake *in, struct itk_error *err)
{
    struct itk_case_head head;

    *work = (struct itk_work){.found = itk_findings_new()};
    if (!itk_intake_head(in, &head, err))
        return false;
    work->guide = itk_store_guide(store, head.guideline, err);
    if (!work->guide && err->id == ITK_MSG_STORE_NO_GUIDE)
        err->fault = ITK_FAULT_CASE; /* it is the case that names it */
    if (!work->guide ||
        !(work->data = itk_intake_load(in, work->guide, work->found, err)))
        return false;
    work->sound = !itk_findings_errors(work->found);
    return true;
}

bool
itk_work_read(struct itk_work *work, itk_store *store,
              const struct itk_intake *in, struct itk_error *err)
{
    if (!itk_work_import(work, store, in, err))
        return false;
    if (work->sound &&
        !itk_store_lend(store, &work->data, work->guide, work->found, err))
        return false;
    itk_decide_constraints(work->data, work->guide, work->found);
    work->sound = !itk_findings_errors(work->found);
    return true;
}

bool
itk_work_decide(struct itk_work *work, itk_store *store,
                const struct itk_intake *in, struct itk_error *err)
{
    if (!itk_work_read(work, store, in, err))
        return false;
    work->decisions = itk_decide(work->data, work->guide);
    if (has_text(work->decisions))
        work->selection = itk_select(work->decisions, work->found);
    work->sound = !itk_findings_errors(work->found);
    check_governed(work);
    check_refusal(work);
    itk_findings_sort(work->found);
    return true;
}

bool
itk_work_load(struct itk_work *work, itk_store *store,
              const struct itk_intake *in, struct itk_error *err)
{
    if (!itk_work_decide(work, store, in, err))
        return false;
    if (itk_findings_errors(work->found))
        return true;
    work->plans = itk_plans_build(work->decisions, work->selection, err);
    return work->plans != NULL;
}

void
itk_work_free(struct itk_work *work)
{
    itk_plans_free(work->plans);
    itk_selection_free(work->selection);
    itk_decisions_free(work->decisions);
    itk_case_free(work->data);
    itk_findings_free(work->found);
    *work = (struct itk_work){0};
}
