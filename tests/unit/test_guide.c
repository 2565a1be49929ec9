/*
 * A good package loads whole: every part of it stands where it should.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/small_guide.h"
#include "xml/xml.h"

static const struct itk_date y2020 = {2020, 1, 1};
static const struct itk_date y2024 = {2024, 4, 1};
static const struct itk_date y2030 = {2030, 1, 1};
static const struct itk_date before_all = {2019, 12, 31};

static int
setup(void **state)
{
    struct itk_error err = ITK_ERROR_INIT;

    itk_xml_init();
    *state = small_guide_load(NULL, NULL, NULL, &err);
    if (!*state)
        print_error("%s\n", err.text[ITK_EN]);
    itk_error_fini(&err);
    return *state ? 0 : 1;
}

static int
teardown(void **state)
{
    itk_guide_free(*state);
    itk_xml_done();
    return 0;
}

static void
assert_label(struct itk_label label, const char *ja, const char *en)
{
    assert_string_equal(label.in[ITK_JA], ja);
    assert_string_equal(label.in[ITK_EN], en);
}

static void
assert_date(struct itk_date got, struct itk_date want)
{
    assert_int_equal(itk_date_compare(got, want), 0);
}

static const struct itk_field *
field(const struct itk_guide *guide, const char *id)
{
    const struct itk_field *found =
        itk_dictionary_field(&guide->dictionary, id);

    assert_non_null(found);
    assert_string_equal(found->id, id);
    return found;
}

static void
test_head(void **state)
{
    const struct itk_guide *guide = *state;

    assert_string_equal(guide->id, "small");
    assert_int_equal(guide->lang, ITK_JA);
    assert_string_equal(guide->comma, "、");
    assert_int_equal(guide->fiscal_month, 4);
    assert_label(guide->name, "小さな基準", "Small guideline");
    assert_label(guide->issuer, "森の市", "City of Mori");
    assert_label(guide->layout_note, "体裁は独自", "own layout");
    assert_int_equal(guide->actors_count, 2);
    assert_string_equal(guide->actors[1].id, "head");
    assert_label(guide->actors[1].label, "課長", "head");
}

static void
test_revisions(void **state)
{
    const struct itk_guide *guide = *state;
    const struct itk_revisions *all = &guide->revisions;

    assert_int_equal(all->count, 3);
    assert_ptr_equal(all->contract, field(guide, "contract.date"));
    assert_ptr_equal(all->review, field(guide, "review.date"));
    assert_date(all->at[0].date, y2020);
    assert_int_equal(all->at[0].transition, ITK_TRANSITION_NONE);
    assert_false(all->at[0].held);
    assert_int_equal(all->at[1].transition, ITK_TRANSITION_REVIEW);
    assert_true(all->at[1].held);
    assert_date(all->at[2].date, y2024);
    assert_int_equal(all->at[2].transition, ITK_TRANSITION_CONTRACT);
    assert_date(all->at[2].until, (struct itk_date){2024, 3, 31});
    assert_string_equal(all->at[2].cite, "附則2");
}

static void
test_values(void **state)
{
    const struct itk_guide *guide = *state;

    assert_int_equal(guide->values_count, 1);
    assert_label(guide->values[0].label, "会長の職", "chair");
    assert_null(itk_guide_value_at(guide, "chair", before_all));
    assert_string_equal(itk_guide_value_at(guide, "chair", y2020), "会長");
    assert_string_equal(
        itk_guide_value_at(guide, "chair", (struct itk_date){2024, 3, 31}),
        "会長");
    assert_string_equal(itk_guide_value_at(guide, "chair", y2024),
                        "新しい会長");
    assert_null(itk_guide_value_at(guide, "chairs", y2024));
}

static void
test_stages(void **state)
{
    const struct itk_guide *guide = *state;

    assert_int_equal(guide->stages_count, 2);
    assert_string_equal(guide->stages[0].id, "look");
    assert_string_equal(guide->stages[1].id, "sign");
    assert_label(guide->stages[1].label, "契約", "sign");
}

static void
test_invariants(void **state)
{
    const struct itk_guide *guide = *state;
    const struct itk_invariant *known = guide->invariants;
    const struct itk_invariant_version *now = itk_invariant_at(known, y2024);

    assert_int_equal(guide->invariants_count, 1);
    assert_string_equal(known->id, "known");
    assert_int_equal(known->versions_count, 3);
    assert_null(itk_invariant_at(known, before_all));
    assert_null(itk_invariant_at(known, y2030));
    assert_label(itk_invariant_at(known, y2020)->label, "旧", "old");
    assert_string_equal(now->cite, "2");
    assert_int_equal(now->condition->kind, ITK_COND_DECISION);
    assert_int_equal(now->condition->values, 3);
}

static void
test_parties(void **state)
{
    const struct itk_guide *guide = *state;
    const struct itk_overrides *over = &guide->overrides;

    assert_int_equal(guide->pairs_count, 2);
    assert_string_equal(guide->pairs[0].client, "甲");
    assert_string_equal(guide->pairs[1].contractor, "受注者");
    assert_ptr_equal(guide->pair_field, field(guide, "annex.parties"));
    assert_string_equal(over->list->id, "override");
    assert_ptr_equal(over->clause, field(guide, "override.clause"));
    assert_ptr_equal(over->action, field(guide, "override.action"));
    assert_ptr_equal(over->reason, field(guide, "override.reason"));
    assert_string_equal(over->include, "include");
    assert_string_equal(over->leave_out, "leave-out");
}

static void
test_fields(void **state)
{
    const struct itk_guide *guide = *state;
    const struct itk_field *name = field(guide, "work.name");
    const struct itk_field *amount = field(guide, "contract.amount");

    assert_int_equal(guide->dictionary.fields_count, 19);
    assert_int_equal(guide->dictionary.slots_count, 12);
    assert_string_equal(name->name, "name");
    assert_int_equal(name->index, 0);
    assert_int_equal(name->slot, 0);
    assert_int_equal(name->type, ITK_TYPE_TEXT);
    assert_int_equal(name->max, 120);
    assert_int_equal(name->line, 4);
    assert_string_equal(name->cite, "2");
    assert_string_equal(name->example, "例");
    assert_label(name->label, "業務の名称", "Name of the work");
    assert_label(name->help, "契約のとおり", "As in the contract");
    assert_int_equal(field(guide, "work.about")->max, 4000);
    assert_label(field(guide, "work.about")->help, "", "");
    assert_int_equal(field(guide, "work.term.end")->type, ITK_TYPE_DATE);
    assert_int_equal(field(guide, "work.term.end")->slot, 3);
    assert_int_equal(amount->min, -5);
    assert_int_equal(amount->max, 999);
    assert_string_equal(amount->unit, "円");
    assert_int_equal(field(guide, "contract.count")->min, 0);
    assert_true(field(guide, "contract.count")->max == INT64_MAX);
    assert_string_equal(field(guide, "work.records")->print_yes, "はい");
    assert_string_equal(field(guide, "work.records")->print_no, "いいえ");
    assert_true(field(guide, "worker.name")->personal);
    assert_false(name->personal);
}

static void
test_lists(void **state)
{
    const struct itk_guide *guide = *state;
    const struct itk_dictionary *dict = &guide->dictionary;
    const struct itk_list *place = itk_dictionary_list(dict, "place");
    const struct itk_field *kind = field(guide, "place.kind");

    assert_int_equal(dict->lists_count, 3);
    assert_non_null(place);
    assert_int_equal(place->fields_count, 3);
    assert_ptr_equal(place->first, field(guide, "place.name"));
    assert_ptr_equal(place->key, place->first);
    assert_int_equal(place->max, 7);
    assert_string_equal(place->cite, "5");
    assert_label(place->help, "場所の説明", "About places");
    assert_ptr_equal(kind->list, place);
    assert_int_equal(kind->slot, 1);
    assert_int_equal(kind->choices_count, 2);
    assert_string_equal(kind->choices[0].print, "中");
    assert_string_equal(kind->choices[1].print, "庁舎外");
    assert_string_equal(field(guide, "place.locked")->print_yes, "あり");
    assert_null(itk_dictionary_list(dict, "work"));
    assert_null(itk_dictionary_list(dict, "places"));
    assert_null(itk_dictionary_list(dict, "worker")->key);
}

static void
test_entries(void **state)
{
    static const struct {
        const char *id;
        int kind;
        unsigned depth;
    } want[] = {
        {"work", ITK_ENTRY_GROUP, 0},
        {"work.name", ITK_ENTRY_FIELD, 1},
        {"work.about", ITK_ENTRY_FIELD, 1},
        {"work.term", ITK_ENTRY_GROUP, 1},
        {"work.term.start", ITK_ENTRY_FIELD, 2},
    };
    const struct itk_guide *guide = *state;
    const struct itk_dictionary *dict = &guide->dictionary;

    assert_int_equal(dict->entries_count, 27);
    for (size_t i = 0; i < ITK_COUNT(want); i++) {
        assert_string_equal(dict->entries[i].id, want[i].id);
        assert_int_equal(dict->entries[i].kind, want[i].kind);
        assert_int_equal(dict->entries[i].depth, want[i].depth);
    }
    assert_string_equal(dict->entries[0].group->cite, "1");
    assert_label(dict->entries[0].group->help, "業務の説明", "About the work");
}

/* Every entry by its own id, whatever else is there. */
static void
test_find(void **state)
{
    static const char *const others[] = {"", ".", "work.", "nothing"};
    const struct itk_guide *guide = *state;
    const struct itk_dictionary *dict = &guide->dictionary;

    assert_true(dict->entries_count > 10);
    for (size_t i = 0; i < dict->entries_count; i++)
        assert_ptr_equal(itk_dictionary_find(dict, dict->entries[i].id),
                         &dict->entries[i]);
    for (size_t i = 0; i < ITK_COUNT(others); i++)
        assert_null(itk_dictionary_find(dict, others[i]));
    assert_null(itk_dictionary_find(&(struct itk_dictionary){0}, "work"));
}

