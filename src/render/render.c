/*
 * A document: the template's package with its programs run, its numbering
 * extended and provenance added.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/arena.h"
#include "base/digest.h"
#include "opc/rels.h"
#include "plan/whole.h"
#include "render/body.h"
#include "render/made.h"
#include "render/render.h"

#define LEVEL      6 /* of deflate */
#define SMALLEST   9 /* the levels above take many times as long for 1 % */
#define ITEM_STYLE "Item1"

struct itk_renderer {
    itk_archive *archive;
    itk_archive *smallest; /* NULL until asked for */
    itk_deflater *deflater;
    struct itk_extras extras;
    struct itk_relations relations;
    struct itk_images images;
    struct itk_trace trace; /* of the part being made, */
    struct itk_buf part;    /* its bytes, */
    struct itk_buf packed;  /* and those deflated */
    struct itk_buf record;  /* the provenance item */
    struct itk_buf dump;    /* of the plan */
    XXH3_state_t *sum;      /* of the parts of a plan's document */
};

/* One document under way. */
struct job {
    itk_renderer *renderer;
    itk_archive *archive; /* NULL: only the sum is wanted */
    const itk_template *tmpl;
    const struct itk_template_attach *attach;
    const struct itk_plan *plan; /* NULL: data */
    const struct itk_lookup *lookup;
    const struct itk_render_options *options; /* of data */
    itk_findings *found;                      /* NULL for a plan */
    struct itk_error *err;
    bool *block_done;
};

itk_renderer *
itk_renderer_new(void)
{
    itk_renderer *renderer = itk_alloc(sizeof(*renderer));

    renderer->archive = itk_archive_new(LEVEL);
    renderer->deflater = itk_deflater_new();
    renderer->extras = (struct itk_extras){0};
    itk_relations_init(&renderer->relations);
    itk_images_init(&renderer->images);
    renderer->trace = (struct itk_trace){0};
    renderer->part = renderer->packed = renderer->record = renderer->dump =
        (struct itk_buf)ITK_BUF_INIT;
    renderer->sum = XXH3_createState();
    if (!renderer->sum)
        itk_no_memory();
    return renderer;
}

void
itk_renderer_free(itk_renderer *renderer)
{
    if (!renderer)
        return;
    itk_archive_free(renderer->archive);
    itk_archive_free(renderer->smallest);
    itk_deflater_free(renderer->deflater);
    itk_extras_fini(&renderer->extras);
    itk_relations_fini(&renderer->relations);
    itk_images_fini(&renderer->images);
    itk_trace_fini(&renderer->trace);
    itk_buf_free(&renderer->packed);
    itk_buf_free(&renderer->part);
    itk_buf_free(&renderer->record);
    itk_buf_free(&renderer->dump);
    XXH3_freeState(renderer->sum);
    free(renderer);
}

/* Only a plan's: data have no manifest that would want it. */
static void
sum_part(const struct job *job, const char *name, const struct itk_buf *bytes)
{
    if (!job->plan)
        return;
    XXH3_128bits_update(job->renderer->sum, name, strlen(name) + 1);
    XXH3_128bits_update(job->renderer->sum, &bytes->size, sizeof(bytes->size));
    XXH3_128bits_update(job->renderer->sum, bytes->data, bytes->size);
}

/* A part that was made. */
static void
put_part(const struct job *job, const char *name, const struct itk_buf *bytes)
{
    sum_part(job, name, bytes);
    if (job->archive)
        itk_archive_add(job->archive, name, bytes->data, bytes->size);
}

/* A part of the template; its digest answers for it in the sum. */
static void
copy_entry(const struct job *job, const char *name,
           const struct itk_zip_entry *entry)
{
    if (job->archive)
        itk_archive_copy(job->archive, name, entry);
}

/* The clauses: once, since their bookmarks and ids are. */
static bool
write_clauses(const void *self, const struct itk_data *block,
              struct itk_scribe *scribe, struct itk_error *err)
{
    const struct job *job = self;

