/*
 * The files of the small package, and the exchange of a text in them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "small_guide.h"

#define FILES 9

static const char guideline[] =
    "<guideline id='small' lang='ja' comma='、' fiscal-year-begins='4'>\n"
    "  <name ja='小さな基準' en='Small guideline'/>\n"
    "  <issuer ja='森の市' en='City of Mori'/>\n"
    "  <actor id='section' ja='担当課' en='section'/>\n"
    "  <actor id='head' ja='課長' en='head'/><stage id='look' ja='調査'"
    " en='look'/><stage id='sign' ja='契約' en='sign'/>\n"
    "  <revisions contract-field='contract.date' review-field='review.date'>\n"
    "    <revision date='2024-04-01' transition='contract' until='2024-03-31'"
    " text='held' cite='附則2'/>\n"
    "    <revision date='2020-01-01' transition='none' text='absent'"
    " cite='附則1'/>\n"
    "    <revision date='2022-01-01' transition='review' text='held'"
    " cite='附則3'/>\n"
    "  </revisions>\n"
    "  <value id='chair' ja='会長の職' en='chair'>\n"
    "    <at from='2024-04-01'>新しい\n"
    "      会長</at>\n"
    "    <at from='2020-01-01'>会長</at>\n"
    "  </value>\n"
    "  <parties field='annex.parties'>\n"
    "    <pair id='kou-otsu' client='甲' contractor='乙'/>\n"
    "    <pair id='two' client='発注者' contractor='受注者'/>\n"
    "  </parties>\n"
    "  <overrides list='override' clause='clause' action='action'"
    " include='include' leave-out='leave-out' reason='reason'/>\n"
    "</guideline>\n";

static const char fields[] =
    "<fields>\n"
    "  <group id='work' ja='業務' en='Work' cite='1'>\n"
    "    <help ja='業務の説明' en='About the work'/>\n"
    "    <field id='name' type='text' max='120' cite='2' ja='業務の名称'"
    " en='Name of the work' example='例'>\n"
    "      <help ja='契約のとおり' en='As in the contract'/>\n"
    "    </field>\n"
    "    <field id='about' type='paragraph' ja='内容' en='Content'/>\n"
    "    <group id='term' ja='期間' en='Term'>\n"
    "      <field id='start' type='date' ja='始期' en='Start'/>\n"
    "      <field id='end' type='date' ja='終期' en='End'/>\n"
    "    </group>\n"
    "    <field id='records' type='yes-no' ja='記録' en='Records'/>\n"
    "  </group>\n"
    "  <group id='contract' ja='契約' en='Contract'>\n"
    "    <field id='date' type='date' ja='契約日' en='Date'/>\n"
    "    <field id='amount' type='number' min='-5' max='999' unit='円'"
    " ja='金額' en='Amount'/>\n"
    "    <field id='count' type='number' ja='件数' en='Count'/>\n"
    "  </group>\n"
    "  <list id='place' ja='作業場所' en='Places' key='name' max='7'"
    " cite='5'>\n"
    "    <help ja='場所の説明' en='About places'/>\n"
    "    <field id='name' type='text' ja='場所の名称' en='Name'/>\n"
    "    <field id='kind' type='choice' ja='内外' en='Inside?'>\n"
    "      <choice id='inside' ja='庁舎内' en='inside' print='中'/>\n"
    "      <choice id='outside' ja='庁舎外' en='outside'/>\n"
    "    </field>\n"
    "    <field id='locked' type='yes-no' yes='あり' no='なし' ja='施錠'"
    " en='Locked?'/>\n"
    "  </list>\n"
    "  <group id='review' ja='審査' en='Review'>\n"
    "    <field id='date' type='date' ja='審査日' en='Date of review'/>\n"
    "    <field id='form' type='choice' ja='様式' en='Form'>\n"
    "      <choice id='form-1' ja='様式1' en='form 1'/>\n"
    "    </field>\n"
    "    <field id='reason' type='text' ja='理由' en='Why'/>\n"
    "  </group>\n"
    "  <group id='annex' ja='特記' en='Annex'>\n"
    "    <field id='parties' type='choice' ja='呼称' en='Parties'>\n"
    "      <choice id='kou-otsu' ja='甲乙' en='kou'/>\n"
    "      <choice id='two' ja='発注者' en='client'/>\n"
    "    </field>\n"
    "  </group>\n"
    "  <list id='worker' ja='従事者' en='Workers'>\n"
    "    <field id='name' type='text' personal='yes' ja='氏名' en='Name'/>\n"
    "  </list>\n"
    "  <list id='override' ja='変更' en='Changes'>\n"
    "    <field id='clause' type='text' ja='条項' en='Clause'/>\n"
    "    <field id='action' type='choice' ja='処理' en='Action'>\n"
    "      <choice id='include' ja='加える' en='include'/>\n"
    "      <choice id='leave-out' ja='除く' en='leave out'/>\n"
    "    </field>\n"
    "    <field id='reason' type='paragraph' ja='理由' en='Why'/>\n"
    "  </list>\n"
    "  <constraint id='term' ja='終期が先' en='ends before it starts'"
    " fields='work.term.start work.term.end'>\n"
    "    <before field='work.term.end' other='work.term.start'/>\n"
    "  </constraint>\n"
    "</fields>\n";

static const char rules[] =
    "<rules>\n"
    "  <decision id='scope' from='2024-04-01' ja='対象' en='Scope' cite='3'"
    " exclusive='yes'>\n"
    "    <outcome id='covered' cite='3(1)'>\n"
    "      <when><decision id='kind' is='yes no'/></when>\n"
    "      <say ja='対象である' en='Covered.'/>\n"
    "      <do by='head' stage='look' cite='3(2)' ja='調べる' en='Look.'>"
    "<done><present field='review.date'/></done></do>\n"
    "      <forbid cite='3(3)' ja='急ぐこと' en='haste'/>\n"
    "    </outcome>\n"
    "    <outcome id='new' cite='3(4)' reading='yes' refuse='yes'>\n"
    "      <otherwise/>\n"
    "      <say ja='対象外' en='Not covered.'/>\n"
    "    </outcome>\n"
    "  </decision>\n"
    "  <decision id='kind' from='2020-01-01' ja='種類' en='Kind' cite='2'>\n"
    "    <outcome id='yes' cite='2'>\n"
    "      <when><yes field='work.records'/></when>\n"
    "      <say ja='はい' en='Yes.'/>\n"
    "    </outcome>\n"
    "    <outcome id='no' cite='2'><otherwise/><say ja='いいえ' en='No.'/>"
    "</outcome>\n"
    "  </decision>\n"
    "  <decision id='scope' from='2020-01-01' ja='旧対象' en='Old scope'"
    " cite='旧3'>\n"
    "    <outcome id='old' cite='旧3'><when><all/></when>"
    "<say ja='旧' en='Old.'/></outcome>\n"
    "    <outcome id='covered' cite='旧3'><otherwise/>"
    "<say ja='対象' en='Covered.'/></outcome>\n"
    "  </decision>\n"
    "  <decision id='kind' from='2030-01-01' dropped='yes'/>"
    "<invariant id='known' from='2024-04-01' ja='種類が決まる' en='a kind'"
    " cite='2'><decision id='kind' is='yes no'/></invariant>"
    "<invariant id='known' from='2020-01-01' ja='旧' en='old' cite='旧2'>"
    "<all/></invariant>"
    "<invariant id='known' from='2030-01-01' dropped='yes'/>\n"
    "</rules>\n";

static const char documents[] =
    "<documents>\n"
    "  <note ja='体裁は独自' en='own layout'/>\n"
    "  <document id='annex' from='2020-01-01' cite='6' ja='特記仕様書'"
    " en='Annex' title='特記仕様書' template='annex' file='特記仕様書'>\n"
    "    <by ja='担当課が付ける' en='by the section'/>\n"
    "    <when><decision id='scope' is='covered'/></when>\n"
    "    <needs>\n"
    "      <field id='work.name'/>\n"
    "      <list id='place' least='1'>\n"
    "        <field id='place.name'/>\n"
    "        <if><when><yes field='place.locked'/></when>"
    "<field id='place.kind'/></if>\n"
    "      </list>\n"
    "      <decision id='scope'/>\n"
    "      <if><when><present field='place'/></when>"
    "<list id='worker'/></if>\n"
    "    </needs>\n"
    "    <form field='review.form' reason='review.reason'>\n"
    "      <number id='form-1' print='様式第1号'><when><all/></when></number>\n"
    "    </form>\n"
    "    <text id='lead'>これは、<value id='chair'/>の文である。</text>\n"
    "    <texts id='grounds'>\n"
    "      <item cite='5(3)'><when><clause id='b1'/></when>根拠</item>\n"
    "      <item>添付</item>\n"
    "    </texts>\n"
    "    <clauses><clause id='m1'/><clause id='b1'/></clauses>\n"
    "  </document>\n"
    "  <document id='pledge' from='2020-01-01' each='worker' cite='6(2)'"
    " ja='誓約書' en='Pledge' title='誓約書' template='pledge'"
    " file='誓約書'>\n"
    "    <by ja='従事者' en='worker'/>\n"
    "    <needs><field id='worker.name'/></needs>\n"
    "    <text id='who'><field id='worker.name'/></text>\n"
    "  </document>\n"
    "  <document id='pledge' from='2024-04-01' dropped='yes'/>\n"
    "</documents>\n";

static const char m1[] =
    "<clause id='m1' kind='mandatory' cite='6(1)1' ja='適正な取扱い'"
    " en='Proper handling'>\n"
    "  <version from='2024-04-01' title='適正な取扱い'>\n"
    "    <paragraph>個人情報は、\n"
    "      適正に、<client/>\n"
    "      と<contractor/>とが、扱う。</paragraph>\n"
    "    <table list='place' caption='作業場所'>\n"
    "      <when><present field='place'/></when>\n"
    "      <column label='番号' share='420' align='centre'><row/></column>\n"
    "      <column label='名称\\n（場所）' share='1000'>"
    "<field id='place.name'/></column>\n"
    "    </table>\n"
    "    <paragraph><when><yes field='work.records'/></when>\n"
    "      次による。\n"
    "      <item>一つ<subitem>細目</subitem></item>\n"
    "      <item><when><no field='work.records'/></when>二つ"
    "<ref clause='b1' paragraph='2' item='1'/></item>\n"
    "    </paragraph>\n"
    "  </version>\n"
    "  <version from='2020-01-01' title='旧'>\n"
    "    <paragraph><if><when><clause id='b1'/></when>\n"
    "      旧文</if>は<each list='place' separator='、'>"
    "<when><yes field='place.locked'/></when><field id='place.name'/></each>"
    "である。</paragraph>\n"
    "  </version>\n"
    "  <version from='2030-01-01' dropped='yes'/>\n"
    "</clause>\n";

static const char b1[] =
    "<clause id='b1' kind='measure' cite='6(2)' ja='施錠' en='Locks'>\n"
    "  <unless cite='5(2)' ja='市が施錠する' en='The city locks up.'>\n"
    "    <every list='place'><yes field='place.locked'/></every>\n"
    "  </unless>\n"
    "  <version from='2020-01-01' title='施錠'>\n"
    "    <paragraph>施錠する。</paragraph>\n"
    "  </version>\n"
    "</clause>\n";

static const char r1[] =
    "<clause id='r1' kind='required' cite='6(3)' ja='検査' en='Inspection'>\n"
    "  <when><decision id='kind' is='yes'/></when>\n"
    "  <version from='2020-01-01' title='検査'>\n"
    "    <paragraph>検査する。</paragraph>\n"
    "  </version>\n"
    "</clause>\n";

static const char x1[] =
    "<clause id='x1' kind='supplementary' cite='6' ja='補足' en='More'>\n"
    "  <version from='2020-01-01' title='補足'>\n"
    "    <paragraph>補足する。</paragraph>\n"
    "  </version>\n"
    "</clause>\n";

static const char changes[] = "# Changes\n";

/* Sorted by name. */
static const struct file {
    const char *name, *text;
} base[FILES] = {
    {"CHANGELOG.md", changes},    {"documents.xml", documents},
    {"fields.xml", fields},       {"guideline.xml", guideline},
    {"mandatory/m1.xml", m1},     {"measures/b1.xml", b1},
    {"required/r1.xml", r1},      {"rules.xml", rules},
    {"supplementary/x1.xml", x1},
};

