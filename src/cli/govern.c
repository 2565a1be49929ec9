/*
 * Says which revision governs, and by which words of its provision.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "cli/govern.h"

struct itk_case_dates
itk_case_dates(const struct itk_guide *guide, const itk_case *data)
{
    const struct itk_revisions *revisions = &guide->revisions;
    const struct itk_value *contract =
        itk_case_value(data, revisions->contract, 0);
    const struct itk_value *review =
        revisions->review ? itk_case_value(data, revisions->review, 0) : NULL;
    struct itk_case_dates dates = {{0, 0, 0}, {0, 0, 0}};

    if (contract->present)
        dates.contract = contract->date;
    if (review && review->present)
        dates.review = review->date;
    return dates;
}

/* `text` with {1} and {2} filled in by dates. */
static void
fill(struct itk_buf *out, const char *text, struct itk_date one,
     struct itk_date two)
{
    for (; *text; text++) {
        if (*text != '{') {
            itk_buf_addc(out, *text);
            continue;
        }
        itk_date_iso(out, text[1] == '1' ? one : two);
        text += 2;
    }
}

void
itk_govern_name(struct itk_buf *out, const struct itk_revision *revision)
{
    itk_date_iso(out, revision->date);
    itk_buf_addc(out, ' ');
    itk_buf_adds(out, revision->cite);
}

void
itk_govern_rule(struct itk_buf *out, enum itk_lang lang,
                const struct itk_revision *revision)
{
    static const struct itk_label rules[] = {
        [ITK_TRANSITION_NONE] = {{"no transitional rule", "経過措置なし"}},
        [ITK_TRANSITION_REVIEW] = {{"applies to work reviewed on or after {1}",
                                    "{1}以後に審査する業務に適用"}},
        [ITK_TRANSITION_CONTRACT] =
            {{"contracts up to {2} stay under the former text",
              "{2}までに締結する契約は、従前の例による"}},
    };

    fill(out, rules[revision->transition].in[lang], revision->date,
         revision->until);
}

/* ---- why ---- */

/* Which date decides whether that revision applies. */
static bool
by_review(const struct itk_revision *revision, struct itk_case_dates dates)
{
    return revision->transition == ITK_TRANSITION_REVIEW && dates.review.year;
}

/* Why the revision applies (`does`), or why it does not. {1}: the case's date;
 * {2}: the provision's. */
static void
put_reason(struct itk_buf *out, enum itk_lang lang,
           const struct itk_revision *revision, struct itk_case_dates dates,
           bool does)
{
    static const struct itk_label plain[2] = {
        {{"the contract of {1} is before {2}",
          "契約日{1}が{2}より前であるため"}},
        {{"the contract of {1} is on or after {2}",
          "契約日{1}が{2}以後であるため"}}};
    static const struct itk_label review[2] = {
        {{"the review of {1} is before {2}", "審査日{1}が{2}より前であるため"}},
        {{"the review of {1} is on or after {2}",
          "審査日{1}が{2}以後であるため"}}};
    static const struct itk_label until[2] = {
        {{"the contract of {1} is not after {2}, up to which the former text "
          "stays",
          "契約日{1}が、従前の例による{2}までに当たるため"}},
        {{"the contract of {1} is after {2}, up to which the former text stays",
          "契約日{1}が、従前の例による{2}までに当たらないため"}}};
    const bool contract = revision->transition == ITK_TRANSITION_CONTRACT;

    if (contract)
        fill(out, until[does].in[lang], dates.contract, revision->until);
    else if (by_review(revision, dates))
        fill(out, review[does].in[lang], dates.review, revision->date);
    else
        fill(out, plain[does].in[lang], dates.contract, revision->date);
}

/* The one after the governing one, which does not apply; the first when none
 * governs; NULL after the newest. */
static const struct itk_revision *
next_of(const struct itk_revisions *revisions,
        const struct itk_revision *governing)
{
    const struct itk_revision *next = governing ? governing + 1 : revisions->at;

    return next < revisions->at + revisions->count ? next : NULL;
}

/* Where the text of a provision leaves room, for the one that governs and for
 * the next. */
static void
put_room(struct itk_buf *out, enum itk_lang lang,
         const struct itk_revision *revision, struct itk_case_dates dates)
{
    static const struct itk_label unclear = {
        {"    note: contract ({1}) and review ({2}) are on different sides; "
         "the "
         "provision\n    names neither, and the contract's date was taken\n",
         "    注: "
         "契約日（{1}）と審査日（{2}）が前後に分かれています。附則はどちらに"
         "よるかを\n    定めていないため、契約日によりました。\n"}};
    static const struct itk_label no_review = {
        {"    note: the provision asks for the date of the review, which is "
         "not "
         "known; the\n    contract's ({1}) was taken\n",
         "    注: "
         "附則は審査の日によりますが、分からないため、契約日（{1}）によりま"
         "した。\n"}};

    if (!revision)
        return;
    if (itk_revision_unclear(revision, dates.contract, dates.review))
        fill(out, unclear.in[lang], dates.contract, dates.review);
    if (revision->transition == ITK_TRANSITION_REVIEW && !dates.review.year)
        fill(out, no_review.in[lang], dates.contract, dates.contract);
}

