/*
 * What the fuzz targets share.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "text/utf8.h"
#include "xml/xml.h"

/* No message quotes so much. */
#define MESSAGE_MAX 8192u

int LLVMFuzzerInitialize(int *argc, char ***argv);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    itk_xml_init();
    return 0;
}

void
fuzz_holds(bool holds, const char *what, const char *file, int line)
{
    if (holds)
        return;
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    abort();
}

bool
fuzz_same(const struct itk_buf *a, const struct itk_buf *b)
{
    return a->size == b->size && memcmp(a->data, b->data, a->size) == 0;
}

struct itk_blob
fuzz_blob(const char *name, const void *data, size_t size)
{
    return (struct itk_blob){name, data, size, ITK_FAULT_PACKAGE};
}

/* ---- messages ---- */

static void
check_text(const char *text)
{
    const size_t size = strlen(text);

    FUZZ_HOLDS(size <= MESSAGE_MAX);
    FUZZ_HOLDS(itk_utf8_check(text, size) == size);
    for (size_t i = 0; i < size;) {
        uint32_t scalar = 0;

        i += itk_utf8_next(text + i, size - i, &scalar);
        FUZZ_HOLDS(itk_char_class(scalar) != ITK_CHAR_CONTROL);
        FUZZ_HOLDS(itk_char_class(scalar) != ITK_CHAR_BREAK);
        FUZZ_HOLDS(itk_char_class(scalar) != ITK_CHAR_BIDI);
    }
}

void
fuzz_error(struct itk_error *err, bool failed)
{
    FUZZ_HOLDS(itk_error_is_set(err) == failed);
    for (size_t lang = 0; failed && lang < ITK_LANGS; lang++) {
        FUZZ_HOLDS(err->text[lang][0] != '\0');
        check_text(err->text[lang]);
        check_text(err->hint[lang]);
    }
    itk_error_fini(err);
    FUZZ_HOLDS(itk_xml_denied() == 0);
}

size_t
fuzz_findings(itk_findings *found)
{
    const size_t errors = itk_findings_errors(found);

    itk_findings_sort(found);
    for (size_t i = 0; i < itk_findings_count(found); i++) {
        const struct itk_finding *one = itk_findings_at(found, i);

        for (size_t lang = 0; lang < ITK_LANGS; lang++) {
            check_text(one->text[lang]);
            check_text(one->hint[lang]);
        }
    }
    itk_findings_free(found);
    return errors;
}

/* ---- several files in one input ---- */

static int
by_name(const void *a, const void *b)
{
    const struct itk_blob *x = a, *y = b;
    const int order = strcmp(x->name, y->name);

    if (order)
        return order;
    return (const char *)x->data < (const char *)y->data ? -1 : 1;
}

/* The next "== " at the beginning of a line, or the end. */
static const char *
next_head(const char *at, const char *end)
{
    const char *found;

    if (end - at >= 3 && !memcmp(at, "== ", 3))
        return at;
    found = memmem(at, (size_t)(end - at), "\n== ", 4);
    return found ? found + 1 : end;
}

static void
add_file(struct fuzz_files *files, size_t name, const char *begin,
         const char *end)
{
    if (files->count == FUZZ_FILES)
        return;
    /* The name for now as an offset: its buffer may still move. */
    files->at[files->count++] =
        fuzz_blob((const char *)(uintptr_t)name, begin, (size_t)(end - begin));
}

static void
sort_out(struct fuzz_files *files)
{
    size_t kept = 0;

    for (size_t i = 0; i < files->count; i++)
        files->at[i].name =
            files->names.data + (uintptr_t)(const void *)files->at[i].name;
    qsort(files->at, files->count, sizeof(files->at[0]), by_name);
    for (size_t i = 0; i < files->count; i++) {
        if (!kept || strcmp(files->at[kept - 1].name, files->at[i].name) != 0)
            files->at[kept++] = files->at[i];
    }
    files->count = kept;
}

void
fuzz_files_read(struct fuzz_files *files, const uint8_t *data, size_t size)
{
    const char *at = (const char *)data, *end = at + size;
    const char *next = next_head(at, end);

    *files = (struct fuzz_files){.names = ITK_BUF_INIT};
    itk_buf_addc(&files->names, '\0');
    if (next > at)
        add_file(files, 0, at, next);
    while (next < end) {
        const char *name = next + 3;
        const char *line = memchr(name, '\n', (size_t)(end - name));
        const size_t kept = files->names.size;

        if (!line)
            line = end;
        itk_buf_add(&files->names, name, (size_t)(line - name));
        itk_buf_addc(&files->names, '\0');
        at = line < end ? line + 1 : end;
        next = next_head(at, end);
        add_file(files, kept, at, next);
    }
    sort_out(files);
}

void
fuzz_files_free(struct fuzz_files *files)
{
    itk_buf_free(&files->names);
}

/* ---- values for templates ---- */

/* One dot. */
#define PICTURE                                                                \
    "data:image/png;base64,"                                                   \
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklE"                     \
    "QVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg=="

/* `tag` counts how deep in lists and groups a value is. */
static struct itk_data
text_value(const char *text, int tag)
{
    return (struct itk_data){
        .kind = ITK_DATA_TEXT, .text = text, .size = strlen(text), .tag = tag};
}

static struct itk_data
bool_value(bool truth, int tag)
{
    return (struct itk_data){.kind = ITK_DATA_BOOL,
                             .truth = truth,
                             .text = truth ? "あり" : "",
                             .size = truth ? strlen("あり") : 0,
                             .tag = tag};
}

static struct itk_data
value_of(const char *name, size_t size, int tag)
{
    struct itk_data data = {.tag = tag};

    switch (size ? (unsigned char)name[size - 1] % 16 : 0) {
    case 'b' % 16:
        return bool_value(true, tag);
    case 'c' % 16:
        return bool_value(false, tag);
    case 'd' % 16:
        return text_value("2026-04-01", tag);
    case 'e' % 16:
        return text_value("12480", tag);
    case 'f' % 16:
    case 'l' % 16:
        data.kind = ITK_DATA_LIST;
        data.count = tag < 4 ? 2 : tag < 40;
        break;
    case 'g' % 16:
        data.kind = ITK_DATA_GROUP;
        break;
    case 'h' % 16:
        data.named = true;
        break;
    case 'i' % 16:
        data.kind = ITK_DATA_BLOCK;
        break;
    case 'j' % 16:
        return text_value("", tag);
    case 'm' % 16:
        return text_value(PICTURE, tag);
    case 'n' % 16:
        return text_value("https://example.jp/a?b=1&c=<\u3042>#d", tag);
    case 'k' % 16:
        return text_value("一行\n二行\t右\rあ\u2028い", tag);
    default:
        return text_value("甲 & <乙> \"丙\" ']]> {x} --> &amp;", tag);
    }
    return data;
}

static struct itk_data
member(const void *self, const struct itk_data *in, const char *name,
       size_t size)
{
    (void)self;
    return value_of(name, size, in->tag + 1);
}

static struct itk_data
item(const void *self, const struct itk_data *of, size_t index)
{
    (void)self;
    FUZZ_HOLDS(of->kind == ITK_DATA_LIST);
    FUZZ_HOLDS(index < of->count);
    return (struct itk_data){.kind = ITK_DATA_GROUP, .tag = of->tag + 1};
}

struct itk_lookup
fuzz_lookup(void)
{
    return (struct itk_lookup){
        .root = {.kind = ITK_DATA_GROUP}, .member = member, .item = item};
}
