/*
 * Holds the decisions of a guideline package against cases that were worked
 * out by hand. A comment in a case says what is expected:
 *   <!-- expect: place=inside because 5(2) ... -->
 *   <!-- expect: do:survey=done,open because ... -->  (the steps of its
 * outcome)
 *   <!-- expect: revision=2023-04-01 because ... -->
 * With --mutants, it changes each leaf and outcome of rules.xml in turn, and
 * prints the changes that no case notices.
 *
 * usage: rules [--mutants] PACKAGE CASES
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "decide/decide.h"
#include "xml/xml.h"

#define MAX_FILES 20000
#define MAX_BYTES (256u << 20)
#define NOTICED   95 /* per cent of the mutants */

static struct itk_arena arena = ITK_ARENA_INIT;

struct expectation {
    const struct itk_blob *in;
    const char *key; /* of a decision, "do:" and one, or "revision" */
    const char *want;
};

static struct expectation *expected;
static size_t expected_count;

static void
stop(const struct itk_error *err)
{
    fprintf(stderr, "%s\n", err->text[ITK_EN]);
    exit(3);
}

static struct itk_blobs
read_folder(const char *folder)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_blobs files;

    if (!itk_folder_read(folder, MAX_FILES, MAX_BYTES, ITK_FAULT_CASE, &arena,
                         &files, &err))
        stop(&err);
    return files;
}

/* ---- what is expected ---- */

static void
add_expectations(const struct itk_blob *in)
{
    static const char mark[] = "<!-- expect: ";
    const char *text = itk_arena_copy(&arena, in->data, in->size);

    while ((text = strstr(text, mark))) {
        const char *equals, *end;

        text += strlen(mark);
        equals = strchr(text, '=');
        end = strstr(text, " because ");
        if (!equals || !end || equals > end) {
            fprintf(stderr, "%s: an expectation without a reason\n", in->name);
            exit(3);
        }
        expected = itk_grow(expected, expected_count + 1, sizeof(*expected));
        expected[expected_count++] = (struct expectation){
            in, itk_arena_copy(&arena, text, (size_t)(equals - text)),
            itk_arena_copy(&arena, equals + 1, (size_t)(end - equals - 1))};
    }
}

/* ---- what comes out ---- */

static struct itk_date
newest_held(const struct itk_guide *guide)
{
    struct itk_date date = {0};

    for (size_t i = 0; i < guide->revisions.count; i++) {
        if (guide->revisions.at[i].held)
            date = guide->revisions.at[i].date;
    }
    return date;
}

static void
put_revision(struct itk_buf *got, const itk_case *data,
             const struct itk_guide *guide)
{
    itk_decisions *decisions = itk_decide(data, guide);
    const enum itk_governed governed = itk_decisions_governed(decisions);

    if (governed == ITK_GOVERNED_UNKNOWN || governed == ITK_GOVERNED_NONE)
        itk_buf_adds(got, governed == ITK_GOVERNED_NONE ? "none" : "unknown");
    else
        itk_date_iso(got, itk_decisions_revision(decisions)->date);
    itk_decisions_free(decisions);
}

static void
put_steps(struct itk_buf *got, const struct itk_view *view,
          const struct itk_outcome *outcome)
{
    for (size_t i = 0; i < outcome->effects_count; i++) {
        const struct itk_effect *effect = &outcome->effects[i];

        if (effect->kind != ITK_EFFECT_DO)
            continue;
        itk_buf_adds(got, got->size ? "," : "");
        itk_buf_adds(got,
                     effect->done && itk_eval_complete(view, effect->done, NULL,
                                                       0, NULL) == ITK_TRUE
                         ? "done"
                         : "open");
    }
}

static void
put_decision(struct itk_buf *got, const itk_case *data,
             const struct itk_guide *guide, const char *key)
{
    const bool steps = strncmp(key, "do:", 3) == 0;
    const struct itk_view view = {guide, data, newest_held(guide), NULL};
    const struct itk_decision *decision =
        itk_guide_decision(guide, steps ? key + 3 : key);
    const struct itk_outcome *outcome;
    uint64_t possible;

    if (!decision) {
        itk_buf_adds(got, "no such decision");
        return;
    }
    outcome = itk_eval_decision(&view, decision, NULL, &possible, NULL);
    if (!outcome)
        itk_buf_adds(got, "unknown");
    else if (steps)
        put_steps(got, &view, outcome);
    else
        itk_buf_adds(got, outcome->id);
}

