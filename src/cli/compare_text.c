/*
 * A comparison for people: the parts that differ, word by word, then the cases.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "cli/compare.h"
#include "cli/govern.h"

static void
say(struct itk_compare_view *view, const char *en, const char *ja)
{
    itk_buf_adds(&view->out, view->cli->lang == ITK_JA ? ja : en);
}

static void
put(struct itk_compare_view *view, const char *text)
{
    itk_buf_adds(&view->out, text);
}

/* ---- words ---- */

/* Lines as they come together; only those that changed are shown, and before
 * an indented one the line that it belongs to. */
struct lines {
    struct itk_compare_view *view;
    struct itk_buf line, head;
    bool changed;
};

static void
show(struct lines *lines, const struct itk_buf *line)
{
    put(lines->view, "      ");
    itk_buf_add(&lines->view->out, line->data, line->size);
    put(lines->view, "\n");
}

static void
end_line(struct lines *lines)
{
    const bool indented = lines->line.size && lines->line.data[0] == ' ';

    if (lines->changed && indented && lines->head.size)
        show(lines, &lines->head);
    if (lines->changed)
        show(lines, &lines->line);
    if (lines->changed || !indented)
        itk_buf_clear(&lines->head);
    if (!lines->changed && !indented)
        itk_buf_add(&lines->head, lines->line.data, lines->line.size);
    itk_buf_clear(&lines->line);
    lines->changed = false;
}

/* A piece without line feeds; the blanks that indent a line stay outside its
 * marks. */
static void
add_piece(struct lines *lines, enum itk_edit_kind kind, const char *text,
          size_t size)
{
    static const struct itk_label open[] = {
        [ITK_EDIT_SAME] = {{"", ""}},
        [ITK_EDIT_DROP] = {{"[-", "〔削る："}},
        [ITK_EDIT_ADD] = {{"{+", "〔加える："}},
    };
    static const struct itk_label close[] = {
        [ITK_EDIT_SAME] = {{"", ""}},
        [ITK_EDIT_DROP] = {{"-]", "〕"}},
        [ITK_EDIT_ADD] = {{"+}", "〕"}},
    };
    const enum itk_lang lang = lines->view->cli->lang;
    size_t blanks = 0;

    while (!lines->line.size && blanks < size && text[blanks] == ' ')
        blanks++;
    itk_buf_add(&lines->line, text, blanks);
    lines->changed |= kind != ITK_EDIT_SAME;
    if (blanks == size)
        return;
    itk_buf_adds(&lines->line, open[kind].in[lang]);
    itk_buf_add(&lines->line, text + blanks, size - blanks);
    itk_buf_adds(&lines->line, close[kind].in[lang]);
}

static void
add_edit(struct lines *lines, const struct itk_edit *edit)
{
    const char *text = edit->text, *end = edit->text + edit->size;

    while (text < end) {
        const char *feed = memchr(text, '\n', (size_t)(end - text));
        const char *stop = feed ? feed : end;

        add_piece(lines, edit->kind, text, (size_t)(stop - text));
        if (feed)
            end_line(lines);
        text = feed ? feed + 1 : end;
    }
}

void
itk_compare_edits(struct itk_compare_view *view, struct itk_edits edits)
{
    struct lines lines = {view, ITK_BUF_INIT, ITK_BUF_INIT, false};

    for (size_t i = 0; i < edits.count; i++)
        add_edit(&lines, &edits.at[i]);
    if (lines.line.size)
        end_line(&lines);
    itk_buf_free(&lines.line);
    itk_buf_free(&lines.head);
}

static void
put_words(struct itk_compare_view *view, const char *before, const char *after)
{
    struct itk_arena arena = ITK_ARENA_INIT;

    itk_compare_edits(
        view, itk_align(before, strlen(before), after, strlen(after), &arena));
    itk_arena_fini(&arena);
}

void
itk_compare_whole(struct itk_compare_view *view, const char *text)
{
    struct lines lines = {view, ITK_BUF_INIT, ITK_BUF_INIT, true};

    for (const char *at = text; *at; at++) {
        if (*at != '\n') {
            itk_buf_addc(&lines.line, *at);
            continue;
        }
        lines.changed = true;
        end_line(&lines);
    }
    lines.changed = true;
    if (lines.line.size)
        end_line(&lines);
    itk_buf_free(&lines.line);
    itk_buf_free(&lines.head);
}

/* ---- parts ---- */

static bool
has(const struct itk_difference *one, int side)
{
    return one->text[side].in[ITK_EN][0];
}

/* One date when the version is the same, and only what it names differs. */
static void
put_versions(struct itk_compare_view *view, const struct itk_difference *one)
{
    const bool both =
        has(one, ITK_BEFORE) && has(one, ITK_AFTER) &&
        itk_date_compare(one->from[ITK_BEFORE], one->from[ITK_AFTER]) != 0;

    if (has(one, ITK_BEFORE))
        itk_date_iso(&view->out, one->from[ITK_BEFORE]);
    if (both)
        put(view, " → ");
    if (both || !has(one, ITK_BEFORE))
        itk_date_iso(&view->out, one->from[ITK_AFTER]);
}

