/*
 * SQLite as the register uses it: statements with texts bound in order, and its
 * failures as messages. Internal to register/.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_REGISTER_DB_H
#define ITK_REGISTER_DB_H

#include <sqlite3.h>

#include "base/next.h"
#include "register/register.h"

#define ITK_REGISTER_APPLICATION 0x69746b75 /* "itku", in the file's head */
#define ITK_REGISTER_SCHEMA      2

struct itk_register {
    sqlite3 *db;
    char *path;     /* as the user knows it */
    char *real;     /* without links in its folders */
    bool protected; /* nobody may write it */
    bool shared;    /* others than its owner may read or write it */
    const struct itk_guide *named; /* whose fields have been named */
};

/* Says what SQLite's `code` means for whoever uses the register. Always
 * false. */
bool itk_db_fail(const struct itk_register *reg, int code,
                 struct itk_error *err);

/* A statement while it runs. Values are bound as texts, NULL as NULL. */
struct itk_query {
    const struct itk_register *reg;
    sqlite3_stmt *stmt;
    struct itk_error *err;
};

/* Prepares `sql` and binds `texts` (ended by NULL; "" is kept as NULL). False
 * with `err`; to be closed in any event. */
bool itk_query_open(struct itk_query *query, const struct itk_register *reg,
                    const char *sql, const char *const texts[],
                    struct itk_error *err) ITK_MUST_USE;
void itk_query_bind_number(struct itk_query *query, int at, int64_t number);
void itk_query_bind(struct itk_query *query, int at, const char *text);
enum itk_next itk_query_step(struct itk_query *query) ITK_MUST_USE;
/* Of the row at hand; "" for NULL, into `arena`. */
const char *itk_query_text(const struct itk_query *query, int column,
                           struct itk_arena *arena);
int64_t itk_query_number(const struct itk_query *query, int column);
void itk_query_again(struct itk_query *query); /* for other values */
void itk_query_close(struct itk_query *query);

/* Runs one statement that gives no rows. */
bool itk_db_run(const struct itk_register *reg, const char *sql,
                const char *const texts[], struct itk_error *err) ITK_MUST_USE;
/* Runs several that have no values. */
bool itk_db_script(const struct itk_register *reg, const char *sql,
                   struct itk_error *err) ITK_MUST_USE;
/* The number in the first column of the first row; 0 without a row. */
bool itk_db_number(const struct itk_register *reg, const char *sql,
                   const char *const texts[], int64_t *number,
                   struct itk_error *err) ITK_MUST_USE;

/* Makes the tables of the newest schema, or those that came after `version`.
 * Within a transaction. */
bool itk_schema_bring(const struct itk_register *reg, int64_t version,
                      struct itk_error *err) ITK_MUST_USE;

/* What the package's questions are answered with: all rows that come from the
 * case, anew. `decisions` may be NULL. Within a transaction. */
bool itk_register_derive(const struct itk_register *reg, const itk_case *data,
                         const struct itk_guide *guide,
                         const itk_decisions *decisions,
                         struct itk_error *err) ITK_MUST_USE;
/* How messages name a case of the register. */
const struct itk_label *itk_register_place(struct itk_arena *arena,
                                           const char *id);
/* The canonical value of a field of the case itself; "" without one. */
const char *itk_register_answer(const itk_case *data,
                                const struct itk_field *field);

#endif
