/*
 * itaku: finds the command, runs it, and maps its result to an exit status.
 * Environment, locale and the program's own place are read here only.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <jansson.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/build.h"
#include "cli/cmd.h"
#include "xml/xml.h"

/* Temporaries go, the next run resumes. */
static void
on_signal(int number)
{
    (void)number;
    itk_temps_remove_all();
    _exit(ITK_FAULT_MACHINE);
}

/* Case data is personal: no core files, no files for others to read. Returns
 * the mask that the user has set. */
static mode_t
harden(void)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP};
    const struct rlimit none = {0, 0};

    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    signal(SIGPIPE, SIG_IGN);
    for (size_t i = 0; i < ITK_COUNT(ends); i++)
        signal(ends[i], on_signal);
    return umask(077);
}

/* Blocks of some hundred KiB come and go while a template is read. Handed back
 * to the kernel each time, all their pages would be made anew. */
static void
keep_freed_memory(void)
{
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 8 << 20);
    mallopt(M_TOP_PAD, 256 << 10);
}

static enum itk_lang
locale_lang(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < ITK_COUNT(names); i++) {
        const char *value = getenv(names[i]);

        if (value && value[0])
            return !strncmp(value, "ja", 2) ? ITK_JA : ITK_EN;
    }
    return ITK_EN;
}

/* share/itaku beside the program (as built) or beside its folder (as
 * installed). Into `path`; false when neither is there. */
static bool
find_share(char *path, size_t room)
{
    static const char *const places[] = {"/share/itaku", "/../share/itaku"};
    char self[4096];
    const ssize_t size = readlink("/proc/self/exe", self, sizeof(self) - 1);
    char *slash;

    if (size <= 0)
        return false;
    self[size] = '\0';
    slash = strrchr(self, '/');
    if (!slash)
        return false;
    *slash = '\0';
    for (size_t i = 0; i < ITK_COUNT(places); i++) {
        const int got = snprintf(path, room, "%s%s/clauses", self, places[i]);

        if (got < 0 || (size_t)got >= room || access(path, R_OK) != 0)
            continue;
        path[strlen(path) - strlen("/clauses")] = '\0';
        return true;
    }
    return false;
}

static void
print_help(const struct itk_cli *cli, const struct itk_command *command)
{
    const struct itk_command *commands;
    size_t count;

    if (command) {
        fputs(command->help.in[cli->lang], stdout);
        return;
    }
    commands = itk_commands(&count);
    fputs(cli->lang == ITK_JA
              ? "使い方: itaku コマンド [引数]\n\n"
                "個人情報等の外部委託に必要な文書を作成します。\n\n"
              : "usage: itaku COMMAND [ARGUMENTS]\n\n"
                "Makes the documents that outsourcing of personal information "
                "needs.\n\n",
          stdout);
    for (size_t i = 0; i < count; i++)
        printf("  %-10s%s\n", commands[i].name,
               commands[i].summary.in[cli->lang]);
    fputs(cli->lang == ITK_JA
              ? "\n各コマンドの説明: itaku コマンド --help\n"
                "共通: --lang ja|en, --data フォルダー, --version\n"
              : "\nMore on each: itaku COMMAND --help\n"
                "For all: --lang ja|en, --data FOLDER, --version\n",
          stdout);
}

/* The options that every command has: taken out of `args`, up to "--". */
struct common {
    bool help, version;
    const char *lang, *data;
};

static bool
take_value(struct itk_strings args, size_t *i, const char *name,
           const char **value)
{
    const size_t size = strlen(name);

    if (!strncmp(args.at[*i], name, size) && args.at[*i][size] == '=') {
        *value = args.at[*i] + size + 1;
        return true;
    }
    if (strcmp(args.at[*i], name) != 0 || *i + 1 >= args.count)
        return false;
    *value = args.at[++*i];
    return true;
}

static void
take_common(struct itk_strings *args, struct common *common)
{
    size_t kept = 0;
    bool open = true;

    for (size_t i = 0; i < args->count; i++) {
        open = open && strcmp(args->at[i], "--") != 0;
        if (open && !strcmp(args->at[i], "--help"))
            common->help = true;
        else if (open && !strcmp(args->at[i], "--version"))
            common->version = true;
        else if (open && (take_value(*args, &i, "--lang", &common->lang) ||
                          take_value(*args, &i, "--data", &common->data)))
            continue;
        else
            args->at[kept++] = args->at[i];
    }
    args->count = kept;
}

static enum itk_fault
dispatch(struct itk_cli *cli, struct itk_strings args,
         const struct common *common)
{
    const struct itk_command *command =
        args.count ? itk_command_find(args.at[0]) : NULL;

    if (common->version) {
        printf("itaku %s\n", ITK_VERSION);
    } else if (common->help && (command || !args.count)) {
        print_help(cli, command);
    } else if (command) {
        cli->command = command->name;
        return command->run(cli,
                            (struct itk_strings){args.at + 1, args.count - 1});
    } else {
        itk_cli_fail(cli, ITK_FAULT_CALLER, NULL,
                     args.count ? ITK_MSG_CLI_UNKNOWN_COMMAND
                                : ITK_MSG_CLI_NO_COMMAND,
                     ITK_ARGS(args.count ? args.at[0] : ""));
    }
    itk_cli_flush(cli);
    return cli->fault;
}

int
main(int argc, char **argv)
{
    struct itk_cli cli = {.lang = locale_lang(), .program = argv[0]};
    struct common common = {0};
    struct itk_buf build = ITK_BUF_INIT;
    struct itk_strings args;
    char share[4200];
    enum itk_fault fault;

    cli.mode = 0666u & ~(unsigned)harden();
    keep_freed_memory();
    itk_xml_init();
    /* A value that finds no memory would be missing from what is written. */
    json_set_alloc_funcs(itk_alloc, free);
    args.count = argc > 0 ? (size_t)argc - 1 : 0;
    args.at = itk_alloc((args.count + 1) * sizeof(const char *));
    for (size_t i = 0; i < args.count; i++)
        args.at[i] = argv[i + 1];
    take_common(&args, &common);
    cli.build = itk_build_id(&build) ? build.data : NULL;
    if (common.lang && !strcmp(common.lang, "ja"))
        cli.lang = ITK_JA;
    else if (common.lang && !strcmp(common.lang, "en"))
        cli.lang = ITK_EN;
    if (common.data)
        cli.share = common.data;
    else if (find_share(share, sizeof(share)))
        cli.share = share;
    if (common.lang && strcmp(common.lang, "ja") != 0 &&
        strcmp(common.lang, "en") != 0) {
        itk_cli_fail(&cli, ITK_FAULT_CALLER, NULL, ITK_MSG_CLI_LANG,
                     ITK_ARGS(common.lang));
        fault = cli.fault;
    } else {
        fault = dispatch(&cli, args, &common);
    }
    free(args.at);
    itk_buf_free(&build);
    itk_xml_done();
    return (int)fault;
}
