/*
 * strike STATE CLASS FAULT N[+] PROGRAM ARGUMENTS: runs it, and at its Nth
 * system call of a class (from the Nth on with +) something happens; N is 0:
 * only count. The kernel stops every call of every thread for us, wherever it
 * is made, within the C library as well. Counted from where main begins, which
 * is where the program says that it is not dumpable.
 *
 * FAULT  an errno's name: the call is not made (close: it is) and fails
 *        short: half of what should be written; torn: that, then SIGKILL
 *        kill: SIGKILL before the call
 * STATE  becomes a line of counts by class, and the number of hits
 * Status 125: it cannot be done here; 128 + signal; that of the program.
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __x86_64__

#define CANNOT   125
#define MANY     4096 /* threads under a fault that waits for their call's end */
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum class {
    WRITE,
    STDOUT, /* write, to it */
    STDERR,
    FSYNC,
    RENAME,
    OPEN,
    CLOSE,
    READ,
    FOLDER, /* reading one */
    UNLINK,
    MMAP,
    MKDIR,
    STAT,
    TRUNCATE,
    CHANGE, /* all that changes files */
    CLASSES
};

static const char *const class_names[] = {
    [WRITE] = "write",   [STDOUT] = "stdout",     [STDERR] = "stderr",
    [FSYNC] = "fsync",   [RENAME] = "rename",     [OPEN] = "open",
    [CLOSE] = "close",   [READ] = "read",         [FOLDER] = "folder",
    [UNLINK] = "unlink", [MMAP] = "mmap",         [MKDIR] = "mkdir",
    [STAT] = "stat",     [TRUNCATE] = "truncate", [CHANGE] = "change"};

_Static_assert(COUNT(class_names) == CLASSES, "each class has its name");

static const struct {
    long number;
    enum class class;
} calls[] = {
    {SYS_write, WRITE},        {SYS_pwrite64, WRITE},
    {SYS_writev, WRITE},       {SYS_fsync, FSYNC},
    {SYS_fdatasync, FSYNC},    {SYS_syncfs, FSYNC},
    {SYS_rename, RENAME},      {SYS_renameat, RENAME},
    {SYS_renameat2, RENAME},   {SYS_link, RENAME},
    {SYS_linkat, RENAME},      {SYS_open, OPEN},
    {SYS_openat, OPEN},        {SYS_close, CLOSE},
    {SYS_read, READ},          {SYS_pread64, READ},
    {SYS_readv, READ},         {SYS_getdents64, FOLDER},
    {SYS_unlink, UNLINK},      {SYS_unlinkat, UNLINK},
    {SYS_rmdir, UNLINK},       {SYS_mmap, MMAP},
    {SYS_mremap, MMAP},        {SYS_mkdir, MKDIR},
    {SYS_mkdirat, MKDIR},      {SYS_fstat, STAT},
    {SYS_newfstatat, STAT},    {SYS_stat, STAT},
    {SYS_statx, STAT},         {SYS_ftruncate, TRUNCATE},
    {SYS_fallocate, TRUNCATE}, {SYS_prctl, CLASSES},
};

static const struct {
    const char *name;
    int number;
} errors[] = {
    {"ENOSPC", ENOSPC}, {"EIO", EIO},       {"EDQUOT", EDQUOT},
    {"EACCES", EACCES}, {"EMFILE", EMFILE}, {"ENOMEM", ENOMEM},
    {"EINTR", EINTR},   {"EROFS", EROFS},
};

struct plan {
    enum class class;
    int error; /* or: */
    bool cut, kill;
    unsigned long at;
    bool on; /* from then on */
};

static struct plan plan;
static unsigned long counts[CLASSES], hits;
static bool begun;
static pid_t main_pid;

/* A call that has been let in: what is to be done at its end. */
static struct {
    pid_t thread;
    int error;
    bool kill;
} ends[MANY];

static int
class_of(const struct user_regs_struct *regs)
{
    for (size_t i = 0; i < COUNT(calls); i++) {
        if (calls[i].number != (long)regs->orig_rax)
            continue;
        if (calls[i].class == WRITE && regs->rdi == STDOUT_FILENO)
            return STDOUT;
        if (calls[i].class == WRITE && regs->rdi == STDERR_FILENO)
            return STDERR;
        return (int)calls[i].class;
    }
    return -1;
}

/* What is seen by another after the program was killed. */
static bool
changes(int class)
{
    return class == WRITE || class == FSYNC || class == RENAME ||
           class == UNLINK || class == MKDIR || class == TRUNCATE ||
           class == OPEN;
}

static bool is_struck(enum class class)
{
    const unsigned long number = ++counts[class];

    return plan.at && plan.class == class &&
           (plan.on ? number >= plan.at : number == plan.at);
}

static void
at_end(pid_t thread, int error, bool kill_it)
{
    for (size_t i = 0; i < MANY; i++) {
        if (ends[i].thread)
            continue;
        ends[i].thread = thread;
        ends[i].error = error;
        ends[i].kill = kill_it;
        return;
    }
    exit(CANNOT);
}

/* How the thread goes on: PTRACE_CONT, or to the end of its call. */
static enum __ptrace_request
strike(pid_t thread, struct user_regs_struct *regs, int class)
{
    hits++;
    if (plan.kill && !plan.cut) {
        kill(main_pid, SIGKILL);
        return PTRACE_CONT;
    }
    if (plan.cut) {
        if (regs->orig_rax != SYS_writev && regs->rdx > 1)
            regs->rdx /= 2;
        if (plan.kill)
            at_end(thread, 0, true);
    } else if (class == CLOSE) {
        at_end(thread, plan.error, false);
    } else {
        regs->orig_rax = (unsigned long long)-1;
        regs->rax = (unsigned long long)-plan.error;
    }
    ptrace(PTRACE_SETREGS, thread, NULL, regs);
    return class == CLOSE || (plan.cut && plan.kill) ? PTRACE_SYSCALL
                                                     : PTRACE_CONT;
}

