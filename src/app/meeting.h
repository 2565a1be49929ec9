/*
 * A meeting of the committee, as its secretariat writes it down
 * (docs/packet.md): date, number, place. Who was present, how many there must
 * be and how they voted is not in it: no guideline says so, and none is made
 * up.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_MEETING_H
#define ITK_APP_MEETING_H

#include "base/arena.h"
#include "base/error.h"
#include "text/date.h"

#define ITK_MEETING_MAX_BYTES (1u << 20)
#define ITK_MEETING_MAX_TEXT  200u /* characters of one entry */

struct itk_meeting_member {
    const char *post, *name;
    long line;
};

struct itk_meeting {
    const char *file; /* for messages */
    struct itk_date date;
    const char *number; /* 令和7年度第5回; "": not said, as in what follows */
    const char *time, *place, *note;
    struct itk_date next_date; /* of the next meeting; year 0: not said */
    const struct itk_meeting_member *members;
    size_t members_count;
    struct itk_arena arena;
};

/* False with `err` set when it is no meeting; free it in any event. */
bool itk_meeting_read(const char *path, struct itk_meeting *meeting,
                      struct itk_error *err) ITK_MUST_USE;
void itk_meeting_fini(struct itk_meeting *meeting);

#endif
