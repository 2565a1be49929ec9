/*
 * A case as rows of a ledger.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "input/ledger_write.h"

static void
write_cases_row(const itk_case *data, const struct itk_guide *guide,
                const struct itk_columns *table,
                const struct itk_ledger_sink *sink)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct itk_ledger_column *column = &table->at[i];
        const struct itk_members *members;
        const struct itk_value *value;

        switch (column->kind) {
        case ITK_COLUMN_CASE:
            sink->cell(sink->self, 0, i, NULL, itk_case_id(data));
            break;
        case ITK_COLUMN_GUIDELINE:
            sink->cell(sink->self, 0, i, NULL, guide->id);
            break;
        case ITK_COLUMN_LIST:
            members = itk_case_members(data, column->list);
            if (members->known)
                sink->cell(sink->self, 0, i, NULL,
                           members->count ? "yes" : "no");
            break;
        case ITK_COLUMN_FIELD:
            value = itk_case_value(data, column->field, 0);
            if (value->present)
                sink->cell(sink->self, 0, i, value, NULL);
            break;
        }
    }
    sink->end_row(sink->self, 0);
}

void
itk_ledger_write(const itk_case *data, const struct itk_guide *guide,
                 const struct itk_columns *tables,
                 const struct itk_ledger_sink *sink)
{
    const struct itk_dictionary *dict = &guide->dictionary;

    write_cases_row(data, guide, &tables[0], sink);
    for (size_t i = 0; i < dict->lists_count; i++) {
        const struct itk_list *list = &dict->lists[i];
        const struct itk_members *members = itk_case_members(data, list);

        for (size_t m = 0; m < members->count; m++) {
            sink->cell(sink->self, i + 1, 0, NULL, itk_case_id(data));
            for (size_t f = 0; f < list->fields_count; f++) {
                const struct itk_value *value =
                    itk_case_value(data, &list->first[f], m);

                if (value->present)
                    sink->cell(sink->self, i + 1, f + 1, value, NULL);
            }
            sink->end_row(sink->self, i + 1);
        }
    }
}
