/*
 * Data for anybody's template: values by path, from JSON and from XML, and
 * what is refused.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <jansson.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "input/data.h"
#include "xml/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define ITEMS 5u /* allowed in these tests */

static itk_dataset *
read_text(const char *text, size_t size, struct itk_error *err)
{
    const struct itk_blob blob = {"d", text, size, ITK_FAULT_CASE};

    return itk_dataset_read(&blob, ITEMS, err);
}

/* One step down: a name, or an index of a list. */
static struct itk_data
step(const struct itk_lookup *lookup, const struct itk_data *in,
     const char *name, size_t size)
{
    const size_t index = strtoul(name, NULL, 10);

    if (in->kind == ITK_DATA_LIST)
        return index < in->count ? lookup->item(lookup->self, in, index)
                                 : (struct itk_data){.kind = ITK_DATA_ABSENT};
    return lookup->member(lookup->self, in, name, size);
}

/* "text", "yes:word", "no:word", "[3]" of a list, "{}", "null", "absent". */
static void
show(const struct itk_data *data, char *out, size_t room)
{
    switch (data->kind) {
    case ITK_DATA_ABSENT:
        snprintf(out, room, "%s", data->named ? "null" : "absent");
        break;
    case ITK_DATA_TEXT:
        snprintf(out, room, "%s%.*s", data->number ? "#" : "", (int)data->size,
                 data->text);
        break;
    case ITK_DATA_BOOL:
        snprintf(out, room, "%s:%.*s", data->truth ? "yes" : "no",
                 (int)data->size, data->text);
        break;
    case ITK_DATA_LIST:
        snprintf(out, room, "[%zu]", data->count);
        break;
    default:
        snprintf(out, room, "{}");
        break;
    }
}

