/*
 * The invented guideline of city.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/city.h"
#include "xml/xml.h"

static const char fields[] =
    "<fields>"
    "<group id='work' ja='業務' en='work'>"
    "<field id='name' type='text' ja='名称' en='name'/>"
    "<field id='big' type='yes-no' ja='大' en='big' yes='大きい' no='小さい'/>"
    "<field id='loud' type='yes-no' ja='音' en='loud'/>"
    "<field id='kind' type='choice' ja='種類' en='kind'>"
    "<choice id='red' ja='赤' en='red' print='赤色'/>"
    "<choice id='blue' ja='青' en='blue'/></field>"
    "<field id='count' type='number' ja='数' en='count'/>"
    "<field id='start' type='date' ja='始期' en='start'/>"
    "<field id='end' type='date' ja='終期' en='end'/>"
    "<field id='trained' type='date' ja='研修' en='trained'/>"
    "<field id='form' type='choice' ja='様式' en='form'>"
    "<choice id='one' ja='一' en='one'/><choice id='two' ja='二' en='two'/>"
    "</field>"
    "<field id='form-reason' type='text' ja='理由' en='why'/>"
    "<field id='parties' type='choice' ja='呼称' en='parties'>"
    "<choice id='ab' ja='甲乙' en='ab'/><choice id='cd' ja='丙丁' en='cd'/>"
    "</field></group>"
    "<group id='contract' ja='契約' en='contract'>"
    "<field id='date' type='date' ja='契約日' en='date'/></group>"
    "<list id='place' ja='場所' en='place'>"
    "<field id='name' type='text' ja='場所名' en='place name'/>"
    "<field id='out' type='yes-no' ja='外' en='outside'/>"
    "<field id='system' type='yes-no' ja='処理' en='system'/></list>"
    "<list id='worker' ja='者' en='worker'>"
    "<field id='name' type='text' personal='yes' ja='氏名' en='name of "
    "worker'/>"
    "</list>"
    "<list id='override' ja='変更' en='override'>"
    "<field id='clause' type='text' ja='条項' en='clause'/>"
    "<field id='action' type='choice' ja='扱い' en='action'>"
    "<choice id='include' ja='加える' en='include'/>"
    "<choice id='leave-out' ja='除く' en='leave out'/></field>"
    "<field id='reason' type='text' ja='訳' en='reason'/></list>"
    "<constraint id='period' ja='逆' en='reversed' fields='work.end "
    "work.start'>"
    "<before field='work.end' other='work.start'/></constraint>"
    "</fields>";

static const char guideline[] =
    "<guideline id='city' lang='ja' comma='、' fiscal-year-begins='4'>"
    "<name ja='案' en='plan'/><issuer ja='市' en='city'/>"
    "<actor id='section' ja='課' en='section'/>"
    "<revisions contract-field='contract.date' review-field='work.end'>"
    "<revision date='2020-04-01' transition='none' text='absent' cite='附則1'/>"
    "<revision date='2023-04-01' transition='contract' until='2023-03-31' "
    "text='held' cite='附則2'/></revisions>"
    "<value id='chair' ja='長' en='chair'><at "
    "from='2020-04-01'>会長</at></value>"
    "<parties field='work.parties'>"
    "<pair id='ab' client='甲' contractor='乙'/>"
    "<pair id='cd' client='丙' contractor='丁'/></parties>"
    "<overrides list='override' clause='clause' action='action' "
    "include='include' leave-out='leave-out' reason='reason'/></guideline>";

static const char rules[] =
    "<rules>"
    "<decision id='size' from='2023-04-01' ja='大小' en='size' cite='1'>"
    "<outcome id='large' cite='1'><when><any><yes field='work.big'/>"
    "<number field='work.count' least='10'/></any></when>"
    "<say ja='大' en='large'/></outcome>"
    "<outcome id='small' cite='1'><otherwise/><say ja='小' en='small'/>"
    "</outcome></decision>"
    "<decision id='review' from='2023-04-01' ja='審査' en='review' cite='2'>"
    "<outcome id='needed' cite='2'><when><some list='place'><all>"
    "<yes field='place.out'/><yes field='place.system'/></all></some></when>"
    "<say ja='要' en='needed'/>"
    "<do by='section' cite='2' ja='する' en='do it'/></outcome>"
    "<outcome id='not' cite='2'><otherwise/><say ja='不要' en='not'/></outcome>"
    "</decision>"
    "<decision id='same' from='2023-04-01' ja='同じ' en='same' cite='3'>"
    "<outcome id='yes' cite='3'><when><any><yes field='work.loud'/>"
    "<no field='work.loud'/></any></when><say ja='常' en='always'/></outcome>"
    "<outcome id='no' cite='3'><otherwise/><say ja='否' en='no'/></outcome>"
    "</decision>"
    "<decision id='trained' from='2023-04-01' ja='研修' en='trained' cite='4'>"
    "<outcome id='recent' cite='4'><when>"
    "<fiscal-years from='work.trained' to='work.start' most='2'/></when>"
    "<say ja='近' en='recent'/></outcome>"
    "<outcome id='old' cite='4'><otherwise/><say ja='古' en='old'/></outcome>"
    "</decision>"
    "<decision id='both' from='2023-04-01' ja='両方' en='both' cite='5'>"
    "<outcome id='yes' cite='5'><when><all><decision id='size' is='large'/>"
    "<decision id='review' is='needed'/></all></when>"
    "<say ja='両' en='both'/></outcome>"
    "<outcome id='no' cite='5'><otherwise/><say ja='否' en='no'/></outcome>"
    "</decision>"
    "<decision id='order' from='2023-04-01' ja='順' en='order' cite='6'>"
    "<outcome id='right' cite='6'><when>"
    "<after field='work.end' other='work.start'/></when>"
    "<say ja='順' en='right'/></outcome>"
    "<outcome id='wrong' cite='6'><otherwise/><say ja='逆' en='wrong'/>"
    "</outcome></decision></rules>";

static const char documents[] =
    "<documents><note ja='様' en='note'/>"
    "<document id='annex' from='2023-04-01' cite='6' ja='別紙' en='annex' "
    "title='別紙' template='annex' file='別紙'><by ja='課' en='section'/>"
    "<when><decision id='same' is='yes'/></when>"
    "<needs><field id='work.name'/><decision id='size'/></needs>"
    "<form field='work.form' reason='work.form-reason'>"
    "<number id='two' print='様式2'><when><decision id='size' "
    "is='large'/></when>"
    "</number><number id='one' print='様式1'><when>"
    "<decision id='size' is='small'/></when></number></form>"
    "<text id='lead'><client/>と<contractor/>は「<field "
    "id='work.name'/>」</text>"
    "<texts id='grounds'><item cite='1'><when><decision id='size' is='large'/>"
    "</when>大</item><item cite='9'>常</item></texts>"
    "<clauses><clause id='m1'/><clause id='a1'/><clause id='a2'/>"
    "<clause id='r1'/><clause id='s1'/></clauses></document>"
    "<document id='pledge' from='2023-04-01' each='worker' cite='6' ja='誓約' "
    "en='pledge' title='誓約' template='pledge' file='誓約'>"
    "<by ja='者' en='worker'/><when><clause id='a1'/></when>"
    "<needs><field id='worker.name'/></needs>"
    "<text id='who'><field id='worker.name'/></text></document></documents>";

static const char m1[] =
    "<clause id='m1' kind='mandatory' cite='6(1)1' ja='基本' en='basic'>"
    "<version from='2023-04-01' title='基本'>"
    "<paragraph><contractor/>は、<field id='work.name'/>を行う。"
    "<item>一<subitem>細</subitem></item>"
    "<item><when><yes field='work.big'/></when>大</item><item>三</item>"
    "</paragraph>"
    "<paragraph><when><yes field='work.big'/></when>大きい。</paragraph>"
    "<paragraph><ref clause='r1' paragraph='2'/>による。"
    "<if><when><clause id='a2'/></when><ref clause='a2'/>も。</if></paragraph>"
    "</version></clause>";
static const char a1[] =
    "<clause id='a1' kind='measure' cite='6(2)1' ja='指定' en='name'>"
    "<version from='2023-04-01' title='指定'><paragraph>次の表。</paragraph>"
    "<table list='place' caption='場所'>"
    "<column label='番号' share='1' align='centre'><row/></column>"
    "<column label='場所' share='3'><field id='place.name'/></column></table>"
    "</version></clause>";
static const char a2[] =
    "<clause id='a2' kind='measure' cite='6(2)2' ja='鍵' en='key'>"
    "<unless cite='5' ja='市が行う' en='the city does'><no field='work.loud'/>"
    "</unless><version from='2023-04-01' title='鍵'><paragraph>鍵。</paragraph>"
    "</version></clause>";
static const char r1[] =
    "<clause id='r1' kind='required' cite='6(3)' ja='協力' en='help'>"
    "<when><decision id='review' is='needed'/></when>"
    "<version from='2023-04-01' title='協力'><paragraph>一。</paragraph>"
    "<paragraph>二。</paragraph></version></clause>";
static const char s1[] =
    "<clause id='s1' kind='supplementary' cite='7' ja='補' en='more'>"
    "<when><is field='work.kind' value='red'/></when>"
    "<version from='2023-04-01' title='補'><paragraph>補。</paragraph>"
    "</version></clause>";

#define FILE_OF(name, text)                                                    \
    {                                                                          \
        name, text, sizeof(text) - 1, ITK_FAULT_PACKAGE                        \
    }

static struct itk_guide *
load_guide(struct itk_error *err)
{
    static const struct itk_blob files[] = {
        FILE_OF("documents.xml", documents), FILE_OF("fields.xml", fields),
        FILE_OF("guideline.xml", guideline), FILE_OF("mandatory/m1.xml", m1),
        FILE_OF("measures/a1.xml", a1),      FILE_OF("measures/a2.xml", a2),
        FILE_OF("required/r1.xml", r1),      FILE_OF("rules.xml", rules),
        FILE_OF("supplementary/s1.xml", s1),
    };

    return itk_guide_load((struct itk_blobs){files, ITK_COUNT(files)}, "city",
                          err);
}

void
city_open(struct city *city, const char *body)
{
    struct itk_buf xml = ITK_BUF_INIT;
    struct itk_blob in;

    itk_xml_init();
    *city = (struct city){.found = itk_findings_new()};
    city->guide = load_guide(&city->err);
    if (!city->guide)
        fail_msg("%s", city->err.text[ITK_EN]);
    itk_buf_adds(&xml, "<case id='c1' guideline='city'>");
    itk_buf_adds(&xml, body);
    itk_buf_adds(&xml, "</case>");
    in = (struct itk_blob){"c1.xml", xml.data, xml.size, ITK_FAULT_CASE};
    city->data = itk_case_load_xml(&in, city->guide, city->found, &city->err);
    if (!city->data || itk_findings_errors(city->found))
        fail_msg("the case is not sound: %s", body);
    itk_decide_constraints(city->data, city->guide, city->found);
    city->decisions = itk_decide(city->data, city->guide);
    city->selection = itk_select(city->decisions, city->found);
    city->plans = itk_plans_build(city->decisions, city->selection, &city->err);
    itk_buf_free(&xml);
}

void
city_close(struct city *city)
{
    itk_plans_free(city->plans);
    itk_selection_free(city->selection);
    itk_decisions_free(city->decisions);
    itk_case_free(city->data);
    itk_findings_free(city->found);
    itk_guide_free(city->guide);
    itk_error_fini(&city->err);
}
