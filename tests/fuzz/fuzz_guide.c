/*
 * A guideline package, its files in one input (fuzz.h). One that is accepted
 * writes a starter case that it can read.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "guide/guide.h"
#include "input/case.h"
#include "tests/fuzz/fuzz.h"

static void
starter(const struct itk_guide *guide, enum itk_lang lang)
{
    struct itk_buf out = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    itk_findings *found = itk_findings_new();
    struct itk_blob blob;
    itk_case *data;

    itk_case_write_starter(guide, "R8-001", lang, &out);
    blob = fuzz_blob("starter.xml", out.data, out.size);
    data = itk_case_load_xml(&blob, guide, found, &err);
    FUZZ_HOLDS(data != NULL);
    FUZZ_HOLDS(fuzz_findings(found) == 0);
    itk_case_free(data);
    itk_buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_files files;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_guide *guide;

    fuzz_files_read(&files, data, size);
    guide =
        itk_guide_load((struct itk_blobs){files.at, files.count}, "pack", &err);
    fuzz_error(&err, !guide);
    if (guide) {
        starter(guide, ITK_EN);
        starter(guide, ITK_JA);
    }
    itk_guide_free(guide);
    fuzz_files_free(&files);
    return 0;
}
