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

#endif
