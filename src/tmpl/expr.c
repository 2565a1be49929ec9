/*
 * Conditions of sections.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "tmpl/expr.h"
#include "tmpl/path.h"

struct reader {
    struct itk_words *words;
    struct itk_arena *arena;
    unsigned depth;
};

static const struct itk_expr *read_or(struct reader *r);

static const struct itk_expr *
make(struct reader *r, struct itk_expr expr)
{
    struct itk_expr *made = itk_arena_alloc(r->arena, sizeof(*made));

    *made = expr;
    return made;
}

static const struct itk_expr *
join(struct reader *r, enum itk_expr_kind kind, const struct itk_expr *left,
     const struct itk_expr *right)
{
    return left && right ? make(r, (struct itk_expr){.kind = kind,
                                                     .left = left,
                                                     .right = right})
                         : NULL;
}

size_t
itk_expr_path(const struct itk_words *words)
{
    static const char *const helpers[] = {"$index", "$number", "$first",
                                          "$last", "$count"};
    const size_t left = (size_t)(words->end - words->at);
    const size_t size = itk_path_size(words->at, left);

    if (size > 0 || left == 0)
        return size;
    if (*words->at == '.')
        return left == 1 || words->at[1] < '0' || words->at[1] > '9';
    for (size_t i = 0; i < ITK_COUNT(helpers); i++) {
        struct itk_words copy = *words;

        copy.at++;
        if (*words->at == '$' && itk_words_accept_word(&copy, helpers[i] + 1))
            return strlen(helpers[i]);
    }
    return 0;
}

/* The next `size` bytes are an operand. */
static const struct itk_expr *
take(struct reader *r, enum itk_expr_kind kind, size_t size)
{
    const char *text = itk_arena_copy(r->arena, r->words->at, size);

    r->words->at += size;
    itk_words_blanks(r->words);
    return make(r, (struct itk_expr){.kind = kind, .text = text, .size = size});
}

static const struct itk_expr *
read_brackets(struct reader *r)
{
    const struct itk_expr *inner;

    if (r->depth == ITK_EXPR_MAX_DEPTH)
        return NULL;
    r->depth++;
    inner = read_or(r);
    r->depth--;
    return inner && itk_words_accept(r->words, ")") ? inner : NULL;
}

static const struct itk_expr *
read_operand(struct reader *r)
{
    struct itk_words *words = r->words;
    const struct itk_words number = {
        words->at + (words->at < words->end && *words->at == '-'), words->end};
    const char *text;
    size_t size;

    if (itk_words_accept(words, "("))
        return read_brackets(r);
    if (itk_words_accept_word(words, "true"))
        return make(r, (struct itk_expr){.kind = ITK_EXPR_TRUE});
    if (itk_words_accept_word(words, "false"))
        return make(r, (struct itk_expr){.kind = ITK_EXPR_FALSE});
    if (itk_words_accept_word(words, "null") ||
        itk_words_accept_word(words, "undefined"))
        return make(r, (struct itk_expr){.kind = ITK_EXPR_NOTHING});
    /* Before the names: a curly mark could begin one. */
    if (itk_words_quotes(words)) {
        text = itk_words_quoted(words, r->arena);
        return text ? make(r, (struct itk_expr){.kind = ITK_EXPR_TEXT,
                                                .text = text,
                                                .size = strlen(text)})
                    : NULL;
    }
    size = itk_words_number(&number);
    if (size > 0)
        return take(r, ITK_EXPR_NUMBER, size + (size_t)(number.at - words->at));
    size = itk_expr_path(words);
    return size > 0 ? take(r, ITK_EXPR_PATH, size) : NULL;
}

static const struct itk_expr *
read_compare(struct reader *r)
{
    static const struct {
        const char *sign;
        enum itk_expr_kind kind;
    } signs[] = {/* longer ones first */
                 {"===", ITK_EXPR_EQUAL},     {"!==", ITK_EXPR_UNEQUAL},
                 {"==", ITK_EXPR_EQUAL},      {"!=", ITK_EXPR_UNEQUAL},
                 {"<=", ITK_EXPR_LESS_EQUAL}, {">=", ITK_EXPR_GREATER_EQUAL},
                 {"=", ITK_EXPR_EQUAL},       {"<", ITK_EXPR_LESS},
                 {">", ITK_EXPR_GREATER}};
    const struct itk_expr *left = read_operand(r), *right = NULL;
    size_t i = 0;

    while (left && i < ITK_COUNT(signs) &&
           !itk_words_accept(r->words, signs[i].sign))
        i++;
    if (!left || i == ITK_COUNT(signs))
        return left;
    right = read_operand(r);
    if (right && signs[i].kind > ITK_EXPR_UNEQUAL &&
        (left->kind == ITK_EXPR_NOTHING || right->kind == ITK_EXPR_NOTHING))
        return NULL;
    return join(r, signs[i].kind, left, right);
}

static const struct itk_expr *
read_not(struct reader *r)
{
    const struct itk_words before = *r->words;
    const struct itk_expr *inner;
    const bool sign = itk_words_accept(r->words, "!");

    if (!sign && !itk_words_accept_word(r->words, "not"))
        return read_compare(r);
    /* A field may be called "not": {#not == 1}. */
    if (!sign &&
        (r->words->at == r->words->end || strchr("=<>&|)", *r->words->at))) {
        *r->words = before;
        return read_compare(r);
    }
    if (r->depth == ITK_EXPR_MAX_DEPTH)
        return NULL;
    r->depth++;
    inner = read_not(r);
    r->depth--;
    return inner
               ? make(r, (struct itk_expr){.kind = ITK_EXPR_NOT, .left = inner})
               : NULL;
}

static const struct itk_expr *
read_and(struct reader *r)
{
    const struct itk_expr *left = read_not(r);

    while (left && (itk_words_accept(r->words, "&&") ||
                    itk_words_accept_word(r->words, "and")))
        left = join(r, ITK_EXPR_AND, left, read_not(r));
    return left;
}

static const struct itk_expr *
read_or(struct reader *r)
{
    const struct itk_expr *left = read_and(r);

    while (left && (itk_words_accept(r->words, "||") ||
                    itk_words_accept_word(r->words, "or")))
        left = join(r, ITK_EXPR_OR, left, read_and(r));
    return left;
}

const struct itk_expr *
itk_expr_read(struct itk_words *words, struct itk_arena *arena)
{
    struct reader r = {.words = words, .arena = arena};

    return read_or(&r);
}