static struct value_row {
    const char *name, *text;
    const char *path; /* parted by '/' */
    const char *want;
} values[] = {
    {"text", "{\"a\":\"甲\"}", "a", "甲"},
    {"no text", "{\"a\":\"\"}", "a", ""},
    {"other name", "{\"a\":\"x\"}", "b", "absent"},
    {"longer name", "{\"a\":\"x\"}", "aa", "absent"},
    {"null", "{\"a\":null}", "a", "null"},
    {"true", "{\"a\":true}", "a", "yes:true"},
    {"false", "{\"a\":false}", "a", "no:false"},
    {"list", "{\"a\":[1,2,3]}", "a", "[3]"},
    {"no items", "{\"a\":[ ]}", "a", "[0]"},
    {"item", "{\"a\":[1,[2,\"x\"]]}", "a/1/1", "x"},
    {"object", "{ \"a\" : { } , \"b\":1}", "a", "{}"},
    {"deep", "{\"a\":{\"b\":[{\"c\":\"x\"}]}}", "a/b/0/c", "x"},
    {"below a text", "{\"a\":\"x\"}", "a/b", "absent"},
    {"many names", "{\"c\":3,\"a\":1,\"bb\":4,\"b\":2,\"aa\":5}", "b", "#2"},
    {"empty name", "{\"\":1}", "", "#1"},
    {"names alike at first",
     "{\"contract_b\":2,\"contract_a\":1,\"contract_c\":3,\"contract\":0}",
     "contract_a", "#1"},
    {"a name alike at first", "{\"contract_b\":2,\"contract_c\":3}",
     "contract_a", "absent"},
    {"a name alike, not longer", "{\"contracts\":2,\"contracta\":3}",
     "contracts", "#2"},
    {"objects alike", "{\"r\":[{\"b\":1,\"a\":2},{\"b\":3,\"a\":4}]}", "r/1/b",
     "#3"},
    {"objects of other names", "{\"r\":[{\"b\":1,\"a\":2},{\"b\":3,\"c\":4}]}",
     "r/1/c", "#4"},
    {"objects in another order",
     "{\"r\":[{\"b\":1,\"a\":2},{\"a\":3,\"b\":4}]}", "r/1/b", "#4"},
    {"objects with more", "{\"r\":[{\"b\":1},{\"b\":3,\"a\":4}]}", "r/1/a",
     "#4"},
    /* Numbers stay as they are written. */
    {"number", "{\"a\":-12.50}", "a", "#-12.50"},
    {"big number", "{\"a\":123456789012345678901234567890}", "a",
     "#123456789012345678901234567890"},
    {"exponent", "{\"a\":1e999}", "a", "#1e999"},
    {"zero", "{\"a\":0}", "a", "#0"},
    {"minus zero", "{\"a\":-0.00e7}", "a", "#-0.00e7"},
    {"small", "{\"a\":0.01}", "a", "#0.01"},
    {"text of zero", "{\"a\":\"0\"}", "a", "0"},
    {"escapes", "{\"a\":\"\\\"\\\\\\/\\n\\r\\t\"}", "a", "\"\\/\n\r\t"},
    {"unicode", "{\"a\":\"x\\u3042\\ud842\\uDFB7y\"}", "a",
     "xあ\xF0\xA0\xAE\xB7y"},
    {"line tabulation", "{\"a\":\"\\u000b\"}", "a", "\v"},
    {"escaped name", "{\"\\u0061\":1}", "a", "#1"},
    {"byte order mark", "\xEF\xBB\xBF{\"a\":1}", "a", "#1"},
    {"blanks", " \r\n\t{ \"a\"\t:\n1 }\n ", "a", "#1"},

    {"element", "<d><a> x y\n</a></d>", "a", "x y"},
    {"space preserved", "<d><a xml:space='preserve'> x </a></d>", "a", " x "},
    {"empty element", "<d><a/></d>", "a", ""},
    {"elements", "<d><a><b>x</b></a></d>", "a/b", "x"},
    {"repeated", "<d><a>1</a><b/><a>2</a></d>", "a/1", "2"},
    {"repeated, count", "<d><a>1</a><b/><a>2</a></d>", "a", "[2]"},
    {"attribute", "<d><a id='7'>x</a></d>", "a/id", "7"},
    {"beside an attribute", "<d><a id='7'>x</a></d>", "a", "x"},
    {"attributes alone", "<d><a id='7'/></d>", "a", "{}"},
    {"of the root", "<d id='7'/>", "id", "7"},
    {"with elements", "<d><a id='7'><b>x</b></a></d>", "a/b", "x"},
    {"prefixes do not count", "<n:d xmlns:n='u' n:id='7'><n:a>x</n:a></n:d>",
     "a", "x"},
    {"attributes with a prefix are left out", "<d xml:id='x7'/>", "id",
     "absent"},
    {"yes", "<d><a>true</a></d>", "a", "yes:true"},
    {"no", "<d><a> false </a></d>", "a", "no:false"},
    {"cdata", "<d><a><![CDATA[<x>]]></a></d>", "a", "<x>"},
    {"comment", "<d><a>x<!-- y -->z</a></d>", "a", "xz"},
    {"reference", "<d><a>&amp;&#x3042;</a></d>", "a", "&あ"},
    {"blanks before", " \n<d><a>1</a></d>", "a", "1"},
};

static void
test_value(void **state)
{
    const struct value_row *row = *state;
    struct itk_error err = ITK_ERROR_INIT;
    itk_dataset *data = read_text(row->text, strlen(row->text), &err);
    struct itk_lookup lookup;
    struct itk_data at;
    const char *name = row->path;
    char got[128];

    if (!data)
        fail_msg("%s", err.text[ITK_EN]);
    lookup = itk_dataset_lookup(data);
    at = lookup.root;
    while (name) {
        const char *slash = strchr(name, '/');

        at = step(&lookup, &at, name,
                  slash ? (size_t)(slash - name) : strlen(name));
        name = slash ? slash + 1 : NULL;
    }
    show(&at, got, sizeof(got));
    assert_string_equal(got, row->want);
    itk_dataset_free(data);
}

#define TEXT(text) text, sizeof(text) - 1

