/*
 * The state of an interview: the case so far, the question at hand, and the
 * members of a list that are still without a name.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "app/interview.h"
#include "input/check.h"
#include "input/edit.h"
#include "text/numeral.h"
#include "xml/xml.h"

/* The case's bytes and what they say. */
struct state {
    struct itk_buf bytes;
    struct itk_work work;
};

struct itk_interview {
    itk_store *store;
    const char *name; /* of the input */
    const char *const *documents;
    size_t documents_count;
    bool recoded;
    struct state now;
    struct state trial; /* while a list's members are named */
    struct itk_facts skipped;
    size_t taken;
    itk_findings *faults;
    bool asked; /* is `question` at hand? */
    struct itk_question question;
    struct itk_arena arena; /* names, skipped facts */
    struct itk_arena question_arena;
};

static void
state_free(struct state *state)
{
    itk_work_free(&state->work);
    itk_buf_free(&state->bytes);
}

/* What one file holds as UTF-8; its own bytes when it is that already. */
static bool
take_bytes(itk_interview *interview, const struct itk_blob *in,
           struct itk_error *err)
{
    static const char mark[] = "\xEF\xBB\xBF";
    const char *text = in->data;
    struct itk_buf utf8 = ITK_BUF_INIT;
    const size_t skip = in->size >= 3 && !memcmp(text, mark, 3) ? (size_t)3 : 0;

    if (!itk_xml_decode(in, &utf8, err)) {
        itk_buf_free(&utf8);
        return false;
    }
    interview->recoded = utf8.size != in->size - skip ||
                         memcmp(utf8.data, text + skip, utf8.size) != 0;
    if (interview->recoded)
        itk_buf_add(&interview->now.bytes, utf8.data, utf8.size);
    else
        itk_buf_add(&interview->now.bytes, text, in->size);
    itk_buf_free(&utf8);
    return true;
}

static struct itk_blob
blob_of(const itk_interview *interview, const struct state *state)
{
    return (struct itk_blob){interview->name, state->bytes.data,
                             state->bytes.size, ITK_FAULT_CASE};
}

/* Plans are made only when a document is asked for. */
static bool
load(const itk_interview *interview, struct state *state, struct itk_error *err)
{
    const struct itk_intake in = {.kind = ITK_INTAKE_XML,
                                  .blob = blob_of(interview, state)};

    return interview->documents_count
               ? itk_work_load(&state->work, interview->store, &in, err)
               : itk_work_decide(&state->work, interview->store, &in, err);
}

static bool
documents_exist(const itk_interview *interview, struct itk_error *err)
{
    const struct itk_guide *guide = interview->now.work.guide;
    struct itk_buf known = ITK_BUF_INIT;
    bool all = true;

    for (size_t i = 0; i < guide->documents_count; i++) {
        itk_buf_adds(&known, i ? ", " : "");
        itk_buf_adds(&known, guide->documents[i].id);
    }
    for (size_t i = 0; all && i < interview->documents_count; i++) {
        const char *id = interview->documents[i];

        all = itk_guide_document(guide, id) ||
              itk_fail(err, ITK_FAULT_CALLER, (struct itk_loc){0},
                       ITK_MSG_CLI_DOCUMENT, ITK_ARGS(id, known.data));
    }
    itk_buf_free(&known);
    return all;
}

itk_interview *
itk_interview_new(itk_store *store, const struct itk_blob *in,
                  const char *const *documents, size_t count,
                  struct itk_error *err)
{
    itk_interview *interview = itk_alloc(sizeof(*interview));

    *interview = (itk_interview){
        .store = store,
        .documents = documents,
        .documents_count = count,
        .now.bytes = ITK_BUF_INIT,
        .trial.bytes = ITK_BUF_INIT,
        .faults = itk_findings_new(),
    };
    interview->name = itk_arena_dup(&interview->arena, in->name);
    interview->skipped.arena = &interview->arena;
    if (take_bytes(interview, in, err) &&
        load(interview, &interview->now, err) &&
        documents_exist(interview, err))
        return interview;
    itk_interview_free(interview);
    return NULL;
}

