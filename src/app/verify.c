/*
 * Holds an annex that came back against what it should say.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/verify.h"
#include "app/verify_words.h"
#include "diff/sentence.h"
#include "plan/draft.h"
#include "render/render.h"

#define LEAST_ALIKE 500u /* of 1000: else a text is not that clause */

struct verifier {
    const struct itk_returned *returned;
    const struct itk_guide *guide;
    struct itk_returned *made; /* NULL: no case */
    struct itk_date revision;
    struct itk_verified *v;
    size_t *claimed; /* of each paragraph: clause, from 1; 0: none */
    struct itk_article_numbers numbers;
};

/* ---- where a clause is ---- */

static bool
by_anchor(const struct itk_returned *doc, struct itk_verified_clause *clause)
{
    struct itk_anchor anchor;

    if (!itk_anchor_find(doc, clause->id, &anchor))
        return false;
    clause->by = anchor.by;
    clause->first = anchor.first;
    clause->last = anchor.last;
    return true;
}

static const char *
text_of(const struct itk_returned *doc, size_t first, size_t last,
        struct itk_arena *arena)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *text;

    for (size_t i = first; i <= last; i++) {
        if (!doc->at[i].size)
            continue;
        if (out.size)
            itk_buf_addc(&out, '\n');
        itk_buf_add(&out, doc->at[i].text,
                    out.size ? doc->at[i].size
                             : itk_returned_once(&doc->at[i]));
    }
    text = itk_arena_copy(arena, out.data, out.size);
    itk_buf_free(&out);
    return text;
}

static void
claim(struct verifier *f, size_t clause)
{
    const struct itk_verified_clause *one = &f->v->clauses[clause];

    for (size_t i = one->first; i <= one->last; i++)
        f->claimed[i] = clause + 1;
}

static itk_pattern *words_of(const struct verifier *f, size_t clause);

/* From heading to heading, among paragraphs that no clause has. */
static bool
by_text(struct verifier *f, size_t clause)
{
    const struct itk_returned *doc = f->returned;
    struct itk_verified_clause *one = &f->v->clauses[clause];
    itk_pattern *pattern = words_of(f, clause);
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_buf words = ITK_BUF_INIT;
    unsigned most = LEAST_ALIKE;
    bool found = false;

    itk_pattern_words(pattern, &words);
    for (size_t i = 0; i < doc->count; i++) {
        size_t last = i;
        const char *text;
        unsigned like;

        if (f->claimed[i] || !itk_returned_is_head(&doc->at[i]))
            continue;
        while (last + 1 < doc->count && !f->claimed[last + 1] &&
               !itk_returned_is_head(&doc->at[last + 1]))
            last++;
        text = text_of(doc, i, last, &arena);
        like = itk_likeness(words.data, words.size, text, strlen(text));
        if (like <= most)
            continue;
        most = like;
        one->first = i;
        one->last = last;
        found = true;
    }
    itk_arena_fini(&arena);
    itk_buf_free(&words);
    itk_pattern_free(pattern);
    return found;
}

static void
locate(struct verifier *f)
{
    struct itk_verified *v = f->v;

    for (size_t i = 0; i < v->count; i++) {
        struct itk_verified_clause *one = &v->clauses[i];

        if (!by_anchor(f->returned, one))
            continue;
        if (!*text_of(f->returned, one->first, one->last, &v->arena))
            one->by = ITK_FOUND_NOT; /* only its frame is left */
        if (one->by != ITK_FOUND_NOT)
            claim(f, i);
    }
    for (size_t i = 0; i < v->count; i++) {
        if (v->clauses[i].by == ITK_FOUND_NOT && by_text(f, i)) {
            v->clauses[i].by = ITK_FOUND_TEXT;
            claim(f, i);
        }
    }
}

/* ---- its words ---- */

static const struct itk_clause_version *
version_of(const struct verifier *f, const struct itk_verified_clause *one)
{
    const struct itk_clause *clause = itk_guide_clause(f->guide, one->id);
    struct itk_date date;

    return clause && itk_date_parse(one->version, strlen(one->version),
                                    &date) == ITK_DATE_OK
               ? itk_clause_at(clause, date)
               : NULL;
}

/* Of a version that the case has not any more, the package's words. */
static itk_pattern *
words_of(const struct verifier *f, size_t clause)
{
    const struct itk_verified_clause *one = &f->v->clauses[clause];
    const struct itk_clause_version *version;
    struct itk_verified_clause made = *one;
    itk_pattern *nothing;

    if (f->made && !one->superseded && by_anchor(f->made, &made))
        return itk_words_of_made(f->made, made.first, made.last, f->guide,
                                 &f->numbers);
    version = version_of(f, one);
    if (version)
        return itk_words_of_version(f->guide, version, f->revision,
                                    &f->numbers);
    nothing = itk_pattern_new();
    itk_pattern_any(nothing);
    return nothing;
}

