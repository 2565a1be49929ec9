/*
 * JSON as data for a template. A parser of our own, since numbers must stay as
 * they are written (a reader that makes floating point numbers of them turns
 * 0.10 into 0.1) and texts without escapes need not be copied.
 *
 * Source  RFC 8259.
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

#include "base/bytes.h"
#include "input/data_tree.h"
#include "text/utf8.h"

/* Where the reader is: in a member or in an item of a list. */
struct step {
    const char *name; /* NULL: an item */
    size_t size;
    size_t index;
};

struct json {
    const struct itk_blob *blob;
    const char *begin, *at, *end;
    long line; /* of `begin` */
    itk_dataset *data;
    struct step steps[ITK_DATA_MAX_DEPTH + 1];
    size_t depth;
    struct itk_error *err;
};

static const struct itk_label a_value = {{"a value", "値"}};
static const struct itk_label a_name = {
    {"a name in double quotes", "二重引用符で囲んだ名前"}};
static const struct itk_label a_colon = {{"a colon", "コロン"}};
static const struct itk_label comma_or_brace = {
    {"a comma or }", "コンマ又は「}」"}};
static const struct itk_label comma_or_bracket = {
    {"a comma or ]", "コンマ又は「]」"}};
static const struct itk_label an_end = {
    {"the end of the data", "データの終わり"}};
static const struct itk_label a_quote = {
    {"the double quote that ends the text", "文字列を閉じる二重引用符"}};
static const struct itk_label an_escape = {
    {"an escape such as \\n or \\u3042", "\\n や \\u3042 のような表記"}};
static const struct itk_label a_digit = {{"a digit", "数字"}};

static long
line_at(const struct json *j, const char *at)
{
    long line = j->line;

    for (const char *p = j->begin; p < at; p++)
        line += *p == '\n';
    return line;
}

/* "/items/3/name" (RFC 6901, but that / and ~ in a name stay). */
static void
add_pointer(const struct json *j, struct itk_buf *out)
{
    for (size_t i = 0; i < j->depth; i++) {
        itk_buf_addc(out, '/');
        if (j->steps[i].name)
            itk_buf_add(out, j->steps[i].name, j->steps[i].size);
        else
            itk_buf_addu(out, j->steps[i].index);
    }
}

static bool
refuse(struct json *j, const char *at, enum itk_msg id, struct itk_label what)
{
    struct itk_buf pointer = ITK_BUF_INIT;
    const struct itk_loc loc = {.file = j->blob->name, .line = line_at(j, at)};
    struct itk_loc where = loc;

    add_pointer(j, &pointer);
    where.where = pointer.data;
    (void)itk_fail_both(j->err, j->blob->fault, where, id,
                        ITK_ARGS(what.in[ITK_EN]), ITK_ARGS(what.in[ITK_JA]));
    itk_buf_free(&pointer);
    return false;
}

static bool
expected(struct json *j, const struct itk_label *what)
{
    return refuse(j, j->at, ITK_MSG_JSON_SYNTAX, *what);
}

static bool
past(struct json *j, enum itk_msg id, unsigned limit)
{
    char number[16];

    snprintf(number, sizeof(number), "%u", limit);
    return refuse(j, j->at, id, (struct itk_label){{number, number}});
}

static inline void
blanks(struct json *j)
{
    if (j->at < j->end && (unsigned char)*j->at > ' ')
        return; /* mostly */
    while (j->at < j->end && (*j->at == ' ' || *j->at == '\t' ||
                              *j->at == '\n' || *j->at == '\r'))
        j->at++;
}

static inline bool
accept(struct json *j, char c)
{
    blanks(j);
    if (j->at == j->end || *j->at != c)
        return false;
    j->at++;
    return true;
}

static bool
hex4(struct json *j, uint32_t *unit)
{
    *unit = 0;
    if (j->end - j->at < 4)
        return expected(j, &an_escape);
    for (size_t i = 0; i < 4; i++) {
        static const char digits[] = "0123456789abcdef0123456789ABCDEF";
        const char *digit = memchr(digits, j->at[i], sizeof(digits) - 1);

        if (!digit)
            return expected(j, &an_escape);
        *unit = *unit << 4 | ((uint32_t)(digit - digits) & 15);
    }
    j->at += 4;
    return true;
}

