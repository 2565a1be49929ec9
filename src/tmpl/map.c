/*
 * Headings and tables of a part, from one walk over its bytes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"
#include "tmpl/facts.h"
#include "tmpl/join.h"
#include "tmpl/map.h"
#include "tmpl/markup.h"
#include "xml/xml.h"

#define STYLES_TYPE   "wordprocessingml.styles+xml"
#define HEADING_NAME  "heading "
#define HEADING_CHARS 30u
#define MAX_TABLES    256u /* inside each other: no XML is nested deeper */

/* From `at` on this holds, until the next entry. */
struct entry {
    size_t at;
    struct itk_position position;
};

struct map {
    const char *part; /* NULL: not made yet */
    struct entry *entries;
    size_t count, room;
};

struct itk_maps {
    const itk_package *package;
    struct itk_arena arena;
    struct map *maps;
    size_t count;
    const char **styles; /* ids of those that make a heading */
    size_t styles_count, styles_room;
    bool styles_read;
};

struct table {
    size_t number, row, cell;
};

struct walk {
    itk_maps *maps;
    struct map *map;
    struct itk_source src;
    const char *heading;
    struct table tables[MAX_TABLES];
    size_t depth, seen;
    size_t paragraphs; /* inside each other */
    bool is_heading, in_text;
    struct itk_buf text;
};

itk_maps *
itk_maps_new(const itk_package *package)
{
    itk_maps *maps = itk_alloc(sizeof(*maps));

    maps->package = package;
    maps->maps =
        itk_alloc((itk_package_count(package) + 1) * sizeof(struct map));
    return maps;
}

void
itk_maps_free(itk_maps *maps)
{
    if (!maps)
        return;
    for (size_t i = 0; i < maps->count; i++)
        free(maps->maps[i].entries);
    free(maps->maps);
    free(maps->styles);
    itk_arena_fini(&maps->arena);
    free(maps);
}

/* ---- styles ---- */

static const char *
value_of(const xmlNode *parent, const char *child)
{
    for (const xmlNode *at = itk_xml_first(parent); at; at = itk_xml_next(at)) {
        if (itk_xml_is(at, child))
            return itk_xml_attr(at, "val");
    }
    return NULL;
}

static const xmlNode *
child_named(const xmlNode *parent, const char *name)
{
    const xmlNode *at = itk_xml_first(parent);

    while (at && !itk_xml_is(at, name))
        at = itk_xml_next(at);
    return at;
}

static bool
is_level(const char *value)
{
    return value && value[0] >= '0' && value[0] <= '8' && !value[1];
}

static bool
is_known(const itk_maps *maps, const char *id, size_t size)
{
    for (size_t i = 0; i < maps->styles_count; i++) {
        if (strlen(maps->styles[i]) == size &&
            memcmp(maps->styles[i], id, size) == 0)
            return true;
    }
    return false;
}

static bool
makes_heading(const itk_maps *maps, const xmlNode *style)
{
    const xmlNode *ppr = child_named(style, "pPr");
    const char *level = ppr ? value_of(ppr, "outlineLvl") : NULL;
    const char *name = value_of(style, "name");
    const char *based = value_of(style, "basedOn");

    if (level)
        return is_level(level);
    return (name &&
            strncasecmp(name, HEADING_NAME, sizeof(HEADING_NAME) - 1) == 0) ||
           (based && is_known(maps, based, strlen(based)));
}

/* True when there was a new one: others may be based on it. */
static bool
read_styles(itk_maps *maps, const xmlNode *root)
{
    bool more = false;

    for (const xmlNode *at = itk_xml_first(root); at; at = itk_xml_next(at)) {
        const char *id = itk_xml_attr(at, "styleId");

        if (!itk_xml_is(at, "style") || !id || is_known(maps, id, strlen(id)) ||
            !makes_heading(maps, at))
            continue;
        maps->styles = itk_join_room(maps->styles, maps->styles_count,
                                     &maps->styles_room, sizeof(char *));
        maps->styles[maps->styles_count++] = itk_arena_dup(&maps->arena, id);
        more = true;
    }
    return more;
}

static void
find_styles(itk_maps *maps)
{
    maps->styles_read = true;
    for (size_t i = 0; i < itk_package_count(maps->package); i++) {
        const struct itk_part *part = itk_package_at(maps->package, i);
        const struct itk_blob blob = {part->name, part->data, part->size,
                                      ITK_FAULT_PACKAGE};
        struct itk_error err = ITK_ERROR_INIT;
        xmlDoc *doc;

        if (!strstr(part->type, STYLES_TYPE))
            continue;
        doc = itk_xml_parse(&blob, &err);
        for (int deep = 0; doc && deep < 16; deep++) {
            if (!read_styles(maps, xmlDocGetRootElement(doc)))
                break;
        }
        xmlFreeDoc(doc);
        itk_error_fini(&err);
    }
}

