/*
 * The automatic numbers of paragraphs, counted as Word counts them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "text/counter.h"
#include "trace/returning.h"

#define LEVELS      9u
#define MOST_BASES  32u /* styles based on each other */
#define MOST_NUMBER 32767
#define MOST_LABEL  128 /* bytes of lvlText that are read */

struct level {
    const char *format, *text, *style;
    unsigned start;
};

struct abstract {
    const char *id;
    struct level levels[LEVELS];
    unsigned count[LEVELS];
    bool set[LEVELS];
};

struct num {
    const char *id;
    struct abstract *abstract;
    long start[LEVELS]; /* -1: no override */
    bool started;
};

struct style {
    const char *id, *base, *num;
    int level, outline; /* -1: not said */
};

struct itk_numbers {
    struct itk_arena *arena;
    struct abstract *abstracts;
    size_t abstracts_count;
    struct num *nums;
    size_t nums_count;
    struct style *styles;
    size_t styles_count;
    const char *normal; /* id of the default style, "" without */
};

bool
itk_returned_is(const xmlNode *node, const char *name)
{
    static const char space[] =
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    return itk_xml_is(node, name) && node->ns && node->ns->href &&
           strcmp((const char *)node->ns->href, space) == 0;
}

static const xmlNode *
child(const xmlNode *parent, const char *name)
{
    const xmlNode *node = itk_xml_first(parent);

    while (node && !itk_returned_is(node, name))
        node = itk_xml_next(node);
    return node;
}

bool
itk_returned_has(const xmlNode *parent, const char *name)
{
    return child(parent, name);
}

const char *
itk_returned_val(const xmlNode *parent, const char *name)
{
    const xmlNode *node = child(parent, name);

    return node ? itk_xml_attr(node, "val") : NULL;
}

/* A whole number from 0 to `most`; `without` for anything else. */
static long
number_of(const char *text, long most, long without)
{
    char *end = NULL;
    const long number = text && *text ? strtol(text, &end, 10) : -1;

    return number >= 0 && number <= most && !*end ? number : without;
}

static const char *
or_empty(const char *text)
{
    return text ? text : "";
}

/* ---- by id ---- */

/* What begins with its id. */
static int
by_id(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;

    return strcmp(*a, *b);
}

static void *
named(const void *all, size_t count, size_t size, const char *id)
{
    return count && id ? bsearch(&id, all, count, size, by_id) : NULL;
}

static const struct style *
style_named(const itk_numbers *numbers, const char *id)
{
    return named(numbers->styles, numbers->styles_count,
                 sizeof(*numbers->styles), id);
}

static struct abstract *
abstract_named(const itk_numbers *numbers, const char *id)
{
    return named(numbers->abstracts, numbers->abstracts_count,
                 sizeof(*numbers->abstracts), id);
}

static struct num *
num_named(const itk_numbers *numbers, const char *id)
{
    struct num *num =
        named(numbers->nums, numbers->nums_count, sizeof(*numbers->nums), id);

    return num && num->abstract ? num : NULL;
}

/* ---- reading ---- */

static size_t
count_of(const xmlNode *parent, const char *name)
{
    size_t count = 0;

    for (const xmlNode *n = itk_xml_first(parent); n; n = itk_xml_next(n))
        count += itk_returned_is(n, name);
    return count;
}

static void
read_level(struct level *levels, const xmlNode *lvl)
{
    const long at = number_of(itk_xml_attr(lvl, "ilvl"), LEVELS - 1, -1);

    if (at < 0)
        return;
    levels[at] = (struct level){
        .format = or_empty(itk_returned_val(lvl, "numFmt")),
        .text = or_empty(itk_returned_val(lvl, "lvlText")),
        .style = or_empty(itk_returned_val(lvl, "pStyle")),
        .start =
            (unsigned)number_of(itk_returned_val(lvl, "start"), MOST_NUMBER, 1),
    };
}

