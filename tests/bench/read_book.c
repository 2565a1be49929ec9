/*
 * Reads every cell of a workbook, as a ledger is read; prints how many there
 * were and the processor time that it took.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <time.h>

#include "base/file.h"
#include "opc/gate.h"
#include "table/xlsx.h"
#include "xml/xml.h"

int
main(int argc, char **argv)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    const clock_t begin = clock();
    enum itk_next next = ITK_NEXT_END;
    itk_book *book = NULL;
    struct itk_blob blob;
    size_t cells = 0;

    itk_xml_init();
    if (argc == 2 && itk_file_read(argv[1], ITK_ZIP_MAX_BYTES, ITK_FAULT_CASE,
                                   &arena, &blob, &err))
        book = itk_xlsx_open(&blob, &arena, found, &err);
    for (size_t i = 0; book && next == ITK_NEXT_END && i < book->count; i++) {
        itk_table *table = book->open(book, i, &err);
        struct itk_row row;

        while ((next = table->next(table, &row, &err)) == ITK_NEXT_RECORD)
            cells += row.count;
        table->free(table);
    }
    if (!book || next != ITK_NEXT_END) {
        fprintf(stderr, "%s\n", err.text[ITK_EN] ? err.text[ITK_EN] : "FILE");
        return 1;
    }
    printf("%zu %.3f\n", cells,
           (double)(clock() - begin) / (double)CLOCKS_PER_SEC);
    book->free(book);
    itk_findings_free(found);
    itk_xml_done();
    return 0;
}
