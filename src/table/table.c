/*
 * The names of cells.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "table/table.h"

void
itk_column_name(struct itk_buf *out, size_t column)
{
    char name[16];
    size_t at = sizeof(name);

    for (column++; column > 0; column = (column - 1) / 26)
        name[--at] = (char)('A' + (column - 1) % 26);
    itk_buf_add(out, name + at, sizeof(name) - at);
}

/* Letters of any script, digits that are not first, and _ need no quotes. */
static bool
needs_quotes(const char *sheet)
{
    if (*sheet >= '0' && *sheet <= '9')
        return true;
    for (; *sheet; sheet++) {
        const unsigned char c = (unsigned char)*sheet;

        if (c < 0x80 && c != '_' && !(c >= '0' && c <= '9') &&
            !((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
            return true;
    }
    return false;
}

void
itk_cell_where(struct itk_buf *out, const char *sheet, size_t column, long row)
{
    if (sheet && needs_quotes(sheet)) {
        itk_buf_addc(out, '\'');
        for (; *sheet; sheet++) {
            if (*sheet == '\'')
                itk_buf_addc(out, '\'');
            itk_buf_addc(out, *sheet);
        }
        itk_buf_adds(out, "'!");
    } else if (sheet) {
        itk_buf_adds(out, sheet);
        itk_buf_addc(out, '!');
    }
    itk_column_name(out, column);
    itk_buf_addu(out, (uint64_t)row);
}
