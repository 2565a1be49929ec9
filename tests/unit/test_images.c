/*
 * Pictures out of data: what their heads say, base64, lengths, and what is
 * written where.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "input/data.h"
#include "tests/support/sample_fill.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"

/* A dot of grey, no resolution. */
#define PNG_DATA                                                               \
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+"  \
    "kcQAAAABJRU5ErkJggg=="
/* 8 by 8 dots of grey, 150 to the inch. */
#define JPEG_DATA                                                              \
    "/9j/4AAQSkZJRgABAgEAlgCWAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ"       \
    "EBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/wAALCAAIAAgB"       \
    "AREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2g"       \
    "AIAQEAAD8AP//Z"
#define PNG  "\"data:image/png;base64," PNG_DATA "\""
#define JPEG "\"data:image/jpeg;base64," JPEG_DATA "\""

static void
decode(const char *text, struct itk_buf *out)
{
    itk_buf_clear(out);
    assert_true(itk_picture_base64(text, strlen(text), out));
}

/* ---- heads ---- */

static void
test_heads(void **state)
{
    struct itk_buf bytes = ITK_BUF_INIT;
    struct itk_picture picture;

    (void)state;
    decode(PNG_DATA, &bytes);
    assert_true(itk_picture_read(bytes.data, bytes.size, &picture));
    assert_false(picture.jpeg);
    assert_int_equal(picture.x, 1);
    assert_int_equal(picture.width, 9525); /* 914400 / 96 */
    decode(JPEG_DATA, &bytes);
    assert_true(itk_picture_read(bytes.data, bytes.size, &picture));
    assert_true(picture.jpeg);
    assert_int_equal(picture.y, 8);
    assert_int_equal(picture.height, 48768); /* 8 * 914400 / 150 */
    itk_buf_free(&bytes);
}

/* No part of a picture is one, and nothing is read behind the end. */
static void
test_cut(void **state)
{
    static const char *const whole[] = {PNG_DATA, JPEG_DATA};
    struct itk_buf bytes = ITK_BUF_INIT;
    struct itk_picture picture;

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(whole); i++) {
        decode(whole[i], &bytes);
        for (size_t size = 0; size < bytes.size; size++) {
            char *copy = itk_alloc(size + 1);

            memcpy(copy, bytes.data, size);
            copy = itk_grow(copy, size ? size : 1, 1);
            assert_false(itk_picture_read(copy, size, &picture));
            free(copy);
        }
    }
    itk_buf_free(&bytes);
}

static void
test_resolution(void **state)
{
    /* 11811 dots to the metre are 300 to the inch. */
    static const unsigned char phys[] = {0,    0,    0, 9,    'p',  'H', 'Y',
                                         's',  0,    0, 0x2E, 0x23, 0,   0,
                                         0x2E, 0x23, 1, 0,    0,    0,   0};
    struct itk_buf bytes = ITK_BUF_INIT, out = ITK_BUF_INIT;
    struct itk_picture picture;

    (void)state;
    decode(PNG_DATA, &bytes);
    itk_buf_add(&out, bytes.data, 33); /* signature and IHDR */
    itk_buf_add(&out, phys, sizeof(phys));
    itk_buf_add(&out, bytes.data + 33, bytes.size - 33);
    out.data[19] = 30;
    assert_true(itk_picture_read(out.data, out.size, &picture));
    assert_int_equal(picture.x, 30);
    assert_in_range(picture.width, 91439, 91441); /* a tenth of an inch */
    out.data[16] = 1;                             /* 16 million dots wide */
    assert_false(itk_picture_read(out.data, out.size, &picture));
    itk_buf_free(&bytes);
    itk_buf_free(&out);
}

static void
test_base64(void **state)
{
    static const char *const bad[] = {"A", "AB*=", "AAA=A", "AA=-", "\xE3"};
    struct itk_buf out = ITK_BUF_INIT;

    (void)state;
    decode("TWFu", &out);
    assert_string_equal(out.data, "Man");
    decode("TW\r\nE=", &out);
    assert_string_equal(out.data, "Ma");
    decode("TQ", &out);
    assert_string_equal(out.data, "M");
    decode("", &out);
    assert_int_equal(out.size, 0);
    for (size_t i = 0; i < ITK_COUNT(bad); i++)
        assert_false(itk_picture_base64(bad[i], strlen(bad[i]), &out));
    itk_buf_free(&out);
}

static void
test_lengths(void **state)
{
    static const struct {
        const char *text;
        long emu;
    } lengths[] = {
        {"30mm", 1080000},
        {"2.5cm", 900000},
        {"1in", 914400},
        {"72pt", 914400},
        {"96", 914400},
        {"96px", 914400},
        {"22in", 20116800},
        {"22.1in", 0},
        {"0", 0},
        {"-1", 0},
        {"", 0},
        {"mm", 0},
        {"1 mm", 0},
        {"1e3", 0},
        {"1.2.3", 0},
        {".5in", 0},
        {"999999999999999", 0},
        {"1inch", 0},
    };

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(lengths); i++)
        assert_int_equal(
            itk_picture_length(lengths[i].text, strlen(lengths[i].text)),
            lengths[i].emu);
}

/* ---- documents ---- */

