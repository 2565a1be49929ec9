/*
 * The inside of a package, shared by the files that read and judge it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_OPC_PACKAGE_DATA_H
#define ITK_OPC_PACKAGE_DATA_H

#include "base/arena.h"
#include "opc/package.h"

struct itk_package {
    struct itk_arena arena;
    struct itk_blob archive; /* a copy of the bytes it came from */
    struct itk_part *parts;
    size_t count;
    const struct itk_part **sorted; /* by name */
    const struct itk_part *main;
    bool look; /* itk_package_look */
    const char *attached;
    bool is_signed;
};

/* A part as input for the XML gate; messages call it "FILE PART". */
struct itk_blob itk_package_blob(itk_package *package,
                                 const struct itk_part *part);

/* Types, relationships and XML of a package whose parts have been read. Sets
 * the types and the main part. */
bool itk_package_judge(itk_package *package,
                       struct itk_error *err) ITK_MUST_USE;

#endif
