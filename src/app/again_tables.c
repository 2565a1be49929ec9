/*
 * The tables of the report: documents, decisions, what was left and why.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/again_told.h"
#include "text/wareki.h"

/* ---- words ---- */

const char *
itk_again_say(const struct itk_again_words *w, const char *en, const char *ja)
{
    return w->lang == ITK_JA ? ja : en;
}

json_t *
itk_again_taken(struct itk_buf *text)
{
    json_t *json = json_stringn(text->data, text->size);

    itk_buf_free(text);
    return json;
}

json_t *
itk_again_named(const struct itk_again_words *w,
                const struct itk_again_names *names)
{
    struct itk_buf out = ITK_BUF_INIT;
    const size_t shown =
        names->count > ITK_AGAIN_MAX_NAMED ? ITK_AGAIN_MAX_NAMED : names->count;

    itk_buf_addu(&out, names->count);
    itk_buf_adds(
        &out,
        itk_again_say(w, names->count == 1 ? " case: " : " cases: ", "件　"));
    for (size_t i = 0; i < shown; i++) {
        itk_buf_adds(&out, i ? itk_again_say(w, ", ", "、") : "");
        itk_buf_adds(&out, names->at[i]);
    }
    if (shown < names->count) {
        itk_buf_adds(&out, itk_again_say(w, " and ", "　ほか"));
        itk_buf_addu(&out, names->count - shown);
        itk_buf_adds(&out, itk_again_say(w, " others", "件"));
    }
    return itk_again_taken(&out);
}

/* ---- reasons ---- */

static void
put_date(const struct itk_again_words *w, struct itk_buf *out, const char *text)
{
    struct itk_date date;

    if (w->lang != ITK_JA ||
        itk_date_parse(text, strlen(text), &date) != ITK_DATE_OK ||
        !itk_wareki(out, date))
        itk_buf_adds(out, text);
}

/* The values that differ between the revisions of the document. */
static void
put_values(const struct itk_again_words *w, const struct itk_again_list *group,
           struct itk_buf *out)
{
    const json_t *revision = json_object_get(group->object, "revision");
    const char *before = itk_again_text(revision, "before");
    const char *after = itk_again_text(revision, "after");
    struct itk_date dates[ITK_SIDES];
    bool first = true;

    if (itk_date_parse(before, strlen(before), &dates[0]) != ITK_DATE_OK ||
        itk_date_parse(after, strlen(after), &dates[1]) != ITK_DATE_OK)
        return;
    for (size_t i = 0; i < group->guide->values_count; i++) {
        const struct itk_guide_value *value = &group->guide->values[i];
        const char *was = itk_guide_value_at(group->guide, value->id, dates[0]);
        const char *is = itk_guide_value_at(group->guide, value->id, dates[1]);

        if (!was || !is || strcmp(was, is) == 0)
            continue;
        itk_buf_adds(out, first ? itk_again_say(w, " (", "（")
                                : itk_again_say(w, ", ", "、"));
        itk_buf_adds(out, was);
        itk_buf_adds(out, "→");
        itk_buf_adds(out, is);
        first = false;
    }
    itk_buf_adds(out, first ? "" : itk_again_say(w, ")", "）"));
}

/* How many clauses were added, changed, dropped. */
static void
put_clauses(const struct itk_again_words *w, const struct itk_again_list *group,
            struct itk_buf *out)
{
    static const struct itk_label words[] = {
        {{"new ", "新設"}}, {{"changed ", "変更"}}, {{"dropped ", "削除"}}};
    const json_t *clauses = json_object_get(group->object, "clauses");
    size_t counts[ITK_COUNT(words)] = {0};
    bool first = true;

    for (size_t i = 0; i < json_array_size(clauses); i++) {
        const json_t *clause = json_array_get(clauses, i);

        counts[!*itk_again_text(clause, "before")  ? 0
               : !*itk_again_text(clause, "after") ? 2
                                                   : 1]++;
    }
    for (size_t i = 0; i < ITK_COUNT(words); i++) {
        if (!counts[i])
            continue;
        itk_buf_adds(out, first ? itk_again_say(w, " (", "（")
                                : itk_again_say(w, ", ", "、"));
        itk_buf_adds(out, words[i].in[w->lang]);
        itk_buf_addu(out, counts[i]);
        first = false;
    }
    itk_buf_adds(out, first ? "" : itk_again_say(w, ")", "）"));
}

