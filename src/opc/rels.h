/*
 * The two kinds of lists that hold a package together: [Content_Types].xml and
 * the .rels parts.
 *
 * Limits  ITK_RELS_MAX relationships a part.
 * Source  ECMA-376 Part 2, 6.5 (relationships), 7.2.3 (content types).
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_OPC_RELS_H
#define ITK_OPC_RELS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

#define ITK_RELS_MAX 10000u

#define ITK_TYPES_NAME "[Content_Types].xml"
#define ITK_RELS_TYPE  "application/vnd.openxmlformats-package.relationships+xml"

struct itk_rel {
    const char *id;
    const char *type;   /* a URI */
    const char *target; /* as it stands */
    bool external;      /* TargetMode="External" */
    long line;
};

struct itk_rels {
    const struct itk_rel *at;
    size_t count;
};

/* Reads a .rels part; strings live in `arena`. Refused: anything but
 * relationships, one without id, type or target, an id twice. */
bool itk_rels_parse(const struct itk_blob *part, struct itk_arena *arena,
                    struct itk_rels *rels, struct itk_error *err) ITK_MUST_USE;

/* The last part of a relationship type: "officeDocument" in
 * ".../relationships/officeDocument". */
const char *itk_rel_kind(const struct itk_rel *rel);

/* The first of that kind, NULL when there is none. */
const struct itk_rel *itk_rels_find(struct itk_rels rels, const char *kind);

/* Appends the name of the part that `target` means when it stands in the
 * relationships of `source` ("" is the package itself): resolved against the
 * source's folder, without fragment and query; an empty path is the source.
 * False when it climbs out of the package or is no path. */
bool itk_rels_resolve(const char *source, const char *target,
                      struct itk_buf *name) ITK_MUST_USE;

/* Appends `text` with %XX decoded; %00 and what is no such triple stay. */
void itk_rels_unescape(const char *text, struct itk_buf *out);

/* "word/document.xml" -> "word/_rels/document.xml.rels"; "" -> "_rels/.rels".
 */
void itk_rels_name(const char *source, struct itk_buf *name);
/* The way back; false when `name` is not that of a relationships part. */
bool itk_rels_source(const char *name, struct itk_buf *source) ITK_MUST_USE;

typedef struct itk_types itk_types;

/* Reads [Content_Types].xml into `arena`; NULL with `err` set when it is not
 * sound or gives one name two types. */
const itk_types *itk_types_parse(const struct itk_blob *part,
                                 struct itk_arena *arena,
                                 struct itk_error *err) ITK_MUST_USE;
/* The type of an entry name: its own, else that of its extension, else NULL.
 * Names are compared with %XX decoded. */
const char *itk_types_find(const itk_types *types, const char *name);

/* An XML type ("application/xml", "text/xml", "...+xml"), without regard to
 * case and parameters. */
bool itk_type_is_xml(const char *type);

#endif
