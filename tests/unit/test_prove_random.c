/*
 * Proofs about small random rules against the obvious: every case there is, one
 * after another, and an evaluator of its own. The rules are the same each time.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "decide/decide.h"
#include "decide/prove.h"
#include "tests/support/rule_guide.h"

#define RUNS       400
#define MOST_CASES 60000u
#define OUTCOMES   3
#define MEMBERS    3

/* ---- facts ---- */

enum type { YES_NO, CHOICE, NUMBER, DATE, TEXT };

enum { A, B, K, N, D, E, F, T, U, P_Y, P_T, P_D, Q_Y, Q_T, FACTS };
enum { P, Q, LISTS };

static const struct fact {
    const char *id;
    enum type type;
    int list; /* -1: none */
} facts[FACTS] = {
    [A] = {"w.a", YES_NO, -1},  [B] = {"w.b", YES_NO, -1},
    [K] = {"w.k", CHOICE, -1},  [N] = {"w.n", NUMBER, -1},
    [D] = {"w.d", DATE, -1},    [E] = {"w.e", DATE, -1},
    [F] = {"w.f", DATE, -1},    [T] = {"w.t", TEXT, -1},
    [U] = {"w.u", TEXT, -1},    [P_Y] = {"p.y", YES_NO, P},
    [P_T] = {"p.t", TEXT, P},   [P_D] = {"p.d", DATE, P},
    [Q_Y] = {"q.y", YES_NO, Q}, [Q_T] = {"q.t", TEXT, Q},
};

static const char *const list_ids[LISTS] = {"p", "q"};
static const int list_most[LISTS] = {3, 2};

/* The lists hold at most 3 and 2, or as many as one likes. */
static const char *
fields_of(bool long_lists)
{
#define FIELDS(p_most, q_most)                                                 \
    "<group id='w' ja='w' en='w'>"                                             \
    "<field id='a' type='yes-no' ja='a' en='a'/>"                              \
    "<field id='b' type='yes-no' ja='b' en='b'/>"                              \
    "<field id='k' type='choice' ja='k' en='k'><choice id='c0' ja='0' "        \
    "en='0'/>"                                                                 \
    "<choice id='c1' ja='1' en='1'/><choice id='c2' ja='2' en='2'/></field>"   \
    "<field id='n' type='number' max='3' ja='n' en='n'/>"                      \
    "<field id='d' type='date' ja='d' en='d'/>"                                \
    "<field id='e' type='date' ja='e' en='e'/>"                                \
    "<field id='f' type='date' ja='f' en='f'/>"                                \
    "<field id='t' type='text' ja='t' en='t'/>"                                \
    "<field id='u' type='text' ja='u' en='u'/></group>"                        \
    "<list id='p' ja='p' en='p' max='" p_most "'>"                             \
    "<field id='y' type='yes-no' ja='y' en='y'/>"                              \
    "<field id='t' type='text' ja='t' en='t'/>"                                \
    "<field id='d' type='date' ja='d' en='d'/>"                                \
    "<field id='x' type='text' ja='x' en='x'/></list>"                         \
    "<list id='q' key='t' ja='q' en='q' max='" q_most "'>"                     \
    "<field id='y' type='yes-no' ja='y' en='y'/>"                              \
    "<field id='t' type='text' ja='t' en='t'/>"                                \
    "<field id='x' type='text' ja='x' en='x'/></list>"
    return long_lists ? FIELDS("50", "50") : FIELDS("3", "2");
}

/* Days around the turns of fiscal years: as days since 2020-04-01, three of
 * each fiscal year at its beginning and two at its end. */
#define YEARS 9
#define DAYS  (YEARS * 5)

static struct itk_date
day_of(int at)
{
    static const struct itk_date within[] = {
        {0, 4, 1}, {0, 4, 2}, {0, 4, 3}, {1, 3, 30}, {1, 3, 31}};
    struct itk_date date = within[at % 5];

    date.year += 2020 + at / 5;
    return date;
}

/* ---- rules ---- */

enum op {
    ALL,
    ANY,
    NOT,
    HOLDS, /* yes-no is yes */
    IS,    /* choice is one of the bits */
    LEAST, /* number */
    SAME,
    BEFORE,
    BEFORE_DAY,
    FISCAL,
    PRESENT,
    HAS, /* list is present */
    SOME,
    EVERY,
    DECISION
};