static enum __ptrace_request
enter(pid_t thread)
{
    struct user_regs_struct regs;
    bool struck;
    int class;

    if (ptrace(PTRACE_GETREGS, thread, NULL, &regs) != 0)
        return PTRACE_CONT;
    class = class_of(&regs);
    if (class == CLASSES)
        begun = begun || regs.rdi == PR_SET_DUMPABLE;
    if (!begun || class < 0 || class == CLASSES)
        return PTRACE_CONT;
    struck = is_struck((enum class) class);
    if (changes(class) && is_struck(CHANGE))
        struck = true;
    return struck ? strike(thread, &regs, class) : PTRACE_CONT;
}

static void
leave(pid_t thread)
{
    struct user_regs_struct regs;

    for (size_t i = 0; i < MANY; i++) {
        if (ends[i].thread != thread)
            continue;
        ends[i].thread = 0;
        if (ends[i].kill)
            kill(main_pid, SIGKILL);
        else if (ptrace(PTRACE_GETREGS, thread, NULL, &regs) == 0) {
            regs.rax = (unsigned long long)-ends[i].error;
            ptrace(PTRACE_SETREGS, thread, NULL, &regs);
        }
        return;
    }
}

/* A thread that has stopped goes on. */
static void
go_on(pid_t thread, int status)
{
    const int sig = WSTOPSIG(status);
    const int event = status >> 16;
    enum __ptrace_request how = PTRACE_CONT;
    long deliver = 0;

    if (event == PTRACE_EVENT_SECCOMP)
        how = enter(thread);
    else if (sig == (SIGTRAP | 0x80))
        leave(thread);
    else if (!event && sig != SIGSTOP && sig != SIGTRAP)
        deliver = sig;
    ptrace(how, thread, NULL, deliver);
}

static int
follow(void)
{
    int status, result = CANNOT;
    pid_t thread;

    while ((thread = waitpid(-1, &status, __WALL)) > 0 || errno == EINTR) {
        if (thread <= 0)
            continue;
        if (WIFSTOPPED(status))
            go_on(thread, status);
        else if (thread == main_pid)
            result = WIFSIGNALED(status) ? 128 + WTERMSIG(status)
                                         : WEXITSTATUS(status);
    }
    return result;
}

static bool
install_filter(void)
{
    struct sock_filter code[4 + 2 * COUNT(calls)];
    struct sock_fprog program = {.filter = code};
    unsigned short size = 0;

    code[size++] = (struct sock_filter)BPF_STMT(
        BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < COUNT(calls); i++) {
        code[size++] = (struct sock_filter)BPF_JUMP(
            BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[i].number, 0, 1);
        code[size++] =
            (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    }
    code[size++] =
        (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    program.len = size;
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static _Noreturn void
be_struck(char **argv)
{
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 && raise(SIGSTOP) == 0 &&
        install_filter())
        execv(argv[0], argv);
    _exit(CANNOT);
}

static bool
begin(char **argv)
{
    int status;

    main_pid = fork();
    if (main_pid == 0)
        be_struck(argv);
    return main_pid > 0 && waitpid(main_pid, &status, 0) == main_pid &&
           WIFSTOPPED(status) &&
           ptrace(PTRACE_SETOPTIONS, main_pid, NULL,
                  PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE |
                      PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                      PTRACE_O_TRACEEXEC | PTRACE_O_TRACESYSGOOD |
                      PTRACE_O_EXITKILL) == 0 &&
           ptrace(PTRACE_CONT, main_pid, NULL, NULL) == 0;
}

static bool
read_plan(char **argv)
{
    char *end;
    size_t i;

    for (i = 0; i < CLASSES && strcmp(argv[0], class_names[i]) != 0; i++) {
    }
    if (i == CLASSES)
        return false;
    plan.class = (enum class)i;
    plan.cut = !strcmp(argv[1], "short") || !strcmp(argv[1], "torn");
    plan.kill = !strcmp(argv[1], "kill") || !strcmp(argv[1], "torn");
    for (i = 0; i < COUNT(errors); i++) {
        if (!strcmp(argv[1], errors[i].name))
            plan.error = errors[i].number;
    }
    plan.at = strtoul(argv[2], &end, 10);
    plan.on = *end == '+';
    return plan.cut || plan.kill || plan.error || !plan.at;
}

static bool
write_state(const char *path)
{
    FILE *file = fopen(path, "w");

    if (!file)
        return false;
    for (size_t i = 0; i < CLASSES; i++)
        fprintf(file, "%s %lu ", class_names[i], counts[i]);
    fprintf(file, "hits %lu\n", hits);
    return fclose(file) == 0;
}

int
main(int argc, char **argv)
{
    int result;

    if (argc < 6 || !read_plan(argv + 2)) {
        fputs("usage: strike STATE CLASS FAULT N[+] PROGRAM ARGUMENTS\n",
              stderr);
        return CANNOT;
    }
    if (!begin(argv + 5))
        return CANNOT;
    result = follow();
    return write_state(argv[1]) ? result : CANNOT;
}

#else

int
main(void)
{
    return 125;
}

#endif
