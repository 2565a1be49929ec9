/*
 * What may be the id of a case or the name of a guideline.
 * Source: Unicode 15 blocks; Naming Files, Paths, and Namespaces (Win32).
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "input/case.h"
#include "input/id.h"
#include "text/utf8.h"

static const struct range {
    uint32_t first, last;
} japanese[] = {
    {0x3005, 0x3007}, /* 々〆〇 */
    {0x3041, 0x3096}, /* hiragana */
    {0x309D, 0x309E}, /* ゝゞ */
    {0x30A1, 0x30FA}, /* katakana */
    {0x30FC, 0x30FE}, /* ーヽヾ */
    {0x3400, 0x4DBF}, /* kanji, extension A */
    {0x4E00, 0x9FFF}, /* kanji */
    /* The kanji among the compatibility ideographs, which NFC leaves alone. */
    {0xFA0E, 0xFA0F},
    {0xFA11, 0xFA11},
    {0xFA13, 0xFA14},
    {0xFA1F, 0xFA1F},
    {0xFA21, 0xFA21},
    {0xFA23, 0xFA24},
    {0xFA27, 0xFA29},
    {0x20000, 0x2A6DF}, /* kanji, extension B */
    {0x2A700, 0x2EBE0}, /* C to F */
    {0x30000, 0x323AF}, /* G, H */
};

static bool
is_ascii_name(uint32_t scalar)
{
    return (scalar >= '0' && scalar <= '9') ||
           (scalar >= 'A' && scalar <= 'Z') ||
           (scalar >= 'a' && scalar <= 'z') || scalar == '-' || scalar == '_' ||
           scalar == '.';
}

static bool
may_stand(uint32_t scalar)
{
    bool good = is_ascii_name(scalar);

    for (size_t i = 0; !good && i < ITK_COUNT(japanese); i++)
        good = scalar >= japanese[i].first && scalar <= japanese[i].last;
    return good;
}

/* CON, NUL.txt, com1: up to the first full stop, in any case. */
static bool
is_device(const char *id)
{
    static const char *const names[] = {"CON", "PRN", "AUX", "NUL"};
    const size_t size = strcspn(id, ".");

    for (size_t i = 0; i < ITK_COUNT(names); i++) {
        if (size == 3 && strncasecmp(id, names[i], 3) == 0)
            return true;
    }
    return size == 4 && id[3] >= '0' && id[3] <= '9' &&
           (strncasecmp(id, "COM", 3) == 0 || strncasecmp(id, "LPT", 3) == 0);
}

/* The first character that may not stand in an id, as U+XXXX into `name`. */
static bool
bad_character(const char *id, size_t size, char name[16])
{
    for (size_t at = 0; at < size;) {
        uint32_t scalar = 0xFFFD;
        const size_t length = itk_utf8_next(id + at, size - at, &scalar);

        if (length == 0 || !may_stand(scalar)) {
            (void)snprintf(name, 16, "U+%04X", (unsigned)scalar);
            return true;
        }
        at += length;
    }
    return false;
}

static bool
is_long(const char *id, size_t size)
{
    return size > ITK_CASE_ID_MAX_BYTES ||
           itk_utf8_count(id, size) > ITK_CASE_ID_MAX;
}

bool
itk_case_id_check(const char *id, enum itk_fault fault, struct itk_loc loc,
                  struct itk_error *err)
{
    const size_t size = id ? strlen(id) : 0;
    char name[16];

    if (size == 0)
        return itk_fail(err, fault, loc, ITK_MSG_CASE_NO_ID, ITK_NO_ARGS);
    /* Of an id that is long beyond measure, no more than this is looked at. */
    if (size <= ITK_CASE_ID_MAX_BYTES * 8 && bad_character(id, size, name))
        return itk_fail(err, fault, loc, ITK_MSG_CASE_ID_CHARACTER,
                        ITK_ARGS(id, name));
    if (size > ITK_CASE_ID_MAX_BYTES * 8 || is_long(id, size))
        return itk_fail(err, fault, loc, ITK_MSG_CASE_ID_LONG, ITK_NO_ARGS);
    if (id[0] == '.' || id[0] == '-' || id[size - 1] == '.')
        return itk_fail(err, fault, loc, ITK_MSG_CASE_ID_EDGE, ITK_ARGS(id));
    if (is_device(id))
        return itk_fail(err, fault, loc, ITK_MSG_CASE_ID_DEVICE, ITK_ARGS(id));
    return true;
}

bool
itk_guideline_id_check(const char *id, enum itk_fault fault, struct itk_loc loc,
                       struct itk_error *err)
{
    const size_t size = id ? strlen(id) : 0;

    if (size == 0)
        return itk_fail(err, fault, loc, ITK_MSG_CASE_NO_GUIDELINE,
                        ITK_NO_ARGS);
    if (size > ITK_CASE_ID_MAX ||
        strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != size)
        return itk_fail(err, fault, loc, ITK_MSG_CASE_BAD_GUIDELINE,
                        ITK_NO_ARGS);
    return true;
}