static void
put_revision(const struct itk_again_words *w,
             const struct itk_again_list *group, struct itk_buf *out)
{
    const json_t *revision = json_object_get(group->object, "revision");

    itk_buf_adds(out, itk_again_say(w, " (", "（"));
    put_date(w, out, itk_again_text(revision, "before"));
    itk_buf_adds(out, "→");
    put_date(w, out, itk_again_text(revision, "after"));
    itk_buf_adds(out, itk_again_say(w, ")", "）"));
}

static json_t *
reason_json(const struct itk_again_words *w, const struct itk_again_list *group)
{
    static const struct {
        const char *name;
        struct itk_label text;
        void (*more)(const struct itk_again_words *w,
                     const struct itk_again_list *group, struct itk_buf *out);
    } all[] = {
        {"data", {{"the data of the case", "案件の内容"}}, NULL},
        {"revision",
         {{"the revision that governs", "適用する規定"}},
         put_revision},
        {"clauses", {{"clauses", "条項"}}, put_clauses},
        {"template", {{"the template", "ひな型"}}, NULL},
        {"document", {{"what is said of the document", "文書の定め"}}, NULL},
        {"values", {{"values", "値"}}, put_values},
        {"rules", {{"decisions", "判断"}}, NULL},
        {"requirements", {{"what a survey goes through", "調査の対象"}}, NULL},
        {"program", {{"the version of itaku", "itaku の版"}}, NULL},
        {"unknown", {{"not known", "不明"}}, NULL},
    };
    const json_t *why = json_object_get(group->object, "why");
    const json_t *prints = json_object_get(group->object, "prints-otherwise");
    struct itk_buf out = ITK_BUF_INIT;

    for (size_t i = 0; i < json_array_size(why); i++) {
        const char *name = json_string_value(json_array_get(why, i));

        for (size_t k = 0; name && k < ITK_COUNT(all); k++) {
            if (strcmp(all[k].name, name) != 0)
                continue;
            itk_buf_adds(&out, out.size ? itk_again_say(w, ", ", "、") : "");
            itk_buf_adds(&out, all[k].text.in[w->lang]);
            if (all[k].more)
                all[k].more(w, group, &out);
        }
    }
    if (json_is_false(prints))
        itk_buf_adds(&out, itk_again_say(w, ". The pages stay the same.",
                                         "。紙面は変わらない。"));
    return itk_again_taken(&out);
}

/* ---- tables ---- */

static json_t *
table_json(const char *caption, const char *a, const char *b, const char *c,
           const char *d)
{
    return json_pack("{s:s, s:{s:s, s:s, s:s, s:s}, s:[]}", "caption", caption,
                     "head", "a", a, "b", b, "c", c, "d", d, "lines");
}

/* Takes all four over. */
static void
add_line(json_t *table, json_t *a, json_t *b, json_t *c, json_t *d)
{
    json_array_append_new(
        json_object_get(table, "lines"),
        json_pack("{s:o, s:o, s:o, s:o}", "a", a, "b", b, "c", c, "d", d));
}

/* Only one that has lines. */
static void
add_table(json_t *tables, json_t *table)
{
    if (json_array_size(json_object_get(table, "lines")))
        json_array_append(tables, table);
    json_decref(table);
}

