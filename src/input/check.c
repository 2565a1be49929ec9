/*
 * One value against its field: characters first, then type, then limits. At
 * most one error a value, the first that is met.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "input/check.h"
#include "input/space.h"
#include "text/numeral.h"
#include "text/utf8.h"
#include "text/wareki.h"

#define QUOTE_MAX 40u /* characters of a value that a message shows */

struct check {
    const struct itk_field *field;
    struct itk_loc loc;
    itk_findings *found;
    const char *text; /* without the white space that nobody means */
    size_t size;
};

void
itk_check_quote(struct itk_buf *out, enum itk_lang lang,
                const struct itk_field *field, const char *text)
{
    static const struct itk_label hidden = {{"the value", "値"}};
    static const struct itk_label open = {{"'", "「"}}, close = {{"'", "」"}};
    const size_t size = strlen(text);
    size_t at = 0, shown = 0;

    if (field->personal) {
        itk_buf_adds(out, hidden.in[lang]);
        return;
    }
    itk_buf_adds(out, open.in[lang]);
    for (; at < size && shown < QUOTE_MAX; shown++) {
        uint32_t scalar;
        const size_t length = itk_utf8_next(text + at, size - at, &scalar);

        itk_buf_add(out, text + at, length ? length : 1);
        at += length ? length : 1;
    }
    if (at < size)
        itk_buf_adds(out, "…");
    itk_buf_adds(out, close.in[lang]);
}

/* Adds an error whose {1} is the value, {2} `more`, {3} the rest. Always
 * false. */
static bool
fault_at(const struct check *c, enum itk_msg id, struct itk_label more,
         const char *third)
{
    struct itk_buf en = ITK_BUF_INIT, ja = ITK_BUF_INIT;

    itk_check_quote(&en, ITK_EN, c->field, c->text);
    itk_check_quote(&ja, ITK_JA, c->field, c->text);
    itk_findings_add_both(c->found, ITK_SEV_ERROR, c->loc, id,
                          ITK_ARGS(en.data, more.in[ITK_EN], third),
                          ITK_ARGS(ja.data, more.in[ITK_JA], third));
    itk_buf_free(&en);
    itk_buf_free(&ja);
    return false;
}

static bool
fault(const struct check *c, enum itk_msg id)
{
    return fault_at(c, id, (struct itk_label){{NULL, NULL}}, NULL);
}

/* Without the value: {1} the character, {2} its place in the text. */
static bool
fault_char(const struct check *c, enum itk_msg id, uint32_t scalar, size_t nth)
{
    char name[16], place[24];

    (void)snprintf(name, sizeof(name), "U+%04X", (unsigned)scalar);
    (void)snprintf(place, sizeof(place), "%zu", nth);
    itk_findings_add(c->found, ITK_SEV_ERROR, c->loc, id,
                     ITK_ARGS(name, place));
    return false;
}

static bool
check_char(const struct check *c, uint32_t scalar, size_t nth, size_t marks)
{
    switch (itk_char_class(scalar)) {
    case ITK_CHAR_CONTROL:
        return fault_char(c, ITK_MSG_CASE_CONTROL, scalar, nth);
    case ITK_CHAR_BIDI:
        return fault_char(c, ITK_MSG_CASE_BIDI, scalar, nth);
    case ITK_CHAR_INVISIBLE:
        return c->field->type == ITK_TYPE_PARAGRAPH ||
               fault_char(c, ITK_MSG_CASE_INVISIBLE, scalar, nth);
    case ITK_CHAR_MARK:
        return marks < ITK_CHECK_MAX_MARKS ||
               fault_char(c, ITK_MSG_CASE_MARKS, scalar, nth);
    case ITK_CHAR_PLAIN:
    case ITK_CHAR_BREAK:
        break;
    }
    return true;
}

