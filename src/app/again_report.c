/*
 * The report: rows of wording, groups of documents and lists of cases, out of
 * the objects of the cases.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/again_told.h"
#include "app/contrast.h"
#include "app/wording.h"

/* ---- names ---- */

void
itk_again_name(struct itk_again_names *names, const char *name)
{
    if (names->count && strcmp(names->at[names->count - 1], name) == 0)
        return; /* of the case that came last */
    if (names->count == names->room) {
        names->room = names->room ? 2 * names->room : 4;
        names->at = itk_grow(names->at, names->room, sizeof(const char *));
    }
    names->at[names->count++] = name;
}

/* The list of that key, which is copied; a new one stands last. */
struct itk_again_list *
itk_again_list(itk_again_report *report, struct itk_again_lists *lists,
               const char *key, bool *added)
{
    for (size_t i = 0; i < lists->count; i++) {
        if (strcmp(lists->at[i].key, key) == 0) {
            *added = false;
            return &lists->at[i];
        }
    }
    lists->at = itk_grow(lists->at, lists->count + 1, sizeof(*lists->at));
    lists->at[lists->count] =
        (struct itk_again_list){.key = itk_arena_dup(&report->arena, key)};
    *added = true;
    return &lists->at[lists->count++];
}

const char *
itk_again_text(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : "";
}

static const char *
keep(itk_again_report *report, const char *text)
{
    return itk_arena_dup(&report->arena, text);
}

/* ---- wording ---- */

static const struct itk_clause_version *
version_of(const struct itk_clause *clause, const char *date)
{
    for (size_t i = 0; clause && i < clause->versions_count; i++) {
        struct itk_buf iso = ITK_BUF_INIT;
        bool is;

        itk_date_iso(&iso, clause->versions[i].from);
        is = strcmp(iso.data, date) == 0;
        itk_buf_free(&iso);
        if (is && !clause->versions[i].dropped)
            return &clause->versions[i];
    }
    return NULL;
}

/* As the package words it. What a survey asks is no part of it, and stands
 * last. */
static struct itk_article
worded(itk_again_report *report, const struct itk_guide *guide,
       const struct itk_clause_version *version, const char *revision)
{
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_wording w = {.guide = guide,
                            .date = version->from,
                            .lang = guide->lang,
                            .out = &out};
    struct itk_article article;
    struct itk_date date;

    if (itk_date_parse(revision, strlen(revision), &date) == ITK_DATE_OK)
        w.date = date; /* for the values that it names */
    itk_wording_clause(&w, version);
    article = itk_article_of_wording(keep(report, out.data), &report->arena);
    if (version->check[0] && article.count)
        article.count--;
    itk_buf_free(&out);
    return article;
}

/* A version that this package does not hold. */
static struct itk_article
unheld(itk_again_report *report, const struct itk_guide *guide)
{
    struct itk_line *line = itk_arena_alloc(&report->arena, sizeof(*line));

    *line = (struct itk_line){
        ITK_LEVEL_TEXT, "",
        guide->lang == ITK_JA ? "（この版の文言は、現在のデータにない。）"
                              : "(The package does not hold this version.)"};
    return (struct itk_article){line, 1};
}

static struct itk_article
printed(itk_again_report *report, const json_t *lines)
{
    const size_t count = json_array_size(lines);
    struct itk_line *at =
        itk_arena_array(&report->arena, count + 1, sizeof(*at));

    for (size_t i = 0; i < count; i++) {
        const json_t *line = json_array_get(lines, i);
        const json_int_t level =
            json_integer_value(json_object_get(line, "level"));

        at[i] = (struct itk_line){level >= ITK_LEVEL_HEAD &&
                                          level <= ITK_LEVEL_SUBITEM
                                      ? (enum itk_level)level
                                      : ITK_LEVEL_TEXT,
                                  keep(report, itk_again_text(line, "label")),
                                  keep(report, itk_again_text(line, "text"))};
    }
    return (struct itk_article){at, count};
}

static void
read_sides(itk_again_report *report, const struct itk_guide *guide,
           const json_t *clause, json_t *document, struct itk_again_row *row)
{
    static const char *const names[] = {"before", "after"};
    const json_t *lines = json_object_get(clause, "printed");
    const json_t *revision = json_object_get(document, "revision");

    for (int side = 0; side < ITK_SIDES; side++) {
        const char *date = itk_again_text(clause, names[side]);
        const struct itk_clause_version *version =
            version_of(row->clause, date);

        if (lines)
            row->side[side] =
                printed(report, json_object_get(lines, names[side]));
        else if (version)
            row->side[side] = worded(report, guide, version,
                                     itk_again_text(revision, names[side]));
        else if (*date)
            row->side[side] = unheld(report, guide);
    }
}

/* What a row shows, so that rows that show the same are one: only what changed
 * counts. */
