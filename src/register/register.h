/*
 * The register: what the secretariat keeps of all cases, in one SQLite file
 * (docs/register.md says what its tables hold). A case is kept whole, as field
 * and value, and comes out again as it went in: what was absent, a list that is
 * not known, and a list that has no members stay three things. Which field
 * answers which question of the register is said by the package (register.xml,
 * guide/keeping.h); without one a register keeps cases and nothing else of
 * them.
 *
 * Files     made with mode 0600; beside it FILE-wal and FILE-shm of SQLite
 * while it is open. The last part of a path may not be a link. Threads   one at
 * a time. Lifetime  texts handed out live in the caller's arena.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_REGISTER_REGISTER_H
#define ITK_REGISTER_REGISTER_H

#include "base/arena.h"
#include "decide/decide.h"
#include "input/case.h"

typedef struct itk_register itk_register;

enum itk_register_mode {
    ITK_REGISTER_READ,  /* it must be there, and may be write-protected */
    ITK_REGISTER_WRITE, /* it must be there */
    ITK_REGISTER_MAKE   /* it is made when it is not there */
};

/* Opens a register, after bringing one of an older schema up to date (a copy,
 * FILE.v1.bak, is kept). NULL with `err` when it is no register, damaged, of a
 * newer schema, locked by another process for seconds, or write-protected and
 * to be written. `path` is copied. */
itk_register *itk_register_open(const char *path, enum itk_register_mode mode,
                                struct itk_error *err) ITK_MUST_USE;
/* What was not committed is undone. */
void itk_register_close(itk_register *reg);
const char *itk_register_path(const itk_register *reg);
/* May others than its owner read or write it? */
bool itk_register_is_open(const itk_register *reg);

/* One transaction: what stands between the two is kept whole or not at all. */
bool itk_register_begin(itk_register *reg, struct itk_error *err) ITK_MUST_USE;
bool itk_register_commit(itk_register *reg, struct itk_error *err) ITK_MUST_USE;

/* ---- cases ---- */

enum itk_register_kept { ITK_KEPT_NEW, ITK_KEPT_CHANGED, ITK_KEPT_SAME };

/* Keeps a case that has no error; what was kept of it before is replaced,
 * results recorded by hand and documents stay. `decisions` of the case, or
 * NULL, say what was decided and on what ground it is reviewed. The same case
 * twice in one transaction is an error.
 */
bool itk_register_put(itk_register *reg, const itk_case *data,
                      const struct itk_guide *guide,
                      const itk_decisions *decisions,
                      enum itk_register_kept *kept,
                      struct itk_error *err) ITK_MUST_USE;
/* Takes a case out, with all that hangs on it, and wipes what it was: after
 * true not a byte of it is in the file or beside it, save where another case
 * says the same. Not within a transaction. */
bool itk_register_forget(itk_register *reg, const char *id,
                         struct itk_error *err) ITK_MUST_USE;
/* Is there a copy beside the register from before it was brought up to date? */
bool itk_register_has_copy(const itk_register *reg);

/* What lists say of a case. Texts are never NULL, "" when not known; dates are
 * ISO 8601. */
struct itk_register_row {
    const char *id, *guideline, *digest;
    const char *title, *bureau, *section, *contractor;
    const char *contract_date, *signed_; /* yes, no or "" */
    const char *data_start, *work_end;
};

struct itk_register_rows {
    const struct itk_register_row *at; /* by id */
    size_t count;
};

bool itk_register_rows(itk_register *reg, struct itk_arena *arena,
                       struct itk_register_rows *rows,
                       struct itk_error *err) ITK_MUST_USE;
/* One case; `row->id` is NULL when it is not there. */
bool itk_register_row(itk_register *reg, const char *id,
                      struct itk_arena *arena, struct itk_register_row *row,
                      struct itk_error *err) ITK_MUST_USE;
/* The case again, whole, each value with its place: register and case. What no
 * longer suits the dictionary goes to `found`. NULL with `err` when there is
 * no such case, or it is of another guideline. */
