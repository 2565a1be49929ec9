/*
 * From an assignment to a case: by the same draft that reads case files, so
 * that what comes out is a case that can be read again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "decide/example.h"
#include "input/draft.h"

struct given {
    const struct itk_field *field;
    size_t member;
    const char *text;
    bool out;
};

struct members {
    bool known;
    size_t count;
    bool *out; /* of each */
};

struct facts {
    const struct itk_guide *guide;
    const char *id;
    struct itk_arena arena;
    struct given *at;
    size_t count;
    struct members *lists; /* by index */
};

static const char *
number_text(struct itk_arena *arena, int64_t number)
{
    char text[24];

    (void)snprintf(text, sizeof(text), "%" PRId64, number);
    return itk_arena_dup(arena, text);
}

static const char *
date_text(struct itk_arena *arena, struct itk_date date)
{
    struct itk_buf iso = ITK_BUF_INIT;
    const char *text;

    itk_date_iso(&iso, date);
    text = itk_arena_dup(arena, iso.data);
    itk_buf_free(&iso);
    return text;
}

static const char *
value_text(struct itk_arena *arena, const struct itk_field *field,
           int64_t value)
{
    switch (field->type) {
    case ITK_TYPE_YES_NO:
        return value ? "yes" : "no";
    case ITK_TYPE_CHOICE:
        return field->choices[value].id;
    case ITK_TYPE_DATE:
        return date_text(arena, itk_date_from_days((long)value));
    case ITK_TYPE_NUMBER:
        return number_text(arena, value);
    case ITK_TYPE_TEXT:
    case ITK_TYPE_PARAGRAPH:
        break;
    }
    return number_text(arena, value + 1);
}

/* A value that nothing asks for, so that the member is not empty. */
static const char *
filler_text(struct itk_arena *arena, const struct itk_field *field,
            size_t member, const struct itk_cone *cone)
{
    if (field->type == ITK_TYPE_DATE)
        return date_text(arena, cone->revision->date);
    if (field->type == ITK_TYPE_NUMBER)
        return number_text(arena, field->min > 0   ? field->min
                                  : field->max < 0 ? field->max
                                                   : 0);
    return value_text(arena, field,
                      field->type == ITK_TYPE_TEXT ? (int64_t)member : 0);
}

static void
add_given(struct facts *facts, const struct itk_field *field, size_t member,
          const char *text)
{
    facts->at[facts->count++] = (struct given){field, member, text, false};
}

static void
take_list(struct facts *facts, const itk_problem *problem,
          const struct itk_cone *cone, const struct itk_list *list)
{
    const struct itk_field *filler = itk_problem_filler(problem, list);
    struct members *members = &facts->lists[list->index];

    members->known = itk_problem_known(problem, list);
    if (!members->known)
        return;
    members->count = itk_problem_members(problem, list);
    members->out = itk_arena_array(&facts->arena, members->count, sizeof(bool));
    for (size_t i = 0; filler && i < members->count; i++)
        add_given(facts, filler, i,
                  filler_text(&facts->arena, filler, i, cone));
}

static void
take_field(struct facts *facts, const itk_problem *problem,
           const struct itk_field *field)
{
    const size_t count =
        field->list ? facts->lists[field->list->index].count : 1;

    for (size_t i = 0; i < count; i++) {
        if (itk_problem_given(problem, field, i))
            add_given(facts, field, i,
                      value_text(&facts->arena, field,
                                 itk_problem_value(problem, field, i)));
    }
}

static void
take(struct facts *facts, const itk_problem *problem,
     const struct itk_cone *cone)
{
    const struct itk_dictionary *dict = &facts->guide->dictionary;
    size_t most = dict->fields_count;

    facts->lists = itk_arena_array(&facts->arena, dict->lists_count,
                                   sizeof(*facts->lists));
    for (size_t i = 0; i < dict->lists_count; i++)
        most += (dict->lists[i].fields_count + 1) * cone->spans[i].members;
    facts->at = itk_arena_array(&facts->arena, most, sizeof(*facts->at));
    for (size_t i = 0; i < dict->lists_count; i++) {
        if (cone->lists[i])
            take_list(facts, problem, cone, &dict->lists[i]);
    }
    for (size_t i = 0; i < dict->fields_count; i++) {
        if (cone->fields[i])
            take_field(facts, problem, &dict->fields[i]);
    }
}

