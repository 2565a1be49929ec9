/*
 * What may stand for braces.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "tmpl/delims.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void
test_read(void **state)
{
    static const struct {
        const char *text, *open, *close; /* NULL: refused */
    } cases[] = {
        {"{ }", "{", "}"},
        {"[[ ]]", "[[", "]]"},
        {"<%  %>", "<%", "%>"},
        {"% %", "%", "%"},
        {"【 】", "【", "】"},
        {"######## ########", "########", "########"},
        {"«««««««« »", "««««««««", "»"},
        {"######### #", NULL, NULL},
        {"{}", NULL, NULL},
        {"{ ", NULL, NULL},
        {" }", NULL, NULL},
        {"", NULL, NULL},
        {"{ } ]", NULL, NULL},
        {"a }", NULL, NULL},
        {"{ 1", NULL, NULL},
        {"_ }", NULL, NULL},
        {"{= }", NULL, NULL},
        {"\\ }", NULL, NULL},
        {"{\t}", NULL, NULL},
        {"{ \xFF", NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < ITK_COUNT(cases); i++) {
        const char *text = cases[i].text;
        struct itk_delims delims;
        const bool ok = itk_delims_read(text, strlen(text), &delims);

        assert_int_equal(ok, cases[i].open != NULL);
        if (!ok)
            continue;
        assert_string_equal(delims.open, cases[i].open);
        assert_string_equal(delims.close, cases[i].close);
        assert_int_equal(delims.open_size, strlen(cases[i].open));
        assert_int_equal(delims.close_size, strlen(cases[i].close));
        assert_int_equal(itk_delims_are_braces(&delims), i == 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_read)};

    return cmocka_run_group_tests_name("delims", tests, NULL, NULL);
}