static void
test_nearest(void **state)
{
    const struct itk_guide *guide = *state;
    const struct itk_dictionary *dict = &guide->dictionary;

    assert_string_equal(itk_dictionary_nearest(dict, "work.nmae")->id,
                        "work.name");
    assert_string_equal(itk_dictionary_nearest(dict, "wrk.name")->id,
                        "work.name");
    assert_string_equal(itk_dictionary_nearest(dict, "plase")->id, "place");
    assert_null(itk_dictionary_nearest(dict, "something.else"));
    assert_null(itk_dictionary_nearest(dict, ""));
}

static void
test_constraint(void **state)
{
    const struct itk_guide *guide = *state;
    const struct itk_constraint *one = &guide->constraints[0];

    assert_int_equal(guide->constraints_count, 1);
    assert_string_equal(one->id, "term");
    assert_label(one->label, "終期が先", "ends before it starts");
    assert_int_equal(one->fields_count, 2);
    assert_ptr_equal(one->fields[1], field(guide, "work.term.end"));
    assert_int_equal(one->bad->kind, ITK_COND_BEFORE);
    assert_ptr_equal(one->bad->other, field(guide, "work.term.start"));
}

static void
test_decisions(void **state)
{
    const struct itk_guide *guide = *state;
    const struct itk_decision *scope = itk_guide_decision(guide, "scope");
    const struct itk_decision *kind = itk_guide_decision(guide, "kind");
    const struct itk_decision_version *now = itk_decision_at(scope, y2024);
    const struct itk_outcome *covered;

    assert_int_equal(guide->decisions_count, 2);
    assert_ptr_equal(scope, &guide->decisions[0]);
    assert_int_equal(kind->index, 1);
    assert_null(itk_guide_decision(guide, "kin"));
    assert_int_equal(scope->outcome_ids_count, 3);
    assert_string_equal(scope->outcome_ids[2], "old");
    assert_null(itk_decision_at(scope, before_all));
    assert_label(itk_decision_at(scope, y2020)->label, "旧対象", "Old scope");
    assert_non_null(itk_decision_at(kind, y2024));
    assert_null(itk_decision_at(kind, y2030));
    assert_int_equal(now->outcomes_count, 2);
    assert_true(now->exclusive);
    assert_false(itk_decision_at(scope, y2020)->exclusive);
    covered = &now->outcomes[0];
    assert_string_equal(covered->id, "covered");
    assert_int_equal(covered->bit, 0);
    assert_int_equal(covered->when->kind, ITK_COND_DECISION);
    assert_ptr_equal(covered->when->decision, kind);
    assert_int_equal(covered->when->values, 3);
    assert_label(covered->say, "対象である", "Covered.");
    assert_int_equal(covered->effects_count, 2);
    assert_int_equal(covered->effects[0].kind, ITK_EFFECT_DO);
    assert_ptr_equal(covered->effects[0].by, &guide->actors[1]);
    assert_string_equal(covered->effects[0].cite, "3(2)");
    assert_ptr_equal(covered->effects[0].stage, &guide->stages[0]);
    assert_int_equal(covered->effects[0].done->kind, ITK_COND_PRESENT);
    assert_int_equal(covered->effects[0].order, 0);
    assert_int_equal(covered->effects[1].kind, ITK_EFFECT_FORBID);
    assert_int_equal(covered->effects[1].order, 1);
    assert_null(covered->effects[1].stage);
    assert_null(covered->effects[1].done);
    assert_label(covered->effects[1].label, "急ぐこと", "haste");
    assert_false(covered->reading || covered->refuse);
    assert_null(now->outcomes[1].when);
    assert_true(now->outcomes[1].reading && now->outcomes[1].refuse);
    assert_int_equal(itk_decision_at(scope, y2020)->outcomes[1].bit, 0);
}

