/*
 * Reads pictures, and keeps each once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "render/images.h"

#define DATA_SCHEME "data:"
#define BASE64      ";base64,"

void
itk_images_init(struct itk_images *images)
{
    *images = (struct itk_images){.bytes = ITK_BUF_INIT, .names = ITK_BUF_INIT};
}

void
itk_images_fini(struct itk_images *images)
{
    itk_buf_free(&images->bytes);
    itk_buf_free(&images->names);
    free(images->list);
}

void
itk_images_clear(struct itk_images *images)
{
    itk_buf_clear(&images->bytes);
    itk_buf_clear(&images->names);
    images->count = 0;
}

static bool
find_name(const struct itk_images *images, const char *name, size_t size,
          size_t *index)
{
    for (size_t i = 0; size > 0 && i < images->count; i++) {
        const struct itk_image *image = &images->list[i];

        if (image->name_size == size &&
            memcmp(images->names.data + image->name, name, size) == 0) {
            *index = i;
            return true;
        }
    }
    return false;
}

/* The picture whose bytes are those from `at` to the end. */
static bool
find_bytes(const struct itk_images *images, size_t at, size_t *index)
{
    const char *data = images->bytes.data;
    const size_t size = images->bytes.size - at;

    for (size_t i = 0; i < images->count; i++) {
        const struct itk_image *image = &images->list[i];

        if (image->size == size &&
            memcmp(data + image->at, data + at, size) == 0) {
            *index = i;
            return true;
        }
    }
    return false;
}

static bool
read_data(struct itk_images *images, const char *source, size_t size,
          enum itk_msg *fault)
{
    const char *comma = memmem(source, size, BASE64, strlen(BASE64));
    const char *at = comma ? comma + strlen(BASE64) : source;
    const size_t left = size - (size_t)(at - source);

    *fault = ITK_MSG_RENDER_IMAGE_BASE64;
    if (!comma)
        return false;
    if (left / 4 * 3 > ITK_PICTURE_MOST) {
        *fault = ITK_MSG_RENDER_IMAGE_LARGE;
        return false;
    }
    return itk_picture_base64(at, left, &images->bytes);
}

static bool
read_file(struct itk_images *images, const char *name, size_t size,
          enum itk_msg *fault)
{
    enum itk_asset came;

    *fault = ITK_MSG_RENDER_IMAGE_ASSETS;
    if (!images->assets)
        return false;
    came = images->assets->read(images->assets->self, name, size,
                                ITK_PICTURE_MOST, &images->bytes);
    *fault = came == ITK_ASSET_LARGE ? ITK_MSG_RENDER_IMAGE_LARGE
                                     : ITK_MSG_RENDER_IMAGE_FILE;
    return came == ITK_ASSET_READ;
}

/* Keeps what was read from `at` on, unless it is there already. */
static bool
keep(struct itk_images *images, struct itk_image image, size_t *index,
     enum itk_msg *fault)
{
    image.size = images->bytes.size - image.at;
    *fault = ITK_MSG_RENDER_IMAGE_LARGE;
    if (image.size > ITK_PICTURE_MOST)
        return false;
    if (find_bytes(images, image.at, index)) {
        images->bytes.size = image.at;
        return true;
    }
    if (images->bytes.size > ITK_PICTURES_MOST ||
        images->count == ITK_IMAGES_MOST)
        return false;
    *fault = ITK_MSG_RENDER_IMAGE_TYPE;
    if (!itk_picture_read(images->bytes.data + image.at, image.size,
                          &image.picture))
        return false;
    if (images->count == images->room) {
        images->room = images->room ? images->room * 2 : 8;
        images->list =
            itk_grow(images->list, images->room, sizeof(*images->list));
    }
    *index = images->count;
    images->list[images->count++] = image;
    return true;
}

bool
itk_images_find(struct itk_images *images, const char *source, size_t size,
                size_t *index, enum itk_msg *fault)
{
    const bool data = size >= strlen(DATA_SCHEME) &&
                      memcmp(source, DATA_SCHEME, strlen(DATA_SCHEME)) == 0;
    struct itk_image image = {.at = images->bytes.size,
                              .name = images->names.size};
    bool ok;

    if (!data && find_name(images, source, size, index))
        return true;
    ok = data ? read_data(images, source, size, fault)
              : read_file(images, source, size, fault);
    if (ok && !data) {
        image.name_size = size;
        itk_buf_add(&images->names, source, size);
    }
    ok = ok && keep(images, image, index, fault);
    if (!ok)
        images->bytes.size = image.at;
    return ok;
}

void
itk_images_name(const struct itk_images *images, size_t index,
                struct itk_buf *out)
{
    itk_buf_adds(out, images->attach->media);
    itk_buf_addu(out, index + 1);
    itk_buf_addc(out, '.');
    itk_buf_adds(out, images->list[index].picture.jpeg ? images->attach->jpeg
                                                       : images->attach->png);
}

/* Stored: deflate has been there already. */
void
itk_images_write(const struct itk_images *images, itk_archive *archive)
{
    for (size_t i = 0; i < images->count; i++) {
        const char *data = images->bytes.data + images->list[i].at;
        const size_t size = images->list[i].size;
        struct itk_buf name = ITK_BUF_INIT;
        struct itk_zip_entry entry = {
            .packed = data, .packed_size = size, .size = size, .method = 0};

        itk_images_name(images, i, &name);
        entry.name = name.data;
        entry.crc = libdeflate_crc32(0, data, size);
        itk_archive_copy(archive, name.data, &entry);
        itk_buf_free(&name);
    }
}