static void
compare_words(struct verifier *f, size_t clause)
{
    struct itk_verified_clause *one = &f->v->clauses[clause];
    const char *text =
        text_of(f->returned, one->first, one->last, &f->v->arena);
    itk_pattern *pattern = words_of(f, clause);
    struct itk_buf want = ITK_BUF_INIT;

    one->edited = !itk_pattern_matches(pattern, text, strlen(text));
    if (one->edited) {
        itk_pattern_nearest(pattern, text, strlen(text), &want);
        one->want = itk_arena_copy(&f->v->arena, want.data, want.size);
        one->got = text;
    }
    itk_buf_free(&want);
    itk_pattern_free(pattern);
}

/* ---- numbers of articles ---- */

static const char *
made_number(const void *self, const char *id)
{
    const struct verifier *f = self;

    for (size_t i = 0; i < f->v->count; i++) {
        if (!strcmp(f->v->clauses[i].id, id))
            return itk_draft_article(&f->v->arena, f->guide->lang,
                                     (unsigned)i + 1);
    }
    return NULL;
}

static const char *
counted_number(const void *self, const char *id)
{
    const struct verifier *f = self;

    for (size_t i = 0; i < f->returned->count; i++) {
        const size_t clause = f->claimed[i];

        if (clause && f->returned->at[i].number[0] &&
            !strcmp(f->v->clauses[clause - 1].id, id))
            return f->returned->at[i].number;
    }
    return NULL;
}

/* ---- order, and what is more ---- */

/* Those outside a longest run that is in order are the ones that moved. */
static void
find_moved(struct itk_verified *v)
{
    size_t *length = itk_grow(NULL, v->count + 1, sizeof(*length));
    size_t most = 0, limit = SIZE_MAX;

    for (size_t i = 0; i < v->count; i++) {
        length[i] = v->clauses[i].by != ITK_FOUND_NOT;
        for (size_t j = 0; length[i] && j < i; j++) {
            if (length[j] >= length[i] &&
                v->clauses[j].first < v->clauses[i].first)
                length[i] = length[j] + 1;
        }
        most = length[i] > most ? length[i] : most;
    }
    for (size_t i = v->count; i-- > 0;) {
        struct itk_verified_clause *one = &v->clauses[i];

        if (most && length[i] == most && one->first < limit) {
            limit = one->first;
            most--;
        } else {
            one->moved = one->by != ITK_FOUND_NOT;
        }
    }
    free(length);
}

/* Does the document that was made again have it outside its clauses? */
static bool
is_frame(const struct itk_returned *made,
         const struct itk_returned_paragraph *paragraph)
{
    for (size_t i = 0; i < made->count; i++) {
        if (!made->at[i].control && !strcmp(made->at[i].text, paragraph->text))
            return true;
    }
    return false;
}

/* Without a case, only what stands among the clauses is known to be more. */
static void
find_added(struct verifier *f)
{
    const struct itk_returned *doc = f->returned;
    size_t first = doc->count, last = 0;

    f->v->added =
        itk_arena_array(&f->v->arena, doc->count + 1, sizeof(*f->v->added));
    for (size_t i = 0; i < doc->count; i++) {
        if (!f->claimed[i])
            continue;
        first = i < first ? i : first;
        last = i;
    }
    for (size_t i = 0; i < doc->count; i++) {
        const bool among = i > first && i < last;

        if (f->claimed[i] || !doc->at[i].size ||
            (f->made ? is_frame(f->made, &doc->at[i]) : !among))
            continue;
        f->v->added[f->v->added_count++] =
            itk_arena_dup(&f->v->arena, doc->at[i].text);
    }
}

/* ---- what there should be ---- */

static void
add_clause(struct verifier *f, const char *id, const char *version)
{
    struct itk_verified_clause *one = &f->v->clauses[f->v->count++];
    const struct itk_clause *clause = itk_guide_clause(f->guide, id);
    const struct itk_clause_version *text;

    *one = (struct itk_verified_clause){
        .id = itk_arena_dup(&f->v->arena, id),
        .version = itk_arena_dup(&f->v->arena, version),
        .title = "",
        .want = "",
        .got = ""};
    text = version_of(f, one);
    one->title = text ? text->title : clause ? clause->label.in[ITK_JA] : "";
}

static const struct itk_plan *
plan_for(const struct verifier *f, const struct itk_work *work)
{
    const struct itk_returned_record *record = f->returned->record;

    for (size_t i = 0; work->plans && i < itk_plans_count(work->plans); i++) {
        const struct itk_planned *planned = itk_plans_at(work->plans, i);

        if (planned->plan && planned->plan->clauses_count &&
            (!record || !strcmp(record->document, planned->plan->document)))
            return planned->plan;
    }
    return NULL;
}

