/*
 * Variables for facts. What a case may not be (two members with one key, a
 * member of which nothing is given) is excluded here; what the guideline's
 * constraints exclude, in problem.c.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "decide/days.h"
#include "decide/equal.h"
#include "decide/slots.h"

/* Numbers that a case can hold (eighteen digits: text/numeral.h). */
#define MOST_NUMBER INT64_C(999999999999999999)

struct itk_slot {
    int given;
    int yes;     /* yes-no */
    int *choice; /* a literal each */
    size_t at;   /* date, number or text in its theory */
};

struct itk_list_slot {
    int known;
    int *members;
};

static int64_t
within(int64_t number)
{
    if (number > MOST_NUMBER)
        return MOST_NUMBER;
    return number < -MOST_NUMBER ? -MOST_NUMBER : number;
}

static struct itk_slot *
slot_of(const struct itk_slots *slots, struct itk_place at)
{
    assert(slots->fields[at.field->index]);
    return &slots->fields[at.field->index][at.member];
}

static void
one_clause(struct itk_slots *slots, int literal)
{
    itk_sat_clause(slots->sat, &literal, 1);
}

/* Exactly one of the choices. */
static void
make_choice(struct itk_slots *slots, const struct itk_field *field,
            struct itk_slot *slot)
{
    const size_t count = field->choices_count;

    slot->choice = itk_arena_array(&slots->arena, count, sizeof(int));
    for (size_t i = 0; i < count; i++)
        slot->choice[i] = itk_sat_variable(slots->sat);
    itk_sat_clause(slots->sat, slot->choice, count);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++)
            itk_sat_clause(slots->sat,
                           (const int[]){-slot->choice[i], -slot->choice[j]},
                           2);
    }
}

static void
make_number(struct itk_slots *slots, const struct itk_field *field,
            struct itk_slot *slot)
{
    slot->at = itk_days_add(slots->numbers);
    one_clause(slots, -itk_days_before_day(slots->numbers, slot->at,
                                           within(field->min)));
    one_clause(slots, itk_days_before_day(slots->numbers, slot->at,
                                          within(field->max) + 1));
}

static void
make_slot(struct itk_slots *slots, const struct itk_field *field,
          struct itk_slot *slot)
{
    const bool asked = slots->cone->fields[field->index] & ITK_CONE_ASKED;

    slot->given = asked ? itk_sat_variable(slots->sat) : slots->gates.truth;
    switch (field->type) {
    case ITK_TYPE_YES_NO:
        slot->yes = itk_sat_variable(slots->sat);
        break;
    case ITK_TYPE_CHOICE:
        make_choice(slots, field, slot);
        break;
    case ITK_TYPE_DATE:
        slot->at = itk_days_add(slots->dates);
        break;
    case ITK_TYPE_NUMBER:
        make_number(slots, field, slot);
        break;
    case ITK_TYPE_TEXT:
    case ITK_TYPE_PARAGRAPH:
        slot->at = itk_equal_add(slots->texts);
        break;
    }
}

static void
make_field(struct itk_slots *slots, const struct itk_field *field)
{
    const size_t count =
        field->list ? slots->cone->spans[field->list->index].members : 1;
    struct itk_slot *made =
        itk_arena_array(&slots->arena, count, sizeof(*made));

    slots->fields[field->index] = made;
    for (size_t i = 0; i < count; i++)
        make_slot(slots, field, &made[i]);
}

/* Member i is there only if the one before it is. */
static void
make_list(struct itk_slots *slots, const struct itk_list *list)
{
    const size_t count = slots->cone->spans[list->index].members;
    struct itk_list_slot *slot = &slots->lists[list->index];
    int before;

    slot->known = slots->cone->lists[list->index] & ITK_CONE_ASKED
                      ? itk_sat_variable(slots->sat)
                      : slots->gates.truth;
    slot->members = itk_arena_array(&slots->arena, count, sizeof(int));
    before = slot->known;
    for (size_t i = 0; i < count; i++) {
        slot->members[i] = itk_sat_variable(slots->sat);
        itk_sat_clause(slots->sat, (const int[]){-slot->members[i], before}, 2);
        before = slot->members[i];
    }
}

const struct itk_field *
itk_slots_filler(const struct itk_cone *cone, const struct itk_list *list)
{
    const struct itk_field *key = list->key;

    if (key && !cone->fields[key->index] &&
        (key->type == ITK_TYPE_TEXT || key->type == ITK_TYPE_PARAGRAPH))
        return key;
    for (size_t i = 0; i < list->fields_count; i++) {
        const struct itk_field *field = &list->first[i];

        if (field != key && !cone->fields[field->index])
            return field;
    }
    return NULL;
}