struct node {
    enum op op;
    int fact, other, list, value;
    int kids[3], count;
};

struct decision {
    int when[OUTCOMES]; /* -1: otherwise */
    int count;
    bool exclusive;
};

struct rules {
    struct node nodes[400];
    int count;
    struct decision decisions[2];
    int constraint, invariant;
    uint64_t seed;
};

static uint32_t
pick(struct rules *r, uint32_t below) /* xorshift64* (Vigna 2016) */
{
    r->seed ^= r->seed >> 12;
    r->seed ^= r->seed << 25;
    r->seed ^= r->seed >> 27;
    return (uint32_t)(r->seed * UINT64_C(2685821657736338717) >> 33) % below;
}

static int
add_node(struct rules *r, struct node node)
{
    assert_true(r->count < (int)ITK_COUNT(r->nodes));
    r->nodes[r->count] = node;
    return r->count++;
}

/* A fact of that type that may be asked here; -1: none. */
static int
pick_fact(struct rules *r, enum type type, const bool in[LISTS])
{
    int found[FACTS], count = 0;

    for (int i = 0; i < FACTS; i++) {
        if (facts[i].type == type && (facts[i].list < 0 || in[facts[i].list]))
            found[count++] = i;
    }
    return count ? found[pick(r, (uint32_t)count)] : -1;
}

static int
leaf(struct rules *r, const bool in[LISTS], int decisions)
{
    struct node node = {.op = HOLDS};

    node.fact = pick_fact(r, YES_NO, in);
    switch (pick(r, decisions ? 11 : 10)) {
    case 0:
        node.op = IS;
        node.fact = K;
        node.value = 1 + (int)pick(r, 6);
        break;
    case 1:
        node.op = LEAST;
        node.fact = N;
        node.value = (int)pick(r, 5);
        break;
    case 2:
    case 3:
        node.op = SAME;
        node.fact = pick_fact(r, TEXT, in);
        node.other = pick_fact(r, TEXT, in);
        break;
    case 4:
        node.op = BEFORE;
        node.fact = pick_fact(r, DATE, in);
        node.other = pick_fact(r, DATE, in);
        break;
    case 5:
        node.op = BEFORE_DAY;
        node.fact = pick_fact(r, DATE, in);
        node.value = 3 * 5 + (int)pick(r, 7);
        break;
    case 6:
        node.op = FISCAL;
        node.fact = pick_fact(r, DATE, in);
        node.other = pick_fact(r, DATE, in);
        node.value = (int)pick(r, 4) - 1;
        break;
    case 7:
        node.op = pick(r, 3) ? PRESENT : HAS;
        node.fact = pick_fact(r, (enum type)pick(r, TEXT + 1), in);
        node.list = (int)pick(r, LISTS);
        break;
    case 10:
        node.op = DECISION;
        node.value = 1 + (int)pick(r, 6);
        break;
    default:
        break;
    }
    return add_node(r, node);
}

static int
condition(struct rules *r, int depth, const bool in[LISTS], int decisions)
{
    struct node node = {.op = (enum op)pick(r, 3)};
    const uint32_t what = pick(r, 8);

    if (!depth || what < 2)
        return leaf(r, in, decisions);
    if (what < 4) {
        bool inner[LISTS];

        memcpy(inner, in, sizeof(inner));
        node.list = (int)pick(r, LISTS);
        if (inner[node.list])
            return leaf(r, in, decisions);
        inner[node.list] = true;
        node.op = pick(r, 2) ? SOME : EVERY;
        node.kids[node.count++] = condition(r, depth - 1, inner, decisions);
        return add_node(r, node);
    }
    do
        node.kids[node.count++] = condition(r, depth - 1, in, decisions);
    while (node.op != NOT && node.count < 3 && pick(r, 2));
    return add_node(r, node);
}

static void
make_rules(struct rules *r, uint64_t seed)
{
    static const bool outside[LISTS] = {false};

    *r = (struct rules){.seed = seed * UINT64_C(0x9e3779b97f4a7c15) + 1};
    for (int i = 0; i < 2; i++) {
        struct decision *decision = &r->decisions[i];

        decision->count = 2 + (int)pick(r, OUTCOMES - 1);
        decision->exclusive = pick(r, 2);
        for (int j = 0; j < decision->count; j++)
            decision->when[j] = j + 1 == decision->count && pick(r, 2)
                                    ? -1
                                    : condition(r, 2, outside, i);
    }
    r->constraint = condition(r, 2, outside, 0);
    r->invariant = condition(r, 2, outside, 1);
}

