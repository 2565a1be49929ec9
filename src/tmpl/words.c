/*
 * The words of a tag's text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "base/buf.h"
#include "tmpl/path.h"
#include "tmpl/words.h"

static bool
starts(const struct itk_words *words, const char *text)
{
    const size_t size = strlen(text);

    return (size_t)(words->end - words->at) >= size &&
           memcmp(words->at, text, size) == 0;
}

void
itk_words_blanks(struct itk_words *words)
{
    static const char *const blanks[] = {" ", "\t", "\n", "\u00A0", "\u3000"};
    size_t i = 0;

    while (i < ITK_COUNT(blanks)) {
        if (starts(words, blanks[i])) {
            words->at += strlen(blanks[i]);
            i = 0;
        } else {
            i++;
        }
    }
}

bool
itk_words_accept(struct itk_words *words, const char *sign)
{
    if (!starts(words, sign))
        return false;
    words->at += strlen(sign);
    itk_words_blanks(words);
    return true;
}

bool
itk_words_accept_word(struct itk_words *words, const char *word)
{
    const size_t size = strlen(word);

    return starts(words, word) &&
           itk_path_size(words->at, (size_t)(words->end - words->at)) == size &&
           itk_words_accept(words, word);
}

/* The bytes of a quotation mark, and whether it is a double one; 0: none. */
static size_t
mark_of(const struct itk_words *words, bool *is_double)
{
    static const struct {
        const char *mark;
        bool is_double;
    } marks[] = {{"'", false},      {"\u2018", false}, {"\u2019", false},
                 {"\u201A", false}, {"\u201B", false}, {"\uFF07", false},
                 {"\"", true},      {"\u201C", true},  {"\u201D", true},
                 {"\u201E", true},  {"\u201F", true},  {"\uFF02", true}};

    for (size_t i = 0; i < ITK_COUNT(marks); i++) {
        if (starts(words, marks[i].mark)) {
            *is_double = marks[i].is_double;
            return strlen(marks[i].mark);
        }
    }
    return 0;
}

bool
itk_words_quotes(const struct itk_words *words)
{
    bool is_double;

    return mark_of(words, &is_double) > 0;
}

const char *
itk_words_quoted(struct itk_words *words, struct itk_arena *arena)
{
    struct itk_buf text = ITK_BUF_INIT;
    bool opened = false, closed = false;
    size_t size = mark_of(words, &opened);
    const char *kept = NULL;

    if (size == 0)
        return NULL;
    for (words->at += size; words->at < words->end && !kept;) {
        size = mark_of(words, &closed);
        if (size > 0 && closed == opened) {
            words->at += size;
            kept = itk_arena_copy(arena, text.data, text.size);
            continue;
        }
        if (*words->at == '\\' && words->at + 1 < words->end)
            words->at++;
        itk_buf_addc(&text, *words->at++);
    }
    itk_words_blanks(words);
    itk_buf_free(&text);
    return kept;
}

static size_t
digits(const char *at, const char *end)
{
    size_t size = 0;

    while (at + size < end && at[size] >= '0' && at[size] <= '9')
        size++;
    return size;
}

size_t
itk_words_number(const struct itk_words *words)
{
    const size_t whole = digits(words->at, words->end);
    const char *point = words->at + whole;
    size_t fraction = 0;

    if (whole > 0 && point < words->end && *point == '.')
        fraction = digits(point + 1, words->end);
    return whole + (fraction ? fraction + 1 : 0);
}