static struct fault_row {
    const char *name, *text;
    size_t size;
    const char *place; /* as the message begins */
    const char *id;
} faults[] = {
    {"nothing", TEXT(""), "d:1: ", "json-syntax"},
    {"no object", TEXT("[1]"), "d:1: ", "json-root"},
    {"a text", TEXT("\"a\""), "d:1: ", "json-root"},
    {"no value", TEXT("{\"a\":\n}"), "d:2: /a: ", "json-syntax"},
    {"no colon", TEXT("{\"a\" 1}"), "d:1: /a: ", "json-syntax"},
    {"no name", TEXT("{\"a\":1,}"), "d:1: /: ", "json-syntax"},
    {"no comma", TEXT("{\"a\":1 \"b\":2}"), "d:1: /a: ", "json-syntax"},
    {"no item", TEXT("{\"a\":[1,]}"), "d:1: /a/1: ", "json-syntax"},
    {"list not closed", TEXT("{\"a\":[1"), "d:1: /a/1: ", "json-syntax"},
    {"object not closed", TEXT("{\"a\":{"), "d:1: /a/: ", "json-syntax"},
    {"text not closed", TEXT("{\"a\":\"x"), "d:1: /a: ", "json-syntax"},
    {"after the end", TEXT("{}\n\n1"), "d:3: ", "json-syntax"},
    {"single quotes", TEXT("{'a':1}"), "d:1: /: ", "json-syntax"},
    {"a comment", TEXT("{} // x"), "d:1: ", "json-syntax"},
    {"not a number", TEXT("{\"a\":NaN}"), "d:1: /a: ", "json-syntax"},
    {"leading zero", TEXT("{\"a\":012}"), "d:1: /a: ", "json-syntax"},
    {"plus", TEXT("{\"a\":+1}"), "d:1: /a: ", "json-syntax"},
    {"no fraction", TEXT("{\"a\":1.}"), "d:1: /a: ", "json-syntax"},
    {"no exponent", TEXT("{\"a\":1e}"), "d:1: /a: ", "json-syntax"},
    {"line end in a text", TEXT("{\"a\":\"x\ny\"}"),
     "d:1: /a: ", "json-syntax"},
    {"unknown escape", TEXT("{\"a\":\"\\x41\"}"), "d:1: /a: ", "json-syntax"},
    {"short escape", TEXT("{\"a\":\"\\u12\"}"), "d:1: /a: ", "json-syntax"},
    {"long name twice",
     TEXT("{\"contract_a\":1,\"contract_b\":2,\"contract_a\":3}"),
     "d:1: /contract_a: ", "json-name-twice"},
    {"name twice in an object like others",
     TEXT("{\"b\":[{\"a\":1,\"x\":2},{\"a\":1,\"a\":2}]}"),
     "d:1: /b/1/a: ", "json-name-twice"},
    {"name twice", TEXT("{\"b\":[{\"a\":1,\n\"x\":2,\n\"a\":3}]}"),
     "d:3: /b/0/a: ", "json-name-twice"},
    {"same name by escape", TEXT("{\"a\":1,\"\\u0061\":2}"),
     "d:1: /a: ", "json-name-twice"},
    {"not UTF-8", TEXT("{\n\"a\":\"\xFF\"}"), "d:2: ", "json-utf8"},
    {"overlong", TEXT("{\"a\":\"\xC0\xAF\"}"), "d:1: ", "json-utf8"},
    {"surrogate in UTF-8", TEXT("{\"a\":\"\xED\xA0\x80\"}"),
     "d:1: ", "json-utf8"},
    {"NUL", TEXT("{\"a\":\"\0\"}"), "d:1: /a: ", "json-syntax"},
    {"NUL outside", TEXT("{}\0"), "d:1: ", "json-syntax"},
    {"NUL by escape", TEXT("{\"a\":\"\\u0000\"}"),
     "d:1: /a: ", "json-character"},
    {"escape character", TEXT("{\"a\":\"\\u001b\"}"),
     "d:1: /a: ", "json-character"},
    {"form feed", TEXT("{\"a\":\"\\f\"}"), "d:1: /a: ", "json-character"},
    {"half a pair", TEXT("{\"a\":\"\\ud842x\"}"),
     "d:1: /a: ", "json-character"},
    {"wrong pair", TEXT("{\"a\":\"\\ud842\\u0041\"}"),
     "d:1: /a: ", "json-character"},
    {"second half", TEXT("{\"a\":\"\\udfb7\"}"), "d:1: /a: ", "json-character"},
    {"non-character", TEXT("{\"a\":\"\\uffff\"}"),
     "d:1: /a: ", "json-character"},
    {"too many items", TEXT("{\"a\":[1,2,3],\"b\":[4,5,6]}"),
     "d:1: /b/2: ", "data-too-many-items"},

    {"not XML", TEXT("<d>"), "d:", "xml-"},
    {"DTD", TEXT("<!DOCTYPE d><d/>"), "d:1: ", "xml-dtd"},
    {"entity", TEXT("<!DOCTYPE d [<!ENTITY e 'x'>]><d>&e;</d>"),
     "d:1: ", "xml-dtd"},
    {"text beside elements", TEXT("<d>\n<a>x<b/></a></d>"),
     "d:2: ", "data-mixed"},
    {"attribute and element", TEXT("<d><a b='1'><b>2</b></a></d>"),
     "d:1: ", "data-name-twice"},
    {"too many elements", TEXT("<d><a/><a/><a/><a/><a/>\n<a>6</a></d>"),
     "d:2: ", "data-too-many-items"},
};

