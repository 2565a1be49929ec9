/*
 * What may stand in a field, in words: for the starter case and the interview.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_INPUT_SHAPE_H
#define ITK_INPUT_SHAPE_H

#include "base/buf.h"
#include "guide/field.h"

/* Appends "one line, at most 40 characters", "date", ... For a choice nothing:
 * its choices say it. */
void itk_field_shape(struct itk_buf *out, enum itk_lang lang,
                     const struct itk_field *field);

#endif
