/*
 * Which names the packet's templates have: an example of their data, with all
 * that there can be (dossier_json.c, former.c).
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/dossier.h"

static json_t *
texts(const char *const names[])
{
    json_t *json = json_object();

    for (size_t i = 0; names[i]; i++)
        json_object_set_new(json, names[i], json_string(""));
    return json;
}

static json_t *
list_of(json_t *item)
{
    json_t *list = json_array();

    json_array_append_new(list, item);
    return list;
}

static void
put_texts(json_t *json, const struct itk_document *document)
{
    for (size_t i = 0; i < document->versions_count; i++) {
        const struct itk_document_version *version = &document->versions[i];

        for (size_t k = 0; k < version->texts_count; k++)
            json_object_set_new(json, version->texts[k].id,
                                version->texts[k].is_list
                                    ? list_of(texts(ITK_ARGS("text", "cite")))
                                    : json_string(""));
    }
}

/* What each case has, under whichever head it stands. */
static json_t *
any_case(const struct itk_packet_version *packet)
{
    json_t *json = texts(ITK_ARGS("id", "number", "label", "form", "own-member",
                                  "former", "former-date"));

    json_object_set_new(json, "parts",
                        list_of(texts(ITK_ARGS("code", "title"))));
    json_object_set_new(json, "missing", list_of(json_string("")));
    json_object_set_new(json, "changes",
                        list_of(texts(ITK_ARGS("label", "before", "now"))));
    put_texts(json, packet->points);
    return json;
}

static json_t *
case_of(const struct itk_packet_version *packet,
        const struct itk_document *document)
{
    json_t *json = any_case(packet);

    put_texts(json, document);
    return json;
}

static bool
uses_template(const struct itk_document *document, const char *name)
{
    for (size_t i = 0; i < document->versions_count; i++) {
        if (!strcmp(document->versions[i].template_name, name))
            return true;
    }
    return false;
}

json_t *
itk_dossier_case_names(const struct itk_packet_version *packet,
                       const char *template_name)
{
    json_t *json = any_case(packet);

    for (size_t i = 0; i < packet->groups_count; i++) {
        const struct itk_packet_group *group = &packet->groups[i];

        if (*group->label &&
            (!template_name || uses_template(group->document, template_name)))
            put_texts(json, group->document);
    }
    return json;
}

json_t *
itk_dossier_header_names(void)
{
    return texts(ITK_ARGS("label", "title"));
}

json_t *
itk_dossier_names(const struct itk_guide *guide,
                  const struct itk_packet_version *packet)
{
    json_t *json = json_object(), *value = texts(ITK_ARGS("guideline"));

    for (size_t i = 0; i < guide->values_count; i++)
        json_object_set_new(value, guide->values[i].id, json_string(""));
    json_object_set_new(json, "document", texts(ITK_ARGS("title")));
    json_object_set_new(
        json, "meeting",
        texts(ITK_ARGS("date", "next", "number", "time", "place", "note")));
    json_object_set_new(json, "value", value);
    json_object_set_new(
        json, "members",
        list_of(texts(ITK_ARGS("role", "post", "cite", "name"))));
    for (size_t i = 0; i < packet->groups_count; i++) {
        const struct itk_document *document = packet->groups[i].document;

        json_object_set_new(json, document->id,
                            list_of(case_of(packet, document)));
    }
    json_object_set_new(json, "cases",
                        list_of(itk_dossier_case_names(packet, NULL)));
    json_object_set_new(json, packet->open->id,
                        list_of(case_of(packet, packet->open)));
    return json;
}
