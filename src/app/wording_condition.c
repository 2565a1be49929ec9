/*
 * Conditions and decisions as text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <inttypes.h>
#include <stdio.h>

#include "app/wording.h"

/* {1}, {2}: names; {n}: limits; {+}: the kids. A switch, so that the compiler
 * asks for the words of a new kind. */
static struct itk_label
phrase_of(enum itk_condition_kind kind)
{
    switch (kind) {
    case ITK_COND_ALL:
        return (struct itk_label){{"all of ({+})", "次の全て（{+}）"}};
    case ITK_COND_ANY:
        return (struct itk_label){{"any of ({+})", "次のいずれか（{+}）"}};
    case ITK_COND_NOT:
        return (struct itk_label){{"not ({+})", "次の場合以外（{+}）"}};
    case ITK_COND_YES:
        return (struct itk_label){{"'{1}' is yes", "「{1}」が「はい」"}};
    case ITK_COND_NO:
        return (struct itk_label){{"'{1}' is no", "「{1}」が「いいえ」"}};
    case ITK_COND_IS:
        return (struct itk_label){{"'{1}' is {2}", "「{1}」が{2}"}};
    case ITK_COND_PRESENT:
        return (struct itk_label){{"'{1}' is given", "「{1}」の記載あり"}};
    case ITK_COND_BEFORE:
        return (struct itk_label){
            {"'{1}' is before {2}", "「{1}」が{2}より前"}};
    case ITK_COND_AFTER:
        return (struct itk_label){{"'{1}' is after {2}", "「{1}」が{2}より後"}};
    case ITK_COND_NUMBER:
        return (struct itk_label){{"'{1}' is {n}", "「{1}」が{n}"}};
    case ITK_COND_FISCAL:
        return (struct itk_label){{"the fiscal years from '{1}' to {2} are {n}",
                                   "「{1}」から{2}までの年度の数が{n}"}};
    case ITK_COND_SOME:
        return (struct itk_label){
            {"some of '{1}' ({+})", "「{1}」のいずれか（{+}）"}};
    case ITK_COND_EVERY:
        return (struct itk_label){
            {"every one of '{1}' ({+})", "「{1}」の全て（{+}）"}};
    case ITK_COND_SAME:
        return (struct itk_label){
            {"'{1}' is the same as {2}", "「{1}」が{2}と同じ"}};
    case ITK_COND_DECISION:
        return (struct itk_label){{"the decision {1} is {2}", "判断{1}が{2}"}};
    case ITK_COND_CLAUSE:
        return (struct itk_label){
            {"the clause {1} is in", "条項{1}を定める場合"}};
    }
    return (struct itk_label){{"", ""}};
}

static void
put(const struct itk_wording *w, const char *text)
{
    itk_buf_adds(w->out, text);
}

static void
put_number(const struct itk_wording *w, int64_t number)
{
    char text[32];

    (void)snprintf(text, sizeof(text), "%" PRId64, number);
    put(w, text);
}

static void
put_limits(const struct itk_wording *w, const struct itk_condition *condition)
{
    const bool least = condition->least != INT64_MIN;
    const bool most = condition->most != INT64_MAX;

    if (least) {
        put(w, w->lang == ITK_JA ? "" : "at least ");
        put_number(w, condition->least);
        put(w, w->lang == ITK_JA ? "以上" : "");
    }
    if (least && most)
        put(w, w->lang == ITK_JA ? "、" : ", ");
    if (most) {
        put(w, w->lang == ITK_JA ? "" : "at most ");
        put_number(w, condition->most);
        put(w, w->lang == ITK_JA ? "以下" : "");
    }
}

static void
put_one_of(const struct itk_wording *w, bool *first, const char *name)
{
    if (!*first)
        put(w, w->lang == ITK_JA ? "又は" : " or ");
    *first = false;
    put(w, w->lang == ITK_JA ? "「" : "");
    put(w, name);
    put(w, w->lang == ITK_JA ? "」" : "");
}

/* What {2} stands for. */
static void
put_other(const struct itk_wording *w, const struct itk_condition *condition)
{
    bool first = true;

    if (condition->kind == ITK_COND_IS) {
        for (size_t i = 0; i < condition->field->choices_count; i++) {
            if (condition->values >> i & 1)
                put_one_of(w, &first,
                           condition->field->choices[i].label.in[w->lang]);
        }
    } else if (condition->kind == ITK_COND_DECISION) {
        for (size_t i = 0; i < condition->decision->outcome_ids_count; i++) {
            if (condition->values >> i & 1)
                put_one_of(w, &first, condition->decision->outcome_ids[i]);
        }
    } else if (condition->date.year) {
        itk_date_iso(w->out, condition->date);
    } else if (condition->other) {
        put(w, w->lang == ITK_JA ? "「" : "'");
        put(w, condition->other->label.in[w->lang]);
        put(w, w->lang == ITK_JA ? "」" : "'");
    }
}

