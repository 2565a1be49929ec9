/*
 * Templates: the scanner and the compiler on the raw bytes of a document.xml,
 * and what the program makes of values of every kind. What comes out is XML,
 * and the stream that is made along with it inflates to it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "render/render.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/tmpl_probe.h"
#include "tmpl/compile.h"
#include "xml/xml.h"

struct compiled {
    struct itk_arena arena;
    struct itk_places places;
    const struct itk_program *program;
    size_t faults;
};

enum way { BRACES, BRACKETS, PLAIN, WAYS };

static void
compile(struct compiled *made, struct itk_source src, enum way way)
{
    static const struct itk_delims brackets = {"[[", "]]", 2, 2};
    const struct itk_story story = {
        .src = src,
        .part = "word/document.xml",
        .as = way == PLAIN ? ITK_SCAN_PLAIN : ITK_SCAN_STORY,
        .main_part = way != PLAIN,
        .delims = way == BRACKETS ? &brackets : NULL,
        .numbering = {PROBE_NUMBERING, strlen(PROBE_NUMBERING)}};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_faults faults = {
        .found = itk_findings_new(), .file = "t.docx", .first = &err};

    *made = (struct compiled){0};
    made->program =
        itk_compile_part(&story, &made->places, &made->arena, &faults);
    made->faults = faults.count;
    fuzz_error(&err, made->faults > 0);
    FUZZ_HOLDS((fuzz_findings(faults.found) > 0) == (made->faults > 0));
}

static void
compiled_fini(struct compiled *made)
{
    free(made->places.at);
    itk_arena_fini(&made->arena);
}

static bool
same_text(const char *a, const char *b)
{
    return (!a && !b) || (a && b && !strcmp(a, b));
}

static bool
same_op(const struct itk_op *a, const struct itk_op *b)
{
    return a->kind == b->kind && a->size == b->size && a->jump == b->jump &&
           a->filters_count == b->filters_count && a->in_run == b->in_run &&
           a->once == b->once && a->table_will_do == b->table_will_do &&
           a->place == b->place && a->segment == b->segment &&
           (!a->size || !memcmp(a->bytes, b->bytes, a->size)) &&
           same_text(a->yes, b->yes) && same_text(a->no, b->no) &&
           same_text(a->blank, b->blank);
}

/* The jumps lead into the program, and from a section to its end and back. */
static void
check_program(const struct itk_program *a, const struct itk_program *b)
{
    FUZZ_HOLDS(a->count == b->count && a->serial == b->serial);
    for (size_t i = 0; i < a->count; i++) {
        const struct itk_op *op = &a->ops[i];

        FUZZ_HOLDS(same_op(op, &b->ops[i]));
        if (op->kind == ITK_OP_EACH || op->kind == ITK_OP_UNLESS) {
            FUZZ_HOLDS(op->jump > i && op->jump <= a->count);
            FUZZ_HOLDS(a->ops[op->jump - 1].kind == ITK_OP_END);
        }
        if (op->kind == ITK_OP_END)
            FUZZ_HOLDS(op->jump < i);
        if (op->kind == ITK_OP_LITERAL && a->known)
            FUZZ_HOLDS(op->segment < a->known->count);
    }
}

static bool
write_block(const void *self, const struct itk_data *block,
            struct itk_scribe *scribe, struct itk_error *err)
{
    (void)self;
    (void)block;
    (void)err;
    itk_buf_adds(scribe->out, "<w:p><w:r><w:t>BLOCK</w:t></w:r></w:p>");
    return true;
}

