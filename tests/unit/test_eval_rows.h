/*
 * Rows of test_eval.c: conditions, cases, and what is to come of them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef UNIT_TEST_EVAL_ROWS_H
#define UNIT_TEST_EVAL_ROWS_H

#include "decide/eval.h"

#define A(x)             "<a>" x "</a>"
#define P(x)             "<p>" x "</p>"
#define Q(x)             "<q>" x "</q>"
#define R(x)             "<r>" x "</r>"
#define D(x)             "<d>" x "</d>"
#define E(x)             "<e>" x "</e>"
#define F(x)             "<f>" x "</f>"
#define M(x)             "<m>" x "</m>"
#define NO_MEMBERS       "<m none='yes'/>"
#define ALL(x)           "<all>" x "</all>"
#define ANY(x)           "<any>" x "</any>"
#define NOT(x)           "<not>" x "</not>"
#define SOME(x)          "<some list='m'>" x "</some>"
#define EVERY(x)         "<every list='m'>" x "</every>"
#define YES(f)           "<yes field='" f "'/>"
#define NO(f)            "<no field='" f "'/>"
#define YEARS(x)         "<fiscal-years from='a.d' to='a.e' " x "/>"
#define BEFORE(f, g)     "<before field='" f "' other='" g "'/>"
#define BEFORE_DAY(f, d) "<before field='" f "' date='" d "'/>"
#define AFTER(f, g)      "<after field='" f "' other='" g "'/>"
#define AFTER_DAY(f, d)  "<after field='" f "' date='" d "'/>"
#define NUMBER(x)        "<number field='a.n' " x "/>"
#define OTHER_NUMBER(x)  "<number field='a.o' " x "/>"
#define SAME(f, g)       "<same field='" f "' other='" g "'/>"
#define MT(x)            "<m><t>" x "</t></m>"
#define WT(x)            "<w><t>" x "</t></w>"
#define SOME_W(x)        "<some list='w'>" x "</some>"
#define EVERY_W(x)       "<every list='w'>" x "</every>"
/* The members of m are in w, and the other way round: as sets, one. */
#define M_IN_W  EVERY(SOME_W(SAME("m.t", "w.t")))
#define W_IN_M  EVERY_W(SOME(SAME("w.t", "m.t")))
#define ONE_SET ALL(M_IN_W W_IN_M)

#define T ITK_TRUE
#define N ITK_FALSE
#define U ITK_UNKNOWN

