/*
 * Learns phrases once for each key.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <pthread.h>
#include <stdlib.h>

#include "tmpl/shelf.h"

struct learnt {
    const struct itk_program *program;
    struct itk_phrases_key key;
    itk_phrases *phrases;
};

struct itk_shelf {
    pthread_mutex_t lock;
    struct learnt *at;
    size_t count;
};

itk_shelf *
itk_shelf_new(void)
{
    itk_shelf *shelf = itk_alloc(sizeof(*shelf));

    pthread_mutex_init(&shelf->lock, NULL);
    return shelf;
}

void
itk_shelf_free(itk_shelf *shelf)
{
    if (!shelf)
        return;
    for (size_t i = 0; i < shelf->count; i++)
        itk_phrases_free(shelf->at[i].phrases);
    free(shelf->at);
    pthread_mutex_destroy(&shelf->lock);
    free(shelf);
}

static bool
is_same(const struct learnt *learnt, const struct itk_program *program,
        const struct itk_phrases_key *key)
{
    return learnt->program == program && learnt->key.of[0] == key->of[0] &&
           learnt->key.of[1] == key->of[1] && learnt->key.date == key->date;
}

static itk_phrases *
learn(const struct itk_program *program, struct itk_phrases_source source)
{
    itk_phrases *phrases = itk_phrases_new(program);

    source.tell(source.self, phrases);
    itk_phrases_seal(phrases);
    return phrases;
}

static itk_phrases *
find(itk_shelf *shelf, const struct itk_program *program,
     struct itk_phrases_key key, struct itk_phrases_source source)
{
    itk_phrases *phrases;

    for (size_t i = 0; i < shelf->count; i++) {
        if (is_same(&shelf->at[i], program, &key))
            return shelf->at[i].phrases;
    }
    phrases = learn(program, source);
    shelf->at = itk_grow(shelf->at, shelf->count + 1, sizeof(*shelf->at));
    shelf->at[shelf->count++] = (struct learnt){program, key, phrases};
    return phrases;
}

const itk_phrases *
itk_shelf_get(itk_shelf *shelf, const struct itk_program *program,
              struct itk_phrases_key key, struct itk_phrases_source source)
{
    const itk_phrases *phrases;

    pthread_mutex_lock(&shelf->lock);
    phrases = find(shelf, program, key, source);
    pthread_mutex_unlock(&shelf->lock);
    return phrases;
}
