/*
 * Check boxes: each says twice whether it is ticked, and is asked for once in
 * the same place.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "render/render.h"

#define CHECK(path)                                                            \
    {                                                                          \
        .kind = ITK_OP_CHECK, .bytes = path, .size = sizeof(path) - 1,         \
        .yes = "1", .no = "0", .tag = path                                     \
    }
#define EACH(path, end)                                                        \
    {                                                                          \
        .kind = ITK_OP_EACH, .bytes = path, .size = sizeof(path) - 1,          \
        .jump = end, .tag = path, .pass = ITK_NO_PASS                          \
    }
#define END(each)                                                              \
    {                                                                          \
        .kind = ITK_OP_END, .jump = each                                       \
    }

/* `x` is true at the root, and in the second item of the list `l`; `y` never.
 */
static struct itk_data
member(const void *self, const struct itk_data *in, const char *name,
       size_t size)
{
    const bool item = in->tag == 1;

    ++**(size_t *const *)self;
    if (*name == 'l')
        return (struct itk_data){.kind = ITK_DATA_LIST, .count = 2};
    return (struct itk_data){.kind = ITK_DATA_BOOL,
                             .truth = size == 1 && *name == 'x' &&
                                      (!item || in->index)};
}

static struct itk_data
item(const void *self, const struct itk_data *of, size_t index)
{
    (void)self;
    (void)of;
    return (struct itk_data){.kind = ITK_DATA_GROUP, .tag = 1, .index = index};
}

static struct row {
    const char *name;
    struct itk_op ops[8];
    size_t count;
    const char *want;
    size_t asked;
} rows[] = {
    {"the same twice", {CHECK("x"), CHECK("x")}, 2, "11", 1},
    {"another between", {CHECK("x"), CHECK("y"), CHECK("x")}, 3, "101", 3},
    {"a longer name", {CHECK("x"), CHECK("xy")}, 2, "10", 2},
    /* one for the list, then one for each item, and one behind it */
    {"each item by itself",
     {EACH("l", 4), CHECK("x"), CHECK("x"), END(0), CHECK("x")},
     5,
     "00111",
     4},
    {"not that of further out",
     {CHECK("x"), EACH("l", 4), CHECK("x"), END(1)},
     4,
     "101",
     4},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    const struct itk_program program = {.ops = row->ops, .count = row->count};
    size_t asked = 0;
    size_t *counter = &asked;
    const struct itk_lookup lookup = {
        &counter, {.kind = ITK_DATA_GROUP}, member, item};
    const struct itk_run job = {.lookup = &lookup};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf out = ITK_BUF_INIT;

    assert_true(itk_program_run(&program, &job, &out, &err));
    assert_string_equal(out.data, row->want);
    assert_int_equal(asked, row->asked);
    itk_buf_free(&out);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows)];

    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] =
            (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, &rows[i]};
    return cmocka_run_group_tests_name("checks", tests, NULL, NULL);
}
