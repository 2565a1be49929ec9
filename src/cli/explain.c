/*
 * Decisions for people: each with its answer, citation and the facts behind it,
 * then the measures and supplementary clauses, the documents, what must not
 * happen, and what to do next.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "cli/cmd.h"
#include "decide/steps.h"

struct view {
    struct itk_buf *out;
    const struct itk_cli *cli;
    const struct itk_work *work;
};

static void
say(const struct view *view, const char *en, const char *ja)
{
    itk_buf_adds(view->out, view->cli->lang == ITK_JA ? ja : en);
}

static void
put(const struct view *view, const char *text)
{
    itk_buf_adds(view->out, text);
}

static void
put_cite(const struct view *view, const char *cite)
{
    put(view, " [");
    put(view, cite);
    put(view, "]");
}

/* Where the value stands: a line of the case, or the register. */
static void
put_origin(const struct view *view, const struct itk_loc *loc)
{
    if (!loc->line && !loc->place)
        return;
    put(view, "  (");
    put(view, loc->file);
    put(view, loc->place ? " " : ":");
    if (loc->place)
        put(view, loc->place->in[view->cli->lang]);
    else
        itk_buf_addu(view->out, (uint64_t)loc->line);
    put(view, ")");
}

static void
put_fact(const struct view *view, const struct itk_fact *fact)
{
    const struct itk_members *members;
    const struct itk_value *value;

    put(view, "    - ");
    itk_cli_fact(view->out, view->cli, fact);
    put(view, ": ");
    if (!fact->field) {
        members = itk_case_members(view->work->data, fact->list);
        itk_buf_addu(view->out, members->count);
        say(view, members->count == 1 ? " entry" : " entries", "件");
    } else {
        value = itk_case_value(view->work->data, fact->field, fact->member);
        itk_cli_value(view->out, view->cli, view->work->guide, fact->field,
                      value);
        put_origin(view, &value->loc);
    }
    put(view, "\n");
}

static const struct itk_answer *
answer_of(const struct itk_work *work, const struct itk_decision *decision)
{
    for (size_t i = 0; i < itk_decisions_count(work->decisions); i++) {
        const struct itk_answer *answer = itk_decisions_at(work->decisions, i);

        if (answer->decision == decision)
            return answer;
    }
    return NULL;
}

static void
put_missing(const struct view *view, const struct itk_answer *answer)
{
    const struct itk_facts *missing =
        itk_decisions_missing(view->work->decisions, answer);

    if (!missing->count) { /* all that matters is known */
        say(view, "  no outcome holds: the rules leave a gap here\n",
            "  どの結論の条件にも当てはまりません（規則に漏れがあります）。\n");
        return;
    }
    say(view, "  not known yet; these would settle it:\n",
        "  まだ決まりません。次の事項が分かれば決まります。\n");
    for (size_t i = 0; i < missing->count; i++) {
        put(view, "    ? ");
        itk_cli_fact(view->out, view->cli, &missing->at[i]);
        put(view, "\n");
    }
}

static void
put_answer(const struct view *view, const struct itk_answer *answer)
{
    const struct itk_outcome *outcome = answer->outcome;

    put(view, "\n");
    put(view, answer->version->label.in[view->cli->lang]);
    put(view, " (");
    put(view, answer->decision->id);
    put(view, ")");
    put_cite(view, outcome ? outcome->cite : answer->version->cite);
    put(view, "\n");
    if (!outcome) {
        put_missing(view, answer);
        return;
    }
    put(view, "  = ");
    put(view, outcome->id);
    put(view, ": ");
    put(view, outcome->say.in[view->cli->lang]);
    if (outcome->reading)
        say(view, " (a reading of an ambiguous text)",
            "（解釈の余地のある文についての読み方）");
    put(view, "\n");
    for (size_t i = 0; i < answer->grounds.decisions_count; i++) {
        const struct itk_answer *other =
            answer_of(view->work, answer->grounds.decisions[i]);

        if (!other || !other->outcome)
            continue;
        put(view, "    - ");
        put(view, other->version->label.in[view->cli->lang]);
        put(view, " = ");
        put(view, other->outcome->id);
        put(view, "\n");
    }
    for (size_t i = 0; i < answer->grounds.facts.count; i++)
        put_fact(view, &answer->grounds.facts.at[i]);
}

