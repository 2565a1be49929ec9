/*
 * Reading and matching tags.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "tests/support/tmpl_probe.h"
#include "tmpl/parse.h"
#include "tmpl/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct row {
    const char *name;
    const char *text; /* of one paragraph */
    const char *want; /* the tree, then faults */
} rows[] = {
    {"value", "{a}", "=a"},
    {"dotted path", "{place.kind}", "=place.kind"},
    {"blanks", "{ a  | comma }", "=a|comma"},
    {"wide blanks", "{　a　}", "=a"},
    {"digits and signs", "{a-1_b2}", "=a-1_b2"},
    {"other scripts", "{件名.数量}", "=件名.数量"},
    {"filters", "{a|wareki|zenkaku}", "=a|wareki|zenkaku"},
    {"fill-in", "{a|fill-in}", "=a|fill-in:8"},
    {"fill-in with a number", "{a|fill-in:12}", "=a|fill-in:12"},
    {"block", "{@clauses}", "@clauses"},
    {"section", "{#a}{b}{/a}", "#a(=b)"},
    {"inverted", "{^a}x{/a}", "^a()"},
    {"nested", "{#a}{#b}{c}{/b}{^b}{d}{/b}{/a}", "#a(#b(=c)^b(=d))"},
    {"closed without a name", "{#a}{#b}{/}{/}", "#a(#b())"},
    {"current item", "{#a}{.}{/a}", "#a(=.)"},
    {"index", "{#a}{#}{/a}", "#a(=#)"},
    {"index with a filter", "{#a}{#|zenkaku}{/a}", "#a(=#|zenkaku)"},
    {"empty", "{}", " template-tag-name"},
    {"only blanks", "{ }", " template-tag-name"},
    {"number", "{1}", " template-tag-name"},
    {"sentence", "{see above}", " template-tag-name"},
    {"dot at the end", "{a.}", " template-tag-name"},
    {"two dots", "{a..b}", " template-tag-name"},
    {"section with a filter", "{#a|comma}{/a}",
     " template-tag-name template-unopened"},
    {"unknown filter", "{a|upper}", " template-filter-unknown"},
    {"no filter", "{a|}", " template-filter-unknown"},
    {"filter that takes no number", "{a|comma:3}", " template-filter-number"},
    {"fill-in of nothing", "{a|fill-in:0}", " template-filter-number"},
    {"fill-in of too many", "{a|fill-in:201}", " template-filter-number"},
    {"fill-in of far too many", "{a|fill-in:99999999999999999999}",
     " template-filter-number"},
    {"nine filters",
     "{a|comma|comma|comma|comma|comma|comma|comma|comma|comma}",
     " template-tag-name"},
    {"never closed", "{#a}{b}", " template-unclosed"},
    {"never opened", "{b}{/a}", " template-unopened"},
    {"mismatch", "{#a}{/b}", " template-mismatch"},
    {"crossed", "{#a}{#b}{/a}{/b}", " template-unclosed template-unopened"},
    {"all faults", "{#a}{1}{b|x}{/c}{^d}",
     " template-tag-name template-filter-unknown template-mismatch "
     "template-unclosed"},
    {"item outside of a loop", "{.}", " template-no-item"},
    {"index outside of a loop", "{^a}{#}{/a}", " template-no-item"},
};

static void
add_value(const struct itk_node *node, struct itk_buf *out)
{
    static const char *const names[] = {
        [ITK_FILTER_WAREKI] = "|wareki",   [ITK_FILTER_COMMA] = "|comma",
        [ITK_FILTER_ZENKAKU] = "|zenkaku", [ITK_FILTER_HANKAKU] = "|hankaku",
        [ITK_FILTER_KANJI] = "|kanji",     [ITK_FILTER_FILL_IN] = "|fill-in:",
    };

    itk_buf_adds(out, node->path);
    for (size_t i = 0; i < node->filters_count; i++) {
        itk_buf_adds(out, names[node->filters[i].kind]);
        if (node->filters[i].kind == ITK_FILTER_FILL_IN)
            itk_buf_addu(out, node->filters[i].argument);
    }
}

