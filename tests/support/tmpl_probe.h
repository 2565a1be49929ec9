/*
 * Short ways through the template compiler, for tests.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TESTS_TMPL_PROBE_H
#define ITK_TESTS_TMPL_PROBE_H

#include "base/buf.h"
#include "tmpl/compile.h"

#define PROBE_HEAD                                                             \
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/"                 \
    "wordprocessingml/2006/main\" "                                            \
    "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" "      \
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/"             \
    "wordprocessingDrawing\" "                                                 \
    "xmlns:v=\"urn:schemas-microsoft-com:vml\" "                               \
    "xmlns:o=\"urn:schemas-microsoft-com:office:office\" "                     \
    "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\">"  \
    "<w:body>"
#define PROBE_TAIL "</w:body></w:document>"
/* List 5 counts from 1 and 3, list 6 from 7, list 9 has no abstract one. */
#define PROBE_NUMBERING                                                        \
    "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/"                \
    "wordprocessingml/2006/main\"><w:abstractNum w:abstractNumId=\"1\">"       \
    "<w:nsid w:val=\"0\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/></w:lvl>"  \
    "<w:lvl w:ilvl=\"1\"><w:start w:val=\"3\"/></w:lvl></w:abstractNum>"       \
    "<w:num w:numId=\"5\"><w:abstractNumId w:val=\"1\"/></w:num>"              \
    "<w:num w:numId=\"6\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride "       \
    "w:ilvl=\"0\"><w:startOverride w:val=\"7\"/><w:lvl w:ilvl=\"0\">"          \
    "<w:numFmt/></w:lvl></w:lvlOverride></w:num>"                              \
    "<w:num w:numId=\"9\"><w:abstractNumId "                                   \
    "w:val=\"2\"/></w:num></w:numbering>"
#define PRESERVED "<w:t xml:space=\"preserve\">"

struct probe {
    struct itk_arena arena;
    itk_findings *found;
    struct itk_error err;
    struct itk_faults faults;
    struct itk_places places;
    struct itk_buf part; /* PROBE_HEAD, the body, PROBE_TAIL */
    struct itk_source src;
};

void probe_init(struct probe *probe, const char *body);
void probe_fini(struct probe *probe);
/* The ids of the faults, each with " " before it: " template-unclosed". */
void probe_faults(const struct probe *probe, struct itk_buf *out);
/* Lists that begin anew get ids from 101; what stands in their w:num comes
 * behind the body: "[101:...]". The body rendered with the values of `json`;
 * faults of the template as above, an error while running as " id". Frees
 * nothing of the caller's. */
void probe_render(const char *body, const char *json, struct itk_buf *out);

#endif
