/*
 * A table of a clause: fixed columns, a head row that is repeated on each page,
 * rows that do not part.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "render/table.h"
#include "render/value.h"
#include "xml/write.h"

#define SIDE_MARGIN   100 /* of a cell, in twips */
#define END_MARGIN    45
#define LEAST_COLUMN  420 /* one character of 10 pt, margins, rounding */
#define LEAST_TABLE   1000
#define FRAME_EIGHTHS 8 /* of a point */
#define INNER_EIGHTHS 4

static void
put_number_attr(struct itk_buf *out, const char *name, long value)
{
    itk_buf_addc(out, ' ');
    itk_buf_adds(out, name);
    itk_buf_adds(out, "=\"");
    itk_buf_addu(out, (uint64_t)value);
    itk_buf_addc(out, '"');
}

static void
put_width(struct itk_buf *out, const char *name, long twips)
{
    itk_xml_lt(out, name);
    put_number_attr(out, "w:w", twips);
    itk_xml_put_attr(out, "w:type", "dxa");
    itk_xml_slash(out);
}

static size_t
widest(const long *widths, size_t count)
{
    size_t most = 0;

    for (size_t i = 1; i < count; i++) {
        if (widths[i] > widths[most])
            most = i;
    }
    return most;
}

void
itk_table_widths(const struct itk_plan_table *table, long width, long *widths)
{
    const size_t count = table->columns_count;
    long shares = 0, before = 0, sum = 0;

    for (size_t i = 0; i < count; i++)
        shares += (long)table->columns[i].share;
    for (size_t i = 0; i < count; i++) {
        const long here = before + (long)table->columns[i].share;

        /* Differences of rounded sums add up to the whole. */
        widths[i] = shares > 0 ? width * here / shares - width * before / shares
                               : width / (long)count;
        if (widths[i] < LEAST_COLUMN)
            widths[i] = LEAST_COLUMN;
        before = here;
        sum += widths[i];
    }
    if (count > 0)
        widths[widest(widths, count)] += width - sum;
    for (size_t i = 0; i < count; i++) {
        if (widths[i] < 1)
            widths[i] = 1; /* more columns than the page can hold */
    }
}

static void
put_borders(struct itk_buf *out)
{
    static const struct {
        const char *name;
        long size;
    } lines[] = {
        {"w:top", FRAME_EIGHTHS},     {"w:left", FRAME_EIGHTHS},
        {"w:bottom", FRAME_EIGHTHS},  {"w:right", FRAME_EIGHTHS},
        {"w:insideH", INNER_EIGHTHS}, {"w:insideV", INNER_EIGHTHS},
    };

    itk_xml_open(out, "w:tblBorders");
    for (size_t i = 0; i < ITK_COUNT(lines); i++) {
        itk_xml_lt(out, lines[i].name);
        itk_xml_put_attr(out, "w:val", "single");
        put_number_attr(out, "w:sz", lines[i].size);
        itk_xml_put_attr(out, "w:space", "0");
        itk_xml_put_attr(out, "w:color", "auto");
        itk_xml_slash(out);
    }
    itk_xml_close(out, "w:tblBorders");
}

static void
put_margins(struct itk_buf *out)
{
    itk_xml_open(out, "w:tblCellMar");
    put_width(out, "w:top", END_MARGIN);
    put_width(out, "w:left", SIDE_MARGIN);
    put_width(out, "w:bottom", END_MARGIN);
    put_width(out, "w:right", SIDE_MARGIN);
    itk_xml_close(out, "w:tblCellMar");
}

static void
put_value(struct itk_buf *out, const char *name, const char *value)
{
    itk_xml_lt(out, name);
    itk_xml_put_attr(out, "w:val", value);
    itk_xml_slash(out);
}

