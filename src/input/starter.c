/*
 * The starter case: the dictionary as a form to fill in, with everything a
 * person needs to know about a field in the comment above it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "input/case.h"
#include "input/shape.h"
#include "text/numeral.h"
#include "xml/write.h"

struct starter {
    struct itk_buf *out;
    enum itk_lang lang;
    struct itk_buf note; /* the comment that is being made, a line each */
};

/* The comment at the top; the name of the guideline ends its first line. */
static const struct itk_label head[] = {
    {{"Case for: ", "案件 ― "}},
    {{"", ""}},
    {{"Write each value between its tags. What is not known yet stays empty.",
      "値は、開始タグと終了タグの間に書きます。まだ分からないものは、空のまま"
      "にします。"}},
    {{"Comments like this one may stay or go.",
      "このような注記は、残しても消してもかまいません。"}},
    {{"Write &amp; for &, &lt; for <.",
      "& は &amp; と、< は &lt; と書きます。"}},
    {{"Dates: 2026-04-01, 2026年4月1日, 令和8年4月1日 or R8.4.1.",
      "日付は、令和8年4月1日、R8.4.1、2026年4月1日、2026-04-01 のいずれかの形"
      "で書きます。"}},
    {{"Lists: take the example out of its comment, once for each member. If "
      "there is none, say so with none=\"yes\".",
      "繰り返す項目は、見本を注記の外に出し、一つごとに書きます。一つもないとき"
      "は、none=\"yes\" の行を使います。"}},
};

enum word {
    WORD_CHOICE,
    WORD_EXAMPLE,
    WORD_COLON,
    WORD_PERSONAL,
    WORD_KEY,
    WORD_LIST,
    WORD_MEMBERS,
    WORD_NONE,
    WORD_CITE,
    WORD_CITE_END
};

static const struct itk_label words[] = {
    [WORD_CHOICE] = {{"one of:", "次のいずれか"}},
    [WORD_EXAMPLE] = {{"example: ", "例 "}},
    [WORD_COLON] = {{": ", " … "}},
    [WORD_PERSONAL] = {{"personal information", "個人情報"}},
    [WORD_KEY] = {{"must differ between members",
                   "同じ値を二度書くことはできない"}},
    [WORD_LIST] = {{"list, at most ", "繰り返す項目。最多 "}},
    [WORD_MEMBERS] = {{" members", " 件"}},
    [WORD_NONE] = {{"If there is none:", "一つもないとき"}},
    [WORD_CITE] = {{" [", " 〔"}},
    [WORD_CITE_END] = {{"]", "〕"}},
};

static const char *
word(const struct starter *s, enum word which)
{
    return words[which].in[s->lang];
}

static void
indent(struct starter *s, unsigned depth)
{
    itk_buf_addc(s->out, '\n');
    for (unsigned i = 0; i < depth; i++)
        itk_buf_adds(s->out, "  ");
}

static void
say(struct starter *s, const char *text)
{
    itk_buf_adds(&s->note, text);
}

static void
say_number(struct starter *s, int64_t number)
{
    itk_number_grouped(&s->note, number);
}

static void
end_line(struct starter *s)
{
    itk_buf_addc(&s->note, '\n');
}

/* Writes the note as a comment. Two hyphens may not stand in a comment (XML
 * 1.0, 2.5), so that a blank goes between them; further lines are indented. */
static void
put_note(struct starter *s, unsigned depth)
{
    const char *text = s->note.data;
    size_t size = s->note.size;

    while (size > 0 && text[size - 1] == '\n')
        size--;
    indent(s, depth);
    itk_buf_adds(s->out, "<!-- ");
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\n' && text[i + 1] == '\n') {
            itk_buf_addc(s->out, '\n');
            continue;
        }
        if (text[i] == '\n') {
            indent(s, depth);
            itk_buf_adds(s->out, "     ");
            continue;
        }
        if (text[i] == '-' && i > 0 && text[i - 1] == '-')
            itk_buf_addc(s->out, ' ');
        itk_buf_addc(s->out, text[i]);
    }
    itk_buf_adds(s->out, " -->");
    itk_buf_clear(&s->note);
}

static void
say_label(struct starter *s, struct itk_label label, const char *cite)
{
    say(s, label.in[s->lang]);
    if (*cite) {
        say(s, word(s, WORD_CITE));
        say(s, cite);
        say(s, word(s, WORD_CITE_END));
    }
    end_line(s);
}

static void
say_help(struct starter *s, struct itk_label help)
{
    if (!*help.in[s->lang])
        return;
    say(s, help.in[s->lang]);
    end_line(s);
}

