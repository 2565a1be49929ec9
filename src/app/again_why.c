/*
 * Why a document is another: what the one on the disk says of itself, held
 * against today's plan, template and bytes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/again_inside.h"
#include "app/deliver_folder.h"
#include "app/place.h"

/* ---- what is there ---- */

void
itk_again_read(const itk_again *again, const struct itk_manifest_entry *entry,
               struct itk_arena *arena, struct itk_again_old *old)
{
    const int fd =
        openat(again->options.deliver->fd, entry->file,
               O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    struct itk_error unsaid = ITK_ERROR_INIT;

    *old = (struct itk_again_old){
        .entry = entry, .blob = {entry->file, NULL, 0, ITK_FAULT_MACHINE}};
    if (fd < 0)
        return;
    if (!itk_place_read(fd, ITK_ZIP_MAX_BYTES, arena, &old->blob))
        old->blob.data = NULL;
    else if (itk_zip_gate(&old->blob, arena, &old->parts, &old->parts_count,
                          &unsaid))
        old->record = itk_returned_record(&old->blob, old->parts,
                                          old->parts_count, arena);
    else
        old->parts_count = 0;
    itk_error_fini(&unsaid);
    close(fd);
}

/* The revision of that day; NULL when there is none. */
static const struct itk_revision *
revision_of(const struct itk_guide *guide, const char *date)
{
    const struct itk_revision *found = NULL;

    for (size_t i = 0; !found && i < guide->revisions.count; i++) {
        struct itk_buf iso = ITK_BUF_INIT;

        itk_date_iso(&iso, guide->revisions.at[i].date);
        if (strcmp(iso.data, date) == 0)
            found = &guide->revisions.at[i];
        itk_buf_free(&iso);
    }
    return found;
}

/* With today's data, under that text. */
static bool
plan_former(struct itk_again_slot *slot, const struct itk_revision *revision,
            struct itk_error *err)
{
    const struct itk_work *work = &slot->one.work;

    slot->decisions = itk_decide_under(work->data, work->guide, revision);
    slot->found = itk_findings_new();
    slot->selection = itk_select(slot->decisions, slot->found);
    if (itk_findings_errors(slot->found) ||
        itk_decisions_refusal(slot->decisions))
        return true;
    slot->plans = itk_plans_build(slot->decisions, slot->selection, err);
    return slot->plans;
}

bool
itk_again_former(itk_again *again, struct itk_again_slot *slot,
                 const struct itk_returned_record *record,
                 struct itk_error *err)
{
    struct itk_again_case *one = &slot->one;
    const struct itk_guide *guide = one->work.guide;
    itk_decisions *sides[ITK_SIDES] = {NULL, one->work.decisions};
    const struct itk_revision *before;