static void
test_fault(void **state)
{
    const struct fault_row *row = *state;
    struct itk_error err = ITK_ERROR_INIT;

    assert_null(read_text(row->text, row->size, &err));
    assert_memory_equal(err.text[ITK_EN], row->place, strlen(row->place));
    assert_non_null(strstr(itk_message_id(err.id), row->id));
    assert_int_equal(err.fault, ITK_FAULT_CASE);
    itk_error_fini(&err);
}

/* `open` as often as that, `middle`, and `close` again. */
static itk_dataset *
read_nested(size_t depth, const char *open, const char *middle,
            const char *close, struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf text = ITK_BUF_INIT;
    itk_dataset *data;

    for (size_t i = 0; i < depth; i++)
        itk_buf_adds(&text, open);
    itk_buf_adds(&text, middle);
    for (size_t i = 0; i < depth; i++)
        itk_buf_adds(&text, close);
    data =
        read_text(itk_arena_copy(&arena, text.data, text.size), text.size, err);
    itk_buf_free(&text);
    itk_arena_fini(&arena);
    return data;
}

static void
expect_deep(const char *open, const char *middle, const char *close)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_dataset *data =
        read_nested(ITK_DATA_MAX_DEPTH, open, middle, close, &err);

    assert_non_null(data);
    itk_dataset_free(data);
    assert_null(read_nested(ITK_DATA_MAX_DEPTH + 1, open, middle, close, &err));
    assert_string_equal(itk_message_id(err.id), "json-deep");
    itk_error_fini(&err);
    /* Far beyond the limit it costs no stack. */
    assert_null(read_nested(1000000, open, middle, close, &err));
    assert_string_equal(itk_message_id(err.id), "json-deep");
    itk_error_fini(&err);
}

static void
test_depth(void **state)
{
    (void)state;
    expect_deep("{\"a\":", "1", "}");
}

static void
expect_long(size_t size, const char *letter, const char *before,
            const char *after, const char *id)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf text = ITK_BUF_INIT;
    itk_dataset *data;

    itk_buf_adds(&text, before);
    for (size_t i = 0; i < size; i++)
        itk_buf_adds(&text, letter);
    itk_buf_adds(&text, after);
    data = read_text(text.data, text.size, &err);
    if (id)
        assert_string_equal(itk_message_id(err.id), id);
    else
        assert_non_null(data);
    itk_dataset_free(data);
    itk_error_fini(&err);
    itk_buf_free(&text);
}

