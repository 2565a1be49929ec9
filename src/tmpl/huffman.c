/*
 * Huffman codes of limited length.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

#include "tmpl/huffman.h"

#define MAX_NODES (2 * ITK_HUFFMAN_MAX_SYMBOLS)

struct node {
    uint64_t count;
    size_t symbol; /* of a leaf */
    size_t up;     /* the node above, by index; 0: none yet */
};

static int
compare(const void *a, const void *b)
{
    const struct node *one = a, *two = b;

    if (one->count != two->count)
        return one->count < two->count ? -1 : 1;
    return one->symbol < two->symbol ? -1 : one->symbol > two->symbol;
}

static size_t
take_leaves(const uint32_t *counts, size_t symbols, unsigned scale,
            struct node *nodes)
{
    size_t leaves = 0;

    for (size_t i = 0; i < symbols; i++) {
        if (counts[i])
            nodes[leaves++] = (struct node){(counts[i] >> scale) + 1, i, 0};
    }
    qsort(nodes, leaves, sizeof(*nodes), compare);
    return leaves;
}

/* The rarer of the next leaf and the next inner node: both queues go up. */
static size_t
take_rarest(const struct node *nodes, size_t leaves, size_t end, size_t *leaf,
            size_t *inner)
{
    if (*leaf < leaves &&
        (*inner == end || nodes[*leaf].count <= nodes[*inner].count))
        return (*leaf)++;
    return (*inner)++;
}

/* Lengths of the codes; the greatest. */
static unsigned
measure(const uint32_t *counts, size_t symbols, unsigned scale,
        struct itk_code *codes)
{
    struct node nodes[MAX_NODES];
    const size_t leaves = take_leaves(counts, symbols, scale, nodes);
    size_t end = leaves, leaf = 0, inner = leaves;
    unsigned depth[MAX_NODES] = {0}, longest = 1;

    while (end < 2 * leaves - 1) {
        const size_t a = take_rarest(nodes, leaves, end, &leaf, &inner);
        const size_t b = take_rarest(nodes, leaves, end, &leaf, &inner);

        nodes[a].up = nodes[b].up = end;
        nodes[end] = (struct node){nodes[a].count + nodes[b].count, 0, 0};
        end++;
    }
    for (size_t i = end - 1; i-- > 0;)
        depth[i] = depth[nodes[i].up] + 1;
    for (size_t i = 0; i < leaves; i++) {
        const unsigned length = leaves == 1 ? 1 : depth[i];

        codes[nodes[i].symbol].length = (uint16_t)length;
        longest = length > longest ? length : longest;
    }
    return longest;
}

static uint16_t
reversed(unsigned code, unsigned length)
{
    unsigned out = 0;

    for (unsigned i = 0; i < length; i++)
        out |= (code >> i & 1) << (length - 1 - i);
    return (uint16_t)out;
}

void
itk_huffman_make(const uint32_t *counts, size_t symbols, unsigned limit,
                 struct itk_code *codes)
{
    unsigned of_length[16] = {0}, next[17] = {0};

    memset(codes, 0, symbols * sizeof(*codes));
    /* Counts that differ less give a flatter tree. */
    for (unsigned scale = 0; measure(counts, symbols, scale, codes) > limit;)
        scale++;
    for (size_t i = 0; i < symbols; i++)
        of_length[codes[i].length]++;
    of_length[0] = 0;
    for (unsigned length = 1; length <= 15; length++)
        next[length + 1] = (next[length] + of_length[length]) << 1;
    for (size_t i = 0; i < symbols; i++) {
        const unsigned length = codes[i].length;

        if (length)
            codes[i].bits = reversed(next[length]++, length);
    }
}
