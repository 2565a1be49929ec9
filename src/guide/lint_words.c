/*
 * Punctuation of what documents print. The comma is the loader's affair; here
 * is what is wrong in Japanese whatever the comma: half-width brackets and
 * katakana, a paragraph that ends without a full stop. And in any language two
 * blanks in a row.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "guide/lint.h"
#include "text/utf8.h"

#define FULL_STOP      0x3002u /* 。 */
#define FULL_STOP_WIDE 0xFF0Eu /* ． */

struct words {
    const struct itk_guide *guide;
    itk_findings *found;
    const char *file;
};

static bool
is_wide(uint32_t scalar)
{
    return scalar >= 0x2E80;
}

static bool
is_half_katakana(uint32_t scalar)
{
    return scalar >= 0xFF61 && scalar <= 0xFF9F;
}

/* A character of the text with its neighbours, in bytes `at` to `end`. */
struct letter {
    uint32_t before, scalar, after;
    size_t at, end;
};

/* Around Japanese; 5(3) is how a provision is cited. */
static bool
is_half_bracket(const struct letter *letter)
{
    if (letter->scalar == '(' || letter->scalar == '[')
        return is_wide(letter->after);
    return (letter->scalar == ')' || letter->scalar == ']') &&
           is_wide(letter->before);
}

/* A piece of the text around the letter, for the message. */
static void
refuse(const struct words *words, long line, const char *text,
       const struct letter *letter, enum itk_msg id)
{
    const size_t size = strlen(text);
    struct itk_buf around = ITK_BUF_INIT, one = ITK_BUF_INIT;
    size_t start = letter->at, end = letter->end;
    uint32_t scalar;

    for (int i = 0; i < 6 && start > 0; i++) {
        start--;
        while (start > 0 && ((unsigned char)text[start] & 0xC0) == 0x80)
            start--;
    }
    for (int i = 0; i < 6 && end < size; i++)
        end += itk_utf8_next(text + end, size - end, &scalar);
    itk_buf_add(&around, text + start, end - start);
    itk_buf_add(&one, text + letter->at, letter->end - letter->at);
    itk_lint_add(words->guide, words->found, ITK_SEV_ERROR, words->file, line,
                 id, ITK_ARGS(one.data, around.data));
    itk_buf_free(&around);
    itk_buf_free(&one);
}

static void
check_letter(const struct words *words, long line, const char *text,
             const struct letter *letter)
{
    const bool japanese = words->guide->lang == ITK_JA;

    if (letter->scalar == ' ' && letter->after == ' ')
        refuse(words, line, text, letter, ITK_MSG_LINT_BLANKS);
    else if (japanese && is_half_katakana(letter->scalar))
        refuse(words, line, text, letter, ITK_MSG_LINT_KATAKANA);
    else if (japanese && is_half_bracket(letter))
        refuse(words, line, text, letter, ITK_MSG_LINT_BRACKET);
}

static void
check_words(const struct words *words, long line, const char *text)
{
    const size_t size = strlen(text);
    struct letter letter = {0};
    uint32_t next = 0;

    (void)itk_utf8_next(text, size, &next);
    while (letter.at < size) {
        letter.scalar = next;
        letter.end = letter.at +
                     itk_utf8_next(text + letter.at, size - letter.at, &next);
        next = 0;
        if (letter.end < size)
            (void)itk_utf8_next(text + letter.end, size - letter.end, &next);
        letter.after = next;
        check_letter(words, line, text, &letter);
        letter.before = letter.scalar;
        letter.at = letter.end;
    }
}

static void
check_text(const struct words *words, struct itk_inlines text)
{
    for (size_t i = 0; i < text.count; i++) {
        const struct itk_inline *piece = &text.at[i];

        if (piece->text)
            check_words(words, piece->line, piece->text);
        check_text(words, (struct itk_inlines){piece->kids, piece->kids_count});
    }
}

/* The last character that is no closing bracket. */
static uint32_t
last_letter(const char *text)
{
    static const uint32_t closing[] = {0x300D, 0x300F, 0xFF09, 0x3011, ' '};
    const size_t size = strlen(text);
    uint32_t last = 0, scalar = 0;

    for (size_t at = 0; at < size;) {
        bool closes = false;

        at += itk_utf8_next(text + at, size - at, &scalar);
        for (size_t i = 0; i < ITK_COUNT(closing); i++)
            closes = closes || scalar == closing[i];
        last = closes ? last : scalar;
    }
    return last;
}

/* Whatever of its conditional pieces are there. */
static bool
ends_with_stop(struct itk_inlines text)
{
    const struct itk_inline *last;

    if (!text.count)
        return true;
    last = &text.at[text.count - 1];
    if (last->kind == ITK_INLINE_IF)
        return ends_with_stop(
                   (struct itk_inlines){last->kids, last->kids_count}) &&
               ends_with_stop((struct itk_inlines){text.at, text.count - 1});
    if (last->kind != ITK_INLINE_TEXT)
        return false;
    return last_letter(last->text) == FULL_STOP ||
           last_letter(last->text) == FULL_STOP_WIDE;
}

static void
check_passages(const struct words *words, const struct itk_passage *passages,
               size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct itk_passage *passage = &passages[i];

        check_text(words, passage->text);
        check_passages(words, passage->kids, passage->kids_count);
        for (size_t j = 0; j < passage->columns_count; j++) {
            check_words(words, passage->line, passage->columns[j].label);
            check_text(words, passage->columns[j].text);
        }
        if (passage->kind == ITK_PASSAGE_PARAGRAPH &&
            words->guide->lang == ITK_JA && !ends_with_stop(passage->text))
            itk_lint_add(words->guide, words->found, ITK_SEV_ERROR, words->file,
                         passage->line, ITK_MSG_LINT_STOP, ITK_NO_ARGS);
    }
}

static void
check_clause(struct words words, const struct itk_clause *clause)
{
    words.file = clause->file;
    for (size_t i = 0; i < clause->versions_count; i++) {
        const struct itk_clause_version *version = &clause->versions[i];

        check_words(&words, version->line, version->title);
        check_words(&words, version->line, version->check);
        check_passages(&words, version->passages, version->passages_count);
    }
}

static void
check_document(const struct words *words,
               const struct itk_document_version *version)
{
    check_words(words, version->line, version->title);
    for (size_t i = 0; i < version->texts_count; i++) {
        for (size_t j = 0; j < version->texts[i].count; j++)
            check_text(words, version->texts[i].items[j].text);
    }
}

void
itk_lint_words(const struct itk_guide *guide, itk_findings *found)
{
    const struct words words = {guide, found, "documents.xml"};
    const struct words in_packet = {guide, found, ITK_PACKET_FILE};

    for (size_t i = 0; i < guide->clauses_count; i++)
        check_clause(words, &guide->clauses[i]);
    for (size_t i = 0; i < guide->documents_count; i++) {
        for (size_t j = 0; j < guide->documents[i].versions_count; j++)
            check_document(&words, &guide->documents[i].versions[j]);
    }
    for (size_t i = 0; i < guide->packet.documents_count; i++) {
        const struct itk_document *document = &guide->packet.documents[i];

        for (size_t j = 0; j < document->versions_count; j++)
            check_document(&in_packet, &document->versions[j]);
    }
}
