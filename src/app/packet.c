/*
 * The packet, out of the cases of a meeting.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/packet.h"
#include "app/split.h"
#include "input/data.h"

#define FRONT "packet"

struct job {
    const itk_dossier *dossier;
    itk_store *store;
    itk_renderer *renderer;
    itk_binder *binder;
    itk_dataset *data;
    char *json;
    struct itk_lookup lookup; /* of the pages in front */
    size_t at;                /* the piece that comes next */
    size_t last;              /* of all pieces */
    struct itk_error *err;
};

static const char *
iso(struct itk_arena *arena, struct itk_date date)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *text;

    itk_date_iso(&out, date);
    text = itk_arena_copy(arena, out.data, out.size);
    itk_buf_free(&out);
    return text;
}

/* That of the packet's own pages: the one in force at the meeting. */
static const itk_template *
own_template(const struct job *job, const char *name, struct itk_date from)
{
    const struct itk_guide *guide = itk_dossier_guide(job->dossier);
    const struct itk_packet_version *packet = itk_dossier_packet(job->dossier);
    const struct itk_document_version as = {.template_name = name,
                                            .from = from};
    struct itk_arena arena = ITK_ARENA_INIT;
    const itk_template *tmpl = itk_store_template(
        job->store, guide->id, name,
        iso(&arena, itk_guide_template_at(guide, &as, packet->from)), job->err);

    itk_arena_fini(&arena);
    return tmpl;
}

static const itk_template *
front_template(const struct job *job)
{
    const struct itk_packet_version *packet = itk_dossier_packet(job->dossier);

    return own_template(job, packet->template_name, packet->from);
}

static const itk_template *
cover_template(const struct job *job, const struct itk_dossier_case *one)
{
    const struct itk_document_version *version = one->row->version;

    return own_template(job, version->template_name, version->from);
}

static const itk_template *
plan_template(const struct job *job, const struct itk_plan *plan)
{
    return itk_store_template(job->store, plan->guideline, plan->template_name,
                              plan->template_date, job->err);
}

static bool
open_job(struct job *job)
{
    json_t *json = itk_dossier_json(job->dossier);

    job->json = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    if (!job->json)
        itk_no_memory();
    job->data = itk_dataset_read_json(&(struct itk_blob){FRONT, job->json,
                                                         strlen(job->json),
                                                         ITK_FAULT_PROGRAM},
                                      ITK_DATA_MAX_ITEMS, job->err);
    if (!job->data)
        return false;
    job->lookup = itk_dataset_lookup(job->data);
    job->renderer = itk_renderer_new();
    return true;
}

static void
close_job(struct job *job)
{
    itk_binder_free(job->binder);
    itk_renderer_free(job->renderer);
    itk_dataset_free(job->data);
    free(job->json);
}

/* What is known of case number `i` of those with pages of their own. */
static struct itk_lookup
case_lookup(const struct job *job, size_t i)
{
    struct itk_lookup lookup = job->lookup;
    const struct itk_data cases =
        lookup.member(lookup.self, &lookup.root, "cases", strlen("cases"));

    lookup.root = lookup.item(lookup.self, &cases, i);
    return lookup;
}

static bool
add(struct job *job, struct itk_piece piece)
{
    return itk_binder_add(job->binder, &piece, ++job->at == job->last,
                          job->err);
}

/* ---- one document ---- */

static size_t
count_pieces(const itk_dossier *dossier)
{
    size_t count = 1;

    for (size_t i = 0; i < itk_dossier_count(dossier); i++) {
        const struct itk_dossier_case *one = itk_dossier_at(dossier, i);

        if (*one->label)
            count += 1 + one->parts_count;
    }
    return count;
}

static bool
add_front(struct job *job, const itk_template *tmpl)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    size_t *rows = itk_arena_array(&arena, job->last, sizeof(*rows));
    bool ok;

    for (size_t i = 1; i < job->last; i++)
        rows[i - 1] = i;
    ok = add(job, (struct itk_piece){.tmpl = tmpl,
                                     .lookup = &job->lookup,
                                     .rows = rows,
                                     .rows_count = job->last - 1});
    itk_arena_fini(&arena);
    return ok;
}

static bool
add_cover(struct job *job, const struct itk_dossier_case *one, size_t number)
{
    const itk_template *tmpl = cover_template(job, one);
    const struct itk_lookup lookup = case_lookup(job, number);
    struct itk_arena arena = ITK_ARENA_INIT;
    size_t *rows = itk_arena_array(&arena, one->parts_count + 1, sizeof(*rows));
    bool ok;

    for (size_t i = 0; i < one->parts_count; i++)
        rows[i] = job->at + 1 + i;
    ok = tmpl && add(job, (struct itk_piece){.tmpl = tmpl,
                                             .lookup = &lookup,
                                             .label = one->label,
                                             .title = one->title,
                                             .rows = rows,
                                             .rows_count = one->parts_count});
    itk_arena_fini(&arena);
    return ok;
}

static bool
add_case(struct job *job, const struct itk_dossier_case *one, size_t number)
{
    bool ok = add_cover(job, one, number);

    for (size_t i = 0; ok && i < one->parts_count; i++) {
        const struct itk_dossier_part *part = &one->parts[i];
        const struct itk_plan *plan = part->planned->plan;
        const itk_template *tmpl = plan_template(job, plan);

        ok = tmpl && add(job, (struct itk_piece){.tmpl = tmpl,
                                                 .plan = plan,
                                                 .lookup = &plan->lookup,
                                                 .label = part->code,
                                                 .title = part->title});
    }
    return ok;
}