void
itk_govern_why(struct itk_buf *out, enum itk_lang lang,
               const struct itk_guide *guide, struct itk_case_dates dates)
{
    const struct itk_revision *governing, *next;

    if (!dates.contract.year) {
        itk_buf_adds(out, lang == ITK_JA
                              ? "  ? 契約日が分からないため、決まりません: "
                              : "  ? not known yet; this would settle it: ");
        itk_buf_adds(out, guide->revisions.contract->label.in[lang]);
        itk_buf_adds(out, " (");
        itk_buf_adds(out, guide->revisions.contract->id);
        itk_buf_adds(out, ")\n");
        return;
    }
    governing =
        itk_revisions_govern(&guide->revisions, dates.contract, dates.review);
    next = next_of(&guide->revisions, governing);
    itk_buf_adds(out, "  = ");
    if (governing) {
        itk_govern_name(out, governing);
        itk_buf_adds(out, ": ");
        put_reason(out, lang, governing, dates, true);
        if (!governing->held)
            itk_buf_adds(out, lang == ITK_JA ? "（本文なし）"
                                             : " (its text is not held)");
    } else {
        itk_buf_adds(out, lang == ITK_JA ? "なし（ガイドラインの実施前）"
                                         : "none: older than the guideline");
    }
    itk_buf_addc(out, '\n');
    if (next) {
        itk_buf_adds(out, lang == ITK_JA ? "  × " : "  not ");
        itk_govern_name(out, next);
        itk_buf_adds(out, ": ");
        put_reason(out, lang, next, dates, false);
        itk_buf_addc(out, '\n');
    }
    put_room(out, lang, governing, dates);
    put_room(out, lang, next, dates);
}

/* ---- JSON ---- */

static json_t *
date_json(struct itk_date date)
{
    struct itk_buf text = ITK_BUF_INIT;
    json_t *json;

    if (!date.year)
        return json_null();
    itk_date_iso(&text, date);
    json = json_string(text.data);
    itk_buf_free(&text);
    return json;
}

json_t *
itk_govern_revision_json(const struct itk_revision *revision)
{
    static const char *const transitions[] = {"none", "review", "contract"};
    json_t *object;

    if (!revision)
        return json_null();
    object =
        json_pack("{s:o, s:s, s:b, s:s}", "date", date_json(revision->date),
                  "cite", revision->cite, "held", revision->held, "transition",
                  transitions[revision->transition]);
    if (revision->transition == ITK_TRANSITION_CONTRACT)
        json_object_set_new(object, "until", date_json(revision->until));
    return object;
}

static json_t *
reason_json(const struct itk_revision *revision, struct itk_case_dates dates,
            bool does)
{
    struct itk_buf text[ITK_LANGS] = {ITK_BUF_INIT, ITK_BUF_INIT};
    json_t *object;

    for (enum itk_lang lang = ITK_EN; lang < ITK_LANGS; lang++)
        put_reason(&text[lang], lang, revision, dates, does);
    object = json_pack("{s:s, s:s}", "en", text[ITK_EN].data, "ja",
                       text[ITK_JA].data);
    itk_buf_free(&text[ITK_EN]);
    itk_buf_free(&text[ITK_JA]);
    return object;
}

json_t *
itk_govern_why_json(const struct itk_guide *guide, struct itk_case_dates dates)
{
    const struct itk_revisions *revisions = &guide->revisions;
    const struct itk_revision *governing = NULL, *next = NULL;
    json_t *object =
        json_pack("{s:o, s:o}", "contract", date_json(dates.contract), "review",
                  date_json(dates.review));

    if (!dates.contract.year) {
        json_object_set_new(object, "state", json_string("unknown"));
        return object;
    }
    governing = itk_revisions_govern(revisions, dates.contract, dates.review);
    next = next_of(revisions, governing);
    json_object_set_new(object, "state",
                        json_string(!governing        ? "none"
                                    : governing->held ? "governs"
                                                      : "not-held"));
    json_object_set_new(object, "revision",
                        itk_govern_revision_json(governing));
    if (governing)
        json_object_set_new(object, "because",
                            reason_json(governing, dates, true));
    if (next) {
        json_object_set_new(object, "next", itk_govern_revision_json(next));
        json_object_set_new(object, "next-not-because",
                            reason_json(next, dates, false));
    }
    json_object_set_new(
        object, "unclear",
        json_boolean(
            (governing &&
             itk_revision_unclear(governing, dates.contract, dates.review)) ||
            (next &&
             itk_revision_unclear(next, dates.contract, dates.review))));
    return object;
}
