/*
 * What an output folder keeps, by its manifest: for verifying, comparing and
 * merging. Only merging locks the folders: of one that a run works in, the
 * others see what is recorded at the moment.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_KEPT_H
#define ITK_APP_KEPT_H

#include "app/manifest.h"

struct itk_kept {
    int fd;     /* of the folder */
    char *name; /* of the manifest, as the user knows it */
    itk_manifest *manifest;
};

/* False with `err` when there is none, or it is bad. Close it in any event. */
bool itk_kept_open(struct itk_kept *kept, const char *folder,
                   struct itk_error *err) ITK_MUST_USE;
/* Is it an output folder at all? False with `err`. */
bool itk_kept_is(const char *folder, struct itk_error *err) ITK_MUST_USE;
void itk_kept_close(struct itk_kept *kept);

/* Reads a manifest to its end, in stretches, with how many bytes there are.
 * False with errno, or with `err` set. */
bool itk_kept_read(itk_manifest *manifest, int fd, uint64_t *size,
                   struct itk_error *err) ITK_MUST_USE;

enum itk_kept_state {
    ITK_KEPT_WHOLE,  /* as it was recorded, byte for byte */
    ITK_KEPT_EDITED, /* other bytes, or no plain file */
    ITK_KEPT_GONE,
    ITK_KEPT_FOREIGN, /* a .docx that is not recorded */
    ITK_KEPT_STATES
};

/* Tells of each recorded file in the order of the manifest, then of the others
 * in the order of their names; those of 旧版 are left out. */
void itk_kept_verify(const struct itk_kept *kept,
                     void (*report)(void *self, enum itk_kept_state state,
                                    const char *file),
                     void *self);

enum itk_kept_change {
    ITK_KEPT_ONLY_FIRST,
    ITK_KEPT_ONLY_SECOND,
    ITK_KEPT_PARTS, /* the documents differ */
    ITK_KEPT_BYTES, /* only the bytes of the files do, not the parts */
    ITK_KEPT_CHANGES
};

/* What two folders record, file by file: those of the first in its order, then
 * those that only the second has. The files are not read. */
void itk_kept_compare(const struct itk_kept *first,
                      const struct itk_kept *second,
                      void (*report)(void *self, enum itk_kept_change change,
                                     const char *file),
                      void *self);

/* One manifest, for the folder `above`, of those of folders below it. A case of
 * two of them is an error (ITK_FAULT_CALLER). Replaces that of `above`. */
bool itk_kept_merge(const char *above, const char *const folders[],
                    size_t count, size_t *files,
                    struct itk_error *err) ITK_MUST_USE;

#endif
