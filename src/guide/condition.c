/*
 * The reader of conditions: each kind's shape, and its words resolved.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

#include "guide/load.h"
#include "xml/xml.h"

/* Where the condition at hand stands. */
struct here {
    struct itk_reader *r;
    const xmlNode *node;
    const struct itk_scope *scope;
    const struct itk_scope *outside; /* what the whole tree stands in */
    unsigned depth;
};

/* A kind: its element, and what reads the attributes; the kids follow. */
struct form {
    const char *name;
    enum itk_condition_kind kind;
    const char *attrs;
    size_t least, most; /* kids */
    bool (*read)(const struct here *here, struct itk_condition *out);
};

static bool read_into(const struct here *here, struct itk_condition *out);

static bool
read_field(const struct here *here, const char *name, enum itk_type type,
           const struct itk_field **field)
{
    const char *id = itk_read_attr(here->r, here->node, name);

    *field = itk_read_field_in(here->r, here->node, id, here->scope);
    return *field && itk_read_field_type(here->r, here->node, *field, type);
}

static bool
read_none(const struct here *here, struct itk_condition *out)
{
    (void)here;
    (void)out;
    return true;
}

static bool
read_yes_no(const struct here *here, struct itk_condition *out)
{
    return read_field(here, "field", ITK_TYPE_YES_NO, &out->field);
}

/* Blanks alone are no word. */
static bool
fail_blank(const struct here *here, const char *name)
{
    return itk_read_fail(here->r, itk_xml_line(here->node),
                         ITK_MSG_GUIDE_EMPTY_ATTRIBUTE,
                         ITK_ARGS((const char *)here->node->name, name));
}

static bool
read_is(const struct here *here, struct itk_condition *out)
{
    const char *at = itk_xml_attr(here->node, "value"), *word;
    size_t index = 0;

    if (!read_field(here, "field", ITK_TYPE_CHOICE, &out->field))
        return false;
    while ((word = itk_read_next_word(here->r, &at))) {
        if (!itk_read_choice(here->r, here->node, out->field, word, &index))
            return false;
        out->values |= UINT64_C(1) << index;
    }
    return out->values || fail_blank(here, "value");
}

static bool
read_present(const struct here *here, struct itk_condition *out)
{
    const char *id = itk_read_attr(here->r, here->node, "field");

    out->list = itk_dictionary_list(&here->r->guide->dictionary, id);
    if (!out->list)
        out->field = itk_read_field_in(here->r, here->node, id, here->scope);
    return out->list || out->field;
}

static bool
read_order(const struct here *here, struct itk_condition *out)
{
    const bool date = itk_xml_attr(here->node, "date");

    if (date == !!itk_xml_attr(here->node, "other"))
        return itk_read_fail(
            here->r, itk_xml_line(here->node), ITK_MSG_GUIDE_ONE_OF,
            ITK_ARGS((const char *)here->node->name, "date", "other"));
    if (!read_field(here, "field", ITK_TYPE_DATE, &out->field))
        return false;
    return date ? itk_read_date(here->r, here->node, "date", &out->date)
                : read_field(here, "other", ITK_TYPE_DATE, &out->other);
}

static bool
read_range(const struct here *here, struct itk_condition *out)
{
    const char *least = itk_read_attr(here->r, here->node, "least");
    const char *most = itk_read_attr(here->r, here->node, "most");

    if (!itk_read_number(here->r, here->node, "least", INT64_MIN + 1,
                         INT64_MAX - 1, &out->least) ||
        !itk_read_number(here->r, here->node, "most", INT64_MIN + 1,
                         INT64_MAX - 1, &out->most))
        return false;
    if (!*least && !*most)
        return itk_read_fail(
            here->r, itk_xml_line(here->node), ITK_MSG_GUIDE_SOME_OF,
            ITK_ARGS((const char *)here->node->name, "least", "most"));
    return out->least <= out->most ||
           itk_read_fail(here->r, itk_xml_line(here->node), ITK_MSG_GUIDE_RANGE,
                         ITK_ARGS(least, most));
}

static bool
read_number(const struct here *here, struct itk_condition *out)
{
    return read_field(here, "field", ITK_TYPE_NUMBER, &out->field) &&
           read_range(here, out);
}

