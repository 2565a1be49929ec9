/*
 * The cases of a meeting under the heads of an invented packet: heads, order,
 * numbers, dates, and that all pages are told the same.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/dossier.h"
#include "tests/unit/test_ward.h"
#include "xml/xml.h"

#define FILE_OF(name, text)                                                    \
    {                                                                          \
        name, text, sizeof(text) - 1, ITK_FAULT_PACKAGE                        \
    }

static struct itk_guide *
load(const char *name)
{
    static const struct itk_blob files[] = {
        FILE_OF("documents.xml", ward_documents),
        FILE_OF("fields.xml", ward_fields),
        FILE_OF("guideline.xml", ward_guideline),
        FILE_OF("mandatory/m1.xml", ward_m1),
        FILE_OF("packet.xml", ward_packet),
        FILE_OF("rules.xml", ward_rules)};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_guide *guide =
        itk_guide_load((struct itk_blobs){files, ITK_COUNT(files)}, name, &err);

    if (!guide)
        fail_msg("%s", err.text[ITK_EN]);
    return guide;
}

/* ---- a meeting and its cases ---- */

struct hall {
    struct itk_guide *guide, *other;
    struct itk_meeting meeting;
    itk_dossier *dossier;
    itk_findings *found;
};

static int
setup(void **state)
{
    struct hall *hall = itk_alloc(sizeof(*hall));

    itk_xml_init();
    *hall = (struct hall){.guide = load("ward"), .found = itk_findings_new()};
    hall->meeting = (struct itk_meeting){.file = "m.xml",
                                         .date = {2026, 1, 22},
                                         .number = "第5回",
                                         .time = "",
                                         .place = "",
                                         .note = ""};
    hall->dossier = itk_dossier_new(
        (struct itk_dossier_options){.meeting = &hall->meeting});
    *state = hall;
    return 0;
}

static int
teardown(void **state)
{
    struct hall *hall = *state;

    itk_dossier_free(hall->dossier);
    itk_findings_free(hall->found);
    itk_guide_free(hall->guide);
    itk_guide_free(hall->other);
    free(hall);
    return 0;
}

static void
ask_for_all(struct hall *hall)
{
    itk_dossier_free(hall->dossier);
    hall->dossier = itk_dossier_new(
        (struct itk_dossier_options){.meeting = &hall->meeting, .asked = true});
}

struct told {
    const char *id, *section, *kind; /* NULL: not known */
    const char *code, *note, *contract;
    const char *more; /* elements of <work> */
    const char *rest; /* of the case */
    bool informal, late;
};

static void
put(struct itk_buf *xml, const char *name, const char *text)
{
    const char *const parts[] = {"<", name, ">", text, "</", name, ">"};

    for (size_t i = 0; text && i < ITK_COUNT(parts); i++)
        itk_buf_adds(xml, parts[i]);
}

static void
write_case(struct itk_buf *xml, const struct told *told)
{
    itk_buf_adds(xml, "<case guideline='ward' id='");
    itk_buf_adds(xml, told->id);
    itk_buf_adds(xml, "'><section>");
    put(xml, "name", told->section);
    itk_buf_adds(xml, "</section><work>");
    put(xml, "name", told->id);
    put(xml, "kind", told->kind);
    put(xml, "formal", told->informal ? "no" : "yes");
    put(xml, "late", told->late ? "yes" : "no");
    put(xml, "code", told->code);
    put(xml, "note", told->note);
    itk_buf_adds(xml, told->more ? told->more : "");
    itk_buf_adds(xml, "</work><contract>");
    put(xml, "date", told->contract ? told->contract : "2026-04-01");
    itk_buf_adds(xml, "</contract>");
    itk_buf_adds(xml, told->rest ? told->rest : "<worker none='yes'/>");
    itk_buf_adds(xml, "</case>");
}

