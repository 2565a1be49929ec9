/*
 * Pictures as bytes: what kind, how large, and where they come from in data.
 *
 * Source  PNG (3rd ed.), 5, 11.3.4.3 (pHYs); JPEG (T.81), B.2; JFIF 1.02;
 *         RFC 4648 (base64).
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_RENDER_PICTURE_H
#define ITK_RENDER_PICTURE_H

#include "base/buf.h"

#define ITK_PICTURE_MOST     (16u << 20) /* bytes of one... */
#define ITK_PICTURES_MOST    (64u << 20) /* ...and of all in a document */
#define ITK_PICTURE_SIDE     65535u      /* pixels */
#define ITK_PICTURE_EMU      914400l     /* of an inch, Word's own measure */
#define ITK_PICTURE_EMU_MOST (22 * ITK_PICTURE_EMU) /* Word takes no more */

struct itk_picture {
    bool jpeg;          /* else PNG */
    uint32_t x, y;      /* pixels */
    long width, height; /* by the file's own resolution, in EMU */
};

/* Reads the head of a PNG or JPEG, and follows its pieces to the end (PNG) or
 * to the pixels (JPEG) and looks for their end; false when it is neither, or
 * broken. */
bool itk_picture_read(const void *data, size_t size,
                      struct itk_picture *picture) ITK_MUST_USE;

/* Appends the bytes that base64 stands for; blanks and line ends between are
 * skipped. False when it is none, with anything appended. */
bool itk_picture_base64(const char *text, size_t size,
                        struct itk_buf *out) ITK_MUST_USE;

/* "30mm", "3cm", "1.5in", "72pt", "96px", "96" (pixels of 1/96 inch) in EMU; 0
 * when it is no length, or none that a picture can have. */
long itk_picture_length(const char *text, size_t size);

#endif