static void
test_clauses(void **state)
{
    const struct itk_guide *guide = *state;
    const struct itk_clause *m1 = itk_guide_clause(guide, "m1");
    const struct itk_clause *b1 = itk_guide_clause(guide, "b1");

    assert_int_equal(guide->clauses_count, 4);
    assert_ptr_equal(b1, &guide->clauses[0]);
    assert_int_equal(m1->index, 1);
    assert_int_equal(m1->kind, ITK_CLAUSE_MANDATORY);
    assert_string_equal(m1->file, "pack/mandatory/m1.xml");
    assert_string_equal(m1->cite, "6(1)1");
    assert_int_equal(b1->kind, ITK_CLAUSE_MEASURE);
    assert_int_equal(b1->unless->kind, ITK_COND_EVERY);
    assert_string_equal(b1->unless_cite, "5(2)");
    assert_label(b1->unless_label, "市が施錠する", "The city locks up.");
    assert_null(b1->when);
    assert_int_equal(itk_guide_clause(guide, "r1")->when->kind,
                     ITK_COND_DECISION);
    assert_int_equal(itk_guide_clause(guide, "x1")->kind,
                     ITK_CLAUSE_SUPPLEMENTARY);
    assert_null(itk_guide_clause(guide, "x1")->when);
    assert_null(itk_guide_clause(guide, "z"));
    assert_int_equal(m1->versions_count, 3);
    assert_null(itk_clause_at(m1, before_all));
    assert_string_equal(itk_clause_at(m1, y2020)->title, "旧");
    assert_string_equal(itk_clause_at(m1, y2024)->title, "適正な取扱い");
    assert_null(itk_clause_at(m1, y2030));
}

