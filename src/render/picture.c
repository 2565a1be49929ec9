/*
 * The heads of pictures, base64, lengths.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "render/picture.h"

#define SCREEN_DPI 96.0 /* where the file says nothing */
#define LEAST_DPI  20.0 /* less is no resolution but a ratio */
#define MOST_DPI   10000.0

struct bytes {
    const unsigned char *at;
    size_t size;
};

static uint32_t
read16(const unsigned char *at)
{
    return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t
read32(const unsigned char *at)
{
    return read16(at) << 16 | read16(at + 2);
}

static long
length_of(uint32_t pixels, double dpi)
{
    if (!(dpi >= LEAST_DPI && dpi <= MOST_DPI))
        dpi = SCREEN_DPI;
    return (long)(pixels * (double)ITK_PICTURE_EMU / dpi + 0.5);
}

static void
set_lengths(struct itk_picture *picture, double dpi_x, double dpi_y)
{
    picture->width = length_of(picture->x, dpi_x);
    picture->height = length_of(picture->y, dpi_y);
}

/* ---- PNG ---- */

#define METRE_OF_INCH 0.0254
#define CHUNK         12u /* length, type, CRC */

static bool
is_chunk(const unsigned char *at, const char *type)
{
    return memcmp(at + 4, type, 4) == 0;
}

static bool
read_png(struct bytes file, struct itk_picture *picture)
{
    size_t at = 8;
    bool pixels = false;

    set_lengths(picture, 0, 0);
    while (at + CHUNK <= file.size) {
        const unsigned char *chunk = file.at + at;
        const uint32_t size = read32(chunk);

        if (size > file.size - at - CHUNK ||
            (at == 8) != is_chunk(chunk, "IHDR"))
            return false;
        if (is_chunk(chunk, "IEND"))
            return pixels;
        if (at == 8 && size != 13)
            return false;
        if (at == 8) {
            picture->x = read32(chunk + 8);
            picture->y = read32(chunk + 12);
            set_lengths(picture, 0, 0);
        }
        if (is_chunk(chunk, "pHYs") && size == 9 && chunk[16] == 1)
            set_lengths(picture, read32(chunk + 8) * METRE_OF_INCH,
                        read32(chunk + 12) * METRE_OF_INCH);
        pixels = pixels || is_chunk(chunk, "IDAT");
        at += size + CHUNK;
    }
    return false;
}

/* ---- JPEG ---- */

#define MARKER_SOF 0xC0u
#define MARKER_SOS 0xDAu
#define MARKER_EOI 0xD9u
#define MARKER_APP 0xE0u
#define CM_OF_INCH 2.54

/* A frame: all of C0 to CF but tables and what is reserved. */
static bool
is_frame(unsigned marker)
{
    return (marker & 0xF0u) == MARKER_SOF && marker != 0xC4 && marker != 0xC8 &&
           marker != 0xCC;
}

/* One segment, its length included. */
static void
read_segment(unsigned marker, struct bytes segment, double dpi[2],
             struct itk_picture *picture)
{
    if (is_frame(marker) && segment.size >= 8) {
        picture->y = read16(segment.at + 3);
        picture->x = read16(segment.at + 5);
    }
    if (marker == MARKER_APP && segment.size >= 14 &&
        memcmp(segment.at + 2, "JFIF", 5) == 0 && segment.at[9] > 0) {
        const double unit = segment.at[9] == 2 ? CM_OF_INCH : 1;

        dpi[0] = read16(segment.at + 10) * unit;
        dpi[1] = read16(segment.at + 12) * unit;
    }
}

static bool
read_jpeg(struct bytes file, struct itk_picture *picture)
{
    double dpi[2] = {0, 0};
    size_t at = 2;

    while (at + 4 <= file.size && file.at[at] == 0xFF) {
        const unsigned marker = file.at[at + 1];
        const size_t size = read16(file.at + at + 2);

        if (marker == 0xFF) { /* padding */
            at++;
            continue;
        }
        if (marker < MARKER_SOF || (marker >= 0xD0 && marker <= MARKER_EOI) ||
            size < 2 || size > file.size - at - 2)
            return false;
        read_segment(marker, (struct bytes){file.at + at + 2, size}, dpi,
                     picture);
        at += 2 + size;
        if (marker == MARKER_SOS) {
            set_lengths(picture, dpi[0], dpi[1]);
            return memmem(file.at + at, file.size - at, "\xFF\xD9", 2) != NULL;
        }
    }
    return false;
}

bool
itk_picture_read(const void *data, size_t size, struct itk_picture *picture)
{
    static const char png[] = "\x89PNG\r\n\x1a\n";
    const struct bytes file = {data, size};
    bool ok = false;

    *picture = (struct itk_picture){0};
    if (size > 8 && memcmp(data, png, 8) == 0) {
        ok = read_png(file, picture);
    } else if (size > 4 && memcmp(data, "\xFF\xD8\xFF", 3) == 0) {
        picture->jpeg = true;
        ok = read_jpeg(file, picture);
    }
    return ok && picture->x > 0 && picture->y > 0 &&
           picture->x <= ITK_PICTURE_SIDE && picture->y <= ITK_PICTURE_SIDE;
}

/* ---- base64 ---- */

/* What the character stands for; -1: none, -2: a blank. */
static int
digit_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || c == '/')
        return c == '+' ? 62 : 63;
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' ? -2 : -1;
}