    (void)block;
    if (*job->block_done)
        return itk_fail(err, ITK_FAULT_PACKAGE,
                        (struct itk_loc){.file = itk_template_name(job->tmpl)},
                        ITK_MSG_RENDER_BLOCK_TWICE, ITK_NO_ARGS);
    *job->block_done = true;
    itk_body_write(job->plan, itk_template_facts(job->tmpl), scribe);
    return true;
}

/* Everything that may stand in the clauses of such a document. */
static void
tell_clauses(const void *self, itk_phrases *phrases)
{
    const struct job *job = self;
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf text = ITK_BUF_INIT;
    struct itk_scribe scribe = itk_scribe_to(&text);

    scribe.learns = phrases;
    itk_body_write(itk_plan_whole(job->plan, &arena),
                   itk_template_facts(job->tmpl), &scribe);
    itk_buf_free(&text);
    itk_arena_fini(&arena);
}

/* Those of the clauses, where the program calls for them and all that they may
 * say is known; else NULL. */
static const itk_phrases *
phrases_of(const struct job *job, const struct itk_program *program)
{
    const struct itk_plan *plan = job->plan;
    struct itk_plan_text_key key;

    if (!job->archive || !plan || !plan->values || !program->block)
        return NULL;
    key = itk_plan_text_key(plan);
    return itk_template_phrases(
        job->tmpl, program,
        (struct itk_phrases_key){{key.version, key.pair}, key.revision},
        (struct itk_phrases_source){job, tell_clauses});
}

/* The part just made, whose trace there is, deflated with the matches that were
 * found beforehand. */
static void
add_traced(const struct job *job, const char *name,
           const struct itk_known *known)
{
    itk_renderer *renderer = job->renderer;
    struct itk_buf *packed = &renderer->packed;
    struct itk_zip_entry entry = {
        .name = name, .size = renderer->part.size, .method = 8};

    sum_part(job, name, &renderer->part);
    itk_buf_clear(packed);
    itk_deflate(renderer->deflater, known, &renderer->trace,
                renderer->part.data, renderer->part.size, packed);
    entry.packed = packed->data;
    entry.packed_size = packed->size;
    entry.crc = itk_trace_crc(&renderer->trace, known, renderer->part.data);
    itk_archive_copy(job->archive, name, &entry);
}

/* The part just run: searched as a whole where no matches were looked for, most
 * of it came from elsewhere, or size is all that counts. */
static void
add_run(const struct job *job, const struct itk_template_part *part,
        const struct itk_known *known)
{
    const itk_renderer *renderer = job->renderer;

    if (!job->archive || !known || (job->options && job->options->smallest) ||
        renderer->trace.others > renderer->part.size / 2)
        put_part(job, part->part->name, &renderer->part);
    else
        add_traced(job, part->part->name, known);
}

/* A part that no program made. */
static void
add_made(const struct job *job, const char *name, enum itk_made_part what)
{
    itk_renderer *renderer = job->renderer;
    const itk_phrases *phrases =
        job->archive ? itk_made_phrases(job->tmpl, job->plan, what) : NULL;

    if (!phrases) {
        put_part(job, name, &renderer->part);
        return;
    }
    itk_made_trace(phrases, job->tmpl, what, &renderer->part, &renderer->trace);
    add_traced(job, name, itk_phrases_known(phrases));
}

static bool
add_program(const struct job *job, const struct itk_template_part *part)
{
    struct itk_buf *out = &job->renderer->part;
    const struct itk_program *program = part->program;
    const itk_phrases *phrases = phrases_of(job, program);
    const struct itk_run run = {
        .tmpl = job->tmpl,
        .lookup = job->lookup,
        .block = {job, job->plan ? write_clauses : NULL, phrases},
        .missing = job->options ? job->options->missing : ITK_MISSING_ERROR,
        .found = job->found,
        .extras = &job->renderer->extras,
        .relations = part->rels ? &job->renderer->relations : NULL,
        .images = &job->renderer->images,
        .rels = part->rels,
        .trace = &job->renderer->trace};

    itk_buf_clear(out);
    itk_trace_clear(&job->renderer->trace);
    if (!itk_program_run(program, &run, out, job->err))
        return false;
    add_run(job, part, phrases ? itk_phrases_known(phrases) : program->known);
    return true;
}