/* ---- one part ---- */

static void
add_entry(struct walk *w, size_t at)
{
    const struct table none = {0, 0, 0};
    const struct table *table = w->depth > 0 ? &w->tables[w->depth - 1] : &none;
    struct map *map = w->map;

    map->entries = itk_join_room(map->entries, map->count, &map->room,
                                 sizeof(*map->entries));
    map->entries[map->count++] = (struct entry){
        at, {w->heading, table->number, table->row, table->cell}};
}

/* The text of a heading, or its beginning, in one line. */
static const char *
heading_of(struct walk *w)
{
    const char *text = w->text.data;
    size_t size = 0;
    uint32_t scalar;

    for (unsigned i = 0; i < HEADING_CHARS && size < w->text.size; i++) {
        const size_t step =
            itk_utf8_next(text + size, w->text.size - size, &scalar);

        size += step ? step : 1;
    }
    return itk_arena_copy(&w->maps->arena, text, size);
}

static void
open_element(struct walk *w, const struct itk_token *token)
{
    struct table *table = w->depth > 0 ? &w->tables[w->depth - 1] : NULL;
    struct itk_attr attr;

    if (itk_token_is(token, "w:tbl") && w->depth < MAX_TABLES) {
        w->tables[w->depth++] = (struct table){++w->seen, 0, 0};
    } else if (table && itk_token_is(token, "w:tr")) {
        table->row++;
        table->cell = 0;
    } else if (table && itk_token_is(token, "w:tc")) {
        table->cell++;
        add_entry(w, token->at.begin);
    } else if (itk_token_is(token, "w:p")) {
        if (w->paragraphs++ == 0) {
            itk_buf_clear(&w->text);
            w->is_heading = false;
        }
    } else if (w->paragraphs == 1 && itk_token_is(token, "w:pStyle") &&
               itk_attr_find(w->src, token, "w:val", &attr)) {
        w->is_heading = is_known(w->maps, w->src.data + attr.value.begin,
                                 attr.value.end - attr.value.begin);
    } else if (w->paragraphs == 1 && itk_token_is(token, "w:outlineLvl") &&
               itk_attr_find(w->src, token, "w:val", &attr)) {
        w->is_heading = w->src.data[attr.value.begin] != '9';
    }
    w->in_text = itk_token_is(token, "w:t");
}

static void
close_element(struct walk *w, const struct itk_token *token)
{
    w->in_text = false;
    if (itk_token_is(token, "w:tbl") && w->depth > 0) {
        w->depth--;
        add_entry(w, token->at.end);
    } else if (itk_token_is(token, "w:p") && w->paragraphs > 0 &&
               --w->paragraphs == 0 && w->is_heading && w->text.size > 0) {
        w->heading = heading_of(w);
        add_entry(w, token->at.end);
    }
}

static void
walk_part(itk_maps *maps, struct map *map, struct itk_source src)
{
    struct walk w = {
        .maps = maps, .map = map, .src = src, .text = ITK_BUF_INIT};
    struct itk_token token;
    size_t pos = 0;

    while (itk_token_next(src, &pos, &token)) {
        if (token.kind == ITK_TOKEN_START || token.kind == ITK_TOKEN_EMPTY)
            open_element(&w, &token);
        if (token.kind == ITK_TOKEN_END || token.kind == ITK_TOKEN_EMPTY)
            close_element(&w, &token);
        else if (token.kind == ITK_TOKEN_TEXT && w.in_text)
            itk_markup_decode(src, token.at, &w.text);
    }
    itk_buf_free(&w.text);
}

static const struct map *
map_of(itk_maps *maps, const char *name)
{
    const struct itk_part *part = itk_package_find(maps->package, name);
    struct itk_source src;
    struct map *map;

    for (size_t i = 0; i < maps->count; i++) {
        if (strcmp(maps->maps[i].part, name) == 0)
            return &maps->maps[i];
    }
    if (!part)
        return NULL;
    if (!maps->styles_read)
        find_styles(maps);
    map = &maps->maps[maps->count++];
    map->part = part->name;
    if (itk_part_utf8(part, &src.data, &src.size))
        walk_part(maps, map, src);
    return map;
}

struct itk_position
itk_maps_at(itk_maps *maps, const char *part, size_t at)
{
    const struct map *map = maps ? map_of(maps, part) : NULL;
    size_t low = 0, high = map ? map->count : 0;

    while (low < high) { /* the last entry that is not behind `at` */
        const size_t middle = low + (high - low) / 2;

        if (map->entries[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? map->entries[low - 1].position
                   : (struct itk_position){NULL, 0, 0, 0};
}