/* Does the case come out as expected? `got` says how it does. */
static bool
holds(const struct itk_guide *guide, const struct expectation *what,
      struct itk_buf *got)
{
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    itk_case *data = itk_case_load_xml(what->in, guide, found, &err);

    itk_buf_clear(got);
    if (!data || itk_findings_errors(found))
        itk_buf_adds(got, data ? itk_findings_at(found, 0)->text[ITK_EN]
                               : err.text[ITK_EN]);
    else if (!strcmp(what->key, "revision"))
        put_revision(got, data, guide);
    else
        put_decision(got, data, guide, what->key);
    itk_case_free(data);
    itk_findings_free(found);
    itk_error_fini(&err);
    return !strcmp(got->data, what->want);
}

static int
run(const struct itk_guide *guide)
{
    struct itk_buf got = ITK_BUF_INIT;
    size_t failed = 0;

    for (size_t i = 0; i < expected_count; i++) {
        if (holds(guide, &expected[i], &got))
            continue;
        failed++;
        printf("FAILED: %s: expected %s=%s, got '%s'\n", expected[i].in->name,
               expected[i].key, expected[i].want, got.data);
    }
    printf("rules: %zu passed, %zu failed\n", expected_count - failed, failed);
    itk_buf_free(&got);
    return failed || !expected_count;
}

/* ---- mutants ---- */

enum change {
    CHANGE_FLIP,  /* a leaf, or the condition of an outcome: its contrary */
    CHANGE_DROP,  /* a leaf: not asked */
    CHANGE_NEVER, /* an outcome: its condition never holds */
    CHANGE_VALUE, /* one value less */
    CHANGE_LEAST, /* a bound: one more */
    CHANGE_MOST,
    CHANGE_SWAP, /* some for every, before for after */
    CHANGE_COUNT
};

static const char *const change_names[CHANGE_COUNT] = {
    "flip", "drop", "never", "less a value", "least + 1", "most + 1", "swap"};

static bool
is_any_of(const xmlNode *node, const char *const names[])
{
    for (size_t i = 0; names[i]; i++) {
        if (itk_xml_is(node, names[i]))
            return true;
    }
    return false;
}

static bool
is_leaf(const xmlNode *node)
{
    static const char *const names[] = {
        "yes",    "no",           "is",   "present",  "before", "after",
        "number", "fiscal-years", "same", "decision", NULL};
    return is_any_of(node, names) && !itk_xml_attr(node, "ja");
}

static bool
is_quantifier(const xmlNode *node)
{
    static const char *const names[] = {"some", "every", NULL};

    return is_any_of(node, names);
}

static xmlNode *
wrap(xmlNode *node, const char *name)
{
    xmlNode *outer = xmlNewNode(NULL, (const xmlChar *)name);

    xmlReplaceNode(node, outer);
    xmlAddChild(outer, node);
    return outer;
}

static xmlNode *
kid(const xmlNode *node, const char *name)
{
    const xmlNode *at = itk_xml_first(node);

    while (at && !itk_xml_is(at, name))
        at = itk_xml_next(at);
    return (xmlNode *)(uintptr_t)at;
}

static void
set(xmlNode *node, const char *name, const char *value)
{
    xmlSetProp(node, (const xmlChar *)name, (const xmlChar *)value);
}

static bool
change_leaf(xmlNode *node, enum change change)
{
    const xmlNode *up = node->parent;
    const bool listed = itk_xml_is(up, "all") || itk_xml_is(up, "any");

    if (change == CHANGE_FLIP) {
        wrap(node, "not");
        return true;
    }
    if (listed && (itk_xml_first(up) != node || itk_xml_next(node))) {
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    } else {
        xmlFreeNode(
            xmlReplaceNode(node, xmlNewNode(NULL, (const xmlChar *)"all")));
    }
    return true;
}

/* Takes the nth value of `is` away; false when there are not so many, or only
 * one. */
