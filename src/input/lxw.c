/*
 * libxlsxwriter, loaded when it is needed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <dlfcn.h>
#include <string.h>

#include "input/lxw.h"

/* Of the version that this is compiled for, or whichever there is. */
static const char *const names[] = {"libxlsxwriter.so.4", "libxlsxwriter.so"};

static bool
find(void *library, const char *name, void *function, size_t size)
{
    void *found = dlsym(library, name);

    /* POSIX has functions and data in pointers of one kind. */
    memcpy(function, &found, size);
    return found != NULL;
}

bool
itk_lxw_load(struct itk_lxw *lxw, struct itk_error *err)
{
    void *library = NULL;
    bool ok;

    for (size_t i = 0; !library && i < ITK_COUNT(names); i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    ok = library != NULL;
#define X(name) ok = ok && find(library, #name, &lxw->name, sizeof(lxw->name));
    ITK_LXW_FUNCTIONS(X)
#undef X
    return ok || itk_fail(err, ITK_FAULT_MACHINE, (struct itk_loc){0},
                          ITK_MSG_WORKBOOK_LIBRARY, ITK_NO_ARGS);
}
