/*
 * Statements, and SQLite's failures in words.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "register/db.h"

static bool
fail(const struct itk_register *reg, enum itk_fault fault, enum itk_msg id,
     struct itk_error *err)
{
    return itk_fail(err, fault, (struct itk_loc){.file = reg->path}, id,
                    ITK_NO_ARGS);
}

bool
itk_db_fail(const struct itk_register *reg, int code, struct itk_error *err)
{
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        itk_no_memory();
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail(reg, ITK_FAULT_MACHINE, ITK_MSG_REGISTER_LOCKED, err);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return fail(reg, ITK_FAULT_MACHINE, ITK_MSG_REGISTER_READ_ONLY, err);
    case SQLITE_NOTADB:
        return fail(reg, ITK_FAULT_CALLER, ITK_MSG_REGISTER_NOT, err);
    case SQLITE_CORRUPT:
    case SQLITE_ERROR: /* a table or a column of ours is not there */
    case SQLITE_SCHEMA:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return fail(reg, ITK_FAULT_MACHINE, ITK_MSG_REGISTER_DAMAGED, err);
    default:
        break;
    }
    return itk_fail(err, ITK_FAULT_MACHINE, (struct itk_loc){.file = reg->path},
                    ITK_MSG_REGISTER_IO, ITK_ARGS(sqlite3_errstr(code)));
}

bool
itk_query_open(struct itk_query *query, const struct itk_register *reg,
               const char *sql, const char *const texts[],
               struct itk_error *err)
{
    int code;

    *query = (struct itk_query){.reg = reg, .err = err};
    code = sqlite3_prepare_v2(reg->db, sql, -1, &query->stmt, NULL);
    if (code != SQLITE_OK)
        return itk_db_fail(reg, code, err);
    for (int i = 0; texts[i]; i++)
        itk_query_bind(query, i + 1, texts[i]);
    return true;
}

void
itk_query_bind(struct itk_query *query, int at, const char *text)
{
    if (!text || !*text)
        sqlite3_bind_null(query->stmt, at);
    else if (sqlite3_bind_text(query->stmt, at, text, -1, SQLITE_TRANSIENT) ==
             SQLITE_NOMEM)
        itk_no_memory();
}

void
itk_query_bind_number(struct itk_query *query, int at, int64_t number)
{
    sqlite3_bind_int64(query->stmt, at, number);
}

enum itk_next
itk_query_step(struct itk_query *query)
{
    const int code = sqlite3_step(query->stmt);

    if (code == SQLITE_ROW)
        return ITK_NEXT_RECORD;
    if (code == SQLITE_DONE)
        return ITK_NEXT_END;
    (void)itk_db_fail(query->reg, code, query->err);
    return ITK_NEXT_FAULT;
}

const char *
itk_query_text(const struct itk_query *query, int column,
               struct itk_arena *arena)
{
    const unsigned char *text = sqlite3_column_text(query->stmt, column);
    const int size = sqlite3_column_bytes(query->stmt, column);

    if (!text || size <= 0)
        return "";
    return itk_arena_copy(arena, (const char *)text, (size_t)size);
}

int64_t
itk_query_number(const struct itk_query *query, int column)
{
    return sqlite3_column_int64(query->stmt, column);
}

void
itk_query_again(struct itk_query *query)
{
    sqlite3_reset(query->stmt);
    sqlite3_clear_bindings(query->stmt);
}

void
itk_query_close(struct itk_query *query)
{
    sqlite3_finalize(query->stmt);
    query->stmt = NULL;
}

bool
itk_db_run(const struct itk_register *reg, const char *sql,
           const char *const texts[], struct itk_error *err)
{
    struct itk_query query;
    bool ok = itk_query_open(&query, reg, sql, texts, err);
    enum itk_next next = ITK_NEXT_FAULT;

    do {
        if (ok)
            next = itk_query_step(&query);
    } while (ok && next == ITK_NEXT_RECORD);
    itk_query_close(&query);
    return ok && next == ITK_NEXT_END;
}

bool
itk_db_script(const struct itk_register *reg, const char *sql,
              struct itk_error *err)
{
    const int code = sqlite3_exec(reg->db, sql, NULL, NULL, NULL);

    return code == SQLITE_OK || itk_db_fail(reg, code, err);
}

bool
itk_db_number(const struct itk_register *reg, const char *sql,
              const char *const texts[], int64_t *number, struct itk_error *err)
{
    struct itk_query query;
    bool ok = itk_query_open(&query, reg, sql, texts, err);
    const enum itk_next next = ok ? itk_query_step(&query) : ITK_NEXT_FAULT;

    *number = next == ITK_NEXT_RECORD ? itk_query_number(&query, 0) : 0;
    itk_query_close(&query);
    return next != ITK_NEXT_FAULT;
}
