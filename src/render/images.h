/*
 * The pictures of one document: each once, however often it is shown.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_RENDER_IMAGES_H
#define ITK_RENDER_IMAGES_H

#include "opc/archive.h"
#include "render/picture.h"
#include "tmpl/template.h"

/* Where files of pictures are. */
enum itk_asset {
    ITK_ASSET_READ,
    ITK_ASSET_NONE, /* not a plain file below the folder */
    ITK_ASSET_LARGE
};
struct itk_assets {
    const void *self;
    /* Appends the file of that name, of `most` bytes at most. Thread-safe. */
    enum itk_asset (*read)(const void *self, const char *name, size_t size,
                           size_t most, struct itk_buf *out);
};

struct itk_image {
    struct itk_picture picture;
    size_t at, size;        /* in `bytes` */
    size_t name, name_size; /* in `names`, of a file; size 0: none */
};

struct itk_images {
    const struct itk_assets *assets; /* NULL: there are no files */
    const struct itk_template_attach *attach;
    struct itk_buf bytes, names;
    struct itk_image *list;
    size_t count, room;
};

#define ITK_IMAGES_MOST 1000u /* different ones in a document */

void itk_images_init(struct itk_images *images);
void itk_images_fini(struct itk_images *images);
/* Forgets all, keeps the room. */
void itk_images_clear(struct itk_images *images);

/* Finds or reads what `source`, the name of a file or a data: address, says;
 * false with what is wrong in `fault`. */
bool itk_images_find(struct itk_images *images, const char *source, size_t size,
                     size_t *index, enum itk_msg *fault) ITK_MUST_USE;
/* Appends "word/media/data1.png". */
void itk_images_name(const struct itk_images *images, size_t index,
                     struct itk_buf *out);
/* Adds all of them, as they are. */
void itk_images_write(const struct itk_images *images, itk_archive *archive);

#endif
