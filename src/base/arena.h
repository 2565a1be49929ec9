/*
 * Memory freed in one go. Never returns NULL (itk_no_memory ends the program).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_BASE_ARENA_H
#define ITK_BASE_ARENA_H

#include "base/base.h"

struct itk_arena {
    struct itk_arena_block *block;
};

#define ITK_ARENA_INIT                                                         \
    {                                                                          \
        NULL                                                                   \
    }

/* Zeroed, aligned for any type. */
void *itk_arena_alloc(struct itk_arena *arena, size_t size);
/* `count` elements of `size`; the product is checked. */
void *itk_arena_array(struct itk_arena *arena, size_t count, size_t size);
/* The same, not zeroed: for what is written as a whole at once. */
void *itk_arena_room(struct itk_arena *arena, size_t count, size_t size);
char *itk_arena_copy(struct itk_arena *arena, const char *text, size_t size);
char *itk_arena_dup(struct itk_arena *arena, const char *text);
/* Takes over a block of malloc, which is freed with the arena. */
void itk_arena_adopt(struct itk_arena *arena, void *block);
void itk_arena_fini(struct itk_arena *arena);

/* malloc and realloc that never return NULL, for growing arrays. */
void *itk_alloc(size_t size);
void *itk_grow(void *block, size_t count, size_t size);

#endif
