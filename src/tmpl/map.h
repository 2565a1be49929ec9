/*
 * Where something stands in a part, as a person finds it: the heading above,
 * and table, row and cell. Made when somebody asks, part by part.
 *
 * Headings  paragraphs with an outline level of their own or of their style.
 * Source    ECMA-376 Part 1, 17.3.1.20 (outlineLvl), 17.7 (styles).
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_MAP_H
#define ITK_TMPL_MAP_H

#include "base/arena.h"
#include "opc/package.h"

struct itk_position {
    const char *heading;     /* cut short; NULL: there is none above */
    size_t table, row, cell; /* from 1, of the innermost table; 0: in none */
};

typedef struct itk_maps itk_maps;

/* The package must outlive the maps, which one thread uses at a time. */
itk_maps *itk_maps_new(const itk_package *package) ITK_MUST_USE;
void itk_maps_free(itk_maps *maps);

/* `at` is an offset in the part's bytes, behind a byte order mark. */
struct itk_position itk_maps_at(itk_maps *maps, const char *part, size_t at);

#endif