static void
read_abstract(struct abstract *abstract, const xmlNode *node)
{
    abstract->id = or_empty(itk_xml_attr(node, "abstractNumId"));
    for (size_t i = 0; i < LEVELS; i++)
        abstract->levels[i] = (struct level){"decimal", "", "", 1};
    for (const xmlNode *n = itk_xml_first(node); n; n = itk_xml_next(n)) {
        if (itk_returned_is(n, "lvl"))
            read_level(abstract->levels, n);
    }
}

static void
read_num(const itk_numbers *numbers, struct num *num, const xmlNode *node)
{
    const char *abstract = or_empty(itk_returned_val(node, "abstractNumId"));

    num->id = or_empty(itk_xml_attr(node, "numId"));
    num->abstract = abstract_named(numbers, abstract);
    for (size_t i = 0; i < LEVELS; i++)
        num->start[i] = -1;
    for (const xmlNode *n = itk_xml_first(node); n; n = itk_xml_next(n)) {
        const long at = number_of(itk_xml_attr(n, "ilvl"), LEVELS - 1, -1);

        if (itk_returned_is(n, "lvlOverride") && at >= 0)
            num->start[at] = number_of(itk_returned_val(n, "startOverride"),
                                       MOST_NUMBER, -1);
    }
}

static void
read_numbering(itk_numbers *numbers, const xmlNode *root)
{
    numbers->abstracts =
        itk_arena_array(numbers->arena, count_of(root, "abstractNum") + 1,
                        sizeof(*numbers->abstracts));
    numbers->nums = itk_arena_array(numbers->arena, count_of(root, "num") + 1,
                                    sizeof(*numbers->nums));
    for (const xmlNode *n = itk_xml_first(root); n; n = itk_xml_next(n)) {
        if (itk_returned_is(n, "abstractNum"))
            read_abstract(&numbers->abstracts[numbers->abstracts_count++], n);
    }
    qsort(numbers->abstracts, numbers->abstracts_count,
          sizeof(*numbers->abstracts), by_id);
    for (const xmlNode *n = itk_xml_first(root); n; n = itk_xml_next(n)) {
        if (itk_returned_is(n, "num"))
            read_num(numbers, &numbers->nums[numbers->nums_count++], n);
    }
    qsort(numbers->nums, numbers->nums_count, sizeof(*numbers->nums), by_id);
}

static void
read_style(itk_numbers *numbers, const xmlNode *node)
{
    const xmlNode *ppr = child(node, "pPr"), *num = child(ppr, "numPr");
    const char *type = or_empty(itk_xml_attr(node, "type"));
    const char *standard = or_empty(itk_xml_attr(node, "default"));

    if (strcmp(type, "paragraph") != 0)
        return;
    numbers->styles[numbers->styles_count++] = (struct style){
        .id = or_empty(itk_xml_attr(node, "styleId")),
        .base = or_empty(itk_returned_val(node, "basedOn")),
        .num = itk_returned_val(num, "numId"),
        .level = (int)number_of(itk_returned_val(num, "ilvl"), LEVELS - 1, -1),
        .outline =
            (int)number_of(itk_returned_val(ppr, "outlineLvl"), LEVELS, -1),
    };
    if (!strcmp(standard, "1") || !strcmp(standard, "true"))
        numbers->normal = itk_arena_dup(
            numbers->arena, or_empty(itk_xml_attr(node, "styleId")));
}

static const xmlNode *
root_of(const xmlDoc *doc)
{
    const xmlNode *node = doc ? doc->children : NULL;

    while (node && node->type != XML_ELEMENT_NODE)
        node = node->next;
    return node;
}

itk_numbers *
itk_numbers_new(const xmlDoc *styles, const xmlDoc *numbering,
                struct itk_arena *arena)
{
    itk_numbers *numbers = itk_arena_alloc(arena, sizeof(*numbers));
    const xmlNode *root = root_of(styles);