static void
assert_text(const struct itk_inline *piece, const char *want)
{
    assert_int_equal(piece->kind, ITK_INLINE_TEXT);
    assert_string_equal(piece->text, want);
}

static void
test_passages(void **state)
{
    const struct itk_guide *guide = *state;
    const struct itk_clause_version *now =
        itk_clause_at(itk_guide_clause(guide, "m1"), y2024);
    const struct itk_passage *first = &now->passages[0];
    const struct itk_passage *last = &now->passages[2];
    const struct itk_inline *ref;

    assert_int_equal(now->passages_count, 3);
    assert_int_equal(first->text.count, 5);
    assert_text(&first->text.at[0], "個人情報は、適正に、");
    assert_int_equal(first->text.at[0].line, 3);
    assert_int_equal(first->text.at[1].kind, ITK_INLINE_CLIENT);
    assert_text(&first->text.at[2], "と");
    assert_int_equal(first->text.at[3].kind, ITK_INLINE_CONTRACTOR);
    assert_text(&first->text.at[4], "とが、扱う。");
    assert_int_equal(last->kind, ITK_PASSAGE_PARAGRAPH);
    assert_int_equal(last->when->kind, ITK_COND_YES);
    assert_int_equal(last->text.count, 1);
    assert_text(&last->text.at[0], "次による。");
    assert_int_equal(last->kids_count, 2);
    assert_int_equal(last->kids[0].kind, ITK_PASSAGE_ITEM);
    assert_int_equal(last->kids[0].kids[0].kind, ITK_PASSAGE_SUBITEM);
    assert_text(&last->kids[0].kids[0].text.at[0], "細目");
    assert_int_equal(last->kids[1].when->kind, ITK_COND_NO);
    ref = &last->kids[1].text.at[1];
    assert_int_equal(ref->kind, ITK_INLINE_REF);
    assert_string_equal(ref->clause->id, "b1");
    assert_int_equal(ref->paragraph, 2);
    assert_int_equal(ref->item, 1);
}