static bool
check_chars(const struct check *c, const char *text, size_t size)
{
    const size_t ordinary = itk_utf8_ordinary(text, size);
    size_t nth, marks = 0;

    if (ordinary == size)
        return true;
    nth = itk_utf8_count(text, ordinary);
    for (size_t at = ordinary; at < size;) {
        uint32_t scalar = 0;
        const size_t length = itk_utf8_next(text + at, size - at, &scalar);

        if (length == 0) {
            itk_findings_add(c->found, ITK_SEV_ERROR, c->loc,
                             ITK_MSG_CASE_NOT_UTF8, ITK_NO_ARGS);
            return false;
        }
        nth++;
        if (!check_char(c, scalar, nth, marks))
            return false;
        marks = itk_char_class(scalar) == ITK_CHAR_MARK ? marks + 1 : 0;
        at += length;
    }
    return true;
}

static bool
check_length(const struct check *c)
{
    const size_t count = itk_utf8_count(c->text, c->size);
    char have[24], most[24];

    if (count <= (uint64_t)(c->field->max > 0 ? c->field->max : 0))
        return true;
    (void)snprintf(have, sizeof(have), "%zu", count);
    (void)snprintf(most, sizeof(most), "%" PRId64, c->field->max);
    itk_findings_add(c->found, ITK_SEV_ERROR, c->loc, ITK_MSG_CASE_LONG,
                     ITK_ARGS(have, most));
    return false;
}

/* The right day of a date that names the wrong era, unless it is personal. */
static bool
fault_era(const struct check *c, struct itk_date date)
{
    struct itk_buf day = ITK_BUF_INIT, en = ITK_BUF_INIT, ja = ITK_BUF_INIT;

    if (!c->field->personal && itk_wareki(&day, date)) {
        itk_buf_adds(&en, "; that day is ");
        itk_buf_adds(&en, day.data);
        itk_buf_adds(&ja, "。正しくは");
        itk_buf_adds(&ja, day.data);
        itk_buf_adds(&ja, "です");
    }
    (void)fault_at(c, ITK_MSG_CASE_DATE_ERA,
                   (struct itk_label){{en.data, ja.data}}, NULL);
    itk_buf_free(&day);
    itk_buf_free(&en);
    itk_buf_free(&ja);
    return false;
}

static bool
check_date(const struct check *c, struct itk_arena *arena,
           struct itk_value *value)
{
    struct itk_buf iso = ITK_BUF_INIT;

    switch (itk_date_parse(c->text, c->size, &value->date)) {
    case ITK_DATE_OK:
        itk_date_iso(&iso, value->date);
        value->canonical = itk_arena_dup(arena, iso.data);
        itk_buf_free(&iso);
        return true;
    case ITK_DATE_NO_SUCH_DAY:
        return fault(c, ITK_MSG_CASE_DATE_DAY);
    case ITK_DATE_TOO_EARLY:
        return fault(c, ITK_MSG_CASE_DATE_EARLY);
    case ITK_DATE_WRONG_ERA:
        return fault_era(c, value->date);
    case ITK_DATE_UNREADABLE:
        break;
    }
    return fault(c, ITK_MSG_CASE_BAD_DATE);
}

static bool
fault_range(const struct check *c)
{
    struct itk_buf least = ITK_BUF_INIT, most = ITK_BUF_INIT;

    itk_number_grouped(&least, c->field->min);
    itk_number_grouped(&most, c->field->max);
    if (*c->field->unit)
        itk_buf_addc(&most, ' ');
    itk_buf_adds(&most, c->field->unit);
    (void)fault_at(c, ITK_MSG_CASE_NUMBER_RANGE,
                   (struct itk_label){{least.data, least.data}}, most.data);
    itk_buf_free(&least);
    itk_buf_free(&most);
    return false;
}

