/*
 * itaku template data: a sample of what a template wants, as JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "cli/template_cmd.h"
#include "tmpl/shape.h"

#define SAMPLE_DATE   "2026-04-01"
#define SAMPLE_NUMBER 12
#define INDENT        2

static json_t *sample_of(const struct itk_shape *shape);

static void
add_members(json_t *object, const struct itk_shape *shape)
{
    for (const struct itk_shape *at = shape->first; at; at = at->next) {
        char *name;

        if (at->type == ITK_SHAPE_BLOCK)
            continue; /* comes from a guideline only */
        name = strndup(at->name, at->size);
        if (!name)
            itk_no_memory();
        json_object_set_new(object, name, sample_of(at));
        free(name);
    }
}

static json_t *
group_of(const struct itk_shape *shape)
{
    json_t *object = json_object();

    add_members(object, shape);
    if (shape->item) /* {#a}{b}{/a} goes into an object as well */
        add_members(object, shape->item);
    return object;
}

static json_t *
list_of(const struct itk_shape *shape)
{
    json_t *list = json_array();

    json_array_append_new(list, shape->item ? sample_of(shape->item)
                                            : json_string("text"));
    return list;
}

static json_t *
number_of(const struct itk_shape *shape)
{
    char *text, *end;
    long long number;
    json_t *json;

    if (!shape->example)
        return json_integer(SAMPLE_NUMBER);
    text = strndup(shape->example, shape->example_size);
    if (!text)
        itk_no_memory();
    number = strtoll(text, &end, 10);
    json = *end ? json_string(text) : json_integer(number);
    free(text);
    return json;
}

static json_t *
sample_of(const struct itk_shape *shape)
{
    switch (shape->type) {
    case ITK_SHAPE_GROUP:
        return group_of(shape);
    case ITK_SHAPE_LIST:
        return list_of(shape);
    case ITK_SHAPE_DATE:
        return json_string(SAMPLE_DATE);
    case ITK_SHAPE_NUMBER:
        return number_of(shape);
    case ITK_SHAPE_TEXT:
        if (shape->example)
            return json_stringn(shape->example, shape->example_size);
        return shape->name ? json_stringn(shape->name, shape->size)
                           : json_string("text");
    case ITK_SHAPE_YES_NO:
    case ITK_SHAPE_BLOCK:
        break;
    }
    return json_true();
}

void
itk_template_data(struct itk_cli *cli, struct itk_strings args)
{
    struct itk_arena arena = ITK_ARENA_INIT;
    const char *signs = NULL;
    const struct itk_option options[] = {
        {.name = "--delimiters", .value = &signs},
    };
    struct itk_delims delims;
    itk_template *tmpl;
    json_t *sample;

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)) ||
        !itk_cli_delims(cli, signs, &delims))
        return;
    if (args.count != 1) {
        itk_template_usage(cli);
        return;
    }
    tmpl = itk_cli_template(cli, args.at[0],
                            &(struct itk_template_options){.plain = true,
                                                           .delims = &delims,
                                                           .unsearched = true},
                            &arena);
    if (tmpl) {
        sample = group_of(itk_shapes_of(tmpl, &arena).root);
        json_dumpf(sample, stdout, JSON_INDENT(INDENT));
        putchar('\n');
        json_decref(sample);
    }
    itk_template_free(tmpl);
    itk_arena_fini(&arena);
}
