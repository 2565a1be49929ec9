/*
 * The packet: the pages in front, then each case behind its cover, bound into
 * one document (render/bind.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_PACKET_H
#define ITK_APP_PACKET_H

#include "app/dossier.h"
#include "render/bind.h"

/* Appends the .docx; the dossier is arranged. */
bool itk_packet_bind(const itk_dossier *dossier, itk_store *store,
                     struct itk_buf *docx, struct itk_error *err) ITK_MUST_USE;

/* The same as single documents below `folder`: the pages in front, and for each
 * case a folder with its cover and its documents. Those that an earlier run has
 * made of the same packet stay (app/split.h). */
struct itk_packet_paths {
    struct itk_arena arena;
    const char **at; /* those without a PDF beside them */
    size_t count;
    size_t made; /* how many stand, also when the rest could not be made */
};
bool itk_packet_split(const itk_dossier *dossier, itk_store *store,
                      const char *folder, struct itk_packet_paths *paths,
                      struct itk_error *err) ITK_MUST_USE;
void itk_packet_paths_fini(struct itk_packet_paths *paths);

#endif
