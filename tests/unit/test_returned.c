/*
 * Documents that came back, as other programs and people leave them: what is
 * read of each, worked out by hand.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/sample_docx.h"
#include "trace/anchor.h"

#define R(text) "<w:r><w:t>" text "</w:t></w:r>"
#define P(runs) "<w:p>" runs "</w:p>"
#define STYLED(id, runs)                                                       \
    "<w:p><w:pPr><w:pStyle w:val=\"" id "\"/></w:pPr>" runs "</w:p>"
#define ITEM(level, runs)                                                      \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level                              \
    "\"/><w:numId w:val=\"7\"/></w:numPr></w:pPr>" runs "</w:p>"
#define INS(runs) "<w:ins w:id=\"1\" w:author=\"a\">" runs "</w:ins>"
#define DEL(text)                                                              \
    "<w:del w:id=\"2\" w:author=\"a\"><w:r><w:delText>" text                   \
    "</w:delText></w:r></w:del>"
/* A paragraph whose end was deleted. */
#define JOINED(style, runs)                                                    \
    "<w:p><w:pPr>" style "<w:rPr><w:del w:id=\"3\" w:author=\"a\"/></w:rPr>"   \
    "</w:pPr>" runs "</w:p>"
#define SDT(tag, inner)                                                        \
    "<w:sdt><w:sdtPr><w:tag w:val=\"" tag "\"/></w:sdtPr><w:sdtContent>" inner \
    "</w:sdtContent></w:sdt>"
#define BOX(inner)                                                             \
    "<w:r><mc:AlternateContent><mc:Choice Requires=\"w14\"><w:drawing>"        \
    "<w:txbxContent>" inner "</w:txbxContent></w:drawing></mc:Choice>"         \
    "<mc:Fallback><w:pict><w:txbxContent>" inner                               \
    "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
#define TABLE(rows)     "<w:tbl><w:tblPr/><w:tblGrid/>" rows "</w:tbl>"
#define ROW(cells)      "<w:tr>" cells "</w:tr>"
#define CELL(inner)     "<w:tc>" inner "</w:tc>"
#define CHAR(type)      "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"
#define CODE(text)      "<w:r><w:instrText>" text "</w:instrText></w:r>"
#define BEGIN(id, name) "<w:bookmarkStart w:id=\"" id "\" w:name=\"" name "\"/>"
#define END(id)         "<w:bookmarkEnd w:id=\"" id "\"/>"

/* Whether there are tracked changes; each paragraph: {clause} tTABLE.ROW.CELL,
 * its number, the text. */
