/*
 * The id of a case. It becomes the name of a folder and of files, on Linux and
 * on the Windows machines that the documents go to.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_INPUT_ID_H
#define ITK_INPUT_ID_H

#include "base/error.h"

/* 64 characters; the bytes leave room for the rest of a file name of 255. */
#define ITK_CASE_ID_MAX_BYTES 128u

/* ASCII letters and digits, - _ . and Japanese letters and kanji; not first a
 * full stop or hyphen, not last a full stop, no device name of Windows. */
bool itk_case_id_check(const char *id, enum itk_fault fault, struct itk_loc loc,
                       struct itk_error *err) ITK_MUST_USE;
/* Lower-case ASCII letters, digits and hyphens, at most ITK_CASE_ID_MAX: a
 * guideline's id names a folder. */
bool itk_guideline_id_check(const char *id, enum itk_fault fault,
                            struct itk_loc loc,
                            struct itk_error *err) ITK_MUST_USE;

#endif
