/*
 * A question with label, help, citation, what may be answered and why it is
 * asked; and what the answers have settled.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "cli/ask.h"
#include "input/shape.h"

#define MOST_NAMED 3 /* decisions or facts in one line */

struct page {
    struct itk_buf *out;
    enum itk_lang lang;
    const struct itk_cli *cli;
};

static void
put(const struct page *page, const char *text)
{
    itk_buf_adds(page->out, text);
}

static void
say(const struct page *page, const char *en, const char *ja)
{
    put(page, page->lang == ITK_JA ? ja : en);
}

static void
put_id(const struct page *page, const char *id)
{
    put(page, " (");
    put(page, id);
    put(page, ")");
}

static void
put_cite(const struct page *page, const char *cite)
{
    if (!*cite)
        return;
    put(page, " [");
    put(page, cite);
    put(page, "]");
}

static void
put_help(const struct page *page, const struct itk_label *help)
{
    if (!*help->in[page->lang])
        return;
    put(page, "   ");
    put(page, help->in[page->lang]);
    put(page, "\n");
}

/* Between the things of a line; after some of them, how many more there are.
 * False when the rest is not to be named. */
static bool
put_next(const struct page *page, size_t i, size_t count)
{
    if (i < MOST_NAMED) {
        if (i)
            say(page, ", ", "、");
        return true;
    }
    say(page, " and ", "ほか");
    itk_buf_addu(page->out, count - i);
    say(page, " more", "件");
    return false;
}

/* ---- a question ---- */

static void
put_option(const struct page *page, size_t number, const char *id,
           const char *label)
{
    put(page, "   ");
    itk_buf_addu(page->out, number);
    put(page, "  ");
    put(page, id);
    if (strcmp(id, label) != 0) {
        put(page, ": ");
        put(page, label);
    }
    put(page, "\n");
}

static void
put_allowed(const struct page *page, const struct itk_field *field)
{
    if (field->type == ITK_TYPE_CHOICE) {
        for (size_t i = 0; i < field->choices_count; i++)
            put_option(page, i + 1, field->choices[i].id,
                       field->choices[i].label.in[page->lang]);
        return;
    }
    if (field->type == ITK_TYPE_YES_NO) {
        put_option(page, 1, "yes", page->lang == ITK_JA ? "はい" : "yes");
        put_option(page, 2, "no", page->lang == ITK_JA ? "いいえ" : "no");
        return;
    }
    put(page, "   ");
    itk_field_shape(page->out, page->lang, field);
    if (field->type == ITK_TYPE_DATE)
        say(page, ": 2026-04-01, 2026年4月1日, 令和8年4月1日 or R8.4.1",
            "（令和8年4月1日、R8.4.1、2026年4月1日 又は 2026-04-01）");
    put(page, "\n");
}

static void
put_example(const struct page *page, const struct itk_field *field)
{
    if (!*field->example)
        return;
    say(page, "   example: ", "   例 ");
    put(page, field->example);
    put(page, "\n");
}

/* What tells this member from the others, when it is known and not personal. */
static void
put_member(const struct page *page, const itk_case *data, struct itk_fact fact)
{
    const struct itk_field *key =
        fact.list->key ? fact.list->key : fact.list->first;
    const struct itk_value *value = itk_case_value(data, key, fact.member);

    put(page, " [");
    itk_buf_addu(page->out, fact.member + 1);
    if (value->present && !key->personal) {
        put(page, ": ");
        itk_message_safe(page->out, value->text, strlen(value->text));
    }
    put(page, "]");
}

static void
put_field(const struct page *page, const struct itk_work *work,
          const struct itk_question *question)
{
    const struct itk_field *field = question->fact.field;

    put(page, field->label.in[page->lang]);
    if (question->kind == ITK_QUESTION_MEMBER) {
        put(page, " [");
        itk_buf_addu(page->out, question->fact.member + 1);
        put(page, "/");
        itk_buf_addu(page->out, question->members);
        put(page, "]");
    } else if (question->fact.list) {
        put_member(page, work->data, question->fact);
    }
    put_id(page, field->id);
    put_cite(page, field->cite);
    put(page, "\n");
    put_help(page, &field->help);
    put_allowed(page, field);
    put_example(page, field);
}

static void
put_count(const struct page *page, const struct itk_list *list)
{
    put(page, list->label.in[page->lang]);
    put_id(page, list->id);
    put_cite(page, list->cite);
    put(page, "\n");
    put_help(page, &list->help);
    say(page, "   how many there are, 0 (there is none) to ",
        "   件数。0（一つもない）から ");
    itk_buf_addu(page->out, list->max);
    put(page, "\n");
}