    if (slot->decisions || !record || strcmp(record->guideline, guide->id) != 0)
        return true;
    before = revision_of(guide, record->revision);
    if (!before || !before->held || before == one->revision ||
        !one->revision->held)
        return true;
    one->comparison =
        itk_again_compare(again, guide, before, one->revision, err);
    if (!one->comparison || !plan_former(slot, before, err))
        return false;
    sides[ITK_BEFORE] = slot->decisions;
    one->decisions_count =
        itk_touch_decisions(guide, sides, &one->arena, &one->decisions);
    return true;
}

/* Is it that revision that the comparison begins with? */
static bool
is_compared(const struct itk_again_case *one, const char *revision)
{
    struct itk_buf iso = ITK_BUF_INIT;
    bool is;

    if (one->comparison)
        itk_date_iso(
            &iso, itk_comparison_revision(one->comparison, ITK_BEFORE)->date);
    is = one->comparison && strcmp(iso.data, revision) == 0;
    itk_buf_free(&iso);
    return is;
}

/* ---- clauses ---- */

struct clauses {
    struct itk_again_slot *slot;
    const struct itk_returned_record *record;
    const struct itk_plan *plan;   /* of today */
    const struct itk_plan *former; /* what was made, exactly; or NULL */
    struct itk_again_clause *at;
    size_t count;
};

static bool
same_spans(const struct itk_plan_block *a, const struct itk_plan_block *b)
{
    if (a->spans_count != b->spans_count)
        return false;
    for (size_t i = 0; i < a->spans_count; i++) {
        const struct itk_span *x = &a->spans[i], *y = &b->spans[i];

        if (x->kind != y->kind)
            return false;
        /* What a reference leads to may have moved. */
        if (x->kind == ITK_SPAN_REF
                ? strcmp(x->source, y->source) != 0
                : x->size != y->size || memcmp(x->text, y->text, x->size))
            return false;
    }
    return true;
}

static bool
same_table(const struct itk_plan_table *a, const struct itk_plan_table *b)
{
    if (a->rows_count != b->rows_count || a->columns_count != b->columns_count)
        return false;
    for (size_t i = 0; i < a->columns_count; i++) {
        if (strcmp(a->columns[i].label, b->columns[i].label) != 0)
            return false;
    }
    for (size_t i = 0; i < a->rows_count * a->columns_count; i++) {
        if (strcmp(a->cells[i].text, b->cells[i].text) != 0)
            return false;
    }
    return true;
}

static bool
same_words(const struct itk_plan_clause *a, const struct itk_plan_clause *b)
{
    if (strcmp(a->title, b->title) != 0 || a->blocks_count != b->blocks_count)
        return false;
    for (size_t i = 0; i < a->blocks_count; i++) {
        const struct itk_plan_block *x = &a->blocks[i], *y = &b->blocks[i];

        if (x->kind != y->kind || x->number != y->number ||
            (x->kind == ITK_BLOCK_TABLE ? !same_table(x->table, y->table)
                                        : !same_spans(x, y)))
            return false;
    }
    return true;
}

/* As printed, but for the number of the article, which depends on the others.
 */
static struct itk_article
article_of(const struct itk_plan *plan, size_t index, struct itk_arena *arena)
{
    const struct itk_article made = itk_article_of_plan(plan, index, arena);
    struct itk_line *lines =
        itk_arena_array(arena, made.count + 1, sizeof(*lines));

    for (size_t i = 0; i < made.count; i++) {
        lines[i] = made.lines[i];
        if (i == 1)
            lines[i].label = "";
    }
    return (struct itk_article){lines, made.count};
}

static void
add_clause(struct clauses *c, const char *id, const char *before,
           const char *after)
{
    const struct itk_guide *guide = c->slot->one.work.guide;

    c->at[c->count++] = (struct itk_again_clause){
        .id = id,
        .clause = itk_guide_clause(guide, id),
        .version = {before, after},
    };
}

/* Of the same version on both sides: what it prints may differ all the same,
 * by a passage that depends on a decision. What the package says otherwise in
 * it (a value) is known without that. */
static void
compare_words(struct clauses *c, size_t index)
{
    const struct itk_plan_clause *clause = &c->plan->clauses[index];
    struct itk_again_case *one = &c->slot->one;

    if (is_compared(one, c->record->revision) &&
        itk_comparison_find(one->comparison, ITK_PART_CLAUSE, clause->id)) {
        add_clause(c, clause->id, clause->version, clause->version);
        return;
    }
    for (size_t i = 0; c->former && i < c->former->clauses_count; i++) {
        struct itk_again_clause *added;

        if (strcmp(c->former->clauses[i].id, clause->id) != 0 ||
            same_words(&c->former->clauses[i], clause))
            continue;
        add_clause(c, clause->id, clause->version, clause->version);
        added = &c->at[c->count - 1];
        added->article[ITK_BEFORE] = article_of(c->former, i, &one->arena);
        added->article[ITK_AFTER] = article_of(c->plan, index, &one->arena);
    }
}

static const char *
version_in(const struct itk_returned_record *record, const char *id)
{
    for (size_t i = 0; i < record->clauses_count; i++) {
        if (strcmp(record->clauses[i].id, id) == 0)
            return record->clauses[i].version;
    }
    return NULL;
}

static bool
is_in(const struct itk_plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->clauses_count; i++) {
        if (strcmp(plan->clauses[i].id, id) == 0)
            return true;
    }
    return false;
}