static void
test_table(void **state)
{
    const struct itk_guide *guide = *state;
    const struct itk_passage *table =
        &itk_clause_at(itk_guide_clause(guide, "m1"), y2024)->passages[1];

    assert_int_equal(table->kind, ITK_PASSAGE_TABLE);
    assert_int_equal(table->when->kind, ITK_COND_PRESENT);
    assert_string_equal(table->when->list->id, "place");
    assert_string_equal(table->list->id, "place");
    assert_string_equal(table->caption, "作業場所");
    assert_int_equal(table->columns_count, 2);
    assert_int_equal(table->columns[0].share, 420);
    assert_int_equal(table->columns[0].align, 1);
    assert_int_equal(table->columns[0].text.at[0].kind, ITK_INLINE_ROW);
    assert_string_equal(table->columns[1].label, "名称\n（場所）");
    assert_int_equal(table->columns[1].align, 0);
    assert_ptr_equal(table->columns[1].text.at[0].field,
                     field(guide, "place.name"));
}

static void
test_inline(void **state)
{
    const struct itk_guide *guide = *state;
    const struct itk_passage *old =
        &itk_clause_at(itk_guide_clause(guide, "m1"), y2020)->passages[0];
    const struct itk_inline *if_ = &old->text.at[0];
    const struct itk_inline *each = &old->text.at[2];

    assert_int_equal(old->text.count, 4);
    assert_int_equal(if_->kind, ITK_INLINE_IF);
    assert_int_equal(if_->when->kind, ITK_COND_CLAUSE);
    assert_string_equal(if_->when->clause->id, "b1");
    assert_int_equal(if_->kids_count, 1);
    assert_text(&if_->kids[0], "旧文");
    assert_int_equal(each->kind, ITK_INLINE_EACH);
    assert_string_equal(each->list->id, "place");
    assert_string_equal(each->text, "、");
    assert_int_equal(each->when->kind, ITK_COND_YES);
    assert_int_equal(each->kids[0].kind, ITK_INLINE_FIELD);
}

static void
test_document(void **state)
{
    const struct itk_guide *guide = *state;
    const struct itk_document *annex = itk_guide_document(guide, "annex");
    const struct itk_document_version *now = itk_document_at(annex, y2024);

    assert_int_equal(guide->documents_count, 2);
    assert_null(itk_guide_document(guide, "annexe"));
    assert_null(itk_document_at(annex, before_all));
    assert_string_equal(now->cite, "6");
    assert_label(now->label, "特記仕様書", "Annex");
    assert_string_equal(now->title, "特記仕様書");
    assert_string_equal(now->template_name, "annex");
    assert_string_equal(now->file, "特記仕様書");
    assert_label(now->by, "担当課が付ける", "by the section");
    assert_null(now->each);
    assert_int_equal(now->when->kind, ITK_COND_DECISION);
    assert_int_equal(now->forms_count, 1);
    assert_string_equal(now->forms[0].print, "様式第1号");
    assert_int_equal(now->forms[0].when->kind, ITK_COND_ALL);
    assert_ptr_equal(now->form_field, field(guide, "review.form"));
    assert_ptr_equal(now->form_reason, field(guide, "review.reason"));
    assert_int_equal(now->texts_count, 2);
    assert_false(now->texts[0].is_list);
    assert_string_equal(now->texts[0].id, "lead");
    assert_int_equal(now->texts[0].items[0].text.count, 3);
    assert_ptr_equal(now->texts[0].items[0].text.at[1].value,
                     &guide->values[0]);
    assert_true(now->texts[1].is_list);
    assert_int_equal(now->texts[1].count, 2);
    assert_string_equal(now->texts[1].items[0].cite, "5(3)");
    assert_int_equal(now->texts[1].items[0].when->kind, ITK_COND_CLAUSE);
    assert_string_equal(now->texts[1].items[1].cite, "");
    assert_null(now->texts[1].items[1].when);
    assert_int_equal(now->clauses_count, 2);
    assert_string_equal(now->clauses[0]->id, "m1");
}