static void
put_revision(const struct view *view)
{
    const struct itk_work *work = view->work;
    const struct itk_revision *revision =
        itk_decisions_revision(work->decisions);
    const struct itk_field *contract = work->guide->revisions.contract;
    const struct itk_fact fact = {contract, NULL, 0};

    say(view, "Revision of the guideline", "適用される改正");
    if (revision)
        put_cite(view, revision->cite);
    put(view, "\n");
    if (itk_decisions_governed(work->decisions) == ITK_GOVERNED_UNKNOWN) {
        say(view, "  not known yet; this would settle it:\n    ? ",
            "  まだ決まりません。次の事項が分かれば決まります。\n    ? ");
        itk_cli_fact(view->out, view->cli, &fact);
        say(view, "\n  (answered below under the newest text held)\n",
            "\n  （以下は、収めている最新の本文により答えたもの）\n");
        return;
    }
    put(view, "  = ");
    if (revision)
        itk_date_iso(view->out, revision->date);
    else
        say(view, "none: older than the guideline",
            "なし（ガイドラインの実施前）");
    if (revision && !revision->held)
        say(view, ": its text is not held; nothing is decided under it",
            "（本文を収めていないため、これによる判断はしない）");
    put(view, "\n");
    put_fact(view, &fact);
}

static void
put_selected(const struct view *view, const struct itk_selected *selected)
{
    const struct itk_clause *clause = selected->clause;

    put(view, selected->in ? "  + " : "  - ");
    put(view, clause->id);
    put(view, " ");
    put(view, clause->label.in[view->cli->lang]);
    if (selected->why == ITK_WHY_EXEMPT) {
        put_cite(view, clause->unless_cite);
        put(view, " ");
        put(view, clause->unless_label.in[view->cli->lang]);
    } else {
        put_cite(view, clause->cite);
    }
    if (selected->why == ITK_WHY_UNPROVED ||
        (selected->why == ITK_WHY_UNSETTLED && selected->in))
        say(view, " (kept: not known yet whether it may fall away)",
            "（除いてよいか未定のため、残す）");
    if (selected->why == ITK_WHY_DRAFTER_IN ||
        selected->why == ITK_WHY_DRAFTER_OUT) {
        say(view, " by the drafter: ", " 作成者の判断: ");
        put(view, selected->reason);
    }
    put(view, "\n");
}

/* The clauses of one kind under a heading that counts them; none, no heading.
 */
static void
put_kind(const struct view *view, enum itk_clause_kind kind, const char *en,
         const char *ja)
{
    const struct itk_selection *selection = view->work->selection;
    size_t all = 0, in = 0;

    for (size_t i = 0; i < selection->count; i++) {
        const struct itk_selected *selected = &selection->at[i];

        if (selected->clause->kind != kind || !selected->version)
            continue;
        all++;
        in += selected->in;
    }
    if (!all)
        return;
    put(view, "\n");
    say(view, en, ja);
    itk_buf_addu(view->out, all);
    say(view, ", of which apply ", "のうち、定めるもの ");
    itk_buf_addu(view->out, in);
    put(view, "\n");
    for (size_t i = 0; i < selection->count; i++) {
        if (selection->at[i].clause->kind == kind && selection->at[i].version)
            put_selected(view, &selection->at[i]);
    }
}

static void
put_clauses(const struct view *view)
{
    put_kind(view, ITK_CLAUSE_MEASURE, "Measures: ", "措置: ");
    put_kind(view, ITK_CLAUSE_SUPPLEMENTARY,
             "Supplementary clauses: ", "任意の定め: ");
}

