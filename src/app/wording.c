/*
 * Clauses and documents as text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "app/wording.h"
#include "text/utf8.h"

static void
put(const struct itk_wording *w, const char *text)
{
    itk_buf_adds(w->out, text);
}

static void
put_when(const struct itk_wording *w, const struct itk_condition *when)
{
    if (!when)
        return;
    put(w, w->lang == ITK_JA ? "［" : "[if ");
    itk_wording_condition(w, when);
    put(w, w->lang == ITK_JA ? "のとき］" : "] ");
}

/* ---- text ---- */

/* The paragraph or item of a reference, as documents of that language have it.
 */
static void
put_part(const struct itk_wording *w, unsigned number, const char *ja)
{
    const bool japanese = w->guide->lang == ITK_JA;

    if (!number)
        return;
    put(w, japanese ? "第" : "(");
    itk_buf_addu(w->out, number);
    put(w, japanese ? ja : ")");
}

static void
put_ref(const struct itk_wording *w, const struct itk_inline *piece)
{
    const struct itk_clause_version *version =
        itk_clause_at(piece->clause, w->date);

    put(w, "<");
    put(w, version ? version->title : piece->clause->id);
    put(w, ">");
    put_part(w, piece->paragraph, "項");
    put_part(w, piece->item, "号");
}

static void
put_name(const struct itk_wording *w, struct itk_label label)
{
    put(w, "{");
    put(w, label.in[w->lang]);
    put(w, "}");
}

/* A conditional or repeated piece, in brackets. */
static void
put_inner(const struct itk_wording *w, const struct itk_inline *piece)
{
    put(w, w->lang == ITK_JA ? "［" : "[");
    if (piece->list)
        put_name(w, piece->list->label);
    if (piece->when) {
        put(w, !piece->list ? "" : w->lang == ITK_JA ? "・" : ", ");
        itk_wording_condition(w, piece->when);
    }
    put(w, w->lang == ITK_JA ? "：" : ": ");
    itk_wording_inlines(w,
                        (struct itk_inlines){piece->kids, piece->kids_count});
    if (piece->list)
        put(w, piece->text ? piece->text : "");
    put(w, w->lang == ITK_JA ? "］" : "]");
}

static void
put_piece(const struct itk_wording *w, const struct itk_inline *piece)
{
    const struct itk_pair *pair = w->guide->pairs;
    const char *value;

    switch (piece->kind) {
    case ITK_INLINE_TEXT:
        put(w, piece->text);
        break;
    case ITK_INLINE_CLIENT:
        put(w, pair->client);
        break;
    case ITK_INLINE_CONTRACTOR:
        put(w, pair->contractor);
        break;
    case ITK_INLINE_FIELD:
        put_name(w, piece->field->label);
        break;
    case ITK_INLINE_VALUE:
        value = itk_guide_value_at(w->guide, piece->value->id, w->date);
        if (value)
            put(w, value);
        else
            put_name(w, piece->value->label);
        break;
    case ITK_INLINE_REF:
        put_ref(w, piece);
        break;
    case ITK_INLINE_ROW:
        put(w, "{#}");
        break;
    case ITK_INLINE_IF:
    case ITK_INLINE_EACH:
        put_inner(w, piece);
    }
}

/* Recursion ends with the tree that the loader has read. */
void
itk_wording_inlines(const struct itk_wording *w, struct itk_inlines text)
{
    for (size_t i = 0; i < text.count; i++)
        put_piece(w, &text.at[i]);
}

/* ---- clauses ---- */

static void
put_table(const struct itk_wording *w, const struct itk_passage *table)
{
    put(w, "  ");
    put_when(w, table->when);
    put(w, w->lang == ITK_JA ? "［" : "[");
    put(w, table->caption);
    put(w, w->lang == ITK_JA ? "］" : "] ");
    put_name(w, table->list->label);
    put_when(w, table->rows);
    for (size_t i = 0; i < table->columns_count; i++) {
        put(w, " | ");
        for (const char *at = table->columns[i].label; *at; at++)
            itk_buf_addc(w->out, *at == '\n' ? ' ' : *at);
        put(w, ": ");
        itk_wording_inlines(w, table->columns[i].text);
    }
    put(w, "\n");
}

/* The number of item `i`, counted from 0, as documents print it. */
static void
put_number(const struct itk_wording *w, enum itk_passage_kind kind, size_t i)
{
    static const char *const kana[] = {"ア", "イ", "ウ", "エ", "オ",
                                       "カ", "キ", "ク", "ケ", "コ"};

    if (kind == ITK_PASSAGE_ITEM) {
        put(w, "  (");
        itk_buf_addu(w->out, i + 1);
        put(w, ") ");
    } else if (kind == ITK_PASSAGE_SUBITEM) {
        put(w, "    ");
        put(w, i < ITK_COUNT(kana) ? kana[i] : "・");
        put(w, " ");
    } else if (i) {
        itk_buf_addu(w->out, i + 1);
        put(w, " ");
    }
}

/* A paragraph, item or subitem and what is below it. */
static void
put_passage(const struct itk_wording *w, const struct itk_passage *passage,
            size_t number)
{
    put_number(w, passage->kind, number);
    put_when(w, passage->when);
    itk_wording_inlines(w, passage->text);
    put(w, "\n");
    for (size_t i = 0; i < passage->kids_count; i++)
        put_passage(w, &passage->kids[i], i);
}