static struct row {
    const char *name, *body, *want;
} rows[] = {
    {"nothing", "", ""},
    {"an empty paragraph", "<w:p/>", "\n"},
    {"split runs, marks of the spelling, breaks and tabs",
     P("<w:r><w:t>個人</w:t></w:r><w:proofErr "
       "w:type=\"spellStart\"/><w:r><w:rPr>"
       "<w:b/></w:rPr><w:t xml:space=\"preserve\">情報 </w:t><w:tab/><w:t>等"
       "</w:t><w:br/><w:t>の</w:t><w:noBreakHyphen/></w:r>"),
     "個人情報 \t等\nの-\n"},
    {"numbers of styles and lists",
     STYLED("Article", R("あ")) STYLED("ArtPara", R("い"))
         STYLED("ArtPara", R("う")) STYLED("Article", R("え"))
             ITEM("0", R("お")) ITEM("1", R("か")) ITEM("0", R("き")),
     "第1条 あ\n2 い\n3 う\n第2条 え\n(1) お\nア か\n(2) き\n"},
    {"what LibreOffice writes of numbers: its own list, level by level",
     "<w:p><w:pPr><w:pStyle w:val=\"Article\"/><w:numPr><w:ilvl w:val=\"0\"/>"
     "<w:numId w:val=\"1\"/></w:numPr></w:pPr>" R(
         "あ") "</w:p>"
               "<w:p><w:pPr><w:pStyle w:val=\"Article\"/><w:numPr><w:ilvl "
               "w:val=\"0\"/>"
               "<w:numId w:val=\"0\"/></w:numPr></w:pPr>" R("い") "</w:p>",
     "第1条 あ\nい\n"},
    {"a list that is not there",
     "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"99\"/><w:numId w:val=\"x\"/>"
     "</w:numPr></w:pPr>" R("あ") "</w:p>",
     "あ\n"},
    {"insertions and deletions",
     P(R("乙は") INS(R("、速やかに")) DEL("直ちに") R("報告する。")),
     "tracked\n乙は、速やかに報告する。\n"},
    {"moved text stands where it went",
     P("<w:moveFrom w:id=\"1\">" R("あ") "</w:moveFrom>" R(
         "い") "<w:moveTo w:id=\"2\">" R("あ") "</w:moveTo>"),
     "tracked\nいあ\n"},
    {"an article deleted: the next one has its number",
     STYLED("Article", R("あ")) JOINED("<w:pStyle w:val=\"Article\"/>",
                                       DEL("い")) STYLED("Article", R("う")),
     "tracked\n第1条 あ\n第2条 う\n"},
    {"the end of a paragraph deleted: the two are one",
     JOINED("", R("乙は、")) P(R("報告する。")), "tracked\n乙は、報告する。\n"},
    {"the end deleted with nothing behind", JOINED("", R("乙は、")),
     "tracked\n乙は、\n"},
    {"the end deleted before a table",
     JOINED("", R("乙は、")) TABLE(ROW(CELL(P(R("表"))))),
     "tracked\n乙は、\nt1.1.1 表\n"},
    {"the end deleted in a cell",
     TABLE(ROW(CELL(JOINED("", R("あ"))) CELL(P(R("い"))))),
     "tracked\nt1.1.1 あ\nt1.1.2 い\n"},
    {"a row deleted",
     TABLE(ROW("<w:trPr><w:del w:id=\"1\" w:author=\"a\"/></w:trPr>" CELL(
         P(R("あ")))) ROW(CELL(P(R("い"))))),
     "tracked\nt1.1.1 い\n"},
    {"fields: their results, not their codes",
     P(R("前条") CHAR("begin") CODE(" REF _N_m1 \\r \\h ") CHAR("separate")
           R("第3条") CHAR("end") CHAR("begin") CODE(" IF ") CHAR("begin")
               CODE("PAGE") CHAR("separate") R("1") CHAR("end") CODE(" = 1 ")
                   CHAR("separate") R("い") CHAR("end")),
     "前条第3条い\n"},
    {"an end without a field",
     P(CHAR("end") CHAR("separate") R("あ")) P(R("い")), "あ\nい\n"},
    {"controls: of a clause, within one, of somebody else",
     SDT("itaku:clause:m1:2023-04-01", P(R("あ")) SDT("x", P(R("い"))))
         SDT("other", P(R("う"))) P(R("え")),
     "{m1:2023-04-01} あ\n{m1:2023-04-01} い\nう\nえ\n"},
    {"a control within a paragraph, and one without a tag",
     P(R("あ") "<w:sdt><w:sdtPr/><w:sdtContent>" R(
         "い") "</w:sdtContent></w:sdt>"),
     "あい\n"},
    {"a text box, once, behind its paragraph",
     P(R("あ") BOX(P(R("箱"))) R("い")) P(R("う")), "あい\n箱\nう\n"},
    {"a text box in a text box",
     P(R("あ") "<w:r><w:pict><w:txbxContent>" P(
         R("外") "<w:r><w:pict><w:txbxContent>" P(
             R("内")) "</w:txbxContent></w:pict></w:r>") "</w:txbxContent></"
                                                         "w:pict></w:r>"),
     "あ\n外\n内\n"},
    {"a table in a cell, and the cell behind it",
     TABLE(ROW(CELL(P(R("あ")) TABLE(ROW(CELL(P(R("内"))))) P(R("い")))
                   CELL(P(R("う"))))) P(R("え")),
     "t1.1.1 あ\nt2.2.2 内\nt1.1.1 い\nt1.1.3 う\nえ\n"},
    {"ruby, hidden readings and symbols",
     P("<w:r><w:ruby><w:rubyPr/><w:rt>" R("とみやま") "</w:rt><w:rubyBase>" R(
         "富山") "</w:rubyBase></w:ruby></w:r><w:r><w:sym w:font=\"Wingdings\" "
                 "w:char=\"F0FE\"/><w:sym w:font=\"Wingdings\" "
                 "w:char=\"f06f\"/>"
                 "<w:sym w:font=\"Symbol\" w:char=\"F0B0\"/><w:sym/></w:r>"),
     "富山☑□[F0B0]\n"},
    {"a hyperlink", P("<w:hyperlink w:anchor=\"a\">" R("あ") "</w:hyperlink>"),
     "あ\n"},
};

static struct itk_returned *
read_docx(const struct itk_buf *docx)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_returned *returned = itk_returned_read(
        &(struct itk_blob){"a.docx", docx->data, docx->size, ITK_FAULT_CASE},
        &err);

    if (!returned)
        print_error("%s\n", err.text[ITK_EN]);
    assert_non_null(returned);
    itk_error_fini(&err);
    return returned;
}

