/*
 * Templates filled from data: what is copied, what is listed when values are
 * wrong, and what stands where there is none.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "input/data.h"
#include "render/render.h"
#include "tests/support/sample_docx.h"
#include "xml/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"

struct result {
    bool ok;
    struct itk_buf docx;
    itk_findings *found;
    struct itk_error err;
};

static itk_template *
compile(const struct itk_buf *docx, bool unsearched)
{
    const struct itk_template_options options = {.plain = true,
                                                 .unsearched = unsearched};
    const struct itk_blob blob = {"t.docx", docx->data, docx->size,
                                  ITK_FAULT_PACKAGE};
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    itk_template *tmpl = itk_template_compile(&blob, &options, found, &err);

    if (!tmpl)
        fail_msg("%s", err.text[ITK_EN]);
    itk_findings_free(found);
    return tmpl;
}

static struct result
render_with(const struct itk_buf *template, bool unsearched, const char *json,
            struct itk_render_options options)
{
    const struct itk_blob blob = {"d", json, strlen(json), ITK_FAULT_CASE};
    struct result result = {.found = itk_findings_new(), .docx = ITK_BUF_INIT};
    itk_dataset *data = itk_dataset_read(&blob, 100, &result.err);
    itk_template *tmpl = compile(template, unsearched);
    itk_renderer *renderer = itk_renderer_new();
    struct itk_lookup lookup;

    assert_non_null(data);
    lookup = itk_dataset_lookup(data);
    result.ok = itk_render_data(renderer, tmpl, &lookup, &options, result.found,
                                &result.docx, &result.err);
    itk_renderer_free(renderer);
    itk_template_free(tmpl);
    itk_dataset_free(data);
    return result;
}

static struct result
render(const struct itk_buf *template, const char *json,
       struct itk_render_options options)
{
    return render_with(template, false, json, options);
}

static void
result_fini(struct result *result)
{
    itk_findings_free(result->found);
    itk_error_fini(&result->err);
    itk_buf_free(&result->docx);
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

/* The parts of both, in their order, are the same; `packed` ones too. */
static void
expect_parts(const struct itk_buf *a, const struct itk_buf *b, bool packed)
{
    itk_package *one = read_back(a), *other = read_back(b);

    assert_int_equal(itk_package_count(one), itk_package_count(other));
    for (size_t i = 0; i < itk_package_count(one); i++) {
        const struct itk_part *x = itk_package_at(one, i);
        const struct itk_part *y = itk_package_at(other, i);

        assert_string_equal(x->name, y->name);
        assert_int_equal(x->size, y->size);
        assert_memory_equal(x->data, y->data, x->size);
        if (!packed)
            continue;
        assert_int_equal(x->entry.packed_size, y->entry.packed_size);
        assert_memory_equal(x->entry.packed, y->entry.packed,
                            x->entry.packed_size);
    }
    itk_package_free(one);
    itk_package_free(other);
}

static void
expect_same_parts(const struct itk_buf *a, const struct itk_buf *b)
{
    expect_parts(a, b, true);
}

/* Without a search for matches: the same document, deflated in another way. */
static void
test_unsearched(void **state)
{
    const struct sample_docx sample = {.body = P("{#l}") P("No. {n}, No. {n}")
                                           P("{/l}") P("end"),
                                       .header = P("{h}")};
    const char *json = "{\"h\":\"x\",\"l\":[{\"n\":1},{\"n\":2}]}";
    struct itk_buf docx = ITK_BUF_INIT;
    struct result result, other;
    itk_template *tmpl;

    (void)state;
    sample_docx_write(&sample, &docx);
    tmpl = compile(&docx, true);
    for (size_t i = 0; i < itk_template_count(tmpl); i++) {
        const struct itk_program *program = itk_template_at(tmpl, i)->program;

        assert_true(!program || !program->known);
    }
    itk_template_free(tmpl);
    result = render(&docx, json, (struct itk_render_options){0});
    other = render_with(&docx, true, json, (struct itk_render_options){0});
    assert_true(result.ok && other.ok);
    expect_parts(&result.docx, &other.docx, false);
    assert_int_not_equal(result.docx.size, other.docx.size);
    result_fini(&result);
    result_fini(&other);
    itk_buf_free(&docx);
}

static void
test_no_tags(void **state)
{
    const struct sample_docx sample = {
        .body = P("x") "<w:p><w:r><w:t xml:space=\"preserve\"> y </w:t></w:r>"
                       "</w:p><?pi?><!-- c --><w:p w:rsidR='00AB12CD'/>"};
    struct itk_buf docx = ITK_BUF_INIT;
    struct result result;

    (void)state;
    sample_docx_write(&sample, &docx);
    result = render(&docx, "{}", (struct itk_render_options){0});
    assert_true(result.ok);
    expect_same_parts(&docx, &result.docx);
    result_fini(&result);
    result = render(&docx, "{}", (struct itk_render_options){.smallest = true});
    assert_true(result.ok);
    expect_same_parts(&docx, &result.docx);
    result_fini(&result);
    itk_buf_free(&docx);
}

