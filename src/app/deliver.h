/*
 * Documents as files: whole or absent, and what a person edited is kept.
 * One output folder has one lock and one manifest.
 *
 * Order     all bytes in memory; each written under a temporary name in its
 *           folder (O_EXCL, O_NOFOLLOW); for a group of up to
 *           ITK_DELIVER_GROUP: one syncfs, renameat2 (no replacing, unless a
 *           recorded file is replaced), fsync of the folders, then the
 *           manifest's lines and their fsync. A failed fsync is never tried
 *           again as success.
 * Layout    FOLDER/<case id>/<file>, or, where there are so many cases that
 *           the folder of them all would be slow to use, FOLDER/<two hex
 *           digits of a hash of the id>/<case id>/<file>. The first run
 *           chooses; the manifest says so to the others.
 * Threads   one, but for what says otherwise.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_DELIVER_H
#define ITK_APP_DELIVER_H

#include "app/done.h"
#include "app/manifest.h"
#include "base/digest.h"
#include "base/error.h"

#define ITK_DELIVER_GROUP 128u
#define ITK_DELIVER_SPREAD                                                     \
    10000u /* cases from which a new folder is spread                          \
            */

enum itk_delivered {
    ITK_DELIVERED_NEW,      /* made */
    ITK_DELIVERED_SAME,     /* was there already, with the same bytes */
    ITK_DELIVERED_REPLACED, /* a recorded, untouched file was replaced */
    ITK_DELIVERED_ASIDE,    /* the file there was edited (or is not ours, or is
                               open in Word): it stays, ours is NAME.new.docx */
    ITK_DELIVERED_MOVED,    /* the edited file went into 旧版/, ours took its
                               place (--replace-edited) */
    ITK_DELIVERED_RESULTS
};

/* What one document becomes. `folder` is that of the case (its id), `file` the
 * document's name. Strings and bytes stay the caller's. */
struct itk_delivery {
    const char *folder;
    const char *file;
    const void *data;
    size_t size;
    struct itk_digest sha256; /* of the bytes */
    /* for the manifest */
    const char *parts, *case_id, *document, *case_digest, *program;
    enum itk_delivered result; /* set by itk_deliver_group */
    const char *aside;         /* ASIDE: the name it has now; lives until
                                  itk_deliver_close */
    /* Set: this is no document, but says that all of its case are delivered;
     * recorded unless one of them was put aside. */
    const struct itk_manifest_case *done;
};

typedef struct itk_deliver itk_deliver;

struct itk_deliver_options {
    bool replace_edited; /* an edited file is moved into 旧版/ */
    bool keep_old;       /* and so is any other that is replaced */
    size_t cases;        /* about so many are to come */
    bool look;           /* nothing is to be delivered: nothing is made, locked
                            or cleaned up, and no folder is an empty one */
};

/* Makes the folder if it is not there (its parent must be), locks it (a second
 * run says so and stops: ITK_FAULT_MACHINE), removes our own stale temporaries
 * and reads the manifest: a torn last line is cut off, a line whose checksum
 * is wrong is an error that names it. */
itk_deliver *itk_deliver_open(const char *folder,
                              const struct itk_deliver_options *options,
                              struct itk_error *err) ITK_MUST_USE;
/* Is a file of that name recorded? Any thread. */
bool itk_deliver_knows(itk_deliver *deliver, const char *folder,
                       const char *file);
/* What a document of these parts (render/render.h) would become, but for what
 * is open in Word; SAME: it is there as it was made, and untouched, so that it
 * need not be made. Any thread. */
enum itk_delivered itk_deliver_look(itk_deliver *deliver, const char *folder,
                                    const char *file, const char *parts);
/* Is all that goes into the case what it was, and each of its files, too? Then
 * `one` says what it came to, until itk_deliver_close. Any thread. */
bool itk_deliver_is_done(itk_deliver *deliver, const struct itk_done *done,
                         struct itk_manifest_case *one);
/* The recorded digest of a file's bytes; false when there is none. Any thread.
 */
bool itk_deliver_recorded(itk_deliver *deliver, const char *folder,
                          const char *file, struct itk_digest *sha256);
/* The recorded files in the case's folder that are there, each with its
 * document: `one` is called with the lock held. Any thread. */
void itk_deliver_recorded_of(itk_deliver *deliver, const char *case_id,
                             void (*one)(void *self, const char *file,
                                         const char *document),
                             void *self);
/* Are these the bytes of the file that is there? Any thread. */
bool itk_deliver_holds(const itk_deliver *deliver, const char *folder,
                       const char *file, const struct itk_digest *sha256);
/* Appends the case's folder below the output folder. */
void itk_deliver_put_folder(const itk_deliver *deliver, const char *folder,
                            struct itk_buf *out);
/* Delivers a group, at most ITK_DELIVER_GROUP of one call; sets results. False
 * when the machine fails: then every file is as it was before, or whole. */
bool itk_deliver_group(itk_deliver *deliver, struct itk_delivery *at,
                       size_t count, struct itk_error *err) ITK_MUST_USE;
void itk_deliver_close(itk_deliver *deliver);

/* ---- files that are no longer made (deliver_old.c) ---- */

enum itk_retired {
    ITK_RETIRED_MOVED, /* it is in 旧版/ now */
    ITK_RETIRED_GONE,  /* it was not there any more */
    ITK_RETIRED_LEFT   /* edited, or open in Word: it stays, and is recorded */
};

struct itk_retiring {
    const char *file; /* as recorded, relative to the output folder */
    enum itk_retired result;
};

/* What would become of it. Any thread. */
enum itk_retired itk_deliver_look_old(itk_deliver *deliver, const char *file);
/* Takes recorded files out of the folder, and tells the manifest; an edited one
 * only where edited files are moved. False when the machine fails: then each is
 * where it was, or moved; what is not in the manifest yet will be there after
 * the next call. */
bool itk_deliver_retire(itk_deliver *deliver, struct itk_retiring *at,
                        size_t count, struct itk_error *err) ITK_MUST_USE;

#endif