static void
add_to(struct hall *hall, const struct itk_guide *guide,
       const struct told *told)
{
    struct itk_work work = {.guide = guide, .found = itk_findings_new()};
    struct itk_error err = ITK_ERROR_INIT;
    struct itk_buf xml = ITK_BUF_INIT;

    write_case(&xml, told);
    work.data = itk_case_load_xml(
        &(struct itk_blob){told->id, xml.data, xml.size, ITK_FAULT_CASE}, guide,
        work.found, &err);
    if (!work.data || itk_findings_errors(work.found))
        fail_msg("not sound: %s", xml.data);
    work.decisions = itk_decide(work.data, guide);
    work.selection = itk_select(work.decisions, work.found);
    work.plans = itk_plans_build(work.decisions, work.selection, &err);
    if (!work.plans ||
        !itk_dossier_add(hall->dossier, &work, hall->found, &err))
        fail_msg("%s", err.text[ITK_EN]);
    itk_buf_free(&xml);
}

static void
add(struct hall *hall, struct told told)
{
    add_to(hall, hall->guide, &told);
}

#define READY .code = "1", .note = "n"

static void
arrange(struct hall *hall)
{
    itk_dossier_arrange(hall->dossier, hall->found);
}

static size_t
said(const struct hall *hall, enum itk_msg id)
{
    size_t count = 0;

    for (size_t i = 0; i < itk_findings_count(hall->found); i++)
        count += itk_findings_at(hall->found, i)->id == id;
    return count;
}

/* All that was said is that, once. */
static void
only(const struct hall *hall, enum itk_msg id, enum itk_severity severity)
{
    for (size_t i = 0; i < itk_findings_count(hall->found); i++) {
        const struct itk_finding *one = itk_findings_at(hall->found, i);

        if (one->id != id || one->severity != severity)
            fail_msg("also: %s", one->text[ITK_EN]);
    }
    assert_int_equal(said(hall, id), 1);
}

/* The cases as a line: label=id[codes and titles of its parts]. */
static void
stand(const struct hall *hall, const char *wanted)
{
    struct itk_buf out = ITK_BUF_INIT;

    for (size_t i = 0; i < itk_dossier_count(hall->dossier); i++) {
        const struct itk_dossier_case *one = itk_dossier_at(hall->dossier, i);

        itk_buf_adds(&out, one->open ? "?" : one->row ? one->label : "-");
        itk_buf_addc(&out, '=');
        itk_buf_adds(&out, itk_case_id(one->work.data));
        for (size_t k = 0; k < one->parts_count; k++) {
            itk_buf_addc(&out, ' ');
            itk_buf_adds(&out, one->parts[k].code);
            itk_buf_adds(&out, one->parts[k].title);
        }
        itk_buf_adds(&out, "\n");
    }
    assert_string_equal(out.size ? out.data : "", wanted);
    itk_buf_free(&out);
}

/* ---- heads, order, numbers ---- */

/* Sections as they first came, in each by id; a number for each head. */
static void
test_order(void **state)
{
    struct hall *hall = *state;

    add(hall, (struct told){"b2", "乙課", "review", READY});
    add(hall, (struct told){"a1", "甲課", "review", READY});
    add(hall, (struct told){"t1", "甲課", "told", READY});
    add(hall, (struct told){"b10", "乙課", "review", READY});
    add(hall, (struct told){"t0", "乙課", "told", READY});
    add(hall, (struct told){"x", "甲課", NULL, READY});
    arrange(hall);
    stand(hall, "案件1=b10 案件1の1依頼書（様式1） 案件1の2別紙\n"
                "案件2=b2 案件2の1依頼書（様式1） 案件2の2別紙\n"
                "案件3=a1 案件3の1依頼書（様式1） 案件3の2別紙\n"
                "報告1=t0 報告1の1別紙\n"
                "報告2=t1 報告2の1別紙\n"
                "?=x\n");
    only(hall, ITK_MSG_PACKET_OPEN, ITK_SEV_WARNING);
}

/* A document of each worker stands by its number; of one, without. */
static void
test_parts(void **state)
{
    struct hall *hall = *state;

    add(hall, (struct told){"a", "甲課", "review", READY,
                            .rest = "<worker><name>x</name></worker><worker>"
                                    "<name>y</name></worker>"});
    add(hall, (struct told){"b", "甲課", "review", READY,
                            .rest = "<worker><name>x</name></worker>"});
    arrange(hall);
    stand(hall, "案件1=a 案件1の1依頼書（様式1） 案件1の2誓約 1 "
                "案件1の3誓約 2 案件1の4別紙\n"
                "案件2=b 案件2の1依頼書（様式1） 案件2の2誓約 "
                "案件2の3別紙\n");
    assert_string_equal(itk_dossier_at(hall->dossier, 0)->form, "様式1");
}

