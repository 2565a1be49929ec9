/*
 * JSON as the values of a template.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "tests/support/json_lookup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct itk_data
data_of(const json_t *node)
{
    struct itk_data data = {.kind = ITK_DATA_ABSENT, .node = node};

    if (json_is_string(node)) {
        data.kind = ITK_DATA_TEXT;
        data.text = json_string_value(node);
        data.size = json_string_length(node);
    } else if (json_is_integer(node)) {
        data.kind = ITK_DATA_TEXT;
        data.number = true;
        data.text = json_integer_value(node) ? "7" : "0"; /* of them all */
        data.size = 1;
    } else if (json_is_boolean(node)) {
        data.kind = ITK_DATA_BOOL;
        data.truth = json_is_true(node);
    } else if (json_is_array(node)) {
        data.kind = ITK_DATA_LIST;
        data.count = json_array_size(node);
    } else if (json_is_object(node)) {
        data.kind =
            json_object_get(node, "@block") ? ITK_DATA_BLOCK : ITK_DATA_GROUP;
    } else {
        data.named = json_is_null(node);
    }
    return data;
}

static struct itk_data
member(const void *self, const struct itk_data *in, const char *name,
       size_t size)
{
    char *key = itk_alloc(size + 1);
    struct itk_data found;

    (void)self;
    memcpy(key, name, size);
    found = data_of(json_object_get(in->node, key));
    free(key);
    return found;
}

static struct itk_data
item(const void *self, const struct itk_data *of, size_t index)
{
    (void)self;
    assert_true(index < of->count);
    return data_of(json_array_get(of->node, index));
}

json_t *
json_lookup_read(const char *text)
{
    json_error_t err;
    json_t *root =
        json_loads(text, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &err);

    if (!root)
        fail_msg("%s: %s", err.text, text);
    return root;
}

struct itk_lookup
json_lookup(const json_t *root)
{
    return (struct itk_lookup){
        .root = data_of(root), .member = member, .item = item};
}