static void
put_reason(const struct page *page, const struct itk_question *question)
{
    say(page, "   for: ", "   これにより決まるもの ");
    if (question->revision)
        say(page, "which revision of the guideline applies", "適用される改正");
    for (size_t i = 0; !question->revision && i < question->settles_count;
         i++) {
        if (!put_next(page, i, question->settles_count))
            break;
        put(page, question->settles[i]->version->label.in[page->lang]);
        put_id(page, question->settles[i]->decision->id);
    }
    if (question->documents_count && !question->revision &&
        question->settles_count)
        say(page, "; ", "。文書 ");
    for (size_t i = 0; !question->revision && i < question->documents_count;
         i++) {
        if (!put_next(page, i, question->documents_count))
            break;
        put(page, question->documents[i]->version->label.in[page->lang]);
        put_id(page, question->documents[i]->document->id);
    }
    put(page, "\n");
}

void
itk_ask_question(struct itk_buf *out, const struct itk_cli *cli,
                 const struct itk_work *work,
                 const struct itk_question *question, size_t number)
{
    const struct page page = {out, cli->lang, cli};

    put(&page, "\n");
    itk_buf_addu(out, number);
    put(&page, ". ");
    if (question->kind == ITK_QUESTION_COUNT)
        put_count(&page, question->fact.list);
    else
        put_field(&page, work, question);
    put_reason(&page, question);
}

/* ---- the summary ---- */

static void
put_missing(const struct page *page, const struct itk_facts *missing)
{
    for (size_t i = 0; i < missing->count; i++) {
        if (!i)
            put(page, ": ");
        if (!put_next(page, i, missing->count))
            break;
        itk_cli_fact(page->out, page->cli, &missing->at[i]);
    }
    put(page, "\n");
}

static void
put_answer(const struct page *page, const itk_decisions *decisions,
           const struct itk_answer *answer)
{
    const struct itk_facts *missing = itk_decisions_missing(decisions, answer);
    const struct itk_outcome *outcome = answer->outcome;

    put(page, answer->version->label.in[page->lang]);
    put_id(page, answer->decision->id);
    if (!outcome && !missing->count) {
        say(page, ": no outcome holds: the rules leave a gap here\n",
            ": どの結論の条件にも当てはまりません（規則に漏れがあります）。\n");
        return;
    }
    if (!outcome) {
        say(page, ": not known yet", ": まだ決まらない");
        put_missing(page, missing);
        return;
    }
    put(page, " = ");
    put(page, outcome->id);
    put(page, ": ");
    put(page, outcome->say.in[page->lang]);
    put_cite(page, outcome->cite);
    put(page, "\n");
}

static void
put_revision(const struct page *page, const struct itk_work *work)
{
    const struct itk_revision *revision =
        itk_decisions_revision(work->decisions);

    say(page, "Revision of the guideline", "適用される改正");
    if (itk_decisions_governed(work->decisions) == ITK_GOVERNED_UNKNOWN) {
        say(page, ": not known yet", ": まだ決まらない");
    } else if (revision) {
        put(page, " = ");
        itk_date_iso(page->out, revision->date);
        put_cite(page, revision->cite);
    } else {
        say(page, ": none", ": なし");
    }
    put(page, "\n");
}

static void
put_document(const struct page *page, const struct itk_planned *planned)
{
    put(page, planned->version->label.in[page->lang]);
    if (planned->member != SIZE_MAX) {
        put(page, " [");
        itk_buf_addu(page->out, planned->member + 1);
        put(page, "]");
    }
    put_id(page, planned->document->id);
    switch (planned->state) {
    case ITK_PLAN_READY:
        say(page, ": can be made\n", ": 作成できる\n");
        break;
    case ITK_PLAN_NOT_MADE:
        say(page, ": not made for this case\n", ": 作成しない\n");
        break;
    case ITK_PLAN_WAITING:
        say(page, ": waits", ": 待ち");
        put_missing(page, &planned->missing);
        break;
    }
}

void
itk_ask_summary(struct itk_buf *out, const struct itk_cli *cli,
                const struct itk_work *work, struct itk_strings documents)
{
    const struct page page = {out, cli->lang, cli};
    const size_t plans = work->plans ? itk_plans_count(work->plans) : 0;

    put(&page, "\n");
    put_revision(&page, work);
    for (size_t i = 0; i < itk_decisions_count(work->decisions); i++)
        put_answer(&page, work->decisions,
                   itk_decisions_at(work->decisions, i));
    for (size_t i = 0; i < plans; i++) {
        const struct itk_planned *planned = itk_plans_at(work->plans, i);

        for (size_t j = 0; j < documents.count; j++) {
            if (!strcmp(documents.at[j], planned->document->id)) {
                put_document(&page, planned);
                break;
            }
        }
    }
    put(&page, "\n");
}
