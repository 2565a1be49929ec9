/*
 * What the proofs about the rules (decide/prove.h) say of a package: refuted
 * claims are errors, each with its case; what was not settled is a warning.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/lint.h"
#include "guide/lint.h"

/* ", such as case proof-1": which of the cases shows it. */
static void
put_case(struct itk_buf out[ITK_LANGS], const struct itk_proof *proof)
{
    static const char *const before[ITK_LANGS] = {" (case ", "（案件 "};
    static const char *const after[ITK_LANGS] = {")", "）"};

    for (size_t lang = 0; proof->data && lang < ITK_LANGS; lang++) {
        itk_buf_adds(&out[lang], before[lang]);
        itk_buf_adds(&out[lang], itk_case_id(proof->data));
        itk_buf_adds(&out[lang], after[lang]);
    }
}

/* Arguments: {1} the decision or invariant, {2} the revision, {3} the case,
 * {4} {5} outcomes. */
static void
add(struct itk_lint *lint, const struct itk_proof *proof, long line,
    enum itk_msg id)
{
    const bool settled = proof->verdict != ITK_NOT_SETTLED;
    const char *what = proof->decision    ? proof->decision->id
                       : proof->invariant ? proof->invariant->id
                                          : "";
    const char *one = proof->outcome ? proof->outcome->id : "-";
    const char *other = proof->other ? proof->other->id : "-";
    const char *file =
        proof->claim == ITK_CLAIM_CASES ? "fields.xml" : "rules.xml";
    struct itk_buf shown[ITK_LANGS] = {ITK_BUF_INIT, ITK_BUF_INIT};
    struct itk_buf date = ITK_BUF_INIT;

    put_case(shown, proof);
    itk_date_iso(&date, proof->revision->date);
    itk_lint_add_both(
        lint->guide, lint->found, settled ? ITK_SEV_ERROR : ITK_SEV_WARNING,
        file, line, id,
        ITK_ARGS(what, date.data, shown[ITK_EN].data, one, other),
        ITK_ARGS(what, date.data, shown[ITK_JA].data, one, other));
    itk_buf_free(&shown[ITK_EN]);
    itk_buf_free(&shown[ITK_JA]);
    itk_buf_free(&date);
}

static void
add_refuted(struct itk_lint *lint, const struct itk_proof *proof)
{
    switch (proof->claim) {
    case ITK_CLAIM_CASES:
        add(lint, proof, 0, ITK_MSG_PROOF_CASES);
        break;
    case ITK_CLAIM_TOTAL:
        add(lint, proof, proof->version->line, ITK_MSG_PROOF_TOTAL);
        break;
    case ITK_CLAIM_REACHABLE:
        add(lint, proof, proof->outcome->line,
            proof->data ? ITK_MSG_PROOF_HIDDEN : ITK_MSG_PROOF_NEVER);
        break;
    case ITK_CLAIM_EXCLUSIVE:
        add(lint, proof, proof->other->line, ITK_MSG_PROOF_OVERLAP);
        break;
    case ITK_CLAIM_INVARIANT:
        add(lint, proof, proof->stated->line, ITK_MSG_PROOF_BROKEN);
        break;
    }
}

static long
line_of(const struct itk_proof *proof)
{
    if (proof->outcome)
        return proof->outcome->line;
    if (proof->stated)
        return proof->stated->line;
    return proof->version ? proof->version->line : 0;
}

void
itk_lint_prove(struct itk_lint *lint, size_t effort)
{
    lint->proofs = itk_prove(lint->guide, NULL, effort);
    for (size_t i = 0; i < itk_proofs_count(lint->proofs); i++) {
        const struct itk_proof *proof = itk_proofs_at(lint->proofs, i);

        if (proof->verdict == ITK_REFUTED)
            add_refuted(lint, proof);
        else if (proof->verdict == ITK_NOT_SETTLED)
            add(lint, proof, line_of(proof), ITK_MSG_PROOF_OPEN);
    }
}