static void
missing_is(const struct hall *hall, size_t i, const char *id)
{
    const struct itk_dossier_case *one = itk_dossier_at(hall->dossier, i);

    assert_true(one->open);
    assert_null(one->group);
    assert_non_null(one->missing);
    assert_int_equal(one->missing->count, 1);
    assert_string_equal(one->missing->at[0].field->id, id);
}

static void
test_open(void **state)
{
    struct hall *hall = *state;

    add(hall, (struct told){"a", NULL, "review", READY});
    arrange(hall);
    stand(hall, "?=a\n");
    missing_is(hall, 0, "section.name");
    only(hall, ITK_MSG_PACKET_OPEN, ITK_SEV_WARNING);
}

/* Without its form a case cannot go before the committee; what else waits is
 * told of, and left out. */
static void
test_waits(void **state)
{
    struct hall *hall = *state;

    add(hall, (struct told){"a", "甲課", "review", .note = "n"});
    add(hall, (struct told){"b", "甲課", "review", .code = "1"});
    arrange(hall);
    stand(hall, "案件1=b 案件1の1依頼書（様式1）\n?=a\n");
    missing_is(hall, 1, "work.code");
    assert_int_equal(said(hall, ITK_MSG_PACKET_FORM_WAITS), 1);
    assert_int_equal(said(hall, ITK_MSG_PACKET_PART_WAITS), 1);
    assert_int_equal(said(hall, ITK_MSG_PACKET_OPEN), 1);
    assert_int_equal(itk_findings_count(hall->found), 3);
}

static void
test_no_form(void **state)
{
    struct hall *hall = *state;

    add(hall, (struct told){"a", "甲課", "review", READY, .informal = true});
    arrange(hall);
    stand(hall, "案件1=a 案件1の1別紙\n");
    assert_string_equal(itk_dossier_at(hall->dossier, 0)->form, "");
    only(hall, ITK_MSG_PACKET_NO_FORM, ITK_SEV_WARNING);
}

static void
test_left_out(void **state)
{
    struct hall *hall = *state;

    add(hall, (struct told){"q", "甲課", "quiet", READY});
    add(hall, (struct told){"o", "甲課", "over", READY});
    arrange(hall);
    stand(hall, "-=o\n-=q\n");
    only(hall, ITK_MSG_PACKET_NOWHERE, ITK_SEV_WARNING);
    ask_for_all(hall);
    add(hall, (struct told){"q", "甲課", "quiet", READY});
    arrange(hall);
    stand(hall, "=q\n"); /* under its head, without pages of its own */
}

static void
test_twice(void **state)
{
    struct hall *hall = *state;

    add(hall, (struct told){"a", "甲課", "review", READY});
    add(hall, (struct told){"a", "乙課", "told", READY});
    arrange(hall);
    assert_int_equal(itk_dossier_count(hall->dossier), 1);
    only(hall, ITK_MSG_PACKET_TWICE, ITK_SEV_ERROR);
}

static void
test_guides(void **state)
{
    struct hall *hall = *state;
    const struct told told = {"b", "甲課", "review", READY};

    hall->other = load("ward");
    add(hall, (struct told){"a", "甲課", "review", READY});
    add_to(hall, hall->other, &told);
    assert_int_equal(itk_dossier_count(hall->dossier), 1);
    only(hall, ITK_MSG_PACKET_GUIDES, ITK_SEV_ERROR);
}

/* The packet of 2024 does not hold the year before. */
static void
test_too_early(void **state)
{
    struct hall *hall = *state;

    hall->meeting.date = (struct itk_date){2024, 3, 31};
    add(hall, (struct told){"a", "甲課", "review", READY});
    add(hall, (struct told){"b", "甲課", "review", READY});
    assert_int_equal(itk_dossier_count(hall->dossier), 0);
    only(hall, ITK_MSG_PACKET_NONE, ITK_SEV_ERROR); /* once for all */
    assert_null(itk_dossier_packet(hall->dossier));
}

/* ---- dates: the meeting is on 2026-01-22 ---- */

