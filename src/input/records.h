/*
 * The records of a stream of JSON, one after the other, without the stream
 * ever being whole in memory: the elements of one array, or values beside each
 * other (JSON Lines). Only where a record ends is found out here; whether it is
 * sound is for who reads it.
 *
 * Limits    ITK_RECORDS_MAX_BYTES for one record.
 * Threads   one at a time.
 * Source    RFC 8259; jsonlines.org.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_INPUT_RECORDS_H
#define ITK_INPUT_RECORDS_H

#include "base/buf.h"
#include "base/error.h"
#include "base/next.h"

#define ITK_RECORDS_MAX_BYTES (16u << 20)
#define ITK_RECORDS_HEAD      65536u

typedef struct itk_records itk_records;

/* `fd` stays the caller's; `name` is borrowed, for messages; `fault` is whose
 * the data are. */
itk_records *itk_records_new(int fd, const char *name,
                             enum itk_fault fault) ITK_MUST_USE;
/* Bytes that were taken from the stream before, at most ITK_RECORDS_HEAD;
 * called before anything is read. */
void itk_records_unread(itk_records *records, const char *bytes, size_t size);
void itk_records_free(itk_records *records);

/* The next record's bytes into `out` (cleared before) and the line that it
 * begins in. After a FAULT (`err` is set) there is no next. */
enum itk_next itk_records_next(itk_records *records, struct itk_buf *out,
                               long *line, struct itk_error *err) ITK_MUST_USE;

#endif
