/*
 * What the packet's templates are filled with.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/dossier_data.h"
#include "plan/draft.h"

#define TEXT_SECTION "section" /* as the members' data name it */

/* ---- a case ---- */

static json_t *
number_json(size_t number)
{
    struct itk_buf out = ITK_BUF_INIT;
    json_t *json;

    itk_buf_addu(&out, number);
    json = json_string(out.data);
    itk_buf_free(&out);
    return json;
}

static json_t *
items_json(const struct itk_plan_text *text)
{
    json_t *list = json_array();

    for (size_t i = 0; i < text->count; i++) {
        json_t *item = json_object();

        json_object_set_new(item, "text", json_string(text->items[i].text));
        json_object_set_new(item, "cite", json_string(text->items[i].cite));
        json_array_append_new(list, item);
    }
    return list;
}

static void
put_texts(json_t *json, const struct itk_planned *planned)
{
    const struct itk_plan_values *values = planned->plan->values;

    for (size_t i = 0; i < values->texts_count; i++) {
        const struct itk_plan_text *text = &values->texts[i];

        json_object_set_new(
            json, text->id,
            text->is_list
                ? items_json(text)
                : json_string(text->count ? text->items[0].text : ""));
    }
}

static json_t *
missing_json(const struct itk_dossier *dossier, const struct itk_facts *missing)
{
    json_t *list = json_array();

    for (size_t i = 0; missing && i < missing->count; i++) {
        const struct itk_fact *fact = &missing->at[i];
        const struct itk_label *label =
            fact->field ? &fact->field->label : &fact->list->label;

        json_array_append_new(list,
                              json_string(label->in[dossier->guide->lang]));
    }
    return list;
}

static json_t *
parts_json(const struct itk_dossier_case *one)
{
    json_t *list = json_array();

    for (size_t i = 0; i < one->parts_count; i++) {
        json_t *part = json_object();

        json_object_set_new(part, "code", json_string(one->parts[i].code));
        json_object_set_new(part, "title", json_string(one->parts[i].title));
        json_array_append_new(list, part);
    }
    return list;
}

/* A member whose own section asks. */
static const char *
conflict_of(const struct itk_dossier *dossier,
            const struct itk_dossier_case *one)
{
    const struct itk_packet_version *packet = dossier->packet;
    const char *section = itk_dossier_text(one->row, TEXT_SECTION);

    for (size_t i = 0; i < packet->members_count; i++) {
        if (*section && !strcmp(packet->members[i].section, section))
            return packet->members[i].post;
    }
    return "";
}

json_t *
itk_dossier_case_json(const itk_dossier *dossier,
                      const struct itk_dossier_case *one, size_t number)
{
    const struct itk_planned *points =
        itk_dossier_planned(one->own, dossier->packet->points);
    json_t *json = json_object();

    json_object_set_new(json, "id", json_string(itk_case_id(one->work.data)));
    json_object_set_new(json, "number", number_json(number));
    json_object_set_new(json, "label", json_string(one->label));
    json_object_set_new(json, "form", json_string(one->form));
    json_object_set_new(json, "own-member",
                        json_string(conflict_of(dossier, one)));
    json_object_set_new(json, "parts", parts_json(one));
    json_object_set_new(json, "missing", missing_json(dossier, one->missing));
    if (points)
        put_texts(json, points);
    put_texts(json, one->row);
    return json;
}

/* ---- all of it ---- */

static json_t *
date_json(struct itk_date date)
{
    struct itk_buf out = ITK_BUF_INIT;
    json_t *json;

    if (date.year)
        itk_date_iso(&out, date);
    json = json_string(out.data);
    itk_buf_free(&out);
    return json;
}

static json_t *
meeting_json(const struct itk_meeting *meeting)
{
    json_t *json = json_object();

    json_object_set_new(json, "date", date_json(meeting->date));
    json_object_set_new(json, "next", date_json(meeting->next_date));
    json_object_set_new(json, "number", json_string(meeting->number));
    json_object_set_new(json, "time", json_string(meeting->time));
    json_object_set_new(json, "place", json_string(meeting->place));
    json_object_set_new(json, "note", json_string(meeting->note));
    return json;
}

static const char *
name_of(const struct itk_meeting *meeting, const char *post)
{
    for (size_t i = 0; i < meeting->members_count; i++) {
        if (!strcmp(meeting->members[i].post, post))
            return meeting->members[i].name;
    }
    return "";
}

static json_t *
members_json(const itk_dossier *dossier)
{
    json_t *list = json_array();

    for (size_t i = 0; i < dossier->packet->members_count; i++) {
        const struct itk_packet_member *member = &dossier->packet->members[i];
        json_t *json = json_object();

        json_object_set_new(json, "role", json_string(member->role));
        json_object_set_new(json, "post", json_string(member->post));
        json_object_set_new(json, "cite", json_string(member->cite));
        json_object_set_new(
            json, "name",
            json_string(name_of(dossier->options.meeting, member->post)));
        json_array_append_new(list, json);
    }
    return list;
}

static json_t *
values_json(const itk_dossier *dossier)
{
    const struct itk_guide *guide = dossier->guide;
    json_t *json = json_object();

    for (size_t i = 0; i < guide->values_count; i++) {
        const char *id = guide->values[i].id;
        const char *text =
            itk_guide_value_at(guide, id, dossier->options.meeting->date);

        if (text)
            json_object_set_new(json, id, json_string(text));
    }
    json_object_set_new(json, "guideline",
                        json_string(guide->name.in[guide->lang]));
    return json;
}

json_t *
itk_dossier_json(const itk_dossier *dossier)
{
    const struct itk_packet_version *packet = dossier->packet;
    json_t *json = json_object(), *document = json_object();
    json_t *cases = json_array(), *open = json_array();

    json_object_set_new(document, "title", json_string(packet->title));
    json_object_set_new(json, "document", document);
    json_object_set_new(json, "meeting",
                        meeting_json(dossier->options.meeting));
    json_object_set_new(json, "value", values_json(dossier));
    json_object_set_new(json, "members", members_json(dossier));
    for (size_t i = 0; i < packet->groups_count; i++)
        json_object_set_new(json, packet->groups[i].document->id, json_array());
    for (size_t i = 0; i < dossier->count; i++) {
        const struct itk_dossier_case *one = &dossier->cases[i];

        if (one->group)
            json_array_append(json_object_get(json, one->group->document->id),
                              one->json);
        if (one->open)
            json_array_append(open, one->json);
        if (*one->label)
            json_array_append(cases, one->json);
    }
    json_object_set_new(json, "cases", cases);
    json_object_set_new(json, packet->open->id, open);
    return json;
}
