/*
 * itaku ask: puts questions about a case, one at a time, and writes the answers
 * into its file. Questions go to standard output, answers come from standard
 * input, a line each, so that it works in a pipe as well.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/rewrite.h"
#include "cli/ask.h"
#include "text/numeral.h"

#define LINE_MAX_BYTES ((size_t)1 << 20)

struct session {
    struct itk_cli *cli;
    itk_interview *interview;
    const char *path, *out; /* `out` NULL: back to `path` */
    struct itk_strings documents;
    bool terminal;
    size_t asked; /* questions */
    long line;    /* of standard input */
};

enum input { INPUT_ANSWER, INPUT_LONG, INPUT_HELP, INPUT_STOP };

/* One line without its end; false at the end of input. A line that is too long
 * is read to its end and cut off. */
static bool
read_line(struct itk_buf *line, bool *longer)
{
    int c = getchar();

    itk_buf_clear(line);
    *longer = false;
    if (c == EOF)
        return false;
    for (; c != EOF && c != '\n'; c = getchar()) {
        if (line->size < LINE_MAX_BYTES)
            itk_buf_addc(line, (char)c);
        else
            *longer = true;
    }
    if (line->size && line->data[line->size - 1] == '\r')
        line->data[--line->size] = '\0';
    return true;
}

/* A line that is a command rather than an answer. */
static bool
is_word(const struct itk_buf *line, const char *word)
{
    struct itk_buf half = ITK_BUF_INIT;
    bool same;

    if (line->size > 16)
        return false;
    itk_hankaku(&half, line->data, line->size);
    while (half.size && half.data[half.size - 1] == ' ')
        half.data[--half.size] = '\0';
    same = strcmp(half.data, word) == 0;
    itk_buf_free(&half);
    return same;
}

static enum input
next_input(struct session *session, struct itk_buf *line)
{
    bool longer, more;

    fputs("> ", stdout);
    fflush(stdout);
    more = read_line(line, &longer);
    session->line++;
    if (!session->terminal || !more)
        putchar('\n'); /* nobody else ends the line */
    if (!more || is_word(line, "q"))
        return INPUT_STOP;
    if (longer)
        return INPUT_LONG;
    return is_word(line, "?") ? INPUT_HELP : INPUT_ANSWER;
}

static void
print_rules(const struct itk_cli *cli)
{
    fputs(cli->lang == ITK_JA
              ? "答えは1行で書きます。空行: 分からない（以後は聞かない）  ?: "
                "もう一度示す  q: 保存して終わる\n"
              : "One line is one answer. Empty line: not known (not asked "
                "again). ?: show again. q: stop and save.\n",
          stdout);
}

static void
print_question(const struct session *session,
               const struct itk_question *question)
{
    struct itk_buf out = ITK_BUF_INIT;

    itk_ask_question(&out, session->cli, itk_interview_work(session->interview),
                     question, session->asked);
    fwrite(out.data, 1, out.size, stdout);
    itk_buf_free(&out);
}

/* At a terminal the answer is corrected; in a pipe somebody has to know. */
static void
print_faults(const struct session *session)
{
    const enum itk_fault before = session->cli->fault;

    fflush(stdout);
    itk_cli_findings(session->cli, itk_interview_faults(session->interview));
    if (session->terminal)
        session->cli->fault = before;
}

static void
print_long(const struct session *session)
{
    const enum itk_fault before = session->cli->fault;
    struct itk_buf most = ITK_BUF_INIT;

    fflush(stdout);
    itk_buf_addu(&most, LINE_MAX_BYTES);
    itk_cli_fail(session->cli, ITK_FAULT_CASE, NULL, ITK_MSG_ASK_LINE,
                 ITK_ARGS(most.data));
    itk_buf_free(&most);
    if (session->terminal)
        session->cli->fault = before;
}

/* Takes lines until the question is done; false to stop. */
static bool
put_question(struct session *session, const struct itk_question *question,
             struct itk_buf *line)
{
    struct itk_error err = ITK_ERROR_INIT;
    enum itk_reply reply = ITK_REPLY_WRONG;

    session->asked++;
    print_question(session, question);
    while (reply == ITK_REPLY_WRONG) {
        const enum input input = next_input(session, line);

        if (input == INPUT_STOP)
            return false;
        if (input == INPUT_HELP) {
            print_rules(session->cli);
            print_question(session, question);
        } else if (input == INPUT_LONG) {
            print_long(session);
        } else {
            const struct itk_loc loc = {
                .file = session->terminal ? NULL : "-",
                .line = session->terminal ? 0 : session->line};

            reply = itk_interview_answer(session->interview, line->data,
                                         line->size, loc, &err);
            if (reply == ITK_REPLY_WRONG)
                print_faults(session);
        }
    }
    if (reply == ITK_REPLY_FAILED)
        itk_cli_error(session->cli, &err);
    itk_error_fini(&err);
    return reply != ITK_REPLY_FAILED;
}