/* Those of today in their order, then those that are gone. */
static void
compare_clauses(struct clauses *c)
{
    for (size_t i = 0; i < c->plan->clauses_count; i++) {
        const struct itk_plan_clause *clause = &c->plan->clauses[i];
        const char *before = version_in(c->record, clause->id);

        if (before && strcmp(before, clause->version) == 0)
            compare_words(c, i);
        else
            add_clause(c, clause->id, before ? before : "", clause->version);
    }
    for (size_t i = 0; i < c->record->clauses_count; i++) {
        const struct itk_returned_clause *clause = &c->record->clauses[i];

        if (!is_in(c->plan, clause->id))
            add_clause(c, clause->id, clause->version, "");
    }
}

/* The plan of the former text, if the document was made of just that. */
static const struct itk_plan *
former_plan(const struct itk_again_slot *slot,
            const struct itk_again_document *document,
            const struct itk_returned_record *record)
{
    const struct itk_planned *former = itk_touch_planned(
        slot->plans, document->planned->document, document->planned->member);
    struct itk_buf dump = ITK_BUF_INIT;
    struct itk_digest digest;

    if (!former || former->state != ITK_PLAN_READY)
        return NULL;
    itk_plan_dump(former->plan, &dump);
    digest = itk_digest_of(dump.data, dump.size);
    itk_buf_free(&dump);
    return strcmp(digest.hex, record->plan_sha256) == 0 ? former->plan : NULL;
}

/* ---- what it prints ---- */

/* Is it a part that people see? */
static bool
is_shown(const char *name)
{
    return strncmp(name, "word/", 5) == 0 &&
           strncmp(name, "word/_rels/", 11) != 0;
}

static bool
has_part(const struct itk_zip_entry *parts, size_t count,
         const struct itk_zip_entry *one)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(parts[i].name, one->name) == 0)
            return parts[i].size == one->size && parts[i].crc == one->crc;
    }
    return false;
}

/* By the sums that an archive has of its parts: both sides are ours. */
static bool
prints_otherwise(const struct itk_again_old *old,
                 const struct itk_again_made *made, struct itk_arena *arena)
{
    const struct itk_blob blob = {"", made->docx.data, made->docx.size,
                                  ITK_FAULT_PROGRAM};
    struct itk_error unsaid = ITK_ERROR_INIT;
    struct itk_zip_entry *parts;
    size_t count, shown[ITK_SIDES] = {0};
    bool same = old->parts_count > 0 &&
                itk_zip_gate(&blob, arena, &parts, &count, &unsaid);

    for (size_t i = 0; same && i < old->parts_count; i++)
        shown[ITK_BEFORE] += is_shown(old->parts[i].name);
    for (size_t i = 0; same && i < count; i++) {
        shown[ITK_AFTER] += is_shown(parts[i].name);
        same = !is_shown(parts[i].name) ||
               has_part(old->parts, old->parts_count, &parts[i]);
    }
    itk_error_fini(&unsaid);
    return !same || shown[ITK_BEFORE] != shown[ITK_AFTER];
}

/* Does the template ask for such a name? */
static bool
has_tag(const itk_template *tmpl, const char *name, bool whole)
{
    const size_t size = strlen(name);

    for (size_t i = 0; i < itk_template_count(tmpl); i++) {
        const struct itk_program *program = itk_template_at(tmpl, i)->program;

        for (size_t k = 0; program && k < program->count; k++) {
            const struct itk_op *op = &program->ops[k];

            if (op->kind != ITK_OP_LITERAL && op->bytes && op->size >= size &&
                memcmp(op->bytes, name, size) == 0 &&
                (whole ? op->size == size
                       : op->size == size || op->bytes[size] == '.'))
                return true;
        }
    }
    return false;
}

static bool
prints_value(const itk_comparison *comparison, const itk_template *tmpl)
{
    bool prints = false;

    for (size_t i = 0; !prints && i < itk_comparison_count(comparison); i++) {
        const struct itk_difference *one = itk_comparison_at(comparison, i);
        struct itk_buf name = ITK_BUF_INIT;

        if (one->kind != ITK_PART_VALUE)
            continue;
        itk_buf_adds(&name, "value.");
        itk_buf_adds(&name, one->id);
        prints = has_tag(tmpl, name.data, true);
        itk_buf_free(&name);
    }
    return prints;
}