/* One file: "a/b.png". */
static enum itk_asset
read_asset(const void *self, const char *name, size_t size, size_t most,
           struct itk_buf *out)
{
    (void)self;
    if (size == 5 && memcmp(name, "large", 5) == 0)
        return ITK_ASSET_LARGE;
    if (size != 7 || memcmp(name, "a/b.png", 7) != 0)
        return ITK_ASSET_NONE;
    assert_int_equal(most, 16u << 20);
    assert_true(itk_picture_base64(PNG_DATA, strlen(PNG_DATA), out));
    return ITK_ASSET_READ;
}

static const struct itk_assets assets = {NULL, read_asset};

static void
test_document(void **state)
{
    static const char json[] =
        "{\"f\":\"a/b.png\",\"l\":[" PNG ",{\"src\":" JPEG
        ",\"width\":\"30mm\",\"alt\":\"<\\\"\"}]}";
    const struct sample_docx sample = {.body = P("a{%f}b{#l}{%.}{/l}"),
                                       .header = P("{%f}")};
    const struct itk_render_options options = {.assets = &assets};
    struct itk_buf wrong = ITK_BUF_INIT;
    itk_package *package = sample_fill(&sample, json, options, &wrong);

    (void)state;
    assert_string_equal(wrong.data, "");
    assert_non_null(package);
    expect_in(package, "word/document.xml",
              ">a</w:t><w:drawing><wp:inline xmlns:wp=\"http://"
              "schemas.openxmlformats.org/drawingml/2006/"
              "wordprocessingDrawing\" distT=\"0\" distB=\"0\" distL=\"0\" "
              "distR=\"0\"><wp:extent cx=\"9525\" cy=\"9525\"/><wp:docPr "
              "id=\"1\" name=\"Picture 1\"/>");
    expect_in(package, "word/document.xml",
              "</w:drawing><w:t xml:space=\"preserve\">b</w:t>");
    /* 30 mm each way: the picture is square. */
    expect_in(package, "word/document.xml",
              "<wp:extent cx=\"1080000\" cy=\"1080000\"/><wp:docPr id=\"3\" "
              "name=\"Picture 3\" descr=\"&lt;&quot;\"/>");
    expect_in(package, "word/document.xml", "r:embed=\"rIdData2\"");
    /* The file and the bytes in the data are one picture, here and there. */
    expect_in(package, "word/_rels/document.xml.rels",
              "relationships/image\" Target=\"/word/media/data1.png\"/>");
    expect_in(package, "word/_rels/header1.xml.rels",
              "relationships/image\" Target=\"/word/media/data1.png\"/>");
    expect_in(package, "[Content_Types].xml",
              "<Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/>");
    assert_non_null(itk_package_find(package, "word/media/data2.jpeg"));
    assert_null(itk_package_find(package, "word/media/data3.png"));
    assert_int_equal(
        itk_package_find(package, "word/media/data1.png")->entry.method, 0);
    itk_package_free(package);
    itk_buf_free(&wrong);
}

static struct row {
    const char *name, *body, *json, *want;
    bool no_assets;
} rows[] = {
    {"no folder", P("{%x}"), "{\"x\":\"a/b.png\"}", " render-image-assets",
     true},
    {"no file", P("{%x}"), "{\"x\":\"c.png\"}", " render-image-file", false},
    {"a large file", P("{%x}"), "{\"x\":\"large\"}", " render-image-large",
     false},
    {"no picture", P("{%x}"), "{\"x\":\"data:;base64,AAAA\"}",
     " render-image-type", false},
    {"no base64", P("{%x}"), "{\"x\":\"data:image/png,AAAA\"}",
     " render-image-base64", false},
    {"bad base64", P("{%x}"), "{\"x\":\"data:image/png;base64,A\"}",
     " render-image-base64", false},
    {"no length", P("{%x}"), "{\"x\":{\"src\":" PNG ",\"width\":\"wide\"}}",
     " render-image-size", false},
    {"no source", P("{%x}"), "{\"x\":{\"alt\":\"a\"}}", " render-not-image",
     false},
    {"a list", P("{%x}"), "{\"x\":[]}", " render-not-image", false},
    {"no value", P("{%x}"), "{}", " render-no-value", false},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    const struct sample_docx sample = {.body = row->body};
    const struct itk_render_options options = {
        .assets = row->no_assets ? NULL : &assets};
    struct itk_buf wrong = ITK_BUF_INIT;

    assert_null(sample_fill(&sample, row->json, options, &wrong));
    assert_string_equal(wrong.data, row->want);
    itk_buf_free(&wrong);
}

static void
test_title(void **state)
{
    const struct sample_docx sample = {.body = P("a"), .title = "{%x}"};
    struct itk_buf wrong = ITK_BUF_INIT;

    (void)state;
    assert_null(
        sample_fill(&sample, "{}", (struct itk_render_options){0}, &wrong));
    assert_string_equal(wrong.data, " template-plain-only");
    itk_buf_free(&wrong);
}

int
main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(test_heads),      cmocka_unit_test(test_cut),
        cmocka_unit_test(test_resolution), cmocka_unit_test(test_base64),
        cmocka_unit_test(test_lengths),    cmocka_unit_test(test_document),
        cmocka_unit_test(test_title),
    };
    struct CMUnitTest tests[ITK_COUNT(rows) + ITK_COUNT(others)];

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    memcpy(tests + ITK_COUNT(rows), others, sizeof(others));
    return cmocka_run_group_tests(tests, NULL, NULL);
}