/* Why it is no whole number: a fraction, too many digits, or no number. */
static bool
fault_number(const struct check *c)
{
    struct itk_buf half = ITK_BUF_INIT;
    enum { NO_NUMBER, FRACTION, HUGE_NUMBER } why = NO_NUMBER;

    itk_hankaku(&half, c->text, c->size);
    if (strspn(half.data, "0123456789.,+-") == half.size &&
        strpbrk(half.data, "0123456789") && strchr(half.data, '.'))
        why = FRACTION;
    else if (half.size > 18 &&
             strspn(half.data + 1, "0123456789") == half.size - 1 &&
             strchr("0123456789+-", half.data[0]))
        why = HUGE_NUMBER;
    itk_buf_free(&half);
    if (why == HUGE_NUMBER)
        return fault_range(c);
    return fault(c, why == FRACTION ? ITK_MSG_CASE_FRACTION
                                    : ITK_MSG_CASE_BAD_NUMBER);
}

static bool
check_number(const struct check *c, struct itk_arena *arena,
             struct itk_value *value)
{
    char plain[24];

    if (!itk_number_parse(c->text, c->size, &value->number))
        return fault_number(c);
    if (value->number < c->field->min || value->number > c->field->max)
        return fault_range(c);
    (void)snprintf(plain, sizeof(plain), "%" PRId64, value->number);
    value->canonical = itk_arena_dup(arena, plain);
    return true;
}

/* Is it what it would be folded? Not all such words are told. */
static bool
is_folded(const char *word)
{
    while ((*word >= 'a' && *word <= 'z') || (*word >= '0' && *word <= '9') ||
           *word == '-')
        word++;
    return !*word;
}

/* Half width, ASCII in lower case: for comparing words. */
static void
fold(struct itk_buf *out, const char *text)
{
    const size_t from = out->size;

    if (is_folded(text)) {
        itk_buf_adds(out, text);
        return;
    }
    itk_hankaku(out, text, strlen(text));
    for (size_t i = from; i < out->size; i++) {
        if (out->data[i] >= 'A' && out->data[i] <= 'Z')
            out->data[i] = (char)(out->data[i] - 'A' + 'a');
    }
}

static bool
same_word(const char *folded, const char *word)
{
    struct itk_buf other = ITK_BUF_INIT;
    bool same;

    if (!word || !*word)
        return false;
    if (is_folded(word))
        return strcmp(folded, word) == 0;
    fold(&other, word);
    same = strcmp(folded, other.data) == 0;
    itk_buf_free(&other);
    return same;
}

static bool
is_yes_no(const struct itk_field *field, const char *folded, bool *yes)
{
    static const struct {
        const char *word;
        bool yes;
    } words[] = {
        {"yes", true},  {"no", false},     {"true", true}, {"false", false},
        {"はい", true}, {"いいえ", false}, {"有", true},   {"無", false},
        {"あり", true}, {"なし", false},
    };

    for (size_t i = 0; i < ITK_COUNT(words); i++) {
        if (strcmp(folded, words[i].word) == 0) {
            *yes = words[i].yes;
            return true;
        }
    }
    *yes = same_word(folded, field->print_yes);
    return *yes != same_word(folded, field->print_no);
}

static bool
check_yes_no(const struct check *c, struct itk_value *value)
{
    struct itk_buf folded = ITK_BUF_INIT;
    bool good;

    fold(&folded, c->text);
    good = is_yes_no(c->field, folded.data, &value->yes);
    value->canonical = value->yes ? "yes" : "no";
    itk_buf_free(&folded);
    return good || fault(c, ITK_MSG_CASE_YES_NO);
}

/* The one choice that has this word; `level` 0 its id, then labels, then its
 * printed word. SIZE_MAX when there is none, or more than one. */
static size_t
find_choice(const struct itk_field *field, const char *folded, int level)
{
    size_t at = SIZE_MAX, hits = 0;

    for (size_t i = 0; i < field->choices_count; i++) {
        const struct itk_choice *choice = &field->choices[i];
        bool same = false;

        if (level == 0)
            same = same_word(folded, choice->id);
        else if (level == 1)
            same = same_word(folded, choice->label.in[ITK_JA]) ||
                   same_word(folded, choice->label.in[ITK_EN]);
        else
            same = same_word(folded, choice->print);
        if (same) {
            at = i;
            hits++;
        }
    }
    return hits == 1 ? at : SIZE_MAX;
}