/* ---- rules as a package ---- */

static void
write_condition(struct itk_buf *out, const struct rules *r, int at)
{
    static const char *const trees[] = {"all", "any", "not"};
    const struct node *node = &r->nodes[at];
    const char *fact = facts[node->fact].id, *other = facts[node->other].id;
    struct itk_buf day = ITK_BUF_INIT;
    char text[160] = "";

    itk_date_iso(&day, day_of(node->value >= 0 ? node->value : 0));
    if (node->op <= NOT || node->op == SOME || node->op == EVERY) {
        const char *name = node->op <= NOT    ? trees[node->op]
                           : node->op == SOME ? "some"
                                              : "every";

        (void)snprintf(text, sizeof(text),
                       node->op <= NOT ? "<%s>" : "<%s list='%s'>", name,
                       list_ids[node->list]);
        itk_buf_adds(out, text);
        for (int i = 0; i < node->count; i++)
            write_condition(out, r, node->kids[i]);
        (void)snprintf(text, sizeof(text), "</%s>", name);
    } else if (node->op == HOLDS) {
        (void)snprintf(text, sizeof(text), "<yes field='%s'/>", fact);
    } else if (node->op == IS) {
        (void)snprintf(text, sizeof(text), "<is field='%s' value='%s%s%s'/>",
                       fact, node->value & 1 ? " c0" : "",
                       node->value & 2 ? " c1" : "",
                       node->value & 4 ? " c2" : "");
    } else if (node->op == LEAST) {
        (void)snprintf(text, sizeof(text), "<number field='%s' least='%d'/>",
                       fact, node->value);
    } else if (node->op == SAME || node->op == BEFORE) {
        (void)snprintf(text, sizeof(text), "<%s field='%s' other='%s'/>",
                       node->op == SAME ? "same" : "before", fact, other);
    } else if (node->op == BEFORE_DAY) {
        (void)snprintf(text, sizeof(text), "<before field='%s' date='%s'/>",
                       fact, day.data);
    } else if (node->op == FISCAL) {
        (void)snprintf(text, sizeof(text),
                       "<fiscal-years from='%s' to='%s' least='%d'/>", fact,
                       other, node->value);
    } else if (node->op == DECISION) {
        (void)snprintf(text, sizeof(text), "<decision id='d0' is='%s%s%s'/>",
                       node->value & 1 ? " o0" : "",
                       node->value & 2 ? " o1" : "",
                       node->value & 4 && r->decisions[0].count > 2 ? " o2"
                       : node->value == 4                           ? "o0"
                                                                    : "");
    } else {
        (void)snprintf(text, sizeof(text), "<present field='%s'/>",
                       node->op == HAS ? list_ids[node->list] : fact);
    }
    itk_buf_adds(out, text);
    itk_buf_free(&day);
}

static void
write_decision(struct itk_buf *out, const struct rules *r, int at)
{
    const struct decision *decision = &r->decisions[at];
    char text[160];

    (void)snprintf(text, sizeof(text),
                   "<decision id='d%d' from='2023-04-01' ja='d' en='d'"
                   " cite='1'%s>",
                   at, decision->exclusive ? " exclusive='yes'" : "");
    itk_buf_adds(out, text);
    for (int i = 0; i < decision->count; i++) {
        (void)snprintf(text, sizeof(text), "<outcome id='o%d' cite='1'>", i);
        itk_buf_adds(out, text);
        if (decision->when[i] < 0) {
            itk_buf_adds(out, "<otherwise/>");
        } else {
            itk_buf_adds(out, "<when>");
            write_condition(out, r, decision->when[i]);
            itk_buf_adds(out, "</when>");
        }
        itk_buf_adds(out, "<say ja='s' en='s'/></outcome>");
    }
    itk_buf_adds(out, "</decision>");
}

