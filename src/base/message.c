/*
 * The table of messages, and the only place where arguments meet its texts.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <string.h>

#include "base/message.h"

static const struct message {
    const char *id;
    const char *text[ITK_LANGS];
    const char *hint[ITK_LANGS];
} messages[ITK_MSG_COUNT] = {
#define X(symbol, id, en, ja, hint_en, hint_ja)                                \
    {id, {en, ja}, {hint_en, hint_ja}},
#include "base/messages.def"
#undef X
};

const char *
itk_message_id(enum itk_msg msg)
{
    assert((size_t)msg < ITK_MSG_COUNT);
    return messages[msg].id;
}

const char *
itk_message_raw(enum itk_msg msg, enum itk_lang lang, bool hint)
{
    assert((size_t)msg < ITK_MSG_COUNT && lang < ITK_LANGS);
    return hint ? messages[msg].hint[lang] : messages[msg].text[lang];
}

/* The length of the UTF-8 sequence at `text` and its value; 0 when it is not
 * well formed (Unicode 15, table 3-7). text/utf8.h is out of reach here. */
static size_t
sequence(const unsigned char *text, size_t size, uint32_t *scalar)
{
    const unsigned char lead = text[0];
    const size_t length = lead < 0x80                    ? 1
                          : lead >= 0xC2 && lead <= 0xDF ? 2
                          : lead >= 0xE0 && lead <= 0xEF ? 3
                          : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                         : 0;
    uint32_t value = length == 1 ? lead : lead & (0x7Fu >> length);

    if (length == 0 || length > size)
        return 0;
    for (size_t i = 1; i < length; i++) {
        if ((text[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (text[i] & 0x3Fu);
    }
    if ((length == 3 && value < 0x800) || (length == 4 && value < 0x10000) ||
        (value >= 0xD800 && value <= 0xDFFF) || value > 0x10FFFF)
        return 0;
    *scalar = value;
    return length;
}

/* May stand in a line shown to a person: no control, no bidirectional control
 * (Unicode 15, UAX #9), no line or paragraph separator, no non-character. */
static bool
is_showable(uint32_t scalar)
{
    return scalar >= 0x20 && (scalar < 0x7F || scalar > 0x9F) &&
           scalar != 0x061C && scalar != 0x200E && scalar != 0x200F &&
           (scalar < 0x2028 || scalar > 0x202E) &&
           (scalar < 0x2066 || scalar > 0x2069) &&
           (scalar < 0xFDD0 || scalar > 0xFDEF) && (scalar & 0xFFFE) != 0xFFFE;
}

void
itk_message_safe(struct itk_buf *out, const char *text, size_t size)
{
    size_t at = 0;

    while (at < size) {
        uint32_t scalar = 0;
        const size_t length =
            sequence((const unsigned char *)text + at, size - at, &scalar);

        if (length && is_showable(scalar))
            itk_buf_add(out, text + at, length);
        else
            itk_buf_adds(out, "\xEF\xBF\xBD");
        at += length ? length : 1;
    }
}

/* {1}..{9} alone are replaced; any other brace stands for itself. */
static void
fill(struct itk_buf *out, const char *text, const char *const args[])
{
    size_t count = 0;

    while (args && count < 9 && args[count])
        count++;
    while (*text) {
        const size_t plain = strcspn(text, "{");

        itk_buf_add(out, text, plain);
        text += plain;
        if (text[0] == '{' && text[1] >= '1' && text[1] <= '9' &&
            text[2] == '}') {
            const size_t n = (size_t)(text[1] - '1');

            if (n < count)
                itk_message_safe(out, args[n], strlen(args[n]));
            text += 3;
        } else if (text[0]) {
            itk_buf_addc(out, *text++);
        }
    }
}

void
itk_message_text(struct itk_buf *out, enum itk_lang lang, enum itk_msg msg,
                 const char *const args[])
{
    fill(out, itk_message_raw(msg, lang, false), args);
}

void
itk_message_hint(struct itk_buf *out, enum itk_lang lang, enum itk_msg msg,
                 const char *const args[])
{
    fill(out, itk_message_raw(msg, lang, true), args);
}
