/*
 * Pictures out of data: {%x} is a source, or a group with `src`, `alt`, `width`
 * and `height`.
 *
 * Source  ECMA-376 Part 1, 20.4.2.8 (inline), 20.2 (picture).
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "render/images.h"
#include "render/relate.h"
#include "render/runner.h"
#include "render/value.h"
#include "xml/write.h"

#define DRAWINGML "http://schemas.openxmlformats.org/drawingml/2006/"
#define OFFICE_RELS                                                            \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define HEAD                                                                   \
    "</w:t><w:drawing><wp:inline xmlns:wp=\"" DRAWINGML                        \
    "wordprocessingDrawing\" distT=\"0\" distB=\"0\" distL=\"0\" "             \
    "distR=\"0\"><wp:extent"
#define NAMED                                                                  \
    "<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a=\"" DRAWINGML          \
    "main\" noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic "          \
    "xmlns:a=\"" DRAWINGML "main\"><a:graphicData uri=\"" DRAWINGML            \
    "picture\"><pic:pic xmlns:pic=\"" DRAWINGML                                \
    "picture\"><pic:nvPicPr><pic:cNvPr id=\"0\" name=\"\"/><pic:cNvPicPr/>"    \
    "</pic:nvPicPr><pic:blipFill><a:blip xmlns:r=\"" OFFICE_RELS               \
    "\" r:embed=\""
#define SHOWN                                                                  \
    "\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"        \
    "<a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext"
#define TAIL                                                                   \
    "/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>"  \
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"           \
    "<w:t xml:space=\"preserve\">"

/* What the data say of a picture. */
struct wish {
    struct itk_data source, alt, width, height;
};

struct extent {
    long width, height; /* EMU */
};

static struct itk_data
member(const struct runner *r, const struct itk_data *of, const char *name)
{
    return r->lookup->member(r->lookup->self, of, name, strlen(name));
}

static bool
may_be(const struct itk_data *data)
{
    return data->kind == ITK_DATA_ABSENT || data->kind == ITK_DATA_TEXT;
}

static bool
read_wish(const struct runner *r, const struct itk_data *value,
          struct wish *wish)
{
    if (value->kind != ITK_DATA_TEXT && value->kind != ITK_DATA_GROUP)
        return false;
    wish->source = member(r, value, "src");
    wish->alt = member(r, value, "alt");
    wish->width = member(r, value, "width");
    wish->height = member(r, value, "height");
    if (wish->source.kind == ITK_DATA_ABSENT)
        wish->source = *value;
    return wish->source.kind == ITK_DATA_TEXT && may_be(&wish->alt) &&
           may_be(&wish->width) && may_be(&wish->height);
}

static long
scaled(long length, long to, long from)
{
    const double made = (double)length * (double)to / (double)from;

    return made < 1 ? 1 : (long)(made + 0.5);
}

/* No larger than `most`, at the same ratio. */
static struct extent
fitted(struct extent extent, long most_width, long most_height)
{
    if (extent.width > most_width) {
        extent.height = scaled(extent.height, most_width, extent.width);
        extent.width = most_width;
    }
    if (extent.height > most_height) {
        extent.width = scaled(extent.width, most_height, extent.height);
        extent.height = most_height;
    }
    return extent;
}

/* As the data wish, else as the file says but no wider than the text. False
 * when a wish is no length. */
static bool
measure(const struct runner *r, const struct wish *wish,
        const struct itk_picture *picture, struct extent *extent)
{
    const struct itk_template_attach *attach = r->job->images->attach;
    const struct extent own = {picture->width, picture->height};
    const bool wide = wish->width.kind == ITK_DATA_TEXT;
    const bool high = wish->height.kind == ITK_DATA_TEXT;

    extent->width =
        wide ? itk_picture_length(wish->width.text, wish->width.size) : 1;
    extent->height =
        high ? itk_picture_length(wish->height.text, wish->height.size) : 1;
    if (extent->width == 0 || extent->height == 0)
        return false;
    if (!wide && !high)
        *extent = fitted(own, attach->text_width, attach->text_height);
    else if (!high)
        extent->height = scaled(extent->width, own.height, own.width);
    else if (!wide)
        extent->width = scaled(extent->height, own.width, own.height);
    *extent = fitted(*extent, ITK_PICTURE_EMU_MOST, ITK_PICTURE_EMU_MOST);
    return true;
}

static void
put_extent(struct itk_buf *out, struct extent extent)
{
    itk_buf_adds(out, " cx=\"");
    itk_buf_addu(out, (uint64_t)extent.width);
    itk_buf_adds(out, "\" cy=\"");
    itk_buf_addu(out, (uint64_t)extent.height);
    itk_buf_addc(out, '"');
}

static void
put_image(struct runner *r, const struct wish *wish, struct extent extent,
          size_t number)
{
    struct itk_buf *out = r->out;

    itk_buf_adds(out, HEAD);
    put_extent(out, extent);
    itk_buf_adds(out, "/><wp:docPr id=\"");
    itk_buf_addu(out, ++r->serial);
    itk_buf_adds(out, "\" name=\"Picture ");
    itk_buf_addu(out, r->serial);
    if (wish->alt.kind == ITK_DATA_TEXT) {
        itk_buf_adds(out, "\" descr=\"");
        itk_xml_escape_attr(out, wish->alt.text, wish->alt.size);
    }
    itk_buf_adds(out, "\"/>" NAMED);
    itk_buf_adds(out, r->job->rels->prefix);
    itk_buf_addu(out, number);
    itk_buf_adds(out, SHOWN);
    put_extent(out, extent);
    itk_buf_adds(out, TAIL);
}

static bool
show(struct runner *r, const struct itk_op *op, const struct wish *wish)
{
    struct itk_buf *target = &r->text[0];
    struct itk_images *images = r->job->images;
    struct extent extent;
    enum itk_msg wrong;
    size_t index, number;

    if (!itk_images_find(images, wish->source.text, wish->source.size, &index,
                         &wrong))
        return itk_runner_fault(r, op, wrong, NULL);
    if (!measure(r, wish, &images->list[index].picture, &extent))
        return itk_runner_fault(r, op, ITK_MSG_RENDER_IMAGE_SIZE, NULL);
    if (wish->alt.kind == ITK_DATA_TEXT &&
        itk_value_fault(wish->alt.text, wish->alt.size, &wrong))
        return itk_runner_fault(r, op, wrong, NULL);
    itk_buf_clear(target);
    itk_buf_addc(target, '/');
    itk_images_name(images, index, target);
    number = itk_relations_add(r->job->relations, r->job->rels,
                               ITK_RELATION_IMAGE, target->data, target->size);
    if (number == 0)
        return itk_runner_fault(r, op, ITK_MSG_RENDER_RELATIONS,
                                ITK_RELATIONS_MOST_TEXT);
    put_image(r, wish, extent, number);
    return true;
}

bool
itk_runner_image(struct runner *r, const struct itk_op *op)
{
    const struct itk_data value = itk_runner_read(r, op);
    struct wish wish;

    if (!r->job->relations)
        return itk_runner_fault(r, op, ITK_MSG_RENDER_DATA_ONLY, NULL);
    if (value.kind == ITK_DATA_ABSENT)
        return itk_runner_missing(r, op);
    if (!read_wish(r, &value, &wish))
        return itk_runner_fault(r, op, ITK_MSG_RENDER_NOT_IMAGE, NULL);
    return show(r, op, &wish);
}
