/*
 * XML: the decoder, the gate and libxml2 behind it, and what the writer makes
 * of texts that were read.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "text/utf8.h"
#include "xml/write.h"
#include "xml/xml.h"

/* What was decoded decodes to itself. */
static bool
decode(const struct itk_blob *in)
{
    struct itk_buf once = ITK_BUF_INIT, twice = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    const bool good = itk_xml_decode(in, &once, &err);

    fuzz_error(&err, !good);
    if (good) {
        const struct itk_blob again = fuzz_blob("again", once.data, once.size);

        FUZZ_HOLDS(itk_utf8_check(once.data, once.size) == once.size);
        FUZZ_HOLDS(itk_xml_decode(&again, &twice, &err));
        FUZZ_HOLDS(fuzz_same(&once, &twice));
    }
    itk_buf_free(&once);
    itk_buf_free(&twice);
    return good;
}

/* A text that was read, written by the one writer and read again. */
static void
write_and_read(const struct itk_buf *text)
{
    struct itk_buf out = ITK_BUF_INIT, back = ITK_BUF_INIT;
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_blob blob;
    xmlDoc *doc;

    itk_xml_lt(&out, "a");
    itk_xml_put_attr(&out, "b", text->data);
    itk_xml_gt(&out);
    itk_xml_escape(&out, text->data, text->size);
    itk_xml_close(&out, "a");
    blob = fuzz_blob("written", out.data, out.size);
    doc = itk_xml_parse(&blob, &err);
    if (!doc) { /* by the limits alone: escaped it is longer */
        FUZZ_HOLDS(text->size > ITK_XML_MAX_TAG_BYTES / 8);
        itk_error_fini(&err);
    } else {
        const xmlNode *root = xmlDocGetRootElement(doc);

        itk_xml_text(&back, root);
        FUZZ_HOLDS(fuzz_same(text, &back));
        FUZZ_HOLDS(!strcmp(itk_xml_attr(root, "b"), text->data));
    }
    xmlFreeDoc(doc);
    itk_buf_free(&out);
    itk_buf_free(&back);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct itk_blob blob = fuzz_blob("a.xml", data, size);
    struct itk_error err = ITK_ERROR_INIT;
    const bool decoded = decode(&blob);
    xmlDoc *doc = itk_xml_parse(&blob, &err);

    fuzz_error(&err, !doc);
    FUZZ_HOLDS(decoded || !doc);
    FUZZ_HOLDS(itk_xml_judge(&blob, &err) == (doc != NULL));
    fuzz_error(&err, !doc);
    if (doc) {
        struct itk_buf text = ITK_BUF_INIT;

        FUZZ_HOLDS(doc->intSubset == NULL);
        itk_xml_text(&text, xmlDocGetRootElement(doc));
        write_and_read(&text);
        itk_buf_free(&text);
    }
    xmlFreeDoc(doc);
    return 0;
}
