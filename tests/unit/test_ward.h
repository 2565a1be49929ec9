/*
 * A third invented guideline, with a packet, for test_dossier.c: cases that are
 * reviewed, told of, and not.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef UNIT_TEST_WARD_H
#define UNIT_TEST_WARD_H

static const char ward_fields[] =
    "<fields><group id='section' ja='課' en='section'><field id='name' "
    "type='text' ja='課名' en='section'/></group><group id='work' ja='業務' "
    "en='work'><field id='name' type='text' ja='件名' en='name'/><field "
    "id='kind' type='choice' ja='扱い' en='kind'><choice id='review' "
    "ja='審査' en='review'/><choice id='told' ja='報告' en='told'/><choice "
    "id='quiet' ja='不要' en='quiet'/><choice id='over' ja='済' en='over'/>"
    "</field><field id='formal' type='yes-no' ja='様式' en='formal'/><field "
    "id='late' type='yes-no' ja='後' en='late'/><field id='code' type='text' "
    "ja='番号' en='code'/><field id='note' type='text' ja='注' en='note'/>"
    "<field id='asked' type='date' ja='依頼' en='asked'/></group><group "
    "id='contract' ja='契約' en='contract'><field id='date' type='date' "
    "ja='契約日' en='date'/></group><group id='review' ja='審査' en='review'>"
    "<field id='date' type='date' ja='審査日' en='review'/></group><list "
    "id='worker' ja='者' en='worker'><field id='name' type='text' ja='氏名' "
    "en='worker'/></list><list id='override' ja='変更' en='override'><field "
    "id='clause' type='text' ja='条項' en='clause'/><field id='action' "
    "type='choice' ja='扱' en='action'><choice id='include' ja='加' "
    "en='include'/><choice id='leave-out' ja='除' en='leave out'/></field>"
    "<field id='reason' type='text' ja='訳' en='reason'/></list></fields>";

static const char ward_guideline[] =
    "<guideline id='ward' lang='ja' comma='、' fiscal-year-begins='4'><name "
    "ja='指針' en='rules'/><issuer ja='区' en='ward'/><actor id='section' "
    "ja='課' en='section'/><revisions contract-field='contract.date' "
    "review-field='review.date'><revision date='2023-04-01' "
    "transition='none' text='held' cite='1'/></revisions><value id='chair' "
    "ja='長' en='chair'><at from='2020-04-01'>委員長</at></value><parties>"
    "<pair id='ab' client='甲' contractor='乙'/></parties><overrides "
    "list='override' clause='clause' action='action' include='include' "
    "leave-out='leave-out' reason='reason'/></guideline>";

static const char ward_rules[] =
    "<rules><decision id='way' from='2023-04-01' ja='扱い' en='way' cite='1'>"
    "<outcome id='formal' cite='1'><when><yes field='work.formal'/></when>"
    "<say ja='様式' en='formal'/></outcome><outcome id='free' cite='1'>"
    "<otherwise/><say ja='他' en='free'/></outcome></decision></rules>";

static const char ward_documents[] =
    "<documents><note ja='注' en='note'/><document id='form' "
    "from='2023-04-01' cite='1' ja='依頼書' en='form' title='依頼書' "
    "template='t' file='依頼書'><by ja='課' en='section'/><when><yes "
    "field='work.formal'/></when><needs><field id='work.formal'/><field "
    "id='work.code'/></needs><form><number id='one' print='様式1'><when>"
    "<all/></when></number></form></document><document id='annex' "
    "from='2023-04-01' cite='1' ja='別紙' en='annex' title='別紙' "
    "template='t' file='別紙'><by ja='課' en='section'/><needs><field "
    "id='work.note'/></needs><clauses><clause id='m1'/></clauses></document>"
    "<document id='pledge' from='2023-04-01' cite='1' ja='誓約' en='pledge' "
    "title='誓約' template='t' file='誓約' each='worker'><by ja='課' "
    "en='section'/><needs><field id='worker.name'/></needs></document>"
    "</documents>";

static const char ward_packet[] =
    "<packet><version from='2024-04-01' template='t' title='資料' dash='の' "
    "open='open' points='points'><member role='長' post='部長' cite='1'/>"
    "<member role='員' post='法務課長' section='法務課' cite='1'/><group "
    "document='review' label='案件'><part document='form' needed='yes'/>"
    "<part document='pledge'/><part document='annex'/></group><group "
    "document='told' label='報告'><part document='annex'/></group><group "
    "document='quiet' asked='yes'/></version><document id='review' "
    "from='2023-04-01' cite='1' ja='審査' en='review' title='審査' "
    "template='t' file='審査'><by ja='課' en='section'/><when><is "
    "field='work.kind' value='review'/></when><needs><field "
    "id='section.name'/><field id='work.name'/><field id='work.kind'/><field "
    "id='work.late'/></needs><text id='sort'><field id='section.name'/>"
    "</text><text id='section'><field id='section.name'/></text><text "
    "id='title'><field id='work.name'/></text><text id='before-contract'><if>"
    "<when><no field='work.late'/></when>前</if></text><texts "
    "id='by-meeting'><item><when><present field='work.asked'/></when><field "
    "id='work.asked'/></item></texts></document><document id='told' "
    "from='2023-04-01' cite='1' ja='報告' en='told' title='報告' "
    "template='t' file='報告'><by ja='課' en='section'/><when><is "
    "field='work.kind' value='told'/></when><needs><field id='section.name'/>"
    "<field id='work.name'/><field id='work.kind'/><field id='work.late'/>"
    "</needs><text id='sort'><field id='section.name'/></text><text "
    "id='section'><field id='section.name'/></text><text id='title'><field "
    "id='work.name'/></text></document><document id='quiet' "
    "from='2023-04-01' cite='1' ja='不要' en='quiet' title='不要' "
    "template='t' file='不要'><by ja='課' en='section'/><when><is "
    "field='work.kind' value='quiet'/></when><needs><field "
    "id='section.name'/><field id='work.name'/><field id='work.kind'/><field "
    "id='work.late'/></needs><text id='sort'><field id='section.name'/>"
    "</text><text id='section'><field id='section.name'/></text><text "
    "id='title'><field id='work.name'/></text></document><document id='open' "
    "from='2023-04-01' cite='1' ja='要確認' en='open' title='要確認' "
    "template='t' file='要確認'><by ja='課' en='section'/><needs/><text "
    "id='sort'><if><when><present field='section.name'/></when><field "
    "id='section.name'/></if></text><text id='title'>不明</text></document>"
    "<document id='points' from='2023-04-01' cite='1' ja='着眼点' "
    "en='points' title='着眼点' template='t' file='着眼点'><by ja='課' "
    "en='section'/><needs/><texts id='points'><item><when><yes "
    "field='work.late'/></when>後である。</item></texts></document></packet>";

static const char ward_m1[] =
    "<clause id='m1' kind='mandatory' cite='1' ja='基' en='basic'><version "
    "from='2023-04-01' title='基'><paragraph>行う。</paragraph></version>"
    "</clause>";

#endif