static bool
read_same(const struct here *here, struct itk_condition *out)
{
    const char *field = itk_read_attr(here->r, here->node, "field");
    const char *other = itk_read_attr(here->r, here->node, "other");

    out->field = itk_read_field_in(here->r, here->node, field, here->scope);
    if (!out->field)
        return false;
    out->other = itk_read_field_in(here->r, here->node, other, here->scope);
    return out->other && itk_read_field_type(here->r, here->node, out->other,
                                             out->field->type);
}

static bool
read_fiscal(const struct here *here, struct itk_condition *out)
{
    return read_field(here, "from", ITK_TYPE_DATE, &out->field) &&
           read_field(here, "to", ITK_TYPE_DATE, &out->other) &&
           read_range(here, out);
}

static bool
read_members(const struct here *here, struct itk_condition *out)
{
    const struct itk_scope *scope = here->scope;

    out->list =
        itk_read_list(here->r, here->node, itk_xml_attr(here->node, "list"));
    while (scope != here->outside && scope->list != out->list)
        scope = scope->outer;
    return out->list &&
           (scope == here->outside ||
            itk_read_fail(
                here->r, itk_xml_line(here->node), ITK_MSG_GUIDE_LIST_IN_ITSELF,
                ITK_ARGS((const char *)here->node->name, out->list->id)));
}

static bool
fail_outcome(const struct here *here, const struct itk_decision *decision,
             const char *word)
{
    struct itk_buf known = ITK_BUF_INIT;

    for (size_t i = 0; i < decision->outcome_ids_count; i++) {
        itk_buf_adds(&known, i ? ", " : "");
        itk_buf_adds(&known, decision->outcome_ids[i]);
    }
    itk_read_fail(here->r, itk_xml_line(here->node),
                  ITK_MSG_GUIDE_UNKNOWN_OUTCOME,
                  ITK_ARGS(word, decision->id, known.data));
    itk_buf_free(&known);
    return false;
}

static bool
read_decision(const struct here *here, struct itk_condition *out)
{
    const char *at = itk_xml_attr(here->node, "is"), *word;

    if (!here->scope->decisions)
        return itk_read_fail(here->r, itk_xml_line(here->node),
                             ITK_MSG_GUIDE_DECISION_HERE, ITK_NO_ARGS);
    out->decision =
        itk_read_decision(here->r, here->node, itk_xml_attr(here->node, "id"));
    if (!out->decision)
        return false;
    while ((word = itk_read_next_word(here->r, &at))) {
        size_t i = 0;

        while (i < out->decision->outcome_ids_count &&
               strcmp(out->decision->outcome_ids[i], word) != 0)
            i++;
        if (i == out->decision->outcome_ids_count)
            return fail_outcome(here, out->decision, word);
        out->values |= UINT64_C(1) << i;
    }
    return out->values || fail_blank(here, "is");
}

static bool
read_clause(const struct here *here, struct itk_condition *out)
{
    if (!here->scope->clauses)
        return itk_read_fail(here->r, itk_xml_line(here->node),
                             ITK_MSG_GUIDE_CLAUSE_HERE, ITK_NO_ARGS);
    out->clause =
        itk_read_clause(here->r, here->node, itk_xml_attr(here->node, "id"));
    if (out->clause && out->clause == here->scope->self)
        return itk_read_fail(here->r, itk_xml_line(here->node),
                             ITK_MSG_GUIDE_SELF, ITK_ARGS(out->clause->id));
    return out->clause;
}

#define MANY SIZE_MAX

static const struct form forms[] = {
    {"all", ITK_COND_ALL, "", 0, MANY, read_none},
    {"any", ITK_COND_ANY, "", 0, MANY, read_none},
    {"not", ITK_COND_NOT, "", 1, 1, read_none},
    {"yes", ITK_COND_YES, "field!", 0, 0, read_yes_no},
    {"no", ITK_COND_NO, "field!", 0, 0, read_yes_no},
    {"is", ITK_COND_IS, "field! value!", 0, 0, read_is},
    {"present", ITK_COND_PRESENT, "field!", 0, 0, read_present},
    {"before", ITK_COND_BEFORE, "field! date other", 0, 0, read_order},
    {"after", ITK_COND_AFTER, "field! date other", 0, 0, read_order},
    {"number", ITK_COND_NUMBER, "field! least most", 0, 0, read_number},
    {"same", ITK_COND_SAME, "field! other!", 0, 0, read_same},
    {"fiscal-years", ITK_COND_FISCAL, "from! to! least most", 0, 0,
     read_fiscal},
    {"some", ITK_COND_SOME, "list!", 0, 1, read_members},
    {"every", ITK_COND_EVERY, "list!", 1, 1, read_members},
    {"decision", ITK_COND_DECISION, "id! is!", 0, 0, read_decision},
    {"clause", ITK_COND_CLAUSE, "id!", 0, 0, read_clause},
};

