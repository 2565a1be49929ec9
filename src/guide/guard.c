/*
 * Consequences of conditions, seen from their form alone.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "guide/guard.h"

bool
itk_condition_same(const struct itk_condition *a, const struct itk_condition *b)
{
    if (!a || !b)
        return a == b;
    if (a->kind != b->kind || a->field != b->field || a->other != b->other ||
        itk_date_compare(a->date, b->date) != 0 || a->least != b->least ||
        a->most != b->most || a->list != b->list ||
        a->decision != b->decision || a->clause != b->clause ||
        a->values != b->values || a->kids_count != b->kids_count)
        return false;
    for (size_t i = 0; i < a->kids_count; i++) {
        if (!itk_condition_same(&a->kids[i], &b->kids[i]))
            return false;
    }
    return true;
}

/* Does `then` hold whenever `when` does? */
static bool
implies(const struct itk_condition *when, const struct itk_condition *then)
{
    if (itk_condition_same(when, then))
        return true;
    if (then->kind == ITK_COND_ALL || then->kind == ITK_COND_ANY) {
        const bool all = then->kind == ITK_COND_ALL;

        for (size_t i = 0; i < then->kids_count; i++) {
            if (implies(when, &then->kids[i]) != all)
                return !all;
        }
        if (all)
            return true;
    }
    for (size_t i = 0; i < when->kids_count; i++) {
        if (when->kind == ITK_COND_ALL && implies(&when->kids[i], then))
            return true;
    }
    return false;
}

bool
itk_guard_holds(const struct itk_guard *guard, const struct itk_condition *when)
{
    if (when->kind == ITK_COND_ALL) {
        for (size_t i = 0; i < when->kids_count; i++) {
            if (!itk_guard_holds(guard, &when->kids[i]))
                return false;
        }
        return true;
    }
    if (when->kind == ITK_COND_CLAUSE && itk_guard_clause(guard, when->clause))
        return true;
    if (when->kind == ITK_COND_PRESENT &&
        (when->list ? itk_guard_list(guard, when->list)
                    : itk_guard_field(guard, when->field)))
        return true;
    for (; guard; guard = guard->outer) {
        if (guard->when && implies(guard->when, when))
            return true;
    }
    return false;
}

/* Does the condition, when it holds, say so of all its alternatives? */
static bool
names_clause(const struct itk_condition *when, const struct itk_clause *clause)
{
    const bool any = when->kind == ITK_COND_ANY;

    if (when->kind == ITK_COND_CLAUSE)
        return when->clause == clause;
    if (when->kind != ITK_COND_ALL && !any)
        return false;
    for (size_t i = 0; i < when->kids_count; i++) {
        if (names_clause(&when->kids[i], clause) != any)
            return !any;
    }
    return any && when->kids_count;
}

/* A leaf that holds knows its fields. An `any` may hold whatever they are. */
static bool
names_field(const struct itk_condition *when, const struct itk_field *field)
{
    switch (when->kind) {
    case ITK_COND_ALL:
        for (size_t i = 0; i < when->kids_count; i++) {
            if (names_field(&when->kids[i], field))
                return true;
        }
        return false;
    case ITK_COND_NOT:
        return when->kids[0].kind != ITK_COND_PRESENT &&
               !when->kids[0].kids_count && names_field(&when->kids[0], field);
    case ITK_COND_ANY:
    case ITK_COND_SOME:
    case ITK_COND_EVERY:
    case ITK_COND_DECISION:
    case ITK_COND_CLAUSE:
        return false;
    default:
        return when->field == field || when->other == field;
    }
}

static bool
names_list(const struct itk_condition *when, const struct itk_list *list)
{
    for (size_t i = 0; i < when->kids_count; i++) {
        if (when->kind == ITK_COND_ALL && names_list(&when->kids[i], list))
            return true;
    }
    return when->list == list &&
           (when->kind == ITK_COND_PRESENT || when->kind == ITK_COND_SOME);
}

bool
itk_guard_clause(const struct itk_guard *guard, const struct itk_clause *clause)
{
    while (guard && !(guard->when && names_clause(guard->when, clause)))
        guard = guard->outer;
    return guard;
}

bool
itk_guard_field(const struct itk_guard *guard, const struct itk_field *field)
{
    while (guard && !(guard->when && names_field(guard->when, field)))
        guard = guard->outer;
    return guard;
}

bool
itk_guard_list(const struct itk_guard *guard, const struct itk_list *list)
{
    while (guard && guard->list != list &&
           !(guard->when && names_list(guard->when, list)))
        guard = guard->outer;
    return guard;
}