static void
put_digests(struct itk_compare_view *view, const struct itk_difference *one)
{
    put(view, "      sha256 ");
    for (int side = 0; side < ITK_SIDES; side++) {
        if (side && has(one, ITK_BEFORE) && has(one, ITK_AFTER))
            put(view, " → ");
        itk_buf_add(&view->out, one->text[side].in[ITK_EN],
                    has(one, side) ? 12 : 0);
    }
    put(view, "\n");
}

static void
put_difference(struct itk_compare_view *view, const struct itk_difference *one)
{
    const enum itk_lang lang = view->cli->lang;

    put(view, !has(one, ITK_BEFORE)  ? "  + "
              : !has(one, ITK_AFTER) ? "  - "
                                     : "  ~ ");
    put(view, one->id);
    put(view, " ");
    put(view, one->label.in[lang]);
    if (one->cite[0]) {
        say(view, " (", "（");
        put(view, one->cite);
        say(view, ")", "）");
    }
    put(view, " ");
    put_versions(view, one);
    put(view, "\n");
    if (one->kind == ITK_PART_TEMPLATE)
        put_digests(view, one);
    else if (has(one, ITK_BEFORE) && has(one, ITK_AFTER))
        put_words(view, one->text[ITK_BEFORE].in[lang],
                  one->text[ITK_AFTER].in[lang]);
    else
        itk_compare_whole(view, one->text[has(one, ITK_AFTER)].in[lang]);
}

static void
put_kind(struct itk_compare_view *view, enum itk_part_kind kind)
{
    static const struct itk_label names[] = {
        [ITK_PART_CLAUSE] = {{"Clauses", "条項"}},
        [ITK_PART_DECISION] = {{"Decisions", "判断"}},
        [ITK_PART_VALUE] = {{"Values", "値"}},
        [ITK_PART_DOCUMENT] = {{"Documents", "文書"}},
        [ITK_PART_REQUIREMENTS] = {{"Survey", "調査"}},
        [ITK_PART_TEMPLATE] = {{"Templates", "ひな型"}},
    };
    const itk_comparison *comparison = view->comparison;
    size_t count = 0;

    for (size_t i = 0; i < itk_comparison_count(comparison); i++)
        count += itk_comparison_at(comparison, i)->kind == kind;
    if (!count)
        return;
    put(view, "\n");
    put(view, names[kind].in[view->cli->lang]);
    put(view, ": ");
    itk_buf_addu(&view->out, count);
    put(view, "\n");
    for (size_t i = 0; i < itk_comparison_count(comparison); i++) {
        if (itk_comparison_at(comparison, i)->kind == kind)
            put_difference(view, itk_comparison_at(comparison, i));
    }
}

static void
put_side(struct itk_compare_view *view, int side)
{
    const struct itk_revision *revision =
        itk_comparison_revision(view->comparison, side);

    put(view, side == ITK_BEFORE ? "[-] " : "[+] ");
    itk_govern_name(&view->out, revision);
    put(view, ": ");
    itk_govern_rule(&view->out, view->cli->lang, revision);
    put(view, "\n");
    if (itk_date_compare(view->asked[side], revision->date) == 0)
        return;
    say(view, "    in force on ", "    ");
    itk_date_iso(&view->out, view->asked[side]);
    say(view, ", which is no revision's date\n",
        "に実施されているもの（その日は改正の日ではありません）\n");
}

void
itk_compare_text(struct itk_compare_view *view)
{
    put_side(view, ITK_BEFORE);
    put_side(view, ITK_AFTER);
    if (itk_comparison_revision(view->comparison, ITK_BEFORE) ==
        itk_comparison_revision(view->comparison, ITK_AFTER))
        say(view, "\nThis is the same revision.\n", "\n同じ改正です。\n");
    else if (!itk_comparison_count(view->comparison))
        say(view, "\nNothing differs.\n", "\n違いはありません。\n");
    for (enum itk_part_kind kind = ITK_PART_CLAUSE; kind < ITK_PART_KINDS;
         kind++)
        put_kind(view, kind);
}

/* ---- a case ---- */

static void
put_outcome(struct itk_compare_view *view, const struct itk_answer *answer)
{
    if (!answer)
        say(view, "not asked", "対象外");
    else if (!answer->outcome)
        say(view, "not known yet", "未定");
    else
        put(view, answer->outcome->id);
}

static void
put_decisions(struct itk_compare_view *view, const struct itk_touched *touched)
{
    if (touched->changed_count)
        say(view, "  Decisions\n", "  判断\n");
    for (size_t i = 0; i < touched->changed_count; i++) {
        const struct itk_touched_decision *one = &touched->changed[i];

        put(view, "    ~ ");
        put(view, one->decision->id);
        put(view, ": ");
        put_outcome(view, one->answer[ITK_BEFORE]);
        if (one->other_text) {
            say(view, ", worded otherwise", "（文が異なる）");
        } else {
            put(view, " → ");
            put_outcome(view, one->answer[ITK_AFTER]);
        }
        put(view, "\n");
    }
}

