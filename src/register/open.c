/*
 * Opening: the file is looked at before SQLite may, the connection is closed to
 * all that a strange file could bring, and an older schema is brought up to
 * date behind a copy.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "register/db.h"

#define BUSY_MS     4000
#define MOST_COPIES 9

static struct itk_loc
loc_of(const struct itk_register *reg)
{
    return (struct itk_loc){.file = reg->path};
}

static bool
fail_errno(const struct itk_register *reg, int number, struct itk_error *err)
{
    return itk_fail_both(err, ITK_FAULT_MACHINE, loc_of(reg),
                         ITK_MSG_REGISTER_IO,
                         ITK_ARGS(itk_errno_text(number, ITK_EN)),
                         ITK_ARGS(itk_errno_text(number, ITK_JA)));
}

/* ---- the file ---- */

/* The path without links in its folders, so that SQLite may be told to follow
 * none. */
static bool
resolve(struct itk_register *reg, struct itk_error *err)
{
    const char *slash = strrchr(reg->path, '/');
    const char *base = slash ? slash + 1 : reg->path;
    struct itk_buf folder = ITK_BUF_INIT, real = ITK_BUF_INIT;
    char *found;

    itk_buf_add(&folder, reg->path, (size_t)(base - reg->path));
    if (!folder.size)
        itk_buf_addc(&folder, '.');
    found = realpath(folder.data, NULL);
    itk_buf_free(&folder);
    if (!found)
        return fail_errno(reg, errno, err);
    itk_buf_adds(&real, found);
    itk_buf_addc(&real, '/');
    itk_buf_adds(&real, base);
    free(found);
    reg->real = itk_buf_take(&real);
    return true;
}