static struct itk_returned *
read_sample(const struct sample_docx *sample)
{
    struct itk_buf docx = ITK_BUF_INIT;
    struct itk_returned *returned;

    sample_docx_write(sample, &docx);
    returned = read_docx(&docx);
    itk_buf_free(&docx);
    return returned;
}

static void
print(const struct itk_returned_paragraph *p, struct itk_buf *out)
{
    char place[64];

    if (p->clause[0]) {
        itk_buf_addc(out, '{');
        itk_buf_adds(out, p->clause);
        itk_buf_adds(out, "} ");
    }
    if (p->table) {
        snprintf(place, sizeof(place), "t%u.%u.%u ", p->table, p->row, p->cell);
        itk_buf_adds(out, place);
    }
    itk_buf_adds(out, p->number);
    itk_buf_adds(out, p->number[0] ? " " : "");
    itk_buf_adds(out, p->text);
    itk_buf_addc(out, '\n');
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_returned *returned =
        read_sample(&(struct sample_docx){.body = row->body});
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, returned->tracked ? "tracked\n" : "");
    for (size_t i = 0; i < returned->count; i++)
        print(&returned->at[i], &out);
    assert_string_equal(out.data, row->want);
    assert_null(returned->record);
    assert_null(returned->attached);
    assert_false(returned->is_signed);
    itk_buf_free(&out);
    itk_returned_free(returned);
}

/* ---- where clauses are ---- */

#define CLAUSE(id) "itaku:clause:" id ":2023-04-01"

/* Each anchor: its id, c or b, first-last. */
static struct anchored {
    const char *name, *body, *want;
} anchored[] = {
    {"none", P(R("あ")), ""},
    {"controls",
     SDT(CLAUSE("m1"), P(R("あ")) P(R("い"))) SDT(CLAUSE("m2"), P(R("う"))),
     "m1c0-1 m2c2-2 "},
    {"a control copied",
     SDT(CLAUSE("m1"), P(R("あ"))) SDT(CLAUSE("m1"), P(R("い"))),
     "m1c0-0 m1c1-1 "},
    {"bookmarks, around and within paragraphs",
     BEGIN("1", "_R_m1") P(R("あ")) P(R("い")) END("1")
         P(BEGIN("2", "_R_m2") R("う") END("2")) P(R("え")),
     "m1b0-1 m2b2-2 "},
    {"a bookmark that begins at the end of the paragraph before",
     P(R("あ") BEGIN("1", "_R_m1")) P(R("い")) END("1"), "m1b1-1 "},
    {"begun twice and ended once, as LibreOffice does",
     BEGIN("1", "_R_m1") P(BEGIN("2", "_R_m1") R("あ")) P(R("い") END("1")),
     "m1b0-1 "},
    {"renamed, as other programs do", BEGIN("1", "id.abc") P(R("あ")) END("1"),
     ""},
    {"one that never ends, one that never begins",
     BEGIN("1", "_R_m1") P(R("あ")) P(R("い")) END("9"), "m1b0-0 "},
    {"one behind all text", P(R("あ")) BEGIN("1", "_R_m1") END("1"), ""},
    {"one in another",
     BEGIN("1", "_R_m1") P(R("あ")) BEGIN("2", "_R_m2") P(R("い")) END("2")
         P(R("う")) END("1"),
     "m1b0-0 m2b1-1 "},
    {"a control and its bookmark, which reaches further",
     BEGIN("1", "_R_a_b") P(R("あ")) SDT(CLAUSE("a-b"), P(R("い"))) END("1"),
     "a_bb0-1 "},
};

static void
test_anchored(void **state)
{
    const struct anchored *row = *state;
    struct itk_returned *returned =
        read_sample(&(struct sample_docx){.body = row->body});
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_anchors anchors = itk_anchors_all(returned, &arena);
    struct itk_buf out = ITK_BUF_INIT;

    for (size_t i = 0; i < anchors.count; i++) {
        itk_buf_adds(&out, anchors.at[i].id);
        itk_buf_addc(&out, anchors.at[i].by == ITK_FOUND_CONTROL ? 'c' : 'b');
        itk_buf_addu(&out, anchors.at[i].first);
        itk_buf_addc(&out, '-');
        itk_buf_addu(&out, anchors.at[i].last);
        itk_buf_addc(&out, ' ');
    }
    assert_string_equal(out.data ? out.data : "", row->want);
    itk_buf_free(&out);
    itk_arena_fini(&arena);
    itk_returned_free(returned);
}

/* ---- the rest ---- */

