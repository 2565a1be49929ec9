/*
 * Packages by their parts (fuzz_package_build).
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/package.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_blob blob;

    fuzz_package_build(data, size, &out);
    blob = fuzz_blob("a.docx", out.data, out.size);
    fuzz_package(&blob);
    itk_buf_free(&out);
    return 0;
}
