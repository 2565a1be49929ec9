/*
 * Documents as files: whole or absent, and what a person edited is kept.
 * One output folder has one lock and one manifest.
 *
 * Order     all bytes in memory; each written under a temporary name in its
 *           folder (O_EXCL, O_NOFOLLOW); for a group of up to
 * ITK_DELIVER_GROUP: one syncfs, renameat2 (no replacing, unless a recorded
 * file is replaced), fsync of the folders, then the manifest's lines and their
 * fsync. A failed fsync is never tried again as success. Threads   one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_DELIVER_H
#define ITK_APP_DELIVER_H

#include "base/error.h"

#define ITK_DELIVER_GROUP 128u

enum itk_delivered {
    ITK_DELIVERED_NEW,      /* made */
    ITK_DELIVERED_SAME,     /* was there already, with the same bytes */
    ITK_DELIVERED_REPLACED, /* a recorded, untouched file was replaced */
    ITK_DELIVERED_ASIDE,    /* the file there was edited (or is not ours, or is
                               open in Word): it stays, ours is NAME.new.docx */
    ITK_DELIVERED_MOVED     /* the edited file went into 旧版/, ours took its
                               place (--replace-edited) */
};

/* What one document becomes. `folder` is relative to the output folder (the
 * case's id), `file` its name. Strings and bytes stay the caller's until
 * itk_deliver_flush. */
struct itk_delivery {
    const char *folder;
    const char *file;
    const void *data;
    size_t size;
    /* for the manifest */
    const char *case_id, *document, *case_digest, *program;
    enum itk_delivered result; /* set by flush */
    const char *aside; /* ASIDE: the name it has now; set by flush, lives until
                          itk_deliver_close */
};

typedef struct itk_deliver itk_deliver;

/* Makes the folder if it is not there (its parent must be), locks it (a second
 * run says so and stops: ITK_FAULT_MACHINE), removes our own stale temporaries
 * and reads the manifest: a torn last line is cut off, a line whose checksum
 * is wrong is an error that names it. */
itk_deliver *itk_deliver_open(const char *folder, bool replace_edited,
                              struct itk_error *err) ITK_MUST_USE;
/* Delivers a group, at most ITK_DELIVER_GROUP of one call; sets results. False
 * when the machine fails: then every file is as it was before, or whole. */
bool itk_deliver_group(itk_deliver *deliver, struct itk_delivery *at,
                       size_t count, struct itk_error *err) ITK_MUST_USE;
void itk_deliver_close(itk_deliver *deliver);

#endif