static void
test_reference(void **state)
{
    struct itk_returned *returned = read_sample(&(struct sample_docx){
        .body = P(R("前条") CHAR("begin") CODE(" REF ") CODE("_N_m1 \\r \\h ")
                      CHAR("separate") R("第") R("3条") CHAR("end") R("の"))});
    const struct itk_returned_paragraph *p = &returned->at[0];

    (void)state;
    assert_int_equal(p->refs_count, 1);
    assert_string_equal(p->refs[0].bookmark, "_N_m1");
    assert_int_equal(p->refs[0].at, strlen("前条"));
    assert_int_equal(p->refs[0].size, strlen("第3条"));
    itk_returned_free(returned);
}

static void
test_record(void **state)
{
    struct itk_returned *returned = read_sample(&(struct sample_docx){
        .body = P(R("あ")),
        .item = "<provenance xmlns=\"urn:itaku:provenance:1\" format=\"1\">"
                "<case>c-1</case><guideline>../x</guideline><template "
                "name=\"annex\"/><clause id=\"m1\" version=\"2023-04-01\" "
                "bookmark=\"_R_m1\"/><clause/></provenance>"});
    const struct itk_returned_record *record = returned->record;

    (void)state;
    assert_non_null(record);
    assert_string_equal(record->case_id, "c-1");
    assert_string_equal(record->guideline, "../x");
    assert_string_equal(record->revision, "");
    assert_string_equal(record->template_name, "annex");
    assert_string_equal(record->template_date, "");
    assert_int_equal(record->clauses_count, 2);
    assert_string_equal(record->clauses[0].bookmark, "_R_m1");
    assert_string_equal(record->clauses[1].id, "");
    itk_returned_free(returned);
    returned = read_sample(&(struct sample_docx){
        .body = "", .item = "<a xmlns:p=\"urn:itaku:provenance:1\"/>"});
    assert_null(returned->record);
    itk_returned_free(returned);
}

/* Neither styles nor numbering. */
static void
test_bare(void **state)
{
    struct itk_returned *returned =
        read_sample(&(struct sample_docx){.body = STYLED("Article", R("あ")),
                                          .no_numbering = true,
                                          .no_rels = true});

    (void)state;
    assert_int_equal(returned->count, 1);
    assert_string_equal(returned->at[0].number, "");
    assert_string_equal(returned->at[0].text, "あ");
    itk_returned_free(returned);
}

/* As many paragraphs as there may be, and one more. */
static void
test_huge(void **state)
{
    struct itk_buf body = ITK_BUF_INIT, docx = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_returned *returned;
    char text[64];

    (void)state;
    for (unsigned i = 0; i < ITK_RETURNED_MAX_PARAGRAPHS; i++) {
        /* Not so even that the gate takes it for a bomb. */
        snprintf(text, sizeof(text), "<w:p><w:r><w:t>%u</w:t></w:r></w:p>",
                 i * 2654435761u);
        itk_buf_adds(&body, text);
    }
    returned = read_sample(&(struct sample_docx){.body = body.data});
    assert_int_equal(returned->count, ITK_RETURNED_MAX_PARAGRAPHS);
    itk_returned_free(returned);
    itk_buf_adds(&body, "<w:p/>");
    sample_docx_write(&(struct sample_docx){.body = body.data}, &docx);
    assert_null(itk_returned_read(
        &(struct itk_blob){"a.docx", docx.data, docx.size, ITK_FAULT_CASE},
        &err));
    assert_string_equal(itk_message_id(err.id), "returned-long");
    itk_error_fini(&err);
    itk_buf_free(&docx);
    itk_buf_free(&body);
}

static void
test_once(void **state)
{
    static const struct {
        const char *text;
        size_t size;
    } texts[] = {{"（目的）", 12},
                 {"（目的）（目的）", 12},
                 {"（目的）（目的）（目的）（目的）", 12},
                 {"（目的）（返却）", 24},
                 {"", 0},
                 {"ああ", 6}};

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(texts); i++) {
        const struct itk_returned_paragraph p = {.text = texts[i].text,
                                                 .size = strlen(texts[i].text)};

        assert_int_equal(itk_returned_once(&p), texts[i].size);
    }
    assert_true(itk_anchor_same("a-b", "a_b"));
    assert_false(itk_anchor_same("a", "b"));
}

#define FIXED 5

int
main(void)
{
    struct CMUnitTest tests[FIXED + ITK_COUNT(rows) + ITK_COUNT(anchored)] = {
        cmocka_unit_test(test_reference), cmocka_unit_test(test_record),
        cmocka_unit_test(test_bare), cmocka_unit_test(test_huge),
        cmocka_unit_test(test_once)};
    size_t count = FIXED;

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[count++] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    for (size_t i = 0; i < ITK_COUNT(anchored); i++)
        tests[count++] = (struct CMUnitTest){anchored[i].name, test_anchored,
                                             NULL, NULL, &anchored[i]};
    return cmocka_run_group_tests_name("returned", tests, NULL, NULL);
}