static void
list_choices(struct itk_buf *out, enum itk_lang lang,
             const struct itk_field *field)
{
    static const struct itk_label comma = {{", ", "、"}};
    static const struct itk_label open = {{" (", "("}};

    for (size_t i = 0; i < field->choices_count; i++) {
        const struct itk_choice *choice = &field->choices[i];

        if (i > 0)
            itk_buf_adds(out, comma.in[lang]);
        itk_buf_adds(out, choice->id);
        if (strcmp(choice->id, choice->label.in[lang]) == 0)
            continue;
        itk_buf_adds(out, open.in[lang]);
        itk_buf_adds(out, choice->label.in[lang]);
        itk_buf_addc(out, ')');
    }
}

static bool
fault_choice(const struct check *c)
{
    struct itk_buf en = ITK_BUF_INIT, ja = ITK_BUF_INIT;

    list_choices(&en, ITK_EN, c->field);
    list_choices(&ja, ITK_JA, c->field);
    (void)fault_at(c, ITK_MSG_CASE_CHOICE,
                   (struct itk_label){{en.data, ja.data}}, NULL);
    itk_buf_free(&en);
    itk_buf_free(&ja);
    return false;
}

static bool
check_choice(const struct check *c, struct itk_value *value)
{
    struct itk_buf folded = ITK_BUF_INIT;
    size_t at = SIZE_MAX;

    fold(&folded, c->text);
    for (int level = 0; at == SIZE_MAX && level < 3; level++)
        at = find_choice(c->field, folded.data, level);
    itk_buf_free(&folded);
    if (at == SIZE_MAX)
        return fault_choice(c);
    value->choice = at;
    value->canonical = c->field->choices[at].id;
    return true;
}

static bool
check_type(const struct check *c, struct itk_arena *arena,
           struct itk_value *value)
{
    switch (c->field->type) {
    case ITK_TYPE_DATE:
        return check_date(c, arena, value);
    case ITK_TYPE_NUMBER:
        return check_number(c, arena, value);
    case ITK_TYPE_YES_NO:
        return check_yes_no(c, value);
    case ITK_TYPE_CHOICE:
        return check_choice(c, value);
    case ITK_TYPE_TEXT:
    case ITK_TYPE_PARAGRAPH:
        break;
    }
    return check_length(c);
}

/* The text without the white space that nobody means. */
static const char *
clean(const struct itk_field *field, const char *text, size_t size,
      struct itk_arena *arena, size_t *left)
{
    struct itk_buf out = ITK_BUF_INIT;
    const char *copy;

    *left = size;
    if (itk_space_stays(text, size))
        return itk_arena_copy(arena, text, size);
    if (field->type == ITK_TYPE_PARAGRAPH)
        itk_space_lines(&out, text, size);
    else
        itk_space_line(&out, text, size);
    *left = out.size;
    copy = out.size ? itk_arena_copy(arena, out.data, out.size) : "";
    itk_buf_free(&out);
    return copy;
}

bool
itk_check_value(const struct itk_field *field, const char *text, size_t size,
                struct itk_loc loc, struct itk_arena *arena,
                itk_findings *found, struct itk_value *value)
{
    struct check c = {.field = field, .found = found};
    struct itk_value made = {.text = "", .canonical = ""};
    bool good;

    loc.label = &field->label;
    loc.field = field->id;
    c.loc = loc;
    *value = made;
    value->loc = loc;
    if (!check_chars(&c, text, size))
        return false;
    c.text = made.text = made.canonical =
        clean(field, text, size, arena, &c.size);
    if (c.size == 0)
        return true;
    made.present = true;
    made.loc = loc;
    good = check_type(&c, arena, &made);
    if (good)
        *value = made;
    return good;
}
