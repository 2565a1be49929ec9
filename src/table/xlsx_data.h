/*
 * The inside of a workbook, shared by the files that read it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TABLE_XLSX_DATA_H
#define ITK_TABLE_XLSX_DATA_H

#include <zlib.h>

#include "opc/gate.h"
#include "opc/rels.h"
#include "table/xlsx.h"
#include "xml/stream.h"

struct itk_xlsx {
    itk_book book;
    struct itk_arena arena;
    struct itk_blob archive;
    struct itk_zip_entry *entries;
    size_t entries_count;
    const struct itk_zip_entry **sheets; /* by their order */
    bool from_1904;
    bool *dates; /* by the index of a cell's format */
    size_t dates_count;
    struct itk_buf strings; /* shared ones, each ended by NUL */
    size_t *starts;         /* one more than there are */
    size_t strings_count;
};

/* An entry's bytes, inflated chunk by chunk into a stream of XML. */
struct itk_xlsx_part {
    const struct itk_xlsx *xlsx;
    const struct itk_zip_entry *entry;
    itk_xml_stream *stream;
    z_stream inflater;
    bool inflating, ended;
    size_t at; /* bytes that came out */
    uint32_t crc;
};

void itk_xlsx_part_open(struct itk_xlsx_part *part, const struct itk_xlsx *xlsx,
                        const struct itk_zip_entry *entry,
                        const struct itk_xml_events *events, void *self);
/* Feeds the next chunk; `ended` is set behind the last. False with `err` set
 * when the part is not sound. */
bool itk_xlsx_part_feed(struct itk_xlsx_part *part,
                        struct itk_error *err) ITK_MUST_USE;
void itk_xlsx_part_close(struct itk_xlsx_part *part);

/* A part of moderate size, whole; NULL with `err` set. In the arena. */
const void *itk_xlsx_whole(struct itk_xlsx *xlsx,
                           const struct itk_zip_entry *entry,
                           struct itk_error *err) ITK_MUST_USE;
const struct itk_zip_entry *itk_xlsx_find(const struct itk_xlsx *xlsx,
                                          const char *name); /* or NULL */

bool itk_xlsx_read_styles(struct itk_xlsx *xlsx,
                          const struct itk_zip_entry *entry,
                          struct itk_error *err) ITK_MUST_USE;
bool itk_xlsx_read_strings(struct itk_xlsx *xlsx,
                           const struct itk_zip_entry *entry,
                           struct itk_error *err) ITK_MUST_USE;

/* Does a number with this format show a day (ECMA-376 Part 1, 18.8.30)? */
bool itk_xlsx_is_date(const char *format);
/* Appends text with _xHHHH_ resolved (18.3.1.53, ST_Xstring). */
void itk_xlsx_text(struct itk_buf *out, const char *text, size_t size);

itk_table *itk_xlsx_sheet(struct itk_xlsx *xlsx, size_t index) ITK_MUST_USE;

#endif
