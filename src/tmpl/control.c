/*
 * Content controls as slots: reads w:sdtPr, and makes what stands around the
 * value in the place of w:sdtContent.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "text/date_format.h"
#include "text/utf8.h"
#include "tmpl/child.h"
#include "tmpl/control.h"
#include "xml/write.h"

#define BOX_TICKED   0x2612u /* what Word takes when nothing is stated */
#define BOX_UNTICKED 0x2610u
#define BOX_FONT     "MS Gothic"

struct state {
    uint32_t glyph;
    const char *font;
};

/* What is known of a control while it is read. */
struct reader {
    struct itk_source src;
    struct itk_arena *arena;
    struct itk_control *control;
    struct itk_range rpr; /* of w:sdtPr */
    bool placeholder;
    struct state ticked, unticked;
};

static const char *
take(struct itk_arena *arena, struct itk_buf *buf)
{
    const char *text = itk_arena_copy(arena, buf->data, buf->size);

    itk_buf_free(buf);
    return text;
}

/* The first start tag of that name in `range`, at any depth. */
static bool
find_below(struct itk_source src, struct itk_range range, const char *name,
           struct itk_token *token)
{
    size_t pos = range.begin;

    while (pos < range.end && itk_token_next(src, &pos, token)) {
        if (token->kind != ITK_TOKEN_END && itk_token_is(token, name))
            return true;
    }
    return false;
}

static const char *
attr_text(const struct reader *reader, const struct itk_token *token,
          const char *name)
{
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_attr attr;

    if (!itk_attr_find(reader->src, token, name, &attr))
        return NULL;
    itk_markup_decode(reader->src, attr.value, &out);
    return take(reader->arena, &out);
}

static void
add_range(const struct reader *reader, struct itk_range range,
          struct itk_buf *out)
{
    itk_buf_add(out, reader->src.data + range.begin, range.end - range.begin);
}

static void
cut(struct itk_control *control, struct itk_range range)
{
    if (control->cuts_count < ITK_CONTROL_CUTS)
        control->cuts[control->cuts_count++] = range;
}

static void
read_state(struct reader *reader, const struct itk_token *token,
           struct state *state)
{
    const char *glyph = attr_text(reader, token, "w14:val");
    const char *font = attr_text(reader, token, "w14:font");
    const unsigned long scalar = glyph ? strtoul(glyph, NULL, 16) : 0;

    if (scalar >= 0x20 && scalar < 0xD800)
        state->glyph = (uint32_t)scalar;
    if (font)
        state->font = font;
}

static void
read_checkbox(struct reader *reader, const struct itk_child *box)
{
    struct itk_control *control = reader->control;
    struct itk_child child;
    size_t pos = box->token.at.end;

    control->checkbox = true;
    control->checked_head = "<w14:checked w14:val=\"";
    control->checked_tail = "\"/>";
    control->checked = (struct itk_range){pos, pos};
    if (box->token.kind == ITK_TOKEN_EMPTY) {
        control->checked = box->at;
        control->checked_head = "<w14:checkbox><w14:checked w14:val=\"";
        control->checked_tail = "\"/></w14:checkbox>";
        return;
    }
    while (itk_child_next(reader->src, &pos, &child)) {
        if (itk_token_is(&child.token, "w14:checked"))
            control->checked = child.at;
        else if (itk_token_is(&child.token, "w14:checkedState"))
            read_state(reader, &child.token, &reader->ticked);
        else if (itk_token_is(&child.token, "w14:uncheckedState"))
            read_state(reader, &child.token, &reader->unticked);
    }
}

/* What comes behind the name of the element: an attribute that goes, and that
 * comes back with another value. */
static size_t
take_attribute(struct reader *reader, const struct itk_token *token,
               const char *name)
{
    struct itk_attr attr;

    if (itk_attr_find(reader->src, token, name, &attr))
        cut(reader->control, attr.all);
    return token->at.begin + 1 + token->name_size;
}

/* Word's patterns are ours, but for 'text' in quotation marks. NULL when there
 * is a letter that is no code of ours. */
static const char *
date_pattern(struct reader *reader, const char *format)
{
    struct itk_buf out = ITK_BUF_INIT;
    bool quoted = false;
    const char *pattern;

    for (; format && *format; format++) {
        if (*format == '\'') {
            quoted = !quoted;
            continue;
        }
        if (quoted)
            itk_buf_addc(&out, '\\');
        itk_buf_addc(&out, *format);
    }
    pattern = take(reader->arena, &out);
    return *pattern && itk_date_pattern_ok(pattern) ? pattern : NULL;
}

