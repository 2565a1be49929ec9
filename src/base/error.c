/*
 * One failure as two lines of text, one in each language, and the end of the
 * program when there is no memory.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"

static const struct itk_label error_kind = {{"error", "エラー"}};

static bool
has(const char *text)
{
    return text && *text;
}

static void
add_safe(struct itk_buf *out, const char *text)
{
    itk_message_safe(out, text, strlen(text));
}

static void
add_number(struct itk_buf *out, long number)
{
    itk_buf_addc(out, ':');
    itk_buf_addu(out, (uint64_t)number);
}

static void
add_place(struct itk_buf *out, enum itk_lang lang, struct itk_loc loc)
{
    const char *where = loc.place ? loc.place->in[lang] : loc.where;
    const bool line = has(loc.file) && loc.line > 0;

    add_safe(out, has(loc.file) ? loc.file : "itaku");
    if (line)
        add_number(out, loc.line);
    if (line && loc.column > 0)
        add_number(out, loc.column);
    if (has(where)) {
        itk_buf_adds(out, has(loc.file) && !line ? " " : ": ");
        add_safe(out, where);
    }
    itk_buf_adds(out, ": ");
}

void
itk_loc_text(struct itk_buf *out, enum itk_lang lang, struct itk_label kind,
             struct itk_loc loc, enum itk_msg id, const char *const args[])
{
    const char *label = loc.label ? loc.label->in[lang] : NULL;

    add_place(out, lang, loc);
    itk_buf_adds(out, kind.in[lang]);
    itk_buf_adds(out, ": ");
    itk_message_text(out, lang, id, args);
    if (has(label)) {
        itk_buf_adds(out, " 「");
        add_safe(out, label);
        itk_buf_adds(out, "」");
    }
    if (has(loc.field)) {
        itk_buf_adds(out, " (");
        add_safe(out, loc.field);
        itk_buf_addc(out, ')');
    }
    itk_buf_adds(out, " [");
    itk_buf_adds(out, itk_message_id(id));
    itk_buf_addc(out, ']');
}

bool
itk_fail_both(struct itk_error *err, enum itk_fault fault, struct itk_loc loc,
              enum itk_msg id, const char *const en[], const char *const ja[])
{
    struct itk_error made = {.fault = fault, .id = id};

    for (enum itk_lang lang = ITK_EN; lang < ITK_LANGS; lang++) {
        const char *const *args = lang == ITK_EN ? en : ja;
        struct itk_buf text = ITK_BUF_INIT, hint = ITK_BUF_INIT;

        itk_loc_text(&text, lang, error_kind, loc, id, args);
        itk_message_hint(&hint, lang, id, args);
        made.text[lang] = itk_buf_take(&text);
        made.hint[lang] = itk_buf_take(&hint);
    }
    /* Only now: arguments may be texts of the error that is replaced. */
    itk_error_fini(err);
    *err = made;
    return false;
}

bool
itk_fail(struct itk_error *err, enum itk_fault fault, struct itk_loc loc,
         enum itk_msg id, const char *const args[])
{
    return itk_fail_both(err, fault, loc, id, args, args);
}

bool
itk_error_is_set(const struct itk_error *err)
{
    return err->text[ITK_EN] != NULL;
}

void
itk_error_fini(struct itk_error *err)
{
    if (!err)
        return;
    for (size_t lang = 0; lang < ITK_LANGS; lang++) {
        free(err->text[lang]);
        free(err->hint[lang]);
    }
    *err = ITK_ERROR_INIT;
}

/* One piece of the prepared line; writev's signature drops the const. */
static struct iovec
piece(const char *text)
{
    const union {
        const char *text;
        void *base;
    } same = {text};

    return (struct iovec){same.base, strlen(text)};
}

_Noreturn void
itk_no_memory(void)
{
    const struct iovec line[] = {
        piece("itaku: error: "),
        piece(itk_message_raw(ITK_MSG_NO_MEMORY, ITK_EN, false)),
        piece(" / "),
        piece(itk_message_raw(ITK_MSG_NO_MEMORY, ITK_JA, false)),
        piece(" ["),
        piece(itk_message_id(ITK_MSG_NO_MEMORY)),
        piece("]\n"),
    };

    itk_temps_remove_all();
    /* If even this cannot be written, the status alone has to say it. */
    if (writev(STDERR_FILENO, line, (int)ITK_COUNT(line)) < 0)
        _exit(ITK_FAULT_MACHINE);
    _exit(ITK_FAULT_MACHINE);
}
