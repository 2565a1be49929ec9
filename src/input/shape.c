/*
 * What may stand in a field, in words.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "input/shape.h"
#include "text/numeral.h"

static void
shape_text(struct itk_buf *out, enum itk_lang lang,
           const struct itk_field *field)
{
    static const struct itk_label line = {
        {"one line, at most ", "1行の文字。最長 "}};
    static const struct itk_label paragraph = {
        {"text, line breaks are kept, at most ", "文章(改行は残る)。最長 "}};
    static const struct itk_label characters = {{" characters", " 字"}};

    itk_buf_adds(out, field->type == ITK_TYPE_TEXT ? line.in[lang]
                                                   : paragraph.in[lang]);
    itk_number_grouped(out, field->max);
    itk_buf_adds(out, characters.in[lang]);
}

static void
shape_number(struct itk_buf *out, enum itk_lang lang,
             const struct itk_field *field)
{
    static const struct itk_label whole = {{"whole number, ", "整数。"}};
    static const struct itk_label to = {{" to ", " から "}};

    itk_buf_adds(out, whole.in[lang]);
    itk_number_grouped(out, field->min);
    itk_buf_adds(out, to.in[lang]);
    itk_number_grouped(out, field->max);
    if (*field->unit)
        itk_buf_addc(out, ' ');
    itk_buf_adds(out, field->unit);
}

void
itk_field_shape(struct itk_buf *out, enum itk_lang lang,
                const struct itk_field *field)
{
    static const struct itk_label date = {{"date", "日付"}};
    static const struct itk_label yes_no = {
        {"yes or no", "yes(はい)又は no(いいえ)"}};

    switch (field->type) {
    case ITK_TYPE_TEXT:
    case ITK_TYPE_PARAGRAPH:
        shape_text(out, lang, field);
        break;
    case ITK_TYPE_DATE:
        itk_buf_adds(out, date.in[lang]);
        break;
    case ITK_TYPE_NUMBER:
        shape_number(out, lang, field);
        break;
    case ITK_TYPE_YES_NO:
        itk_buf_adds(out, yes_no.in[lang]);
        break;
    case ITK_TYPE_CHOICE:
        break;
    }
}
