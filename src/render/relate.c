/*
 * A list of relationships, and a table to find them again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "render/relate.h"
#include "xml/write.h"

#define OFFICE_REL                                                             \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

void
itk_relations_init(struct itk_relations *relations)
{
    *relations = (struct itk_relations){.text = ITK_BUF_INIT};
}

void
itk_relations_fini(struct itk_relations *relations)
{
    itk_buf_free(&relations->text);
    free(relations->list);
    free(relations->table);
}

void
itk_relations_clear(struct itk_relations *relations)
{
    if (relations->count == 0)
        return;
    itk_buf_clear(&relations->text);
    relations->count = 0;
    memset(relations->table, 0,
           relations->table_room * sizeof(*relations->table));
}

/* FNV-1a */
static size_t
hash_of(const struct itk_template_rels *of, enum itk_relation_kind kind,
        const char *target, size_t size)
{
    uint64_t hash = 0xcbf29ce484222325u ^ (uintptr_t)of ^ (uint64_t)kind;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)target[i]) * 0x100000001b3u;
    return (size_t)(hash ^ (hash >> 32));
}

/* Its slot, or the free one where it would be. */
static uint32_t *
slot_of(const struct itk_relations *relations,
        const struct itk_template_rels *of, enum itk_relation_kind kind,
        const char *target, size_t size)
{
    const size_t mask = relations->table_room - 1;
    size_t at = hash_of(of, kind, target, size) & mask;

    while (relations->table[at] != 0) {
        const struct itk_relation *one =
            &relations->list[relations->table[at] - 1];

        if (one->of == of && one->kind == kind && one->size == size &&
            memcmp(relations->text.data + one->at, target, size) == 0)
            break;
        at = (at + 1) & mask;
    }
    return &relations->table[at];
}

/* Half of the table stays free. */
static void
make_room(struct itk_relations *relations)
{
    if (relations->count == relations->room) {
        relations->room = relations->room ? relations->room * 2 : 32;
        relations->list = itk_grow(relations->list, relations->room,
                                   sizeof(*relations->list));
    }
    if (relations->table_room >= 2 * (relations->count + 1))
        return;
    relations->table_room =
        relations->table_room ? relations->table_room * 2 : 64;
    free(relations->table);
    relations->table =
        itk_alloc(relations->table_room * sizeof(*relations->table));
    for (size_t i = 0; i < relations->count; i++) {
        const struct itk_relation *one = &relations->list[i];

        *slot_of(relations, one->of, one->kind, relations->text.data + one->at,
                 one->size) = (uint32_t)(i + 1);
    }
}

size_t
itk_relations_add(struct itk_relations *relations,
                  const struct itk_template_rels *of,
                  enum itk_relation_kind kind, const char *target, size_t size)
{
    uint32_t *slot;

    make_room(relations);
    slot = slot_of(relations, of, kind, target, size);
    if (*slot != 0)
        return *slot;
    if (relations->count >= of->most)
        return 0;
    relations->list[relations->count++] =
        (struct itk_relation){of, kind, relations->text.size, size};
    itk_buf_add(&relations->text, target, size);
    *slot = (uint32_t)relations->count;
    return *slot;
}

static void
put_relation(const struct itk_relations *relations, size_t index,
             struct itk_buf *out)
{
    const struct itk_relation *one = &relations->list[index];
    const bool link = one->kind == ITK_RELATION_LINK;

    itk_buf_adds(out, one->of->element);
    itk_buf_adds(out, " Id=\"");
    itk_buf_adds(out, one->of->prefix);
    itk_buf_addu(out, index + 1);
    itk_buf_adds(out, "\" Type=\"" OFFICE_REL);
    itk_buf_adds(out, link ? "hyperlink" : "image");
    itk_buf_adds(out, "\" Target=\"");
    itk_xml_escape_attr(out, relations->text.data + one->at, one->size);
    itk_buf_adds(out, link ? "\" TargetMode=\"External\"/>" : "\"/>");
}

bool
itk_relations_write(const struct itk_relations *relations,
                    const struct itk_template_rels *of, struct itk_buf *out)
{
    bool any = false;

    for (size_t i = 0; i < relations->count; i++) {
        if (relations->list[i].of != of)
            continue;
        if (!any)
            itk_buf_add(out, of->head, of->head_size);
        any = true;
        put_relation(relations, i, out);
    }
    if (any)
        itk_buf_add(out, of->tail, of->tail_size);
    return any;
}
