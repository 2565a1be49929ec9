/*
 * What the readers of a package's files share: the file at hand, shapes of
 * elements, attributes with their checks, and the failing. Internal to guide/.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_READ_H
#define ITK_GUIDE_READ_H

#include <libxml/tree.h>

#include "guide/guide.h"

/* More children of one element than any package needs. */
#define ITK_READ_MAX_KIDS 4096u
#define ITK_READ_MAX_ID   64u
/* Choices of a field, outcomes of a decision: bits of a uint64_t. */
#define ITK_READ_MAX_BITS 64u

struct itk_reader {
    struct itk_guide *guide;
    struct itk_blobs files;
    const char *shown; /* the package's folder, as messages name it */
    const char *file;  /* the file at hand, likewise */
    xmlDoc **docs;     /* all that were opened */
    size_t docs_count;
    struct itk_error *err;
};

/* Where a condition or a text stands: the lists whose member is at hand, and
 * what may be asked there. */
struct itk_scope {
    const struct itk_scope *outer;
    const struct itk_list *list;   /* NULL: none */
    bool decisions, clauses;       /* may a condition ask for them? */
    bool row;                      /* may <row/> stand here? */
    const struct itk_clause *self; /* the clause whose text it is, or NULL */
};

struct itk_scope itk_scope_in(const struct itk_scope *outer,
                              const struct itk_list *list);

/* The root of a file of the package, which stays open until itk_read_close;
 * NULL with the error set. It becomes the file at hand. */
const xmlNode *itk_read_open(struct itk_reader *r, const char *name,
                             const char *root);
/* Names the file at hand again. */
const char *itk_read_shown(struct itk_reader *r, const char *name);
void itk_read_close(struct itk_reader *r);

/* Always false. */
bool itk_read_fail(struct itk_reader *r, long line, enum itk_msg id,
                   const char *const args[]);
bool itk_read_fail_field(struct itk_reader *r, long line,
                         const struct itk_field *field, enum itk_msg id,
                         const char *const args[]);
/* `other` is the line of the first of the two, in `file`. */
bool itk_read_fail_twice(struct itk_reader *r, long line, const char *id,
                         const char *file, long other);

/* Checks an element against its shape. `attrs`: names separated by blanks, a
 * name with ! is needed and not empty. `kids`: names of elements; ! means
 * exactly one, ? at most one, + at least one, nothing: any number. */
bool itk_read_shape(struct itk_reader *r, const xmlNode *node,
                    const char *attrs, const char *kids);
/* The same for an element in which text may stand as well. */
bool itk_read_mixed(struct itk_reader *r, const xmlNode *node,
                    const char *attrs, const char *kids);

/* Text or CDATA that has content. */
bool itk_read_is_text(const xmlNode *node);
/* The line on which a node ends that begins on `line`. (libxml2 knows it for
 * elements only: that of the end of the start tag.) */
long itk_read_end_line(const xmlNode *node, long line);

const xmlNode *itk_read_kid(const xmlNode *node, const char *name);
/* The next element of that name at or after `node`, or NULL. */
const xmlNode *itk_read_named(const xmlNode *node, const char *name);
size_t itk_read_count(const xmlNode *node, const char *name); /* NULL: all */

/* Attributes. Those that were checked by a shape are there; the absent ones
 * give "" or the default. */
const char *itk_read_attr(struct itk_reader *r, const xmlNode *node,
                          const char *name);
struct itk_label itk_read_label(struct itk_reader *r, const xmlNode *node);
/* The label of the child <help> or <note>; empty when there is none. */
bool itk_read_help(struct itk_reader *r, const xmlNode *node, const char *name,
                   struct itk_label *label);
bool itk_read_id(struct itk_reader *r, const xmlNode *node, const char **id);
/* The same, and no element of that name before it in its parent has it. */
bool itk_read_new_id(struct itk_reader *r, const xmlNode *node,
                     const char **id);
bool itk_read_date(struct itk_reader *r, const xmlNode *node, const char *name,
                   struct itk_date *date);
bool itk_read_number(struct itk_reader *r, const xmlNode *node,
                     const char *name, int64_t least, int64_t most,
                     int64_t *number);
/* `words` separated by blanks; `*index` keeps its value when the attribute is
 * absent. */
bool itk_read_word(struct itk_reader *r, const xmlNode *node, const char *name,
                   const char *words, size_t *index);
/* yes or no; absent is no. */
bool itk_read_flag(struct itk_reader *r, const xmlNode *node, const char *name,
                   bool *flag);
/* Copies the next of the blank-separated words at `*at` into the arena and
 * steps over it; NULL at the end. */
const char *itk_read_next_word(struct itk_reader *r, const char **at);

/* Look-ups that fail with the nearest known id as hint. */
const struct itk_field *itk_read_field(struct itk_reader *r,
                                       const xmlNode *node, const char *id);
/* The same, and its list's member must be at hand. */
const struct itk_field *itk_read_field_in(struct itk_reader *r,
                                          const xmlNode *node, const char *id,
                                          const struct itk_scope *scope);
bool itk_read_field_type(struct itk_reader *r, const xmlNode *node,
                         const struct itk_field *field, enum itk_type type);
const struct itk_list *itk_read_list(struct itk_reader *r, const xmlNode *node,
                                     const char *id);
/* The field of `list` that the attribute `name` names without the list. */
const struct itk_field *itk_read_list_field(struct itk_reader *r,
                                            const xmlNode *node,
                                            const struct itk_list *list,
                                            const char *name);
const struct itk_decision *
itk_read_decision(struct itk_reader *r, const xmlNode *node, const char *id);
const struct itk_clause *itk_read_clause(struct itk_reader *r,
                                         const xmlNode *node, const char *id);
const struct itk_guide_value *
itk_read_value(struct itk_reader *r, const xmlNode *node, const char *id);
/* The bit of a choice; false with the error set when there is none. */
bool itk_read_choice(struct itk_reader *r, const xmlNode *node,
                     const struct itk_field *field, const char *id,
                     size_t *index);

/* The file name of `shown`: its last part (for other lines in messages). */
const char *itk_read_base(const char *shown);

/* Arrays whose elements begin with a struct itk_date: is that date there, sort
 * oldest first, the last not after `date` or NULL. */
bool itk_dated_has(const void *base, size_t count, size_t size,
                   struct itk_date date);
void itk_dated_sort(void *base, size_t count, size_t size);
const void *itk_dated_at(const void *base, size_t count, size_t size,
                         struct itk_date date);

#endif
