/*
 * libxlsxwriter, loaded when a workbook is written: it brings a library of
 * ciphers with it, which would double the time that every start takes.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_INPUT_LXW_H
#define ITK_INPUT_LXW_H

#include <xlsxwriter.h>

#include "base/error.h"

/* What is used of it, by name. */
#define ITK_LXW_FUNCTIONS(X) \
    X(format_set_align) \
    X(format_set_bg_color) \
    X(format_set_bold) \
    X(format_set_border) \
    X(format_set_border_color) \
    X(format_set_font_color) \
    X(format_set_num_format) \
    X(format_set_text_wrap) \
    X(lxw_strerror) \
    X(workbook_add_format) \
    X(workbook_add_worksheet) \
    X(workbook_close) \
    X(workbook_get_worksheet_by_name) \
    X(workbook_new_opt) \
    X(workbook_set_properties) \
    X(worksheet_data_validation_range) \
    X(worksheet_freeze_panes) \
    X(worksheet_set_column) \
    X(worksheet_set_row) \
    X(worksheet_write_blank) \
    X(worksheet_write_boolean) \
    X(worksheet_write_comment_opt) \
    X(worksheet_write_number) \
    X(worksheet_write_string)

struct itk_lxw {
#define X(name) __typeof__(&name) name;
    ITK_LXW_FUNCTIONS(X)
#undef X
};

/* False with `err` set when it is not there. */
bool itk_lxw_load(struct itk_lxw *lxw, struct itk_error *err) ITK_MUST_USE;

#endif
