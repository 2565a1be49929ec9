/*
 * The folder of pictures that data may name: plain files below it, and nothing
 * else.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_CLI_ASSETS_H
#define ITK_CLI_ASSETS_H

#include "cli/cmd.h"
#include "render/images.h"

struct itk_asset_folder {
    int fd; /* -1: none */
    struct itk_assets assets;
};

/* Opens the folder; false after saying what is wrong. With NULL there is none.
 * The object must stay where it is. */
bool itk_assets_open(struct itk_cli *cli, const char *path,
                     struct itk_asset_folder *folder);
void itk_assets_close(struct itk_asset_folder *folder);

#endif