static void
say_choices(struct starter *s, const struct itk_field *field)
{
    say(s, word(s, WORD_CHOICE));
    for (size_t i = 0; i < field->choices_count; i++) {
        say(s, "\n  ");
        say(s, field->choices[i].id);
        say(s, word(s, WORD_COLON));
        say(s, field->choices[i].label.in[s->lang]);
    }
}

static void
say_type(struct starter *s, const struct itk_field *field)
{
    if (field->type == ITK_TYPE_CHOICE)
        say_choices(s, field);
    else
        itk_field_shape(&s->note, s->lang, field);
    end_line(s);
}

static void
say_field(struct starter *s, const struct itk_field *field)
{
    say_label(s, field->label, field->cite);
    say_help(s, field->help);
    say_type(s, field);
    if (field->list && field->list->key == field) {
        say(s, word(s, WORD_KEY));
        end_line(s);
    }
    if (field->personal) {
        say(s, word(s, WORD_PERSONAL));
        end_line(s);
    }
    if (*field->example) {
        say(s, word(s, WORD_EXAMPLE));
        say(s, field->example);
        end_line(s);
    }
}

static void
put_field(struct starter *s, const struct itk_field *field, unsigned depth)
{
    say_field(s, field);
    put_note(s, depth);
    indent(s, depth);
    itk_xml_open(s->out, field->name);
    itk_xml_close(s->out, field->name);
}

/* The member, and the line for no member, as they are to be used once they are
 * taken out of their comments. */
static void
put_example(struct starter *s, const struct itk_list *list, unsigned depth)
{
    itk_xml_open(&s->note, list->id);
    for (size_t i = 0; i < list->fields_count; i++) {
        say(s, "\n  ");
        itk_xml_open(&s->note, list->first[i].name);
        itk_xml_close(&s->note, list->first[i].name);
    }
    end_line(s);
    itk_xml_close(&s->note, list->id);
    put_note(s, depth);
    say(s, word(s, WORD_NONE));
    put_note(s, depth);
    itk_xml_lt(&s->note, list->id);
    itk_xml_put_attr(&s->note, "none", "yes");
    itk_xml_slash(&s->note);
    put_note(s, depth);
}

static void
put_list(struct starter *s, const struct itk_list *list, unsigned depth)
{
    say_label(s, list->label, list->cite);
    say_help(s, list->help);
    say(s, word(s, WORD_LIST));
    say_number(s, (int64_t)list->max);
    say(s, word(s, WORD_MEMBERS));
    for (size_t i = 0; i < list->fields_count; i++) {
        say(s, "\n\n<");
        say(s, list->first[i].name);
        say(s, "> ");
        say_field(s, &list->first[i]);
        /* Each field ends its own line; the next begins after a blank one. */
        s->note.data[--s->note.size] = '\0';
    }
    put_note(s, depth);
    put_example(s, list, depth);
}

/* Entries from `at` on as deep as `depth` or deeper; where it stopped. */
static size_t
put_entries(struct starter *s, const struct itk_dictionary *dict, size_t at,
            unsigned depth)
{
    while (at < dict->entries_count && dict->entries[at].depth >= depth) {
        const struct itk_entry *entry = &dict->entries[at++];

        if (depth == 0 && entry->kind != ITK_ENTRY_FIELD)
            itk_buf_addc(s->out, '\n');
        if (entry->kind == ITK_ENTRY_LIST) {
            put_list(s, entry->list, depth + 1);
        } else if (entry->kind == ITK_ENTRY_FIELD) {
            if (!entry->field->list)
                put_field(s, entry->field, depth + 1);
        } else {
            const char *dot = strrchr(entry->id, '.');
            const char *name = dot ? dot + 1 : entry->id;

            say_label(s, entry->group->label, "");
            say_help(s, entry->group->help);
            put_note(s, depth + 1);
            indent(s, depth + 1);
            itk_xml_open(s->out, name);
            at = put_entries(s, dict, at, depth + 1);
            indent(s, depth + 1);
            itk_xml_close(s->out, name);
        }
    }
    return at;
}

void
itk_case_write_starter(const struct itk_guide *guide, const char *id,
                       enum itk_lang lang, struct itk_buf *out)
{
    struct starter s = {.out = out, .lang = lang, .note = ITK_BUF_INIT};

    itk_buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    for (size_t i = 0; i < ITK_COUNT(head); i++) {
        say(&s, head[i].in[lang]);
        if (i == 0)
            say(&s, guide->name.in[lang]);
        end_line(&s);
    }
    put_note(&s, 0);
    itk_buf_addc(out, '\n');
    itk_xml_lt(out, "case");
    itk_xml_put_attr(out, "id", id);
    itk_xml_put_attr(out, "guideline", guide->id);
    itk_xml_gt(out);
    (void)put_entries(&s, &guide->dictionary, 0, 0);
    itk_buf_adds(out, "\n</case>\n");
    itk_buf_free(&s.note);
}