itk_case *itk_register_case(itk_register *reg, const char *id,
                            const struct itk_guide *guide, itk_findings *found,
                            struct itk_error *err) ITK_MUST_USE;

/* ---- results of the committee ---- */

/* What the committee decided. Continued: dealt with, not decided yet. */
enum itk_ruling {
    ITK_RULING_APPROVED,
    ITK_RULING_CONDITIONAL,
    ITK_RULING_REFUSED,
    ITK_RULING_CONTINUED,
    ITK_RULINGS
};

/* approved, conditional, refused, continued: as the register keeps them. */
const char *itk_ruling_id(enum itk_ruling verdict);
const struct itk_label *itk_ruling_label(enum itk_ruling verdict);
/* By its id, or its label in either language; false when it is none. */
bool itk_ruling_named(const char *name, enum itk_ruling *verdict);

/* One decision about one case. Nothing is said of quorum or votes: the register
 * has no place for what no guideline lays down. */
struct itk_result {
    const char *case_id;
    const char *date;    /* of the meeting, ISO 8601 */
    const char *meeting; /* its name (令和6年度第4回), "" when not given */
    enum itk_ruling verdict;
    const char *conditions; /* a line each; only of CONDITIONAL */
    const char *grounds;    /* ids of the package's grounds, by blanks; "" when
                               they are not known */
    bool by_case;           /* the case said so itself; not set by the caller */
};

struct itk_results {
    const struct itk_result *at; /* by date, then as they came in */
    size_t count;
};

/* Adds a result, or replaces that of the same case and date. Within a
 * transaction. */
bool itk_register_put_result(itk_register *reg, const struct itk_result *result,
                             struct itk_error *err) ITK_MUST_USE;
/* Those of a case, or for NULL of all. */
bool itk_register_results(itk_register *reg, const char *case_id,
                          struct itk_arena *arena, struct itk_results *results,
                          struct itk_error *err) ITK_MUST_USE;

/* The ids of the grounds on which a review of the case rests, by blanks, as far
 * as it shows. */
void itk_register_grounds(const struct itk_guide *guide,
                          const itk_decisions *decisions, struct itk_buf *out);

/* ---- what the register knows and a case leaves out ---- */

/* Another case into `*lent`: `data` (without an error) with the facts that the
 * register has and it leaves out, each with its place, register and case. NULL
 * when there are none. What the case says stands, but where the register has
 * otherwise a warning says so; that something is not in the register is no
 * fact. False with `err` when the register cannot be read. */
bool itk_register_lend(itk_register *reg, const itk_case *data,
                       const struct itk_guide *guide, itk_findings *found,
                       itk_case **lent, struct itk_error *err) ITK_MUST_USE;

enum itk_due_kind { ITK_DUE_TRAINING, ITK_DUE_CERTIFICATION, ITK_DUE_OWED };

/* Texts are never NULL, "" when there is none. */
struct itk_due {
    enum itk_due_kind kind;
    const char *date; /* the first day without the training, the last one
                         with the certificate */
    const char *company, *person, *last, *case_id, *cite;
    const struct itk_label *label; /* of the package; NULL: TRAINING */
};

struct itk_dues {
    const struct itk_due *at; /* owed, then by date */
    size_t count;
};

/* Of the cases of one guideline: what is owed, and which training and which
 * certificate of work that is not over on that day ends within so many days, or
 * has ended. What is wrong with cases goes to `found`. */
bool itk_register_due(itk_register *reg, const struct itk_guide *guide,
                      struct itk_date on, long within, struct itk_arena *arena,
                      struct itk_dues *dues, itk_findings *found,
                      struct itk_error *err) ITK_MUST_USE;

/* ---- documents ---- */

/* A file that was made of a case, as the manifest of its folder records it. */
struct itk_register_document {
    const char *case_id;
    const char *file; /* below the folder */
    const char *document, *sha256;
    uint64_t size;
};

/* Adds it, or replaces that of the same case and file. Within a transaction. */
bool itk_register_put_document(itk_register *reg,
                               const struct itk_register_document *document,
                               struct itk_error *err) ITK_MUST_USE;

#endif