/* Came a decision out otherwise, or, where the document may print it, does it
 * say something else? */
static bool
decides_otherwise(const struct itk_again_case *one, bool prints)
{
    for (size_t i = 0; i < one->decisions_count; i++) {
        if (prints || !one->decisions[i].other_text)
            return true;
    }
    return false;
}

/* What the package says otherwise, as far as it can be behind another page. */
static unsigned
why_of_package(const struct itk_again_case *one,
               const struct itk_again_document *document,
               const itk_template *tmpl)
{
    unsigned why = 0;

    if (!is_compared(one, document->revision[ITK_BEFORE]))
        return 0;
    if (decides_otherwise(one, has_tag(tmpl, "decision", false)))
        why |= ITK_AGAIN_RULES;
    if (itk_comparison_find(one->comparison, ITK_PART_DOCUMENT, document->id))
        why |= ITK_AGAIN_TEXTS;
    if (prints_value(one->comparison, tmpl))
        why |= ITK_AGAIN_VALUES;
    if (itk_comparison_find(one->comparison, ITK_PART_REQUIREMENTS,
                            "requirements") &&
        has_tag(tmpl, "requirement", false))
        why |= ITK_AGAIN_REQUIREMENTS;
    return why;
}

/* ---- the whole ---- */

static const char *
template_name(const char *name, const char *date, struct itk_arena *arena)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *kept;

    itk_buf_adds(&out, name);
    itk_buf_addc(&out, ' ');
    itk_buf_adds(&out, date);
    kept = itk_arena_copy(arena, out.data, out.size);
    itk_buf_free(&out);
    return kept;
}

static void
why_of_record(struct itk_again_slot *slot, struct itk_again_document *document,
              const struct itk_returned_record *record,
              const itk_template *tmpl)
{
    const struct itk_plan *plan = document->planned->plan;
    struct itk_arena *arena = &slot->one.arena;
    struct clauses clauses = {
        .slot = slot,
        .record = record,
        .plan = plan,
        .former = former_plan(slot, document, record),
    };

    document->revision[ITK_BEFORE] = record->revision;
    document->template[ITK_BEFORE] =
        template_name(record->template_name, record->template_date, arena);
    if (strcmp(record->revision, plan->revision) != 0)
        document->why |= ITK_AGAIN_REVISION;
    if (strcmp(document->template[ITK_BEFORE],
               document -> template[ITK_AFTER]) != 0 ||
        strcmp(record->template_sha256, itk_template_digest(tmpl)) != 0)
        document->why |= ITK_AGAIN_TEMPLATE;
    clauses.at =
        itk_arena_array(arena, record->clauses_count + plan->clauses_count + 1,
                        sizeof(*clauses.at));
    compare_clauses(&clauses);
    document->clauses = clauses.at;
    document->clauses_count = clauses.count;
    if (clauses.count)
        document->why |= ITK_AGAIN_CLAUSES;
}

void
itk_again_why(const itk_again *again, struct itk_again_slot *slot,
              struct itk_again_document *document,
              const struct itk_again_old *old,
              const struct itk_again_made *made, const itk_template *tmpl)
{
    const struct itk_plan *plan = document->planned->plan;
    struct itk_again_case *one = &slot->one;

    document->revision[ITK_AFTER] = plan->revision;
    document->template[ITK_AFTER] =
        template_name(plan->template_name, plan->template_date, &one->arena);
    document->prints = prints_otherwise(old, made, &one->arena);
    if (strcmp(old->entry->case_digest, itk_case_digest(one->work.data)) != 0)
        document->why |= ITK_AGAIN_DATA;
    if (old->record)
        why_of_record(slot, document, old->record, tmpl);
    if (document->prints)
        document->why |= why_of_package(one, document, tmpl);
    if (strcmp(old->entry->program, again->options.program) != 0)
        document->why |= ITK_AGAIN_PROGRAM;
    if (!document->why)
        document->why = ITK_AGAIN_UNKNOWN;
}
