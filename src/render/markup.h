/*
 * Markup that the program makes, as known text (tmpl/phrases.h): a tag is a
 * stretch, and so is what stands between two. What is learnt is what two parts
 * have in common that are made of different values.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_RENDER_MARKUP_H
#define ITK_RENDER_MARKUP_H

#include "render/deflate.h"

struct itk_markup {
    const char *at;
    size_t size;
};

/* Both have the same elements in the same order. */
void itk_markup_learn(itk_phrases *phrases, struct itk_markup one,
                      struct itk_markup other);
/* The same for what may not be there in the end; what is known stays so. */
void itk_markup_learn_rare(itk_phrases *phrases, struct itk_markup one,
                           struct itk_markup other);

/* Tells what the bytes are that stand next in a part, behind `begin` others. */
void itk_markup_trace(const itk_phrases *phrases, size_t begin,
                      struct itk_markup markup, struct itk_trace *trace);

#endif
