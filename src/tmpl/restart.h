/*
 * Whether a numbered list begins anew in each copy of a section: when the
 * section says so ({#x|restart}); else when the list is something within the
 * copy, and not the copies themselves: it has two paragraphs or more in the
 * section, or one in a section in it, and the section does not begin with it.
 * {#x|continue}: it goes on, whatever the sections around say.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_RESTART_H
#define ITK_TMPL_RESTART_H

#include "tmpl/copies.h"

/* Finds the lists in what may repeat. */
void itk_restart_find(struct itk_copies *copies);
void itk_restart_free(struct itk_copies *copies);

/* The list of the anchor: its number among those that begin anew, and in `node`
 * the section in each copy of which it does; or ITK_NO_PASS. */
uint32_t itk_restart_list(struct itk_copies *copies, size_t anchor,
                          size_t *node);

#endif