static char *
exchanged(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    struct itk_buf out = ITK_BUF_INIT;

    if (!at)
        fail_msg("the file does not hold: %s", from);
    itk_buf_add(&out, text, (size_t)(at - text));
    itk_buf_adds(&out, to);
    itk_buf_adds(&out, at + strlen(from));
    return itk_buf_take(&out);
}

static int
by_name(const void *a, const void *b)
{
    const struct itk_blob *one = a, *other = b;

    return strcmp(one->name, other->name);
}

struct itk_guide *
small_guide_load(const char *file, const char *from, const char *to,
                 struct itk_error *err)
{
    struct itk_blob blobs[FILES + 1];
    struct itk_guide *guide;
    size_t count = 0;
    char *made = NULL;
    bool held = false;

    for (size_t i = 0; i < FILES; i++) {
        const bool mine = file && strcmp(base[i].name, file) == 0;
        const char *text = base[i].text;

        held |= mine;
        if (mine && from)
            text = made = exchanged(text, from, to);
        else if (mine)
            text = to;
        if (text)
            blobs[count++] = (struct itk_blob){base[i].name, text, strlen(text),
                                               ITK_FAULT_PACKAGE};
    }
    if (file && !held)
        blobs[count++] =
            (struct itk_blob){file, to, strlen(to), ITK_FAULT_PACKAGE};
    qsort(blobs, count, sizeof(*blobs), by_name);
    guide = itk_guide_load((struct itk_blobs){blobs, count}, "pack", err);
    free(made);
    return guide;
}