static void
put_properties(const struct itk_plan_table *table, long width,
               struct itk_buf *out)
{
    itk_xml_open(out, "w:tblPr");
    put_width(out, "w:tblW", width);
    put_width(out, "w:tblInd", ITK_TABLE_INDENT);
    put_borders(out);
    itk_buf_adds(out, "<w:tblLayout w:type=\"fixed\"/>");
    put_margins(out);
    itk_buf_adds(out, "<w:tblLook w:val=\"0620\" w:firstRow=\"1\" "
                      "w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" "
                      "w:noHBand=\"1\" w:noVBand=\"1\"/>");
    if (table->caption && *table->caption) {
        put_value(out, "w:tblCaption", table->caption);
        put_value(out, "w:tblDescription", table->caption);
    }
    itk_xml_close(out, "w:tblPr");
}

static void
put_grid(const long *widths, size_t count, struct itk_buf *out)
{
    itk_xml_open(out, "w:tblGrid");
    for (size_t i = 0; i < count; i++) {
        itk_xml_lt(out, "w:gridCol");
        put_number_attr(out, "w:w", widths[i]);
        itk_xml_slash(out);
    }
    itk_xml_close(out, "w:tblGrid");
}

static const char *
alignment(enum itk_align align)
{
    static const char *const names[] = {
        [ITK_ALIGN_LEFT] = NULL, /* the style's own */
        [ITK_ALIGN_CENTRE] = "center",
        [ITK_ALIGN_RIGHT] = "right",
    };

    return names[align];
}

/* One paragraph with the style `style`; `align` NULL: as the style has it. */
static void
put_cell_start(const char *style, const char *align, long width, bool head,
               struct itk_buf *out)
{
    itk_buf_adds(out, "<w:tc><w:tcPr>");
    put_width(out, "w:tcW", width);
    if (head)
        itk_buf_adds(out, "<w:shd w:val=\"clear\" w:color=\"auto\" "
                          "w:fill=\"F2F2F2\"/>");
    itk_buf_adds(out, "<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr>");
    put_value(out, "w:pStyle", style);
    if (align)
        put_value(out, "w:jc", align);
    itk_buf_adds(out, "</w:pPr>");
}

static void
put_head(const struct itk_plan_table *table, const long *widths,
         struct itk_scribe *scribe)
{
    itk_buf_adds(scribe->out,
                 "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (size_t i = 0; i < table->columns_count; i++) {
        const char *label = table->columns[i].label;

        put_cell_start("TblHead", NULL, widths[i], true, scribe->out);
        if (label && *label) {
            itk_buf_adds(scribe->out, ITK_SCRIBE_OPEN);
            itk_value_run(scribe->out, label, strlen(label));
            itk_buf_adds(scribe->out, ITK_SCRIBE_CLOSE);
        }
        itk_buf_adds(scribe->out, "</w:p></w:tc>");
    }
    itk_xml_close(scribe->out, "w:tr");
}

static void
put_row(const struct itk_plan_table *table, size_t row, const long *widths,
        struct itk_scribe *scribe)
{
    const size_t count = table->columns_count;

    itk_buf_adds(scribe->out, "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for (size_t i = 0; i < count; i++) {
        const char *text = table->cells[row * count + i].text;

        put_cell_start("TblText", alignment(table->columns[i].align), widths[i],
                       false, scribe->out);
        itk_scribe_end(scribe);
        itk_scribe_run(scribe, text, text ? strlen(text) : 0);
        itk_buf_adds(scribe->out, "</w:p></w:tc>");
        itk_scribe_end(scribe);
    }
    itk_xml_close(scribe->out, "w:tr");
    itk_scribe_end(scribe);
}

void
itk_table_write(const struct itk_plan_table *table, long text_width,
                struct itk_scribe *scribe)
{
    const long room = text_width - ITK_TABLE_INDENT;
    const long width = room > LEAST_TABLE ? room : LEAST_TABLE;
    long *widths = itk_alloc((table->columns_count + 1) * sizeof(*widths));

    itk_table_widths(table, width, widths);
    itk_xml_open(scribe->out, "w:tbl");
    put_properties(table, width, scribe->out);
    put_grid(widths, table->columns_count, scribe->out);
    put_head(table, widths, scribe);
    itk_scribe_end(scribe);
    for (size_t row = 0; row < table->rows_count; row++)
        put_row(table, row, widths, scribe);
    itk_xml_close(scribe->out, "w:tbl");
    free(widths);
}