static struct itk_guide *
load(const struct rules *r, bool long_lists)
{
    struct itk_buf fields = ITK_BUF_INIT, rules = ITK_BUF_INIT;
    struct itk_guide *guide;

    itk_buf_adds(&fields, fields_of(long_lists));
    itk_buf_adds(&fields, "<constraint id='c' ja='c' en='c' fields='w.a'>");
    write_condition(&fields, r, r->constraint);
    itk_buf_adds(&fields, "</constraint>");
    write_decision(&rules, r, 0);
    write_decision(&rules, r, 1);
    itk_buf_adds(&rules, "<invariant id='i' from='2023-04-01' ja='i' en='i'"
                         " cite='1'>");
    write_condition(&rules, r, r->invariant);
    itk_buf_adds(&rules, "</invariant>");
    guide = rule_guide_load(fields.data, rules.data);
    itk_buf_free(&fields);
    itk_buf_free(&rules);
    return guide;
}

/* ---- every case, one after another ---- */

enum { READ = 1, ASKED = 2 };

/* One case: a value for each fact and member, -1 when it is absent; the number
 * of members, -1 when the list is not known. */
struct world {
    int value[FACTS][MEMBERS];
    int members[LISTS];
};

struct bind {
    int member[LISTS]; /* -1: none at hand */
};

static int
value_at(const struct world *w, int fact, const struct bind *bind)
{
    const int list = facts[fact].list;

    return w->value[fact][list < 0 ? 0 : bind->member[list]];
}

static enum itk_truth truth(const struct rules *r, const struct world *w,
                            int at, const struct bind *bind);

/* The outcomes of a decision that are not ruled out, bits; `*none`: that none
 * holds is not ruled out. */
static unsigned
open_outcomes(const struct rules *r, const struct world *w, int at, bool *none)
{
    const struct bind outside = {{-1, -1}};
    unsigned open = 0;

    *none = false;
    for (int i = 0; i < r->decisions[at].count; i++) {
        const int when = r->decisions[at].when[i];
        const enum itk_truth holds =
            when < 0 ? ITK_TRUE : truth(r, w, when, &outside);

        if (holds != ITK_FALSE)
            open |= 1u << i;
        if (holds == ITK_TRUE)
            return open;
    }
    *none = true;
    return open;
}

static enum itk_truth
truth_of_decision(const struct rules *r, const struct world *w,
                  const struct node *node)
{
    unsigned values = (unsigned)node->value & 7;
    unsigned open;
    bool none;

    if (r->decisions[0].count < 3)
        values = values == 4 ? 1 : values & 3;
    open = open_outcomes(r, w, 0, &none);
    if (!(open & values))
        return ITK_FALSE;
    return none || open & ~values ? ITK_UNKNOWN : ITK_TRUE;
}

static bool
compare(const struct node *node, int value, int other)
{
    switch (node->op) {
    case HOLDS:
        return value == 1;
    case IS:
        return node->value >> value & 1;
    case LEAST:
        return value >= node->value;
    case SAME:
        return value == other;
    case BEFORE:
        return value < other;
    case BEFORE_DAY:
        return value < node->value;
    default: /* FISCAL */
        return other / 5 - value / 5 >= node->value;
    }
}

/* Of all kids (or members), for `all` and `every`; turned round for the rest.
 */
static enum itk_truth
turned(enum itk_truth holds, bool turn)
{
    if (holds == ITK_UNKNOWN || !turn)
        return holds;
    return holds == ITK_TRUE ? ITK_FALSE : ITK_TRUE;
}

static enum itk_truth
truth_of_tree(const struct rules *r, const struct world *w,
              const struct node *node, const struct bind *bind)
{
    const bool quantifier = node->op == SOME || node->op == EVERY;
    const bool turn = node->op == SOME || node->op == ANY;
    const int count = quantifier ? w->members[node->list] : node->count;
    enum itk_truth all = ITK_TRUE;

    if (count < 0)
        return ITK_UNKNOWN;
    for (int i = 0; i < count; i++) {
        struct bind inner = *bind;
        enum itk_truth one;

        if (quantifier)
            inner.member[node->list] = i;
        one = turned(truth(r, w, node->kids[quantifier ? 0 : i], &inner), turn);
        if (one == ITK_FALSE)
            all = ITK_FALSE;
        if (one == ITK_UNKNOWN && all == ITK_TRUE)
            all = ITK_UNKNOWN;
    }
    return turned(all, turn);
}