static bool
make_again(struct verifier *f, itk_store *store, const struct itk_plan *plan,
           struct itk_error *err)
{
    const itk_template *tmpl = itk_store_template(
        store, plan->guideline, plan->template_name, plan->template_date, err);
    itk_renderer *renderer = itk_renderer_new();
    struct itk_buf docx = ITK_BUF_INIT;

    if (tmpl && itk_render(renderer, tmpl, plan, &docx, err))
        f->made =
            itk_returned_read(&(struct itk_blob){plan->file, docx.data,
                                                 docx.size, ITK_FAULT_PROGRAM},
                              err);
    itk_buf_free(&docx);
    itk_renderer_free(renderer);
    return f->made;
}

static const char *
recorded_version(const struct itk_returned_record *record, const char *id)
{
    for (size_t i = 0; record && i < record->clauses_count; i++) {
        if (!strcmp(record->clauses[i].id, id))
            return record->clauses[i].version;
    }
    return NULL;
}

/* What the case has now, and what the document says it has. */
static bool
require_case(struct verifier *f, itk_store *store, const struct itk_work *work,
             struct itk_error *err)
{
    const struct itk_plan *plan = plan_for(f, work);

    if (!plan)
        return itk_fail(err, ITK_FAULT_CASE,
                        (struct itk_loc){.file = f->returned->name},
                        ITK_MSG_VERIFY_NO_PLAN, ITK_NO_ARGS);
    if (!make_again(f, store, plan, err))
        return false;
    f->v->clauses = itk_arena_array(&f->v->arena, plan->clauses_count + 1,
                                    sizeof(*f->v->clauses));
    for (size_t i = 0; i < plan->clauses_count; i++) {
        const char *id = plan->clauses[i].id;
        const char *old = recorded_version(f->returned->record, id);

        add_clause(f, id, old ? old : plan->clauses[i].version);
        if (old && strcmp(old, plan->clauses[i].version) != 0)
            f->v->clauses[i].superseded =
                itk_arena_dup(&f->v->arena, plan->clauses[i].version);
    }
    return true;
}

/* The newest version of the package, whether or not it governs the case. */
static void
require_record(struct verifier *f)
{
    const struct itk_returned_record *record = f->returned->record;

    f->v->clauses = itk_arena_array(&f->v->arena, record->clauses_count + 1,
                                    sizeof(*f->v->clauses));
    for (size_t i = 0; i < record->clauses_count; i++) {
        const struct itk_clause *clause =
            itk_guide_clause(f->guide, record->clauses[i].id);
        struct itk_buf newest = ITK_BUF_INIT;

        add_clause(f, record->clauses[i].id, record->clauses[i].version);
        if (clause)
            itk_date_iso(&newest,
                         clause->versions[clause->versions_count - 1].from);
        if (clause && strcmp(newest.data, record->clauses[i].version) > 0)
            f->v->clauses[i].superseded =
                itk_arena_dup(&f->v->arena, newest.data);
        itk_buf_free(&newest);
    }
}

static void
judge(struct verifier *f)
{
    struct itk_verified *v = f->v;

    locate(f);
    find_moved(v);
    find_added(f);
    v->sound = v->added_count == 0;
    for (size_t i = 0; i < v->count; i++) {
        struct itk_verified_clause *one = &v->clauses[i];

        if (one->by != ITK_FOUND_NOT)
            compare_words(f, i);
        if (one->by == ITK_FOUND_NOT || one->edited || one->moved ||
            one->superseded)
            v->sound = false;
    }
}

bool
itk_verify(const struct itk_returned *returned, itk_store *store,
           const struct itk_guide *guide, const struct itk_work *work,
           struct itk_verified *verified, struct itk_error *err)
{
    struct verifier f = {.returned = returned, .guide = guide, .v = verified};
    const char *revision = returned->record ? returned->record->revision : "";
    bool ok = true;

    *verified = (struct itk_verified){.arena = ITK_ARENA_INIT};
    f.claimed = itk_arena_array(&verified->arena, returned->count + 1,
                                sizeof(*f.claimed));
    f.numbers = (struct itk_article_numbers){&f, made_number, counted_number};
    (void)(itk_date_parse(revision, strlen(revision), &f.revision) ==
           ITK_DATE_OK);
    if (work)
        ok = require_case(&f, store, work, err);
    else
        require_record(&f);
    if (ok)
        judge(&f);
    itk_returned_free(f.made);
    return ok;
}

void
itk_verified_free(struct itk_verified *verified)
{
    itk_arena_fini(&verified->arena);
}
