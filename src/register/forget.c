/*
 * Taking a case out so that nothing of it is left.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <sys/stat.h>

#include "register/db.h"

/* Moves all of the journal into the file, and empties it: the first column of
 * the answer is 1 when another process keeps it from that. */
static bool
empty_journal(const itk_register *reg, struct itk_error *err)
{
    int64_t busy = 0;

    return itk_db_number(reg, "PRAGMA wal_checkpoint(TRUNCATE)", ITK_NO_ARGS,
                         &busy, err) &&
           (!busy || itk_fail(err, ITK_FAULT_MACHINE,
                              (struct itk_loc){.file = reg->path},
                              ITK_MSG_REGISTER_IN_USE, ITK_NO_ARGS));
}

bool
itk_register_forget(itk_register *reg, const char *id, struct itk_error *err)
{
    int64_t there = 0;

    if (!itk_register_begin(reg, err))
        return false;
    if (!itk_db_number(reg, "SELECT count(*) FROM cases WHERE id = ?1",
                       ITK_ARGS(id), &there, err) ||
        (!there &&
         !itk_fail(err, ITK_FAULT_CALLER, (struct itk_loc){.file = reg->path},
                   ITK_MSG_REGISTER_NO_CASE, ITK_ARGS(id))) ||
        !itk_db_run(reg, "DELETE FROM cases WHERE id = ?1", ITK_ARGS(id),
                    err)) {
        sqlite3_exec(reg->db, "ROLLBACK", NULL, NULL, NULL);
        return false;
    }
    /* Deleted cells are overwritten (secure_delete); VACUUM takes away what an
     * older SQLite may have left in free pages. */
    return itk_register_commit(reg, err) && itk_db_script(reg, "VACUUM", err) &&
           empty_journal(reg, err);
}

bool
itk_register_has_copy(const itk_register *reg)
{
    bool has = false;

    for (uint64_t version = 1; !has && version < ITK_REGISTER_SCHEMA;
         version++) {
        struct itk_buf name = ITK_BUF_INIT;
        struct stat st;

        itk_buf_adds(&name, reg->real);
        itk_buf_adds(&name, ".v");
        itk_buf_addu(&name, version);
        itk_buf_adds(&name, ".bak");
        has = lstat(name.data, &st) == 0;
        itk_buf_free(&name);
    }
    return has;
}