/* Lists of generated clauses. */
static bool
has_runs(const struct job *job)
{
    return job->plan && job->plan->runs_count > 0 &&
           itk_template_facts(job->tmpl)->block;
}

static void
begin_extras(const struct job *job)
{
    struct itk_extras *extras = &job->renderer->extras;

    itk_relations_clear(&job->renderer->relations);
    itk_images_clear(&job->renderer->images);
    job->renderer->images.attach = job->attach;
    job->renderer->images.assets = job->options ? job->options->assets : NULL;
    extras->nums_count = 0;
    extras->num_max = job->attach->num_max;
    if (has_runs(job))
        extras->num_max += job->plan->runs_count;
}

static void
add_numbering(const struct job *job)
{
    const struct itk_part *part = job->attach->numbering;
    const struct itk_extras *extras = &job->renderer->extras;
    struct itk_buf *out = &job->renderer->part;

    if (!has_runs(job) && extras->nums_count == 0) {
        copy_entry(job, part->name, &part->entry);
        return;
    }
    itk_buf_clear(out);
    itk_made_numbering(job->tmpl, has_runs(job) ? job->plan : NULL, extras,
                       out);
    if (has_runs(job))
        add_made(job, part->name, ITK_MADE_NUMBERING);
    else
        put_part(job, part->name, out);
}

/* It stands behind the parts that may ask for further lists. */
static bool
waits(const struct job *job, const struct itk_template_part *part)
{
    return job->attach->restarts && part->part == job->attach->numbering;
}

static void
add_properties(const struct job *job)
{
    struct itk_buf *out = &job->renderer->part;

    itk_buf_clear(out);
    itk_made_properties(job->tmpl, job->plan, &job->renderer->record, out);
    add_made(job, job->attach->properties, ITK_MADE_PROPERTIES);
}

static const struct itk_zip_entry *
list_named(const struct itk_template_attach *attach, const char *name)
{
    for (size_t i = 0; i < attach->lists_count; i++) {
        if (strcmp(attach->lists[i].name, name) == 0)
            return &attach->lists[i];
    }
    return NULL;
}

static bool
add_part(const struct job *job, const struct itk_template_part *part)
{
    const char *name = part->part->name;
    const struct itk_zip_entry *list = list_named(job->attach, name);

    if (strcmp(name, ITK_TYPES_NAME) == 0 || waits(job, part))
        return true; /* stands first, or last */
    if (part->program)
        return add_program(job, part);
    if (part->part == job->attach->old_properties)
        add_properties(job);
    else if (part->part == job->attach->numbering && has_runs(job))
        add_numbering(job);
    else
        copy_entry(job, name, list ? list : &part->part->entry);
    return true;
}

static bool
add_parts(const struct job *job)
{
    copy_entry(job, ITK_TYPES_NAME, list_named(job->attach, ITK_TYPES_NAME));
    for (size_t i = 0; i < itk_template_count(job->tmpl); i++) {
        if (!add_part(job, itk_template_at(job->tmpl, i)))
            return false;
    }
    if (job->attach->restarts)
        add_numbering(job);
    return true;
}

