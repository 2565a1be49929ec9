/*
 * Checks that hold for all files of a package alike, whatever their elements
 * mean: citations, and dates of versions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "guide/lint.h"
#include "guide/near.h"
#include "xml/xml.h"

struct walk {
    const struct itk_guide *guide;
    itk_findings *found;
    const char *file; /* as messages name it */
};

/* A citation as it stands in the file: not terminated. */
struct piece {
    const char *text;
    size_t size;
};

static bool
is(struct piece piece, const char *text, size_t size)
{
    return piece.size == size && memcmp(piece.text, text, size) == 0;
}

/* Is `rest`, what follows the provision, one of the parts that it has? */
static bool
is_part(struct piece rest, const char *parts)
{
    while (*parts) {
        const size_t size = strcspn(parts, " ");

        if (is(rest, parts, size))
            return true;
        parts += size + strspn(parts + size, " ");
    }
    return !rest.size;
}

static bool
is_known(const struct itk_guide *guide, struct piece piece)
{
    for (size_t i = 0; i < guide->provisions_count; i++) {
        const struct itk_provision *one = &guide->provisions[i];
        const size_t size = strlen(one->id);

        if (piece.size >= size && memcmp(piece.text, one->id, size) == 0 &&
            is_part((struct piece){piece.text + size, piece.size - size},
                    one->parts))
            return true;
    }
    for (size_t i = 0; i < guide->revisions.count; i++) {
        const char *cite = guide->revisions.at[i].cite;

        if (is(piece, cite, strlen(cite)))
            return true;
    }
    return false;
}

static void
refuse_piece(const struct walk *walk, long line, struct piece piece)
{
    struct itk_buf text = ITK_BUF_INIT;
    struct itk_near near = {0};

    itk_buf_add(&text, piece.text, piece.size);
    near.wanted = text.data;
    for (size_t i = 0; i < walk->guide->provisions_count; i++)
        itk_near_try(&near, walk->guide->provisions[i].id);
    itk_lint_add(walk->guide, walk->found, ITK_SEV_ERROR, walk->file, line,
                 ITK_MSG_LINT_CITE,
                 ITK_ARGS(text.data, near.best ? near.best : "-"));
    itk_buf_free(&text);
}

/* Several are joined by the package's comma. */
static void
check_cite(const struct walk *walk, long line, const char *cite)
{
    const char *comma = walk->guide->comma;

    for (const char *next = cite; next;) {
        const char *end = strstr(next, comma);
        struct piece piece;

        next += strspn(next, " ");
        piece = (struct piece){next, end ? (size_t)(end - next) : strlen(next)};
        while (piece.size && piece.text[piece.size - 1] == ' ')
            piece.size--;
        if (!is_known(walk->guide, piece))
            refuse_piece(walk, line, piece);
        next = end ? end + strlen(comma) : NULL;
    }
}

static bool
is_revision(const struct itk_guide *guide, const char *date)
{
    struct itk_buf iso = ITK_BUF_INIT;
    bool found = false;

    for (size_t i = 0; !found && i < guide->revisions.count; i++) {
        itk_buf_clear(&iso);
        itk_date_iso(&iso, guide->revisions.at[i].date);
        found = strcmp(iso.data, date) == 0;
    }
    itk_buf_free(&iso);
    return found;
}

static void
check_element(const struct walk *walk, const xmlNode *node)
{
    const char *cite = itk_xml_attr(node, "cite");
    const char *from = itk_xml_attr(node, "from");

    if (cite && *cite && walk->guide->provisions_count)
        check_cite(walk, itk_xml_line(node), cite);
    /* The `from` of a condition is a field. */
    if (from && *from >= '0' && *from <= '9' && !is_revision(walk->guide, from))
        itk_lint_add(walk->guide, walk->found, ITK_SEV_WARNING, walk->file,
                     itk_xml_line(node), ITK_MSG_LINT_NO_REVISION,
                     ITK_ARGS(from));
}

/* All elements in the order of the file, without recursion. */
static void
check_root(const struct walk *walk, const xmlNode *root)
{
    const xmlNode *at = root;

    while (at) {
        const xmlNode *next = itk_xml_first(at);

        check_element(walk, at);
        while (!next && at != root) {
            next = itk_xml_next(at);
            at = at->parent;
        }
        at = next;
    }
}

static bool
is_data(const char *name)
{
    const size_t size = strlen(name);

    return size > 4 && strcmp(name + size - 4, ".xml") == 0 &&
           strncmp(name, "examples/", 9) != 0;
}

void
itk_lint_files(const struct itk_guide *guide, struct itk_blobs files,
               itk_findings *found)
{
    if (!guide->provisions_count)
        itk_lint_add(guide, found, ITK_SEV_WARNING, "guideline.xml", 0,
                     ITK_MSG_LINT_NO_PROVISIONS, ITK_NO_ARGS);
    for (size_t i = 0; i < files.count; i++) {
        const char *name = files.at[i].name;
        struct itk_error err = ITK_ERROR_INIT;
        struct itk_buf path = ITK_BUF_INIT;
        xmlDoc *doc = is_data(name) ? itk_xml_parse(&files.at[i], &err) : NULL;

        itk_buf_adds(&path, guide->shown);
        itk_buf_addc(&path, '/');
        itk_buf_adds(&path, name);
        if (doc)
            check_root(&(struct walk){guide, found, path.data},
                       xmlDocGetRootElement(doc));
        xmlFreeDoc(doc);
        itk_buf_free(&path);
        itk_error_fini(&err);
    }
}
