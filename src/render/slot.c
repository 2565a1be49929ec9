/*
 * Content controls that say what is chosen besides showing it: check boxes,
 * drop-down lists and dates.
 *
 * Source  ECMA-376 Part 1, 17.5.2.15 (dropDownList), 17.5.2.7 (date).
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "render/runner.h"
#include "render/value.h"
#include "text/date.h"
#include "xml/write.h"

static bool
is_text(const struct itk_data *data)
{
    return data->kind == ITK_DATA_TEXT ||
           (data->kind == ITK_DATA_BOOL && data->size > 0);
}

static bool
is_same(const char *text, const struct itk_data *data)
{
    return strlen(text) == data->size &&
           memcmp(text, data->text, data->size) == 0;
}

/* By its value in the list, or by what is shown. */
static const struct itk_menu_line *
find_choice(const struct itk_menu *choices, const struct itk_data *data)
{
    for (size_t i = 0; i < choices->count; i++) {
        if (is_same(choices->at[i].value, data))
            return &choices->at[i];
    }
    for (size_t i = 0; i < choices->count; i++) {
        if (is_same(choices->at[i].shown, data))
            return &choices->at[i];
    }
    return NULL;
}

bool
itk_runner_choice(struct runner *r, const struct itk_op *op,
                  const struct itk_data *data)
{
    const struct itk_menu_line *choice;
    enum itk_msg why;

    if (!is_text(data))
        return itk_runner_fault(r, op, ITK_MSG_RENDER_NOT_TEXT, NULL);
    if (itk_value_fault(data->text, data->size, &why))
        return itk_runner_fault(r, op, why, NULL);
    choice = find_choice(op->choices, data);
    if (choice)
        itk_value_run(r->out, choice->shown, strlen(choice->shown));
    else if (op->choices->open)
        itk_value_run(r->out, data->text, data->size);
    else
        return itk_runner_fault(r, op, ITK_MSG_RENDER_NOT_CHOICE, NULL);
    return true;
}

/* Nothing, when there is no value: the slot itself says what is wrong. */
void
itk_runner_attribute(struct runner *r, const struct itk_op *op)
{
    const struct itk_data data = itk_runner_read(r, op);
    const struct itk_menu_line *choice;
    struct itk_date date;

    if (!is_text(&data))
        return;
    if (op->kind == ITK_OP_CHOSEN) {
        choice = find_choice(op->choices, &data);
        if (!choice)
            return;
        itk_buf_adds(r->out, " w:lastValue=\"");
        itk_xml_escape_attr(r->out, choice->value, strlen(choice->value));
        itk_buf_addc(r->out, '"');
    } else if (itk_date_parse(data.text, data.size, &date) == ITK_DATE_OK) {
        itk_buf_adds(r->out, " w:fullDate=\"");
        itk_date_iso(r->out, date);
        itk_buf_adds(r->out, "T00:00:00Z\"");
    }
}

/* A check box says twice whether it is ticked, but only once what is wrong. */
static bool
check_fault(struct runner *r, const struct itk_op *op, enum itk_msg id)
{
    return !op->tag || itk_runner_fault(r, op, id, NULL);
}

static struct itk_data
read_check(struct runner *r, const struct itk_op *op)
{
    const struct itk_op *last = r->checked;

    if (!last || last->size != op->size ||
        memcmp(last->bytes, op->bytes, op->size) != 0)
        r->check = itk_runner_read(r, op);
    r->checked = op;
    return r->check;
}

bool
itk_runner_check(struct runner *r, const struct itk_op *op)
{
    const struct itk_data data = read_check(r, op);

    if (data.kind == ITK_DATA_ABSENT && !itk_runner_may_be_absent(op) &&
        r->job->missing == ITK_MISSING_ERROR)
        return check_fault(r, op, ITK_MSG_RENDER_ABSENT);
    if (data.kind != ITK_DATA_ABSENT && data.kind != ITK_DATA_BOOL)
        return check_fault(r, op, ITK_MSG_RENDER_NOT_BOOL);
    itk_buf_adds(r->out,
                 data.kind == ITK_DATA_BOOL && data.truth ? op->yes : op->no);
    return true;
}
