/*
 * JSON as the values of a template, for tests. An object with the one member
 * "@block" is a generated block.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TESTS_JSON_LOOKUP_H
#define ITK_TESTS_JSON_LOOKUP_H

#include <jansson.h>

#include "base/lookup.h"

/* Parses or fails the test; json_decref it when the lookup is done with. */
json_t *json_lookup_read(const char *text);
struct itk_lookup json_lookup(const json_t *root);

#endif
