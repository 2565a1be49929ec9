/*
 * A template: its package, the programs of its parts, and all that does not
 * depend on what is filled in, made once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "tmpl/compile.h"
#include "tmpl/extend.h"
#include "tmpl/facts.h"
#include "tmpl/path.h"
#include "tmpl/shelf.h"
#include "xml/xml.h"

struct itk_template {
    struct itk_arena arena;
    itk_package *package;
    const char *name;
    struct itk_digest digest;
    struct itk_template_facts facts;
    struct itk_template_attach attach;
    struct itk_buf packed; /* the lists of `attach` */
    struct itk_template_part *parts;
    size_t count;
    struct itk_places places;
    struct itk_template_options options; /* while it is compiled */
    itk_shelf *shelf;
};

/* A part that cannot be walked is copied, unless it has tags. */
static void
refuse_tags(const struct itk_part *part, struct itk_faults *faults)
{
    const struct itk_blob blob = {part->name, part->data, part->size,
                                  ITK_FAULT_PACKAGE};
    const struct itk_spot spot = {.part = part->name};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf utf8 = ITK_BUF_INIT;

    if (!itk_xml_decode(&blob, &utf8, &err) ||
        itk_path_tag_like(utf8.data, utf8.size))
        itk_faults_add(faults, &spot, ITK_MSG_TMPL_NOT_UTF8, NULL, NULL);
    itk_buf_free(&utf8);
    itk_error_fini(&err);
}

static struct itk_source
numbering_of(const itk_template *tmpl)
{
    struct itk_source src = {0};

    if (!tmpl->attach.numbering ||
        !itk_part_utf8(tmpl->attach.numbering, &src.data, &src.size))
        src = (struct itk_source){0};
    return src;
}

static void
compile_part(itk_template *tmpl, struct itk_template_part *made, bool plain,
             struct itk_faults *faults)
{
    const struct itk_part *part = made->part;
    const enum itk_part_use use = itk_part_use(part);
    struct itk_story story = {0};

    /* Properties of one's own are for provenance in the other case. */
    if (use == ITK_PART_COPIED || (use == ITK_PART_LOOSE && !plain))
        return;
    if (!itk_part_utf8(part, &story.src.data, &story.src.size)) {
        refuse_tags(part, faults);
        return;
    }
    story.part = part->name;
    story.as = use == ITK_PART_STORY   ? ITK_SCAN_STORY
               : use == ITK_PART_PLAIN ? ITK_SCAN_PLAIN
                                       : ITK_SCAN_LOOSE;
    story.main_part = part == itk_package_main(tmpl->package);
    story.numbering = numbering_of(tmpl);
    story.delims = tmpl->options.delims;
    story.unsearched = tmpl->options.unsearched;
    story.for_plan = tmpl->options.for_plan;
    made->program =
        itk_compile_part(&story, &tmpl->places, &tmpl->arena, faults);
    if (made->program && made->program->lists_count > 0)
        tmpl->attach.restarts = true;
}

static void
compile_parts(itk_template *tmpl, const struct itk_template_options *options,
              struct itk_faults *faults)
{
    const bool plain = options && options->plain;
    const struct itk_spot spot = {.part =
                                      itk_package_main(tmpl->package)->name};

    tmpl->count = itk_package_count(tmpl->package);
    tmpl->parts =
        itk_arena_array(&tmpl->arena, tmpl->count, sizeof(*tmpl->parts));
    itk_attach_numbering(tmpl->package, &tmpl->attach);
    for (size_t i = 0; i < tmpl->count; i++) {
        tmpl->parts[i].part = itk_package_at(tmpl->package, i);
        compile_part(tmpl, &tmpl->parts[i], plain, faults);
    }
    if (tmpl->places.count > ITK_TMPL_MAX_TAGS)
        itk_faults_add(faults, &spot, ITK_MSG_TMPL_TAGS_MANY, NULL, NULL);
    if (plain)
        itk_extend_build(tmpl->package,
                         &(struct itk_extend){tmpl->parts, tmpl->count,
                                              options->update_fields},
                         &tmpl->arena, &tmpl->packed, faults, &tmpl->attach);
    else
        itk_attach_build(tmpl->package, &tmpl->arena, &tmpl->packed, faults,
                         &tmpl->attach);
}

/* Does a program call for generated clauses? Only they need the facts. */
static bool
has_block(const itk_template *tmpl)
{
    for (size_t i = 0; i < itk_template_count(tmpl); i++) {
        const struct itk_program *program = itk_template_at(tmpl, i)->program;

        if (program && program->block)
            return true;
    }
    return false;
}

itk_template *
itk_template_compile(const struct itk_blob *docx,
                     const struct itk_template_options *options,
                     itk_findings *found, struct itk_error *err)
{
    const bool plain = options && options->plain;
    struct itk_faults faults = {
        .found = found, .file = docx->name, .first = err};
    itk_template *tmpl = itk_alloc(sizeof(*tmpl));
    bool ok;

    tmpl->packed = (struct itk_buf)ITK_BUF_INIT;
    tmpl->shelf = itk_shelf_new();
    tmpl->name = itk_arena_dup(&tmpl->arena, docx->name);
    if (!plain)
        tmpl->digest = itk_digest_of(docx->data, docx->size);
    tmpl->package = itk_package_read(docx, err);
    if (options)
        tmpl->options = *options;
    ok = tmpl->package != NULL;
    faults.maps = ok ? itk_maps_new(tmpl->package) : NULL;
    if (ok)
        compile_parts(tmpl, options, &faults);
    if (ok && !plain && !faults.count && has_block(tmpl)) {
        ok = itk_facts_read(tmpl->package, &tmpl->facts, err);
        tmpl->facts.block = true;
    }
    itk_maps_free(faults.maps);
    if (!ok || faults.count > 0) {
        itk_template_free(tmpl);
        return NULL;
    }
    return tmpl;
}

void
itk_template_free(itk_template *tmpl)
{
    if (!tmpl)
        return;
    itk_shelf_free(tmpl->shelf);
    itk_package_free(tmpl->package);
    itk_buf_free(&tmpl->packed);
    free(tmpl->places.at);
    itk_arena_fini(&tmpl->arena);
    free(tmpl);
}

const char *
itk_template_name(const itk_template *tmpl)
{
    return tmpl->name;
}

const char *
itk_template_digest(const itk_template *tmpl)
{
    return tmpl->digest.hex;
}

const struct itk_template_facts *
itk_template_facts(const itk_template *tmpl)
{
    return &tmpl->facts;
}

const struct itk_template_attach *
itk_template_attach(const itk_template *tmpl)
{
    return &tmpl->attach;
}

const itk_package *
itk_template_package(const itk_template *tmpl)
{
    return tmpl->package;
}

size_t
itk_template_count(const itk_template *tmpl)
{
    return tmpl->count;
}

const struct itk_template_part *
itk_template_at(const itk_template *tmpl, size_t i)
{
    return &tmpl->parts[i];
}

const itk_phrases *
itk_template_phrases(const itk_template *tmpl,
                     const struct itk_program *program,
                     struct itk_phrases_key key,
                     struct itk_phrases_source source)
{
    return itk_shelf_get(tmpl->shelf, program, key, source);
}

const struct itk_spot *
itk_template_place(const itk_template *tmpl, size_t place)
{
    return place < tmpl->places.count ? &tmpl->places.at[place] : NULL;
}
