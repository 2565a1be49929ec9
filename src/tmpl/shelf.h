/*
 * The phrases that were learnt for a template, while it lives.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_SHELF_H
#define ITK_TMPL_SHELF_H

#include "tmpl/template.h"

struct itk_shelf;
typedef struct itk_shelf itk_shelf;

itk_shelf *itk_shelf_new(void) ITK_MUST_USE;
void itk_shelf_free(itk_shelf *shelf);

/* Those for the key, or those that the source tells. Threads: any. */
const itk_phrases *itk_shelf_get(itk_shelf *shelf,
                                 const struct itk_program *program,
                                 struct itk_phrases_key key,
                                 struct itk_phrases_source source);

#endif