static bool
drop_value(xmlNode *node, const char *name, size_t nth)
{
    const char *values = itk_xml_attr(node, name);
    struct itk_buf rest = ITK_BUF_INIT;
    size_t count = 0;
    bool ok;

    for (const char *at = values; at && *at;) {
        const size_t size = strcspn(at, " ");

        if (count++ != nth) {
            itk_buf_adds(&rest, rest.size ? " " : "");
            itk_buf_add(&rest, at, size);
        }
        at += size + strspn(at + size, " ");
    }
    ok = count > 1 && nth < count;
    if (ok)
        set(node, name, rest.data);
    itk_buf_free(&rest);
    return ok;
}

static bool
add_one(xmlNode *node, const char *name)
{
    const char *value = itk_xml_attr(node, name);
    char text[32];

    if (!value)
        return false;
    snprintf(text, sizeof(text), "%lld", strtoll(value, NULL, 10) + 1);
    set(node, name, text);
    return true;
}

static bool
swap(xmlNode *node)
{
    static const char *const pairs[][2] = {{"some", "every"},
                                           {"every", "some"},
                                           {"before", "after"},
                                           {"after", "before"}};

    for (size_t i = 0; i < ITK_COUNT(pairs); i++) {
        if (!itk_xml_is(node, pairs[i][0]))
            continue;
        if (is_quantifier(node) && !itk_xml_first(node))
            return false;
        xmlNodeSetName(node, (const xmlChar *)pairs[i][1]);
        return true;
    }
    return false;
}

static bool
change_outcome(xmlNode *node, enum change change)
{
    xmlNode *when = kid(node, "when"), *otherwise = kid(node, "otherwise");

    if (change == CHANGE_FLIP && when) {
        wrap(kid(when, (const char *)itk_xml_first(when)->name), "not");
        return true;
    }
    if (change != CHANGE_NEVER)
        return false;
    if (otherwise) {
        wrap(otherwise, "when");
        xmlNodeSetName(otherwise, (const xmlChar *)"any");
        return true;
    }
    xmlFreeNode(
        xmlReplaceNode(kid(when, (const char *)itk_xml_first(when)->name),
                       xmlNewNode(NULL, (const xmlChar *)"any")));
    return true;
}

/* False when the node has no such change. */
static bool
change_node(xmlNode *node, enum change change, size_t nth)
{
    if (itk_xml_is(node, "outcome"))
        return change_outcome(node, change);
    switch (change) {
    case CHANGE_FLIP:
    case CHANGE_DROP:
        return is_leaf(node) && change_leaf(node, change);
    case CHANGE_VALUE:
        return is_leaf(node) &&
               drop_value(node, itk_xml_is(node, "decision") ? "is" : "value",
                          nth);
    case CHANGE_LEAST:
        return is_leaf(node) && add_one(node, "least");
    case CHANGE_MOST:
        return is_leaf(node) && add_one(node, "most");
    case CHANGE_SWAP:
        return swap(node);
    default:
        return false;
    }
}

static xmlNode *
next_in_order(xmlNode *node, const xmlNode *top)
{
    if (node->children)
        return node->children;
    while (node != top && !node->next)
        node = node->parent;
    return node == top ? NULL : node->next;
}

/* The nth element below a decision, in the order of the document. */
static xmlNode *
nth_node(xmlDoc *doc, size_t nth)
{
    xmlNode *const top = xmlDocGetRootElement(doc);
    xmlNode *node = top;

    while (node && nth) {
        node = next_in_order(node, top);
        if (node && node->type == XML_ELEMENT_NODE)
            nth--;
    }
    return node;
}

static const xmlNode *
decision_of(const xmlNode *node)
{
    for (; node && node->type == XML_ELEMENT_NODE; node = node->parent) {
        if (itk_xml_is(node, "decision") && itk_xml_attr(node, "ja"))
            return node;
    }
    return NULL;
}

static struct itk_guide *
load_mutant(struct itk_blobs files, xmlDoc *doc)
{
    struct itk_blob *copy = itk_arena_array(&arena, files.count, sizeof(*copy));
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_guide *guide;
    xmlChar *text;
    int size;

    xmlDocDumpMemoryEnc(doc, &text, &size, "UTF-8");
    for (size_t i = 0; i < files.count; i++) {
        copy[i] = files.at[i];
        if (strcmp(copy[i].name, "rules.xml") == 0) {
            copy[i].data = text;
            copy[i].size = (size_t)size;
        }
    }
    guide =
        itk_guide_load((struct itk_blobs){copy, files.count}, "mutant", &err);
    itk_error_fini(&err);
    xmlFree(text);
    return guide;
}