static enum itk_truth
truth(const struct rules *r, const struct world *w, int at,
      const struct bind *bind)
{
    const struct node *node = &r->nodes[at];
    int value, other;

    switch (node->op) {
    case ALL:
    case ANY:
    case SOME:
    case EVERY:
        return truth_of_tree(r, w, node, bind);
    case NOT:
        return turned(truth(r, w, node->kids[0], bind), true);
    case DECISION:
        return truth_of_decision(r, w, node);
    case HAS:
        return w->members[node->list] > 0 ? ITK_TRUE : ITK_FALSE;
    case PRESENT:
        return value_at(w, node->fact, bind) >= 0 ? ITK_TRUE : ITK_FALSE;
    default:
        break;
    }
    value = value_at(w, node->fact, bind);
    other = node->op == SAME || node->op == BEFORE || node->op == FISCAL
                ? value_at(w, node->other, bind)
                : 0;
    if (value < 0 || other < 0)
        return ITK_UNKNOWN;
    return compare(node, value, other) ? ITK_TRUE : ITK_FALSE;
}

/* What a question reads. */
struct reads {
    int fact[FACTS], list[LISTS];
};

static void
read_node(const struct rules *r, int at, struct reads *reads)
{
    const struct node *node = &r->nodes[at];
    const bool two =
        node->op == SAME || node->op == BEFORE || node->op == FISCAL;

    for (int i = 0; i < node->count; i++)
        read_node(r, node->kids[i], reads);
    if (node->op == SOME || node->op == EVERY)
        reads->list[node->list] |= READ;
    else if (node->op == HAS)
        reads->list[node->list] |= READ | ASKED;
    else if (node->op == DECISION)
        for (int i = 0; i < r->decisions[0].count; i++) {
            if (r->decisions[0].when[i] >= 0)
                read_node(r, r->decisions[0].when[i], reads);
        }
    else if (node->op > NOT)
        reads->fact[node->fact] |= node->op == PRESENT ? READ | ASKED : READ;
    if (two)
        reads->fact[node->other] |= READ;
}

static bool
share(const struct reads *a, const struct reads *b)
{
    for (int i = 0; i < FACTS; i++) {
        const int list = facts[i].list;

        if ((a->fact[i] && b->fact[i]) ||
            (list >= 0 && a->list[list] && b->list[list]))
            return true;
    }
    return (a->list[P] && b->list[P]) || (a->list[Q] && b->list[Q]);
}

/* Is a case in which nothing is given refused? */
static bool
refuses_nothing(const struct rules *r)
{
    const struct bind outside = {{-1, -1}};
    struct world nothing;

    memset(&nothing, -1, sizeof(nothing));
    return truth(r, &nothing, r->constraint, &outside) == ITK_TRUE;
}

/* False: it has nothing to do with the question. */
static bool
read_constraint(const struct rules *r, struct reads *reads)
{
    struct reads constraint = {{0}, {0}};

    read_node(r, r->constraint, &constraint);
    if (!share(reads, &constraint) && !refuses_nothing(r))
        return false;
    read_node(r, r->constraint, reads);
    return true;
}

/* How many values a fact is tried with, beside being absent. (A text is tried
 * with those so far and one more: seldom as many as this.) */
static int
values_of(int fact)
{
    static const int counts[] = {
        [YES_NO] = 2, [CHOICE] = 3, [NUMBER] = 4, [DATE] = DAYS, [TEXT] = 4};

    return counts[facts[fact].type];
}

struct seen {
    bool gap, broken, any;
    bool reached[OUTCOMES], both[OUTCOMES][OUTCOMES];
};

struct walk {
    const struct rules *r;
    const struct reads *reads;
    bool constrained;
    int decision; /* -1: the invariant, -2: only whether there is a case */
    struct world w;
    int texts; /* different ones so far */
    struct seen seen;
};

