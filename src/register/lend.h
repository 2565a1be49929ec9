/*
 * What the register lends to one case, while it is gathered. Internal to
 * register/.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_REGISTER_LEND_H
#define ITK_REGISTER_LEND_H

#include "input/lent.h"
#include "register/db.h"

struct itk_lending {
    itk_register *reg;
    const itk_case *data;
    const struct itk_guide *guide;
    itk_findings *found;
    struct itk_error *err;
    struct itk_arena arena;
    struct itk_lent *lent;
    size_t count, room;
};

/* Is nothing known of that field (in that member), and nothing lent yet? */
bool itk_lending_lacks(const struct itk_lending *l,
                       const struct itk_field *field, size_t member);
/* Lends a value out of the case `id`, unless the field has one. */
void itk_lending_add(struct itk_lending *l, const struct itk_field *field,
                     size_t member, const char *text, const char *id);
/* The same for the word that a list has no members. */
void itk_lending_none(struct itk_lending *l, const struct itk_list *list,
                      const char *id);
/* itk_register_lend with what the register has of the case itself alone. */
bool itk_register_lend_own(itk_register *reg, const itk_case *data,
                           const struct itk_guide *guide, itk_findings *found,
                           itk_case **lent, struct itk_error *err) ITK_MUST_USE;
/* All <lender> of register.xml. */
bool itk_lending_lenders(struct itk_lending *l) ITK_MUST_USE;

#endif