static void
add_provenance(const struct job *job)
{
    const itk_package *package = itk_template_package(job->tmpl);
    const struct itk_buf *record = &job->renderer->record;
    struct itk_buf *out = &job->renderer->part;

    for (size_t i = 0; i < job->attach->lists_count; i++) {
        const struct itk_zip_entry *list = &job->attach->lists[i];

        if (!itk_package_find(package, list->name))
            copy_entry(job, list->name, list);
    }
    itk_buf_clear(out);
    itk_buf_add(out, record->data, record->size);
    add_made(job, job->attach->item, ITK_MADE_ITEM);
    itk_buf_clear(out);
    itk_made_item_props(record, out);
    add_made(job, job->attach->item_props, ITK_MADE_ITEM_PROPS);
    if (!job->attach->old_properties)
        add_properties(job);
}

static void
make_record(const struct job *job)
{
    itk_renderer *renderer = job->renderer;
    struct itk_digest digest;

    itk_buf_clear(&renderer->dump);
    itk_plan_dump(job->plan, &renderer->dump);
    digest = itk_digest_of(renderer->dump.data, renderer->dump.size);
    itk_buf_clear(&renderer->record);
    itk_made_item(job->tmpl, job->plan, digest.hex, &renderer->record);
}

/* Nothing rather than half of it. */
static void
take_back(struct itk_buf *docx, size_t before)
{
    itk_buf_reserve(docx, 1);
    docx->size = before;
    docx->data[before] = '\0';
}

/* All parts of a plan's document, and their sum; the provenance, which is among
 * them, names the digest of the template. */
static bool
make_parts(itk_renderer *renderer, itk_archive *archive,
           const itk_template *tmpl, const struct itk_plan *plan,
           struct itk_error *err)
{
    const struct itk_template_attach *attach = itk_template_attach(tmpl);
    const struct itk_loc loc = {.file = itk_template_name(tmpl)};
    const struct itk_template_facts *facts = itk_template_facts(tmpl);
    const bool has_list = attach->numbering && facts->item_abstract >= 0;
    bool block_done = false;
    const struct job job = {.renderer = renderer,
                            .archive = archive,
                            .tmpl = tmpl,
                            .attach = attach,
                            .plan = plan,
                            .lookup = &plan->lookup,
                            .err = err,
                            .block_done = &block_done};

    if (facts->block && plan->runs_count > 0 && !has_list)
        return itk_fail(err, ITK_FAULT_PACKAGE, loc, ITK_MSG_RENDER_NO_LIST,
                        ITK_ARGS(ITEM_STYLE));
    XXH3_128bits_reset(renderer->sum);
    make_record(&job);
    begin_extras(&job);
    if (!add_parts(&job))
        return false;
    add_provenance(&job);
    return true;
}

bool
itk_render(itk_renderer *renderer, const itk_template *tmpl,
           const struct itk_plan *plan, struct itk_buf *docx,
           struct itk_error *err)
{
    const struct itk_loc loc = {.file = itk_template_name(tmpl)};
    const size_t before = docx->size;
    bool ok;

    itk_archive_begin(renderer->archive, docx);
    ok = make_parts(renderer, renderer->archive, tmpl, plan, err) &&
         (itk_archive_end(renderer->archive) ||
          itk_fail(err, ITK_FAULT_PACKAGE, loc, ITK_MSG_RENDER_ARCHIVE,
                   ITK_NO_ARGS));
    if (!ok)
        take_back(docx, before);
    return ok;
}

struct itk_parts
itk_renderer_parts(const itk_renderer *renderer)
{
    const XXH128_hash_t sum = XXH3_128bits_digest(renderer->sum);
    struct itk_parts parts;

    snprintf(parts.hex, sizeof(parts.hex), "%016llx%016llx",
             (unsigned long long)sum.high64, (unsigned long long)sum.low64);
    return parts;
}

bool
itk_render_parts(itk_renderer *renderer, const itk_template *tmpl,
                 const struct itk_plan *plan, struct itk_parts *parts,
                 struct itk_error *err)
{
    if (!make_parts(renderer, NULL, tmpl, plan, err))
        return false;
    *parts = itk_renderer_parts(renderer);
    return true;
}

