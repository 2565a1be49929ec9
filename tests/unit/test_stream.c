/*
 * XML as it comes: the same events however it is cut, and what is refused
 * before libxml2 labours at it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "xml/stream.h"
#include "xml/xml.h"

static void
on_start(void *self, const char *name, struct itk_xml_attrs attrs)
{
    size_t size = 0;
    const char *value = itk_xml_stream_attr(attrs, "a", &size);

    itk_buf_addc(self, '<');
    itk_buf_adds(self, name);
    if (value) {
        itk_buf_addc(self, '=');
        itk_buf_add(self, value, size);
    }
    itk_buf_addc(self, '>');
}

static void
on_end(void *self, const char *name)
{
    itk_buf_adds(self, "</");
    itk_buf_adds(self, name);
    itk_buf_addc(self, '>');
}

static void
on_text(void *self, const char *text, size_t size)
{
    itk_buf_add(self, text, size);
}

/* In pieces of `step` bytes; a fault as !id behind the events. */
static void
read_all(const char *xml, size_t size, size_t step, struct itk_buf *out)
{
    static const struct itk_xml_events events = {on_start, on_end, on_text};
    struct itk_error err = ITK_ERROR_INIT;
    itk_xml_stream *stream =
        itk_xml_stream_new("t", "part", ITK_FAULT_CASE, &events, out);
    bool ok = true;

    for (size_t at = 0; ok && at < size; at += step)
        ok = itk_xml_stream_feed(stream, xml + at,
                                 size - at < step ? size - at : step, &err);
    if (!ok || !itk_xml_stream_end(stream, &err)) {
        itk_buf_clear(out);
        itk_buf_addc(out, '!');
        itk_buf_adds(out, itk_message_id(err.id));
    }
    itk_error_fini(&err);
    itk_xml_stream_free(stream);
}

static const struct row {
    const char *name, *xml, *want;
} rows[] = {
    {"an element", "<r a='1'>x</r>", "<r=1>x</r>"},
    {"a prefix", "<p:r xmlns:p='u' p:a='1' a='2'/>", "<r=2></r>"},
    {"references", "<r a='&lt;&#x3042;'>&amp;&#65;</r>", "<r=<あ>&A</r>"},
    {"CDATA", "<r><![CDATA[<x>]]]></r>", "<r><x>]</r>"},
    {"CDATA that does not end", "<r><![CDATA[<x a=''></r>", "!xml-syntax"},
    {"comments and instructions",
     "<?xml version='1.0' encoding='UTF-8'?><!-- <a --><r><?p <?><!----></r>",
     "<r></r>"},
    {"> in a value", "<r a='>'/>", "<r=>></r>"},
    {"< in a value", "<r a='<'/>", "!xml-syntax"},
    {"an open tag", "<r", "!xml-syntax"},
    {"an open element", "<r>", "!xml-syntax"},
    {"two elements", "<r/><s/>", "!xml-syntax"},
    {"nothing", "", "!xml-syntax"},
    {"an undeclared prefix", "<p:r/>", "!xml-syntax"},
    {"an undeclared entity", "<r>&x;</r>", "!xml-syntax"},
    {"a DTD", "<!DOCTYPE r><r/>", "!xml-dtd"},
    {"a DTD later", "<r/><!DOCTYPE r>", "!xml-dtd"},
    {"bytes that are not UTF-8", "<r>\xE7\x94</r>", "!xml-syntax"},
    {"a control character", "<r>\x01</r>", "!xml-syntax"},
};

/* However it is cut. */
static void
test_row(void **state)
{
    const struct row *row = *state;
    const size_t size = strlen(row->xml);

    for (size_t step = 1; step <= size + 1; step++) {
        struct itk_buf got = ITK_BUF_INIT;

        read_all(row->xml, size, step, &got);
        assert_string_equal(got.data, row->want);
        itk_buf_free(&got);
    }
}

static void
test_wide(void **state)
{
    struct itk_buf got = ITK_BUF_INIT;

    (void)state;
    read_all("\xFF\xFE<\0r\0/\0>\0", 10, 4, &got);
    assert_string_equal(got.data, "!xml-syntax");
    itk_buf_clear(&got);
    read_all("<\0r\0/\0>\0", 8, 4, &got);
    assert_string_equal(got.data, "!xml-syntax");
    itk_buf_free(&got);
}

static void
test_attributes(void **state)
{
    (void)state;
    for (unsigned count = ITK_XML_MAX_ATTRS; count <= ITK_XML_MAX_ATTRS + 1;
         count++) {
        struct itk_buf xml = ITK_BUF_INIT, got = ITK_BUF_INIT;

        itk_buf_adds(&xml, "<r");
        for (unsigned i = 0; i < count; i++) {
            itk_buf_adds(&xml, " x");
            itk_buf_addu(&xml, i);
            itk_buf_adds(&xml, "=''");
        }
        itk_buf_adds(&xml, "/>");
        read_all(xml.data, xml.size, 100, &got);
        assert_string_equal(got.data, count > ITK_XML_MAX_ATTRS ? "!xml-attrs"
                                                                : "<r></r>");
        itk_buf_free(&xml);
        itk_buf_free(&got);
    }
}

static void
test_depth(void **state)
{
    (void)state;
    for (unsigned depth = ITK_XML_MAX_DEPTH; depth <= ITK_XML_MAX_DEPTH + 1;
         depth++) {
        struct itk_buf xml = ITK_BUF_INIT, got = ITK_BUF_INIT;

        for (unsigned i = 0; i < depth; i++)
            itk_buf_adds(&xml, "<r>");
        for (unsigned i = 0; i < depth; i++)
            itk_buf_adds(&xml, "</r>");
        read_all(xml.data, xml.size, 1000, &got);
        if (depth > ITK_XML_MAX_DEPTH)
            assert_int_equal(got.data[0], '!');
        else
            assert_string_equal(got.data, xml.data);
        itk_buf_free(&xml);
        itk_buf_free(&got);
    }
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows) + 3] = {
        cmocka_unit_test(test_wide), cmocka_unit_test(test_attributes),
        cmocka_unit_test(test_depth)};

    itk_xml_init();
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i + 3] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL,
                                           (void *)(uintptr_t)&rows[i]};
    return _cmocka_run_group_tests("stream", tests, ITK_COUNT(tests), NULL,
                                   NULL);
}
