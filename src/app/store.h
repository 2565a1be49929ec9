/*
 * The data that belongs to the program: guideline packages and templates, each
 * loaded once.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_STORE_H
#define ITK_APP_STORE_H

#include "guide/guide.h"
#include "register/register.h"
#include "tmpl/template.h"

#define ITK_PACKAGE_MAX_FILES 2000u
#define ITK_PACKAGE_MAX_BYTES (64u << 20)

/* Threads: any number at once, but for making and freeing it. */
typedef struct itk_store itk_store;

/* `share` holds clauses/ and templates/; it is borrowed. */
itk_store *itk_store_new(const char *share) ITK_MUST_USE;
void itk_store_free(itk_store *store);

/* From now on cases that leave facts out have them from there. Borrowed. */
void itk_store_set_register(itk_store *store, itk_register *reg);
bool itk_store_has_register(const itk_store *store);
/* Puts what the register lends into `*data`, which may become another case. */
bool itk_store_lend(itk_store *store, itk_case **data,
                    const struct itk_guide *guide, itk_findings *found,
                    struct itk_error *err) ITK_MUST_USE;

/* The package clauses/<id>/. Borrowed. */
const struct itk_guide *itk_store_guide(itk_store *store, const char *id,
                                        struct itk_error *err) ITK_MUST_USE;
/* A digest of all that is in the package and in its templates, whether they are
 * used or not; from then on the templates are compiled from the bytes that were
 * digested. NULL when one cannot be read. Borrowed. */
const char *itk_store_digest(itk_store *store, const struct itk_guide *guide);
/* Tells a guide which templates `share` has for it; none is no fault. */
bool itk_store_list_templates(const char *share, struct itk_guide *guide,
                              struct itk_error *err) ITK_MUST_USE;
/* templates/<guideline>/<name>/<date>.docx, compiled. Borrowed. */
const itk_template *itk_store_template(itk_store *store, const char *guideline,
                                       const char *name, const char *date,
                                       struct itk_error *err) ITK_MUST_USE;
/* templates/itaku/<name>/<date>.docx, of no guideline: filled from data
 * (itk_render_data) and not from a plan. */
const itk_template *itk_store_own_template(itk_store *store, const char *name,
                                           const char *date,
                                           struct itk_error *err) ITK_MUST_USE;
/* The id of the only package there is, into `arena`; NULL with `err` when there
 * are none or several. */
const char *itk_store_only(itk_store *store, struct itk_arena *arena,
                           struct itk_error *err) ITK_MUST_USE;

#endif
