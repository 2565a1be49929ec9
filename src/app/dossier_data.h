/*
 * What the dossier's files share: dossier.c (heads, order, numbers),
 * dossier_json.c (what templates are filled with).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_DOSSIER_DATA_H
#define ITK_APP_DOSSIER_DATA_H

#include "app/dossier.h"

struct itk_dossier {
    struct itk_dossier_options options;
    const struct itk_guide *guide; /* NULL: no case yet */
    const struct itk_packet_version *packet;
    struct itk_dossier_case *cases;
    size_t count, room;
    struct itk_arena arena;
};

/* The plan of that document, or of its first member; NULL when there is none.
 */
const struct itk_planned *
itk_dossier_planned(const itk_plans *plans,
                    const struct itk_document *document);
/* A text of a document that is ready; "" when it has none of that id. */
const char *itk_dossier_text(const struct itk_planned *planned, const char *id);
json_t *itk_dossier_case_json(const itk_dossier *dossier,
                              const struct itk_dossier_case *one,
                              size_t number);

#endif