/* The order of the parts is not ours to change. */
static void
test_types_last(void **state)
{
    const struct sample_docx sample = {.body = P("x")};
    struct itk_buf docx = ITK_BUF_INIT, turned = ITK_BUF_INIT;
    itk_archive *archive = itk_archive_new(1);
    itk_package *package;
    struct result result;

    (void)state;
    sample_docx_write(&sample, &docx);
    package = read_back(&docx);
    itk_archive_begin(archive, &turned);
    for (size_t i = itk_package_count(package); i-- > 0;) {
        const struct itk_part *part = itk_package_at(package, i);

        itk_archive_copy(archive, part->name, &part->entry);
    }
    assert_true(itk_archive_end(archive));
    result = render(&turned, "{}", (struct itk_render_options){0});
    assert_true(result.ok);
    expect_same_parts(&turned, &result.docx);
    result_fini(&result);
    itk_package_free(package);
    itk_archive_free(archive);
    itk_buf_free(&docx);
    itk_buf_free(&turned);
}

static struct fault_row {
    const char *name, *body, *json;
    const char *want; /* "id (path)" of each finding, " " before each */
} faults[] = {
    {"all at once", P("{a}{b}") P("{c.d}"), "{\"b\":1}",
     " render-no-value(a) render-no-value(c.d)"},
    {"null", P("{a}"), "{\"a\":null}", " render-no-value(a)"},
    {"a check box, once",
     "<w:p><w:sdt><w:sdtPr><w:tag w:val=\"itaku:a\"/><w14:checkbox/></w:sdtPr>"
     "<w:sdtContent><w:r><w:t>-</w:t></w:r></w:sdtContent></w:sdt></w:p>" P(
         "{b}"),
     "{\"a\":\"maybe\"}", " render-not-yes-no(a) render-no-value(b)"},
    {"in an item", P("{#l}{n}{/l}"), "{\"l\":[{\"n\":1},{},{}]}",
     " render-no-value(l[2].n)"},
    {"a tag once", P("{#l}{n}{/l}{n}"), "{\"l\":[{},{}]}",
     " render-no-value(l[1].n) render-no-value(n)"},
    {"items in items", P("{#l}{#m}{n.o}{/m}{/l}"),
     "{\"l\":[{},{\"m\":[{\"n\":{\"o\":1}},{\"n\":{}}]}]}",
     " render-no-value(l[2].m[2].n.o)"},
    {"list of the outside", P("{#l}{#m}{n}{/m}{/l}"), "{\"l\":[1],\"m\":[{}]}",
     " render-no-value(m[1].n)"},
    {"dotted list", P("{#a.l}{n}{/}"), "{\"a\":{\"l\":[{}]}}",
     " render-no-value(a.l[1].n)"},
    {"an object", P("{#a}{n}{/}"), "{\"a\":{\"x\":1}}",
     " render-no-value(a.n)"},
    {"below a yes-no", P("{#a}{n}{/}"), "{\"a\":true}", " render-no-value(n)"},
    {"below a text", P("{#a}{n}{/}"), "{\"a\":\"x\"}", " render-no-value(n)"},
    {"items themselves", P("{#l}{.}{/}"), "{\"l\":[1,null]}",
     " render-no-value(l[2])"},
    {"lists of lists", P("{#l}{#.}{.}{/}{/}"), "{\"l\":[[1],[2,null]]}",
     " render-no-value(l[2][2])"},
    {"in the order of the template", P("{#l}{a}{b}{/l}"),
     "{\"l\":[{\"a\":1},{\"b\":1}]}",
     " render-no-value(l[2].a) render-no-value(l[1].b)"},
    {"filter", P("{a|comma}{b}"), "{\"a\":\"x\"}",
     " render-filter(a) render-no-value(b)"},
    {"a list is no text", P("{a}"), "{\"a\":[1]}", " render-not-text(a)"},
    {"no blocks in data", P("{@a}") P("{b}"), "{\"a\":1}",
     " render-not-block(a) render-no-value(b)"},
    {"dropped", P("{#a}{b}{/a}{^a}{c}{/a}"), "{\"a\":0}",
     " render-no-value(c)"},
};

static void
test_fault(void **state)
{
    const struct fault_row *row = *state;
    const struct sample_docx sample = {.body = row->body};
    struct itk_buf docx = ITK_BUF_INIT, got = ITK_BUF_INIT;
    struct result result;

    sample_docx_write(&sample, &docx);
    result = render(&docx, row->json, (struct itk_render_options){0});
    for (size_t i = 0; i < itk_findings_count(result.found); i++) {
        const struct itk_finding *one = itk_findings_at(result.found, i);

        itk_buf_addc(&got, ' ');
        itk_buf_adds(&got, itk_message_id(one->id));
        itk_buf_addc(&got, '(');
        itk_buf_adds(&got, one->field);
        itk_buf_addc(&got, ')');
    }
    assert_string_equal(got.data, row->want);
    assert_false(result.ok);
    assert_int_equal(result.docx.size, 0);
    assert_false(itk_error_is_set(&result.err));
    result_fini(&result);
    itk_buf_free(&docx);
    itk_buf_free(&got);
}