/* XML forbids the rest, so that it can stand in no document. */
static bool
may_stand(uint32_t scalar)
{
    if (scalar < ' ')
        return scalar == '\t' || scalar == '\n' || scalar == '\v' ||
               scalar == '\r';
    return (scalar & 0xFFFE) != 0xFFFE && (scalar < 0xD800 || scalar > 0xDFFF);
}

static bool
read_unicode(struct json *j, struct itk_buf *out)
{
    const char *from = j->at;
    uint32_t scalar, low;
    char shown[16];

    if (!hex4(j, &scalar))
        return false;
    if (scalar >= 0xD800 && scalar < 0xDC00 && j->end - j->at > 1 &&
        j->at[0] == '\\' && j->at[1] == 'u') {
        j->at += 2;
        if (!hex4(j, &low))
            return false;
        if (low >= 0xDC00 && low < 0xE000)
            scalar = 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00);
    }
    if (!may_stand(scalar)) {
        snprintf(shown, sizeof(shown), "U+%04X", (unsigned)scalar);
        return refuse(j, from, ITK_MSG_JSON_CHARACTER,
                      (struct itk_label){{shown, shown}});
    }
    itk_utf8_put(out, scalar);
    return true;
}

static bool
read_escape(struct json *j, struct itk_buf *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char c = j->at < j->end ? *j->at : 0;
    const char *known = c ? strchr(from, c) : NULL;

    if (c == 'u') {
        j->at++;
        return read_unicode(j, out);
    }
    if (!known)
        return expected(j, &an_escape);
    if (c == 'b' || c == 'f')
        return refuse(j, j->at, ITK_MSG_JSON_CHARACTER,
                      c == 'b' ? (struct itk_label){{"U+0008", "U+0008"}}
                               : (struct itk_label){{"U+000C", "U+000C"}});
    itk_buf_addc(out, to[known - from]);
    j->at++;
    return true;
}

/* The bytes up to a quote, a backslash or a control character. */
static inline const char *
plain_end(const char *at, const char *end)
{
    while (end - at >= (ptrdiff_t)ITK_SIXTEEN) {
        const itk_sixteen bytes = itk_sixteen_at(at);
        const size_t found = itk_sixteen_first(itk_sixteen_are(bytes, '"') |
                                               itk_sixteen_are(bytes, '\\') |
                                               itk_sixteen_below(bytes, ' '));

        at += found;
        if (found < ITK_SIXTEEN)
            return at;
    }
    while (at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= ' ')
        at++;
    return at;
}

/* Behind the opening quote. */
static bool
read_escaped(struct json *j, struct itk_buf *out)
{
    while (j->at < j->end) {
        const char *stop = plain_end(j->at, j->end);

        itk_buf_add(out, j->at, (size_t)(stop - j->at));
        j->at = stop;
        if (stop == j->end || (unsigned char)*stop < ' ')
            break;
        j->at++;
        if (*stop == '"')
            return true;
        if (!read_escape(j, out))
            return false;
    }
    return expected(j, &a_quote);
}

static bool
read_with_escapes(struct json *j, const char **text, size_t *size)
{
    struct itk_buf out = ITK_BUF_INIT;
    const bool ok = read_escaped(j, &out);

    *text = itk_arena_copy(&j->data->arena, out.data, out.size);
    *size = out.size;
    itk_buf_free(&out);
    return ok;
}

/* Most texts are borrowed. */
static inline bool
read_string(struct json *j, const char **text, size_t *size)
{
    const char *from = j->at;
    const char *stop = plain_end(from, j->end);

    if (stop == j->end || *stop != '"')
        return read_with_escapes(j, text, size);
    *text = from;
    *size = (size_t)(stop - from);
    j->at = stop + 1;
    return true;
}