static void
put_clauses(struct itk_compare_view *view, const struct itk_touched *touched)
{
    if (touched->clauses_count)
        say(view, "  Clauses\n", "  条項\n");
    for (size_t i = 0; i < touched->clauses_count; i++) {
        const struct itk_touched_clause *one = &touched->clauses[i];

        put(view, !one->in[ITK_BEFORE]  ? "    + "
                  : !one->in[ITK_AFTER] ? "    - "
                                        : "    ~ ");
        put(view, one->clause->id);
        put(view, " ");
        put(view, one->clause->label.in[view->cli->lang]);
        put(view, "\n");
    }
}

static void
put_state(struct itk_compare_view *view, const struct itk_planned *planned)
{
    static const struct itk_label states[] = {
        [ITK_PLAN_READY] = {{"ready", "作成できる"}},
        [ITK_PLAN_WAITING] = {{"waiting", "待ち"}},
        [ITK_PLAN_NOT_MADE] = {{"not made", "作成しない"}},
    };

    put(view, planned ? states[planned->state].in[view->cli->lang]
              : view->cli->lang == ITK_JA ? "なし"
                                          : "none");
}

static void
put_why(struct itk_compare_view *view, const struct itk_touched_document *one)
{
    static const struct {
        unsigned bit;
        struct itk_label label;
    } whys[] = {
        {ITK_TOUCHED_NEEDS, {{"waits for other facts", "待つ事項"}}},
        {ITK_TOUCHED_CLAUSES, {{"clauses", "条項"}}},
        {ITK_TOUCHED_DOCUMENT, {{"its definition", "文書の定め"}}},
        {ITK_TOUCHED_TEMPLATE, {{"template", "ひな型"}}},
        {ITK_TOUCHED_WORDS, {{"what it prints", "印字する文"}}},
    };
    const char *comma = "";

    if (one->why & ITK_TOUCHED_STATE) {
        put_state(view, one->planned[ITK_BEFORE]);
        put(view, " → ");
        put_state(view, one->planned[ITK_AFTER]);
        comma = view->cli->lang == ITK_JA ? "、" : ", ";
    }
    for (size_t i = 0; i < ITK_COUNT(whys); i++) {
        if (!(one->why & whys[i].bit))
            continue;
        put(view, comma);
        put(view, whys[i].label.in[view->cli->lang]);
        comma = view->cli->lang == ITK_JA ? "、" : ", ";
    }
}

static void
put_documents(struct itk_compare_view *view, const struct itk_touched *touched)
{
    if (touched->documents_count)
        say(view, "  Documents\n", "  文書\n");
    for (size_t i = 0; i < touched->documents_count; i++) {
        const struct itk_touched_document *one = &touched->documents[i];
        const struct itk_planned *planned = one->planned[ITK_AFTER]
                                                ? one->planned[ITK_AFTER]
                                                : one->planned[ITK_BEFORE];

        put(view, "    ~ ");
        put(view, one->document->id);
        if (one->member != SIZE_MAX) {
            put(view, " [");
            itk_buf_addu(&view->out, one->member + 1);
            put(view, "]");
        }
        put(view, " ");
        put(view, planned->version->label.in[view->cli->lang]);
        put(view, ": ");
        put_why(view, one);
        put(view, "\n");
    }
}

/* Why a side has no plans. */
static void
put_faults(struct itk_compare_view *view, const struct itk_touched *touched)
{
    for (int side = 0; side < ITK_SIDES; side++) {
        const itk_findings *found = touched->found[side];

        if (touched->plans[side])
            continue;
        put(view, "  ! ");
        itk_date_iso(&view->out,
                     itk_comparison_revision(view->comparison, side)->date);
        say(view, ": no document can be made under this text\n",
            ": この本文によれば、文書を作成できません\n");
        for (size_t i = 0; i < itk_findings_count(found); i++) {
            put(view, "    ");
            put(view, itk_findings_at(found, i)->text[view->cli->lang]);
            put(view, "\n");
        }
    }
}

void
itk_compare_case_text(struct itk_compare_view *view, const itk_case *data,
                      const struct itk_touched *touched)
{
    const struct itk_guide *guide = itk_comparison_guide(view->comparison);

    put(view, "\n== ");
    put(view, itk_case_id(data));
    put(view, " (");
    put(view, itk_case_file(data));
    put(view, ")\n");
    itk_govern_why(&view->out, view->cli->lang, guide,
                   itk_case_dates(guide, data));
    put_faults(view, touched);
    if (!touched->changed_count && !touched->clauses_count &&
        !touched->documents_count) {
        say(view, "  not touched: the same under both texts\n",
            "  影響なし: どちらの本文によっても同じです\n");
        return;
    }
    say(view, "  touched: under the second text these differ\n",
        "  影響あり: 後の本文によれば、次のものが変わります\n");
    put_decisions(view, touched);
    put_clauses(view, touched);
    put_documents(view, touched);
}