static const char *
kind_of(const struct itk_again_words *w, const json_t *document)
{
    static const struct {
        const char *state, *result;
        struct itk_label text;
    } all[] = {
        {"changed", "aside", {{"beside an edited one", "別名で作成"}}},
        {"changed", NULL, {{"made again", "作り直し"}}},
        {"added", "aside", {{"beside an edited one", "別名で作成"}}},
        {"added", NULL, {{"made newly", "新たに作成"}}},
        {"obsolete", "left", {{"edited, no longer made", "編集あり、不要"}}},
        {"obsolete", NULL, {{"no longer made", "不要（旧版へ移動）"}}},
        {"edited", NULL, {{"edited before", "編集あり"}}},
        {"waiting", NULL, {{"waits for facts", "事項の不足により待ち"}}},
        {"not-made", NULL, {{"not made so far", "作成していない"}}},
    };

    for (size_t i = 0; i < ITK_COUNT(all); i++) {
        if (strcmp(all[i].state, itk_again_text(document, "state")) == 0 &&
            (!all[i].result ||
             strcmp(all[i].result, itk_again_text(document, "result")) == 0))
            return all[i].text.in[w->lang];
    }
    return "";
}

static void
add_documents(const struct itk_again_words *w, json_t *tables)
{
    json_t *table = table_json(itk_again_say(w, "Documents", "文書"),
                               itk_again_say(w, "What became of it", "区分"),
                               itk_again_say(w, "Document", "文書"),
                               itk_again_say(w, "Why", "変わった理由"),
                               itk_again_say(w, "Cases", "案件"));

    for (size_t i = 0; i < w->report->groups.count; i++) {
        const struct itk_again_list *group = &w->report->groups.at[i];
        struct itk_buf name = ITK_BUF_INIT;

        itk_buf_adds(&name,
                     itk_again_text(json_object_get(group->object, "label"),
                                    itk_again_say(w, "en", "ja")));
        itk_buf_adds(&name, itk_again_say(w, " (", "　"));
        itk_buf_addu(&name, group->documents);
        itk_buf_adds(&name, itk_again_say(w, ")", "通"));
        add_line(table, json_string(kind_of(w, group->object)),
                 itk_again_taken(&name), reason_json(w, group),
                 itk_again_named(w, &group->cases));
    }
    add_table(tables, table);
}

/* What an outcome says; its id when the package has it no more. */
static json_t *
outcome_json(const struct itk_again_words *w, const struct itk_guide *guide,
             const json_t *change, const char *side)
{
    const struct itk_decision *decision =
        itk_guide_decision(guide, itk_again_text(change, "id"));
    const char *id = itk_again_text(change, side);

    for (size_t v = 0; decision && v < decision->versions_count; v++) {
        const struct itk_decision_version *version =
            &decision->versions[strcmp(side, "before") == 0
                                    ? v
                                    : decision->versions_count - 1 - v];

        for (size_t i = 0; i < version->outcomes_count; i++) {
            if (strcmp(version->outcomes[i].id, id) == 0)
                return json_string(version->outcomes[i].say.in[w->lang]);
        }
    }
    return json_string(*id ? id
                           : itk_again_say(w, "(not settled)", "（未定）"));
}

static void
add_decisions(const struct itk_again_words *w, json_t *tables)
{
    json_t *table = table_json(
        itk_again_say(w, "Decisions that changed", "変わった判断"),
        itk_again_say(w, "Decision", "判断"),
        itk_again_say(w, "Before", "変更前"),
        itk_again_say(w, "After", "変更後"), itk_again_say(w, "Cases", "案件"));

    for (size_t i = 0; i < w->report->decisions.count; i++) {
        const struct itk_again_list *one = &w->report->decisions.at[i];
        const char *id = itk_again_text(one->object, "id");
        const struct itk_decision *decision =
            itk_guide_decision(one->guide, id);
        const char *label =
            decision ? decision->versions[decision->versions_count - 1]
                           .label.in[w->lang]
                     : id;

        add_line(table, json_string(label),
                 outcome_json(w, one->guide, one->object, "before"),
                 outcome_json(w, one->guide, one->object, "after"),
                 itk_again_named(w, &one->cases));
    }
    add_table(tables, table);
}