void
itk_wording_clause(const struct itk_wording *w,
                   const struct itk_clause_version *version)
{
    struct itk_wording own = *w;
    size_t paragraphs = 0;

    own.lang = w->guide->lang;
    put(w, own.lang == ITK_JA ? "（" : "(");
    put(w, version->title);
    put(w, own.lang == ITK_JA ? "）\n" : ")\n");
    for (size_t i = 0; i < version->passages_count; i++) {
        const struct itk_passage *passage = &version->passages[i];

        if (passage->kind == ITK_PASSAGE_TABLE)
            put_table(&own, passage);
        else
            put_passage(&own, passage, paragraphs++);
    }
    if (version->check[0]) {
        put(w, own.lang == ITK_JA ? "調査: " : "survey: ");
        put(w, version->check);
        put(w, "\n");
    }
}

/* ---- documents ---- */

static void
put_line(const struct itk_wording *w, const char *en, const char *ja,
         const char *value)
{
    put(w, w->lang == ITK_JA ? ja : en);
    put(w, ": ");
    put(w, value);
    put(w, "\n");
}

static void
put_indent(const struct itk_wording *w, unsigned depth)
{
    for (unsigned i = 0; i < depth; i++)
        put(w, "  ");
}

/* Recursion ends with the tree that the loader has read. */
static void
put_need(const struct itk_wording *w, const struct itk_need *need,
         unsigned depth)
{
    put_indent(w, depth);
    switch (need->kind) {
    case ITK_NEED_FIELD:
        put_name(w, need->field->label);
        break;
    case ITK_NEED_LIST:
        put_name(w, need->list->label);
        if (need->least) {
            put(w, " >= ");
            itk_buf_addu(w->out, need->least);
        }
        break;
    case ITK_NEED_DECISION:
        put(w, w->lang == ITK_JA ? "判断" : "decision ");
        put(w, need->decision->id);
        break;
    case ITK_NEED_IF:
        put_when(w, need->when);
    }
    put(w, "\n");
    for (size_t i = 0; i < need->kids_count; i++)
        put_need(w, &need->kids[i], depth + 1);
}

static void
put_forms(const struct itk_wording *w,
          const struct itk_document_version *version)
{
    for (size_t i = 0; i < version->forms_count; i++) {
        put(w, w->lang == ITK_JA ? "様式: " : "form: ");
        put_when(w, version->forms[i].when);
        put(w, version->forms[i].print);
        put(w, "\n");
    }
}

static void
put_texts(const struct itk_wording *w,
          const struct itk_document_version *version)
{
    struct itk_wording own = *w;

    own.lang = w->guide->lang;
    for (size_t i = 0; i < version->texts_count; i++) {
        const struct itk_document_text *text = &version->texts[i];

        for (size_t j = 0; j < text->count; j++) {
            put(w, text->id);
            put(w, ": ");
            put_when(&own, text->items[j].when);
            itk_wording_inlines(&own, text->items[j].text);
            put(w, "\n");
        }
    }
}

/* Those that have a text then, in the order of the document. */
static void
put_clauses(const struct itk_wording *w,
            const struct itk_document_version *version)
{
    if (!version->clauses_count)
        return;
    put(w, w->lang == ITK_JA ? "条の順:" : "order of clauses:");
    for (size_t i = 0; i < version->clauses_count; i++) {
        if (!itk_clause_at(version->clauses[i], w->date))
            continue;
        put(w, " ");
        put(w, version->clauses[i]->id);
    }
    put(w, "\n");
}

void
itk_wording_document(const struct itk_wording *w,
                     const struct itk_document_version *version)
{
    put_line(w, "name", "名称", version->label.in[w->lang]);
    put_line(w, "cite", "根拠", version->cite);
    put_line(w, "title", "表題", version->title);
    put_line(w, "template", "ひな型", version->template_name);
    put_line(w, "file", "ファイル", version->file);
    put_line(w, "by", "作成及び提出", version->by.in[w->lang]);
    if (version->each)
        put_line(w, "one for each of", "ごとに作成",
                 version->each->label.in[w->lang]);
    if (version->member) {
        put(w, w->lang == ITK_JA ? "そのうち: " : "of which: ");
        itk_wording_condition(w, version->member);
        put(w, "\n");
    }
    if (version->when) {
        put(w, w->lang == ITK_JA ? "作成する場合: " : "made when: ");
        itk_wording_condition(w, version->when);
        put(w, "\n");
    }
    put(w, w->lang == ITK_JA ? "必要な事項:\n" : "needs:\n");
    for (size_t i = 0; i < version->needs_count; i++)
        put_need(w, &version->needs[i], 1);
    put_forms(w, version);
    put_texts(w, version);
    put_clauses(w, version);
}

/* ---- what a survey goes through ---- */

void
itk_wording_requirements(const struct itk_wording *w,
                         const struct itk_requirements *requirements)
{
    put_line(w, "results", "結果", requirements->list->label.in[w->lang]);
    put_line(w, "article numbers of", "条の番号", requirements->articles->id);
    put_line(w, "applies", "定める", requirements->yes);
    put_line(w, "does not apply", "定めない", requirements->no);
    for (size_t i = 0; i < ITK_REASONS; i++)
        put_line(w, "reason", "理由", requirements->why[i].in[w->lang]);
    put(w, w->lang == ITK_JA ? "条項の順:" : "order of clauses:");
    for (size_t i = 0; i < requirements->clauses_count; i++) {
        const struct itk_clause_version *version =
            itk_clause_at(requirements->clauses[i], w->date);

        if (!version || !version->check[0])
            continue;
        put(w, " ");
        put(w, requirements->clauses[i]->id);
    }
    put(w, "\n");
}
