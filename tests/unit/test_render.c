/*
 * Whole documents: templates in memory, compiled, rendered and read back. With
 * a file name as argument, the sample is written there as well.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "render/render.h"
#include "tests/support/json_lookup.h"
#include "tests/support/sample_docx.h"
#include "tests/support/sample_plan.h"
#include "xml/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"

static itk_template *
compile(const struct sample_docx *sample, itk_findings *found,
        struct itk_error *err)
{
    struct itk_buf docx = ITK_BUF_INIT;
    struct itk_blob blob = {"t.docx", NULL, 0, ITK_FAULT_PACKAGE};
    itk_template *tmpl;

    sample_docx_write(sample, &docx);
    blob.data = docx.data;
    blob.size = docx.size;
    tmpl = itk_template_compile(&blob, NULL, found, err);
    itk_buf_free(&docx); /* the template keeps what it needs */
    return tmpl;
}

/* Compiles a template that must be sound. */
static itk_template *
compile_sound(const struct sample_docx *sample)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    itk_template *tmpl = compile(sample, found, &err);

    if (!tmpl)
        fail_msg("%s", err.text[ITK_EN]);
    assert_int_equal(itk_findings_count(found), 0);
    itk_findings_free(found);
    return tmpl;
}

static bool
render(itk_renderer *renderer, const itk_template *tmpl, const char *json,
       struct itk_buf *docx, struct itk_error *err)
{
    json_t *root = json_lookup_read(json);
    struct itk_plan plan = sample_plan(json_lookup(root));
    const bool ok = itk_render(renderer, tmpl, &plan, docx, err);

    json_decref(root);
    return ok;
}

static void
render_sound(itk_renderer *renderer, const itk_template *tmpl, const char *json,
             struct itk_buf *docx)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_blob blob = {"out.docx", NULL, 0, ITK_FAULT_PROGRAM};

    if (!render(renderer, tmpl, json, docx, &err))
        fail_msg("%s", err.text[ITK_EN]);
    blob.data = docx->data;
    blob.size = docx->size;
    if (!itk_archive_verify(&blob, &err))
        fail_msg("%s", err.text[ITK_EN]);
}

static itk_package *
read_back(const struct itk_buf *docx)
{
    const struct itk_blob blob = {"out.docx", docx->data, docx->size,
                                  ITK_FAULT_PROGRAM};
    struct itk_error err = ITK_ERROR_INIT;
    itk_package *package = itk_package_read(&blob, &err);

    if (!package)
        fail_msg("%s", err.text[ITK_EN]);
    return package;
}

static bool
holds(const itk_package *package, const char *part, const char *text)
{
    const struct itk_part *found = itk_package_find(package, part);

    assert_non_null(found);
    return memmem(found->data, found->size, text, strlen(text)) != NULL;
}

static void
test_full(void **state)
{
    const char *path = *state;
    itk_template *tmpl = compile_sound(&sample_full);
    itk_renderer *renderer = itk_renderer_new();
    struct itk_buf docx = ITK_BUF_INIT;
    itk_package *package;

    render_sound(renderer, tmpl, sample_full_json, &docx);
    package = read_back(&docx);
    assert_string_equal(itk_package_at(package, 0)->name,
                        "[Content_Types].xml");
    assert_true(holds(package, "word/document.xml",
                      ">甲 &amp; &lt;乙&gt; \"丙\" ]]&gt; {x}<"));
    assert_true(holds(package, "word/header1.xml", "甲 &amp; &lt;乙&gt;"));
    assert_true(holds(package, "docProps/core.xml",
                      "<dc:title>題&lt;1&gt; 二行</dc:title>"));
    assert_true(holds(package, "word/document.xml", "令和8年4月1日"));
    assert_true(holds(package, "word/document.xml", "12,480"));
    assert_true(holds(package, "word/document.xml", "署名 　　　　　　<"));
    assert_true(holds(package, "word/document.xml", "w14:val=\"1\""));
    assert_false(holds(package, "word/document.xml", "showingPlcHdr"));
    assert_true(holds(package, "word/document.xml", " REF _N_a_1 \\r \\h "));
    assert_true(holds(package, "word/numbering.xml",
                      "<w:num w:numId=\"9\"><w:abstractNumId w:val=\"4\"/>"
                      "<w:lvlOverride w:ilvl=\"0\"><w:startOverride "
                      "w:val=\"1\"/></w:lvlOverride></w:num>"
                      "<w:numIdMacAtCleanup"));
    if (path) {
        FILE *file = fopen(path, "wb");

        assert_non_null(file);
        assert_int_equal(fwrite(docx.data, 1, docx.size, file), docx.size);
        assert_int_equal(fclose(file), 0);
    }
    itk_package_free(package);
    itk_buf_free(&docx);
    itk_renderer_free(renderer);
    itk_template_free(tmpl);
}