static void
add_kept(const struct itk_again_words *w, json_t *tables)
{
    json_t *table = table_json(
        itk_again_say(w, "Left as they are by a transitional provision",
                      "経過措置により従前の例によるもの"),
        itk_again_say(w, "Provision", "根拠"),
        itk_again_say(w, "Text that governs", "適用する規定"),
        itk_again_say(w, "What follows", "取扱い"),
        itk_again_say(w, "Cases", "案件"));

    for (size_t i = 0; i < w->report->kept.count; i++) {
        const struct itk_again_list *one = &w->report->kept.at[i];
        const json_t *by = json_object_get(one->object, "by");
        const json_t *revision = json_object_get(one->object, "revision");
        struct itk_buf date = ITK_BUF_INIT;

        put_date(w, &date, itk_again_text(revision, "date"));
        add_line(
            table, json_string(itk_again_text(by, "cite")),
            itk_again_taken(&date),
            json_string(itk_again_say(w, "Their documents were not touched.",
                                      "文書を変更していない。")),
            itk_again_named(w, &one->cases));
    }
    add_table(tables, table);
}

static void
add_edited(const struct itk_again_words *w, json_t *tables)
{
    json_t *table = table_json(itk_again_say(w, "Edited by somebody, and left",
                                             "編集されているため残したもの"),
                               itk_again_say(w, "Number", "番号"),
                               itk_again_say(w, "File", "ファイル"),
                               itk_again_say(w, "The new one", "新しい文書"),
                               itk_again_say(w, "What to do", "必要な対応"));

    for (size_t i = 0; i < w->report->edited_count; i++) {
        const struct itk_again_edited *one = &w->report->edited[i];
        struct itk_buf number = ITK_BUF_INIT;

        itk_buf_addu(&number, i + 1);
        add_line(
            table, itk_again_taken(&number), json_string(one->file),
            json_string(*one->aside ? one->aside
                                    : itk_again_say(w, "(none)", "（なし）")),
            json_string(
                *one->aside
                    ? itk_again_say(w, "Take the edits over into the new one.",
                                    "編集した内容を新しい文書に反映すること。")
                    : itk_again_say(w, "See whether it is still needed.",
                                    "なお必要かを確認すること。")));
    }
    add_table(tables, table);
}

static void
add_left(const struct itk_again_words *w, json_t *tables)
{
    static const struct {
        const char *key;
        struct itk_label what, why, next;
    } all[] = {
        {"not-given",
         {{"Not given", "入力にない案件"}},
         {{"The folder has documents of them; no data were given.",
           "文書があるが、案件のデータの指定がない。"}},
         {{"Run again with their data.",
           "データを指定して、もう一度実行すること。"}}},
        {"new",
         {{"New", "新しい案件"}},
         {{"The folder has no document of them.", "文書がまだない。"}},
         {{"itaku generate makes them.", "itaku generate で作成すること。"}}},
        {"faulty",
         {{"With a fault", "誤りのある案件"}},
         {{"Their data are not in order.", "案件のデータに誤りがある。"}},
         {{"Correct them, and run again.", "直して、もう一度実行すること。"}}},
        {"foreign",
         {{"Of another guideline", "別のガイドラインの案件"}},
         {{"Their documents were made under another guideline.",
           "文書が別のガイドラインにより作成されている。"}},
         {{"See which cases are meant.", "指定した案件を確かめること。"}}},
    };
    json_t *table = table_json(
        itk_again_say(w, "Cases that were left", "対象外とした案件"),
        itk_again_say(w, "Which", "区分"), itk_again_say(w, "Why", "理由"),
        itk_again_say(w, "What to do", "必要な対応"),
        itk_again_say(w, "Cases", "案件"));

    for (size_t i = 0; i < ITK_COUNT(all); i++) {
        for (size_t k = 0; k < w->report->left.count; k++) {
            const struct itk_again_list *one = &w->report->left.at[k];

            if (strcmp(one->key, all[i].key) == 0)
                add_line(table, json_string(all[i].what.in[w->lang]),
                         json_string(all[i].why.in[w->lang]),
                         json_string(all[i].next.in[w->lang]),
                         itk_again_named(w, &one->cases));
        }
    }
    add_table(tables, table);
}

void
itk_again_tables(const struct itk_again_words *w, json_t *tables)
{
    add_documents(w, tables);
    add_decisions(w, tables);
    add_kept(w, tables);
    add_edited(w, tables);
    add_left(w, tables);
}
