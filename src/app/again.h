/*
 * After a revision: for each case that an output folder has documents of, what
 * they would be today, and those made again whose parts differ (itaku
 * regenerate). What is replaced, or no longer made, goes into 旧版/.
 *
 * Which     A document is made again when it is recorded and its parts are not
 *           the recorded ones. One that is not recorded is made when the text
 *           that the others were made under did not ask for it (or it waited
 *           then); else somebody chose not to make it. One that waits for facts
 *           by now stays as it is.
 * Left      cases that are not given, or not recorded, and cases with a fault.
 * Killed    at any moment, the next run does what is left (app/deliver.h).
 * Threads   one call at a time; `report` is called by one thread, case by case
 *           in their order.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_APP_AGAIN_H
#define ITK_APP_AGAIN_H

#include "app/article.h"
#include "app/batch.h"
#include "app/clash.h"
#include "app/compare.h"

enum itk_again_state {
    ITK_AGAIN_SAME,     /* its parts are as recorded: it is left */
    ITK_AGAIN_CHANGED,  /* made again */
    ITK_AGAIN_ADDED,    /* the text asks for it by now: made */
    ITK_AGAIN_UNASKED,  /* it can be made, and was not before: it is left */
    ITK_AGAIN_EDITED,   /* a person's; the new one is beside it already */
    ITK_AGAIN_WAITING,  /* it waits for facts by now: it is left */
    ITK_AGAIN_OBSOLETE, /* no longer made: it is taken away */
    ITK_AGAIN_STATES
};

/* Why a document is another. */
enum {
    ITK_AGAIN_DATA = 1,           /* of the case */
    ITK_AGAIN_REVISION = 2,       /* another one governs */
    ITK_AGAIN_CLAUSES = 4,        /* other clauses, or versions of them */
    ITK_AGAIN_TEMPLATE = 8,       /* another template */
    ITK_AGAIN_TEXTS = 16,         /* the document's own version differs */
    ITK_AGAIN_VALUES = 32,        /* it prints a value that differs */
    ITK_AGAIN_RULES = 64,         /* another answer to a decision */
    ITK_AGAIN_REQUIREMENTS = 128, /* it prints what a survey goes through */
    ITK_AGAIN_PROGRAM = 256,      /* another version of this program made it */
    ITK_AGAIN_UNKNOWN = 512       /* what is there does not say */
};

/* A clause that differs. A side without version ("") has no such clause. */
struct itk_again_clause {
    const char *id;
    const struct itk_clause *clause; /* NULL: the package has none by now */
    const char *version[ITK_SIDES];
    /* The same version on both sides, and yet other words, as the documents
     * print them; else empty. */
    struct itk_article article[ITK_SIDES];
};

struct itk_again_document {
    enum itk_again_state state;
    const struct itk_planned *planned; /* NULL: OBSOLETE */
    const char *id;
    struct itk_label label;
    const char *file; /* below the output folder */
    /* CHANGED, ADDED: what became of it, or would. OBSOLETE: `retired`. */
    enum itk_delivered result;
    enum itk_retired retired;
    const char *parts; /* CHANGED, ADDED, EDITED: of the new one */
    const char *aside; /* ASIDE, EDITED: the name of the new one, or NULL */
    unsigned why;
    bool prints; /* CHANGED: the pages differ, not only what is said of them */
    const char *revision[ITK_SIDES]; /* "" where it is not known */
    const char *template[ITK_SIDES]; /* name and date */
    const struct itk_again_clause *clauses;
    size_t clauses_count;
};

enum itk_again_fate {
    ITK_AGAIN_DECIDED,
    ITK_AGAIN_NEW,    /* the folder has no document of it */
    ITK_AGAIN_FAULTY, /* `err`, or `work.found`, says why */
    ITK_AGAIN_FOREIGN /* its documents are of another guideline */
};

struct itk_again_case {
    size_t number;    /* of the cases of the shard, from 1 */
    const char *id;   /* NULL: not known */
    const char *file; /* where it stands */
    long line;
    itk_findings *inputs; /* what is new about the inputs, up to this case */
    struct itk_error err; /* set: no case could be made of what stood there */
    struct itk_work work;
    enum itk_again_fate fate;
    const char *foreign; /* FOREIGN: that guideline */
    /* Without a governing revision NULL. `kept_by`: the later one, by whose
     * transitional rule the case stays under the former text; or NULL. */
    const struct itk_revision *revision, *kept_by;
    struct itk_again_document *documents;
    size_t count;
    /* Of the text that the documents were made under, when another governs by
     * now and this package has both; else NULL. */
    const itk_comparison *comparison;
    const struct itk_touched_decision *decisions; /* that differ */
    size_t decisions_count;
    struct itk_arena arena;
};

typedef struct itk_again itk_again;

struct itk_again_options {
    itk_cases *cases;
    itk_store *store;
    itk_deliver *deliver; /* that keeps what is old (keep_old), or only looks */
    const char *program;
    size_t threads;
    bool dry, replace_edited;
    struct itk_shard shard;
    itk_clash *seen; /* the cases that there are; NULL: nobody looked */
    /* Called for the cases of a stretch before anything is done, and then for
     * none (NULL); false with `err` stops. NULL: nobody asks. */
    bool (*intend)(void *self, const struct itk_again_case *one,
                   struct itk_error *err);
    /* Was a killed run about to add that document, of these parts? Called by
     * all threads; NULL: nobody knows. */
    bool (*adds)(void *self, const char *case_id, const char *file,
                 const char *parts);
    void (*report)(void *self, const struct itk_again_case *one);
    void *self;
};

/* Reads what the folder has. NULL with `err` set when it is one manifest of
 * several folders (ITK_FAULT_CALLER): they are worked in one by one. */
itk_again *itk_again_new(const struct itk_again_options *options,
                         struct itk_error *err) ITK_MUST_USE;
/* Takes all cases through it. False with `err` when the machine, the package or
 * the program is at fault: what was made before is whole and recorded. */
bool itk_again_run(itk_again *again, struct itk_error *err) ITK_MUST_USE;
/* After the run: the cases of the folder that were not given, one after the
 * other; NULL at the end. `*at` begins with 0. */
const char *itk_again_not_given(const itk_again *again, size_t *at);
/* Is the file recorded as of these parts; with "": not recorded at all? */
bool itk_again_is_so(const itk_again *again, const char *file,
                     const char *parts);
/* How many cases the folder has documents of. */
size_t itk_again_recorded(const itk_again *again);
void itk_again_free(itk_again *again);

#endif