bool
itk_render_part(itk_renderer *renderer, const itk_template *tmpl,
                const struct itk_template_part *part,
                const struct itk_plan *plan, const struct itk_lookup *lookup,
                struct itk_buf *out, struct itk_error *err)
{
    bool block_done = false;
    const struct job job = {.renderer = renderer,
                            .tmpl = tmpl,
                            .attach = itk_template_attach(tmpl),
                            .plan = plan,
                            .block_done = &block_done};
    const struct itk_run run = {
        .tmpl = tmpl,
        .lookup = plan ? &plan->lookup : lookup,
        .block = {&job, plan ? write_clauses : NULL, NULL},
        .extras = &renderer->extras};

    begin_extras(&job);
    return itk_program_run(part->program, &run, out, err);
}

const struct itk_extras *
itk_renderer_extras(const itk_renderer *renderer)
{
    return &renderer->extras;
}

/* The relationships of links and pictures stand behind the parts. */
static bool
is_rels(const struct job *job, const struct itk_part *part)
{
    for (size_t i = 0; i < job->attach->rels_count; i++) {
        if (job->attach->rels[i].old == part)
            return true;
    }
    return false;
}

static void
add_relations(const struct job *job)
{
    struct itk_buf *out = &job->renderer->part;

    for (size_t i = 0; i < job->attach->rels_count; i++) {
        const struct itk_template_rels *rels = &job->attach->rels[i];

        itk_buf_clear(out);
        if (itk_relations_write(&job->renderer->relations, rels, out))
            itk_archive_add(job->archive, rels->name, out->data, out->size);
        else if (rels->old)
            itk_archive_copy(job->archive, rels->name, &rels->old->entry);
    }
    itk_images_write(&job->renderer->images, job->archive);
}

static void
copy_part(const struct job *job, const struct itk_part *part)
{
    const struct itk_zip_entry *list = list_named(job->attach, part->name);

    itk_archive_copy(job->archive, part->name, list ? list : &part->entry);
}

/* All parts, so that all that is wrong with the values is found. */
static bool
add_data_parts(const struct job *job)
{
    bool ok = true;

    for (size_t i = 0; i < itk_template_count(job->tmpl); i++) {
        const struct itk_template_part *part = itk_template_at(job->tmpl, i);

        if (waits(job, part) || is_rels(job, part->part))
            continue;
        if (!part->program)
            copy_part(job, part->part);
        else if (!add_program(job, part))
            ok = false;
        if (itk_error_is_set(job->err))
            return false;
    }
    if (ok)
        add_relations(job);
    if (ok && job->attach->restarts)
        add_numbering(job);
    return ok;
}

static itk_archive *
archive_for(itk_renderer *renderer, const struct itk_render_options *options)
{
    if (!options->smallest)
        return renderer->archive;
    if (!renderer->smallest)
        renderer->smallest = itk_archive_new(SMALLEST);
    return renderer->smallest;
}

bool
itk_render_data(itk_renderer *renderer, const itk_template *tmpl,
                const struct itk_lookup *lookup,
                const struct itk_render_options *options, itk_findings *found,
                struct itk_buf *docx, struct itk_error *err)
{
    const struct job job = {.renderer = renderer,
                            .archive = archive_for(renderer, options),
                            .tmpl = tmpl,
                            .attach = itk_template_attach(tmpl),
                            .lookup = lookup,
                            .options = options,
                            .found = found,
                            .err = err};
    const struct itk_loc loc = {.file = itk_template_name(tmpl)};
    const size_t before = docx->size;
    bool ok;

    begin_extras(&job);
    itk_archive_begin(job.archive, docx);
    ok = add_data_parts(&job);
    ok = ok && (itk_archive_end(job.archive) ||
                itk_fail(err, ITK_FAULT_PACKAGE, loc, ITK_MSG_RENDER_ARCHIVE,
                         ITK_NO_ARGS));
    if (!ok)
        take_back(docx, before);
    return ok;
}
