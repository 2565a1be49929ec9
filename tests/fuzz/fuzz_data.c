/*
 * Anybody's data: JSON, XML, and records of a stream. What was read is written
 * as JSON and read back; what a template makes of it is XML.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "input/data.h"
#include "input/records.h"
#include "render/render.h"
#include "tests/fuzz/fuzz.h"
#include "text/utf8.h"
#include "tmpl/compile.h"
#include "xml/xml.h"

#define TEMPLATE                                                               \
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/"                 \
    "wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>{a}{#b}{.}{a|comma}"  \
    "{c|wareki}{/b}{^b}{c.a}{/b}</w:t></w:r></w:p></w:body></w:document>"

struct writer {
    const itk_dataset *set;
    struct itk_lookup lookup;
    const struct itk_data *in;
    struct itk_buf out;
    bool first;
};

static void write_value(struct writer *w, const struct itk_data *value);

static void
write_text(struct writer *w, const char *text, size_t size)
{
    static const char digits[] = "0123456789abcdef";

    FUZZ_HOLDS(itk_utf8_check(text, size) == size);
    itk_buf_addc(&w->out, '"');
    for (size_t i = 0; i < size; i++) {
        const unsigned char c = (unsigned char)text[i];

        if (c < 0x20 || c == '"' || c == '\\') {
            itk_buf_adds(&w->out, "\\u00");
            itk_buf_addc(&w->out, digits[c >> 4]);
            itk_buf_addc(&w->out, digits[c & 15]);
        } else {
            itk_buf_addc(&w->out, text[i]);
        }
    }
    itk_buf_addc(&w->out, '"');
}

static bool
write_member(void *self, const char *name, size_t size)
{
    struct writer *w = self;
    const struct itk_data *in = w->in;
    const struct itk_data value =
        w->lookup.member(w->lookup.self, in, name, size);

    if (!w->first)
        itk_buf_addc(&w->out, ',');
    w->first = false;
    write_text(w, name, size);
    itk_buf_addc(&w->out, ':');
    write_value(w, &value);
    w->in = in;
    w->first = false;
    return true;
}

static void
write_group(struct writer *w, const struct itk_data *group)
{
    itk_buf_addc(&w->out, '{');
    w->in = group;
    w->first = true;
    itk_dataset_names(w->set, group, write_member, w);
    itk_buf_addc(&w->out, '}');
}

static void
write_list(struct writer *w, const struct itk_data *list)
{
    itk_buf_addc(&w->out, '[');
    for (size_t i = 0; i < list->count; i++) {
        const struct itk_data value = w->lookup.item(w->lookup.self, list, i);

        if (i)
            itk_buf_addc(&w->out, ',');
        write_value(w, &value);
    }
    itk_buf_addc(&w->out, ']');
}

/* A text of XML may have attributes besides: they are left out here. */
static void
write_value(struct writer *w, const struct itk_data *value)
{
    switch (value->kind) {
    case ITK_DATA_TEXT:
        write_text(w, value->text, value->size);
        break;
    case ITK_DATA_BOOL:
        itk_buf_adds(&w->out, value->truth ? "true" : "false");
        break;
    case ITK_DATA_LIST:
        write_list(w, value);
        break;
    case ITK_DATA_GROUP:
        write_group(w, value);
        break;
    case ITK_DATA_ABSENT:
    case ITK_DATA_BLOCK:
        FUZZ_HOLDS(value->kind == ITK_DATA_ABSENT && value->named);
        itk_buf_adds(&w->out, "null");
        break;
    }
}

static struct itk_buf
as_json(const itk_dataset *set)
{
    struct writer w = {
        .set = set, .lookup = itk_dataset_lookup(set), .out = ITK_BUF_INIT};

    write_value(&w, &w.lookup.root);
    return w.out;
}

static itk_dataset *
read_set(const void *data, size_t size)
{
    const struct itk_blob blob = {"d.json", data, size, ITK_FAULT_CASE};
    struct itk_error err = ITK_ERROR_INIT;
    itk_dataset *set = itk_dataset_read(&blob, ITK_DATA_ITEMS, &err);

    fuzz_error(&err, !set);
    return set;
}

static void
render(const itk_dataset *set)
{
    const struct itk_story story = {.src = {TEMPLATE, strlen(TEMPLATE)},
                                    .part = "word/document.xml",
                                    .main_part = true};
    const struct itk_lookup lookup = itk_dataset_lookup(set);
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_places places = {0};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_faults faults = {
        .found = itk_findings_new(), .file = "t.docx", .first = &err};
    const struct itk_program *program =
        itk_compile_part(&story, &places, &arena, &faults);
    struct itk_buf out = ITK_BUF_INIT;
    const struct itk_run job = {
        .lookup = &lookup, .missing = ITK_MISSING_EMPTY, .found = faults.found};

    FUZZ_HOLDS(program != NULL);
    if (itk_program_run(program, &job, &out, &err) &&
        itk_findings_errors(faults.found) == 0) {
        const struct itk_blob blob = fuzz_blob("out", out.data, out.size);

        FUZZ_HOLDS(itk_xml_judge(&blob, &err));
    }
    fuzz_error(&err, itk_error_is_set(&err));
    fuzz_findings(faults.found);
    itk_buf_free(&out);
    free(places.at);
    itk_arena_fini(&arena);
}

/* The same bytes as a stream: each record as data, and how many there were. */
static size_t
read_records(const uint8_t *data, size_t size)
{
    const int fd = memfd_create("records", MFD_CLOEXEC);
    struct itk_buf record = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    enum itk_next next = ITK_NEXT_RECORD;
    size_t count = 0;
    itk_records *records;

    FUZZ_HOLDS(fd >= 0 && (!size || pwrite(fd, data, size, 0) > 0));
    records = itk_records_new(fd, "d.jsonl", ITK_FAULT_CASE);
    while (next == ITK_NEXT_RECORD) {
        long line = 0;

        next = itk_records_next(records, &record, &line, &err);
        fuzz_error(&err, next == ITK_NEXT_FAULT);
        if (next == ITK_NEXT_RECORD) {
            FUZZ_HOLDS(line > 0 && record.size > 0 && record.size <= size);
            itk_dataset_free(read_set(record.data, record.size));
            count++;
        }
    }
    itk_records_free(records);
    itk_buf_free(&record);
    close(fd);
    return count;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    itk_dataset *set = read_set(data, size);
    size_t records;

    if (set) {
        struct itk_buf once = as_json(set), twice = ITK_BUF_INIT;
        itk_dataset *back = read_set(once.data, once.size);

        FUZZ_HOLDS(back != NULL);
        twice = as_json(back);
        FUZZ_HOLDS(fuzz_same(&once, &twice));
        FUZZ_HOLDS(read_records((const uint8_t *)once.data, once.size) == 1);
        render(set);
        itk_dataset_free(back);
        itk_buf_free(&once);
        itk_buf_free(&twice);
    }
    records = read_records(data, size);
    FUZZ_HOLDS(records <= size);
    itk_dataset_free(set);
    return 0;
}