static void
add_nodes(const struct itk_tree *tree, size_t parent, struct itk_buf *out)
{
    for (size_t i = 0; i < tree->count; i++) {
        const struct itk_node *node = &tree->nodes[i];

        if (node->parent != parent)
            continue;
        itk_buf_addc(out, "=@#^"[node->kind]);
        add_value(node, out);
        if (node->kind == ITK_NODE_EACH || node->kind == ITK_NODE_UNLESS) {
            itk_buf_addc(out, '(');
            add_nodes(tree, i, out);
            itk_buf_addc(out, ')');
        }
    }
}

static void
parse(struct probe *probe, const char *text, struct itk_tree *tree)
{
    struct itk_buf body = ITK_BUF_INIT;
    struct itk_scan scan;

    itk_buf_adds(&body, "<w:p><w:r><w:t>");
    itk_buf_adds(&body, text);
    itk_buf_adds(&body, "</w:t></w:r></w:p>");
    probe_init(probe, body.data);
    itk_scan_part(&scan, probe->src, false, "word/document.xml", &probe->arena,
                  &probe->faults);
    itk_parse_marks(&scan, &probe->arena, &probe->faults, tree);
    itk_buf_free(&body);
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    struct itk_buf got = ITK_BUF_INIT;
    struct itk_tree tree;
    struct probe probe;

    parse(&probe, row->text, &tree);
    if (probe.faults.count == 0)
        add_nodes(&tree, ITK_TREE_NONE, &got);
    probe_faults(&probe, &got);
    assert_string_equal(got.data, row->want);
    itk_buf_free(&got);
    probe_fini(&probe);
}

static void
nest(struct itk_buf *text, unsigned depth)
{
    for (unsigned i = 0; i < depth; i++)
        itk_buf_adds(text, "{#a}");
    for (unsigned i = 0; i < depth; i++)
        itk_buf_adds(text, "{/a}");
}

static void
test_depth(void **state)
{
    struct itk_buf text = ITK_BUF_INIT, got = ITK_BUF_INIT;
    struct itk_tree tree;
    struct probe probe;

    (void)state;
    nest(&text, ITK_TMPL_MAX_DEPTH);
    parse(&probe, text.data, &tree);
    assert_int_equal(probe.faults.count, 0);
    probe_fini(&probe);

    itk_buf_clear(&text);
    nest(&text, ITK_TMPL_MAX_DEPTH + 1);
    parse(&probe, text.data, &tree);
    probe_faults(&probe, &got);
    assert_string_equal(got.data, " template-depth");
    probe_fini(&probe);
    itk_buf_free(&text);
    itk_buf_free(&got);
}

static void
test_unclosed_text(void **state)
{
    struct itk_tree tree;
    struct probe probe;

    (void)state;
    parse(&probe, "前文 {#items} 後文", &tree);
    assert_string_equal(
        probe.err.text[ITK_JA],
        "t.docx word/document.xml, paragraph 1: エラー: "
        "{#items} が閉じられていません(「前文 {#items} 後文」の付"
        "近) [template-unclosed]");
    assert_string_equal(probe.err.hint[ITK_EN], "write {/items} where it ends");
    probe_fini(&probe);
}

static void
test_tag_like(void **state)
{
    static const struct {
        const char *text;
        bool want;
    } cases[] = {
        {"{a}", true},
        {"x{#a.b}", true},
        {"{/a|", true},
        {"{", false},
        {"{a", false},
        {"{a b}", false},
        {"{}", false},
        {"{\"a\":1}", false},
        {"{{a}}", true},
        {"{1a}", false},
        {"{件名}", true},
        {"{3F2504E0-4F89-41D3-9A0C-0305E82C3301}", false},
        {"{AF2504E0-4F89-41D3-9A0C-0305E82C3301}", false},
    };

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(cases); i++)
        assert_int_equal(
            itk_path_tag_like(cases[i].text, strlen(cases[i].text)),
            cases[i].want);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 3];

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    tests[ITK_COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(test_depth);
    tests[ITK_COUNT(rows) + 1] =
        (struct CMUnitTest)cmocka_unit_test(test_unclosed_text);
    tests[ITK_COUNT(rows) + 2] =
        (struct CMUnitTest)cmocka_unit_test(test_tag_like);
    return cmocka_run_group_tests_name("parse", tests, NULL, NULL);
}
