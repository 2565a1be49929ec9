/*
 * A first look at all cases: how many there are, and whether the folders of two
 * would be one and the same, on any system: ids are compared in normal form
 * NFKC and without regard to capital letters.
 *
 * Memory    16 to 64 bytes a case.
 * Source    Unicode Standard Annex 15; Unicode chapter 3.13, toNFKC_Casefold.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_CLASH_H
#define ITK_APP_CLASH_H

#include "app/batch.h"

#define ITK_CLASH_MAX 100u /* told of */

/* The inputs of a command, as itk_cases_new takes them. */
struct itk_paths {
    const char *const *at;
    size_t count;
};

typedef struct itk_clash itk_clash;

itk_clash *itk_clash_new(const struct itk_shard *shard);
void itk_clash_free(itk_clash *clash);

/* Reads the ids of all cases. Clashes go to `found`, each with the place of the
 * second and of the first; what is wrong with a case is left to who reads it
 * all. Standard input can be read once more afterwards: it is kept in a
 * temporary file without a name. False with `err` when that cannot be, or
 * when the machine fails on the way. */
bool itk_clash_find(itk_clash *clash, itk_store *store,
                    const struct itk_paths *paths, itk_findings *found,
                    struct itk_error *err) ITK_MUST_USE;
/* The cases of the shard that were seen. */
size_t itk_clash_cases(const itk_clash *clash);
/* Was a case of that id seen, and not taken yet? Otherwise the inputs are no
 * longer what they were, and nobody knows what it clashes with. */
bool itk_clash_take(itk_clash *clash, const char *id) ITK_MUST_USE;

#endif
