/*
 * Memory freed in one go: a chain of zeroed blocks, the newest first.
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
block_new(size_t size)
{
    struct itk_arena_block *block;

    if (size > SIZE_MAX / 2)
        itk_no_memory();
    block = itk_alloc(sizeof(*block) + size);
    block->size = size;
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
        block_new(size < MOST_BYTES ? size : MOST_BYTES);

    block->next = arena->block;
    arena->block = block;
    return block;
}

void *
itk_arena_alloc(struct itk_arena *arena, size_t size)
{
    struct itk_arena_block *block = arena->block;
    size_t need;
    void *out;

    if (size > SIZE_MAX / 2)
        itk_no_memory();
    need = (size + _Alignof(max_align_t) - 1) & ~(_Alignof(max_align_t) - 1);
    if (ONE_BLOCK_EACH || need > FIRST_BYTES / 4) {
        block = block_new(size);
        block->used = size;
        put_behind(arena, block);
        return block->data;
    }
    if (!block || block->size - block->used < need)
        block = put_first(arena);
    out = block->data + block->used;
    block->used += need;
    return out;
}

void *
itk_arena_array(struct itk_arena *arena, size_t count, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes))
        itk_no_memory();
    return itk_arena_alloc(arena, bytes);
}

char *
itk_arena_copy(struct itk_arena *arena, const char *text, size_t size)
{
    char *copy;

    if (size == SIZE_MAX)
        itk_no_memory();
    copy = itk_arena_alloc(arena, size + 1);
    if (size)
        memcpy(copy, text, size);
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
    struct itk_arena_block *block = block_new(0);

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