static bool
bind_all(struct job *job, struct itk_buf *docx)
{
    const itk_template *front = front_template(job);
    size_t number = 0;
    bool ok;

    if (!front)
        return false;
    job->last = count_pieces(job->dossier);
    job->binder = itk_binder_new(job->renderer, front, job->err);
    ok = job->binder && add_front(job, front);
    for (size_t i = 0; ok && i < itk_dossier_count(job->dossier); i++) {
        const struct itk_dossier_case *one = itk_dossier_at(job->dossier, i);

        if (*one->label)
            ok = add_case(job, one, number++);
    }
    return ok && itk_binder_end(job->binder, &job->lookup, docx, job->err);
}

bool
itk_packet_bind(const itk_dossier *dossier, itk_store *store,
                struct itk_buf *docx, struct itk_error *err)
{
    struct job job = {.dossier = dossier, .store = store, .err = err};
    const bool ok = open_job(&job) && bind_all(&job, docx);

    close_job(&job);
    return ok;
}

/* ---- a folder of documents ---- */

void
itk_packet_paths_fini(struct itk_packet_paths *paths)
{
    free(paths->at);
    itk_arena_fini(&paths->arena);
}

static const char *
path_of(struct itk_arena *arena, const char *const parts[])
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *text;

    for (size_t i = 0; parts[i]; i++)
        itk_buf_adds(&out, parts[i]);
    text = itk_arena_dup(arena, out.data);
    itk_buf_free(&out);
    return text;
}

/* For a PDF beside it, unless an earlier run has come so far. */
static void
add_path(struct itk_packet_paths *paths, const char *path, bool stood)
{
    struct itk_buf pdf = ITK_BUF_INIT;
    bool wanted;

    itk_buf_add(&pdf, path, strlen(path) - strlen(".docx"));
    itk_buf_adds(&pdf, ".pdf");
    wanted = !stood || access(pdf.data, F_OK) != 0;
    itk_buf_free(&pdf);
    paths->made++;
    if (!wanted)
        return;
    paths->at = itk_grow(paths->at, paths->count + 1, sizeof(*paths->at));
    paths->at[paths->count++] = path;
}

static bool
write_file(struct job *job, struct itk_packet_paths *paths, const char *path,
           const struct itk_buf *docx)
{
    bool stood;

    if (!itk_split_write(path, docx, &stood, job->err))
        return false;
    add_path(paths, path, stood);
    return true;
}

/* A page of the packet's own as a document: bound alone. */
static bool
bind_alone(struct job *job, struct itk_piece piece, struct itk_buf *docx)
{
    piece.alone = true;
    itk_binder_free(job->binder);
    job->binder = itk_binder_new(job->renderer, piece.tmpl, job->err);
    return job->binder && itk_binder_add(job->binder, &piece, true, job->err) &&
           itk_binder_end(job->binder, &job->lookup, docx, job->err);
}

static bool
split_case(struct job *job, const struct itk_dossier_case *one, size_t number,
           const char *folder, struct itk_packet_paths *paths)
{
    struct itk_arena *arena = &paths->arena;
    const char *id = itk_case_id(one->work.data);
    const char *below =
        path_of(arena, ITK_ARGS(folder, "/", one->label, "_", id));
    const struct itk_lookup lookup = case_lookup(job, number);
    const itk_template *cover = cover_template(job, one);
    struct itk_buf docx = ITK_BUF_INIT;
    bool ok =
        cover && itk_split_folder(below, job->err) &&
        bind_alone(job, (struct itk_piece){.tmpl = cover, .lookup = &lookup},
                   &docx) &&
        write_file(job, paths,
                   path_of(arena, ITK_ARGS(below, "/", id, "_",
                                           one->row->version->file, ".docx")),
                   &docx);

    for (size_t i = 0; ok && i < one->parts_count; i++) {
        const struct itk_plan *plan = one->parts[i].planned->plan;
        const itk_template *tmpl = plan_template(job, plan);

        itk_buf_clear(&docx);
        ok =
            tmpl && itk_render(job->renderer, tmpl, plan, &docx, job->err) &&
            write_file(job, paths,
                       path_of(arena, ITK_ARGS(below, "/", plan->file)), &docx);
    }
    itk_buf_free(&docx);
    return ok;
}

/* The pages in front come first: they tell of all that follows, so that a
 * folder in which they stand is one of the same packet. */
static bool
split_front(struct job *job, const char *folder, struct itk_packet_paths *paths)
{
    const itk_template *front = front_template(job);
    const char *path =
        path_of(&paths->arena, ITK_ARGS(folder, "/" FRONT ".docx"));
    struct itk_buf docx = ITK_BUF_INIT;
    const bool ok =
        front &&
        bind_alone(job,
                   (struct itk_piece){.tmpl = front, .lookup = &job->lookup},
                   &docx) &&
        itk_split_begin(folder, path, &docx, job->err) &&
        write_file(job, paths, path, &docx);

    itk_buf_free(&docx);
    return ok;
}

static bool
split_all(struct job *job, const char *folder, struct itk_packet_paths *paths)
{
    size_t number = 0;
    bool ok = split_front(job, folder, paths);

    for (size_t i = 0; ok && i < itk_dossier_count(job->dossier); i++) {
        const struct itk_dossier_case *one = itk_dossier_at(job->dossier, i);

        if (*one->label)
            ok = split_case(job, one, number++, folder, paths);
    }
    return ok;
}

bool
itk_packet_split(const itk_dossier *dossier, itk_store *store,
                 const char *folder, struct itk_packet_paths *paths,
                 struct itk_error *err)
{
    struct job job = {.dossier = dossier, .store = store, .err = err};
    const bool ok = open_job(&job) && split_all(&job, folder, paths);

    close_job(&job);
    return ok;
}
