/*
 * The relationships that one document's links and pictures add to its parts:
 * the same target in the same part is one relationship, the same picture one
 * file.
 *
 * Source  ECMA-376 Part 2, 6.5 (relationships).
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_RENDER_RELATE_H
#define ITK_RENDER_RELATE_H

#include "base/buf.h"
#include "tmpl/template.h"

#define ITK_RELATIONS_MOST_TEXT "10000" /* ITK_RELS_MAX of opc/rels.h */

/* What a key stands for. */
enum itk_relation_kind { ITK_RELATION_LINK, ITK_RELATION_IMAGE };

struct itk_relation {
    const struct itk_template_rels *of;
    enum itk_relation_kind kind;
    size_t at, size; /* of the target, in `text` */
};

struct itk_relations {
    struct itk_buf text;
    struct itk_relation *list;
    size_t count, room;
    uint32_t *table; /* 1 + index of a relation, by its hash; 0: free */
    size_t table_room;
};

void itk_relations_init(struct itk_relations *relations);
void itk_relations_fini(struct itk_relations *relations);
/* Forgets all, keeps the room. */
void itk_relations_clear(struct itk_relations *relations);

/* The number of the relationship, from 1, which stands behind the prefix of
 * `of` in its id; 0: there are too many. */
size_t itk_relations_add(struct itk_relations *relations,
                         const struct itk_template_rels *of,
                         enum itk_relation_kind kind, const char *target,
                         size_t size);

/* Appends the whole list of the part's relationships; false, with nothing
 * appended, when none were added. */
bool itk_relations_write(const struct itk_relations *relations,
                         const struct itk_template_rels *of,
                         struct itk_buf *out);

#endif
