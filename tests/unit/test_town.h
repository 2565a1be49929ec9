/*
 * A second invented guideline, of two revisions, for test_select.c and
 * test_plan_names.c: clauses that come and go, a refusal, lists with choices, a
 * survey, a document for some members of a list.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef UNIT_TEST_TOWN_H
#define UNIT_TEST_TOWN_H

#include <string.h>

#include "decide/select.h"
#include "plan/build.h"
#include "xml/xml.h"

#define TOWN_DATE "<contract><date>2024-04-01</date></contract>"
#define TOWN_LATE "<contract><date>2026-04-01</date></contract>"

static const char town_fields[] =
    "<fields><group id='work' ja='業務' en='work'>"
    "<field id='name' type='text' ja='名' en='name'/>"
    "<field id='note' type='paragraph' ja='注' en='note'/>"
    "<field id='big' type='yes-no' ja='大' en='big'/>"
    "<field id='bad' type='yes-no' ja='悪' en='bad'/>"
    "<field id='fee' type='number' max='9999999' ja='額' en='fee'/>"
    "<field id='start' type='date' ja='始' en='start'/>"
    "<field id='parties' type='choice' ja='呼' en='parties'>"
    "<choice id='ab' ja='甲乙' en='ab'/></field></group>"
    "<group id='contract' ja='契約' en='contract'>"
    "<field id='date' type='date' ja='契約日' en='date'/></group>"
    "<list id='place' ja='場所' en='place'>"
    "<field id='name' type='text' ja='場所名' en='place name'/>"
    "<field id='kind' type='choice' ja='別' en='kind'>"
    "<choice id='inside' ja='内' en='in' print='庁舎内'/>"
    "<choice id='outside' ja='外' en='out'/></field>"
    "<field id='lock' type='yes-no' ja='鍵' en='lock' yes='あり' no='なし'/>"
    "</list><list id='override' ja='変更' en='override'>"
    "<field id='clause' type='text' ja='条項' en='clause'/>"
    "<field id='action' type='choice' ja='扱' en='action'>"
    "<choice id='include' ja='加' en='include'/>"
    "<choice id='leave-out' ja='除' en='leave out'/></field>"
    "<field id='reason' type='text' ja='訳' en='reason'/></list>"
    "<list id='result' ja='結果' en='result' key='item'>"
    "<field id='item' type='text' ja='項目' en='item'/>"
    "<field id='stage' type='choice' ja='時期' en='stage'>"
    "<choice id='early' ja='前' en='early'/>"
    "<choice id='later' ja='後' en='later'/></field>"
    "<field id='done' type='text' ja='対策' en='done'/>"
    "<field id='fit' type='yes-no' ja='適否' en='fit' yes='適' no='否'/>"
    "</list></fields>";

static const char town_guideline[] =
    "<guideline id='town' lang='ja' comma='、' fiscal-year-begins='4'>"
    "<name ja='案' en='plan'/><issuer ja='町' en='town'/>"
    "<actor id='section' ja='課' en='section'/>"
    "<revisions contract-field='contract.date' review-field='contract.date'>"
    "<revision date='2023-04-01' transition='none' text='held' cite='1'/>"
    "<revision date='2026-04-01' transition='none' text='held' cite='2'/>"
    "</revisions><value id='chair' ja='長' en='chair'>"
    "<at from='2023-04-01'>会長</at><at from='2026-04-01'>委員長</at></value>"
    "<parties field='work.parties'><pair id='ab' client='甲' contractor='乙'/>"
    "</parties><overrides list='override' clause='clause' action='action' "
    "include='include' leave-out='leave-out' reason='reason'/></guideline>";

static const char town_rules[] =
    "<rules><decision id='fit' from='2023-04-01' ja='可' en='fit' cite='1'>"
    "<outcome id='unfit' cite='1' refuse='yes'><when><yes field='work.bad'/>"
    "</when><say ja='不可' en='unfit'/></outcome>"
    "<outcome id='fit' cite='1'><otherwise/><say ja='可' en='fit'/></outcome>"
    "</decision>"
    "<decision id='new' from='2026-04-01' ja='新' en='new' cite='2'>"
    "<outcome id='yes' cite='2'><otherwise/><say ja='新' en='new'/></outcome>"
    "</decision></rules>";

static const char town_documents[] =
    "<documents><note ja='様' en='note'/>"
    "<requirements from='2023-04-01' list='result' clause='item' when='stage' "
    "after='later' articles='annex' yes='あり' no='なし'>"
    "<why id='always' ja='必ず' en='always'/>"
    "<why id='measure' ja='要る措置' en='measure'/>"
    "<why id='unproved' ja='不明' en='unproved'/>"
    "<why id='condition' ja='該当' en='condition'/>"
    "<why id='unsettled' ja='未定' en='unsettled'/>"
    "<why id='no-condition' ja='非該当' en='no condition'/>"
    "<clause id='a2'/><clause id='m1'/><clause id='m2'/><clause id='s1'/>"
    "<clause id='a1'/></requirements>"
    "<document id='annex' from='2023-04-01' cite='6' ja='別紙' en='annex' "
    "title='別紙' template='annex' file='別紙'><by ja='課' en='section'/>"
    "<needs><field id='work.name'/><list id='place' least='2'>"
    "<field id='place.name'/></list>"
    "<if><when><yes field='work.big'/></when><field id='work.fee'/></if>"
    "</needs><text id='sites'><each list='place' separator='、'>"
    "<when><yes field='place.lock'/></when><field id='place.name'/>(<field "
    "id='place.kind'/>)</each></text>"
    "<text id='printed'><value id='chair'/>/<field id='work.big'/>/<field "
    "id='work.fee'/>/<field id='work.start'/></text>"
    "<clauses><clause id='m1'/><clause id='m2'/><clause id='a1'/>"
    "<clause id='a2'/><clause id='r1'/><clause id='s1'/></clauses>"
    "</document><document id='site' from='2023-04-01' each='place' cite='6' "
    "ja='場' en='site' title='場' template='site' file='場'>"
    "<by ja='課' en='section'/><for><yes field='place.lock'/></for><needs/>"
    "</document></documents>";

#define TOWN_CLAUSE(id, kind, inner)                                           \
    "<clause id='" id "' kind='" kind "' cite='6 " id "' ja='条" id            \
    "' en='" id "'>" inner "</clause>"
#define TOWN_VERSION(title, text)                                              \
    "<version from='2023-04-01' title='" title "'>" text "</version>"
#define TOWN_ASKED(title, check, text)                                         \
    "<version from='2023-04-01' title='" title "' check='" check "'>" text     \
    "</version>"
#define TOWN_WORDS "<paragraph>文。</paragraph>"

static const char town_m1[] = TOWN_CLAUSE(
    "m1", "mandatory",
    TOWN_ASKED("旧", "旧か。",
               "<paragraph>前文。<item>一</item><item>二</item>"
               "</paragraph><paragraph>後文。<item><when>"
               "<yes field='work.bad'/></when>悪</item><item>三"
               "<subitem><when><yes field='work.bad'/></when>悪"
               "</subitem><subitem>細</subitem></item></paragraph>"
               "<table list='place' caption='場所'>"
               "<column label='番\\n号' share='1' align='right'>"
               "<row/></column><column label='名' share='3'>"
               "<field id='place.name'/>、<field id='place.lock'/>"
               "</column></table>"
               "<table list='place' caption='鍵の場所'>"
               "<rows><when><yes field='place.lock'/></when></rows>"
               "<column label='番' share='1'><row/></column>"
               "<column label='名' share='3'><field id='place.name'/>"
               "</column></table>") "<version from='2026-04-01' "
                                    "title='新'>" TOWN_WORDS "</version>");
static const char town_m2[] =
    TOWN_CLAUSE("m2", "mandatory",
                "<version from='2026-04-01' title='後' check='後か。'>"
                "<paragraph>文。</paragraph></version>");
static const char town_a1[] = TOWN_CLAUSE(
    "a1", "measure",
    TOWN_ASKED("措", "措か。",
               TOWN_WORDS) "<version from='2026-04-01' dropped='yes'/>");
static const char town_a2[] =
    TOWN_CLAUSE("a2", "measure",
                "<unless cite='5' ja='町' en='town'><every list='place'>"
                "<yes field='place.lock'/></every></unless>" TOWN_ASKED(
                    "鍵", "鍵か。", TOWN_WORDS));
static const char town_r1[] =
    TOWN_CLAUSE("r1", "required", TOWN_VERSION("必", TOWN_WORDS));
static const char town_s1[] =
    TOWN_CLAUSE("s1", "supplementary", TOWN_ASKED("補", "補か。", TOWN_WORDS));

struct town {
    struct itk_guide *guide;
    itk_case *data;
    itk_findings *found;
    itk_decisions *decisions;
    struct itk_selection *selection;
    itk_plans *plans;
    struct itk_error err;
};

#define TOWN_FILE(name, text)                                                  \
    {                                                                          \
        name, text, sizeof(text) - 1, ITK_FAULT_PACKAGE                        \
    }

static inline void
town_open(struct town *town, const char *body)
{
    static const struct itk_blob files[] = {
        TOWN_FILE("documents.xml", town_documents),
        TOWN_FILE("fields.xml", town_fields),
        TOWN_FILE("guideline.xml", town_guideline),
        TOWN_FILE("mandatory/m1.xml", town_m1),
        TOWN_FILE("mandatory/m2.xml", town_m2),
        TOWN_FILE("measures/a1.xml", town_a1),
        TOWN_FILE("measures/a2.xml", town_a2),
        TOWN_FILE("required/r1.xml", town_r1),
        TOWN_FILE("rules.xml", town_rules),
        TOWN_FILE("supplementary/s1.xml", town_s1),
    };
    struct itk_buf xml = ITK_BUF_INIT;
    struct itk_blob in;

    itk_xml_init();
    *town = (struct town){.found = itk_findings_new()};
    town->guide = itk_guide_load((struct itk_blobs){files, ITK_COUNT(files)},
                                 "town", &town->err);
    if (!town->guide)
        fail_msg("%s", town->err.text[ITK_EN]);
    itk_buf_adds(&xml, "<case id='c1' guideline='town'>");
    itk_buf_adds(&xml, body);
    itk_buf_adds(&xml, "</case>");
    in = (struct itk_blob){"c1.xml", xml.data, xml.size, ITK_FAULT_CASE};
    town->data = itk_case_load_xml(&in, town->guide, town->found, &town->err);
    if (!town->data || itk_findings_errors(town->found))
        fail_msg("the case is not sound: %s", body);
    town->decisions = itk_decide(town->data, town->guide);
    town->selection = itk_select(town->decisions, town->found);
    town->plans = itk_plans_build(town->decisions, town->selection, &town->err);
    itk_buf_free(&xml);
}

static inline void
town_close(struct town *town)
{
    itk_plans_free(town->plans);
    itk_selection_free(town->selection);
    itk_decisions_free(town->decisions);
    itk_case_free(town->data);
    itk_findings_free(town->found);
    itk_guide_free(town->guide);
    itk_error_fini(&town->err);
}

#endif