static void
test_same_bytes(void **state)
{
    itk_template *tmpl = compile_sound(&sample_full),
                 *again = compile_sound(&sample_full);
    itk_renderer *renderer = itk_renderer_new(), *other = itk_renderer_new();
    struct itk_buf one = ITK_BUF_INIT, two = ITK_BUF_INIT, three = ITK_BUF_INIT;

    (void)state;
    render_sound(renderer, tmpl, sample_full_json, &one);
    render_sound(renderer, tmpl, sample_full_json, &two);
    render_sound(other, again, sample_full_json, &three);
    assert_int_equal(one.size, two.size);
    assert_memory_equal(one.data, two.data, one.size);
    assert_int_equal(one.size, three.size);
    assert_memory_equal(one.data, three.data, one.size);
    itk_buf_free(&one);
    itk_buf_free(&two);
    itk_buf_free(&three);
    itk_renderer_free(renderer);
    itk_renderer_free(other);
    itk_template_free(tmpl);
    itk_template_free(again);
}

/* What one document held is not in the next. */
static void
test_nothing_left_over(void **state)
{
    static const char few[] =
        "{\"clauses\":{\"@block\":1},\"case\":{\"name\":\"z\",\"date\":"
        "\"2026-04-01\",\"new\":false},\"items\":[],\"document\":{\"title\":"
        "\"t\"}}";
    itk_template *tmpl = compile_sound(&sample_full);
    itk_renderer *used = itk_renderer_new(), *fresh = itk_renderer_new();
    struct itk_buf before = ITK_BUF_INIT, one = ITK_BUF_INIT,
                   two = ITK_BUF_INIT;

    (void)state;
    render_sound(used, tmpl, sample_full_json, &before);
    render_sound(used, tmpl, few, &one);
    render_sound(fresh, tmpl, few, &two);
    assert_int_equal(one.size, two.size);
    assert_memory_equal(one.data, two.data, one.size);
    itk_buf_free(&before);
    itk_buf_free(&one);
    itk_buf_free(&two);
    itk_renderer_free(used);
    itk_renderer_free(fresh);
    itk_template_free(tmpl);
}

static bool
is_list(const char *name)
{
    return strcmp(name, "[Content_Types].xml") == 0 ||
           strcmp(name, "_rels/.rels") == 0 ||
           strcmp(name, "word/_rels/document.xml.rels") == 0 ||
           strcmp(name, "word/numbering.xml") == 0;
}

static void
test_no_tags(void **state)
{
    const struct sample_docx sample = {.body =
                                           P("そのまま <![CDATA[&]]>&#65;")};
    itk_template *tmpl = compile_sound(&sample);
    itk_renderer *renderer = itk_renderer_new();
    struct itk_buf docx = ITK_BUF_INIT;
    itk_package *package;

    (void)state;
    render_sound(renderer, tmpl, "{}", &docx);
    package = read_back(&docx);
    for (size_t i = 0; i < itk_template_count(tmpl); i++) {
        const struct itk_part *part = itk_template_at(tmpl, i)->part;
        const struct itk_part *found = itk_package_find(package, part->name);

        assert_null(itk_template_at(tmpl, i)->program);
        assert_non_null(found);
        if (is_list(part->name))
            continue;
        assert_int_equal(found->size, part->size);
        assert_memory_equal(found->data, part->data, part->size);
    }
    itk_package_free(package);
    itk_buf_free(&docx);
    itk_renderer_free(renderer);
    itk_template_free(tmpl);
}

