/*
 * A renderer that has made a document makes the next one of the kind nearly
 * without the heap. Allocations are counted at the linker's seam.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "input/data.h"
#include "render/render.h"
#include "tests/bench/count_alloc.h"
#include "tests/support/sample_docx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define MOST        20ul /* allocations for a document */
#define ROWS        300
#define P(text)     "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define CELL(text)  "<w:tc><w:tcPr/>" P(text) "</w:tc>"
#define TABLE(text) "<w:tbl><w:tblPr/><w:tblGrid/>" text "</w:tbl>"

static const struct sample_docx sample = {
    .body = P("{name|default:'-'} {from|wareki}")
        TABLE("<w:tr>" CELL("{#rows}{#} {name}") CELL("{price|comma}")
                  CELL("{at|wareki}") CELL("{price|kanji}{/rows}") "</w:tr>")
            P("{#some}") P("{name}") P("{/some}") P("{words|join:'、'}"),
    .header = P("{name}"),
    .title = "{name}"};

static itk_template *
compile(void)
{
    const struct itk_template_options options = {.plain = true};
    struct itk_buf docx = ITK_BUF_INIT;
    struct itk_blob blob;
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    itk_template *tmpl;

    sample_docx_write(&sample, &docx);
    blob = (struct itk_blob){"t.docx", docx.data, docx.size, ITK_FAULT_PACKAGE};
    tmpl = itk_template_compile(&blob, &options, found, &err);
    if (!tmpl)
        fail_msg("%s", err.text[ITK_EN]);
    itk_findings_free(found);
    itk_buf_free(&docx);
    return tmpl;
}

static void
write_data(struct itk_buf *json)
{
    itk_buf_adds(json, "{\"name\": \"甲\", \"from\": \"2026-04-01\", \"some\": "
                       "true, \"words\": [\"一\", \"二\"], \"rows\": [");
    for (unsigned i = 0; i < ROWS; i++) {
        itk_buf_adds(json, i ? ", " : "");
        itk_buf_adds(json, "{\"name\": \"乙\", \"at\": \"2026-05-01\", "
                           "\"price\": 12345}");
    }
    itk_buf_adds(json, "]}");
}

static unsigned long
render(itk_renderer *renderer, const itk_template *tmpl,
       const itk_dataset *data, bool smallest, struct itk_buf *docx)
{
    const struct itk_render_options options = {.smallest = smallest};
    const struct itk_lookup lookup = itk_dataset_lookup(data);
    const unsigned long before = count_alloc();
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    bool ok;

    itk_buf_clear(docx);
    ok = itk_render_data(renderer, tmpl, &lookup, &options, found, docx, &err);
    itk_findings_free(found);
    assert_true(ok);
    return count_alloc() - before;
}

static void
test_second(void **state)
{
    const bool smallest = *(const bool *)*state;
    struct itk_buf json = ITK_BUF_INIT, docx = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    itk_template *tmpl = compile();
    itk_renderer *renderer = itk_renderer_new();
    struct itk_blob blob;
    itk_dataset *data;

    write_data(&json);
    blob = (struct itk_blob){"d", json.data, json.size, ITK_FAULT_CASE};
    data = itk_dataset_read(&blob, 2 * ROWS, &err);
    assert_non_null(data);
    /* The first one makes what is kept: or nothing is counted at all. */
    assert_true(render(renderer, tmpl, data, smallest, &docx) > 0);
    assert_in_range(render(renderer, tmpl, data, smallest, &docx), 1, MOST - 1);
    itk_renderer_free(renderer);
    itk_template_free(tmpl);
    itk_dataset_free(data);
    itk_buf_free(&json);
    itk_buf_free(&docx);
}

int
main(void)
{
    static bool no, yes = true;
    const struct CMUnitTest tests[] = {
        {"the second document", test_second, NULL, NULL, &no},
        {"the second of the smallest", test_second, NULL, NULL, &yes},
    };

    count_alloc_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
