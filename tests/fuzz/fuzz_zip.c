/*
 * Raw archives: the gate, the package reader, the judge. What they accept is
 * held to all that package.h asks for.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "opc/archive.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/package.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct itk_blob blob = fuzz_blob("a.docx", data, size);
    struct itk_arena arena = ITK_ARENA_INIT;
    struct itk_zip_entry *entries = NULL;
    struct itk_error err = ITK_ERROR_INIT;
    size_t count = 0;
    const bool gated = itk_zip_gate(&blob, &arena, &entries, &count, &err);
    bool verified;

    fuzz_error(&err, !gated);
    for (size_t i = 0; gated && i < count; i++) {
        const uint8_t *packed = entries[i].packed;

        FUZZ_HOLDS(entries[i].packed_size <= size);
        FUZZ_HOLDS(
            !entries[i].packed_size ||
            (packed >= data && packed + entries[i].packed_size <= data + size));
    }
    verified = itk_archive_verify(&blob, &err);
    fuzz_error(&err, !verified);
    FUZZ_HOLDS(gated || !verified);
    fuzz_package(&blob);
    itk_arena_fini(&arena);
    return 0;
}