static void
read_date(struct reader *reader, const struct itk_child *date)
{
    struct itk_child format;

    reader->control->value_at =
        take_attribute(reader, &date->token, "w:fullDate");
    reader->control->date = true;
    if (itk_child_find(reader->src, &date->token, "w:dateFormat", &format))
        reader->control->date_pattern =
            date_pattern(reader, attr_text(reader, &format.token, "w:val"));
}

static size_t
count_choices(struct itk_source src, const struct itk_child *list)
{
    struct itk_child child;
    size_t pos = list->token.at.end, count = 0;

    while (list->token.kind == ITK_TOKEN_START &&
           itk_child_next(src, &pos, &child))
        count++;
    return count;
}

static void
read_choices(struct reader *reader, const struct itk_child *list)
{
    struct itk_menu *choices = itk_arena_alloc(reader->arena, sizeof(*choices));
    const size_t most = count_choices(reader->src, list);
    struct itk_menu_line *at =
        itk_arena_array(reader->arena, most + 1, sizeof(*at));
    struct itk_child child;
    size_t pos = list->token.at.end;

    for (size_t i = 0; i < most; i++) {
        struct itk_menu_line *one = &at[choices->count];

        if (!itk_child_next(reader->src, &pos, &child) ||
            !itk_token_is(&child.token, "w:listItem"))
            continue;
        one->value = attr_text(reader, &child.token, "w:value");
        one->shown = attr_text(reader, &child.token, "w:displayText");
        if (!one->shown)
            one->shown = one->value;
        if (one->value && *one->value)
            choices->count++; /* the one without is Word's "choose one" */
    }
    choices->at = at;
    choices->open = itk_token_is(&list->token, "w:comboBox");
    reader->control->choices = choices;
    reader->control->value_at =
        take_attribute(reader, &list->token, "w:lastValue");
}

static void
read_property(struct reader *reader, const struct itk_child *child)
{
    const struct itk_token *token = &child->token;
    struct itk_control *control = reader->control;

    if (itk_token_is(token, "w:tag")) {
        control->text = attr_text(reader, token, "w:val");
    } else if (itk_token_is(token, "w:rPr")) {
        reader->rpr = child->at;
    } else if (itk_token_is(token, "w:showingPlcHdr")) {
        reader->placeholder = true;
        control->shows_blank = true;
        control->placeholder = child->at;
    } else if (itk_token_is(token, "w:dataBinding") ||
               itk_token_is(token, "w15:dataBinding")) {
        /* Else Word would show the bound value in the place of ours. */
        cut(control, child->at);
    } else if (itk_token_is(token, "w:date")) {
        read_date(reader, child);
    } else if (itk_token_is(token, "w:dropDownList") ||
               itk_token_is(token, "w:comboBox")) {
        read_choices(reader, child);
    } else if (itk_token_is(token, "w15:repeatingSection")) {
        control->repeats = true;
    } else if (itk_token_is(token, "w:picture")) {
        control->form = ITK_CONTROL_OTHER;
    } else if (itk_token_is(token, "w14:checkbox")) {
        read_checkbox(reader, child);
    }
}

/* True when the tag says that the control is a slot. */
static bool
read_properties(struct reader *reader, const struct itk_child *sdt_pr)
{
    const size_t prefix = strlen(ITK_CONTROL_PREFIX);
    struct itk_control *control = reader->control;
    struct itk_child child;
    size_t pos = sdt_pr->token.at.end;

    if (sdt_pr->token.kind != ITK_TOKEN_START)
        return false;
    while (itk_child_next(reader->src, &pos, &child))
        read_property(reader, &child);
    if (!control->text ||
        strncmp(control->text, ITK_CONTROL_PREFIX, prefix) != 0 ||
        strncmp(control->text, ITK_CONTROL_CLAUSE,
                strlen(ITK_CONTROL_CLAUSE)) == 0)
        return false;
    control->text += prefix;
    return true;
}

static enum itk_control_form
form_of(struct itk_source src, const struct itk_child *content,
        enum itk_control_form inside)
{
    struct itk_child child;