static void
test_sizes(void **state)
{
    (void)state;
    expect_long(ITK_DATA_MAX_TEXT, "あ", "{\"a\":\"", "\"}", NULL);
    expect_long(ITK_DATA_MAX_TEXT + 1, "あ", "{\"a\":\"", "\"}",
                "data-text-long");
    expect_long(ITK_DATA_MAX_TEXT, "x", "<d><a>", "</a></d>", NULL);
    expect_long(ITK_DATA_MAX_TEXT + 1, "x", "<d><a>", "</a></d>",
                "data-text-long");
    expect_long(ITK_DATA_MAX_NUMBER, "7", "{\"a\":", "}", NULL);
    expect_long(ITK_DATA_MAX_NUMBER + 1, "7", "{\"a\":", "}",
                "json-number-long");
}

/* What is no JSON for jansson is none for us, and the other way round. */
static void
test_same_as_jansson(void **state)
{
    static const char *const pieces[] = {
        "{", "}", "[",   "]",    ",", ":",   "\"a\"", "\"b\"",
        "1", "-", "0.5", "null", " ", "tru", "\"\\",  "e1"};
    unsigned long seed = 1, both = 0;

    (void)state;
    for (int i = 0; i < 200000; i++) {
        char text[128] = "{\"x\":";
        struct itk_error err = ITK_ERROR_INIT;
        itk_dataset *data;
        json_t *json;

        for (int j = 0; j < 1 + i % 7; j++) {
            seed = seed * 6364136223846793005ul + 1442695040888963407ul;
            strcat(text, pieces[(seed >> 33) % ITK_COUNT(pieces)]);
        }
        strcat(text, "}");
        json = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
        data = read_text(text, strlen(text), &err);
        if (!json != !data)
            fail_msg("%s", text);
        both += data != NULL;
        json_decref(json);
        itk_dataset_free(data);
        itk_error_fini(&err);
    }
    assert_true(both > 1000);
}

/* Names of few letters, so that many begin alike: each is found with its own
 * value, and no other. */
static void
test_many_names(void **state)
{
    struct itk_buf json = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_lookup lookup;
    itk_dataset *data;

    (void)state;
    itk_buf_addc(&json, '{');
    for (unsigned i = 1; i < 1u << 12; i += 3) {
        char member[64];

        snprintf(member, sizeof(member), "%s\"%s%o\":%u", i > 1 ? "," : "",
                 i % 2 ? "nnnnn" : "", i, i);
        itk_buf_adds(&json, member);
    }
    itk_buf_addc(&json, '}');
    data = read_text(json.data, json.size, &err);
    assert_non_null(data);
    lookup = itk_dataset_lookup(data);
    for (unsigned i = 0; i < 1u << 12; i++) {
        char name[32], want[32], got[64];
        struct itk_data found;

        snprintf(name, sizeof(name), "%s%o", i % 2 ? "nnnnn" : "", i);
        snprintf(want, sizeof(want), "#%u", i);
        found = step(&lookup, &lookup.root, name, strlen(name));
        show(&found, got, sizeof(got));
        assert_string_equal(got, i % 3 == 1 ? want : "absent");
    }
    itk_dataset_free(data);
    itk_buf_free(&json);
}

int
main(void)
{
    static struct CMUnitTest tests[ITK_COUNT(values) + ITK_COUNT(faults) + 4];
    size_t count = 0;
    int failed;

    for (size_t i = 0; i < ITK_COUNT(values); i++)
        tests[count++] = (struct CMUnitTest){.name = values[i].name,
                                             .test_func = test_value,
                                             .initial_state = &values[i]};
    for (size_t i = 0; i < ITK_COUNT(faults); i++)
        tests[count++] = (struct CMUnitTest){.name = faults[i].name,
                                             .test_func = test_fault,
                                             .initial_state = &faults[i]};
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_depth);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_sizes);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_same_as_jansson);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_many_names);
    itk_xml_init();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    itk_xml_done();
    return failed;
}
