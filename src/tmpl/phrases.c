/*
 * Phrases by their bytes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "tmpl/literals.h"
#include "tmpl/phrases.h"

#define FIRST_PLACES 1024u /* a power of two */
#define LEAST        4u    /* bytes of a match */
#define MAX_PLACES   32u

struct phrase {
    uint64_t hash;
    const char *bytes;
    size_t size;
    size_t last; /* where it stood last in the block */
    const struct itk_known_section *section; /* the outermost */
};

struct itk_phrases {
    struct itk_arena arena;
    const struct itk_program *program;
    struct phrase *at;
    size_t count, room;
    uint32_t *places; /* by hash: the number of a phrase and one, or 0 */
    size_t places_count;
    size_t end;  /* of the block so far, */
    size_t gaps; /* and those in it, */
    struct itk_known_copy *copies;
    size_t copies_count, copies_room;
    bool goes_on; /* the last copy, with what comes next */
    const struct itk_known_section *section; /* at hand */
    uint32_t first; /* segment of the phrases, behind the literals */
    const struct itk_known *known;
};

itk_phrases *
itk_phrases_new(const struct itk_program *program)
{
    itk_phrases *phrases = itk_alloc(sizeof(*phrases));

    phrases->program = program;
    phrases->places_count = FIRST_PLACES;
    phrases->places = itk_alloc(FIRST_PLACES * sizeof(*phrases->places));
    return phrases;
}

void
itk_phrases_free(itk_phrases *phrases)
{
    if (!phrases)
        return;
    itk_arena_fini(&phrases->arena);
    free(phrases->at);
    free(phrases->places);
    free(phrases->copies);
    free(phrases);
}

/* Where the number of such a phrase is, or belongs. */
static uint32_t *
place_of(const itk_phrases *phrases, uint64_t hash, const char *bytes,
         size_t size)
{
    const size_t mask = phrases->places_count - 1;

    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        const uint32_t number = phrases->places[i];
        const struct phrase *phrase;

        if (!number)
            return &phrases->places[i];
        phrase = &phrases->at[number - 1];
        if (phrase->hash == hash && phrase->size == size &&
            memcmp(phrase->bytes, bytes, size) == 0)
            return &phrases->places[i];
    }
}

/* At most half of the places are taken. */
static void
enlarge(itk_phrases *phrases)
{
    free(phrases->places);
    phrases->places_count *= 2;
    phrases->places =
        itk_alloc(phrases->places_count * sizeof(*phrases->places));
    for (size_t i = 0; i < phrases->count; i++) {
        const struct phrase *phrase = &phrases->at[i];

        *place_of(phrases, phrase->hash, phrase->bytes, phrase->size) =
            (uint32_t)i + 1;
    }
}

static void
add(itk_phrases *phrases, uint64_t hash, const char *bytes, size_t size)
{
    if (phrases->count == phrases->room) {
        phrases->room = phrases->room ? phrases->room * 2 : 256;
        phrases->at =
            itk_grow(phrases->at, phrases->room, sizeof(*phrases->at));
    }
    phrases->at[phrases->count++] =
        (struct phrase){.hash = hash,
                        .bytes = itk_arena_copy(&phrases->arena, bytes, size),
                        .size = size,
                        .section = phrases->section};
    if (phrases->count > phrases->places_count / 2)
        enlarge(phrases);
    else
        *place_of(phrases, hash, bytes, size) = (uint32_t)phrases->count;
}

/* How many are around it, and itself. */
static size_t
depth_of(const struct itk_known_section *section)
{
    size_t depth = 0;

    for (; section; section = section->up)
        depth++;
    return depth;
}

/* One that goes on with the copy before it is part of it. */
static void
add_copy(itk_phrases *phrases, size_t size, size_t distance)
{
    struct itk_known_copy *last =
        phrases->copies_count ? &phrases->copies[phrases->copies_count - 1]
                              : NULL;

    if (distance > ITK_DEFLATE_MAX_DISTANCE)
        return;
    if (phrases->goes_on && last && last->distance == distance) {
        last->size += size;
        return;
    }
    if (phrases->copies_count == phrases->copies_room) {
        phrases->copies_room =
            phrases->copies_room ? phrases->copies_room * 2 : 256;
        phrases->copies = itk_grow(phrases->copies, phrases->copies_room,
                                   sizeof(*phrases->copies));
    }
    phrases->copies[phrases->copies_count++] =
        (struct itk_known_copy){size, (uint32_t)distance};
    phrases->goes_on = true;
}

void
itk_phrases_learn(itk_phrases *phrases, const char *bytes, size_t size)
{
    const uint64_t hash = XXH3_64bits(bytes, size);
    const uint32_t number = *place_of(phrases, hash, bytes, size);
    struct phrase *phrase;

    if (number) {
        phrase = &phrases->at[number - 1];
        if (depth_of(phrases->section) < depth_of(phrase->section))
            phrase->section = phrases->section;
        add_copy(phrases, size, phrases->end - phrase->last);
    } else {
        phrases->goes_on = false;
        add(phrases, hash, bytes, size);
        phrase = &phrases->at[phrases->count - 1];
    }
    phrase->last = phrases->end;
    phrases->end += size;
}

void
itk_phrases_enter(itk_phrases *phrases)
{
    struct itk_known_section *inner =
        itk_arena_alloc(&phrases->arena, sizeof(*inner));

    inner->up = phrases->section;
    phrases->section = inner;
}

void
itk_phrases_leave(itk_phrases *phrases)
{
    phrases->section = phrases->section->up;
}

void
itk_phrases_gap(itk_phrases *phrases)
{
    phrases->gaps++;
    phrases->goes_on = false;
}

void
itk_phrases_seal(itk_phrases *phrases)
{
    struct itk_arena scratch = ITK_ARENA_INIT;
    struct itk_known_source source;
    size_t count;
    struct itk_known_text *texts =
        itk_literals(phrases->program, phrases->count, &scratch, &count);

    phrases->first = (uint32_t)count;
    for (size_t i = 0; i < phrases->count; i++) {
        const struct phrase *phrase = &phrases->at[i];

        texts[count++] = (struct itk_known_text){.bytes = phrase->bytes,
                                                 .size = phrase->size,
                                                 .section = phrase->section};
    }
    source = (struct itk_known_source){.segments = texts,
                                       .count = count,
                                       .values = phrases->first + phrases->gaps,
                                       .copies = phrases->copies,
                                       .copies_count = phrases->copies_count,
                                       .least = LEAST,
                                       .places = MAX_PLACES};
    phrases->known = itk_known_make(&phrases->arena, &source);
    itk_arena_fini(&scratch);
}

uint32_t
itk_phrases_find(const itk_phrases *phrases, const char *bytes, size_t size)
{
    uint32_t number;

    if (!phrases)
        return ITK_NO_SEGMENT;
    number = *place_of(phrases, XXH3_64bits(bytes, size), bytes, size);
    return number ? phrases->first + number - 1 : ITK_NO_SEGMENT;
}

const struct itk_known *
itk_phrases_known(const itk_phrases *phrases)
{
    return phrases->known;
}
