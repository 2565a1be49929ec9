/*
 * Where a document goes in a folder that people work in: its own name, or
 * beside a file that somebody has edited.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_PLACE_H
#define ITK_APP_PLACE_H

#include "app/deliver.h"
#include "app/manifest.h"
#include "base/arena.h"

#define ITK_PLACE_TEMP_FORMAT ".itaku-%ld-%u.tmp"
#define ITK_PLACE_OLD         "旧版"
#define ITK_PLACE_MAX_ASIDE   999u

struct itk_place_wish {
    const char *folder; /* below the output folder */
    const char *file;
    const char *sha256; /* of the new bytes */
    bool replace_edited;
    bool keep_old; /* what is replaced is kept in 旧版/ */
};

struct itk_place {
    char *name; /* the final name in the folder */
    enum itk_delivered result;
    bool write;   /* bytes are to be written and renamed to `name` */
    bool record;  /* a line of the manifest is owed */
    bool replace; /* what is there may be replaced: it is recorded, untouched */
    char *move;   /* the new name below 旧版/ of what is there, or NULL */
};

/* Decides; writes nothing, but gives stamps to the entries of files that it had
 * to read. False with errno when the folder cannot be read. */
bool itk_place_find(int folder, itk_manifest *manifest,
                    const struct itk_place_wish *wish, struct itk_place *place);
/* Renames the temporary to its place; false with errno. */
bool itk_place_commit(int folder, const char *temp,
                      const struct itk_place *place);
void itk_place_fini(struct itk_place *place);

/* Is a document of that name open in Word? */
bool itk_place_in_word(int folder, const char *file);
/* The lowest free name for it below 旧版/, to be freed; NULL with errno. */
char *itk_place_old_name(int folder, const char *file);
/* Moves the file to that name below 旧版/ (which is made), for good; false with
 * errno, and the file is where it was. */
bool itk_place_move_old(int folder, const char *file, const char *to);

/* Is the file the recorded one? It is read, and then given a stamp, only when
 * its stamp does not hold. */
bool itk_place_untouched(int folder, const char *file,
                         struct itk_manifest_entry *entry);

/* Are these the bytes of the file (a path below the folder)? */
bool itk_place_holds(int folder, const char *file,
                     const struct itk_digest *sha256);

/* Is it the name of a temporary of ours? Only one left behind, while the folder
 * is locked and nothing is being written. */
bool itk_place_is_stale(const char *name);
/* A whole regular file from its beginning; false with errno (EFBIG past
 * `limit`). */
bool itk_place_read(int fd, size_t limit, struct itk_arena *arena,
                    struct itk_blob *blob);

#endif
