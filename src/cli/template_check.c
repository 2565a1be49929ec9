/*
 * itaku template check: the tags of a template with their types and places,
 * and what is wrong with them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "cli/template_cmd.h"
#include "text/utf8.h"
#include "tmpl/shape.h"

#define MAX_COLUMN 30u /* wider tags push the rest of their line */
#define INDENT     2

/* One line of the list. */
struct tag {
    const char *text;
    const struct itk_label *type;
    const struct itk_spot *spot;
};

struct tags {
    struct tag *at;
    size_t count;
    itk_maps *maps;
    struct itk_arena arena;
};

static const struct itk_label *
type_label(const struct itk_op *op, const struct itk_shape *shape)
{
    static const struct itk_label labels[] = {
        [ITK_SHAPE_YES_NO] = {{"yes-no", "はい・いいえ"}},
        [ITK_SHAPE_TEXT] = {{"text", "文字"}},
        [ITK_SHAPE_NUMBER] = {{"number", "数"}},
        [ITK_SHAPE_DATE] = {{"date", "日付"}},
        [ITK_SHAPE_LIST] = {{"list", "一覧"}},
        [ITK_SHAPE_GROUP] = {{"group", "まとまり"}},
        [ITK_SHAPE_BLOCK] = {{"block", "作られる本文"}},
    };
    static const struct itk_label link = {{"link", "リンク"}};
    static const struct itk_label image = {{"picture", "画像"}};
    static const struct itk_label choice = {{"choice", "選択"}};
    static const struct itk_label condition = {{"condition", "条件"}};
    static const struct itk_label helper = {{"loop", "繰り返しの情報"}};

    if (op->expr)
        return &condition;
    if (op->kind == ITK_OP_LINK)
        return &link;
    if (op->kind == ITK_OP_CHOICE)
        return &choice;
    if (op->kind == ITK_OP_IMAGE)
        return &image;
    return shape ? &labels[shape->type] : &helper;
}

static void
collect(const itk_template *tmpl, struct tags *tags)
{
    const struct itk_shapes shapes = itk_shapes_of(tmpl, &tags->arena);
    size_t room = 0;

    for (size_t i = 0; i < itk_template_count(tmpl); i++) {
        const struct itk_program *program = itk_template_at(tmpl, i)->program;

        for (size_t j = 0; program && j < program->count; j++) {
            const struct itk_op *op = &program->ops[j];

            if (!op->tag || op->kind == ITK_OP_IF_NONE ||
                op->kind == ITK_OP_LINK_TEXT || op->kind == ITK_OP_LINK_END)
                continue;
            if (tags->count == room) {
                room = room ? room * 2 : 64;
                tags->at = itk_grow(tags->at, room, sizeof(*tags->at));
            }
            tags->at[tags->count++] =
                (struct tag){op->tag, type_label(op, shapes.of[i][j]),
                             itk_template_place(tmpl, op->place)};
        }
    }
}

static void
pad(struct itk_buf *out, size_t have, size_t want)
{
    for (; have < want; have++)
        itk_buf_addc(out, ' ');
    itk_buf_adds(out, "  ");
}

static size_t
width_of(const char *text)
{
    return itk_utf8_width(text, strlen(text));
}

static void
print_text(struct itk_cli *cli, struct tags *tags)
{
    size_t widest[2] = {0, 0};

    for (size_t i = 0; i < tags->count; i++) {
        const size_t width[] = {width_of(tags->at[i].text),
                                width_of(tags->at[i].type->in[cli->lang])};

        for (size_t j = 0; j < 2; j++) {
            if (width[j] > widest[j] && width[j] <= MAX_COLUMN)
                widest[j] = width[j];
        }
    }
    for (size_t i = 0; i < tags->count; i++) {
        const struct tag *tag = &tags->at[i];
        const char *type = tag->type->in[cli->lang];
        const struct itk_label place =
            itk_spot_label(&tags->arena, tags->maps, tag->spot, false);
        struct itk_buf line = ITK_BUF_INIT;

        itk_message_safe(&line, tag->text, strlen(tag->text));
        pad(&line, width_of(tag->text), widest[0]);
        itk_buf_adds(&line, type);
        pad(&line, width_of(type), widest[1]);
        itk_message_safe(&line, place.in[cli->lang],
                         strlen(place.in[cli->lang]));
        puts(line.data);
        itk_buf_free(&line);
    }
    printf(cli->lang == ITK_JA ? "タグ: %zu\n" : "tags: %zu\n", tags->count);
}