static struct truth_row {
    const char *name;
    const char *condition;
    const char *body;
    enum itk_truth kleene, complete;
    const char *missing;
} truth_rows[] = {
    /* leaves */
    {"yes: yes", YES("a.p"), A(P("yes")), T, T, ""},
    {"yes: no", YES("a.p"), A(P("no")), N, N, ""},
    {"yes: absent", YES("a.p"), "", U, U, "a.p"},
    {"no: yes", NO("a.p"), A(P("yes")), N, N, ""},
    {"no: no", NO("a.p"), A(P("no")), T, T, ""},
    {"no: absent", NO("a.p"), "", U, U, "a.p"},
    {"is: one of two", "<is field='a.k' value='x y'/>", A("<k>y</k>"), T, T,
     ""},
    {"is: neither", "<is field='a.k' value='x y'/>", A("<k>z</k>"), N, N, ""},
    {"is: absent", "<is field='a.k' value='x y'/>", "", U, U, "a.k"},
    {"is: absent, any choice does", "<is field='a.k' value='x y z'/>", "", U, T,
     ""},
    {"present: there", "<present field='a.t'/>", A("<t>b</t>"), T, T, ""},
    {"present: never unknown", "<present field='a.t'/>", "", N, N, ""},
    {"present: a list with a member", "<present field='m'/>", M(P("no")), T, T,
     ""},
    {"present: a list without", "<present field='m'/>", NO_MEMBERS, N, N, ""},
    {"present: a list not known", "<present field='m'/>", "", N, N, ""},
    {"present: not what is only tried",
     ALL(YES("a.p") "<present field='a.p'/>"), "", N, N, ""},
    {"number: least", NUMBER("least='9'"), A("<n>9</n>"), T, T, ""},
    {"number: below least", NUMBER("least='9'"), A("<n>8</n>"), N, N, ""},
    {"number: most", NUMBER("most='9'"), A("<n>9</n>"), T, T, ""},
    {"number: above most", NUMBER("most='9'"), A("<n>10</n>"), N, N, ""},
    {"number: absent", NUMBER("least='9'"), "", U, U, "a.n"},
    {"number: absent, a window", NUMBER("least='9' most='9'"), "", U, U, "a.n"},
    {"number: the field's least is enough", NUMBER("least='5'"), "", U, T, ""},
    {"number: the field's most is enough", NUMBER("most='20'"), "", U, T, ""},
    {"number: more than the field takes", NUMBER("least='21'"), "", U, N, ""},
    {"number: less than the field takes", NUMBER("most='4'"), "", U, N, ""},
    {"number: all that the field takes", NUMBER("least='1' most='30'"), "", U,
     T, ""},
    {"number: the top of what it takes", NUMBER("least='20'"), "", U, U, "a.n"},
    {"number: two windows that miss each other",
     ALL(NUMBER("most='8'") NUMBER("least='9'")), "", U, N, ""},
    {"number: two windows without a gap",
     ANY(NUMBER("most='8'") NUMBER("least='9'")), "", U, T, ""},

    /* trees */
    {"not: true", NOT(YES("a.p")), A(P("yes")), N, N, ""},
    {"not: false", NOT(YES("a.p")), A(P("no")), T, T, ""},
    {"not: unknown", NOT(YES("a.p")), "", U, U, "a.p"},
    {"all: of none", "<all/>", "", T, T, ""},
    {"any: of none", "<any/>", "", N, N, ""},
    {"all: true, true", ALL(YES("a.p") YES("a.q")), A(P("yes") Q("yes")), T, T,
     ""},
    {"all: true, unknown", ALL(YES("a.p") YES("a.q")), A(P("yes")), U, U,
     "a.q"},
    {"all: unknown, true", ALL(YES("a.p") YES("a.q")), A(Q("yes")), U, U,
     "a.p"},
    {"all: unknown, false", ALL(YES("a.p") YES("a.q")), A(Q("no")), N, N, ""},
    {"all: false, unknown", ALL(YES("a.p") YES("a.q")), A(P("no")), N, N, ""},
    {"all: unknown, unknown", ALL(YES("a.p") YES("a.q")), "", U, U, "a.p a.q"},
    {"any: false, false", ANY(YES("a.p") YES("a.q")), A(P("no") Q("no")), N, N,
     ""},
    {"any: false, unknown", ANY(YES("a.p") YES("a.q")), A(P("no")), U, U,
     "a.q"},
    {"any: unknown, false", ANY(YES("a.p") YES("a.q")), A(Q("no")), U, U,
     "a.p"},
    {"any: unknown, true", ANY(YES("a.p") YES("a.q")), A(Q("yes")), T, T, ""},
    {"any: unknown, unknown", ANY(YES("a.p") YES("a.q")), "", U, U, "a.p a.q"},

    /* completions and exactly what is missing */
    {"excluded middle", ANY(YES("a.p") NOT(YES("a.p"))), "", U, T, ""},
    {"contradiction", ALL(YES("a.p") NO("a.p")), "", U, N, ""},
    {"a fact that does not matter is not missing",
     ANY(ALL(YES("a.p") YES("a.q")) ALL(NO("a.p") YES("a.q"))), "", U, U,
     "a.q"},
    {"a fact that matters in one branch only",
     ANY(ALL(YES("a.p") YES("a.q")) ALL(NO("a.p") YES("a.r"))), "", U, U,
     "a.p a.q a.r"},
    {"a branch that is closed", ALL(YES("a.p") YES("a.q") YES("a.r")),
     A(P("yes") R("yes")), U, U, "a.q"},
    {"either or: both facts are missing",
     ANY(ALL(YES("a.p") NO("a.q")) ALL(NO("a.p") YES("a.q"))), "", U, U,
     "a.p a.q"},
    {"in the order of the dictionary", ALL(YES("a.r") YES("a.q") YES("a.p")),
     "", U, U, "a.p a.q a.r"},

    /* dates */
    {"before a day: the day before", BEFORE_DAY("a.d", "2026-04-01"),
     A(D("2026-03-31")), T, T, ""},
    {"before a day: that day", BEFORE_DAY("a.d", "2026-04-01"),
     A(D("2026-04-01")), N, N, ""},
    {"before a day: absent", BEFORE_DAY("a.d", "2026-04-01"), "", U, U, "a.d"},
    {"before the first day there is", BEFORE_DAY("a.d", "1873-01-01"), "", U, N,
     ""},
    {"after a day: that day", AFTER_DAY("a.d", "2026-04-01"),
     A(D("2026-04-01")), N, N, ""},
    {"after a day: the day after", AFTER_DAY("a.d", "2026-04-01"),
     A(D("2026-04-02")), T, T, ""},
    {"no day between two days",
     ALL(AFTER_DAY("a.d", "2026-04-01") BEFORE_DAY("a.d", "2026-04-02")), "", U,
     N, ""},
    {"one day between two days",
     ALL(AFTER_DAY("a.d", "2026-04-01") BEFORE_DAY("a.d", "2026-04-03")), "", U,
     U, "a.d"},
    {"before another: earlier", BEFORE("a.d", "a.e"),
     A(D("2026-03-31") E("2026-04-01")), T, T, ""},
    {"before another: the same day", BEFORE("a.d", "a.e"),
     A(D("2026-04-01") E("2026-04-01")), N, N, ""},
    {"before another: the other absent", BEFORE("a.d", "a.e"),
     A(D("2026-04-01")), U, U, "a.e"},
    {"before another: itself absent", BEFORE("a.d", "a.e"), A(E("2026-04-01")),
     U, U, "a.d"},
    {"before another: both absent", BEFORE("a.d", "a.e"), "", U, U, "a.d a.e"},
    {"before itself", BEFORE("a.d", "a.d"), "", U, N, ""},
    {"a circle of two", ALL(BEFORE("a.d", "a.e") BEFORE("a.e", "a.d")), "", U,
     N, ""},
    {"a circle of three",
     ALL(BEFORE("a.d", "a.e") BEFORE("a.e", "a.f") BEFORE("a.f", "a.d")), "", U,
     N, ""},
    {"a chain through a day",
     ALL(BEFORE("a.d", "a.e") BEFORE_DAY("a.e", "2026-04-01")
             AFTER_DAY("a.d", "2026-04-01")),
     "", U, N, ""},
    {"a chain of three before a day",
     ALL(BEFORE("a.d", "a.e") BEFORE("a.e", "a.f")
             BEFORE_DAY("a.f", "2026-04-01")),
     "", U, U, "a.d a.e a.f"},
    {"a chain of three after a day",
     ALL(BEFORE("a.d", "a.e") BEFORE("a.e", "a.f")
             AFTER_DAY("a.d", "2026-04-01")),
     "", U, U, "a.d a.e a.f"},
    {"a chain of three within two days",
     ALL(BEFORE("a.d", "a.e") BEFORE("a.e", "a.f")
             AFTER_DAY("a.d", "2026-04-01") BEFORE_DAY("a.f", "2026-04-04")),
     "", U, N, ""},
    {"a chain of three within three days",
     ALL(BEFORE("a.d", "a.e") BEFORE("a.e", "a.f")
             AFTER_DAY("a.d", "2026-04-01") BEFORE_DAY("a.f", "2026-04-05")),
     "", U, U, "a.d a.e a.f"},

    /* fiscal years */
    {"fiscal years: the last day of one", YEARS("least='1'"),
     A(D("2026-03-31") E("2026-04-01")), T, T, ""},
    {"fiscal years: within one", YEARS("least='1'"),
     A(D("2026-04-01") E("2027-03-31")), N, N, ""},
    {"fiscal years: most, at it", YEARS("most='2'"),
     A(D("2024-04-01") E("2027-03-31")), T, T, ""},
    {"fiscal years: most, past it", YEARS("most='2'"),
     A(D("2024-03-31") E("2026-04-01")), N, N, ""},
    {"fiscal years: backwards", YEARS("most='-1'"),
     A(D("2026-04-01") E("2026-03-31")), T, T, ""},
    {"fiscal years: from absent", YEARS("least='3'"), A(E("2026-04-01")), U, U,
     "a.d"},
    {"fiscal years: to absent", YEARS("least='3'"), A(D("2026-04-01")), U, U,
     "a.e"},
    {"fiscal years: both absent", YEARS("least='3'"), "", U, U, "a.d a.e"},
    {"fiscal years: exactly one, and not later than March",
     ALL(YEARS("least='1'") BEFORE_DAY("a.e", "2026-04-01")),
     A(D("2025-04-01")), U, N, ""},
    {"fiscal years: room between two days, long before",
     ALL(YEARS("least='3'") BEFORE_DAY("a.d", "2023-04-01")
             BEFORE_DAY("a.e", "2025-01-01")),
     "", U, U, "a.d a.e"},

    {"fiscal years: room up to the first day of one",
     ALL(YEARS("least='3'") AFTER_DAY("a.d", "2020-03-31")
             BEFORE_DAY("a.e", "2023-04-02")),
     "", U, U, "a.d a.e"},
    {"fiscal years: no room by one day",
     ALL(YEARS("least='3'") AFTER_DAY("a.d", "2020-03-31")
             BEFORE_DAY("a.e", "2023-04-01")),
     "", U, N, ""},

    /* lists */
    {"some: has a member", "<some list='m'/>", M(P("no")), T, T, ""},
    {"some: has none", "<some list='m'/>", NO_MEMBERS, N, N, ""},
    {"some: not known", "<some list='m'/>", "", U, U, "m"},
    {"some: of an empty list", SOME(YES("m.p")), NO_MEMBERS, N, N, ""},
    {"every: of an empty list", EVERY(YES("m.p")), NO_MEMBERS, T, T, ""},
    {"some: one does", SOME(YES("m.p")), M(P("no")) M(P("yes")), T, T, ""},
    {"some: none does", SOME(YES("m.p")), M(P("no")) M(P("no")), N, N, ""},
    {"some: one open, one does", SOME(YES("m.p")), M(Q("no")) M(P("yes")), T, T,
     ""},
    {"some: one open, one does not", SOME(YES("m.p")), M(Q("no")) M(P("no")), U,
     U, "m.p#1"},
    {"some: two open", SOME(YES("m.p")), M(Q("no")) M(Q("no")), U, U,
     "m.p#1 m.p#2"},
    {"every: all do", EVERY(YES("m.p")), M(P("yes")) M(P("yes")), T, T, ""},
    {"every: one does not, one open", EVERY(YES("m.p")), M(Q("no")) M(P("no")),
     N, N, ""},
    {"every: one open", EVERY(YES("m.p")), M(P("yes")) M(Q("no")), U, U,
     "m.p#2"},
    {"a member's open field that does not matter",
     EVERY(ANY(YES("m.p") NO("m.p"))), M(Q("no")), U, T, ""},
    {"a list not known", SOME(YES("m.p")), "", U, U, "m"},
    {"a list not known: every", EVERY(YES("m.p")), "", U, U, "m"},
    {"a list not known: some or every not",
     ANY(SOME(YES("m.p")) EVERY(NO("m.p"))), "", U, T, ""},
    {"a list not known: two members that differ",
     ALL(SOME(YES("m.p")) SOME(NO("m.p"))), "", U, U, "m"},
    {"a list not known: some and none", ALL(SOME(YES("m.p")) EVERY(NO("m.p"))),
     "", U, N, ""},
    {"a list of one at most cannot differ",
     ALL("<some list='single'><yes field='single.p'/></some>"
         "<some list='single'><no field='single.p'/></some>"),
     "", U, N, ""},
    {"a member's date against the case's", SOME(BEFORE("m.d", "a.d")),
     A(D("2026-04-01")) M(D("2026-03-31")), T, T, ""},
    {"a member's open date against the case's", SOME(BEFORE("m.d", "a.d")),
     A(D("2026-04-01")) M(Q("no")), U, U, "m.d#1"},

    {"a date against those of every member", NOT(SOME(BEFORE("m.d", "a.d"))),
     M(D("2026-04-01")) M(D("2020-04-01")), U, U, "a.d"},

    /* equal values */
    {"same: equal texts", SAME("a.t", "a.u"), A("<t>甲</t><u>甲</u>"), T, T,
     ""},
    {"same: texts that differ", SAME("a.t", "a.u"), A("<t>甲</t><u>乙</u>"), N,
     N, ""},
    {"same: texts are not folded", SAME("a.t", "a.u"), A("<t>A</t><u>Ａ</u>"),
     N, N, ""},
    {"same: a text against itself", SAME("a.t", "a.t"), "", U, T, ""},
    {"same: one absent", SAME("a.t", "a.u"), A("<t>甲</t>"), U, U, "a.u"},
    {"same: the other absent", SAME("a.t", "a.u"), A("<u>甲</u>"), U, U, "a.t"},
    {"same: both absent", SAME("a.t", "a.u"), "", U, U, "a.t a.u"},
    {"same: what equals two equals both",
     ALL(SAME("a.t", "a.u") SAME("a.u", "a.v") NOT(SAME("a.t", "a.v"))), "", U,
     N, ""},
    {"same: what differs from two need not",
     ALL(NOT(SAME("a.t", "a.u")) NOT(SAME("a.u", "a.v")) SAME("a.t", "a.v")),
     "", U, U, "a.t a.u a.v"},
    {"same: three that all differ",
     ALL(NOT(SAME("a.t", "a.u")) NOT(SAME("a.u", "a.v"))
             NOT(SAME("a.t", "a.v"))),
     "", U, U, "a.t a.u a.v"},
    {"same: a known text through an unknown one",
     ALL(SAME("a.t", "a.u") SAME("a.u", "a.v")), A("<v>甲</v>"), U, U,
     "a.t a.u"},
    {"same: not equal to two that differ",
     ALL(SAME("a.t", "a.u") SAME("a.u", "a.v")), A("<t>甲</t><v>乙</v>"), U, N,
     ""},
    {"same: equal to one of two that are equal, or not to the other",
     ANY(SAME("a.t", "a.u") NOT(SAME("a.u", "a.v"))), A("<t>甲</t><v>甲</v>"),
     U, T, ""},
    {"same: yes-no", ALL(SAME("a.p", "a.q") YES("a.p") NO("a.q")), "", U, N,
     ""},
    {"same: choices by their ids", SAME("a.k", "a.l"), A("<k>x</k><l>x</l>"), T,
     T, ""},
    {"same: choices that differ", SAME("a.k", "a.l"), A("<k>x</k><l>y</l>"), N,
     N, ""},
    {"same: a choice that the other does not have", SAME("a.k", "a.l"),
     A("<k>z</k>"), U, N, ""},
    {"same: numbers", SAME("a.n", "a.o"), A("<n>9</n><o>9</o>"), T, T, ""},
    {"same: beyond what the other takes",
     ALL(SAME("a.n", "a.o") NUMBER("least='10'")), "", U, N, ""},
    {"same: below what the other takes",
     ALL(SAME("a.n", "a.o") OTHER_NUMBER("most='4'")), "", U, N, ""},
    {"same: the last that both take",
     ALL(SAME("a.n", "a.o") NUMBER("least='9'")), "", U, U, "a.n a.o"},
    {"same: a bound on the other",
     ALL(SAME("a.n", "a.o") OTHER_NUMBER("least='7'") NUMBER("most='7'")), "",
     U, U, "a.n a.o"},
    {"same: no two numbers in a window of one",
     ALL(NOT(SAME("a.n", "a.o")) NUMBER("least='9' most='9'")
             OTHER_NUMBER("least='9'")),
     "", U, N, ""},
    {"same: two numbers in a window of two",
     ALL(NOT(SAME("a.n", "a.o")) NUMBER("least='8' most='9'")
             OTHER_NUMBER("least='8'")),
     "", U, U, "a.n a.o"},
    {"same: dates", SAME("a.d", "a.e"), A(D("2026-04-01") E("令和8年4月1日")),
     T, T, ""},
    {"same: not before", ALL(SAME("a.d", "a.e") BEFORE("a.d", "a.e")), "", U, N,
     ""},
    {"same: or before or after",
     ANY(SAME("a.d", "a.e") BEFORE("a.d", "a.e") AFTER("a.d", "a.e")), "", U, T,
     ""},
    {"same: a date that is open", SAME("a.d", "a.e"), A(D("2026-04-01")), U, U,
     "a.e"},
    {"same: a day through another",
     ALL(SAME("a.d", "a.e") AFTER_DAY("a.e", "2026-04-01")
             BEFORE_DAY("a.d", "2026-04-02")),
     "", U, N, ""},

    /* lists against lists */
    {"sets: in another order", ONE_SET, MT("甲") MT("乙") WT("乙") WT("甲"), T,
     T, ""},
    {"sets: one more than once", ONE_SET,
     MT("甲") MT("甲") MT("乙") WT("乙") WT("甲"), T, T, ""},
    {"sets: fewer", ONE_SET, MT("甲") WT("甲") WT("乙"), N, N, ""},
    {"sets: more", ONE_SET, MT("甲") MT("乙") WT("乙"), N, N, ""},
    {"sets: none against two", ONE_SET, NO_MEMBERS WT("甲") WT("乙"), N, N, ""},
    {"sets: none against none", ONE_SET, NO_MEMBERS "<w none='yes'/>", T, T,
     ""},
    {"sets: not known against three", ONE_SET, WT("甲") WT("乙") WT("丙"), U, U,
     "m"},
    {"sets: three against not known", ONE_SET, MT("甲") MT("乙") MT("丙"), U, U,
     "w"},
    {"sets: not known against none", ONE_SET, "<w none='yes'/>", U, U, "m"},
    {"sets: neither known", ONE_SET, "", U, U, "m w"},
    {"sets: not known has all of three", W_IN_M, WT("甲") WT("乙") WT("丙"), U,
     U, "m"},
    {"sets: a name is open", ONE_SET, MT("甲") M(P("yes")) WT("乙") WT("甲"), U,
     U, "m.t#2"},
    {"sets: one open name more than is needed", ONE_SET,
     MT("甲") MT("乙") M(P("yes")) WT("乙") WT("甲"), U, U, "m.t#3"},
    {"sets: one open name for two", ONE_SET,
     MT("甲") M(P("yes")) WT("甲") WT("乙") WT("丙"), U, N, ""},
    {"sets: names open in both", ONE_SET,
     MT("甲") M(P("yes")) WT("甲") "<w><p>"
                                   "yes</p></w>",
     U, U, "m.t#2 w.t#2"},
    {"sets: in it, yet one not",
     ALL(M_IN_W SOME(NOT(SOME_W(SAME("m.t", "w.t"))))), WT("甲") WT("乙"), U, N,
     ""},
    {"sets: equal, yet not", ALL(ONE_SET NOT(ONE_SET)), WT("甲"), U, N, ""},
    {"sets: too many to try stays open", ALL(ONE_SET NOT(ONE_SET)),
     WT("一") WT("二") WT("三") WT("四") WT("五") WT("六") WT("七") WT("八"), U,
     U, "m"},
    {"sets: only the conditions that matter are tried",
     "<decision id='r' is='yes'/>", WT("甲"), U, U, "a.r"},

    /* decisions */
    {"decision: so", "<decision id='both' is='yes'/>", A(P("yes") Q("yes")), T,
     T, ""},
    {"decision: not so", "<decision id='both' is='yes'/>", A(P("no")), N, N,
     ""},
    {"decision: either outcome", "<decision id='both' is='yes no'/>", "", T, T,
     ""},
    {"decision: what is asked for is ruled out",
     "<decision id='tri' is='three'/>", A(P("yes")), N, N, ""},
    {"decision: all that is left is asked for",
     "<decision id='tri' is='one two'/>", A(P("yes")), T, T, ""},
    {"decision: some of what is left is asked for",
     "<decision id='tri' is='two'/>", A(P("yes")), U, U, "a.q"},
    {"decision: open", "<decision id='both' is='yes'/>", A(P("yes")), U, U,
     "a.q"},
    {"decision: not asked under this revision",
     "<decision id='later' is='yes'/>", "", N, N, ""},
    {"decision: its facts and the condition's agree",
     ALL("<decision id='r' is='yes'/>" NO("a.r")), "", U, N, ""},
};

