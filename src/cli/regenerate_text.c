/*
 * What becomes of the documents of a case after a revision, and why.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "cli/regenerate.h"

struct say {
    struct itk_buf *out;
    enum itk_lang lang;
};

static void
put(const struct say *s, const char *en, const char *ja)
{
    itk_buf_adds(s->out, s->lang == ITK_JA ? ja : en);
}

static void
put_label(const struct say *s, struct itk_label label)
{
    itk_buf_adds(s->out, label.in[s->lang]);
}

/* ---- counting ---- */

static void
count_made(const struct itk_again_document *document, size_t *made,
           struct itk_again_counts *counts)
{
    if (document->result == ITK_DELIVERED_ASIDE)
        counts->aside++;
    else
        ++*made;
}

void
itk_cli_again_count(const struct itk_again_case *one,
                    struct itk_again_counts *counts)
{
    for (size_t i = 0; i < one->count; i++) {
        const struct itk_again_document *document = &one->documents[i];

        switch (document->state) {
        case ITK_AGAIN_CHANGED:
            count_made(document, &counts->made, counts);
            break;
        case ITK_AGAIN_ADDED:
            count_made(document, &counts->added, counts);
            break;
        case ITK_AGAIN_OBSOLETE:
            counts->left += document->retired == ITK_RETIRED_LEFT;
            counts->obsolete += document->retired != ITK_RETIRED_LEFT;
            break;
        case ITK_AGAIN_EDITED:
            counts->edited++;
            break;
        case ITK_AGAIN_WAITING:
            counts->waiting++;
            break;
        case ITK_AGAIN_UNASKED:
            counts->unasked++;
            break;
        default:
            counts->same++;
            break;
        }
    }
}

void
itk_cli_again_total(struct itk_buf *out, enum itk_lang lang, bool dry,
                    const struct itk_again_counts *counts)
{
    const struct {
        size_t count;
        struct itk_label word;
    } all[] = {
        {counts->made,
         {{dry ? "to be made again" : "made again",
           dry ? "作り直すもの" : "作り直したもの"}}},
        {counts->added,
         {{dry ? "to be added" : "added",
           dry ? "新たに作るもの" : "新たに作ったもの"}}},
        {counts->aside, {{"beside an edited one", "別名のもの（編集あり）"}}},
        {counts->obsolete,
         {{dry ? "to be taken away" : "taken away",
           dry ? "旧版に移すもの" : "旧版に移したもの"}}},
        {counts->edited, {{"edited before", "編集されたままのもの"}}},
        {counts->left, {{"edited, no longer made", "編集され、不要のもの"}}},
        {counts->waiting, {{"waiting", "待ち"}}},
        {counts->unasked, {{"not made so far", "作っていないもの"}}},
        {counts->same, {{"unchanged", "変わらないもの"}}},
    };
    bool first = true;

    for (size_t i = 0; i < ITK_COUNT(all); i++) {
        if (!all[i].count)
            continue;
        if (!first)
            itk_buf_adds(out, lang == ITK_JA ? "、" : ", ");
        itk_buf_adds(out, all[i].word.in[lang]);
        itk_buf_adds(out, ": ");
        itk_buf_addu(out, all[i].count);
        first = false;
    }
    if (!first)
        itk_buf_addc(out, '\n');
}

/* ---- why ---- */

static void
put_arrow(const struct say *s, const char *const sides[ITK_SIDES])
{
    itk_buf_adds(s->out, sides[ITK_BEFORE][0] ? sides[ITK_BEFORE] : "?");
    itk_buf_adds(s->out, " → ");
    itk_buf_adds(s->out, sides[ITK_AFTER]);
}

/* "+ a7", "- e2", "~ c4". */
static void
put_clauses(const struct say *s, const struct itk_again_document *document)
{
    for (size_t i = 0; i < document->clauses_count; i++) {
        const struct itk_again_clause *clause = &document->clauses[i];
        const char *const *version = clause->version;

        itk_buf_adds(s->out, "          ");
        itk_buf_adds(s->out, !version[ITK_BEFORE][0]  ? "+ "
                             : !version[ITK_AFTER][0] ? "- "
                                                      : "~ ");
        itk_buf_adds(s->out, clause->id);
        if (clause->clause) {
            itk_buf_addc(s->out, ' ');
            put_label(s, clause->clause->label);
        }
        itk_buf_adds(s->out, " ");
        if (version[ITK_BEFORE][0] && version[ITK_AFTER][0] &&
            strcmp(version[ITK_BEFORE], version[ITK_AFTER]) != 0)
            put_arrow(s, version);
        else
            itk_buf_adds(s->out, version[ITK_AFTER][0] ? version[ITK_AFTER]
                                                       : version[ITK_BEFORE]);
        if (version[ITK_AFTER][0] &&
            strcmp(version[ITK_BEFORE], version[ITK_AFTER]) == 0)
            put(s, ": the same version, filled in otherwise",
                ": 同じ版で、文言が異なる");
        itk_buf_addc(s->out, '\n');
    }
}