/* What {1} stands for. */
static void
put_name(const struct itk_wording *w, const struct itk_condition *condition)
{
    if (condition->kind == ITK_COND_DECISION)
        put(w, condition->decision->id);
    else if (condition->kind == ITK_COND_CLAUSE)
        put(w, condition->clause->id);
    else if (condition->field)
        put(w, condition->field->label.in[w->lang]);
    else if (condition->list)
        put(w, condition->list->label.in[w->lang]);
}

/* Recursion ends with the tree, ITK_CONDITION_MAX_DEPTH deep. */
static void
put_kids(const struct itk_wording *w, const struct itk_condition *condition)
{
    for (size_t i = 0; i < condition->kids_count; i++) {
        if (i)
            put(w, w->lang == ITK_JA ? "；" : "; ");
        itk_wording_condition(w, &condition->kids[i]);
    }
    if (condition->kids_count)
        return;
    if (condition->kind == ITK_COND_ALL)
        put(w, w->lang == ITK_JA ? "条件なし" : "no condition");
    else
        put(w, w->lang == ITK_JA ? "あり" : "there is one");
}

void
itk_wording_condition(const struct itk_wording *w,
                      const struct itk_condition *condition)
{
    const struct itk_label phrase = phrase_of(condition->kind);

    for (const char *at = phrase.in [w->lang]; *at; at++) {
        if (*at != '{') {
            itk_buf_addc(w->out, *at);
            continue;
        }
        switch (at[1]) {
        case '1':
            put_name(w, condition);
            break;
        case '2':
            put_other(w, condition);
            break;
        case 'n':
            put_limits(w, condition);
            break;
        default:
            put_kids(w, condition);
        }
        at += 2;
    }
}

/* ---- decisions ---- */

static void
put_cite(const struct itk_wording *w, const char *cite)
{
    put(w, w->lang == ITK_JA ? "（" : " (");
    put(w, cite);
    put(w, w->lang == ITK_JA ? "）" : ")");
}

static void
put_effect(const struct itk_wording *w, const struct itk_effect *effect)
{
    if (effect->kind == ITK_EFFECT_FORBID) {
        put(w, w->lang == ITK_JA ? "  してはならないこと: " : "  forbidden: ");
    } else {
        put(w, w->lang == ITK_JA ? "  行うこと: " : "  to do: ");
        put(w, effect->by->label.in[w->lang]);
        if (effect->stage) {
            put(w, ", ");
            put(w, effect->stage->label.in[w->lang]);
        }
        put(w, ": ");
    }
    put(w, effect->label.in[w->lang]);
    put_cite(w, effect->cite);
    if (effect->done) {
        put(w, w->lang == ITK_JA ? " 済: " : " done: ");
        itk_wording_condition(w, effect->done);
    }
    put(w, "\n");
}

static void
put_outcome(const struct itk_wording *w, const struct itk_outcome *outcome)
{
    put(w, outcome->id);
    put_cite(w, outcome->cite);
    if (outcome->reading)
        put(w, w->lang == ITK_JA ? "［読み方］" : " [a reading]");
    if (outcome->refuse)
        put(w, w->lang == ITK_JA ? "［文書を作成しない］" : " [no documents]");
    put(w, ": ");
    if (outcome->when)
        itk_wording_condition(w, outcome->when);
    else
        put(w, w->lang == ITK_JA ? "その他" : "otherwise");
    put(w, "\n  ");
    put(w, outcome->say.in[w->lang]);
    put(w, "\n");
    for (size_t i = 0; i < outcome->effects_count; i++)
        put_effect(w, &outcome->effects[i]);
}

void
itk_wording_decision(const struct itk_wording *w,
                     const struct itk_decision *decision,
                     const struct itk_decision_version *version)
{
    put(w, version->label.in[w->lang]);
    put(w, " (");
    put(w, decision->id);
    put(w, ")");
    put_cite(w, version->cite);
    put(w, "\n");
    for (size_t i = 0; i < version->outcomes_count; i++)
        put_outcome(w, &version->outcomes[i]);
}