/* Of a member that is there, something is given. */
static void
require_values(struct itk_slots *slots, const struct itk_list *list)
{
    const int *members = slots->lists[list->index].members;

    if (itk_slots_filler(slots->cone, list))
        return;
    for (size_t i = 0; i < slots->cone->spans[list->index].members; i++) {
        struct itk_literals clause = {0};

        itk_literals_add(&clause, -members[i]);
        for (size_t j = 0; j < list->fields_count; j++) {
            const struct itk_place at = {&list->first[j], i};

            if (slots->fields[at.field->index])
                itk_literals_add(&clause, itk_slots_given(slots, at));
        }
        itk_sat_clause(slots->sat, clause.at, clause.count);
        free(clause.at);
    }
}

static void
require_keys(struct itk_slots *slots, const struct itk_list *list)
{
    const int *members = slots->lists[list->index].members;

    if (!list->key || !slots->cone->fields[list->key->index])
        return;
    for (size_t i = 0; i < slots->cone->spans[list->index].members; i++) {
        for (size_t j = 0; j < i; j++) {
            const struct itk_place a = {list->key, i}, b = {list->key, j};
            const int clause[] = {-members[i], -itk_slots_given(slots, a),
                                  -itk_slots_given(slots, b),
                                  -itk_slots_same(slots, a, b)};

            itk_sat_clause(slots->sat, clause, ITK_COUNT(clause));
        }
    }
}

void
itk_slots_init(struct itk_slots *slots, const struct itk_cone *cone,
               size_t most_inputs)
{
    const struct itk_dictionary *dict = &cone->guide->dictionary;

    *slots = (struct itk_slots){.cone = cone, .sat = itk_sat_new()};
    itk_gates_init(&slots->gates, slots->sat, most_inputs);
    slots->dates = itk_days_new(&slots->gates, cone->guide->fiscal_month,
                                cone->revision->date);
    slots->numbers = itk_days_new(&slots->gates, 0, (struct itk_date){0, 0, 0});
    slots->texts = itk_equal_new(&slots->gates);
    slots->fields = itk_arena_array(&slots->arena, dict->fields_count,
                                    sizeof(struct itk_slot *));
    slots->lists = itk_arena_array(&slots->arena, dict->lists_count,
                                   sizeof(*slots->lists));
    for (size_t i = 0; i < dict->fields_count; i++) {
        if (cone->fields[i])
            make_field(slots, &dict->fields[i]);
    }
    for (size_t i = 0; i < dict->lists_count; i++) {
        if (!cone->lists[i])
            continue;
        make_list(slots, &dict->lists[i]);
        require_values(slots, &dict->lists[i]);
        require_keys(slots, &dict->lists[i]);
    }
}

void
itk_slots_fini(struct itk_slots *slots)
{
    itk_days_free(slots->dates);
    itk_days_free(slots->numbers);
    itk_equal_free(slots->texts);
    itk_gates_fini(&slots->gates);
    itk_sat_free(slots->sat);
    itk_arena_fini(&slots->arena);
}

int
itk_slots_given(const struct itk_slots *slots, struct itk_place at)
{
    return slot_of(slots, at)->given;
}

int
itk_slots_yes(struct itk_slots *slots, struct itk_place at)
{
    return slot_of(slots, at)->yes;
}

int
itk_slots_choice(struct itk_slots *slots, struct itk_place at, uint64_t values)
{
    const struct itk_slot *slot = slot_of(slots, at);
    struct itk_literals any = {0};
    int made;

    for (size_t i = 0; i < at.field->choices_count; i++) {
        if (values >> i & 1)
            itk_literals_add(&any, slot->choice[i]);
    }
    made = itk_gates_any(&slots->gates, &any);
    free(any.at);
    return made;
}

int
itk_slots_number(struct itk_slots *slots, struct itk_place at, int64_t least,
                 int64_t most)
{
    const size_t number = slot_of(slots, at)->at;
    const int64_t from = within(at.field->min), to = within(at.field->max);
    int not_less = slots->gates.truth, not_more = slots->gates.truth;

    if (least > to || most < from)
        return -slots->gates.truth;
    if (least > from)
        not_less = -itk_days_before_day(slots->numbers, number, least);
    if (most < to)
        not_more = itk_days_before_day(slots->numbers, number, most + 1);
    return itk_gates_both(&slots->gates, not_less, not_more);
}

int
itk_slots_before(struct itk_slots *slots, struct itk_place at,
                 struct itk_place other)
{
    return itk_days_before(slots->dates, slot_of(slots, at)->at,
                           slot_of(slots, other)->at);
}

int
itk_slots_before_day(struct itk_slots *slots, struct itk_place at, int64_t day)
{
    return itk_days_before_day(slots->dates, slot_of(slots, at)->at, day);
}