static void
put_reason(const struct say *s, const char *en, const char *ja)
{
    itk_buf_adds(s->out, "        ");
    put(s, en, ja);
    itk_buf_addc(s->out, '\n');
}

static void
put_sides(const struct say *s, const char *en, const char *ja,
          const char *const sides[ITK_SIDES])
{
    itk_buf_adds(s->out, "        ");
    put(s, en, ja);
    put_arrow(s, sides);
    itk_buf_addc(s->out, '\n');
}

/* The reasons that are one line each. */
static void
put_plain(const struct say *s, unsigned why)
{
    static const struct {
        unsigned bit;
        struct itk_label text;
    } all[] = {
        {ITK_AGAIN_DATA,
         {{"the data of the case changed", "案件の内容が変わった"}}},
        {ITK_AGAIN_TEXTS,
         {{"what the package says of this document changed",
           "この文書の定めが変わった"}}},
        {ITK_AGAIN_VALUES,
         {{"a value that it prints changed", "印刷する値が変わった"}}},
        {ITK_AGAIN_RULES, {{"a decision changed", "判断が変わった"}}},
        {ITK_AGAIN_REQUIREMENTS,
         {{"what a survey goes through changed", "調査の対象が変わった"}}},
        {ITK_AGAIN_PROGRAM,
         {{"another version of itaku made it", "別の版の itaku が作った"}}},
        {ITK_AGAIN_UNKNOWN,
         {{"the file does not say why", "理由はファイルから分からない"}}},
    };

    for (size_t i = 0; i < ITK_COUNT(all); i++) {
        if (why & all[i].bit)
            put_reason(s, all[i].text.in[ITK_EN], all[i].text.in[ITK_JA]);
    }
}

static void
put_why(const struct say *s, const struct itk_again_document *document)
{
    if (document->why & ITK_AGAIN_REVISION)
        put_sides(s, "revision: ", "適用する規定: ", document->revision);
    if (document->why & ITK_AGAIN_TEMPLATE)
        put_sides(s, "template: ", "ひな型: ", document->template);
    if (document->why & ITK_AGAIN_CLAUSES)
        put_reason(s, "clauses:", "条項:");
    put_clauses(s, document);
    put_plain(s, document->why);
    if (document->state == ITK_AGAIN_CHANGED && !document->prints)
        put_reason(s, "the pages stay the same; the record does not",
                   "紙面は変わらず、文書に記録した出所だけが変わる");
}

/* ---- documents ---- */

static struct itk_label
word_of(const struct itk_again_document *document, bool dry)
{
    static const struct itk_label made[] = {
        [ITK_DELIVERED_NEW] = {{"made", "作成"}},
        [ITK_DELIVERED_SAME] = {{"recorded", "記録"}},
        [ITK_DELIVERED_REPLACED] = {{"made again", "作り直し"}},
        [ITK_DELIVERED_ASIDE] = {{"kept aside", "別名で作成"}},
        [ITK_DELIVERED_MOVED] = {{"moved", "作成（編集版を移動）"}},
    };
    static const struct itk_label will[] = {
        [ITK_DELIVERED_NEW] = {{"make", "作成する"}},
        [ITK_DELIVERED_SAME] = {{"record", "記録する"}},
        [ITK_DELIVERED_REPLACED] = {{"make again", "作り直す"}},
        [ITK_DELIVERED_ASIDE] = {{"edited: beside it", "編集あり: 別名で作る"}},
        [ITK_DELIVERED_MOVED] = {{"edited: move it", "編集あり: 移して作る"}},
    };
    static const struct itk_label retired[] = {
        [ITK_RETIRED_MOVED] = {{"no longer made", "不要"}},
        [ITK_RETIRED_GONE] = {{"gone already", "既にない"}},
        [ITK_RETIRED_LEFT] = {{"edited, no longer made", "編集あり、不要"}},
    };

    switch (document->state) {
    case ITK_AGAIN_CHANGED:
    case ITK_AGAIN_ADDED:
        return (dry ? will : made)[document->result];
    case ITK_AGAIN_OBSOLETE:
        return retired[document->retired];
    case ITK_AGAIN_EDITED:
        return (struct itk_label){{"edited", "編集あり"}};
    case ITK_AGAIN_WAITING:
        return (struct itk_label){{"waiting", "待ち"}};
    default:
        return (struct itk_label){{"not made so far", "作っていない"}};
    }
}

