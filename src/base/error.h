/*
 * One failure: where, what, and what to do, in both languages. An error stops
 * the work; what is wrong with a case's data is a finding (finding.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_BASE_ERROR_H
#define ITK_BASE_ERROR_H

#include "base/base.h"
#include "base/message.h"

/* A place in an input. Strings are borrowed while the error or finding is
 * made, and copied by it. All may be NULL or 0. */
struct itk_loc {
    const char *file;
    long line;         /* 1-based; 0: no line */
    long column;       /* 1-based, only for syntax */
    const char *where; /* 「案件!F12」, a JSON pointer, a part */
    const struct itk_label *place; /* the same where languages differ */
    const struct itk_label *label; /* of the field */
    const char *field;             /* its id */
};

/* Texts are owned by the error and freed by itk_error_fini. */
struct itk_error {
    enum itk_fault fault;
    enum itk_msg id;
    char *text[ITK_LANGS]; /* "file:line: error: ... [message-id]" */
    char *hint[ITK_LANGS]; /* "" when there is none */
};

#define ITK_ERROR_INIT ((struct itk_error){0})

/* Fills `err` (which must be empty or is replaced). Always returns false, so
 * that a caller can write `return itk_fail(...)`. */
bool itk_fail(struct itk_error *err, enum itk_fault fault, struct itk_loc loc,
              enum itk_msg id, const char *const args[]);

/* The same with arguments that differ between the languages. */
bool itk_fail_both(struct itk_error *err, enum itk_fault fault,
                   struct itk_loc loc, enum itk_msg id, const char *const en[],
                   const char *const ja[]);

/* Appends `file:line: kind: text 「label」 (field.id) [message-id]`, leaving
 * out what `loc` has not; without a file the program's name stands there. */
void itk_loc_text(struct itk_buf *out, enum itk_lang lang,
                  struct itk_label kind, struct itk_loc loc, enum itk_msg id,
                  const char *const args[]);

bool itk_error_is_set(const struct itk_error *err);
void itk_error_fini(struct itk_error *err);

/* Without memory: prints one prepared line, removes the temporaries that
 * file.h has registered, and exits with status 4. */
_Noreturn void itk_no_memory(void);

#endif
