/*
 * Cases written in another form, without loss.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_CONVERT_H
#define ITK_APP_CONVERT_H

#include "input/case.h"

enum itk_form {
    ITK_FORM_NONE,
    ITK_FORM_XML,       /* a file with one case */
    ITK_FORM_XML_FILES, /* a folder, a file for each */
    ITK_FORM_JSON,      /* one case, or an array */
    ITK_FORM_JSON_LINES,
    ITK_FORM_CSV,       /* the table of the cases alone */
    ITK_FORM_CSV_FILES, /* a folder, with a file for each list as well */
    ITK_FORM_XLSX
};

/* The form that a name asks for by its end; a name without one is a folder of
 * XML files. */
enum itk_form itk_form_of(const char *path);
/* The form of that name ("xml", "json", ...) for that path. NONE when there is
 * no such form. */
enum itk_form itk_form_named(const char *name, const char *path);

/* An empty ledger of the guideline, as a workbook in a new file. */
bool itk_convert_new_ledger(const char *path, const struct itk_guide *guide,
                            enum itk_lang lang,
                            struct itk_error *err) ITK_MUST_USE;

typedef struct itk_convert itk_convert;

/* `path` is borrowed. Nothing is made before the first case. */
itk_convert *itk_convert_new(const char *path, enum itk_form form,
                             enum itk_lang lang) ITK_MUST_USE;
/* All cases are of one guide, which must outlive the conversion. */
bool itk_convert_put(itk_convert *convert, const itk_case *data,
                     const struct itk_guide *guide,
                     struct itk_error *err) ITK_MUST_USE;
/* Makes the output whole and frees all in any event. */
bool itk_convert_end(itk_convert *convert, struct itk_error *err) ITK_MUST_USE;
void itk_convert_drop(itk_convert *convert);

#endif