void
itk_interview_free(itk_interview *interview)
{
    if (!interview)
        return;
    state_free(&interview->now);
    state_free(&interview->trial);
    itk_findings_free(interview->faults);
    itk_arena_fini(&interview->question_arena);
    itk_arena_fini(&interview->arena);
    free(interview);
}

const struct itk_work *
itk_interview_work(const itk_interview *interview)
{
    return &interview->now.work;
}

bool
itk_interview_recoded(const itk_interview *interview)
{
    return interview->recoded;
}

const itk_findings *
itk_interview_faults(const itk_interview *interview)
{
    return interview->faults;
}

size_t
itk_interview_taken(const itk_interview *interview)
{
    return interview->taken;
}

struct itk_blob
itk_interview_bytes(const itk_interview *interview)
{
    return blob_of(interview, &interview->now);
}

/* ---- the question ---- */

static bool
is_wanted(const itk_interview *interview, const struct itk_planned *planned)
{
    for (size_t i = 0; i < interview->documents_count; i++) {
        if (!strcmp(interview->documents[i], planned->document->id))
            return true;
    }
    return false;
}

/* What the wanted documents wait for. */
static struct itk_facts
wanted_facts(itk_interview *interview)
{
    const itk_plans *plans = interview->now.work.plans;
    struct itk_facts facts = {.arena = &interview->question_arena};

    for (size_t i = 0; plans && i < itk_plans_count(plans); i++) {
        const struct itk_planned *planned = itk_plans_at(plans, i);

        for (size_t j = 0; j < planned->missing.count; j++) {
            if (is_wanted(interview, planned))
                itk_facts_add(&facts, planned->missing.at[j]);
        }
    }
    return facts;
}

static void
find_documents(itk_interview *interview, struct itk_question *question)
{
    const itk_plans *plans = interview->now.work.plans;
    const size_t count = plans ? itk_plans_count(plans) : 0;
    const struct itk_planned **at =
        itk_arena_array(&interview->question_arena, count + 1,
                        sizeof(const struct itk_planned *));

    for (size_t i = 0; i < count; i++) {
        const struct itk_planned *planned = itk_plans_at(plans, i);

        if (is_wanted(interview, planned) &&
            itk_facts_have(&planned->missing, question->fact))
            at[question->documents_count++] = planned;
    }
    question->documents = at;
}

const struct itk_question *
itk_interview_question(itk_interview *interview)
{
    struct itk_question *question = &interview->question;
    struct itk_facts wanted;
    struct itk_ask ask;

    if (interview->asked)
        return question;
    if (!interview->now.work.sound)
        return NULL;
    itk_arena_fini(&interview->question_arena);
    interview->question_arena = (struct itk_arena)ITK_ARENA_INIT;
    wanted = wanted_facts(interview);
    if (!itk_ask_next(interview->now.work.decisions,
                      interview->documents_count ? &wanted : NULL,
                      &interview->skipped, &interview->question_arena, &ask))
        return NULL;
    *question = (struct itk_question){
        .kind = ask.fact.field ? ITK_QUESTION_FIELD : ITK_QUESTION_COUNT,
        .fact = ask.fact,
        .revision = ask.revision,
        .settles = ask.settles,
        .settles_count = ask.settles_count,
    };
    find_documents(interview, question);
    interview->asked = true;
    return question;
}

/* ---- the answer ---- */

/* Reads what has been edited; into `state` when it is without a fault. */
static enum itk_reply
try_bytes(itk_interview *interview, struct state *state, struct itk_buf *bytes,
          struct itk_error *err)
{
    struct state next = {.bytes = *bytes};
    enum itk_reply reply = ITK_REPLY_TAKEN;

