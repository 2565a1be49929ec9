/*
 * Anybody's data for a template, from JSON or XML: one immutable tree in one
 * arena, read through the look-up of the template engine (docs/render.md).
 *
 * JSON      objects, lists, texts, true and false, null (nothing known, and
 *           hides the same name further out); a number is its own text.
 * XML       an element with elements in it is an object, any other a text;
 *           elements of one name beside each other are a list; attributes are
 *           members.
 * Limits    below; each has its own message.
 * Threads   immutable once read: shared by all.
 * Source    RFC 8259, XML 1.0 (5th ed.).
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_INPUT_DATA_H
#define ITK_INPUT_DATA_H

#include "base/error.h"
#include "base/lookup.h"

#define ITK_DATA_MAX_BYTES  (256u << 20) /* of JSON; of XML see xml.h */
#define ITK_DATA_MAX_DEPTH  64u          /* of JSON */
#define ITK_DATA_MAX_VALUES 5000000u
#define ITK_DATA_MAX_TEXT   100000u     /* characters in one text */
#define ITK_DATA_MAX_IMAGE  (23u << 20) /* bytes of one data:image/... */
#define ITK_DATA_MAX_NUMBER 400u        /* characters in one number */
#define ITK_DATA_ITEMS      10000u      /* of all lists, unless more is asked */
#define ITK_DATA_MAX_ITEMS  1000000u

typedef struct itk_dataset itk_dataset;

/* Reads XML when the first character is <, else JSON. At most `items` items in
 * all lists together. The bytes of `blob` must outlive the result; its fault is
 * that of errors. NULL with `err` set when the data are not sound. */
itk_dataset *itk_dataset_read(const struct itk_blob *blob, size_t items,
                              struct itk_error *err) ITK_MUST_USE;
itk_dataset *itk_dataset_read_json(const struct itk_blob *blob, size_t items,
                                   struct itk_error *err) ITK_MUST_USE;
/* The same; `line` is that of the first byte, for messages. */
itk_dataset *itk_dataset_read_json_at(const struct itk_blob *blob, long line,
                                      size_t items,
                                      struct itk_error *err) ITK_MUST_USE;
itk_dataset *itk_dataset_read_xml(const struct itk_blob *blob, size_t items,
                                  struct itk_error *err) ITK_MUST_USE;
void itk_dataset_free(itk_dataset *data);

/* The texts that it gives live as long as the data. */
struct itk_lookup itk_dataset_lookup(const itk_dataset *data);

/* Names below a GROUP (or an item) in the order of their sizes, for hints:
 * `visit` is called with each, until it returns false. */
void itk_dataset_names(const itk_dataset *data, const struct itk_data *in,
                       bool (*visit)(void *self, const char *name, size_t size),
                       void *self);

#endif
