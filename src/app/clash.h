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

/* Reads the ids of all cases. Clashes go to `found`, each with the place of the
 * second and of the first; what cannot be read is left to who reads it all.
 * `*count`: the cases of the shard. Standard input can be read once more
 * afterwards: it is kept in a temporary file without a name. False with `err`
 * when it cannot be. */
bool itk_clash_find(itk_store *store, const struct itk_paths *paths,
                    const struct itk_shard *shard, size_t *count,
                    itk_findings *found, struct itk_error *err) ITK_MUST_USE;

#endif
