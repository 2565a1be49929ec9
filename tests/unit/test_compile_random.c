/*
 * Templates put together at random: where one compiles, whatever it is filled
 * with must give XML that is well formed, with a paragraph in every cell, a
 * cell in every row, and a row in every table.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/tmpl_probe.h"
#include "xml/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define ROUNDS 20000
#define DATA                                                                   \
    "{\"l\":[\"a\",\"b\"],\"m\":[{\"n\":\"1\"},{\"n\":\"2\",\"l\":[]}],"       \
    "\"e\":[],\"y\":true,\"n\":\"v\"}"

static uint64_t seed;

static unsigned
any(unsigned below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((seed >> 33) % below);
}

/* The names of sections that are open, so that most are closed in order. */
struct writer {
    struct itk_buf out;
    char open[16];
    size_t depth;
};

static void
tag(struct writer *w)
{
    static const char names[] = "lmeyl";
    static const char *const dashes[] = {"#",     "#",      "^",
                                         "-w:p ", "-w:tr ", "-w:tbl "};
    const unsigned what = any(8);

    if (what < 3 && w->depth < sizeof(w->open)) {
        const char name = names[any(5)];

        itk_buf_addc(&w->out, '{');
        itk_buf_adds(&w->out, dashes[any(6)]);
        itk_buf_addc(&w->out, name);
        itk_buf_addc(&w->out, '}');
        w->open[w->depth++] = name;
    } else if (what < 6 && w->depth > 0) {
        itk_buf_adds(&w->out, "{/");
        itk_buf_addc(&w->out, w->open[--w->depth]);
        itk_buf_addc(&w->out, '}');
    } else {
        itk_buf_adds(&w->out, what == 6 ? "{n}" : "x");
    }
}

static void
paragraph(struct writer *w)
{
    const unsigned runs = any(3);

    itk_buf_adds(&w->out, any(4) ? "<w:p>" : "<w:p><w:pPr><w:jc/></w:pPr>");
    for (unsigned i = 0; i <= runs; i++) {
        const bool inserted = any(4) == 0;

        itk_buf_adds(&w->out, inserted ? "<w:ins w:id=\"1\">" : "");
        itk_buf_adds(&w->out,
                     any(3) ? "<w:r><w:t>" : "<w:r><w:rPr><w:b/></w:rPr><w:t>");
        tag(w);
        if (any(2))
            tag(w);
        itk_buf_adds(&w->out, "</w:t></w:r>");
        itk_buf_adds(&w->out, inserted ? "</w:ins>" : "");
    }
    itk_buf_adds(&w->out, "</w:p>");
}

static void blocks(struct writer *w, unsigned depth);

static void
table(struct writer *w, unsigned depth)
{
    const unsigned rows = 1 + any(3);

    itk_buf_adds(&w->out, "<w:tbl><w:tblPr/>");
    for (unsigned i = 0; i < rows; i++) {
        const unsigned cells = 1 + any(2);

        itk_buf_adds(&w->out, "<w:tr>");
        for (unsigned j = 0; j < cells; j++) {
            itk_buf_adds(&w->out, "<w:tc>");
            blocks(w, depth + 1);
            paragraph(w);
            itk_buf_adds(&w->out, "</w:tc>");
        }
        itk_buf_adds(&w->out, "</w:tr>");
    }
    itk_buf_adds(&w->out, "</w:tbl>");
}

static void
blocks(struct writer *w, unsigned depth)
{
    for (unsigned count = any(3); count > 0; count--) {
        if (depth < 2 && any(4) == 0)
            table(w, depth);
        else
            paragraph(w);
    }
}

/* A cell ends with a paragraph, a table has rows, a row has cells. */
static void
check_shape(const xmlNode *node, const char *xml)
{
    const xmlNode *last = NULL;
    bool row = false, cell = false;

    for (const xmlNode *at = itk_xml_first(node); at; at = itk_xml_next(at)) {
        check_shape(at, xml);
        last = at;
        row = row || itk_xml_is(at, "tr");
        cell = cell || itk_xml_is(at, "tc");
    }
    if (itk_xml_is(node, "tc") && (!last || !itk_xml_is(last, "p")))
        fail_msg("cell: %s", xml);
    if ((itk_xml_is(node, "tbl") && !row) || (itk_xml_is(node, "tr") && !cell))
        fail_msg("table: %s", xml);
}

static void
check_sound(const char *body, const char *template)
{
    struct itk_buf part = ITK_BUF_INIT, both = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    xmlDoc *doc;

    itk_buf_adds(&part, PROBE_HEAD);
    itk_buf_adds(&part, body);
    itk_buf_adds(&part, PROBE_TAIL);
    itk_buf_adds(&both, template);
    itk_buf_adds(&both, "\n");
    itk_buf_adds(&both, body);
    doc = itk_xml_parse(
        &(struct itk_blob){"t.xml", part.data, part.size, ITK_FAULT_PACKAGE},
        &err);
    if (!doc)
        fail_msg("%s", both.data);
    check_shape(xmlDocGetRootElement(doc), both.data);
    xmlFreeDoc(doc);
    itk_error_fini(&err);
    itk_buf_free(&part);
    itk_buf_free(&both);
}

static void
test_sound(void **state)
{
    unsigned sound = 0, refused = 0;

    (void)state;
    for (seed = 1; sound + refused < ROUNDS;) {
        struct writer w = {.out = ITK_BUF_INIT};
        struct itk_buf got = ITK_BUF_INIT;

        blocks(&w, 0);
        while (w.depth > 0) {
            itk_buf_adds(&w.out, "<w:p><w:r><w:t>{/");
            itk_buf_addc(&w.out, w.open[--w.depth]);
            itk_buf_adds(&w.out, "}</w:t></w:r></w:p>");
        }
        paragraph(&w);
        probe_render(w.out.data, DATA, &got);
        /* Faults and errors begin with a blank. */
        if (*got.data != ' ') {
            check_sound(got.data, w.out.data);
            sound++;
        } else {
            refused++;
        }
        itk_buf_free(&w.out);
        itk_buf_free(&got);
    }
    /* Enough of both, or the test says nothing. */
    assert_true(sound > ROUNDS / 10);
    assert_true(refused > ROUNDS / 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sound)};
    int status;

    itk_xml_init();
    status = cmocka_run_group_tests_name("compile_random", tests, NULL, NULL);
    itk_xml_done();
    return status;
}
