/*
 * A line of the manifest: what it says, and whether its checksum is right.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_APP_MANIFEST_LINE_H
#define ITK_APP_MANIFEST_LINE_H

#include "app/manifest.h"

enum itk_line {
    ITK_LINE_TORN,    /* its checksum is wrong */
    ITK_LINE_UNKNOWN, /* it is right, but this program does not write such */
    ITK_LINE_FILE,
    ITK_LINE_CASE,
    ITK_LINE_GONE,
    ITK_LINE_SPREAD
};

/* Whatever it says lives until the next line is read. */
struct itk_line_read {
    struct itk_manifest_entry entry; /* FILE */
    struct itk_manifest_case one;    /* CASE */
    const char *gone;                /* GONE: the file */
    struct itk_buf text;             /* strings with their NULs */
    size_t *begins;                  /* of the files, in `text` */
    const char **files;
    size_t room;
};

#define ITK_LINE_READ_INIT                                                     \
    {                                                                          \
        .text = ITK_BUF_INIT                                                   \
    }

/* The line without its newline. */
enum itk_line itk_line_read(struct itk_line_read *read, const char *line,
                            size_t size);
void itk_line_read_fini(struct itk_line_read *read);

#endif
