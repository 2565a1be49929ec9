/*
 * What a template wants, guessed from its tags.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "tests/support/sample_docx.h"
#include "tmpl/shape.h"
#include "xml/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"

static struct row {
    const char *name, *body;
    const char *want;
} rows[] = {
    {"a link is a group", "<w:p><w:r><w:t>{#l}{~.}{/l}{~a.b}</w:t></w:r></w:p>",
     "l:[url:text=https://example.com/ text:text=example.com] "
     "a:{b:{url:text=https://example.com/ text:text=example.com}}"},
    {"values", P("{a} {b.c} {b.d.e}"), "a:text b:{c:text d:{e:text}}"},
    {"filters", P("{a|wareki}{b|comma}{c|date:'yyyy'}{d|zenkaku}{e|kanji}"),
     "a:date b:number c:date d:text e:number"},
    {"a date says more than a text", P("{a}{a|wareki}{a}"), "a:date"},
    {"yes-no", P("{#a}x{/a}"), "a:yes-no"},
    {"no", P("{^a}x{/a}"), "a:yes-no"},
    {"list", P("{#a}{b}{/a}"), "a:[b:text]"},
    {"list and its absence", P("{#a}{b}{/a}{^a}x{/a}"), "a:[b:text]"},
    {"list of texts", P("{#a}{.}{/a}"), "a:[text]"},
    {"numbered", P("{#a}{#}x{/a}"), "a:list"},
    {"helper", P("{#a}{$number}. {b}{/a}"), "a:[b:text]"},
    {"name from outside", P("{b}{#a}{b}{/a}"), "b:text a:yes-no"},
    {"name from further outside", P("{b}{#l}{c}{#a}{b}{/a}{/l}"),
     "b:text l:[c:text a:yes-no]"},
    {"name from behind", P("{#a}{b}{/a}{b}"), "a:yes-no b:text"},
    {"group from outside", P("{b.x}{#a}{b.y}{/a}"),
     "b:{x:text y:text} a:yes-no"},
    {"not the group outside", P("{b.x}{#a}{b}{/a}"), "b:{x:text} a:[b:text]"},
    {"a text that may be there", P("{#a}({a}){/a}"), "a:text"},
    {"a group that may be there", P("{#a}({a.b}){/a}"), "a:{b:text}"},
    {"lists in lists", P("{#a}{b}{#c}{d}{/c}{/a}"), "a:[b:text c:[d:text]]"},
    {"lists of lists", P("{#a}{#.}{.}{/}{/a}"), "a:[[text]]"},
    {"dotted list", P("{#a.b}{c}{/a.b}{a.d}"), "a:{b:[c:text] d:text}"},
    {"absence opens nothing", P("{^a}{b}{/a}"), "a:yes-no b:text"},
    {"the same list twice", P("{#a}{b}{/a}") P("{#a}{c}{/a}"),
     "a:[b:text c:text]"},
    {"joined", P("{a|join:','}"), "a:list"},
    {"length", P("{a.length}{#a}{b}{/a}"), "a:[b:text]"},
    {"condition", P("{#a == 'x' and not b}{c}{/}"), "a:text=x b:yes-no c:text"},
    {"number compared", P("{#1.5 &lt; a}x{/}"), "a:number=1.5"},
    {"block", P("{@a}"), "a:block"},
};

static void show(const struct itk_shape *shape, struct itk_buf *out);

static void
show_members(const struct itk_shape *shape, struct itk_buf *out)
{
    for (const struct itk_shape *at = shape->first; at; at = at->next) {
        itk_buf_add(out, at->name, at->size);
        itk_buf_addc(out, ':');
        show(at, out);
        itk_buf_adds(out, at->next ? " " : "");
    }
}

static void
show(const struct itk_shape *shape, struct itk_buf *out)
{
    static const char *const words[] = {
        [ITK_SHAPE_YES_NO] = "yes-no", [ITK_SHAPE_TEXT] = "text",
        [ITK_SHAPE_NUMBER] = "number", [ITK_SHAPE_DATE] = "date",
        [ITK_SHAPE_LIST] = "list",     [ITK_SHAPE_BLOCK] = "block",
    };

    if (shape->type == ITK_SHAPE_GROUP) {
        itk_buf_addc(out, '{');
        show_members(shape, out);
        itk_buf_addc(out, '}');
    } else if (shape->item) {
        itk_buf_addc(out, '[');
        if (shape->item->type == ITK_SHAPE_GROUP)
            show_members(shape->item, out);
        else
            show(shape->item, out);
        itk_buf_addc(out, ']');
    } else {
        itk_buf_adds(out, words[shape->type]);
    }
    if (shape->example) {
        itk_buf_addc(out, '=');
        itk_buf_add(out, shape->example, shape->example_size);
    }
}

static void
test_row(void **state)
{
    const struct row *row = *state;
    const struct sample_docx sample = {.body = row->body};
    const struct itk_template_options options = {.plain = true};
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf docx = ITK_BUF_INIT, got = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_blob blob = {"t.docx", NULL, 0, ITK_FAULT_PACKAGE};
    itk_findings *found = itk_findings_new();
    itk_template *tmpl;

    sample_docx_write(&sample, &docx);
    blob.data = docx.data;
    blob.size = docx.size;
    tmpl = itk_template_compile(&blob, &options, found, &err);
    if (!tmpl)
        fail_msg("%s", err.text[ITK_EN]);
    show_members(itk_shapes_of(tmpl, &arena).root, &got);
    assert_string_equal(got.data, row->want);
    itk_template_free(tmpl);
    itk_findings_free(found);
    itk_buf_free(&docx);
    itk_buf_free(&got);
    itk_arena_fini(&arena);
}

int
main(void)
{
    static struct CMUnitTest tests[ITK_COUNT(rows)];
    int failed;

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] = (struct CMUnitTest){.name = rows[i].name,
                                       .test_func = test_row,
                                       .initial_state = &rows[i]};
    itk_xml_init();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    itk_xml_done();
    return failed;
}
