/*
 * Names that may be taken for each other, by utf8proc.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "text/fold.h"

void
itk_fold(const char *text, struct itk_buf *out)
{
    utf8proc_uint8_t *folded =
        utf8proc_NFKC_Casefold((const utf8proc_uint8_t *)text);

    itk_buf_adds(out, folded ? (const char *)folded : text);
    free(folded);
}