static const struct form *
form_of(const xmlNode *node)
{
    size_t i = 0;

    while (i < ITK_COUNT(forms) && !itk_xml_is(node, forms[i].name))
        i++;
    return i < ITK_COUNT(forms) ? &forms[i] : NULL;
}

/* Exactly one, where one is wanted; their names were checked by the shape. */
static bool
check_count(struct itk_reader *r, const xmlNode *node, size_t least,
            size_t most)
{
    const size_t count = itk_read_count(node, NULL);
    char number[24];

    if (count >= least && count <= most)
        return true;
    (void)snprintf(number, sizeof(number), "%zu", count);
    return itk_read_fail(r, itk_xml_line(node), ITK_MSG_GUIDE_ONE_CONDITION,
                         ITK_ARGS((const char *)node->name, number));
}

static bool
read_kids(const struct here *here, struct itk_condition *out)
{
    struct itk_scope scope = *here->scope;
    struct here inner = {here->r, itk_xml_first(here->node), here->scope,
                         here->outside, here->depth + 1};
    struct itk_condition *kids;

    out->kids_count = itk_read_count(here->node, NULL);
    kids =
        itk_arena_array(&here->r->guide->arena, out->kids_count, sizeof(*kids));
    out->kids = kids;
    if (out->list) {
        scope = itk_scope_in(here->scope, out->list);
        inner.scope = &scope;
    }
    for (size_t i = 0; i < out->kids_count; i++) {
        if (!read_into(&inner, &kids[i]))
            return false;
        inner.node = itk_xml_next(inner.node);
    }
    return true;
}

/* A null form cannot happen: the parent's shape has named all that may come. */
static bool
read_into(const struct here *here, struct itk_condition *out)
{
    const struct form *form = form_of(here->node);

    if (!form)
        return false;
    *out = (struct itk_condition){.kind = form->kind,
                                  .least = INT64_MIN,
                                  .most = INT64_MAX,
                                  .line = itk_xml_line(here->node)};
    if (here->depth > ITK_CONDITION_MAX_DEPTH)
        return itk_read_fail(here->r, out->line, ITK_MSG_GUIDE_DEEP,
                             ITK_ARGS("64"));
    return itk_read_shape(here->r, here->node, form->attrs,
                          form->most ? ITK_CONDITION_KIDS : "") &&
           check_count(here->r, here->node, form->least, form->most) &&
           form->read(here, out) && read_kids(here, out);
}

bool
itk_condition_read(struct itk_reader *r, const xmlNode *node,
                   const struct itk_scope *scope,
                   const struct itk_condition **condition)
{
    struct itk_condition *out = itk_arena_alloc(&r->guide->arena, sizeof(*out));
    const struct here here = {r, itk_xml_first(node), scope, scope, 1};

    *condition = out;
    return check_count(r, node, 1, 1) && read_into(&here, out);
}

bool
itk_condition_read_kid(struct itk_reader *r, const xmlNode *node,
                       const char *name, const struct itk_scope *scope,
                       const struct itk_condition **condition)
{
    const xmlNode *kid = itk_read_kid(node, name);

    *condition = NULL;
    return !kid || (itk_read_shape(r, kid, "", ITK_CONDITION_KIDS) &&
                    itk_condition_read(r, kid, scope, condition));
}

/* Is there something other than blanks before the child `when`? */
static bool
is_first(const xmlNode *node, const xmlNode *when)
{
    for (const xmlNode *kid = node->children; kid != when; kid = kid->next) {
        const char *text =
            itk_read_is_text(kid) ? (const char *)kid->content : NULL;

        if (kid->type == XML_ELEMENT_NODE ||
            (text && text[strspn(text, " \t\r\n")]))
            return false;
    }
    return true;
}

bool
itk_condition_read_when(struct itk_reader *r, const xmlNode *node,
                        const struct itk_scope *scope,
                        const struct itk_condition **condition)
{
    const xmlNode *when = itk_read_kid(node, "when");

    if (when && !is_first(node, when))
        return itk_read_fail(r, itk_xml_line(when), ITK_MSG_GUIDE_WHEN_FIRST,
                             ITK_ARGS((const char *)node->name));
    return itk_condition_read_kid(r, node, "when", scope, condition);
}
