/*
 * What the fuzz targets share: properties, the texts of messages, several files
 * in one input, values for templates.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TESTS_FUZZ_H
#define ITK_TESTS_FUZZ_H

#include "base/finding.h"
#include "base/lookup.h"

#define FUZZ_FILES 32u

/* A target: any bytes; returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A property: what does not hold ends the run as a crash does. */
#define FUZZ_HOLDS(what) fuzz_holds((what), #what, __FILE__, __LINE__)
void fuzz_holds(bool holds, const char *what, const char *file, int line);

bool fuzz_same(const struct itk_buf *a, const struct itk_buf *b);
struct itk_blob fuzz_blob(const char *name, const void *data, size_t size);

/* `failed` says whether the error must be there. Its texts are one line each,
 * UTF-8, not longer than a screen. Frees it. */
void fuzz_error(struct itk_error *err, bool failed);
/* The same of all findings; frees them. Returns how many errors there were. */
size_t fuzz_findings(itk_findings *found);

/* The files in `data`: "== name" on a line of its own begins one, and it goes
 * to the line before the next. What stands before the first has the name "".
 * Names are in `names`, sorted by strcmp; of two with one name the first. */
struct fuzz_files {
    struct itk_blob at[FUZZ_FILES];
    size_t count;
    struct itk_buf names;
};
void fuzz_files_read(struct fuzz_files *files, const uint8_t *data,
                     size_t size);
void fuzz_files_free(struct fuzz_files *files);

/* Values of every kind by the names they are asked for: what sort it is, the
 * last letter of the name says (a text, b yes, c no, d date, e number, f and l
 * list, g group, h nothing, i block, m picture, n address, and so on round).
 * Lists grow shorter inside one another, so that 32 loops end. */
struct itk_lookup fuzz_lookup(void);

#endif