static void
test_dates(void **state)
{
    static const struct {
        const char *contract, *asked, *review;
        bool late;
        enum itk_msg id; /* COUNT: nothing is said */
        enum itk_severity severity;
    } rows[] = {
        {"2026-01-22", "2026-01-22", "2026-01-22", false, ITK_MSG_COUNT, 0},
        {"2026-01-21", NULL, NULL, false, ITK_MSG_PACKET_DATES, ITK_SEV_ERROR},
        {"2026-01-21", NULL, NULL, true, ITK_MSG_COUNT, 0},
        {"2026-04-01", "2026-01-23", NULL, false, ITK_MSG_PACKET_AFTER,
         ITK_SEV_ERROR},
        {"2026-04-01", NULL, "2026-01-23", false, ITK_MSG_PACKET_OTHER_DATE,
         ITK_SEV_WARNING},
        {"2026-04-01", NULL, "2026-01-23", true, ITK_MSG_COUNT, 0},
    };

    for (size_t i = 0; i < ITK_COUNT(rows); i++) {
        struct itk_buf more = ITK_BUF_INIT, rest = ITK_BUF_INIT;
        struct hall *hall;

        teardown(state);
        setup(state);
        hall = *state;
        put(&more, "asked", rows[i].asked);
        itk_buf_adds(&rest, "<review>");
        put(&rest, "date", rows[i].review);
        itk_buf_adds(&rest, "</review><worker none='yes'/>");
        add(hall, (struct told){"a", "甲課", "review", READY,
                                .contract = rows[i].contract,
                                .more = more.size ? more.data : NULL,
                                .rest = rest.data, .late = rows[i].late});
        arrange(hall);
        if (rows[i].id == ITK_MSG_COUNT)
            assert_int_equal(itk_findings_count(hall->found), 0);
        else
            only(hall, rows[i].id, rows[i].severity);
        itk_buf_free(&more);
        itk_buf_free(&rest);
    }
}

/* ---- what templates are filled with ---- */

static const char *
at(const json_t *json, const char *path)
{
    char key[64];

    while (strchr(path, '.')) {
        snprintf(key, sizeof(key), "%.*s", (int)strcspn(path, "."), path);
        path = strchr(path, '.') + 1;
        json = json_is_array(json)
                   ? json_array_get(json, (size_t)strtoul(key, NULL, 10))
                   : json_object_get(json, key);
    }
    if (!json_string_value(json_object_get(json, path)))
        fail_msg("no %s", path);
    return json_string_value(json_object_get(json, path));
}

/* Lists, contents, headers and covers are told of a case by one object, whose
 * label and codes are those of the dossier. */
static void
test_json(void **state)
{
    struct hall *hall = *state;
    json_t *json;

    add(hall, (struct told){"b", "法務課", "review", READY, .late = true});
    add(hall, (struct told){"a", "甲課", "review", READY});
    add(hall, (struct told){"t", "甲課", "told", READY});
    add(hall, (struct told){"x", NULL, "told", READY});
    arrange(hall);
    json = itk_dossier_json(hall->dossier);
    assert_int_equal(json_array_size(json_object_get(json, "cases")), 3);
    assert_ptr_equal(json_array_get(json_object_get(json, "cases"), 0),
                     json_array_get(json_object_get(json, "review"), 0));
    assert_ptr_equal(json_array_get(json_object_get(json, "cases"), 2),
                     json_array_get(json_object_get(json, "told"), 0));
    for (size_t i = 0; i < 3; i++) {
        const struct itk_dossier_case *one = itk_dossier_at(hall->dossier, i);
        const json_t *told = json_array_get(json_object_get(json, "cases"), i);

        assert_string_equal(at(told, "label"), one->label);
        assert_string_equal(at(told, "title"), one->title);
        assert_string_equal(at(told, "parts.0.code"), one->parts[0].code);
        assert_string_equal(at(told, "parts.0.title"), one->parts[0].title);
    }
    assert_string_equal(at(json, "review.0.points.0.text"), "後である。");
    assert_string_equal(at(json, "review.0.own-member"), "法務課長");
    assert_string_equal(at(json, "review.1.own-member"), "");
    assert_string_equal(at(json, "told.0.number"), "1");
    assert_string_equal(
        json_string_value(json_array_get(
            json_object_get(json_array_get(json_object_get(json, "open"), 0),
                            "missing"),
            0)),
        "課名");
    assert_string_equal(at(json, "value.chair"), "委員長");
    assert_string_equal(at(json, "meeting.date"), "2026-01-22");
    assert_string_equal(at(json, "meeting.next"), "");
    json_decref(json);
}