static void
check_deflate(const struct itk_program *program, const struct itk_trace *trace,
              const struct itk_buf *part)
{
    struct libdeflate_decompressor *judge = libdeflate_alloc_decompressor();
    itk_deflater *deflater = itk_deflater_new();
    struct itk_buf stream = ITK_BUF_INIT;
    char *out = itk_alloc(part->size + 1);
    size_t size = 0;

    itk_deflate(deflater, program->known, trace, part->data, part->size,
                &stream);
    FUZZ_HOLDS(libdeflate_deflate_decompress(judge, stream.data, stream.size,
                                             out, part->size,
                                             &size) == LIBDEFLATE_SUCCESS);
    FUZZ_HOLDS(size == part->size && !memcmp(out, part->data, size));
    free(out);
    itk_buf_free(&stream);
    itk_deflater_free(deflater);
    libdeflate_free_decompressor(judge);
}

/* What only a larger document is refused for. */
static bool
by_size(enum itk_msg id)
{
    return id == ITK_MSG_XML_TEXT_BIG || id == ITK_MSG_XML_TAG_BIG;
}

/* One way of dealing with values that are not there. */
static void
run(const struct itk_program *program, enum itk_missing missing)
{
    const struct itk_lookup lookup = fuzz_lookup();
    struct itk_buf out = ITK_BUF_INIT, again = ITK_BUF_INIT;
    struct itk_extras extras = {.num_max = 100}, extras_again = extras;
    struct itk_trace trace = {0};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_run job = {.lookup = &lookup,
                          .block = {NULL, write_block},
                          .missing = missing,
                          .extras = &extras,
                          .trace = &trace};
    const bool good = itk_program_run(program, &job, &out, &err);

    fuzz_error(&err, !good);
    job.trace = NULL;
    job.extras = &extras_again;
    FUZZ_HOLDS(itk_program_run(program, &job, &again, &err) == good);
    fuzz_error(&err, !good);
    if (good) {
        const struct itk_blob blob = fuzz_blob("out", out.data, out.size);

        FUZZ_HOLDS(fuzz_same(&out, &again));
        FUZZ_HOLDS(extras.nums_count == extras_again.nums_count);
        if (program->known) /* with a block, it is the phrases that are known */
            check_deflate(program, &trace, &out);
        FUZZ_HOLDS(itk_xml_judge(&blob, &err) || by_size(err.id));
        itk_error_fini(&err);
    }
    itk_trace_fini(&trace);
    itk_extras_fini(&extras);
    itk_extras_fini(&extras_again);
    itk_buf_free(&out);
    itk_buf_free(&again);
}

/* All that is wrong with the values, at once. */
static void
run_with_findings(const struct itk_program *program)
{
    const struct itk_lookup lookup = fuzz_lookup();
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_run job = {.lookup = &lookup,
                          .block = {NULL, write_block},
                          .found = itk_findings_new()};
    const bool good = itk_program_run(program, &job, &out, &err);

    FUZZ_HOLDS(good || itk_error_is_set(&err) ||
               itk_findings_errors(job.found) > 0);
    fuzz_error(&err, itk_error_is_set(&err));
    fuzz_findings(job.found);
    itk_buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct itk_blob blob = fuzz_blob("document.xml", data, size);
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf utf8 = ITK_BUF_INIT;
    struct itk_source src = {(const char *)data, size};

    /* As itk_template_compile sees parts: judged, UTF-8. */
    if (itk_xml_judge(&blob, &err) && itk_xml_decode(&blob, &utf8, &err) &&
        utf8.size == size && !memcmp(utf8.data, data, size)) {
        for (enum way way = BRACES; way < WAYS; way++) {
            struct compiled one, two;

            if (way == BRACKETS && !memmem(data, size, "[[", 2))
                continue;
            compile(&one, src, way);
            compile(&two, src, way);
            FUZZ_HOLDS(one.faults == two.faults);
            FUZZ_HOLDS(!one.program == !two.program);
            if (one.program && !one.faults) {
                check_program(one.program, two.program);
                run(one.program, ITK_MISSING_ERROR);
                run(one.program, ITK_MISSING_EMPTY);
                run(one.program, ITK_MISSING_KEEP);
                run_with_findings(one.program);
            }
            compiled_fini(&one);
            compiled_fini(&two);
        }
    }
    itk_buf_free(&utf8);
    itk_error_fini(&err);
    return 0;
}
