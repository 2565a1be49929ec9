/*
 * The formats of a workbook, as far as they tell dates from numbers.
 *
 * Source  ECMA-376 Part 1, 18.8.30 (numFmt).
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "table/xlsx_data.h"
#include "xml/xml.h"

#define MAX_FORMATS 65536u /* of cells; Excel has 65,490 */

/* Steps over what is shown as it stands, and over conditions and colours. */
static const char *
step_over(const char *at)
{
    const char *end;

    if (*at == '"' && (end = strchr(at + 1, '"')))
        return end + 1;
    if (*at == '[' && (end = strchr(at, ']')))
        return end + 1;
    if ((*at == '\\' || *at == '_' || *at == '*') && at[1])
        return at + 2;
    return NULL;
}

/* Letters of a day: a month alone may be minutes, a time shows no day. */
bool
itk_xlsx_is_date(const char *format)
{
    const char *at = format;

    if (strncasecmp(format, "general", 7) == 0)
        return false;
    while (*at && *at != ';') {
        const char *next = step_over(at);

        if (next)
            at = next;
        else if (strchr("yYdD", *at) ||
                 /* 和暦: e is the year, and not the power of 0.0E+0 */
                 (strchr("eE", *at) && at[1] != '+' && at[1] != '-'))
            return true;
        else
            at++;
    }
    return false;
}

/* 18.8.30: those that every workbook has, the East Asian ones included. */
static bool
is_built_in(unsigned long id)
{
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) ||
           id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58;
}

struct formats {
    struct own {
        unsigned long id;
        bool date;
    } * own;
    size_t count;
};

static unsigned long
number_attr(const xmlNode *node, const char *name)
{
    const char *text = itk_xml_attr(node, name);

    return text ? strtoul(text, NULL, 10) : 0;
}

static void
read_own(struct formats *formats, const xmlNode *list)
{
    for (const xmlNode *node = itk_xml_first(list); node;
         node = itk_xml_next(node)) {
        const char *code = itk_xml_attr(node, "formatCode");

        if (!code || formats->count == MAX_FORMATS)
            continue;
        formats->own =
            itk_grow(formats->own, formats->count + 1, sizeof(*formats->own));
        formats->own[formats->count++] =
            (struct own){number_attr(node, "numFmtId"), itk_xlsx_is_date(code)};
    }
}

static bool
is_date(const struct formats *formats, unsigned long id)
{
    for (size_t i = 0; i < formats->count; i++) {
        if (formats->own[i].id == id)
            return formats->own[i].date;
    }
    return is_built_in(id);
}

static void
read_cells(struct itk_xlsx *xlsx, const struct formats *formats,
           const xmlNode *list)
{
    size_t room = 0;

    for (const xmlNode *node = itk_xml_first(list);
         node && xlsx->dates_count < MAX_FORMATS; node = itk_xml_next(node)) {
        if (xlsx->dates_count == room) {
            room = room ? room * 2 : 64;
            xlsx->dates = itk_grow(xlsx->dates, room, sizeof(*xlsx->dates));
        }
        xlsx->dates[xlsx->dates_count++] =
            is_date(formats, number_attr(node, "numFmtId"));
    }
}

bool
itk_xlsx_read_styles(struct itk_xlsx *xlsx, const struct itk_zip_entry *entry,
                     struct itk_error *err)
{
    const struct itk_blob blob = {xlsx->archive.name,
                                  itk_xlsx_whole(xlsx, entry, err), entry->size,
                                  xlsx->archive.fault};
    xmlDoc *doc = blob.data ? itk_xml_parse(&blob, err) : NULL;
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    struct formats formats = {0};

    for (const xmlNode *node = itk_xml_first(root); node;
         node = itk_xml_next(node)) {
        if (itk_xml_is(node, "numFmts"))
            read_own(&formats, node);
        else if (itk_xml_is(node, "cellXfs"))
            read_cells(xlsx, &formats, node);
    }
    free(formats.own);
    xmlFreeDoc(doc);
    return doc != NULL;
}