static char *
key_of(const struct itk_again_row *row, enum itk_lang lang)
{
    struct itk_contrast contrast;
    json_t *rows;
    char *key;

    itk_contrast_init(&contrast, lang);
    itk_contrast_add(
        &contrast, row->side[ITK_BEFORE].count ? &row->side[ITK_BEFORE] : NULL,
        row->side[ITK_AFTER].count ? &row->side[ITK_AFTER] : NULL);
    rows = itk_contrast_json(&contrast);
    json_array_append_new(rows, json_string(row->id));
    key = json_dumps(rows, JSON_COMPACT);
    if (!key)
        itk_no_memory();
    json_decref(rows);
    itk_contrast_fini(&contrast);
    return key;
}

/* What tells a change from another before its words are looked at. */
static const char *
change_of(const json_t *clause, json_t *document, struct itk_buf *out)
{
    const json_t *revision = json_object_get(document, "revision");
    const json_t *lines = json_object_get(clause, "printed");

    itk_buf_clear(out);
    itk_buf_adds(out, itk_again_text(clause, "id"));
    for (int side = 0; side < ITK_SIDES; side++) {
        const char *name = side == ITK_BEFORE ? "before" : "after";

        itk_buf_addc(out, ' ');
        itk_buf_adds(out, itk_again_text(clause, name));
        itk_buf_addc(out, '@');
        itk_buf_adds(out, itk_again_text(revision, name));
    }
    if (lines) {
        char *text = json_dumps(lines, JSON_COMPACT);

        itk_buf_adds(out, text ? text : "");
        free(text);
    }
    return out->data;
}

/* Where the clause stands in its document; one that is given up, in the version
 * that last had it. */
static size_t
rank_of(const struct itk_guide *guide, const struct itk_clause *clause,
        const char *id)
{
    const struct itk_document *document = itk_guide_document(guide, id);

    for (size_t v = document ? document->versions_count : 0; v-- > 0;) {
        const struct itk_document_version *version = &document->versions[v];

        for (size_t i = 0; i < version->clauses_count; i++) {
            if (version->clauses[i] == clause)
                return i;
        }
    }
    return SIZE_MAX;
}

static size_t
row_of(itk_again_report *report, const struct itk_guide *guide,
       const json_t *clause, json_t *document)
{
    const char *id = itk_again_text(clause, "id");
    struct itk_again_row row = {
        .id = keep(report, id),
        .clause = itk_guide_clause(guide, id),
        .before = keep(report, itk_again_text(clause, "before")),
        .after = keep(report, itk_again_text(clause, "after")),
    };
    char *key;
    size_t i = 0;

    row.rank = rank_of(guide, row.clause, itk_again_text(document, "document"));
    read_sides(report, guide, clause, document, &row);
    key = key_of(&row, guide->lang);
    while (i < report->rows_count && strcmp(report->rows[i].key, key) != 0)
        i++;
    if (i == report->rows_count) {
        row.key = keep(report, key);
        report->rows = itk_grow(report->rows, i + 1, sizeof(*report->rows));
        report->rows[report->rows_count++] = row;
    }
    free(key);
    return i;
}

static void
add_clauses(itk_again_report *report, const struct itk_guide *guide,
            json_t *document, const char *case_id)
{
    const json_t *clauses = json_object_get(document, "clauses");
    struct itk_buf change = ITK_BUF_INIT;

    for (size_t i = 0; i < json_array_size(clauses); i++) {
        const json_t *clause = json_array_get(clauses, i);
        struct itk_again_list *known;
        bool added;

        known = itk_again_list(report, &report->changes,
                               change_of(clause, document, &change), &added);
        if (added)
            known->row = row_of(report, guide, clause, document);
        itk_again_name(&report->rows[known->row].cases, case_id);
    }
    itk_buf_free(&change);
}

/* ---- a case ---- */

static bool
is_done(json_t *document)
{
    const char *state = itk_again_text(document, "state");

    return strcmp(state, "changed") == 0 || strcmp(state, "added") == 0 ||
           (strcmp(state, "obsolete") == 0 &&
            strcmp(itk_again_text(document, "result"), "left") != 0);
}

/* Everything that a group of documents has in common. */
static void
add_group(itk_again_report *report, json_t *document,
          const struct itk_guide *guide, const char *case_id)
{
    json_t *common = json_copy(document);
    struct itk_again_list *group;
    char *key;
    bool added;

    json_object_del(common, "file");
    json_object_del(common, "aside");
    json_object_del(common, "parts");
    json_object_del(common, "clauses");
    key = json_dumps(common, JSON_COMPACT | JSON_SORT_KEYS);
    if (!key)
        itk_no_memory();
    group = itk_again_list(report, &report->groups, key, &added);
    if (added) {
        group->object = json_copy(document);
        group->guide = guide;
    }
    group->documents++;
    itk_again_name(&group->cases, case_id);
    free(key);
    json_decref(common);
}