static struct grounds_row {
    const char *name;
    const char *condition;
    const char *body;
    enum itk_truth truth;
    const char *grounds;
} grounds_rows[] = {
    {"grounds: a leaf", YES("a.p"), A(P("yes")), T, "a.p"},
    {"grounds: an absent fact is none", YES("a.p"), "", U, ""},
    {"grounds: any, what decides", ANY(YES("a.p") YES("a.q")),
     A(P("no") Q("yes")), T, "a.q"},
    {"grounds: any, all that fail", ANY(YES("a.p") YES("a.q")),
     A(P("no") Q("no")), N, "a.p a.q"},
    {"grounds: all, what decides", ALL(YES("a.p") YES("a.q")),
     A(P("yes") Q("no")), N, "a.q"},
    {"grounds: all, all that hold", ALL(YES("a.p") YES("a.q")),
     A(P("yes") Q("yes")), T, "a.p a.q"},
    {"grounds: once each", ALL(YES("a.p") YES("a.q") YES("a.p")),
     A(P("yes") Q("yes")), T, "a.p a.q"},
    {"grounds: what was kept before stays",
     ALL(YES("a.p") ANY(YES("a.q") YES("a.r"))), A(P("yes") Q("no") R("yes")),
     T, "a.p a.r"},
    {"grounds: not", NOT(ANY(YES("a.p") YES("a.q"))), A(P("no") Q("yes")), N,
     "a.q"},
    {"grounds: both dates", BEFORE("a.d", "a.e"),
     A(D("2026-03-31") E("2026-04-01")), T, "a.e a.d"},
    {"grounds: both texts", SAME("a.t", "a.u"), A("<t>甲</t><u>乙</u>"), N,
     "a.u a.t"},
    {"grounds: the members that agree", SOME(SOME_W(SAME("m.t", "w.t"))),
     MT("甲") MT("乙") WT("丙") WT("乙"), T, "w.t#2 m.t#2"},
    {"grounds: the member that decides", SOME(YES("m.p")),
     M(P("no")) M(P("yes")), T, "m.p#2"},
    {"grounds: every member", SOME(YES("m.p")), M(P("no")) M(P("no")), N,
     "m.p#1 m.p#2"},
    {"grounds: an empty list", SOME(YES("m.p")), NO_MEMBERS, N, "m"},
    {"grounds: a list with members", "<some list='m'/>", M(P("no")), T, "m"},
    {"grounds: a list that is present", "<present field='m'/>", M(P("no")), T,
     "m"},
    {"grounds: a decision, not its facts", "<decision id='r' is='yes'/>",
     A(R("yes")), T, "@r"},
    {"grounds: the decision that decides",
     ANY("<decision id='r' is='yes'/><decision id='both' is='yes'/>"),
     A(P("yes") Q("yes") R("no")), T, "@both"},
    {"grounds: a fact that decides, no decision",
     ANY("<decision id='r' is='yes'/>" YES("a.p")), A(P("yes") R("no")), T,
     "a.p"},
    {"grounds: a decision kept before stays",
     ALL("<decision id='r' is='no'/>" ANY(
         "<decision id='both' is='no'/><decision id='r' is='no'/>")),
     A(P("yes") Q("yes") R("no")), T, "@r"},
};

#undef A
#undef D
#undef E
#undef F
#undef M
#undef N
#undef P
#undef Q
#undef R
#undef T
#undef U

#endif