    *bytes = (struct itk_buf)ITK_BUF_INIT;
    if (!load(interview, &next, err)) {
        reply = ITK_REPLY_FAILED;
    } else if (!next.work.sound) {
        itk_findings_free(interview->faults);
        interview->faults = next.work.found;
        next.work.found = NULL;
        reply = ITK_REPLY_WRONG;
    }
    if (reply == ITK_REPLY_TAKEN) {
        state_free(state);
        *state = next;
    } else {
        state_free(&next);
    }
    return reply;
}

static enum itk_reply
wrong(itk_interview *interview, struct itk_loc loc, enum itk_msg id,
      const char *arg)
{
    const struct itk_list *list = interview->question.fact.list;

    loc.label = &list->label;
    loc.field = list->id;
    itk_findings_add(interview->faults, ITK_SEV_ERROR, loc, id, ITK_ARGS(arg));
    return ITK_REPLY_WRONG;
}

/* "2" among `most` things that were listed; 0 when it is no such number. */
static size_t
listed(const char *text, size_t size, size_t most)
{
    int64_t number;

    return itk_number_parse(text, size, &number) && number >= 1 &&
                   (uint64_t)number <= most
               ? (size_t)number
               : 0;
}

/* What a number stands for in a question with a list of answers. */
static const char *
listed_answer(const struct itk_field *field, const char *text, size_t size)
{
    size_t number;

    if (field->type == ITK_TYPE_CHOICE) {
        number = listed(text, size, field->choices_count);
        return number ? field->choices[number - 1].id : NULL;
    }
    if (field->type != ITK_TYPE_YES_NO)
        return NULL;
    number = listed(text, size, 2);
    return number == 1 ? "yes" : number == 2 ? "no" : NULL;
}

static void
next_question(itk_interview *interview)
{
    interview->taken++;
    interview->asked = false;
}

/* Member after member into the trial; with the last one it becomes the case. */
static void
next_member(itk_interview *interview)
{
    struct itk_question *question = &interview->question;

    interview->taken++;
    if (++question->fact.member < question->members)
        return;
    state_free(&interview->now);
    interview->now = interview->trial;
    interview->trial = (struct state){.bytes = ITK_BUF_INIT};
    interview->asked = false;
}

static enum itk_reply
answer_value(itk_interview *interview, const char *text, size_t size,
             struct itk_loc loc, struct itk_error *err)
{
    const struct itk_question *question = &interview->question;
    const struct itk_field *field = question->fact.field;
    const bool member = question->kind == ITK_QUESTION_MEMBER;
    struct state *state = member ? &interview->trial : &interview->now;
    const char *named = listed_answer(field, text, size);
    struct itk_arena arena = ITK_ARENA_INIT;
    const struct itk_blob blob = blob_of(interview, state);
    struct itk_buf bytes = ITK_BUF_INIT;
    struct itk_value value;
    enum itk_reply reply = ITK_REPLY_WRONG;

    if (itk_check_value(field, named ? named : text,
                        named ? strlen(named) : size, loc, &arena,
                        interview->faults, &value)) {
        const bool word =
            field->type == ITK_TYPE_CHOICE || field->type == ITK_TYPE_YES_NO;
        const char *put = word ? value.canonical : value.text;

        reply = ITK_REPLY_SKIPPED;
        if (value.present) {
            itk_edit_value(&blob, &interview->now.work.guide->dictionary, field,
                           question->fact.member, put, strlen(put), &bytes);
            reply = try_bytes(interview, state, &bytes, err);
        }
    }
    itk_arena_fini(&arena);
    if (reply == ITK_REPLY_TAKEN && member)
        next_member(interview);
    else if (reply == ITK_REPLY_TAKEN)
        next_question(interview);
    return reply;
}

static bool
is_none(const char *text, size_t size)
{
    static const char *const words[] = {"0",  "no",   "none", "いいえ",
                                        "無", "なし", "ない"};
    struct itk_buf half = ITK_BUF_INIT;
    bool none = false;

    itk_hankaku(&half, text, size);
    for (size_t i = 0; i < half.size; i++) {
        if (half.data[i] >= 'A' && half.data[i] <= 'Z')
            half.data[i] = (char)(half.data[i] - 'A' + 'a');
    }
    for (size_t i = 0; i < ITK_COUNT(words); i++)
        none |= strcmp(half.data, words[i]) == 0;
    itk_buf_free(&half);
    return none;
}

