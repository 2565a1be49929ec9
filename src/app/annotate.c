/*
 * A ledger written back as a workbook, with what is wrong at its cells.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "app/annotate.h"
#include "app/cases.h"
#include "app/memory_file.h"
#include "app/out_file.h"
#include "input/workbook.h"

struct itk_annotate {
    enum itk_lang lang;
    struct itk_arena arena;
    struct itk_cell_fault *faults;
    size_t count, room;
};

itk_annotate *
itk_annotate_new(enum itk_lang lang)
{
    itk_annotate *annotate = itk_alloc(sizeof(*annotate));

    *annotate = (itk_annotate){.lang = lang};
    return annotate;
}

void
itk_annotate_free(itk_annotate *annotate)
{
    if (!annotate)
        return;
    itk_arena_fini(&annotate->arena);
    free(annotate->faults);
    free(annotate);
}

static void
add(itk_annotate *annotate, const char *text, const char *hint)
{
    if (annotate->count == annotate->room) {
        annotate->room = annotate->room ? annotate->room * 2 : 64;
        annotate->faults = itk_grow(annotate->faults, annotate->room,
                                    sizeof(*annotate->faults));
    }
    annotate->faults[annotate->count++] =
        (struct itk_cell_fault){itk_arena_dup(&annotate->arena, text),
                                itk_arena_dup(&annotate->arena, hint)};
}

void
itk_annotate_finding(itk_annotate *annotate, const struct itk_finding *finding)
{
    if (finding->severity != ITK_SEV_NOTE)
        add(annotate, finding->text[annotate->lang],
            finding->hint[annotate->lang]);
}

void
itk_annotate_error(itk_annotate *annotate, const struct itk_error *err)
{
    add(annotate, err->text[annotate->lang], err->hint[annotate->lang]);
}

bool
itk_annotate_write(const itk_annotate *annotate, const char *path,
                   const struct itk_guide *guide, const char *out,
                   struct itk_error *err)
{
    itk_out_file *file = itk_out_file_new(out, err);
    struct itk_memory_file memory = {.fd = -1};
    struct itk_arena arena = ITK_ARENA_INIT;
    itk_findings *unused = itk_findings_new();
    itk_book *book = file ? itk_cases_book(path, unused, err) : NULL;
    uint64_t cells;
    const bool ok =
        book && itk_memory_file_open(&memory, err) &&
        itk_workbook_copy(memory.path, book, guide,
                          itk_columns_of(guide, &arena), annotate->lang,
                          annotate->faults, annotate->count, out, &cells,
                          err) &&
        itk_memory_file_take(&memory, itk_out_file_buf(file), err) &&
        itk_workbook_check(out, itk_out_file_buf(file), cells, err);

    if (book)
        book->free(book);
    itk_memory_file_close(&memory);
    itk_arena_fini(&arena);
    itk_findings_free(unused);
    if (ok)
        return itk_out_file_end(file, err);
    itk_out_file_drop(file);
    return false;
}