bool
itk_picture_base64(const char *text, size_t size, struct itk_buf *out)
{
    uint32_t bits = 0;
    unsigned digits = 0;
    size_t at = 0;

    itk_buf_reserve(out, size / 4 * 3 + 3);
    for (; at < size && text[at] != '='; at++) {
        const int digit = digit_of(text[at]);

        if (digit == -2)
            continue;
        if (digit < 0)
            return false;
        bits = bits << 6 | (uint32_t)digit;
        if (++digits % 4 > 0)
            continue;
        itk_buf_addc(out, (char)(bits >> 16));
        itk_buf_addc(out, (char)(bits >> 8));
        itk_buf_addc(out, (char)bits);
    }
    for (; at < size; at++) {
        if (text[at] != '=' && digit_of(text[at]) != -2)
            return false;
    }
    digits %= 4;
    if (digits >= 2)
        itk_buf_addc(out, (char)(bits >> (digits == 2 ? 4 : 10)));
    if (digits == 3)
        itk_buf_addc(out, (char)(bits >> 2));
    return digits != 1;
}

/* ---- lengths ---- */

#define MOST_DIGITS 12u

static bool
is_unit(const char *at, size_t size, const char *unit)
{
    return size == strlen(unit) && memcmp(at, unit, size) == 0;
}

long
itk_picture_length(const char *text, size_t size)
{
    static const struct {
        const char *unit;
        long emu;
    } units[] = {{"", 9525},    {"px", 9525},   {"pt", 12700},
                 {"mm", 36000}, {"cm", 360000}, {"in", ITK_PICTURE_EMU}};
    double value = 0, step = 1;
    size_t at = 0;

    for (; at < size && at < MOST_DIGITS; at++) {
        if (text[at] == '.' && step == 1 && at > 0) {
            step = 0.1;
        } else if (text[at] < '0' || text[at] > '9') {
            break;
        } else if (step == 1) {
            value = value * 10 + (text[at] - '0');
        } else {
            value += step * (text[at] - '0');
            step /= 10;
        }
    }
    for (size_t i = 0; at > 0 && i < ITK_COUNT(units); i++) {
        const double emu = value * (double)units[i].emu;

        if (is_unit(text + at, size - at, units[i].unit) && emu >= 1 &&
            emu <= ITK_PICTURE_EMU_MOST)
            return (long)(emu + 0.5);
    }
    return 0;
}