/* Faults of all parts, header and properties included. */
static void
test_parts(void **state)
{
    const struct sample_docx sample = {
        .body = P("{a}"), .header = P("{b}"), .title = "{c}"};
    struct itk_buf docx = ITK_BUF_INIT;
    struct result result;

    (void)state;
    sample_docx_write(&sample, &docx);
    result = render(&docx, "{}", (struct itk_render_options){0});
    assert_false(result.ok);
    assert_int_equal(itk_findings_count(result.found), 3);
    result_fini(&result);
    itk_buf_free(&docx);
}

static struct missing_row {
    const char *name, *body, *json;
    enum itk_missing missing;
    const char *want; /* in the document */
} missings[] = {
    {"empty", P("[{a}]"), "{}", ITK_MISSING_EMPTY, "[]</w:t>"},
    {"kept", P("[{a.b | comma}]"), "{}", ITK_MISSING_KEEP,
     "[{a.b | comma}]</w:t>"},
    {"kept in an item", P("{#l}[{a}]{/l}"), "{\"l\":[{\"a\":1},{}]}",
     ITK_MISSING_KEEP, "[1][{a}]</w:t>"},
    {"no section", P("[{#a}x{/a}]"), "{}", ITK_MISSING_KEEP, "[]</w:t>"},
    {"a space for the pen", P("[{a|fill-in:1}]"), "{}", ITK_MISSING_KEEP,
     "[\xE3\x80\x80]</w:t>"},
};

static void
test_missing(void **state)
{
    const struct missing_row *row = *state;
    const struct sample_docx sample = {.body = row->body};
    struct itk_buf docx = ITK_BUF_INIT;
    struct result result;
    itk_package *package;
    const struct itk_part *main_part;

    sample_docx_write(&sample, &docx);
    result = render(&docx, row->json,
                    (struct itk_render_options){.missing = row->missing});
    assert_true(result.ok);
    package = read_back(&result.docx);
    main_part = itk_package_main(package);
    assert_non_null(
        memmem(main_part->data, main_part->size, row->want, strlen(row->want)));
    itk_package_free(package);
    result_fini(&result);
    itk_buf_free(&docx);
}

static const struct itk_part *
numbering_of(const itk_package *package)
{
    return itk_package_find(package, "word/numbering.xml");
}

/* A list that begins anew in each copy: further w:num, only where needed. */
static void
test_restart(void **state)
{
#define LEVEL(at, start)                                                       \
    "<w:lvlOverride w:ilvl=\"" at "\"><w:startOverride w:val=\"" start         \
    "\"/></w:lvlOverride>"
#define COPY(id)                                                               \
    "<w:num w:numId=\"" id "\"><w:abstractNumId w:val=\"0\"/>" LEVEL("0", "1") \
        LEVEL("1", "2") "</w:num>"
    static const char copies[] = COPY("8") COPY("9");
    static const char rest[] =
        "<w:numIdMacAtCleanup w:val=\"3\"/></w:numbering>";
    const struct sample_docx sample = {
        .body = P("{#l|restart}") "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/>"
                                  "<w:numId w:val=\"1\"/></w:numPr></w:pPr>"
                                  "</w:p>" P("{/l}")};
    struct itk_buf docx = ITK_BUF_INIT;
    struct result result;
    itk_package *package, *before;
    const struct itk_part *part, *old;

    (void)state;
    sample_docx_write(&sample, &docx);
    before = read_back(&docx);
    old = numbering_of(before);
    result = render(&docx, "{\"l\":[1,2,3]}", (struct itk_render_options){0});
    assert_true(result.ok);
    package = read_back(&result.docx);
    part = numbering_of(package);
    assert_int_equal(part->size, old->size + strlen(copies));
    assert_memory_equal((const char *)part->data + old->size - strlen(rest),
                        copies, strlen(copies));
    itk_package_free(package);
    result_fini(&result);

    result = render(&docx, "{\"l\":[1]}", (struct itk_render_options){0});
    assert_true(result.ok);
    package = read_back(&result.docx);
    part = numbering_of(package);
    assert_int_equal(part->entry.packed_size, old->entry.packed_size);
    assert_int_equal(part->entry.crc, old->entry.crc);
    itk_package_free(package);
    itk_package_free(before);
    result_fini(&result);
    itk_buf_free(&docx);
}

int
main(void)
{
    static struct CMUnitTest tests[ITK_COUNT(faults) + ITK_COUNT(missings) + 5];
    size_t count = 0;
    int failed;

    for (size_t i = 0; i < ITK_COUNT(faults); i++)
        tests[count++] = (struct CMUnitTest){.name = faults[i].name,
                                             .test_func = test_fault,
                                             .initial_state = &faults[i]};
    for (size_t i = 0; i < ITK_COUNT(missings); i++)
        tests[count++] = (struct CMUnitTest){.name = missings[i].name,
                                             .test_func = test_missing,
                                             .initial_state = &missings[i]};
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_no_tags);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_unsearched);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_restart);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_types_last);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_parts);
    itk_xml_init();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    itk_xml_done();
    return failed;
}
