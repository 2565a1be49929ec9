/*
 * Every message of the program, in English and Japanese, from one table
 * (messages.def). Ids never change once released.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_BASE_MESSAGE_H
#define ITK_BASE_MESSAGE_H

#include "base/base.h"
#include "base/buf.h"

enum itk_msg {
#define X(symbol, id, en, ja, hint_en, hint_ja) ITK_MSG_##symbol,
#include "base/messages.def"
#undef X
    ITK_MSG_COUNT
};

/* The stable id, such as "case-bad-date". */
const char *itk_message_id(enum itk_msg msg);

/* Appends the text with {1}..{9} replaced. A missing argument is "". Control
 * characters of an argument come out as U+FFFD (itk_message_safe), so that no
 * value can forge a line of its own. */
void itk_message_text(struct itk_buf *out, enum itk_lang lang, enum itk_msg msg,
                      const char *const args[]);

/* The same for the hint; appends nothing when there is none. */
void itk_message_hint(struct itk_buf *out, enum itk_lang lang, enum itk_msg msg,
                      const char *const args[]);

/* Appends text of unknown origin so that a terminal or log shows one line of
 * it: bytes that are not UTF-8, control, bidirectional and line-ending
 * characters come out as U+FFFD. */
void itk_message_safe(struct itk_buf *out, const char *text, size_t size);

/* The raw table entry, for tests. */
const char *itk_message_raw(enum itk_msg msg, enum itk_lang lang, bool hint);

#endif