/* A file of mode 0600 whatever the umask; one that is there stays. */
static bool
make(const struct itk_register *reg, struct itk_error *err)
{
    const int fd = open(
        reg->real, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

    if (fd < 0)
        return errno == EEXIST || fail_errno(reg, errno, err);
    if (fchmod(fd, 0600) != 0) {
        (void)fail_errno(reg, errno, err);
        close(fd);
        return false;
    }
    return close(fd) == 0 || fail_errno(reg, errno, err);
}

static bool
look(struct itk_register *reg, enum itk_register_mode mode,
     struct itk_error *err)
{
    struct stat st;

    if (!resolve(reg, err))
        return false;
    if (lstat(reg->real, &st) != 0) {
        if (errno != ENOENT)
            return fail_errno(reg, errno, err);
        if (mode != ITK_REGISTER_MAKE)
            return itk_fail(err, ITK_FAULT_CALLER, loc_of(reg),
                            ITK_MSG_REGISTER_NONE, ITK_NO_ARGS);
        return make(reg, err);
    }
    if (!S_ISREG(st.st_mode))
        return itk_fail(err, ITK_FAULT_CALLER, loc_of(reg),
                        ITK_MSG_REGISTER_KIND, ITK_NO_ARGS);
    /* The mode counts for root as well: a register that was put away. */
    reg->protected = !(st.st_mode & 0222);
    reg->shared = (st.st_mode & 077) != 0;
    if (reg->protected && mode != ITK_REGISTER_READ)
        return itk_fail(err, ITK_FAULT_MACHINE, loc_of(reg),
                        ITK_MSG_REGISTER_READ_ONLY, ITK_NO_ARGS);
    return true;
}

/* ---- the connection ---- */

/* SQLite reads a file from anywhere: no triggers, views, extensions or other
 * files, nothing of the schema is trusted, and sizes are those of a case. */
static bool
guard(const struct itk_register *reg, struct itk_error *err)
{
    static const struct {
        int what, value;
    } config[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},
                  {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                  {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                  {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
                  {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
                  {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
                  {SQLITE_DBCONFIG_DQS_DML, 0},
                  {SQLITE_DBCONFIG_DQS_DDL, 0}},
      limits[] = {
          {SQLITE_LIMIT_LENGTH, 4 << 20},  {SQLITE_LIMIT_SQL_LENGTH, 64 << 10},
          {SQLITE_LIMIT_COLUMN, 64},       {SQLITE_LIMIT_EXPR_DEPTH, 100},
          {SQLITE_LIMIT_TRIGGER_DEPTH, 8}, {SQLITE_LIMIT_WORKER_THREADS, 0}};
    int done;

    for (size_t i = 0; i < ITK_COUNT(config); i++) {
        const int code =
            sqlite3_db_config(reg->db, config[i].what, config[i].value, &done);

        if (code != SQLITE_OK || done != config[i].value)
            return itk_db_fail(reg, code ? code : SQLITE_INTERNAL, err);
    }
    for (size_t i = 0; i < ITK_COUNT(limits); i++)
        sqlite3_limit(reg->db, limits[i].what, limits[i].value);
    sqlite3_busy_timeout(reg->db, BUSY_MS);
    return itk_db_script(reg,
                         "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
                         "PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;"
                         "PRAGMA synchronous=FULL;",
                         err);
}

/* What another process has written and not moved into the file yet. */
static bool
has_journal(const struct itk_register *reg)
{
    struct itk_buf name = ITK_BUF_INIT;
    struct stat st;
    bool has;

    itk_buf_adds(&name, reg->real);
    itk_buf_adds(&name, "-wal");
    has = lstat(name.data, &st) == 0 && st.st_size > 0;
    itk_buf_free(&name);
    return has;
}

/* The file as an URI that says it does not change. */
static char *
uri_of(const struct itk_register *reg)
{
    struct itk_buf text = ITK_BUF_INIT;

    itk_buf_adds(&text, "file:");
    for (const char *at = reg->real; *at; at++) {
        char code[4];

        snprintf(code, sizeof(code), "%%%02X", (unsigned char)*at);
        itk_buf_adds(&text, code);
    }
    itk_buf_adds(&text, "?immutable=1");
    return itk_buf_take(&text);
}

/* A write-protected register is read as it lies, without files beside it. */
static bool
open_file(struct itk_register *reg, struct itk_error *err)
{
    const int flags =
        SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
        (reg->protected ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    char *uri = reg->protected && !has_journal(reg) ? uri_of(reg) : NULL;
    const int code = sqlite3_open_v2(uri ? uri : reg->real, &reg->db,
                                     flags | (uri ? SQLITE_OPEN_URI : 0), NULL);

    free(uri);
    return code == SQLITE_OK ? guard(reg, err) : itk_db_fail(reg, code, err);
}

/* ---- the schema ---- */

/* Into the folder of the register, whole, or not at all: FILE.v1.bak, or when
 * there is one FILE.v1.bak2 and so on. */
static bool
rename_copy(const struct itk_register *reg, const char *temp, int64_t version,
            struct itk_error *err)
{
    for (int i = 1; i <= MOST_COPIES; i++) {
        struct itk_buf name = ITK_BUF_INIT;
        bool done;

        itk_buf_adds(&name, reg->real);
        itk_buf_adds(&name, ".v");
        itk_buf_addu(&name, (uint64_t)version);
        itk_buf_adds(&name, ".bak");
        if (i > 1)
            itk_buf_addu(&name, (uint64_t)i);
        done = itk_rename_new(AT_FDCWD, temp, AT_FDCWD, name.data);
        itk_buf_free(&name);
        if (done)
            return true;
        if (errno != EEXIST)
            break;
    }
    return fail_errno(reg, errno, err);
}

/* 0 or a code of SQLite. */
static int
copy_pages(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");

    if (!backup)
        return sqlite3_errcode(to);
    sqlite3_backup_step(backup, -1);
    return sqlite3_backup_finish(backup);
}

/* By connections of their own: the one that holds the lock cannot copy. */
static bool
write_copy(const struct itk_register *reg, const char *temp,
           struct itk_error *err)
{
    const int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE;
    sqlite3 *from = NULL, *to = NULL;
    int code = sqlite3_open_v2(reg->real, &from, flags, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_open_v2(temp, &to, flags, NULL);
    if (code == SQLITE_OK)
        code = copy_pages(from, to);
    sqlite3_close(to);
    sqlite3_close(from);
    return code == SQLITE_OK || itk_db_fail(reg, code, err);
}

static bool
keep_copy(const struct itk_register *reg, int64_t version,
          struct itk_error *err)
{
    struct itk_buf temp = ITK_BUF_INIT;
    bool ok;
    int fd;

    itk_buf_adds(&temp, reg->real);
    itk_buf_adds(&temp, ".bak-");
    itk_buf_addu(&temp, (uint64_t)getpid());
    itk_temp_register(AT_FDCWD, temp.data);
    (void)unlink(temp.data); /* of a process that had our number */
    fd = open(temp.data, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
              0600);
    ok = fd >= 0 || fail_errno(reg, errno, err);
    if (fd >= 0)
        close(fd);
    ok = ok && write_copy(reg, temp.data, err) &&
         rename_copy(reg, temp.data, version, err);
    if (!ok)
        (void)unlink(temp.data);
    itk_temp_forget(AT_FDCWD, temp.data);
    itk_buf_free(&temp);
    return ok;
}

/* Under the lock for writing, since another process may be doing the same. */
static bool
bring(const struct itk_register *reg, struct itk_error *err)
{
    int64_t version = 0;
    bool ok =
        itk_db_script(reg, "BEGIN IMMEDIATE", err) &&
        itk_db_number(reg, "PRAGMA user_version", ITK_NO_ARGS, &version, err);

    if (ok && version > 0 && version < ITK_REGISTER_SCHEMA)
        ok = keep_copy(reg, version, err);
    if (ok && version < ITK_REGISTER_SCHEMA)
        ok = itk_schema_bring(reg, version, err);
    ok = ok && itk_db_script(reg, "COMMIT", err);
    if (!ok && !sqlite3_get_autocommit(reg->db))
        sqlite3_exec(reg->db, "ROLLBACK", NULL, NULL, NULL);
    return ok;
}

static bool
check_whole(const struct itk_register *reg, struct itk_error *err)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_query query;
    bool ok =
        itk_query_open(&query, reg, "PRAGMA quick_check(1)", ITK_NO_ARGS, err);

    if (ok && itk_query_step(&query) == ITK_NEXT_FAULT)
        ok = false;
    else if (ok && strcmp(itk_query_text(&query, 0, &arena), "ok") != 0)
        ok = itk_db_fail(reg, SQLITE_CORRUPT, err);
    itk_query_close(&query);
    itk_arena_fini(&arena);
    return ok;
}

/* A file without anything in it is made into a register only where one may be
 * made. */
static bool
check_ours(const struct itk_register *reg, enum itk_register_mode mode,
           struct itk_error *err)
{
    int64_t application = 0, version = 0, tables = 0;

    if (!itk_db_number(reg, "PRAGMA application_id", ITK_NO_ARGS, &application,
                       err) ||
        !itk_db_number(reg, "PRAGMA user_version", ITK_NO_ARGS, &version,
                       err) ||
        !itk_db_number(reg, "SELECT count(*) FROM sqlite_schema", ITK_NO_ARGS,
                       &tables, err))
        return false;
    if (version > ITK_REGISTER_SCHEMA &&
        application == ITK_REGISTER_APPLICATION)
        return itk_fail(err, ITK_FAULT_CALLER, loc_of(reg),
                        ITK_MSG_REGISTER_NEWER, ITK_NO_ARGS);
    if (application != ITK_REGISTER_APPLICATION || version < 1) {
        if (mode != ITK_REGISTER_MAKE || application || version || tables)
            return itk_fail(err, ITK_FAULT_CALLER, loc_of(reg),
                            ITK_MSG_REGISTER_OTHER, ITK_NO_ARGS);
        return bring(reg, err);
    }
    if (version == ITK_REGISTER_SCHEMA)
        return true;
    if (reg->protected)
        return itk_fail(err, ITK_FAULT_MACHINE, loc_of(reg),
                        ITK_MSG_REGISTER_OLD_READ_ONLY, ITK_NO_ARGS);
    return check_whole(reg, err) && bring(reg, err);
}

/* ---- */

/* While another process has it open the change has to wait for a later start;
 * nothing hangs on it. */
static void
use_wal(const struct itk_register *reg)
{
    if (!reg->protected)
        sqlite3_exec(reg->db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL);
}

itk_register *
itk_register_open(const char *path, enum itk_register_mode mode,
                  struct itk_error *err)
{
    itk_register *reg = itk_alloc(sizeof(*reg));
    struct itk_buf copy = ITK_BUF_INIT;

    *reg = (struct itk_register){0};
    itk_buf_adds(&copy, path);
    reg->path = itk_buf_take(&copy);
    if (look(reg, mode, err) && open_file(reg, err) &&
        check_ours(reg, mode, err) && check_whole(reg, err)) {
        use_wal(reg);
        return reg;
    }
    itk_register_close(reg);
    return NULL;
}

void
itk_register_close(itk_register *reg)
{
    if (!reg)
        return;
    sqlite3_close(reg->db);
    free(reg->path);
    free(reg->real);
    free(reg);
}

const char *
itk_register_path(const itk_register *reg)
{
    return reg->path;
}

bool
itk_register_is_open(const itk_register *reg)
{
    return reg->shared;
}

bool
itk_register_begin(itk_register *reg, struct itk_error *err)
{
    return itk_db_script(reg,
                         "CREATE TEMP TABLE IF NOT EXISTS put_now"
                         " (id TEXT PRIMARY KEY NOT NULL, file TEXT);"
                         "DELETE FROM put_now; BEGIN IMMEDIATE",
                         err);
}

bool
itk_register_commit(itk_register *reg, struct itk_error *err)
{
    return itk_db_script(reg, "COMMIT", err);
}