static void
print_summary(const struct session *session)
{
    const struct itk_work *work = itk_interview_work(session->interview);
    const bool ja = session->cli->lang == ITK_JA;
    struct itk_buf out = ITK_BUF_INIT;

    itk_ask_summary(&out, session->cli, work, session->documents);
    itk_buf_addu(&out, session->asked);
    itk_buf_adds(&out, ja                    ? "問、うち答え "
                       : session->asked == 1 ? " question, answers: "
                                             : " questions, answers: ");
    itk_buf_addu(&out, itk_interview_taken(session->interview));
    itk_buf_adds(&out, "\n");
    fwrite(out.data, 1, out.size, stdout);
    fflush(stdout);
    itk_buf_free(&out);
    itk_cli_findings(session->cli, work->found);
}

static void
save(struct session *session, const struct itk_original *original)
{
    const struct itk_blob bytes = itk_interview_bytes(session->interview);
    struct itk_error err = ITK_ERROR_INIT;
    bool ok = true;

    if (!session->out && !itk_interview_taken(session->interview))
        return;
    if (session->out)
        ok = itk_new_file_write(session->out, bytes, &err);
    else
        ok = itk_original_replace(original, bytes, &err);
    if (ok)
        printf(session->cli->lang == ITK_JA ? "書き込みました: %s\n"
                                            : "written: %s\n",
               session->out ? session->out : session->path);
    else
        itk_cli_error(session->cli, &err);
    itk_error_fini(&err);
}

static void
interview(struct session *session, const struct itk_original *original)
{
    const struct itk_work *work = itk_interview_work(session->interview);
    struct itk_buf line = ITK_BUF_INIT;
    const struct itk_question *question;

    if (!work->sound) {
        itk_cli_findings(session->cli, work->found);
        return;
    }
    if (itk_interview_recoded(session->interview) && !session->out) {
        itk_cli_fail(session->cli, ITK_FAULT_CALLER, session->path,
                     ITK_MSG_ASK_ENCODING, ITK_NO_ARGS);
        return;
    }
    printf("== %s (%s)\n", itk_case_id(work->data), session->path);
    print_rules(session->cli);
    while ((question = itk_interview_question(session->interview)) != NULL) {
        if (!put_question(session, question, &line))
            break;
    }
    itk_buf_free(&line);
    print_summary(session);
    save(session, original);
}

/* Whatever can be said before the first question. */
static bool
can_start(struct session *session)
{
    struct itk_cli *cli = session->cli;

    if (strcmp(session->path, "-") == 0)
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_ASK_STDIN,
                     ITK_NO_ARGS);
    else if (access(session->path, F_OK) != 0 && errno == ENOENT)
        itk_cli_fail(cli, ITK_FAULT_CALLER, session->path, ITK_MSG_ASK_NO_FILE,
                     ITK_ARGS(session->path));
    else if (session->out && access(session->out, F_OK) == 0)
        itk_cli_fail(cli, ITK_FAULT_CALLER, session->out, ITK_MSG_CLI_EXISTS,
                     ITK_NO_ARGS);
    return cli->fault == ITK_FAULT_NONE && itk_cli_share(cli);
}

static void
run(struct session *session)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    itk_store *store = itk_store_new(session->cli->share);
    struct itk_original original;

    if (itk_original_read(&original, session->path, ITK_CASE_MAX_BYTES, &arena,
                          &err) &&
        (session->interview =
             itk_interview_new(store, &original.blob, session->documents.at,
                               session->documents.count, &err)) != NULL)
        interview(session, &original);
    else
        itk_cli_error(session->cli, &err);
    itk_interview_free(session->interview);
    itk_store_free(store);
    itk_error_fini(&err);
    itk_arena_fini(&arena);
}

enum itk_fault
itk_cmd_ask(struct itk_cli *cli, struct itk_strings args)
{
    struct session session = {.cli = cli, .terminal = isatty(STDIN_FILENO)};
    const struct itk_option options[] = {
        {.name = "-o", .value = &session.out},
        {.name = "--document", .many = &session.documents},
    };

    session.documents.at =
        itk_alloc((args.count + 1) * sizeof(*session.documents.at));
    if (itk_cli_options(cli, &args, options, ITK_COUNT(options))) {
        session.path = args.count ? args.at[0] : NULL;
        if (!args.count)
            itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_NO_CASE,
                         ITK_ARGS(cli->command));
        else if (args.count > 1)
            itk_cli_fail(cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_ARGUMENTS,
                         ITK_ARGS(cli->command));
        else if (can_start(&session))
            run(&session);
    }
    free(session.documents.at);
    itk_cli_flush(cli);
    return cli->fault;
}