static void
look(struct walk *walk)
{
    const struct bind outside = {{-1, -1}};
    const struct decision *decision;
    bool before = true;
    enum itk_truth holds[OUTCOMES];

    if (walk->constrained &&
        truth(walk->r, &walk->w, walk->r->constraint, &outside) == ITK_TRUE)
        return;
    walk->seen.any = true;
    if (walk->decision < 0) {
        if (walk->decision == -1 &&
            truth(walk->r, &walk->w, walk->r->invariant, &outside) == ITK_FALSE)
            walk->seen.broken = true;
        return;
    }
    decision = &walk->r->decisions[walk->decision];
    for (int i = 0; i < decision->count; i++) {
        holds[i] = decision->when[i] < 0
                       ? ITK_TRUE
                       : truth(walk->r, &walk->w, decision->when[i], &outside);
        walk->seen.reached[i] |= before && holds[i] == ITK_TRUE;
        before &= holds[i] == ITK_FALSE;
        for (int j = 0; j < i; j++)
            walk->seen.both[j][i] |=
                holds[i] == ITK_TRUE && holds[j] == ITK_TRUE;
    }
    walk->seen.gap |= before;
}

/* Two members of q may not have the same key. */
static bool
key_is_new(const struct walk *walk, int fact, int member)
{
    for (int i = 0; fact == Q_T && i < member; i++) {
        if (walk->w.value[fact][i] >= 0 &&
            walk->w.value[fact][i] == walk->w.value[fact][member])
            return false;
    }
    return true;
}

static void
walk_facts(struct walk *walk, int fact, int member)
{
    const int list = fact < FACTS ? facts[fact].list : -1;
    const int count = list < 0 ? 1 : walk->w.members[list];
    const int texts = walk->texts;

    if (fact == FACTS) {
        look(walk);
        return;
    }
    if (!walk->reads->fact[fact] || member >= count) {
        walk_facts(walk, fact + 1, 0);
        return;
    }
    for (int i = walk->reads->fact[fact] & ASKED ? -1 : 0;
         i < (facts[fact].type == TEXT ? texts + 1 : values_of(fact)); i++) {
        walk->w.value[fact][member] = i;
        if (facts[fact].type == TEXT)
            walk->texts = i < texts ? texts : i + 1;
        if (key_is_new(walk, fact, member))
            walk_facts(walk, fact, member + 1);
        walk->texts = texts;
    }
}

static void
walk_lists(struct walk *walk, int list)
{
    if (list == LISTS) {
        walk_facts(walk, 0, 0);
        return;
    }
    walk->w.members[list] = 0;
    if (!walk->reads->list[list]) {
        walk_lists(walk, list + 1);
        return;
    }
    for (int i = walk->reads->list[list] & ASKED ? -1 : 0; i <= list_most[list];
         i++) {
        walk->w.members[list] = i;
        walk_lists(walk, list + 1);
    }
}

static double
cases_of(const struct reads *reads)
{
    double all = 1;

    for (int i = 0; i < FACTS; i++) {
        const int times = facts[i].list < 0 ? 1 : list_most[facts[i].list];

        for (int j = 0; reads->fact[i] && j < times; j++)
            all *= values_of(i) + (reads->fact[i] & ASKED ? 1 : 0);
    }
    return all;
}

/* False when there are too many cases to go through. */
static bool
see(const struct rules *r, int decision, struct seen *seen)
{
    struct reads reads = {{0}, {0}};
    struct walk walk = {.r = r, .reads = &reads, .decision = decision};

    if (decision == -1)
        read_node(r, r->invariant, &reads);
    for (int i = 0; decision >= 0 && i < r->decisions[decision].count; i++) {
        if (r->decisions[decision].when[i] >= 0)
            read_node(r, r->decisions[decision].when[i], &reads);
    }
    if (decision == -2)
        read_node(r, r->constraint, &reads);
    walk.constrained = read_constraint(r, &reads) || decision == -2;
    if (cases_of(&reads) > MOST_CASES)
        return false;
    walk_lists(&walk, 0);
    *seen = walk.seen;
    return true;
}

/* ---- the two compared ---- */

static size_t compared, refuted, unsettled;