static void
test_provenance(void **state)
{
    itk_template *tmpl = compile_sound(&sample_full);
    itk_renderer *renderer = itk_renderer_new();
    struct itk_buf docx = ITK_BUF_INIT;
    const struct itk_part *item;
    struct itk_digest digest;
    itk_package *package;

    (void)state;
    render_sound(renderer, tmpl, sample_full_json, &docx);
    package = read_back(&docx);
    item = itk_package_find(package, "customXml/item1.xml");
    assert_non_null(item);
    digest = itk_digest_of(item->data, item->size);
    assert_true(holds(package, "customXml/item1.xml", "<case>R8-001</case>"));
    assert_true(
        holds(package, "customXml/item1.xml", itk_template_digest(tmpl)));
    assert_true(holds(package, "docProps/custom.xml", digest.hex));
    assert_true(holds(package, "customXml/_rels/item1.xml.rels",
                      "Target=\"itemProps1.xml\""));
    assert_true(holds(package, "word/_rels/document.xml.rels",
                      "Target=\"/customXml/item1.xml\""));
    assert_true(
        holds(package, "_rels/.rels", "Target=\"/docProps/custom.xml\""));
    assert_true(holds(package, "[Content_Types].xml",
                      "PartName=\"/customXml/itemProps1.xml\""));
    itk_package_free(package);
    itk_buf_free(&docx);
    itk_renderer_free(renderer);
    itk_template_free(tmpl);
}

/* A template with properties and an item of its own keeps them. */
static void
test_own_properties(void **state)
{
    const struct sample_docx sample = {
        .body = P("{a}"),
        .properties =
            "<Properties xmlns=\"http://schemas.openxmlformats.org/"
            "officeDocument/2006/custom-properties\" "
            "xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/"
            "docPropsVTypes\"><property "
            "fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"2\" "
            "name=\"own\"><vt:lpwstr>x</vt:lpwstr></property></Properties>",
        .item = "<own/>"};
    itk_template *tmpl = compile_sound(&sample);
    itk_renderer *renderer = itk_renderer_new();
    struct itk_buf docx = ITK_BUF_INIT;
    itk_package *package;

    (void)state;
    render_sound(renderer, tmpl, "{\"a\":\"V\"}", &docx);
    package = read_back(&docx);
    assert_true(holds(package, "customXml/item1.xml", "<own/>"));
    assert_true(holds(package, "customXml/item2.xml", "<provenance"));
    assert_true(holds(package, "docProps/custom.xml", "name=\"own\""));
    assert_true(holds(package, "docProps/custom.xml",
                      "pid=\"3\" name=\"itaku.record\""));
    itk_package_free(package);
    itk_buf_free(&docx);
    itk_renderer_free(renderer);
    itk_template_free(tmpl);
}

/* Where the main part has no relationships yet, it gets some. */
static void
test_no_relationships(void **state)
{
    const struct sample_docx sample = {
        .body = P("{a}"), .no_rels = true, .no_numbering = true};
    const struct sample_docx listed = {.body = P("{a}") P("{@clauses}"),
                                       .no_rels = true,
                                       .no_numbering = true};
    itk_template *clauses = compile_sound(&listed);
    itk_template *tmpl = compile_sound(&sample);
    itk_renderer *renderer = itk_renderer_new();
    struct itk_buf docx = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    json_t *root = json_lookup_read("{\"a\":\"V\"}");
    struct itk_plan plan = sample_plan(json_lookup(root));
    itk_package *package;

    (void)state;
    assert_false(itk_render(renderer, clauses, &plan, &docx, &err));
    assert_int_equal(err.id, ITK_MSG_RENDER_NO_LIST);
    assert_int_equal(docx.size, 0);
    itk_error_fini(&err);
    /* Without the clauses no list is wanted. */
    assert_true(itk_render(renderer, tmpl, &plan, &docx, &err));
    package = read_back(&docx);
    assert_true(holds(package, "word/_rels/document.xml.rels", "customXml"));
    itk_package_free(package);
    itk_error_fini(&err);
    json_decref(root);
    itk_buf_free(&docx);
    itk_renderer_free(renderer);
    itk_template_free(clauses);
    itk_template_free(tmpl);
}

/* The sum of the parts, with and without making the document; every value
 * counts, the template too. */
