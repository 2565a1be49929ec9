/*
 * Digests of what goes into a case, and of what comes out.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <string.h>

#include "app/done.h"

/* With its NUL, which no such text holds. */
static void
put_word(const char *word, struct itk_buf *out)
{
    itk_buf_add(out, word, strlen(word) + 1);
}

static bool
find_guide(itk_store *store, const struct itk_intake *in, struct itk_done *done)
{
    struct itk_error unsaid = ITK_ERROR_INIT;

    done->guide = NULL;
    if (itk_intake_head(in, &done->head, &unsaid))
        done->guide = itk_store_guide(store, done->head.guideline, &unsaid);
    itk_error_fini(&unsaid);
    return done->guide != NULL;
}

bool
itk_done_inputs(const struct itk_done_terms *terms, itk_store *store,
                const struct itk_intake *in, struct itk_done *done)
{
    struct itk_buf all = ITK_BUF_INIT;
    const char *package;
    bool ok;

    if (!terms->build || itk_store_has_register(store) ||
        !find_guide(store, in, done) || !done->head.id[0] ||
        !(package = itk_store_digest(store, done->guide)))
        return false;
    put_word(terms->program, &all);
    put_word(terms->build, &all);
    put_word(package, &all);
    for (size_t i = 0; i < terms->documents_count; i++)
        put_word(terms->documents[i], &all);
    put_word("", &all);
    ok = itk_intake_put(in, &all);
    done->inputs = itk_digest_of(all.data, all.size);
    itk_buf_free(&all);
    return ok;
}

struct itk_digest
itk_done_digest(const struct itk_digest *inputs,
                const struct itk_done_file *files, size_t count)
{
    struct itk_buf all = ITK_BUF_INIT;
    struct itk_digest digest;

    put_word(inputs->hex, &all);
    for (size_t i = 0; i < count; i++) {
        const char *slash = strrchr(files[i].file, '/');

        put_word(slash ? slash + 1 : files[i].file, &all);
        put_word(files[i].sha256, &all);
    }
    digest = itk_digest_of(all.data, all.size);
    itk_buf_free(&all);
    return digest;
}
