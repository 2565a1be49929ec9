/*
 * The words of a tag's text: blanks, signs, quoted text in straight or curly
 * quotation marks, numbers.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_WORDS_H
#define ITK_TMPL_WORDS_H

#include "base/arena.h"

/* What is left of a tag's text. */
struct itk_words {
    const char *at;
    const char *end;
};

/* Steps over blanks: also U+00A0 and U+3000, which Word and input methods put
 * in. */
void itk_words_blanks(struct itk_words *words);
/* Steps over `sign` and the blanks behind it, if it stands there. */
bool itk_words_accept(struct itk_words *words, const char *sign);
/* The same for a word: no letter or digit may follow it. */
bool itk_words_accept_word(struct itk_words *words, const char *word);
/* Text in single or double quotation marks, of whatever shape Word has made
 * them; \ takes the next character as it is. NULL when none stands there or it
 * is not closed. */
const char *itk_words_quoted(struct itk_words *words, struct itk_arena *arena);
/* Whether a quotation mark stands there. */
bool itk_words_quotes(const struct itk_words *words);
/* Digits with an optional fraction: their length, 0 when there are none. */
size_t itk_words_number(const struct itk_words *words);

#endif
