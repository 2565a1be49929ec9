/*
 * What of a bound document has a name, and the fields that name it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "render/bind_data.h"

#define MAX_NAME 40u /* characters that Word keeps of a bookmark's name */

void
itk_bind_put_end(struct itk_buf *out, size_t piece)
{
    itk_buf_adds(out, "_E_");
    itk_buf_addu(out, piece);
}

void
itk_bind_put_begin(struct itk_buf *out, size_t piece)
{
    itk_buf_adds(out, "_B_");
    itk_buf_addu(out, piece);
}

/* A name of the document's own: with the number of the piece behind it, or,
 * where that is too long, what is as good as the name. */
void
itk_bind_put_name(struct itk_bind_pass *pass, const char *name, size_t size,
                  struct itk_buf *out)
{
    char tail[24];

    snprintf(tail, sizeof(tail), "_%zu", pass->number);
    if (size + strlen(tail) > MAX_NAME) {
        char sum[24];

        snprintf(sum, sizeof(sum), "_%016llx",
                 (unsigned long long)XXH3_64bits(name, size));
        itk_buf_adds(out, sum);
    } else {
        itk_buf_add(out, name, size);
    }
    itk_buf_adds(out, tail);
}

static bool
word_is(const char *word, size_t size, const char *text)
{
    return strlen(text) == size && !memcmp(word, text, size);
}

static size_t
next_row(const struct itk_piece *piece, size_t *next)
{
    const size_t row = *next < piece->rows_count ? piece->rows[*next] : 0;

    ++*next;
    return row;
}

static const char blanks[] = " \t\r\n";
#define ALONE                                                                  \
    " QUOTE － " /* a field that says it, as its text does already             \
                  */

/* A field's code: what it names, and its pages. */
static void
put_code(struct itk_bind_pass *pass, const char *code, size_t size,
         struct itk_buf *out)
{
    const char *at = code, *end = code + size, *word, *name;
    const size_t before = out->size;

    while (at < end && strchr(blanks, *at))
        at++;
    word = at;
    while (at < end && !strchr(blanks, *at))
        at++;
    itk_buf_add(out, code, (size_t)(word - code));
    if (word_is(word, (size_t)(at - word), "NUMPAGES")) {
        itk_buf_adds(out, "PAGEREF ");
        itk_bind_put_end(out, pass->number);
        itk_buf_add(out, at, (size_t)(end - at));
        return;
    }
    name = at;
    while (name < end && strchr(blanks, *name))
        name++;
    itk_buf_add(out, word, (size_t)(name - word));
    if (!word_is(word, (size_t)(at - word), "REF") &&
        !word_is(word, (size_t)(at - word), "PAGEREF") &&
        !word_is(word, (size_t)(at - word), "NOTEREF")) {
        itk_buf_add(out, name, (size_t)(end - name));
        return;
    }
    at = name;
    while (at < end && !strchr(blanks, *at))
        at++;
    if (word_is(name, (size_t)(at - name), ITK_BIND_ROW_END) &&
        pass->piece->alone) {
        out->size = before;
        itk_buf_adds(out, ALONE);
        return;
    }
    if (word_is(name, (size_t)(at - name), ITK_BIND_ROW_END))
        itk_bind_put_end(out, next_row(pass->piece, &pass->next_end));
    else
        itk_bind_put_name(pass, name, (size_t)(at - name), out);
    itk_buf_add(out, at, (size_t)(end - at));
}

void
itk_bind_put_anchor(struct itk_bind_walk *w, struct itk_bind_value value)
{
    struct itk_bind_pass *pass = w->pass;

    itk_bind_copy(w, value.at);
    if (word_is(value.at, value.size, ITK_BIND_ROW))
        itk_bind_put_begin(w->out,
                           pass->piece->alone
                               ? pass->number
                               : next_row(pass->piece, &pass->next_row));
    else
        itk_bind_put_name(pass, value.at, value.size, w->out);
    w->copied = value.at + value.size;
}

/* What stands between <w:instrText> and its end. */
static void
put_instruction(struct itk_bind_walk *w, const struct itk_bind_tag *tag)
{
    const char *to = memchr(tag->end, '<', (size_t)(w->end - tag->end));

    if (!to || tag->end[-2] == '/')
        return;
    itk_bind_copy(w, tag->end);
    put_code(w->pass, tag->end, (size_t)(to - tag->end), w->out);
    w->copied = to;
}

bool
itk_bind_field(struct itk_bind_walk *w, const struct itk_bind_tag *tag)
{
    struct itk_bind_value value;

    if (itk_bind_is(tag, "w:instrText")) {
        put_instruction(w, tag);
        return true;
    }
    if (!itk_bind_is(tag, "w:fldSimple"))
        return false;
    value = itk_bind_attribute(tag, "w:instr");
    if (value.at) {
        itk_bind_copy(w, value.at);
        put_code(w->pass, value.at, value.size, w->out);
        w->copied = value.at + value.size;
    }
    return true;
}

void
itk_bind_fields(struct itk_bind_pass *pass, const struct itk_buf *run,
                struct itk_buf *out)
{
    struct itk_bind_walk w = {.pass = pass,
                              .out = out,
                              .at = run->data,
                              .end = run->data + run->size,
                              .copied = run->data};
    struct itk_bind_tag tag;

    while (itk_bind_next(&w, &tag))
        (void)itk_bind_field(&w, &tag);
    itk_bind_copy(&w, w.end);
}
