/*
 * Memory freed in one go: a chain of blocks, the newest first.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"

#define FIRST_BYTES ((size_t)4 << 10)
#define MOST_BYTES  ((size_t)256 << 10)

/* Under AddressSanitizer each allocation has a block of its own, so that a
 * step past its end is seen. */
#if defined(__SANITIZE_ADDRESS__)
#define ONE_BLOCK_EACH true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ONE_BLOCK_EACH true
#endif
#endif
#ifndef ONE_BLOCK_EACH
#define ONE_BLOCK_EACH false
#endif

struct itk_arena_block {
    struct itk_arena_block *next;
    void *adopted;
    size_t size, used;
    _Alignas(max_align_t) unsigned char data[];
};

void *
itk_alloc(size_t size)
{
    void *block = calloc(1, size ? size : 1);

    if (!block)
        itk_no_memory();
    return block;
}

void *
itk_grow(void *block, size_t count, size_t size)
{
    void *grown = NULL;
    size_t bytes;

    if (!__builtin_mul_overflow(count, size, &bytes))
        grown = realloc(block, bytes ? bytes : 1);
    if (!grown)
        itk_no_memory();
    return grown;
}

static struct itk_arena_block *
block_new(size_t size, bool zeroed)
{
    struct itk_arena_block *block = NULL;
    size_t bytes;

    if (!__builtin_add_overflow(size, sizeof(*block), &bytes))
        block = zeroed ? calloc(1, bytes) : malloc(bytes);
    if (!block)
        itk_no_memory();
    block->next = NULL;
    block->adopted = NULL;
    block->size = size;
    block->used = 0;
    return block;
}

/* A block that is full from the start goes behind the first, which keeps the
 * room it still has. */
static void
put_behind(struct itk_arena *arena, struct itk_arena_block *block)
{
    if (arena->block) {
        block->next = arena->block->next;
        arena->block->next = block;
    } else {
        arena->block = block;
    }
}

static struct itk_arena_block *
put_first(struct itk_arena *arena)
{
    const size_t last = arena->block ? arena->block->size : 0;
    size_t size = last >= FIRST_BYTES ? last * 2 : FIRST_BYTES;
    struct itk_arena_block *block =
        block_new(size < MOST_BYTES ? size : MOST_BYTES, false);

    block->next = arena->block;
    arena->block = block;
    return block;
}

/* From the first block; NULL when it is too much for one that is shared. */
static void *
take_shared(struct itk_arena *arena, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    struct itk_arena_block *block = arena->block;
    size_t need;
    void *out;

    if (ONE_BLOCK_EACH || size > FIRST_BYTES / 4)
        return NULL;
    need = (size + align - 1) & ~(align - 1);
    if (!block || block->size - block->used < need)
        block = put_first(arena);
    out = block->data + block->used;
    block->used += need;
    return out;
}

static void *
take_apart(struct itk_arena *arena, size_t size, bool zeroed)
{
    struct itk_arena_block *block = block_new(size, zeroed);

    block->used = size;
    put_behind(arena, block);
    return block->data;
}

void *
itk_arena_alloc(struct itk_arena *arena, size_t size)
{
    void *out = take_shared(arena, size);

    return out ? memset(out, 0, size) : take_apart(arena, size, true);
}

void *
itk_arena_array(struct itk_arena *arena, size_t count, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes))
        itk_no_memory();
    return itk_arena_alloc(arena, bytes);
}

void *
itk_arena_room(struct itk_arena *arena, size_t count, size_t size)
{
    size_t bytes;
    void *out;

    if (__builtin_mul_overflow(count, size, &bytes))
        itk_no_memory();
    out = take_shared(arena, bytes);
    return out ? out : take_apart(arena, bytes, false);
}

char *
itk_arena_copy(struct itk_arena *arena, const char *text, size_t size)
{
    char *copy;

    if (size == SIZE_MAX)
        itk_no_memory();
    copy = itk_arena_room(arena, size + 1, 1);
    if (size)
        memcpy(copy, text, size);
    copy[size] = '\0';
    return copy;
}

char *
itk_arena_dup(struct itk_arena *arena, const char *text)
{
    return itk_arena_copy(arena, text, strlen(text));
}

void
itk_arena_adopt(struct itk_arena *arena, void *adopted)
{
    struct itk_arena_block *block = block_new(0, false);

    block->adopted = adopted;
    put_behind(arena, block);
}

void
itk_arena_fini(struct itk_arena *arena)
{
    struct itk_arena_block *block, *next;

    if (!arena)
        return;
    for (block = arena->block; block; block = next) {
        next = block->next;
        free(block->adopted);
        free(block);
    }
    arena->block = NULL;
}
