/*
 * A case: one outsourcing job, values indexed by the dictionary, each with the
 * place it came from. In one arena that is freed whole.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_INPUT_CASE_H
#define ITK_INPUT_CASE_H

#include "base/finding.h"
#include "guide/guide.h"
#include "input/id.h"

#define ITK_CASE_MAX_BYTES (4u << 20)
#define ITK_CASE_MAX_ITEMS 10000u
#define ITK_CASE_ID_MAX    64u

struct itk_value {
    bool present;
    /* Never NULL, "" when absent. As given (white space: input/space.h): */
    const char *text;
    const char *canonical; /* ISO date, plain number, yes/no, choice id, text */
    struct itk_date date;
    int64_t number;
    bool yes;
    size_t choice;      /* index in the field's choices */
    struct itk_loc loc; /* file, line, where; label and field set */
};

struct itk_member {
    const struct itk_value *values; /* by field->slot */
    struct itk_loc loc;
};

struct itk_members {
    bool known; /* false: the list was not given */
    const struct itk_member *at;
    size_t count;
    struct itk_loc loc;
};

typedef struct itk_case itk_case;

/* Reads an XML case (docs/case.md): the bytes through the gate, elements nested
 * as the field ids are, each value checked against the dictionary: types,
 * limits, choices, characters (constraints between fields: decide/). What is
 * wrong goes to `found`, all of it. NULL only when no case can be made (not
 * XML, wrong root, wrong guideline, no id); then `err` is set. A case with
 * findings of severity ERROR must not be used for documents. The guide must
 * outlive the case. */
itk_case *itk_case_load_xml(const struct itk_blob *in,
                            const struct itk_guide *guide, itk_findings *found,
                            struct itk_error *err) ITK_MUST_USE;
/* What a case says of itself before it is read. */
struct itk_case_head {
    char guideline[ITK_CASE_ID_MAX + 1]; /* which package is to be loaded */
    char id[ITK_CASE_ID_MAX_BYTES + 1];  /* not checked; "" when there is none,
                                            or it is longer */
};

bool itk_case_head_xml(const struct itk_blob *in, struct itk_case_head *head,
                       struct itk_error *err) ITK_MUST_USE;
/* The same from JSON: one object, nested as the field ids are, with the members
 * id and guideline. `line` is that of its first byte in the input. */
itk_case *itk_case_load_json(const struct itk_blob *in, long line,
                             const struct itk_guide *guide, itk_findings *found,
                             struct itk_error *err) ITK_MUST_USE;
bool itk_case_head_json(const struct itk_blob *in, long line,
                        struct itk_case_head *head,
                        struct itk_error *err) ITK_MUST_USE;
void itk_case_free(itk_case *data);

const char *itk_case_id(const itk_case *data);
const char *itk_case_file(const itk_case *data); /* name of the input */
/* SHA-256 of the canonical form of all values (not of the input's bytes). */
const char *itk_case_digest(const itk_case *data);
/* The value of a field of the case, or of member `member` of its list. Never
 * NULL; `present` says whether it is there. */
const struct itk_value *itk_case_value(const itk_case *data,
                                       const struct itk_field *field,
                                       size_t member);
const struct itk_members *itk_case_members(const itk_case *data,
                                           const struct itk_list *list);

/* Appends a commented starter case: every field of the dictionary with label,
 * help, allowed values and example, as XML comments and empty elements (an
 * empty element is an absent value). In one language. */
void itk_case_write_starter(const struct itk_guide *guide, const char *id,
                            enum itk_lang lang, struct itk_buf *out);
/* Appends the case as canonical XML. */
void itk_case_write_xml(const itk_case *data, const struct itk_guide *guide,
                        struct itk_buf *out);
/* Appends the case as JSON (docs/case.md): in one line without its end, or
 * indented by `indent` and more. */
void itk_case_write_json(const itk_case *data, const struct itk_guide *guide,
                         bool one_line, unsigned indent, struct itk_buf *out);

#endif
