/*
 * What differs from the previous case of the same contractor, which the
 * register has: field by field, those that packet.xml names.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_FORMER_H
#define ITK_APP_FORMER_H

#include "app/dossier.h"
#include "register/register.h"

/* Of each case with pages of its own, once the dossier is arranged. A case
 * whose contractor has none before it goes to `found` as a note. False with
 * `err` when the register cannot be read. */
bool itk_dossier_compare(itk_dossier *dossier, itk_register *reg,
                         itk_findings *found,
                         struct itk_error *err) ITK_MUST_USE;

#endif
