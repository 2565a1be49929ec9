/*
 * Short ways through the template compiler.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "render/render.h"
#include "tests/support/json_lookup.h"
#include "tests/support/tmpl_probe.h"

void
probe_init(struct probe *probe, const char *body)
{
    *probe = (struct probe){.found = itk_findings_new(), .part = ITK_BUF_INIT};
    probe->faults = (struct itk_faults){
        .found = probe->found, .file = "t.docx", .first = &probe->err};
    itk_buf_adds(&probe->part, PROBE_HEAD);
    itk_buf_adds(&probe->part, body);
    itk_buf_adds(&probe->part, PROBE_TAIL);
    probe->src = (struct itk_source){probe->part.data, probe->part.size};
}

void
probe_fini(struct probe *probe)
{
    itk_arena_fini(&probe->arena);
    itk_findings_free(probe->found);
    itk_error_fini(&probe->err);
    itk_buf_free(&probe->part);
    free(probe->places.at);
}

void
probe_faults(const struct probe *probe, struct itk_buf *out)
{
    for (size_t i = 0; i < itk_findings_count(probe->found); i++) {
        itk_buf_addc(out, ' ');
        itk_buf_adds(out, itk_message_id(itk_findings_at(probe->found, i)->id));
    }
}

static bool
write_block(const void *self, const struct itk_data *block,
            struct itk_scribe *scribe, struct itk_error *err)
{
    (void)self;
    (void)block;
    (void)err;
    itk_buf_adds(scribe->out,
                 "<w:sdt><w:sdtContent><w:p>BLOCK</w:p></w:sdtContent>"
                 "</w:sdt>");
    return true;
}

static void
add_nums(const struct itk_extras *extras, struct itk_buf *out)
{
    for (size_t i = 0; i < extras->nums_count; i++) {
        itk_buf_addc(out, '[');
        itk_buf_addu(out, extras->nums[i].id);
        itk_buf_addc(out, ':');
        itk_buf_adds(out, extras->nums[i].inner);
        itk_buf_addc(out, ']');
    }
}

static void
run(struct probe *probe, const struct itk_program *program, const char *json,
    struct itk_buf *out)
{
    const size_t head = strlen(PROBE_HEAD), tail = strlen(PROBE_TAIL);
    json_t *root = json_lookup_read(json);
    const struct itk_lookup lookup = json_lookup(root);
    struct itk_extras extras = {.num_max = 100};
    const struct itk_run job = {
        .lookup = &lookup, .block = {NULL, write_block}, .extras = &extras};
    struct itk_buf all = ITK_BUF_INIT;

    if (itk_program_run(program, &job, &all, &probe->err)) {
        itk_buf_add(out, all.data + head, all.size - head - tail);
        add_nums(&extras, out);
    } else {
        itk_buf_addc(out, ' ');
        itk_buf_adds(out, itk_message_id(probe->err.id));
    }
    itk_buf_free(&all);
    itk_extras_fini(&extras);
    json_decref(root);
}

void
probe_render(const char *body, const char *json, struct itk_buf *out)
{
    struct probe probe;
    const struct itk_program *program;

    probe_init(&probe, body);
    program = itk_compile_part(
        &(struct itk_story){
            .src = probe.src,
            .part = "word/document.xml",
            .main_part = true,
            .numbering = {PROBE_NUMBERING, strlen(PROBE_NUMBERING)}},
        &probe.places, &probe.arena, &probe.faults);
    probe_faults(&probe, out);
    if (program)
        run(&probe, program, json, out);
    else if (probe.faults.count == 0)
        itk_buf_adds(out, " no tags");
    probe_fini(&probe);
}
