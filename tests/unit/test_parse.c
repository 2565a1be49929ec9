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
    {"link", "{~ a.b }{%c}", "~a.b%c"},
    {"link with a filter", "{~a|upper}", " template-tag-name"},
    {"picture of nothing", "{%}", " template-tag-name"},
    {"blanks", "{ a  | comma }", "=a|comma"},
    {"wide blanks", "{　a　}", "=a"},
    {"digits and signs", "{a-1_b2}", "=a-1_b2"},
    {"other scripts", "{件名.数量}", "=件名.数量"},
    {"filters", "{a|wareki|zenkaku}", "=a|wareki|zenkaku"},
    {"fill-in", "{a|fill-in}", "=a|fill-in:8"},
    {"fill-in with a number", "{a|fill-in:12}", "=a|fill-in:12"},
    {"filter with a text", "{a|default:'-'}", "=a|default:-"},
    {"text in curly quotation marks", "{a | join : ‘、’}", "=a|join:、"},
    {"text in double quotation marks", "{a|default:“it's”}", "=a|default:it's"},
    {"quotation mark in a text", "{a|default:'it\\'s'}", "=a|default:it's"},
    {"join without a text", "{a|join|upper|lower}", "=a|join:、|upper|lower"},
    {"date in a pattern", "{a|date:'yyyy/m/d'}", "=a|date:yyyy/m/d"},
    {"no-break space", "{\u00A0a\u00A0|\u00A0comma}", "=a|comma"},
    {"block", "{@clauses}", "@clauses"},
    {"section", "{#a}{b}{/a}", "#a(=b)"},
    {"inverted", "{^a}x{/a}", "^a()"},
    {"nested", "{#a}{#b}{c}{/b}{^b}{d}{/b}{/a}", "#a(#b(=c)^b(=d))"},
    {"closed without a name", "{#a}{#b}{/}{/}", "#a(#b())"},
    {"current item", "{#a}{.}{/a}", "#a(=.)"},
    {"index", "{#a}{#}{/a}", "#a(=#)"},
    {"index with a filter", "{#a}{#|zenkaku}{/a}", "#a(=#|zenkaku)"},
    {"helpers of a loop", "{#a}{$index}{$number}{$count}{/a}",
     "#a(=$index=$number=$count)"},
    {"condition on a helper", "{#a}{^$last}x{/$last}{/a}", "#a(^$last())"},

    {"comparison", "{#a > 3}x{/a > 3}", "#a > 3[a > 3]()"},
    {"all signs",
     "{#a==1}{#a!=1}{#a&lt;1}{#a&lt;=1}{#a>1}{#a>=1}{#a=1}{/}{/}{/}{/}"
     "{/}{/}{/}",
     "#a==1[a == 1](#a!=1[a != 1](#a<1[a < 1](#a<=1[a <= 1](#a>1[a > 1]("
     "#a>=1[a >= 1](#a=1[a == 1]()))))))"},
    {"null and undefined", "{#a == null}{#undefined !== a}{/}{/}",
     "#a == null[a == null](#undefined !== a[null != a]())"},
    {"null in an order", "{#a > null}{/}",
     " template-tag-name template-unopened"},
    {"undefined in an order", "{#undefined >= a}{/}",
     " template-tag-name template-unopened"},
    {"a field whose name begins with null", "{#nullable == 1}{/}",
     "#nullable == 1[nullable == 1]()"},
    {"or in a value", "{a || 'b'}", " template-tag-name"},
    {"and before or", "{#a or b and c}{/}",
     "#a or b and c[(a or (b and c))]()"},
    {"signs of other languages", "{#!a &amp;&amp; b || c}{/}",
     "#!a && b || c[((not a and b) or c)]()"},
    {"brackets", "{^not (a or b)}{/}", "^not (a or b)[not (a or b)]()"},
    {"texts, numbers, yes and no",
     "{#a.b == ‘x y’ and c != -1.5 and d == true and e == false}{/}",
     "#a.b == ‘x y’ and c != -1.5 and d == true and e == "
     "false[(((a.b == 'x y' and c != -1.5) and d == true) and e == false)]()"},
    {"names that begin like words", "{#order and nothing or trues}{/}",
     "#order and nothing or trues[((order and nothing) or trues)]()"},
    {"a field called not", "{#not == 1}{/}", "#not == 1[not == 1]()"},
    {"condition in a loop on its item", "{#a}{#. == 'x'}{/}{/a}",
     "#a(#. == 'x'[. == 'x']())"},
    {"half a comparison", "{#a >}{/}", " template-tag-name template-unopened"},
    {"two comparisons", "{#a &lt; b &lt; c}{/}",
     " template-tag-name template-unopened"},
    {"bracket not closed", "{#(a or b}{/}",
     " template-tag-name template-unopened"},
    {"text not closed", "{#a == 'x}{/}",
     " template-tag-name template-unopened"},
    {"call", "{#a()}{/}", " template-tag-name template-unopened"},
    {"sum", "{#a + 1 > 2}{/}", " template-tag-name template-unopened"},
    {"assignment to a number", "{#1 2}{/}",
     " template-tag-name template-unopened"},
    {"item in a condition outside of a loop", "{#. == 1}{/}",
     " template-no-item template-unopened"},
    {"unknown helper", "{#a}{$other}{/a}", " template-tag-name"},
    {"filter that needs a text", "{a|default}", " template-filter-text"},
    {"filter that needs quotation marks", "{a|default:x}",
     " template-filter-text"},
    {"text that is never closed", "{a|default:'x}", " template-filter-text"},
    {"pattern with other letters", "{a|date:'hh:mm'}", " template-filter-date"},
    {"empty", "{}", " template-tag-name"},
    {"only blanks", "{ }", " template-tag-name"},
    {"number", "{1}", " template-tag-name"},
    {"sentence", "{see above}", " template-tag-name"},
    {"dot at the end", "{a.}", " template-tag-name"},
    {"two dots", "{a..b}", " template-tag-name"},
    {"section with a filter", "{#a|comma}{/a}",
     " template-tag-name template-unopened"},
    {"unknown filter", "{a|loud}", " template-filter-unknown"},
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
        [ITK_FILTER_DATE] = "|date:",      [ITK_FILTER_UPPER] = "|upper",
        [ITK_FILTER_LOWER] = "|lower",     [ITK_FILTER_DEFAULT] = "|default:",
        [ITK_FILTER_JOIN] = "|join:",
    };

    itk_buf_adds(out, node->path);
    for (size_t i = 0; i < node->filters_count; i++) {
        itk_buf_adds(out, names[node->filters[i].kind]);
        if (node->filters[i].kind == ITK_FILTER_FILL_IN)
            itk_buf_addu(out, node->filters[i].argument);
        if (node->filters[i].text)
            itk_buf_adds(out, node->filters[i].text);
    }
}

