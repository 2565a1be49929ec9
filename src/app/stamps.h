/*
 * What the recorded files of an output folder were like when they were last
 * known to be untouched, so that the next run need not read them (as the index
 * of git): .itaku-index beside the manifest. It only saves work: damaged, or of
 * another manifest, it is passed over, and the files are read.
 *
 * As in git, a file that had just been written to when the stamps are saved
 * gets none: written to again in the same moment, its times would stay what
 * they are.
 *
 * Source  Documentation/technical/racy-git.txt of git.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_STAMPS_H
#define ITK_APP_STAMPS_H

#include <sys/stat.h>

#include "app/manifest.h"

#define ITK_STAMPS_NAME ".itaku-index"

struct itk_stamp itk_stamp_of(const struct stat *info);
/* Is the file still as it was? */
bool itk_stamp_holds(const struct itk_manifest_entry *entry,
                     const struct stat *info);

/* Has so much time passed since that a file written to now would have other
 * times? */
bool itk_stamp_is_old(const struct itk_stamp *stamp);

/* Sets the stamps of the entries from the file below `folder`. */
void itk_stamps_load(int folder, itk_manifest *manifest);
/* Writes them, whole or not at all; a failure does no harm. */
void itk_stamps_save(int folder, const itk_manifest *manifest);

#endif
