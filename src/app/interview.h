/*
 * An interview about one case: what to ask next, and what an answer makes of
 * the case. No terminal and no file: bytes go in, bytes come out.
 *
 * A list that is not known is asked for in two steps, since an element without
 * values says nothing: how many members, then a name for each (the field whose
 * values must differ, else the first field). Its members are put into the case
 * when the last of them has its name.
 *
 * An answer is put into the case's bytes (input/edit.h), and the whole is read
 * again; one that makes a fault of any kind is not taken.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_APP_INTERVIEW_H
#define ITK_APP_INTERVIEW_H

#include "app/work.h"
#include "decide/ask.h"

enum itk_question_kind {
    ITK_QUESTION_FIELD,
    ITK_QUESTION_COUNT, /* how many members a list has; 0: none */
    ITK_QUESTION_MEMBER /* what names member fact.member of `members` */
};

struct itk_question {
    enum itk_question_kind kind;
    struct itk_fact fact;
    size_t members; /* MEMBER: that the list will have */
    bool revision;  /* it decides which revision governs */
    const struct itk_answer *const *settles; /* decisions it can settle */
    size_t settles_count;
    const struct itk_planned *const *documents; /* that wait for it */
    size_t documents_count;
};

enum itk_reply {
    ITK_REPLY_TAKEN,
    ITK_REPLY_SKIPPED, /* there was nothing but white space */
    ITK_REPLY_WRONG,   /* itk_interview_faults says why */
    ITK_REPLY_FAILED   /* `err` is set: the package is at fault */
};

typedef struct itk_interview itk_interview;

/* `documents` (`count` ids, may be none): whose needs are asked for too, and
 * then only what they wait for. The store must outlive the interview. NULL with
 * `err` when no case can be made of the bytes, or there is no such document. */
itk_interview *itk_interview_new(itk_store *store, const struct itk_blob *in,
                                 const char *const *documents, size_t count,
                                 struct itk_error *err) ITK_MUST_USE;
void itk_interview_free(itk_interview *interview);

/* The case as it is now. Unless it is sound there are no questions. */
const struct itk_work *itk_interview_work(const itk_interview *interview);
/* Were the bytes in another encoding than UTF-8? Then itk_interview_bytes are
 * not those that came in, even without an answer. */
bool itk_interview_recoded(const itk_interview *interview);

/* The question at hand: the same one until it is answered or skipped; NULL when
 * nothing is left to ask. */
const struct itk_question *itk_interview_question(itk_interview *interview);
/* A field's value as a case file has it; of a choice or yes-no also its number,
 * counted from 1. A count: digits, or a word for none. `loc` is where the
 * answer came from, for messages. */
enum itk_reply itk_interview_answer(itk_interview *interview, const char *text,
                                    size_t size, struct itk_loc loc,
                                    struct itk_error *err) ITK_MUST_USE;
/* Nobody knows: it is not asked again. Of a member's name: the whole list. */
void itk_interview_skip(itk_interview *interview);

/* What was wrong with the last answer, sorted. */
const itk_findings *itk_interview_faults(const itk_interview *interview);
size_t itk_interview_taken(const itk_interview *interview); /* answers so far */
struct itk_blob itk_interview_bytes(const itk_interview *interview);

#endif