static void
add_expr(const struct itk_expr *expr, struct itk_buf *out)
{
    static const char *const signs[] = {
        [ITK_EXPR_AND] = " and ",   [ITK_EXPR_OR] = " or ",
        [ITK_EXPR_EQUAL] = " == ",  [ITK_EXPR_UNEQUAL] = " != ",
        [ITK_EXPR_LESS] = " < ",    [ITK_EXPR_LESS_EQUAL] = " <= ",
        [ITK_EXPR_GREATER] = " > ", [ITK_EXPR_GREATER_EQUAL] = " >= ",
    };
    const bool text = expr->kind == ITK_EXPR_TEXT;
    const bool both = expr->kind == ITK_EXPR_AND || expr->kind == ITK_EXPR_OR;

    if (expr->kind == ITK_EXPR_TRUE || expr->kind == ITK_EXPR_FALSE)
        itk_buf_adds(out, expr->kind == ITK_EXPR_TRUE ? "true" : "false");
    if (expr->kind == ITK_EXPR_NOTHING)
        itk_buf_adds(out, "null");
    if (expr->text)
        itk_buf_adds(out, text ? "'" : "");
    itk_buf_add(out, expr->text ? expr->text : "", expr->size);
    if (text)
        itk_buf_adds(out, "'");
    if (expr->kind == ITK_EXPR_NOT)
        itk_buf_adds(out, "not ");
    itk_buf_adds(out, both ? "(" : "");
    if (expr->left)
        add_expr(expr->left, out);
    if (expr->right) {
        itk_buf_adds(out, signs[expr->kind]);
        add_expr(expr->right, out);
    }
    itk_buf_adds(out, both ? ")" : "");
}

static void
add_nodes(const struct itk_tree *tree, size_t parent, struct itk_buf *out)
{
    for (size_t i = 0; i < tree->count; i++) {
        const struct itk_node *node = &tree->nodes[i];

        if (node->parent != parent)
            continue;
        itk_buf_addc(out, "=@#^~%"[node->kind]);
        add_value(node, out);
        if (node->expr) {
            itk_buf_addc(out, '[');
            add_expr(node->expr, out);
            itk_buf_addc(out, ']');
        }
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
    itk_scan_part(&scan, probe->src, false, NULL, "word/document.xml",
                  &probe->arena, &probe->faults);
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

/* Brackets inside each other are limited, whatever a tag can hold. */
static void
test_brackets(void **state)
{
    struct itk_buf text = ITK_BUF_INIT, got = ITK_BUF_INIT;

    (void)state;
    for (unsigned more = 0; more < 2; more++) {
        const unsigned depth = ITK_EXPR_MAX_DEPTH + more;
        struct itk_tree tree;
        struct probe probe;

        itk_buf_clear(&text);
        itk_buf_clear(&got);
        itk_buf_adds(&text, "{#");
        for (unsigned i = 0; i < depth; i++)
            itk_buf_addc(&text, i % 2 ? '!' : '(');
        itk_buf_addc(&text, 'a');
        for (unsigned i = 0; i < depth; i += 2)
            itk_buf_addc(&text, ')');
        itk_buf_adds(&text, "}{/}");
        parse(&probe, text.data, &tree);
        probe_faults(&probe, &got);
        assert_string_equal(got.data,
                            more ? " template-tag-name template-unopened" : "");
        probe_fini(&probe);
    }
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
        "t.docx word/document.xml、段落 1: エラー: "
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
    struct CMUnitTest tests[ITK_COUNT(rows) + 4];

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    tests[ITK_COUNT(rows)] = (struct CMUnitTest)cmocka_unit_test(test_depth);
    tests[ITK_COUNT(rows) + 1] =
        (struct CMUnitTest)cmocka_unit_test(test_unclosed_text);
    tests[ITK_COUNT(rows) + 2] =
        (struct CMUnitTest)cmocka_unit_test(test_tag_like);
    tests[ITK_COUNT(rows) + 3] =
        (struct CMUnitTest)cmocka_unit_test(test_brackets);
    return cmocka_run_group_tests_name("parse", tests, NULL, NULL);
}
