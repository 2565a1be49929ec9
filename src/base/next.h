/*
 * What comes of asking a stream for the next one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_BASE_NEXT_H
#define ITK_BASE_NEXT_H

/* A FAULT has `err` set; what comes after it each stream says. */
enum itk_next { ITK_NEXT_RECORD, ITK_NEXT_END, ITK_NEXT_FAULT };

#endif