    if (inside == ITK_CONTROL_ROWS ||
        itk_child_find(src, &content->token, "w:tr", &child))
        return ITK_CONTROL_OTHER;
    if (itk_child_find(src, &content->token, "w:tc", &child))
        return ITK_CONTROL_CELL;
    if (itk_child_find(src, &content->token, "w:p", &child))
        return ITK_CONTROL_BLOCK;
    return inside;
}

/* The run properties for the value; without the style of a placeholder. */
static struct itk_range
run_properties(const struct reader *reader, struct itk_range content,
               struct itk_range *style)
{
    struct itk_token run;
    struct itk_child rpr, child;

    *style = (struct itk_range){0, 0};
    if (!find_below(reader->src, content, "w:r", &run) ||
        !itk_child_find(reader->src, &run, "w:rPr", &rpr))
        return reader->rpr;
    if (itk_child_find(reader->src, &rpr.token, "w:rStyle", &child))
        *style = child.at;
    return rpr.at;
}

static void
add_run_properties(const struct reader *reader, struct itk_range content,
                   struct itk_buf *out)
{
    struct itk_range style;
    const struct itk_range rpr = run_properties(reader, content, &style);

    if (!reader->placeholder || style.end == 0) {
        add_range(reader, rpr, out);
        return;
    }
    add_range(reader, (struct itk_range){rpr.begin, style.begin}, out);
    add_range(reader, (struct itk_range){style.end, rpr.end}, out);
}

/* The run properties of a check box: the font of its state, then the rest. */
static void
add_box_properties(const struct reader *reader, struct itk_range content,
                   const char *font, struct itk_buf *out)
{
    static const char *const slots[] = {"w:ascii", "w:eastAsia", "w:hAnsi",
                                        "w:cs"};
    struct itk_range style;
    const struct itk_range rpr = run_properties(reader, content, &style);
    size_t pos = rpr.begin;
    struct itk_token token;
    struct itk_child child;

    itk_buf_adds(out, "<w:rPr>");
    if (style.end && !reader->placeholder)
        add_range(reader, style, out);
    itk_xml_lt(out, "w:rFonts");
    itk_xml_put_attr(out, "w:hint", "eastAsia");
    for (size_t i = 0; i < ITK_COUNT(slots); i++)
        itk_xml_put_attr(out, slots[i], font);
    itk_xml_slash(out);
    if (rpr.end > 0 && itk_token_next(reader->src, &pos, &token) &&
        token.kind == ITK_TOKEN_START) {
        while (itk_child_next(reader->src, &pos, &child)) {
            if (!itk_token_is(&child.token, "w:rStyle") &&
                !itk_token_is(&child.token, "w:rFonts"))
                add_range(reader, child.at, out);
        }
    }
    itk_buf_adds(out, "</w:rPr>");
}

/* Opens what must stand around the run: cell, paragraph. */
static void
add_frame(const struct reader *reader, struct itk_range content,
          struct itk_buf *out)
{
    struct itk_token token;
    struct itk_child child;

    if (reader->control->form == ITK_CONTROL_INLINE)
        return;
    if (reader->control->form == ITK_CONTROL_CELL) {
        const bool cell = find_below(reader->src, content, "w:tc", &token);

        itk_buf_adds(out, "<w:tc>");
        if (cell && itk_child_find(reader->src, &token, "w:tcPr", &child))
            add_range(reader, child.at, out);
    }
    /* Without its attributes: an id of the paragraph may not be copied. */
    itk_buf_adds(out, "<w:p>");
    if (find_below(reader->src, content, "w:p", &token) &&
        itk_child_find(reader->src, &token, "w:pPr", &child))
        add_range(reader, child.at, out);
}

static const char *
frame_tail(enum itk_control_form form)
{
    if (form == ITK_CONTROL_INLINE)
        return "</w:t></w:r></w:sdtContent>";
    if (form == ITK_CONTROL_BLOCK)
        return "</w:t></w:r></w:p></w:sdtContent>";
    return "</w:t></w:r></w:p></w:tc></w:sdtContent>";
}

