/*
 * Included first by every file: feature macro, attributes, the two-language
 * label, argument lists of messages. Knows nothing about contracts.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_BASE_BASE_H
#define ITK_BASE_BASE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ITK_MUST_USE     __attribute__((warn_unused_result))
#define ITK_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Arguments {1}..{9} of a message: strings, ended by NULL. */
#define ITK_ARGS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define ITK_NO_ARGS   ((const char *const[]){NULL})

enum itk_lang { ITK_EN, ITK_JA, ITK_LANGS };

/* One thing said in both languages; never NULL, may be "". */
struct itk_label {
    const char *in[ITK_LANGS];
};

/* Who must act (the exit status of the program). */
enum itk_fault {
    ITK_FAULT_NONE = 0,
    ITK_FAULT_CASE = 1,    /* the case's author */
    ITK_FAULT_CALLER = 2,  /* who typed the command */
    ITK_FAULT_PACKAGE = 3, /* the keeper of the package or template */
    ITK_FAULT_MACHINE = 4, /* the machine or the folder */
    ITK_FAULT_PROGRAM = 70 /* us */
};

/* The graver of two: 70, 4, 3, 1 (2 stands alone, before any work). */
enum itk_fault itk_fault_worse(enum itk_fault a, enum itk_fault b);

/* Bytes from outside, with the name that messages use and whose fault it is
 * when they are bad. Borrowed; never changed. */
struct itk_blob {
    const char *name;
    const void *data;
    size_t size;
    enum itk_fault fault;
};

/* A named set of them: a guideline package, the parts of a template. Names are
 * relative paths with '/', sorted by strcmp, unique. */
struct itk_blobs {
    const struct itk_blob *at;
    size_t count;
};

/* NULL when there is none of that name. */
const struct itk_blob *itk_blobs_find(struct itk_blobs set, const char *name);

#endif