static void
check_shown(const struct itk_guide *guide, const struct itk_proof *proof)
{
    itk_case *data = rule_guide_again(guide, proof->data);
    itk_findings *found = itk_findings_new();
    const struct itk_view view = {guide, data, proof->revision->date, NULL};
    const struct itk_outcome *answer = NULL;
    uint64_t possible;

    itk_decide_constraints(data, guide, found);
    assert_int_equal(itk_findings_errors(found), 0);
    if (proof->decision)
        answer =
            itk_eval_decision(&view, proof->decision, NULL, &possible, NULL);
    if (proof->claim == ITK_CLAIM_TOTAL)
        assert_null(answer);
    else if (proof->claim == ITK_CLAIM_INVARIANT)
        assert_int_equal(
            itk_eval(&view, proof->stated->condition, NULL, 0, NULL),
            ITK_FALSE);
    else if (proof->claim == ITK_CLAIM_REACHABLE)
        assert_true(answer == (proof->verdict == ITK_PROVED ? proof->outcome
                                                            : proof->other) ||
                    !proof->other);
    itk_findings_free(found);
    itk_case_free(data);
}

/* What was seen in the cases that were gone through. */
static bool
fault_seen(const struct itk_proof *proof, const struct seen *seen)
{
    const ptrdiff_t at =
        proof->outcome ? proof->outcome - proof->version->outcomes : 0;
    const ptrdiff_t other = proof->other && proof->claim == ITK_CLAIM_EXCLUSIVE
                                ? proof->other - proof->version->outcomes
                                : 0;

    switch (proof->claim) {
    case ITK_CLAIM_CASES:
        return !seen->any;
    case ITK_CLAIM_TOTAL:
        return seen->gap;
    case ITK_CLAIM_REACHABLE:
        return !seen->reached[at];
    case ITK_CLAIM_EXCLUSIVE:
        return seen->both[at][other];
    case ITK_CLAIM_INVARIANT:
        break;
    }
    return seen->broken;
}

/* With long lists there are more cases than were gone through: only what was
 * seen in those may not be denied. */
static void
check_proof(const struct itk_guide *guide, const struct itk_proof *proof,
            const struct seen *seen, bool long_lists)
{
    const bool fault = fault_seen(proof, seen);
    const bool exists =
        proof->claim == ITK_CLAIM_CASES || proof->claim == ITK_CLAIM_REACHABLE;

    if (proof->data)
        check_shown(guide, proof);
    if (proof->verdict == ITK_NOT_SETTLED) {
        assert_true(long_lists);
        unsettled++;
        return;
    }
    compared++;
    refuted += proof->verdict == ITK_REFUTED;
    if (!long_lists)
        assert_int_equal(proof->verdict, fault ? ITK_REFUTED : ITK_PROVED);
    else if (exists && !fault)
        assert_int_equal(proof->verdict, ITK_PROVED);
    else if (!exists && fault)
        assert_int_equal(proof->verdict, ITK_REFUTED);
}

static void
run(const struct rules *r, bool long_lists)
{
    struct itk_guide *guide = load(r, long_lists);
    itk_proofs *proofs =
        itk_prove(guide, &guide->revisions.at[1], ITK_PROVE_EFFORT);
    struct seen seen[4];
    bool known[4];

    for (int i = -2; i < 2; i++)
        known[i + 2] = see(r, i, &seen[i + 2]);
    for (size_t i = 0; i < itk_proofs_count(proofs); i++) {
        const struct itk_proof *proof = itk_proofs_at(proofs, i);
        const size_t of = proof->claim == ITK_CLAIM_CASES ? 0
                          : proof->decision ? proof->decision->index + 2
                                            : 1;

        if (known[of])
            check_proof(guide, proof, &seen[of], long_lists);
    }
    itk_proofs_free(proofs);
    itk_guide_free(guide);
}

static void
test_random(void **state)
{
    struct rules *r = malloc(sizeof(*r));
    const bool *long_lists = *state;

    assert_non_null(r);
    compared = refuted = unsettled = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        make_rules(r, seed);
        run(r, *long_lists);
    }
    free(r);
    print_message("%zu proofs compared, %zu of them refuted, %zu not settled\n",
                  compared, refuted, unsettled);
    assert_true(compared > RUNS && refuted > RUNS / 2);
    assert_true(unsettled < compared / 20);
}

int
main(void)
{
    static bool off = false, on = true;
    const struct CMUnitTest tests[] = {
        {"short lists: all cases", test_random, NULL, NULL, &off},
        {"long lists: nothing that is seen is denied", test_random, NULL, NULL,
         &on},
    };

    return cmocka_run_group_tests_name("prove: random rules", tests, NULL,
                                       NULL);
}