static const char *
box_content(const struct reader *reader, struct itk_range content,
            const struct state *state)
{
    struct itk_buf out = ITK_BUF_INIT, glyph = ITK_BUF_INIT;

    itk_buf_adds(&out, "<w:sdtContent>");
    add_frame(reader, content, &out);
    itk_buf_adds(&out, "<w:r>");
    add_box_properties(reader, content, state->font, &out);
    itk_buf_adds(&out, "<w:t>");
    itk_utf8_put(&glyph, state->glyph);
    itk_xml_escape(&out, glyph.data, glyph.size);
    itk_buf_adds(&out, frame_tail(reader->control->form));
    itk_buf_free(&glyph);
    return take(reader->arena, &out);
}

static const char *
text_head(const struct reader *reader, struct itk_range content)
{
    struct itk_buf out = ITK_BUF_INIT;

    itk_buf_adds(&out, "<w:sdtContent>");
    add_frame(reader, content, &out);
    itk_buf_adds(&out, "<w:r>");
    add_run_properties(reader, content, &out);
    itk_buf_adds(&out, "<w:t xml:space=\"preserve\">");
    return take(reader->arena, &out);
}

/* The text of the control's runs, with its line breaks: the space that it keeps
 * for people. */
static const char *
blank_of(const struct reader *reader, struct itk_range content)
{
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_token token;
    size_t pos = content.begin;
    bool inside = false; /* of w:t */

    while (pos < content.end && itk_token_next(reader->src, &pos, &token)) {
        if (token.kind == ITK_TOKEN_EMPTY && itk_token_is(&token, "w:br"))
            itk_buf_addc(&out, '\n');
        else if (token.kind == ITK_TOKEN_START || token.kind == ITK_TOKEN_END)
            inside =
                token.kind == ITK_TOKEN_START && itk_token_is(&token, "w:t");
        else if (inside && token.kind == ITK_TOKEN_TEXT)
            itk_markup_decode(reader->src, token.at, &out);
    }
    return take(reader->arena, &out);
}

/* The item that is repeated: the first one. The others are no pattern. */
static bool
find_item(const struct reader *reader, const struct itk_child *content)
{
    struct itk_control *control = reader->control;
    struct itk_child item, child;
    size_t pos = content->token.at.end, end = content->at.end;

    while (content->token.kind == ITK_TOKEN_START &&
           itk_child_next(reader->src, &pos, &item)) {
        if (!itk_token_is(&item.token, "w:sdt") ||
            !itk_child_find(reader->src, &item.token, "w:sdtPr", &child) ||
            !itk_child_find(reader->src, &child.token,
                            "w15:repeatingSectionItem", &child))
            continue;
        control->item = item.at;
        while (reader->src.data[end - 1] != '<')
            end--;
        control->rest = (struct itk_range){item.at.end, end - 1};
        return true;
    }
    return false;
}

/* Repeats paragraphs or rows. */
static void
read_repeating(const struct reader *reader, const struct itk_child *content)
{
    struct itk_control *control = reader->control;

    if ((control->form != ITK_CONTROL_BLOCK &&
         control->form != ITK_CONTROL_ROWS) ||
        !find_item(reader, content))
        control->form = ITK_CONTROL_OTHER;
}

bool
itk_control_read(struct itk_source src, size_t begin,
                 enum itk_control_form inside, struct itk_arena *arena,
                 struct itk_control *control)
{
    struct reader reader = {.src = src,
                            .arena = arena,
                            .control = control,
                            .ticked = {BOX_TICKED, BOX_FONT},
                            .unticked = {BOX_UNTICKED, BOX_FONT}};
    struct itk_token sdt;
    struct itk_child child;
    size_t pos = begin;

    *control = (struct itk_control){.form = inside};
    if (!itk_token_next(src, &pos, &sdt) ||
        !itk_child_find(src, &sdt, "w:sdtPr", &child) ||
        !read_properties(&reader, &child) ||
        !itk_child_find(src, &sdt, "w:sdtContent", &child))
        return false;
    pos = sdt.at.end;
    itk_child_skip(src, &sdt, &pos);
    control->at = (struct itk_range){begin, pos};
    control->content = child.at;
    if (control->repeats && control->form != ITK_CONTROL_OTHER)
        read_repeating(&reader, &child);
    if (control->form == ITK_CONTROL_OTHER || control->repeats)
        return true;
    control->form = form_of(src, &child, inside);
    control->head = text_head(&reader, child.at);
    control->tail = frame_tail(control->form);
    control->blank = blank_of(&reader, child.at);
    control->yes = box_content(&reader, child.at, &reader.ticked);
    control->no = box_content(&reader, child.at, &reader.unticked);
    return true;
}