static void
add_edited(itk_again_report *report, json_t *document)
{
    const char *aside = itk_again_text(document, "aside");
    const bool left = strcmp(itk_again_text(document, "result"), "left") == 0;

    if (!*aside && !left)
        return;
    report->edited = itk_grow(report->edited, report->edited_count + 1,
                              sizeof(*report->edited));
    report->edited[report->edited_count++] = (struct itk_again_edited){
        keep(report, itk_again_text(document, "file")), keep(report, aside)};
}

static void
add_decisions(itk_again_report *report, json_t *one,
              const struct itk_guide *guide, const char *case_id)
{
    const json_t *decisions = json_object_get(one, "decisions");

    for (size_t i = 0; i < json_array_size(decisions); i++) {
        json_t *decision = json_array_get(decisions, i);
        char *key = json_dumps(decision, JSON_COMPACT | JSON_SORT_KEYS);
        struct itk_again_list *group;
        bool added;

        if (!key)
            itk_no_memory();
        group = itk_again_list(report, &report->decisions, key, &added);
        if (added) {
            group->object = json_incref(decision);
            group->guide = guide;
        }
        itk_again_name(&group->cases, case_id);
        free(key);
    }
}

static void
add_documents(itk_again_report *report, json_t *one,
              const struct itk_guide *guide, const char *case_id)
{
    json_t *documents = json_object_get(one, "documents");
    json_t *kept_by = json_object_get(one, "kept-by");
    bool touched = false, added;

    for (size_t i = 0; i < json_array_size(documents); i++) {
        json_t *document = json_array_get(documents, i);

        add_group(report, document, guide, case_id);
        add_clauses(report, guide, document, case_id);
        add_edited(report, document);
        touched = touched || is_done(document);
        report->any = report->any || is_done(document);
    }
    if (touched)
        report->touched++;
    if (touched || !kept_by) /* what it is kept by explains nothing then */
        return;
    {
        struct itk_again_list *list = itk_again_list(
            report, &report->kept, itk_again_text(kept_by, "date"), &added);

        if (added)
            list->object = json_pack("{s:O, s:O}", "by", kept_by, "revision",
                                     json_object_get(one, "revision"));
        itk_again_name(&list->cases, case_id);
    }
}

static void
put_case(itk_again_report *report, const json_t *one)
{
    char *text = json_dumps(one, JSON_COMPACT);

    if (!text)
        itk_no_memory();
    itk_buf_adds(&report->cases, report->cases.size ? ",\n    " : "    ");
    itk_buf_adds(&report->cases, text);
    free(text);
}

bool
itk_again_report_add(itk_again_report *report, json_t *one,
                     struct itk_error *err)
{
    const char *fate = itk_again_text(one, "fate");
    const char *case_id = keep(report, itk_again_text(one, "case"));
    const struct itk_guide *guide;
    bool added;

    put_case(report, one);
    if (strcmp(fate, "decided") != 0) {
        itk_again_name(
            &itk_again_list(report, &report->left, fate, &added)->cases,
            case_id);
        return true;
    }
    report->decided++;
    guide =
        itk_store_guide(report->store, itk_again_text(one, "guideline"), err);
    if (!guide)
        return false;
    if (!report->guide)
        report->guide = guide;
    add_documents(report, one, guide, case_id);
    add_decisions(report, one, guide, case_id);
    return true;
}

void
itk_again_report_not_given(itk_again_report *report, const char *case_id)
{
    bool added;

    itk_again_name(
        &itk_again_list(report, &report->left, "not-given", &added)->cases,
        keep(report, case_id));
}

/* ---- the whole ---- */

itk_again_report *
itk_again_report_new(itk_store *store)
{
    itk_again_report *report = itk_alloc(sizeof(*report));

    *report = (itk_again_report){
        .store = store, .cases = ITK_BUF_INIT, .arena = ITK_ARENA_INIT};
    return report;
}

static void
free_lists(struct itk_again_lists *lists)
{
    for (size_t i = 0; i < lists->count; i++) {
        free(lists->at[i].cases.at);
        json_decref(lists->at[i].object);
    }
    free(lists->at);
}

void
itk_again_report_free(itk_again_report *report)
{
    if (!report)
        return;
    free_lists(&report->changes);
    free_lists(&report->groups);
    free_lists(&report->decisions);
    free_lists(&report->kept);
    free_lists(&report->left);
    for (size_t i = 0; i < report->rows_count; i++)
        free(report->rows[i].cases.at);
    free(report->rows);
    free(report->edited);
    itk_buf_free(&report->cases);
    itk_arena_fini(&report->arena);
    free(report);
}

bool
itk_again_report_has_any(const itk_again_report *report)
{
    return report->any;
}

enum itk_lang
itk_again_report_lang(const itk_again_report *report)
{
    return report->guide ? report->guide->lang : ITK_JA;
}