    numbers->arena = arena;
    numbers->normal = "";
    read_numbering(numbers, root_of(numbering));
    numbers->styles = itk_arena_array(arena, count_of(root, "style") + 1,
                                      sizeof(*numbers->styles));
    for (const xmlNode *n = itk_xml_first(root); n; n = itk_xml_next(n)) {
        if (itk_returned_is(n, "style"))
            read_style(numbers, n);
    }
    qsort(numbers->styles, numbers->styles_count, sizeof(*numbers->styles),
          by_id);
    return numbers;
}

/* ---- counting ---- */

static int
level_of_style(const struct num *num, const char *style)
{
    for (size_t i = 0; num && i < LEVELS; i++) {
        if (!strcmp(num->abstract->levels[i].style, style))
            return (int)i;
    }
    return -1;
}

/* What the paragraph's styles say where it does not itself. */
static void
ask_styles(const itk_numbers *numbers, const char *id, const char **num,
           int *level, int *outline)
{
    const struct style *style = style_named(numbers, id);

    for (unsigned i = 0; style && i < MOST_BASES; i++) {
        if (!*num && style->num) {
            *num = style->num;
            if (*level < 0)
                *level = level_of_style(num_named(numbers, *num), style->id);
            if (*level < 0)
                *level = style->level;
        }
        if (*outline < 0)
            *outline = style->outline;
        style = style_named(numbers, style->base);
    }
}

static void
count_up(struct num *num, int level)
{
    struct abstract *abstract = num->abstract;

    for (size_t i = 0; !num->started && i < LEVELS; i++) {
        if (num->start[i] >= 0) {
            abstract->count[i] = (unsigned)num->start[i];
            abstract->set[i] = false;
        }
    }
    for (int i = 0; i <= level; i++) {
        if (!abstract->set[i])
            abstract->count[i] = num->start[i] >= 0 && !num->started
                                     ? (unsigned)num->start[i]
                                     : abstract->levels[i].start;
        else if (i == level)
            abstract->count[i]++;
        abstract->set[i] = true;
    }
    for (size_t i = (size_t)level + 1; i < LEVELS; i++)
        abstract->set[i] = false;
    num->started = true;
}

/* lvlText with each %n in its format. */
static const char *
label_of(const itk_numbers *numbers, const struct abstract *abstract, int level)
{
    const struct level *form = &abstract->levels[level];
    struct itk_buf out = ITK_BUF_INIT;
    const char *label;

    for (const char *at = form->text; *at && at - form->text < MOST_LABEL;
         at++) {
        const int part =
            at[0] == '%' && at[1] >= '1' && at[1] <= '9' ? at[1] - '1' : -1;

        if (part < 0) {
            itk_buf_addc(&out, *at);
        } else {
            itk_counter(&out, abstract->levels[part].format,
                        abstract->count[part]);
            at++;
        }
    }
    if (!strcmp(form->format, "bullet") || !strcmp(form->format, "none"))
        itk_buf_clear(&out);
    label = itk_arena_copy(numbers->arena, out.data, out.size);
    itk_buf_free(&out);
    return label;
}

void
itk_numbers_next(itk_numbers *numbers, const xmlNode *ppr,
                 struct itk_returned_paragraph *paragraph)
{
    const xmlNode *numpr = child(ppr, "numPr");
    const char *style = itk_returned_val(ppr, "pStyle");
    const char *id = itk_returned_val(numpr, "numId");
    int level = (int)number_of(itk_returned_val(numpr, "ilvl"), LEVELS - 1, -1);
    struct num *num;

    paragraph->outline =
        (int)number_of(itk_returned_val(ppr, "outlineLvl"), LEVELS, -1);
    paragraph->style =
        style ? itk_arena_dup(numbers->arena, style) : numbers->normal;
    paragraph->number = "";
    paragraph->level = -1;
    ask_styles(numbers, paragraph->style, &id, &level, &paragraph->outline);
    if (paragraph->outline >= (int)LEVELS) /* body text, 17.3.1.20 */
        paragraph->outline = -1;
    num = num_named(numbers, id);
    if (!num)
        return;
    paragraph->level = level < 0 ? 0 : level;
    count_up(num, paragraph->level);
    paragraph->number = label_of(numbers, num->abstract, paragraph->level);
}