static void
test_parts(void **state)
{
    static const struct {
        const char *body, *json;
        bool same;
    } others[] = {
        {"{a}", "{\"a\":\"V\"}", true},
        {"{a}", "{\"a\":\"W\"}", false},
        {"{a}{^b}{/b}", "{\"a\":\"V\"}", false},
    };
    itk_renderer *renderer = itk_renderer_new();
    struct itk_parts first = {""};

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(others); i++) {
        char body[100];
        const struct sample_docx sample = {.body = body};
        struct itk_error err = ITK_ERROR_INIT;
        struct itk_buf docx = ITK_BUF_INIT;
        json_t *root = json_lookup_read(others[i].json);
        struct itk_plan plan = sample_plan(json_lookup(root));
        struct itk_parts parts;
        itk_template *tmpl;

        snprintf(body, sizeof(body), P("%s"), others[i].body);
        tmpl = compile_sound(&sample);
        assert_true(itk_render(renderer, tmpl, &plan, &docx, &err));
        parts = itk_renderer_parts(renderer);
        assert_int_equal(strlen(parts.hex), ITK_PARTS_HEX);
        if (!i)
            first = parts;
        assert_int_equal(strcmp(parts.hex, first.hex) == 0, others[i].same);
        memset(&parts, 0, sizeof(parts));
        assert_true(itk_render_parts(renderer, tmpl, &plan, &parts, &err));
        assert_string_equal(parts.hex, itk_renderer_parts(renderer).hex);
        json_decref(root);
        itk_buf_free(&docx);
        itk_template_free(tmpl);
    }
    itk_renderer_free(renderer);
}

static void
test_missing_value(void **state)
{
    const struct sample_docx sample = {.body = P("a") P("委託者 {name} は")};
    itk_template *tmpl = compile_sound(&sample);
    itk_renderer *renderer = itk_renderer_new();
    struct itk_buf docx = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;

    (void)state;
    itk_buf_adds(&docx, "before");
    assert_false(render(renderer, tmpl, "{}", &docx, &err));
    assert_string_equal(docx.data, "before");
    assert_int_equal(err.fault, ITK_FAULT_PACKAGE);
    assert_string_equal(err.text[ITK_EN],
                        "t.docx word/document.xml, paragraph 2: 委託者 {name} "
                        "は: error: the tag {name} has no value "
                        "[render-no-value]");
    itk_error_fini(&err);
    itk_buf_clear(&docx);
    render_sound(renderer, tmpl, "{\"name\":\"V\"}", &docx);
    itk_buf_free(&docx);
    itk_renderer_free(renderer);
    itk_template_free(tmpl);
}

static struct fault_row {
    const char *name;
    struct sample_docx sample;
    const char *want;
} fault_rows[] = {
    {"faults of all parts",
     {.body = P("{#a}") P("{b|x}"), .header = P("{c"), .title = "{d}}"},
     " template-filter-unknown template-unclosed template-brace-open "
     "template-brace-close"},
    {"block in a header",
     {.body = P("x"), .header = P("{@b}")},
     " template-block-part"},
    {"block in properties",
     {.body = P("x"), .title = "{@b}"},
     " template-block-part"},
    {"section over two properties",
     {.body = P("x"), .title = "{#b}"},
     " template-unclosed"},
};

static void
test_faults(void **state)
{
    const struct fault_row *row = *state;
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    struct itk_buf got = ITK_BUF_INIT;

    assert_null(compile(&row->sample, found, &err));
    for (size_t i = 0; i < itk_findings_count(found); i++) {
        itk_buf_addc(&got, ' ');
        itk_buf_adds(&got, itk_message_id(itk_findings_at(found, i)->id));
    }
    assert_string_equal(got.data, row->want);
    assert_int_equal(err.id, itk_findings_at(found, 0)->id);
    assert_int_equal(err.fault, ITK_FAULT_PACKAGE);
    itk_error_fini(&err);
    itk_findings_free(found);
    itk_buf_free(&got);
}

/* A document is no template: it would be stamped twice. */
static void
test_output_as_template(void **state)
{
    itk_template *tmpl = compile_sound(&sample_full);
    itk_renderer *renderer = itk_renderer_new();
    itk_findings *found = itk_findings_new();
    struct itk_buf docx = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_blob blob = {"out.docx", NULL, 0, ITK_FAULT_PACKAGE};

    (void)state;
    render_sound(renderer, tmpl, sample_full_json, &docx);
    blob.data = docx.data;
    blob.size = docx.size;
    assert_null(itk_template_compile(&blob, NULL, found, &err));
    assert_int_equal(err.id, ITK_MSG_TMPL_IS_OUTPUT);
    itk_error_fini(&err);
    itk_findings_free(found);
    itk_buf_free(&docx);
    itk_renderer_free(renderer);
    itk_template_free(tmpl);
}