static const char *
digits(const char *at, const char *end)
{
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    return at;
}

/* Moves behind the digits that must be there. */
static bool
need_digits(struct json *j)
{
    const char *stop = digits(j->at, j->end);

    if (stop == j->at)
        return expected(j, &a_digit);
    j->at = stop;
    return true;
}

static bool
read_number(struct json *j, struct itk_datum *value)
{
    const char *from = j->at;

    value->kind = ITK_DATUM_TEXT;
    value->text = from;
    value->number = true;
    j->at += *j->at == '-';
    if (j->at < j->end && *j->at == '0')
        j->at++;
    else if (!need_digits(j))
        return false;
    if (j->at < j->end && *j->at == '.') {
        j->at++;
        if (!need_digits(j))
            return false;
    }
    if (j->at < j->end && (*j->at == 'e' || *j->at == 'E')) {
        j->at++;
        if (j->at < j->end && (*j->at == '+' || *j->at == '-'))
            j->at++;
        if (!need_digits(j))
            return false;
    }
    value->size = (size_t)(j->at - from);
    if (value->size > ITK_DATA_MAX_NUMBER)
        return past(j, ITK_MSG_JSON_NUMBER, ITK_DATA_MAX_NUMBER);
    return true;
}

static bool
read_word(struct json *j, struct itk_datum *value)
{
    static const struct {
        const char *word;
        enum itk_datum_kind kind;
    } words[] = {
        {"true", ITK_DATUM_BOOL},
        {"false", ITK_DATUM_BOOL},
        {"null", ITK_DATUM_NULL},
    };

    for (size_t i = 0; i < ITK_COUNT(words); i++) {
        const size_t size = strlen(words[i].word);

        if ((size_t)(j->end - j->at) < size ||
            memcmp(j->at, words[i].word, size) != 0)
            continue;
        j->at += size;
        value->kind = words[i].kind;
        value->truth = i == 0;
        if (value->kind == ITK_DATUM_BOOL) {
            value->text = words[i].word;
            value->size = size;
        }
        return true;
    }
    return expected(j, &a_value);
}

static bool read_value(struct json *j, bool item, struct itk_datum *value);

/* Opens what may hold values: false when it is too deep. */
static bool
enter(struct json *j)
{
    j->at++;
    if (j->depth == ITK_DATA_MAX_DEPTH)
        return past(j, ITK_MSG_JSON_DEEP, ITK_DATA_MAX_DEPTH);
    j->steps[j->depth++] = (struct step){.name = "", .size = 0};
    return true;
}

static bool
read_list(struct json *j, struct itk_datum *value)
{
    const size_t base = j->data->items_count;
    struct step *step = &j->steps[j->depth];
    struct itk_datum one;

    if (!enter(j))
        return false;
    step->name = NULL;
    step->index = 0;
    if (!accept(j, ']')) {
        do {
            if (!read_value(j, true, &one))
                return false;
            itk_dataset_push_item(j->data, one);
            step->index++;
        } while (accept(j, ','));
        if (!accept(j, ']'))
            return expected(j, &comma_or_bracket);
    }
    j->depth--;
    *value = itk_dataset_pop_list(j->data, base);
    return true;
}

static bool
read_member(struct json *j, struct step *step)
{
    struct itk_datum_member one = {.at = (size_t)(j->at - j->begin)};

    step->size = 0;
    if (!accept(j, '"'))
        return expected(j, &a_name);
    one.at = (size_t)(j->at - j->begin);
    if (!read_string(j, &one.name, &one.size))
        return false;
    step->name = one.name;
    step->size = one.size;
    if (!accept(j, ':'))
        return expected(j, &a_colon);
    if (!read_value(j, false, &one.value))
        return false;
    itk_dataset_push_member(j->data, one);
    return true;
}

