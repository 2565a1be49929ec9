/*
 * Pictures out of data: heads of PNG and JPEG, base64, lengths.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "render/picture.h"
#include "tests/fuzz/fuzz.h"

/* From a block of its own size, so that a byte too many is seen. */
static bool
read_head(const void *data, size_t size, struct itk_picture *picture)
{
    char *copy = malloc(size ? size : 1);
    bool ok;

    if (!copy)
        abort();
    if (size > 0)
        memcpy(copy, data, size);
    ok = itk_picture_read(copy, size, picture);
    free(copy);
    return ok;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct itk_buf bytes = ITK_BUF_INIT;
    struct itk_picture picture;
    long length;

    if (read_head(data, size, &picture)) {
        FUZZ_HOLDS(picture.x >= 1 && picture.x <= ITK_PICTURE_SIDE);
        FUZZ_HOLDS(picture.y >= 1 && picture.y <= ITK_PICTURE_SIDE);
        FUZZ_HOLDS(picture.width >= 1 && picture.height >= 1);
    }
    (void)itk_picture_base64((const char *)data, size, &bytes);
    FUZZ_HOLDS(bytes.size <= size);
    length = itk_picture_length((const char *)data, size);
    FUZZ_HOLDS(length >= 0 && length <= ITK_PICTURE_EMU_MOST);
    itk_buf_free(&bytes);
    return 0;
}