/* A head without cases is an empty list, not one that is not there. */
static void
test_json_empty(void **state)
{
    struct hall *hall = *state;
    json_t *json;

    add(hall, (struct told){"a", "甲課", "told", READY});
    arrange(hall);
    json = itk_dossier_json(hall->dossier);
    assert_true(json_is_array(json_object_get(json, "review")));
    assert_int_equal(json_array_size(json_object_get(json, "review")), 0);
    assert_int_equal(json_array_size(json_object_get(json, "open")), 0);
    json_decref(json);
}

/* All names of `json` are among `names`, and lead to the same; `but` are not
 * looked for. */
static void
offered(json_t *names, json_t *json, const char *but)
{
    const char *key;
    json_t *one;

    if (json_typeof(json) != json_typeof(names))
        fail_msg("of another kind");
    if (json_array_size(json) && json_array_size(names))
        offered(json_array_get(names, 0), json_array_get(json, 0), but);
    json_object_foreach(json, key, one)
    {
        if (strstr(but, key))
            continue;
        if (!json_object_get(names, key))
            fail_msg("'%s' is not offered", key);
        offered(json_object_get(names, key), one, but);
    }
}

/* What lint takes for the names of the packet's templates is what they get.
 * The register, which is not there, would add the last ones. */
static void
test_names(void **state)
{
    static const char register_adds[] = "former-date changes";
    struct hall *hall = *state;
    const struct itk_packet_version *packet;
    json_t *json, *names, *cover;

    ask_for_all(hall);
    add(hall, (struct told){"r", "甲課", "review", READY, .late = true,
                            .more = "<asked>2026-01-20</asked>"});
    add(hall, (struct told){"t", "甲課", "told", READY});
    add(hall, (struct told){"q", "甲課", "quiet", READY});
    add(hall, (struct told){"x", NULL, "told", READY});
    arrange(hall);
    packet = itk_dossier_packet(hall->dossier);
    json = itk_dossier_json(hall->dossier);
    names = itk_dossier_names(hall->guide, packet);
    cover = itk_dossier_case_names(packet, "t");
    offered(names, json, "");
    offered(json, names, register_adds);
    offered(cover, json_array_get(json_object_get(json, "cases"), 0), "");
    offered(cover, json_array_get(json_object_get(json, "cases"), 1), "");
    json_decref(cover);
    cover = itk_dossier_case_names(packet, "other"); /* no head's template */
    assert_non_null(json_object_get(cover, "points"));
    assert_null(json_object_get(cover, "title"));
    json_decref(cover);
    json_decref(names);
    json_decref(json);
}

static void
test_members(void **state)
{
    static const struct itk_meeting_member members[] = {{"法務課長", "𠮷田", 2},
                                                        {"課長", "甲", 3}};
    struct hall *hall = *state;
    json_t *json;

    hall->meeting.members = members;
    hall->meeting.members_count = 1;
    add(hall, (struct told){"a", "甲課", "told", READY});
    arrange(hall);
    assert_int_equal(itk_findings_count(hall->found), 0);
    json = itk_dossier_json(hall->dossier);
    assert_string_equal(at(json, "members.0.name"), "");
    assert_string_equal(at(json, "members.1.name"), "𠮷田");
    json_decref(json);
    teardown(state);
    setup(state);
    hall = *state;
    hall->meeting.members = members;
    hall->meeting.members_count = 2;
    add(hall, (struct told){"a", "甲課", "told", READY});
    arrange(hall);
    only(hall, ITK_MSG_MEETING_POST, ITK_SEV_ERROR);
    assert_int_equal(itk_findings_at(hall->found, 0)->line, 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_order),   TEST(test_parts),   TEST(test_open),
        TEST(test_waits),   TEST(test_no_form), TEST(test_left_out),
        TEST(test_twice),   TEST(test_guides),  TEST(test_too_early),
        TEST(test_dates),   TEST(test_json),    TEST(test_json_empty),
        TEST(test_members), TEST(test_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