static const struct itk_field *
naming_field(const struct itk_list *list)
{
    return list->key ? list->key : list->first;
}

static enum itk_reply
answer_count(itk_interview *interview, const char *text, size_t size,
             struct itk_loc loc, struct itk_error *err)
{
    struct itk_question *question = &interview->question;
    const struct itk_list *list = question->fact.list;
    const struct itk_blob blob = blob_of(interview, &interview->now);
    const size_t most =
        list->max < ITK_CASE_MAX_ITEMS ? list->max : ITK_CASE_MAX_ITEMS;
    struct itk_buf bytes = ITK_BUF_INIT, limit = ITK_BUF_INIT;
    enum itk_reply reply;

    if (is_none(text, size)) {
        itk_edit_none(&blob, &interview->now.work.guide->dictionary, list,
                      &bytes);
        reply = try_bytes(interview, &interview->now, &bytes, err);
        if (reply == ITK_REPLY_TAKEN)
            next_question(interview);
        return reply;
    }
    question->members = listed(text, size, most);
    if (!question->members) {
        itk_buf_addu(&limit, most);
        reply = wrong(interview, loc, ITK_MSG_ASK_COUNT, limit.data);
        itk_buf_free(&limit);
        return reply;
    }
    interview->taken++;
    question->kind = ITK_QUESTION_MEMBER;
    question->fact = (struct itk_fact){naming_field(list), list, 0};
    itk_buf_add(&interview->trial.bytes, blob.data, blob.size);
    return ITK_REPLY_TAKEN;
}

/* How many bytes of white space, the ideographic one too, begin at `at`, or
 * end before it. */
static size_t
space_from(const char *at, size_t left)
{
    if (left >= 3 && !memcmp(at, "\xE3\x80\x80", 3))
        return 3;
    return left && memchr(" \t\r\n", *at, 4) ? 1 : 0;
}

static size_t
space_before(const char *at, size_t left)
{
    if (left >= 3 && !memcmp(at - 3, "\xE3\x80\x80", 3))
        return 3;
    return left && memchr(" \t\r\n", at[-1], 4) ? 1 : 0;
}

static void
trim(const char **text, size_t *size)
{
    size_t space;

    while ((space = space_from(*text, *size)) > 0) {
        *text += space;
        *size -= space;
    }
    while ((space = space_before(*text + *size, *size)) > 0)
        *size -= space;
}

enum itk_reply
itk_interview_answer(itk_interview *interview, const char *text, size_t size,
                     struct itk_loc loc, struct itk_error *err)
{
    enum itk_reply reply = ITK_REPLY_SKIPPED;

    assert(interview->asked);
    itk_findings_free(interview->faults);
    interview->faults = itk_findings_new();
    trim(&text, &size);
    if (size && interview->question.kind == ITK_QUESTION_COUNT)
        reply = answer_count(interview, text, size, loc, err);
    else if (size)
        reply = answer_value(interview, text, size, loc, err);
    if (reply == ITK_REPLY_SKIPPED)
        itk_interview_skip(interview);
    itk_findings_sort(interview->faults);
    return reply;
}

void
itk_interview_skip(itk_interview *interview)
{
    struct itk_question *question = &interview->question;

    assert(interview->asked);
    if (question->kind == ITK_QUESTION_MEMBER) {
        /* Neither the number nor the names given so far are in the case. */
        interview->taken -= 1 + question->fact.member;
        question->fact = (struct itk_fact){NULL, question->fact.list, SIZE_MAX};
        state_free(&interview->trial);
        interview->trial = (struct state){.bytes = ITK_BUF_INIT};
    }
    itk_facts_add(&interview->skipped, question->fact);
    interview->asked = false;
}
