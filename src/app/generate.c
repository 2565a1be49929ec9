/*
 * Renders what is ready and delivers it in groups.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>

#include "app/generate.h"

/* Without the block, the clauses would be missing and nobody told. */
static bool
has_room(const itk_template *tmpl, const struct itk_plan *plan,
         struct itk_error *err)
{
    const struct itk_loc loc = {.file = itk_template_name(tmpl)};

    return !plan->clauses_count || itk_template_facts(tmpl)->block ||
           itk_fail(err, ITK_FAULT_PACKAGE, loc, ITK_MSG_TMPL_NO_CLAUSES,
                    ITK_ARGS(plan->document));
}

static bool
render_one(const struct itk_generate *how, const struct itk_plan *plan,
           struct itk_buf *docx, struct itk_error *err)
{
    const itk_template *tmpl =
        itk_store_template(how->store, plan->guideline, plan->template_name,
                           plan->template_date, err);
    struct itk_blob blob;

    if (!tmpl || !has_room(tmpl, plan, err) ||
        !itk_render(how->renderer, tmpl, plan, docx, err))
        return false;
    blob = (struct itk_blob){plan->file, docx->data, docx->size,
                             ITK_FAULT_PROGRAM};
    return itk_archive_verify(&blob, err);
}

static bool
one_group(const struct itk_generate *how, const struct itk_work *work,
          const size_t *which, size_t count, struct itk_delivery *made,
          struct itk_error *err)
{
    struct itk_buf docx[ITK_DELIVER_GROUP];
    struct itk_parts parts[ITK_DELIVER_GROUP];
    bool ok = true;

    for (size_t i = 0; i < count; i++)
        docx[i] = (struct itk_buf)ITK_BUF_INIT;
    for (size_t i = 0; ok && i < count; i++) {
        const struct itk_plan *plan = itk_plans_at(work->plans, which[i])->plan;

        ok = render_one(how, plan, &docx[i], err);
        if (!ok)
            break;
        parts[i] = itk_renderer_parts(how->renderer);
        made[i] = (struct itk_delivery){
            .folder = plan->folder,
            .file = plan->file,
            .data = docx[i].data,
            .size = docx[i].size,
            .sha256 = itk_digest_of(docx[i].data, docx[i].size),
            .parts = parts[i].hex,
            .case_id = plan->case_id,
            .document = plan->document,
            .case_digest = itk_case_digest(work->data),
            .program = how->program,
        };
    }
    ok = ok && itk_deliver_group(how->deliver, made, count, err);
    for (size_t i = 0; i < count; i++)
        itk_buf_free(&docx[i]);
    return ok;
}

bool
itk_generate(const struct itk_generate *how, const struct itk_work *work,
             const size_t *which, size_t count, struct itk_delivery *made,
             struct itk_error *err)
{
    for (size_t done = 0; done < count;) {
        const size_t left = count - done;
        const size_t group =
            left < ITK_DELIVER_GROUP ? left : ITK_DELIVER_GROUP;

        if (!one_group(how, work, which + done, group, made + done, err))
            return false;
        done += group;
    }
    return true;
}