static void
test_block_twice(void **state)
{
    const struct sample_docx sample = {.body = P("{#l}") P("{@b}") P("{/l}")};
    itk_template *tmpl = compile_sound(&sample);
    itk_renderer *renderer = itk_renderer_new();
    struct itk_buf docx = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;

    (void)state;
    assert_false(render(renderer, tmpl,
                        "{\"b\":{\"@block\":1},\"l\":[\"1\",\"2\"]}", &docx,
                        &err));
    assert_int_equal(err.id, ITK_MSG_RENDER_BLOCK_TWICE);
    itk_error_fini(&err);
    itk_buf_clear(&docx);
    render_sound(renderer, tmpl, "{\"b\":{\"@block\":1},\"l\":true}", &docx);
    itk_buf_free(&docx);
    itk_renderer_free(renderer);
    itk_template_free(tmpl);
}

static void
test_facts(void **state)
{
    itk_template *tmpl = compile_sound(&sample_full);
    const struct itk_template_facts *facts = itk_template_facts(tmpl);

    (void)state;
    assert_int_equal(facts->item_abstract, 4);
    assert_int_equal(facts->num_max, 7);
    assert_int_equal(facts->text_width, 9030);
    assert_int_equal(facts->bookmark_max, 4);
    /* 2147483000 leaves no room; 12 is in the first hundred thousand. */
    assert_int_equal(facts->sdt_max, ITK_TMPL_FREE_IDS);
    itk_template_free(tmpl);
}

/* A part cannot grow without limit. */
static void
test_output_limit(void **state)
{
    const struct sample_docx sample = {
        .body = P("{#l}{#l}{#l}{#l}{#l}{#l}x{/l}{/l}{/l}{/l}{/l}{/l}")};
    itk_template *tmpl = compile_sound(&sample);
    itk_renderer *renderer = itk_renderer_new();
    struct itk_buf docx = ITK_BUF_INIT, json = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;

    (void)state;
    itk_buf_adds(&json, "{\"l\":[0");
    for (unsigned i = 0; i < 40; i++)
        itk_buf_adds(&json, ",0");
    itk_buf_adds(&json, "]}");
    assert_false(render(renderer, tmpl, json.data, &docx, &err));
    assert_int_equal(err.id, ITK_MSG_RENDER_TOO_LARGE);
    itk_error_fini(&err);
    itk_buf_free(&json);
    itk_buf_free(&docx);
    itk_renderer_free(renderer);
    itk_template_free(tmpl);
}

int
main(int argc, char **argv)
{
    static const CMUnitTestFunction functions[] = {
        test_same_bytes,
        test_nothing_left_over,
        test_no_tags,
        test_provenance,
        test_own_properties,
        test_no_relationships,
        test_parts,
        test_missing_value,
        test_output_as_template,
        test_block_twice,
        test_facts,
        test_output_limit,
    };
    static const char *const names[] = {
        "same bytes",         "nothing left over", "no tags", "provenance",
        "own properties",     "no relationships",  "parts",   "missing value",
        "output as template", "block twice",       "facts",   "output limit",
    };
    struct CMUnitTest tests[1 + ITK_COUNT(functions) + ITK_COUNT(fault_rows)] =
        {{"full", test_full, NULL, NULL, argc > 1 ? argv[1] : NULL}};
    size_t count = 1;
    int failed;

    for (size_t i = 0; i < ITK_COUNT(functions); i++)
        tests[count++] =
            (struct CMUnitTest){names[i], functions[i], NULL, NULL, NULL};
    for (size_t i = 0; i < ITK_COUNT(fault_rows); i++)
        tests[count++] = (struct CMUnitTest){fault_rows[i].name, test_faults,
                                             NULL, NULL, &fault_rows[i]};
    itk_xml_init();
    failed = cmocka_run_group_tests_name("render", tests, NULL, NULL);
    itk_xml_done();
    return failed;
}