static void
put_documents(const struct view *view)
{
    static const char *const states[ITK_LANGS][3] = {
        {"ready", "waiting", "not made"}, {"作成できる", "待ち", "作成しない"}};
    const itk_plans *plans = view->work->plans;

    if (!plans)
        return;
    say(view, "\nDocuments\n", "\n文書\n");
    for (size_t i = 0; i < itk_plans_count(plans); i++) {
        const struct itk_planned *planned = itk_plans_at(plans, i);

        put(view, "  ");
        put(view, planned->version->label.in[view->cli->lang]);
        if (planned->member != SIZE_MAX) {
            put(view, " [");
            itk_buf_addu(view->out, planned->member + 1);
            put(view, "]");
        }
        put(view, " (");
        put(view, planned->document->id);
        put(view, "): ");
        put(view, states[view->cli->lang][planned->state]);
        put(view, "\n");
    }
}

static void
put_effect(const struct view *view, const struct itk_effect *effect)
{
    if (effect->by) {
        put(view, effect->by->label.in[view->cli->lang]);
        put(view, ": ");
    }
    put(view, effect->label.in[view->cli->lang]);
    put_cite(view, effect->cite);
    put(view, "\n");
}

static void
put_forbidden(const struct view *view)
{
    bool first = true;

    for (size_t i = 0; i < itk_decisions_count(view->work->decisions); i++) {
        const struct itk_outcome *outcome =
            itk_decisions_at(view->work->decisions, i)->outcome;

        for (size_t j = 0; outcome && j < outcome->effects_count; j++) {
            if (outcome->effects[j].kind != ITK_EFFECT_FORBID)
                continue;
            if (first)
                say(view, "\nWhat must not happen until then\n",
                    "\nそれまでしてはならないこと\n");
            first = false;
            put(view, "  * ");
            put_effect(view, &outcome->effects[j]);
        }
    }
}

static void
put_done(const struct view *view, const itk_steps *steps)
{
    for (size_t i = 0; i < itk_steps_count(steps); i++) {
        if (!itk_steps_at(steps, i)->done)
            continue;
        say(view, "  (done) ", "  （済）");
        put_effect(view, itk_steps_at(steps, i)->effect);
    }
}

/* The stage of the first open step, and each that differs from the last. */
static void
put_stage(const struct view *view, const struct itk_stage *stage)
{
    put(view, "  ");
    if (stage)
        put(view, stage->label.in[view->cli->lang]);
    else
        say(view, "at no fixed stage", "段階の定めのないもの");
    put(view, "\n");
}

static void
put_open(const struct view *view, const itk_steps *steps)
{
    const struct itk_stage *stage = NULL;
    uint64_t number = 0;

    for (size_t i = 0; i < itk_steps_count(steps); i++) {
        const struct itk_effect *effect = itk_steps_at(steps, i)->effect;

        if (itk_steps_at(steps, i)->done)
            continue;
        if (effect->stage != stage)
            put_stage(view, effect->stage);
        stage = effect->stage;
        put(view, "  ");
        itk_buf_addu(view->out, ++number);
        put(view, ". ");
        put_effect(view, effect);
    }
    if (!number)
        say(view, "  nothing\n", "  なし\n");
}

static void
put_steps(const struct view *view)
{
    itk_steps *steps = itk_steps_build(view->work->decisions);

    say(view, "\nWhat to do next, in order\n", "\n次に行うこと（順）\n");
    put_done(view, steps);
    put_open(view, steps);
    if (itk_steps_more(steps))
        say(view, "  (more may follow when the open facts above are known)\n",
            "  （上の未定の事項が分かると、行うことが増える場合がある）\n");
    itk_steps_free(steps);
}

void
itk_explain(struct itk_buf *out, const struct itk_cli *cli,
            const struct itk_work *work)
{
    const struct view view = {out, cli, work};

    put(&view, "== ");
    put(&view, itk_case_id(work->data));
    put(&view, " (");
    put(&view, itk_case_file(work->data));
    put(&view, ")\n\n");
    put_revision(&view);
    if (!itk_decisions_count(work->decisions))
        return;
    for (size_t i = 0; i < itk_decisions_count(work->decisions); i++)
        put_answer(&view, itk_decisions_at(work->decisions, i));
    put_clauses(&view);
    put_documents(&view);
    put_forbidden(&view);
    put_steps(&view);
    put(&view, "\n");
}