/* The members that are still in; places[i] is where member i comes to stand. */
static void
draft_members(const struct facts *facts, itk_draft *draft,
              const struct itk_list *list, size_t *places)
{
    const struct members *members = &facts->lists[list->index];
    const struct itk_loc nowhere = {0};
    size_t count = 0;

    for (size_t i = 0; i < members->count; i++) {
        if (members->out[i])
            continue;
        places[i] = itk_draft_member(draft, list, nowhere);
        count++;
    }
    if (members->known && !count)
        itk_draft_none(draft, list, nowhere);
}

static void
draft_values(const struct facts *facts, itk_draft *draft, size_t **places)
{
    for (size_t i = 0; i < facts->count; i++) {
        const struct given *given = &facts->at[i];
        const struct itk_list *list = given->field->list;
        const struct itk_loc nowhere = {0};

        if (given->out ||
            (list && (!facts->lists[list->index].known ||
                      facts->lists[list->index].out[given->member])))
            continue;
        itk_draft_value(draft, given->field,
                        list ? places[list->index][given->member] : 0,
                        given->text, strlen(given->text), nowhere);
    }
}

/* NULL when it is no case that could be read. */
static itk_case *
build(const struct facts *facts)
{
    const struct itk_dictionary *dict = &facts->guide->dictionary;
    itk_findings *found = itk_findings_new();
    itk_draft *draft = itk_draft_new(facts->guide, "", found);
    struct itk_arena arena = ITK_ARENA_INIT;
    size_t **places =
        itk_arena_array(&arena, dict->lists_count, sizeof(*places));
    itk_case *data;

    for (size_t i = 0; i < dict->lists_count; i++) {
        places[i] = itk_arena_array(&arena, facts->lists[i].count + 1,
                                    sizeof(*places[i]));
        if (facts->lists[i].known)
            draft_members(facts, draft, &dict->lists[i], places[i]);
    }
    draft_values(facts, draft, places);
    data = itk_draft_finish(draft, facts->id);
    itk_draft_free(draft);
    if (itk_findings_errors(found)) {
        itk_case_free(data);
        data = NULL;
    }
    itk_findings_free(found);
    itk_arena_fini(&arena);
    return data;
}

/* The case if it passes the test, else NULL. */
static itk_case *
build_tested(const struct facts *facts, const struct itk_example_test *test)
{
    itk_case *data = build(facts);

    if (data && !test->shows(test->self, data)) {
        itk_case_free(data);
        data = NULL;
    }
    return data;
}

/* Turns `*flag`; back again when the case is none any more. */
static void
try_without(struct facts *facts, const struct itk_example_test *test,
            bool *flag, itk_case **best)
{
    itk_case *data;

    *flag = !*flag;
    data = build_tested(facts, test);
    if (data) {
        itk_case_free(*best);
        *best = data;
    } else {
        *flag = !*flag;
    }
}

static void
leave_out(struct facts *facts, const struct itk_example_test *test,
          itk_case **best)
{
    for (size_t i = 0; i < facts->guide->dictionary.lists_count; i++) {
        struct members *members = &facts->lists[i];

        if (members->known)
            try_without(facts, test, &members->known, best);
        for (size_t j = members->known ? members->count : 0; j-- > 0;)
            try_without(facts, test, &members->out[j], best);
    }
    for (size_t i = 0; i < facts->count; i++)
        try_without(facts, test, &facts->at[i].out, best);
}

itk_case *
itk_example_make(const itk_problem *problem, const struct itk_cone *cone,
                 const char *id, const struct itk_example_test *test,
                 bool shrink)
{
    struct facts facts = {.guide = cone->guide, .id = id};
    itk_case *best;

    take(&facts, problem, cone);
    best = build_tested(&facts, test);
    if (best && shrink)
        leave_out(&facts, test, &best);
    itk_arena_fini(&facts.arena);
    return best;
}