static void
test_needs(void **state)
{
    const struct itk_guide *guide = *state;
    const struct itk_document_version *now =
        itk_document_at(itk_guide_document(guide, "annex"), y2024);
    const struct itk_need *needs = now->needs;

    assert_int_equal(now->needs_count, 4);
    assert_int_equal(needs[0].kind, ITK_NEED_FIELD);
    assert_ptr_equal(needs[0].field, field(guide, "work.name"));
    assert_int_equal(needs[1].kind, ITK_NEED_LIST);
    assert_string_equal(needs[1].list->id, "place");
    assert_int_equal(needs[1].least, 1);
    assert_int_equal(needs[1].kids_count, 2);
    assert_int_equal(needs[1].kids[1].kind, ITK_NEED_IF);
    assert_int_equal(needs[1].kids[1].when->kind, ITK_COND_YES);
    assert_int_equal(needs[1].kids[1].kids_count, 1);
    assert_int_equal(needs[2].kind, ITK_NEED_DECISION);
    assert_string_equal(needs[2].decision->id, "scope");
    assert_int_equal(needs[3].kids[0].kind, ITK_NEED_LIST);
    assert_int_equal(needs[3].kids[0].least, 0);
}

static void
test_each_document(void **state)
{
    const struct itk_guide *guide = *state;
    const struct itk_document *pledge = itk_guide_document(guide, "pledge");
    const struct itk_document_version *old = itk_document_at(pledge, y2020);

    assert_int_equal(pledge->index, 1);
    assert_int_equal(pledge->versions_count, 2);
    assert_string_equal(old->each->id, "worker");
    assert_null(old->when);
    assert_int_equal(old->clauses_count, 0);
    assert_null(itk_document_at(pledge, y2024));
}

/* Templates are dated apart from the documents: the latest of that name which
 * is not after the revision. */
static void
test_templates(void **state)
{
    static const struct itk_dated_template all[] = {{{2024, 4, 1}, "pledge"},
                                                    {{2021, 1, 1}, "other"},
                                                    {{2020, 1, 1}, "pledge"},
                                                    {{2022, 4, 1}, "pledge"}};
    static const struct {
        struct itk_date date, want;
    } rows[] = {
        {{2020, 1, 1}, {2020, 1, 1}},
        {{2022, 3, 31}, {2020, 1, 1}},
        {{2022, 4, 1}, {2022, 4, 1}},
        {{2024, 3, 31}, {2022, 4, 1}},
        {{2030, 1, 1}, {2024, 4, 1}},
        {{2019, 1, 1}, {2018, 5, 1}}, /* none yet: the document's own */
    };
    const struct itk_document_version version = {.from = {2018, 5, 1},
                                                 .template_name = "pledge"};
    const struct itk_document_version unknown = {.from = {2018, 5, 1},
                                                 .template_name = "nothing"};
    struct itk_guide *guide = *state;

    assert_date(itk_guide_template_at(guide, &version, y2030), version.from);
    itk_guide_set_templates(guide, all, ITK_COUNT(all));
    for (size_t i = 0; i < ITK_COUNT(rows); i++)
        assert_date(itk_guide_template_at(guide, &version, rows[i].date),
                    rows[i].want);
    assert_date(itk_guide_template_at(guide, &unknown, y2030), unknown.from);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_head),          cmocka_unit_test(test_revisions),
        cmocka_unit_test(test_values),        cmocka_unit_test(test_parties),
        cmocka_unit_test(test_fields),        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_entries),       cmocka_unit_test(test_find),
        cmocka_unit_test(test_nearest),       cmocka_unit_test(test_constraint),
        cmocka_unit_test(test_decisions),     cmocka_unit_test(test_stages),
        cmocka_unit_test(test_invariants),

        cmocka_unit_test(test_clauses),       cmocka_unit_test(test_passages),
        cmocka_unit_test(test_table),         cmocka_unit_test(test_inline),
        cmocka_unit_test(test_document),      cmocka_unit_test(test_needs),
        cmocka_unit_test(test_each_document), cmocka_unit_test(test_templates),
    };

    return cmocka_run_group_tests_name("guide", tests, setup, teardown);
}
