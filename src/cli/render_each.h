/*
 * What `itaku render --each` was told.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_CLI_RENDER_EACH_H
#define ITK_CLI_RENDER_EACH_H

#include "cli/cmd.h"
#include "render/render.h"

struct itk_render_each {
    const char *data, *folder;
    const char *threads; /* as typed; NULL: as many as the machine has */
    const struct itk_render_options *options;
    size_t items;
    bool replace;
};

/* Makes the documents and prints what came of it. */
void itk_render_each(struct itk_cli *cli, const itk_template *tmpl,
                     const struct itk_render_each *what);

#endif