static void
set_number(json_t *object, const char *name, size_t number)
{
    if (number > 0)
        json_object_set_new(object, name, json_integer((json_int_t)number));
}

static void
print_json(struct tags *tags)
{
    json_t *list = json_array();

    for (size_t i = 0; i < tags->count; i++) {
        const struct tag *tag = &tags->at[i];
        const struct itk_position position =
            itk_maps_at(tags->maps, tag->spot->part, tag->spot->at);
        json_t *one = json_object();

        json_object_set_new(one, "tag", json_string(tag->text));
        json_object_set_new(one, "type", json_string(tag->type->in[ITK_EN]));
        json_object_set_new(one, "part", json_string(tag->spot->part));
        set_number(one, "paragraph", tag->spot->paragraph);
        set_number(one, "table", position.table);
        set_number(one, "row", position.row);
        set_number(one, "cell", position.cell);
        if (position.heading)
            json_object_set_new(one, "heading", json_string(position.heading));
        json_object_set_new(
            one, "around",
            json_string(tag->spot->around ? tag->spot->around : ""));
        json_array_append_new(list, one);
    }
    json_dumpf(list, stdout, JSON_INDENT(INDENT));
    putchar('\n');
    json_decref(list);
}

/* What the sample has not got, if there is one. */
static void
check_names(struct itk_cli *cli, const itk_template *tmpl, const char *sample,
            struct itk_arena *arena)
{
    itk_findings *found = itk_findings_new();
    itk_dataset *data = itk_cli_dataset(cli, sample, ITK_DATA_MAX_ITEMS, arena);

    if (data)
        itk_template_unknown(tmpl, data, found);
    itk_cli_findings_of(cli, found, ITK_FAULT_PACKAGE);
    itk_dataset_free(data);
    itk_findings_free(found);
}

static void
check(struct itk_cli *cli, const char *path, const struct itk_delims *delims,
      const char *sample, bool json)
{
    struct tags tags = {NULL, 0, NULL, ITK_ARENA_INIT};
    const struct itk_template_options options = {
        .plain = true, .delims = delims, .unsearched = true};
    itk_template *tmpl = itk_cli_template(cli, path, &options, &tags.arena);

    if (tmpl) {
        tags.maps = itk_maps_new(itk_template_package(tmpl));
        collect(tmpl, &tags);
        if (json)
            print_json(&tags);
        else
            print_text(cli, &tags);
        if (sample)
            check_names(cli, tmpl, sample, &tags.arena);
    }
    itk_maps_free(tags.maps);
    itk_template_free(tmpl);
    free(tags.at);
    itk_arena_fini(&tags.arena);
}

void
itk_template_check(struct itk_cli *cli, struct itk_strings args)
{
    const char *sample = NULL, *signs = NULL;
    struct itk_delims delims;
    bool json = false;
    const struct itk_option options[] = {
        {.name = "--sample", .value = &sample},
        {.name = "--delimiters", .value = &signs},
        {.name = "--json", .flag = &json},
    };

    if (!itk_cli_options(cli, &args, options, ITK_COUNT(options)) ||
        !itk_cli_delims(cli, signs, &delims))
        return;
    if (args.count != 1)
        itk_template_usage(cli);
    else
        check(cli, args.at[0], &delims, sample, json);
}
