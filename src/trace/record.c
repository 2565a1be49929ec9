/*
 * Provenance: the custom XML item, its properties part, and the properties of
 * the document.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "trace/record.h"
#include "xml/write.h"

#define DECLARATION                                                            \
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define PROPERTIES_NAMESPACE                                                   \
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
#define TYPES_NAMESPACE                                                        \
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
/* The property set that all custom properties have ([MS-OSHARED] 2.3.3.2). */
#define FORMAT_ID "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
#define FIRST_PID 2u

static void
put_text(struct itk_buf *out, const char *name, const char *text)
{
    itk_xml_open(out, name);
    itk_xml_escape(out, text, strlen(text));
    itk_xml_close(out, name);
}

/* Letters, digits and _ alone, as Word has them. */
void
itk_record_bookmark(struct itk_buf *out, const char *prefix,
                    const char *clause_id)
{
    const size_t room = ITK_RECORD_BOOKMARK_MAX - strlen(prefix);

    itk_buf_adds(out, prefix);
    for (size_t i = 0; clause_id[i] && i < room; i++) {
        const char c = clause_id[i];
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9');

        itk_buf_addc(out, plain ? c : '_');
    }
}

void
itk_record_item(const struct itk_plan *plan, const char *template_digest,
                const char *plan_digest, struct itk_buf *out)
{
    itk_buf_adds(out, DECLARATION "<provenance xmlns=\"" ITK_RECORD_NAMESPACE
                                  "\" format=\"1\">");
    put_text(out, "case", plan->case_id);
    put_text(out, "guideline", plan->guideline);
    put_text(out, "revision", plan->revision);
    put_text(out, "document", plan->document);
    itk_xml_lt(out, "template");
    itk_xml_put_attr(out, "name", plan->template_name);
    itk_xml_put_attr(out, "date", plan->template_date);
    itk_xml_put_attr(out, "sha256", template_digest);
    itk_xml_slash(out);
    itk_xml_lt(out, "plan");
    itk_xml_put_attr(out, "sha256", plan_digest);
    itk_xml_slash(out);
    for (size_t i = 0; i < plan->clauses_count; i++) {
        struct itk_buf bookmark = ITK_BUF_INIT;

        itk_record_bookmark(&bookmark, ITK_RECORD_BOOKMARK,
                            plan->clauses[i].id);
        itk_xml_lt(out, "clause");
        itk_xml_put_attr(out, "id", plan->clauses[i].id);
        itk_xml_put_attr(out, "version", plan->clauses[i].version);
        itk_xml_put_attr(out, "bookmark", bookmark.data);
        itk_xml_slash(out);
        itk_buf_free(&bookmark);
    }
    itk_buf_adds(out, "</provenance>");
}

/* A GUID out of the digest, marked as one made from a name (RFC 9562, 5.5). */
static void
put_guid(struct itk_buf *out, const struct itk_buf *item)
{
    static const char variant[] = "89AB";
    const struct itk_digest digest = itk_digest_of(item->data, item->size);

    itk_buf_addc(out, '{');
    for (size_t i = 0; i < 32; i++) {
        const char hex = digest.hex[i];
        char c = hex >= 'a' ? (char)(hex - 'a' + 'A') : hex;

        if (i == 8 || i == 12 || i == 16 || i == 20)
            itk_buf_addc(out, '-');
        if (i == 12)
            c = '5';
        else if (i == 16)
            c = variant[(unsigned char)c % 4];
        itk_buf_addc(out, c);
    }
    itk_buf_addc(out, '}');
}

void
itk_record_item_props(const struct itk_buf *item, struct itk_buf *out)
{
    struct itk_buf guid = ITK_BUF_INIT;

    put_guid(&guid, item);
    itk_buf_adds(out, DECLARATION);
    itk_xml_lt(out, "ds:datastoreItem");
    itk_xml_put_attr(out, "ds:itemID", guid.data);
    itk_xml_put_attr(out, "xmlns:ds",
                     "http://schemas.openxmlformats.org/officeDocument/2006/"
                     "customXml");
    itk_xml_gt(out);
    itk_xml_open(out, "ds:schemaRefs");
    itk_xml_lt(out, "ds:schemaRef");
    itk_xml_put_attr(out, "ds:uri", ITK_RECORD_NAMESPACE);
    itk_xml_slash(out);
    itk_xml_close(out, "ds:schemaRefs");
    itk_xml_close(out, "ds:datastoreItem");
    itk_buf_free(&guid);
}

static void
put_property(struct itk_buf *out, const char *name, const char *value,
             unsigned long pid, bool fresh)
{
    struct itk_buf number = ITK_BUF_INIT;

    itk_buf_addu(&number, pid);
    itk_xml_lt(out, "property");
    if (!fresh) /* the prefixes of somebody else's part are not known */
        itk_xml_put_attr(out, "xmlns", PROPERTIES_NAMESPACE);
    itk_xml_put_attr(out, "fmtid", FORMAT_ID);
    itk_xml_put_attr(out, "pid", number.data);
    itk_xml_put_attr(out, "name", name);
    itk_xml_gt(out);
    itk_xml_lt(out, "vt:lpwstr");
    if (!fresh)
        itk_xml_put_attr(out, "xmlns:vt", TYPES_NAMESPACE);
    itk_xml_gt(out);
    itk_xml_escape(out, value, strlen(value));
    itk_xml_close(out, "vt:lpwstr");
    itk_xml_close(out, "property");
    itk_buf_free(&number);
}

static void
put_ours(const struct itk_plan *plan, const struct itk_buf *item,
         unsigned long pid, bool fresh, struct itk_buf *out)
{
    const struct itk_digest digest = itk_digest_of(item->data, item->size);

    put_property(out, "itaku.record", digest.hex, pid, fresh);
    put_property(out, "itaku.case", plan->case_id, pid + 1, fresh);
    put_property(out, "itaku.guideline", plan->guideline, pid + 2, fresh);
    put_property(out, "itaku.revision", plan->revision, pid + 3, fresh);
}

void
itk_record_properties(const struct itk_plan *plan, const struct itk_buf *item,
                      struct itk_buf *out)
{
    itk_buf_adds(out, DECLARATION "<Properties xmlns=\"" PROPERTIES_NAMESPACE
                                  "\" xmlns:vt=\"" TYPES_NAMESPACE "\">");
    put_ours(plan, item, FIRST_PID, true, out);
    itk_buf_adds(out, "</Properties>");
}

/* The greatest pid, or one less than the first that may be given. */
static unsigned long
last_pid(const char *old, size_t size)
{
    static const char mark[] = " pid=";
    const char *end = old + size, *at = old;
    unsigned long most = FIRST_PID - 1;

    while ((at = memmem(at, (size_t)(end - at), mark, sizeof(mark) - 1))) {
        at += sizeof(mark); /* and the quote */
        if (at < end) {
            const unsigned long pid = strtoul(at, NULL, 10);

            most = pid > most ? pid : most;
        } else {
            break;
        }
    }
    return most;
}

void
itk_record_add_properties(const struct itk_plan *plan,
                          const struct itk_buf *item, const char *old,
                          size_t old_size, struct itk_buf *out)
{
    const char *end = memrchr(old, '<', old_size);
    const size_t head = end ? (size_t)(end - old) : 0;

    /* <Properties/>: one without any is replaced. */
    if (!end || end[1] != '/') {
        itk_record_properties(plan, item, out);
        return;
    }
    itk_buf_add(out, old, head);
    put_ours(plan, item, last_pid(old, old_size) + 1, false, out);
    itk_buf_add(out, end, old_size - head);
}
