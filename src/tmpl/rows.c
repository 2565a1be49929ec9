/*
 * The tables around rows: boxes stand in the order of their beginnings, so that
 * one pass finds for each what is around it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "tmpl/rows.h"

/* From `table` outwards to the first one that reaches to `end`. */
static size_t
reaching(const struct itk_scan *scan, const size_t *tables, size_t table,
         size_t end)
{
    while (table != ITK_SCAN_NOWHERE && scan->boxes[table].at.end < end)
        table = tables[table];
    return table;
}

size_t *
itk_rows_tables(const struct itk_scan *scan)
{
    size_t *tables = itk_alloc((scan->boxes_count + 1) * sizeof(*tables));
    size_t last = ITK_SCAN_NOWHERE; /* the innermost that may be open */

    for (size_t i = 0; i < scan->boxes_count; i++) {
        last = reaching(scan, tables, last, scan->boxes[i].at.end);
        tables[i] = last;
        if (scan->boxes[i].kind == ITK_BOX_TABLE)
            last = i;
    }
    return tables;
}

/* How many boxes begin before `pos`. */
static size_t
boxes_before(const struct itk_scan *scan, size_t pos)
{
    size_t low = 0, high = scan->boxes_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (scan->boxes[middle].at.begin < pos)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t
itk_rows_table(const struct itk_scan *scan, const size_t *tables,
               struct itk_range rows)
{
    const size_t count = boxes_before(scan, rows.begin);
    const size_t last = count - 1;

    if (count == 0)
        return ITK_SCAN_NOWHERE;
    return reaching(scan, tables,
                    scan->boxes[last].kind == ITK_BOX_TABLE ? last
                                                            : tables[last],
                    rows.end);
}

size_t
itk_rows_count(const struct itk_scan *scan, struct itk_range rows)
{
    struct itk_token token;
    size_t pos = rows.begin, depth = 0, count = 0;

    while (pos < rows.end && itk_token_next(scan->src, &pos, &token)) {
        if (!itk_token_is(&token, "w:tr"))
            continue;
        if (token.kind != ITK_TOKEN_END && depth == 0)
            count++;
        if (token.kind == ITK_TOKEN_START)
            depth++;
        else if (token.kind == ITK_TOKEN_END)
            depth--;
    }
    return count;
}
