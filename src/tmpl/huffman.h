/*
 * Huffman codes as deflate wants them: complete, no longer than a limit, in
 * canonical order.
 *
 * Source  RFC 1951, 3.2.2.
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TMPL_HUFFMAN_H
#define ITK_TMPL_HUFFMAN_H

#include "tmpl/known.h"

#define ITK_HUFFMAN_MAX_SYMBOLS ITK_DEFLATE_LITERALS

/* From how often each symbol occurs (0: it gets no code; at least two must
 * occur, or one, which then has a code of one bit). `limit` is 7 or 15. */
void itk_huffman_make(const uint32_t *counts, size_t symbols, unsigned limit,
                      struct itk_code *codes);

#endif
