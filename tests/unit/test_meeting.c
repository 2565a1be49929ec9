/*
 * The meeting's file: what is read of it, and what is refused.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/meeting.h"
#include "xml/xml.h"

#define NOTHING ITK_MSG_COUNT

static struct row {
    const char *name, *xml;
    enum itk_msg id; /* NOTHING: it is read */
    struct itk_date date, next;
    size_t members;
} rows[] = {
    {"only a date",
     "<meeting date='2026-01-22'/>",
     NOTHING,
     {2026, 1, 22},
     {0, 0, 0},
     0},
    {"eras",
     "<meeting date='令和8年1月22日' next='R8.3.19'/>",
     NOTHING,
     {2026, 1, 22},
     {2026, 3, 19},
     0},
    {"names",
     "<meeting date='2026-01-22'><member post='甲' name='乙'/>"
     "<member post='丙' name='𠮷田'/></meeting>",
     NOTHING,
     {2026, 1, 22},
     {0, 0, 0},
     2},
    {"an empty date is none",
     "<meeting date=''/>",
     ITK_MSG_MEETING_NO_DATE,
     {0, 0, 0},
     {0, 0, 0},
     0},
    {"no such day",
     "<meeting date='2025-02-29'/>",
     ITK_MSG_MEETING_BAD_DATE,
     {0, 0, 0},
     {0, 0, 0},
     0},
    {"the next one on the same day",
     "<meeting date='2026-01-22' next='2026-01-22'/>",
     ITK_MSG_MEETING_NEXT,
     {0, 0, 0},
     {0, 0, 0},
     0},
    {"a quorum has no place",
     "<meeting date='2026-01-22' quorum='3'/>",
     ITK_MSG_MEETING_NAME,
     {0, 0, 0},
     {0, 0, 0},
     0},
    {"part of a name that there is",
     "<meeting date='2026-01-22' num='5'/>",
     ITK_MSG_MEETING_NAME,
     {0, 0, 0},
     {0, 0, 0},
     0},
    {"an element that there is not",
     "<meeting date='2026-01-22'><vote/>"
     "</meeting>",
     ITK_MSG_MEETING_NAME,
     {0, 0, 0},
     {0, 0, 0},
     0},
    {"a member without a name",
     "<meeting date='2026-01-22'><member post='甲'/></meeting>",
     ITK_MSG_MEETING_MEMBER,
     {0, 0, 0},
     {0, 0, 0},
     0},
    {"no meeting",
     "<case date='2026-01-22'/>",
     ITK_MSG_MEETING_NOT,
     {0, 0, 0},
     {0, 0, 0},
     0},
};

static void
test_row(void **state)
{
    const struct row *row = *state;
    char path[] = "/tmp/itaku-meeting-XXXXXX";
    const int fd = mkstemp(path);
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_meeting meeting;
    bool ok;

    assert_true(fd >= 0);
    assert_int_equal(write(fd, row->xml, strlen(row->xml)),
                     (ssize_t)strlen(row->xml));
    close(fd);
    ok = itk_meeting_read(path, &meeting, &err);
    unlink(path);
    assert_int_equal(ok, row->id == NOTHING);
    if (ok) {
        assert_int_equal(itk_date_compare(meeting.date, row->date), 0);
        assert_int_equal(itk_date_compare(meeting.next_date, row->next), 0);
        assert_int_equal(meeting.members_count, row->members);
        assert_string_equal(meeting.place, "");
    } else {
        assert_int_equal(err.id, row->id);
        assert_non_null(strstr(err.text[ITK_EN], path));
    }
    itk_meeting_fini(&meeting);
    itk_error_fini(&err);
}

int
main(void)
{
    struct CMUnitTest tests[ITK_COUNT(rows)];

    itk_xml_init();
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        tests[i] = (struct CMUnitTest){
            .name = rows[i].name,
            .test_func = test_row,
            .initial_state = &rows[i],
        };
    return cmocka_run_group_tests_name("meeting", tests, NULL, NULL);
}