int
itk_slots_years(struct itk_slots *slots, struct itk_place from,
                struct itk_place to, int64_t least, int64_t most)
{
    const size_t a = slot_of(slots, from)->at, b = slot_of(slots, to)->at;
    int not_less = slots->gates.truth, not_more = slots->gates.truth;

    if (least != INT64_MIN)
        not_less = itk_days_years(slots->dates, a, b, least);
    if (most != INT64_MAX)
        not_more = -itk_days_years(slots->dates, a, b, most + 1);
    return itk_gates_both(&slots->gates, not_less, not_more);
}

/* Neither is before the other. */
static int
same_place(struct itk_slots *slots, struct itk_days *days, size_t a, size_t b)
{
    return itk_gates_both(&slots->gates, -itk_days_before(days, a, b),
                          -itk_days_before(days, b, a));
}

/* Two fields may number their choices differently: their ids count. */
static int
same_choice(struct itk_slots *slots, struct itk_place at,
            struct itk_place other)
{
    struct itk_literals any = {0};
    int made;

    for (size_t i = 0; i < at.field->choices_count; i++) {
        for (size_t j = 0; j < other.field->choices_count; j++) {
            if (strcmp(at.field->choices[i].id, other.field->choices[j].id))
                continue;
            itk_literals_add(&any,
                             itk_gates_both(&slots->gates,
                                            slot_of(slots, at)->choice[i],
                                            slot_of(slots, other)->choice[j]));
        }
    }
    made = itk_gates_any(&slots->gates, &any);
    free(any.at);
    return made;
}

int
itk_slots_same(struct itk_slots *slots, struct itk_place at,
               struct itk_place other)
{
    const struct itk_slot *a = slot_of(slots, at), *b = slot_of(slots, other);

    switch (at.field->type) {
    case ITK_TYPE_YES_NO:
        return itk_gates_either(
            &slots->gates, itk_gates_both(&slots->gates, a->yes, b->yes),
            itk_gates_both(&slots->gates, -a->yes, -b->yes));
    case ITK_TYPE_CHOICE:
        return same_choice(slots, at, other);
    case ITK_TYPE_DATE:
        return same_place(slots, slots->dates, a->at, b->at);
    case ITK_TYPE_NUMBER:
        return same_place(slots, slots->numbers, a->at, b->at);
    case ITK_TYPE_TEXT:
    case ITK_TYPE_PARAGRAPH:
        break;
    }
    return itk_equal_pair(slots->texts, a->at, b->at);
}

int
itk_slots_known(const struct itk_slots *slots, const struct itk_list *list)
{
    return slots->lists[list->index].known;
}

int
itk_slots_member(const struct itk_slots *slots, const struct itk_list *list,
                 size_t member)
{
    return slots->lists[list->index].members[member];
}

/* All theories add what they have against an assignment. */
static bool
check(void *self, itk_sat *sat)
{
    struct itk_slots *slots = self;
    bool good = itk_days_check(slots->dates, sat);

    good &= itk_days_check(slots->numbers, sat);
    good &= itk_equal_check(slots->texts, sat);
    return good;
}

enum itk_sat_answer
itk_slots_solve(struct itk_slots *slots, const int *literals, size_t count,
                size_t *left)
{
    const struct itk_sat_theory theory = {check, slots};
    enum itk_sat_answer answer;

    if (slots->gates.full)
        return ITK_SAT_LIMIT;
    answer = itk_sat_solve(slots->sat, literals, count, left, &theory);
    if (itk_days_is_full(slots->dates) || itk_days_is_full(slots->numbers))
        return ITK_SAT_LIMIT;
    return answer;
}

bool
itk_slots_holds(const struct itk_slots *slots, int literal)
{
    return itk_sat_holds(slots->sat, literal);
}

int64_t
itk_slots_value(const struct itk_slots *slots, struct itk_place at)
{
    const struct itk_slot *slot = slot_of(slots, at);
    size_t i = 0;

    switch (at.field->type) {
    case ITK_TYPE_YES_NO:
        return itk_sat_holds(slots->sat, slot->yes);
    case ITK_TYPE_CHOICE:
        while (!itk_sat_holds(slots->sat, slot->choice[i]))
            i++;
        return (int64_t)i;
    case ITK_TYPE_DATE:
        return itk_days_value(slots->dates, slot->at);
    case ITK_TYPE_NUMBER:
        return itk_days_value(slots->numbers, slot->at);
    case ITK_TYPE_TEXT:
    case ITK_TYPE_PARAGRAPH:
        break;
    }
    return (int64_t)itk_equal_class(slots->texts, slot->at);
}
