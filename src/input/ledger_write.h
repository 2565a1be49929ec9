/*
 * A case as rows of a ledger: its row in the table of the cases, and one for
 * each member of its lists. Where the cells go is for the sink.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_INPUT_LEDGER_WRITE_H
#define ITK_INPUT_LEDGER_WRITE_H

#include "input/case.h"
#include "input/columns.h"

struct itk_ledger_sink {
    void *self;
    /* A cell of the row at hand of a table; `column` indexes its columns, in
     * rising order. `value` is NULL for the columns that are no field: then
     * `word` is what stands there: an id, "yes" or "no". */
    void (*cell)(void *self, size_t table, size_t column,
                 const struct itk_value *value, const char *word);
    void (*end_row)(void *self, size_t table);
};

/* `tables` are those of the case's guide (itk_columns_of). */
void itk_ledger_write(const itk_case *data, const struct itk_guide *guide,
                      const struct itk_columns *tables,
                      const struct itk_ledger_sink *sink);

#endif
