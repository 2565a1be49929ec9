/*
 * Whether a section's condition holds.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "render/condition.h"
#include "text/date.h"
#include "text/numeral.h"

struct itk_data
itk_digits_data(struct itk_digits *digits, size_t number)
{
    char *at = digits->text + sizeof(digits->text);
    struct itk_data data = {.kind = ITK_DATA_TEXT, .number = true};

    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
        data.size++;
    } while (number > 0);
    data.text = at;
    return data;
}

static bool
is_zero(const struct itk_data *data)
{
    int order;

    return itk_number_compare(data->text, data->size, "0", 1, &order) &&
           order == 0;
}

bool
itk_data_holds(const struct itk_data *data)
{
    switch (data->kind) {
    case ITK_DATA_ABSENT:
        return false;
    case ITK_DATA_TEXT:
        return data->size > 0 && !(data->number && is_zero(data));
    case ITK_DATA_BOOL:
        return data->truth;
    case ITK_DATA_LIST:
        return data->count > 0;
    case ITK_DATA_GROUP:
    case ITK_DATA_BLOCK:
        return true;
    }
    return false;
}

static struct itk_data
value_of(const struct itk_expr *expr, struct itk_reading reading,
         struct itk_digits *digits)
{
    struct itk_data data = {.kind = ITK_DATA_BOOL};

    if (expr->kind == ITK_EXPR_PATH)
        return reading.read(reading.self, expr->text, expr->size, digits);
    if (expr->kind == ITK_EXPR_TEXT || expr->kind == ITK_EXPR_NUMBER)
        return (struct itk_data){.kind = ITK_DATA_TEXT,
                                 .number = expr->kind == ITK_EXPR_NUMBER,
                                 .text = expr->text,
                                 .size = expr->size};
    if (expr->kind == ITK_EXPR_NOTHING)
        return (struct itk_data){.kind = ITK_DATA_ABSENT};
    data.truth = itk_condition_holds(expr, reading);
    return data;
}

static int
text_order(const struct itk_data *a, const struct itk_data *b)
{
    const size_t size = a->size < b->size ? a->size : b->size;
    const int order = memcmp(a->text, b->text, size);

    return order ? order : (a->size > b->size) - (a->size < b->size);
}

static bool
compare(const struct itk_data *a, const struct itk_data *b, int *order)
{
    struct itk_date x, y;

    if (a->kind == ITK_DATA_BOOL && b->kind == ITK_DATA_BOOL) {
        *order = a->truth - b->truth;
        return true;
    }
    if (a->kind != ITK_DATA_TEXT || b->kind != ITK_DATA_TEXT)
        return false;
    if (itk_number_compare(a->text, a->size, b->text, b->size, order))
        return true;
    if (itk_date_parse(a->text, a->size, &x) == ITK_DATE_OK &&
        itk_date_parse(b->text, b->size, &y) == ITK_DATE_OK)
        *order = itk_date_compare(x, y);
    else
        *order = text_order(a, b);
    return true;
}

static bool
compares(const struct itk_expr *expr, struct itk_reading reading)
{
    struct itk_digits left, right;
    const struct itk_data a = value_of(expr->left, reading, &left);
    const struct itk_data b = value_of(expr->right, reading, &right);
    int order;

    if (expr->left->kind == ITK_EXPR_NOTHING ||
        expr->right->kind == ITK_EXPR_NOTHING)
        return (a.kind == b.kind) == (expr->kind == ITK_EXPR_EQUAL);
    if (!compare(&a, &b, &order))
        return expr->kind == ITK_EXPR_UNEQUAL;
    switch (expr->kind) {
    case ITK_EXPR_EQUAL:
        return order == 0;
    case ITK_EXPR_UNEQUAL:
        return order != 0;
    case ITK_EXPR_LESS:
        return order < 0;
    case ITK_EXPR_LESS_EQUAL:
        return order <= 0;
    case ITK_EXPR_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}

bool
itk_condition_holds(const struct itk_expr *expr, struct itk_reading reading)
{
    struct itk_digits digits;
    struct itk_data data;

    switch (expr->kind) {
    case ITK_EXPR_NOT:
        return !itk_condition_holds(expr->left, reading);
    case ITK_EXPR_AND:
        return itk_condition_holds(expr->left, reading) &&
               itk_condition_holds(expr->right, reading);
    case ITK_EXPR_OR:
        return itk_condition_holds(expr->left, reading) ||
               itk_condition_holds(expr->right, reading);
    case ITK_EXPR_TRUE:
        return true;
    case ITK_EXPR_FALSE:
    case ITK_EXPR_NOTHING:
        return false;
    case ITK_EXPR_PATH:
    case ITK_EXPR_TEXT:
    case ITK_EXPR_NUMBER:
        data = value_of(expr, reading, &digits);
        return itk_data_holds(&data);
    default:
        return compares(expr, reading);
    }
}