static void
put_missing(const struct say *s, const struct itk_again_document *document)
{
    const struct itk_facts *missing = &document->planned->missing;

    for (size_t i = 0; i < missing->count; i++) {
        const struct itk_fact *fact = &missing->at[i];

        put(s, "        needs ", "        必要な事項: ");
        put_label(s, fact->field ? fact->field->label : fact->list->label);
        itk_buf_adds(s->out, " (");
        itk_buf_adds(s->out, fact->field ? fact->field->id : fact->list->id);
        itk_buf_adds(s->out, ")\n");
    }
}

static void
put_document(const struct say *s, bool dry,
             const struct itk_again_document *document)
{
    itk_buf_adds(s->out, "  ");
    put_label(s, word_of(document, dry));
    itk_buf_adds(s->out, "  ");
    put_label(s, document->label);
    itk_buf_adds(s->out, "  ");
    itk_buf_adds(s->out, document->file);
    if (document->aside) {
        itk_buf_adds(s->out, " → ");
        itk_buf_adds(s->out, document->aside);
    }
    itk_buf_addc(s->out, '\n');
    put_why(s, document);
    if (document->state == ITK_AGAIN_WAITING)
        put_missing(s, document);
}

static void
put_decisions(const struct say *s, const struct itk_again_case *one)
{
    for (size_t i = 0; i < one->decisions_count; i++) {
        const struct itk_touched_decision *touched = &one->decisions[i];

        itk_buf_adds(s->out, "  ~ ");
        itk_buf_adds(s->out, touched->decision->id);
        itk_buf_adds(s->out, ": ");
        for (int side = 0; side < ITK_SIDES; side++) {
            const struct itk_answer *answer = touched->answer[side];

            if (side == ITK_AFTER && touched->other_text)
                break;
            itk_buf_adds(s->out, side ? " → " : "");
            itk_buf_adds(s->out,
                         answer && answer->outcome ? answer->outcome->id : "?");
        }
        if (touched->other_text)
            put(s, ", worded otherwise", "（文言が異なる）");
        itk_buf_addc(s->out, '\n');
    }
}

/* ---- cases ---- */

bool
itk_cli_again_says(const struct itk_again_case *one)
{
    if (one->fate != ITK_AGAIN_DECIDED)
        return one->id != NULL;
    for (size_t i = 0; i < one->count; i++) {
        if (one->documents[i].state != ITK_AGAIN_SAME)
            return true;
    }
    return false;
}

static void
put_kept(const struct say *s, const struct itk_revision *kept_by)
{
    put(s, "  stays under the former text by ", "  従前の例による: ");
    itk_buf_adds(s->out, kept_by->cite);
    itk_buf_addc(s->out, '\n');
}

void
itk_cli_again_text(struct itk_buf *out, enum itk_lang lang, bool dry,
                   const struct itk_again_case *one)
{
    static const struct itk_label fates[] = {
        [ITK_AGAIN_NEW] = {{"  new: the folder has no document of it; itaku "
                            "generate makes them\n",
                            "  新規: フォルダーに文書がありません。itaku "
                            "generate で作成してください\n"}},
        [ITK_AGAIN_FAULTY] = {{"  left as it is: see what is wrong with it\n",
                               "  誤りがあるため、そのまま\n"}},
        [ITK_AGAIN_FOREIGN] = {{"  left as it is: its documents are of another "
                                "guideline\n",
                                "  文書が別のガイドラインのもののため、"
                                "そのまま\n"}},
    };
    const struct say s = {out, lang};

    itk_buf_adds(out, one->id);
    itk_buf_addc(out, '\n');
    if (one->fate != ITK_AGAIN_DECIDED) {
        put_label(&s, fates[one->fate]);
        return;
    }
    if (one->kept_by)
        put_kept(&s, one->kept_by);
    put_decisions(&s, one);
    for (size_t i = 0; i < one->count; i++) {
        if (one->documents[i].state != ITK_AGAIN_SAME)
            put_document(&s, dry, &one->documents[i]);
    }
}
