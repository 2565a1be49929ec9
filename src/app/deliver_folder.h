/*
 * The output folder behind app/deliver.h: its lock, its manifest and its
 * layout, for the two files that work on it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_DELIVER_FOLDER_H
#define ITK_APP_DELIVER_FOLDER_H

#include <pthread.h>

#include "app/deliver.h"
#include "app/manifest.h"
#include "base/arena.h"

#define ITK_DELIVER_LOCK   ".itaku-lock"
#define ITK_DELIVER_DIGITS 2 /* of the hash, in a spread layout */

struct itk_deliver {
    char *folder; /* as the user knows it */
    char *name;   /* of the manifest, likewise */
    int fd;
    int lock; /* a file with a byte in it: a run is, or was killed, at work */
    bool marked; /* that byte is ours */
    int journal; /* the manifest, open for appending */
    bool replace_edited, keep_old, look;
    bool made;       /* the folder: by us */
    int broken;      /* the errno after which nothing here can be trusted */
    unsigned serial; /* of temporaries */
    pthread_mutex_t mutex; /* of the manifest */
    itk_manifest *manifest;
    struct itk_arena arena; /* names that results point at */
};

/* The folder above the case's in a spread layout. */
void itk_deliver_spread_name(const char *folder,
                             char name[ITK_DELIVER_DIGITS + 1]);
/* Appends lines to the manifest, with their fsync. */
bool itk_deliver_append(itk_deliver *deliver, const struct itk_buf *lines,
                        struct itk_error *err);

/* The path of a case's file below the output folder. */
char *itk_deliver_path(const itk_deliver *deliver, const char *folder,
                       const char *file) ITK_MUST_USE;
/* Is the file (its path below the output folder) recorded, and as it was? Any
 * thread. */
bool itk_deliver_untouched(itk_deliver *deliver, const char *file);

/* `below`: the path below the output folder, its parts. False. */
bool itk_deliver_fail(const itk_deliver *deliver, const char *const below[],
                      enum itk_msg id, int number, struct itk_error *err);
/* After a failed sync the kernel may have dropped what it could not write, and
 * the next sync would succeed all the same: so there is no next one. */
bool itk_deliver_fail_sync(itk_deliver *deliver, const char *const below[],
                           int number, struct itk_error *err);

#endif
