/*
 * The number that a paragraph of a Japanese legal text begins with, and what it
 * makes of the paragraph: 第3条, 第3条の2, 第1 (条), 2 (項), (1) (号), ア.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TEXT_ORDINAL_H
#define ITK_TEXT_ORDINAL_H

#include "base/base.h"

enum itk_ordinal {
    ITK_ORDINAL_NONE,
    ITK_ORDINAL_ARTICLE,
    ITK_ORDINAL_PARAGRAPH,
    ITK_ORDINAL_ITEM,
    ITK_ORDINAL_SUBITEM
};

/* `*length` becomes the bytes of the number; it ends with the text, before a
 * blank or a heading in brackets, or is in brackets itself. What only looks
 * like a number (第5条の規定により…) is none. */
enum itk_ordinal itk_ordinal_at(const char *text, size_t *length);

/* How many bytes of blanks, tabs and full-width blanks the text begins with,
 * and how many are left without those at its end. */
size_t itk_blanks(const char *text);
size_t itk_without_blanks(const char *text, size_t size);

#endif