/* The decision's own cases first: they are the likely ones. */
static bool
is_noticed(const struct itk_guide *guide, const char *decision)
{
    struct itk_buf got = ITK_BUF_INIT;
    const size_t size = strlen(decision);
    bool noticed = false;

    for (int pass = 0; pass < 2 && !noticed; pass++) {
        for (size_t i = 0; i < expected_count && !noticed; i++) {
            const char *name = expected[i].in->name;
            const bool own =
                !strncmp(name, decision, size) && name[size] == '/';

            if (own == (pass == 0))
                noticed = !holds(guide, &expected[i], &got);
        }
    }
    itk_buf_free(&got);
    return noticed;
}

struct score {
    size_t made, noticed, refused;
};

static void
try_change(struct itk_blobs files, const xmlDoc *rules, size_t at,
           enum change change, size_t nth, struct score *score, bool *made)
{
    xmlDoc *doc = xmlCopyDoc((xmlDoc *)(uintptr_t)rules, 1);
    xmlNode *node = nth_node(doc, at);
    const xmlNode *decision = decision_of(node);
    const long line = itk_xml_line(node);
    char what[64];
    struct itk_guide *guide;

    snprintf(what, sizeof(what), "%s", (const char *)node->name);
    *made = decision && change_node(node, change, nth);
    if (*made) {
        score->made++;
        guide = load_mutant(files, doc);
        if (!guide) {
            score->refused++;
        } else if (is_noticed(guide, itk_xml_attr(decision, "id"))) {
            score->noticed++;
        } else {
            printf("SURVIVES: rules.xml:%ld: %s: <%s> %s\n", line,
                   itk_xml_attr(decision, "id"), what, change_names[change]);
        }
        itk_guide_free(guide);
    }
    xmlFreeDoc(doc);
}

static int
mutate(struct itk_blobs files)
{
    struct itk_error err = ITK_ERROR_INIT;
    struct score score = {0};
    xmlDoc *rules = NULL;
    size_t per_cent, tried;

    for (size_t i = 0; i < files.count; i++) {
        if (!strcmp(files.at[i].name, "rules.xml") &&
            !(rules = itk_xml_parse(&files.at[i], &err)))
            stop(&err);
    }
    for (size_t at = 1; nth_node(rules, at); at++) {
        for (int change = 0; change < CHANGE_COUNT; change++) {
            bool made = true;

            for (size_t nth = 0; made && (!nth || change == CHANGE_VALUE);
                 nth++)
                try_change(files, rules, at, (enum change)change, nth, &score,
                           &made);
        }
    }
    xmlFreeDoc(rules);
    tried = score.made - score.refused;
    per_cent = tried ? score.noticed * 100 / tried : 0;
    printf("mutants: %zu made, %zu refused by the loader, %zu of %zu noticed "
           "(%zu %%)\n",
           score.made, score.refused, score.noticed, tried, per_cent);
    return per_cent < NOTICED;
}

int
main(int argc, char **argv)
{
    const bool mutants = argc == 4 && !strcmp(argv[1], "--mutants");
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_blobs files, cases;
    struct itk_guide *guide;
    int status;

    if (argc != 3 + mutants) {
        fputs("usage: rules [--mutants] PACKAGE CASES\n", stderr);
        return 2;
    }
    itk_xml_init();
    files = read_folder(argv[argc - 2]);
    cases = read_folder(argv[argc - 1]);
    guide = itk_guide_load(files, argv[argc - 2], &err);
    if (!guide)
        stop(&err);
    for (size_t i = 0; i < cases.count; i++) {
        const size_t size = strlen(cases.at[i].name);

        if (size > 4 && !strcmp(cases.at[i].name + size - 4, ".xml"))
            add_expectations(&cases.at[i]);
    }
    status = run(guide);
    itk_guide_free(guide);
    if (!status && mutants)
        status = mutate(files);
    free(expected);
    itk_arena_fini(&arena);
    itk_xml_done();
    return status;
}