static bool
read_object(struct json *j, struct itk_datum *value)
{
    const size_t base = j->data->members_count;
    struct step *step = &j->steps[j->depth];
    const struct itk_datum_member *twice;

    if (!enter(j))
        return false;
    if (!accept(j, '}')) {
        do {
            if (!read_member(j, step))
                return false;
        } while (accept(j, ','));
        if (!accept(j, '}'))
            return expected(j, &comma_or_brace);
    }
    value->kind = ITK_DATUM_GROUP;
    twice = itk_dataset_pop_members(j->data, base, value);
    if (twice) {
        step->name = twice->name;
        step->size = twice->size;
        return refuse(j, j->begin + twice->at, ITK_MSG_JSON_TWICE,
                      (struct itk_label){{"", ""}});
    }
    j->depth--;
    return true;
}

static bool
count_checked(struct json *j, const struct itk_datum *value, bool item)
{
    struct itk_buf pointer = ITK_BUF_INIT;
    struct itk_error *err = j->err;
    bool ok = itk_dataset_count(j->data, value, item, j->blob->fault,
                                (struct itk_loc){.file = j->blob->name}, err);

    if (!ok) { /* again, now with its place */
        add_pointer(j, &pointer);
        j->data->values--;
        j->data->items -= item;
        ok = itk_dataset_count(j->data, value, item, j->blob->fault,
                               (struct itk_loc){.file = j->blob->name,
                                                .line = line_at(j, j->at),
                                                .where = pointer.data},
                               err);
        itk_buf_free(&pointer);
    }
    return ok;
}

/* What cannot be past a limit is counted quickly. */
static inline bool
count(struct json *j, const struct itk_datum *value, bool item)
{
    if (item || value->size > ITK_DATA_MAX_TEXT ||
        j->data->values >= ITK_DATA_MAX_VALUES)
        return count_checked(j, value, item);
    j->data->values++;
    return true;
}

static bool
read_value(struct json *j, bool item, struct itk_datum *value)
{
    bool ok;

    *value = (struct itk_datum){.kind = ITK_DATUM_NULL};
    blanks(j);
    if (j->at == j->end)
        return expected(j, &a_value);
    if (*j->at == '"') {
        j->at++;
        value->kind = ITK_DATUM_TEXT;
        ok = read_string(j, &value->text, &value->size);
    } else if (*j->at == '{') {
        ok = read_object(j, value);
    } else if (*j->at == '[') {
        ok = read_list(j, value);
    } else if (*j->at == '-' || (*j->at >= '0' && *j->at <= '9')) {
        ok = read_number(j, value);
    } else {
        ok = read_word(j, value);
    }
    return ok && count(j, value, item);
}

static bool
read_all(struct json *j)
{
    const size_t left = (size_t)(j->end - j->begin);
    const size_t good = itk_utf8_check(j->begin, left);

    if (good < left)
        return refuse(j, j->begin + good, ITK_MSG_JSON_UTF8,
                      (struct itk_label){{"", ""}});
    if (!read_value(j, false, &j->data->root))
        return false;
    blanks(j);
    if (j->at < j->end)
        return expected(j, &an_end);
    if (j->data->root.kind != ITK_DATUM_GROUP)
        return refuse(j, j->begin, ITK_MSG_JSON_ROOT,
                      (struct itk_label){{"", ""}});
    return true;
}

itk_dataset *
itk_dataset_read_json_at(const struct itk_blob *blob, long line, size_t items,
                         struct itk_error *err)
{
    struct json j = {
        .blob = blob, .line = line, .data = itk_dataset_new(items), .err = err};
    bool ok;

    j.begin = blob->data;
    j.end = j.begin + blob->size;
    if (blob->size >= 3 && memcmp(j.begin, "\xEF\xBB\xBF", 3) == 0)
        j.begin += 3;
    j.at = j.begin;
    ok = read_all(&j);
    itk_dataset_settle(j.data);
    if (ok)
        return j.data;
    itk_dataset_free(j.data);
    return NULL;
}

itk_dataset *
itk_dataset_read_json(const struct itk_blob *blob, size_t items,
                      struct itk_error *err)
{
    return itk_dataset_read_json_at(blob, 1, items, err);
}
