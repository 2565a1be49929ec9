/*
 * One case as it came in: which reader reads it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "input/intake.h"
#include "input/ledger.h"

void
itk_intake_clear(struct itk_intake *in)
{
    struct itk_buf bytes = in->bytes;

    itk_arena_fini(&in->arena);
    itk_buf_clear(&bytes);
    *in = (struct itk_intake)ITK_INTAKE_INIT;
    in->bytes = bytes;
}

void
itk_intake_fini(struct itk_intake *in)
{
    itk_arena_fini(&in->arena);
    itk_buf_free(&in->bytes);
    *in = (struct itk_intake)ITK_INTAKE_INIT;
}

bool
itk_intake_head(const struct itk_intake *in, struct itk_case_head *head,
                struct itk_error *err)
{
    if (in->head) {
        *head = *in->head;
        return true;
    }
    switch (in->kind) {
    case ITK_INTAKE_TABLE:
        itk_ledger_row_head(in->row, head);
        return true;
    case ITK_INTAKE_JSON:
        return itk_case_head_json(&in->blob, in->line, head, err);
    case ITK_INTAKE_XML:
        break;
    }
    return itk_case_head_xml(&in->blob, head, err);
}

bool
itk_intake_put(const struct itk_intake *in, struct itk_buf *out)
{
    itk_buf_addc(out, (char)('0' + in->kind));
    if (in->kind == ITK_INTAKE_TABLE)
        return itk_ledger_row_put(in->row, out);
    itk_buf_add(out, in->blob.data, in->blob.size);
    return true;
}

itk_case *
itk_intake_load(const struct itk_intake *in, const struct itk_guide *guide,
                itk_findings *found, struct itk_error *err)
{
    switch (in->kind) {
    case ITK_INTAKE_TABLE:
        return itk_ledger_case(in->row, guide, found, err);
    case ITK_INTAKE_JSON:
        return itk_case_load_json(&in->blob, in->line, guide, found, err);
    case ITK_INTAKE_XML:
        break;
    }
    return itk_case_load_xml(&in->blob, guide, found, err);
}
