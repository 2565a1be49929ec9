/*
 * Rows of test_prove.c: rules, a claim about them, what is to come out. Worked
 * out by hand.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_TESTS_TEST_PROVE_ROWS_H
#define ITK_TESTS_TEST_PROVE_ROWS_H

#include "decide/prove.h"

/* The fields of all rows. */
static const char prove_fields[] =
    "<group id='w' ja='業務' en='Work'>"
    "<field id='big' type='yes-no' ja='大' en='Big'/>"
    "<field id='kind' type='choice' ja='種' en='Kind'>"
    "<choice id='red' ja='赤' en='red'/><choice id='blue' ja='青' en='blue'/>"
    "<choice id='green' ja='緑' en='green'/></field>"
    "<field id='count' type='number' max='9' ja='数' en='Count'/>"
    "<field id='more' type='number' min='5' max='20' ja='数' en='More'/>"
    "<field id='start' type='date' ja='始' en='Start'/>"
    "<field id='end' type='date' ja='終' en='End'/>"
    "<field id='last' type='date' ja='前' en='Last'/>"
    "<field id='name' type='text' ja='名' en='Name'/>"
    "<field id='alias' type='text' ja='別' en='Alias'/>"
    "<field id='third' type='text' ja='三' en='Third'/></group>"
    "<list id='place' ja='所' en='Places' key='name' max='50'>"
    "<field id='name' type='text' ja='名' en='Name'/>"
    "<field id='out' type='yes-no' ja='外' en='Out'/>"
    "<field id='on' type='date' ja='日' en='On'/></list>"
    "<list id='item' ja='物' en='Items' max='50'>"
    "<field id='name' type='text' ja='名' en='Name'/>"
    "<field id='out' type='yes-no' ja='外' en='Out'/>"
    "<field id='on' type='date' ja='日' en='On'/></list>"
    "<list id='desk' ja='机' en='Desks' max='1'>"
    "<field id='out' type='yes-no' ja='外' en='Out'/></list>"
    "<list id='box' ja='箱' en='Boxes' key='size' max='9'>"
    "<field id='size' type='choice' ja='寸' en='Size'>"
    "<choice id='small' ja='小' en='s'/><choice id='large' ja='大' en='l'/>"
    "</field><field id='out' type='yes-no' ja='外' en='Out'/></list>";

#define SAY "<say ja='文' en='words'/></outcome>"
#define IF(id, condition)                                                      \
    "<outcome id='" id "' cite='1'><when>" condition "</when>" SAY
#define ELSE(id) "<outcome id='" id "' cite='1'><otherwise/>" SAY
#define DECISION(id, outcomes)                                                 \
    "<decision id='" id                                                        \
    "' from='2023-04-01' ja='判' en='D' cite='1'>" outcomes "</decision>"
#define EXCLUSIVE(id, outcomes)                                                \
    "<decision id='" id "' from='2023-04-01' exclusive='yes' ja='判' en='D'"  \
    " cite='1'>" outcomes "</decision>"
#define INVARIANT(id, condition)                                               \
    "<invariant id='" id                                                       \
    "' from='2023-04-01' ja='常' en='I' cite='1'>" condition "</invariant>"
#define CONSTRAINT(condition)                                                  \
    "<constraint id='c' ja='誤' en='wrong' fields='w.start'>" condition        \
    "</constraint>"
#define ALL(x) "<all>" x "</all>"
#define ANY(x) "<any>" x "</any>"
#define NOT(x) "<not>" x "</not>"
#define BIG    "<yes field='w.big'/>"
#define RED    "<is field='w.kind' value='red'/>"

/* Can only this hold? A decision with it as its one condition. */
#define CAN(condition) DECISION("x", IF("a", condition) ELSE("z"))

#define TOTAL       ITK_CLAIM_TOTAL
#define REACHABLE   ITK_CLAIM_REACHABLE
#define NEVER_BOTH  ITK_CLAIM_EXCLUSIVE
#define ALWAYS      ITK_CLAIM_INVARIANT
#define NOT_SETTLED ITK_NOT_SETTLED

static struct prove_row {
    const char *name;
    const char *constraint; /* after the fields; or NULL */
    const char *rules;
    enum itk_claim claim;
    const char *outcome; /* of decision x: REACHABLE, EXCLUSIVE */
    enum itk_verdict verdict;
    const char *other; /* outcome; or NULL: none */
    /* What the case holds, without blanks; "": any, NULL: there is none. */
    const char *body;
} prove_rows[] = {
    {"total: a gap", NULL,
     DECISION("x",
              IF("a", BIG) IF("b", "<is field='w.kind' value='red green'/>")),
     TOTAL, NULL, ITK_REFUTED, NULL, "<w><big>no</big><kind>blue</kind></w>"},
    {"total: without otherwise, yet none is left out", NULL,
     DECISION("x", IF("a", BIG) IF("b", "<no field='w.big'/>")), TOTAL, NULL,
     ITK_PROVED, NULL, NULL},
    {"total: all choices are named", NULL,
     DECISION("x", IF("a", "<is field='w.kind' value='red green'/>")
                       IF("b", "<is field='w.kind' value='blue'/>")),
     TOTAL, NULL, ITK_PROVED, NULL, NULL},
    {"total: numbers up to the limit of the field", NULL,
     DECISION("x", IF("a", "<number field='w.count' most='4'/>")
                       IF("b", "<number field='w.count' least='5' most='9'/>")),
     TOTAL, NULL, ITK_PROVED, NULL, NULL},
    {"total: a number is left out", NULL,
     DECISION("x", IF("a", "<number field='w.count' most='4'/>")
                       IF("b", "<number field='w.count' least='6'/>")),
     TOTAL, NULL, ITK_REFUTED, NULL, "<w><count>5</count></w>"},
    {"total: a day is left out", NULL,
     DECISION("x", IF("a", "<before field='w.start' date='2024-04-01'/>")
                       IF("b", "<after field='w.start' date='2024-04-01'/>")),
     TOTAL, NULL, ITK_REFUTED, NULL, "<w><start>2024-04-01</start></w>"},
    {"total: a gap of another decision is a no", NULL,
     DECISION("y", IF("p", BIG))
         DECISION("x", IF("a", "<decision id='y' is='p'/>")
                           IF("b", NOT("<decision id='y' is='p'/>"))),
     TOTAL, NULL, ITK_PROVED, NULL, NULL},
    {"reachable: shadowed by the one before", NULL,
     DECISION("x", IF("a", BIG) IF("b", ALL(BIG RED)) ELSE("z")), REACHABLE,
     "b", ITK_REFUTED, "a", "<w><big>yes</big><kind>red</kind></w>"},
    {"reachable: shadowed through another decision", NULL,
     DECISION("y", IF("p", BIG) ELSE("q")) DECISION(
         "x", IF("a", "<decision id='y' is='p'/>") IF("b", BIG) ELSE("z")),
     REACHABLE, "b", ITK_REFUTED, "a", "<w><big>yes</big></w>"},
    {"reachable: otherwise is not", NULL,
     DECISION("x", IF("a", BIG) IF("b", "<no field='w.big'/>") ELSE("z")),
     REACHABLE, "z", ITK_REFUTED, "b", ""},
    {"reachable: no day between two", NULL,
     CAN(ALL("<after field='w.start' date='2024-04-01'/>"
             "<before field='w.start' date='2024-04-02'/>")),
     REACHABLE, "a", ITK_REFUTED, NULL, NULL},
    {"reachable: one day between two", NULL,
     CAN(ALL("<after field='w.start' date='2024-02-28'/>"
             "<before field='w.start' date='2024-03-01'/>")),
     REACHABLE, "a", ITK_PROVED, NULL, "<w><start>2024-02-29</start></w>"},
    {"reachable: two dates in one day, in order", NULL,
     CAN(ALL("<after field='w.start' date='2024-02-28'/>"
             "<before field='w.end' date='2024-03-01'/>"
             "<before field='w.start' other='w.end'/>")),
     REACHABLE, "a", ITK_REFUTED, NULL, NULL},
    {"reachable: dates in a circle", NULL,
     CAN(ALL("<before field='w.start' other='w.end'/>"
             "<before field='w.end' other='w.last'/>"
             "<after field='w.start' other='w.last'/>")),
     REACHABLE, "a", ITK_REFUTED, NULL, NULL},
    {"reachable: before the first day there is", NULL,
     CAN("<before field='w.start' date='1873-01-01'/>"), REACHABLE, "a",
     ITK_REFUTED, NULL, NULL},
    {"reachable: after the last day there is", NULL,
     CAN("<after field='w.start' date='9999-12-31'/>"), REACHABLE, "a",
     ITK_REFUTED, NULL, NULL},
    {"reachable: a later fiscal year, but not a later day", NULL,
     CAN(ALL("<fiscal-years from='w.start' to='w.end' least='1'/>" NOT(
         "<before field='w.start' other='w.end'/>"))),
     REACHABLE, "a", ITK_REFUTED, NULL, NULL},
    {"reachable: the next fiscal year on the next day", NULL,
     CAN(ALL("<fiscal-years from='w.start' to='w.end' least='1'/>"
             "<after field='w.start' date='2024-03-30'/>"
             "<before field='w.end' date='2024-04-02'/>")),
     REACHABLE, "a", ITK_PROVED, NULL,
     "<w><start>2024-03-31</start><end>2024-04-01</end></w>"},
    {"reachable: one fiscal year, but the new year between", NULL,
     CAN(ALL("<fiscal-years from='w.start' to='w.end' least='0' most='0'/>"
             "<before field='w.start' date='2024-04-01'/>" NOT(
                 "<before field='w.end' date='2024-04-01'/>"))),
     REACHABLE, "a", ITK_REFUTED, NULL, NULL},
    {"reachable: fiscal years do not add up", NULL,
     CAN(ALL("<fiscal-years from='w.last' to='w.start' least='2'/>"
             "<fiscal-years from='w.start' to='w.end' least='3'/>"
             "<fiscal-years from='w.last' to='w.end' most='4'/>")),
     REACHABLE, "a", ITK_REFUTED, NULL, NULL},
    {"reachable: fiscal years add up", NULL,
     CAN(ALL("<fiscal-years from='w.last' to='w.start' least='2'/>"
             "<fiscal-years from='w.start' to='w.end' least='3'/>"
             "<fiscal-years from='w.last' to='w.end' most='5'/>")),
     REACHABLE, "a", ITK_PROVED, NULL, ""},
    {"reachable: a number outside its field", NULL,
     CAN("<number field='w.count' least='10'/>"), REACHABLE, "a", ITK_REFUTED,
     NULL, NULL},
    {"reachable: equal numbers of different limits", NULL,
     CAN(ALL("<same field='w.count' other='w.more'/>"
             "<number field='w.count' most='4'/>")),
     REACHABLE, "a", ITK_REFUTED, NULL, NULL},
    {"reachable: equal numbers", NULL,
     CAN(ALL("<same field='w.count' other='w.more'/>"
             "<number field='w.count' most='5'/>")),
     REACHABLE, "a", ITK_PROVED, NULL, "<w><count>5</count><more>5</more></w>"},
    {"reachable: equal texts, unequal ends", NULL,
     CAN(ALL("<same field='w.name' other='w.alias'/>"
             "<same field='w.alias' other='w.third'/>" NOT(
                 "<same field='w.third' other='w.name'/>"))),
     REACHABLE, "a", ITK_REFUTED, NULL, NULL},
    {"reachable: some and none", NULL,
     CAN(ALL("<some list='place'><yes field='place.out'/></some>"
             "<every list='place'><no field='place.out'/></every>")),
     REACHABLE, "a", ITK_REFUTED, NULL, NULL},
    {"reachable: every member of none", NULL,
     CAN(ALL("<every list='place'><yes field='place.out'/></every>"
             "<every list='place'><no field='place.out'/></every>")),
     REACHABLE, "a", ITK_PROVED, NULL, "<placenone=\"yes\"/>"},
    {"reachable: two members", NULL,
     CAN(ALL("<some list='place'><yes field='place.out'/></some>"
             "<some list='place'><no field='place.out'/></some>")),
     REACHABLE, "a", ITK_PROVED, NULL, ""},
    {"reachable: two members of a list of one", NULL,
     CAN(ALL("<some list='desk'><yes field='desk.out'/></some>"
             "<some list='desk'><no field='desk.out'/></some>")),
     REACHABLE, "a", ITK_REFUTED, NULL, NULL},
    {"reachable: two members with one key", NULL,
     CAN(ALL("<every list='place'>"
             "<same field='place.name' other='w.name'/></every>"
             "<some list='place'><yes field='place.out'/></some>"
             "<some list='place'><no field='place.out'/></some>")),
     REACHABLE, "a", ITK_REFUTED, NULL, NULL},
    {"reachable: two members that are the same in what is no key", NULL,
     CAN(ALL("<every list='item'>"
             "<same field='item.name' other='w.name'/></every>"
             "<some list='item'><yes field='item.out'/></some>"
             "<some list='item'><no field='item.out'/></some>")),
     REACHABLE, "a", ITK_PROVED, NULL, ""},
    {"reachable: more members than the key has choices", NULL,
     CAN(ALL("<some list='box'><is field='box.size' value='small'/></some>"
             "<some list='box'><all><is field='box.size' value='large'/>"
             "<yes field='box.out'/></all></some>"
             "<some list='box'><all><is field='box.size' value='large'/>"
             "<no field='box.out'/></all></some>")),
     REACHABLE, "a", ITK_REFUTED, NULL, NULL},
    {"reachable: each has its match, of which there is none", NULL,
     CAN(ALL("<some list='place'><yes field='place.out'/></some>"
             "<every list='place'><some list='item'>"
             "<same field='place.name' other='item.name'/></some></every>"
             "<not><some list='item'/></not>")),
     REACHABLE, "a", ITK_REFUTED, NULL, NULL},
    {"reachable: each has its match, which is out", NULL,
     CAN(ALL("<some list='place'><yes field='place.out'/></some>"
             "<some list='place'><no field='place.out'/></some>"
             "<every list='place'><some list='item'><all>"
             "<same field='place.name' other='item.name'/>"
             "<same field='place.out' other='item.out'/></all></some></every>"
             "<every list='item'><yes field='item.out'/></every>")),
     REACHABLE, "a", ITK_REFUTED, NULL, NULL},
    {"reachable: two lists with the same names, each in the other", NULL,
     CAN(ALL("<some list='place'/>"
             "<every list='place'><some list='item'>"
             "<same field='place.name' other='item.name'/></some></every>"
             "<every list='item'><some list='place'>"
             "<same field='place.name' other='item.name'/></some></every>")),
     REACHABLE, "a", ITK_PROVED, NULL, ""},
    {"not settled: ever later dates through two lists", NULL,
     CAN(ALL("<some list='place'/>"
             "<every list='place'><some list='item'>"
             "<before field='place.on' other='item.on'/></some></every>"
             "<every list='item'><some list='place'>"
             "<before field='item.on' other='place.on'/></some></every>")),
     REACHABLE, "a", NOT_SETTLED, NULL, NULL},
    {"reachable: only where a constraint refuses",
     CONSTRAINT("<before field='w.end' other='w.start'/>"),
     CAN("<before field='w.end' other='w.start'/>"), REACHABLE, "a",
     ITK_REFUTED, NULL, NULL},
    {"reachable: only where a constraint refuses, through a third date",
     CONSTRAINT(ANY("<before field='w.end' other='w.last'/>"
                    "<before field='w.last' other='w.start'/>")),
     CAN("<before field='w.end' other='w.start'/>"), REACHABLE, "a",
     ITK_REFUTED, NULL, NULL},
    {"reachable: absent, but then the one before is unknown", NULL,
     DECISION("x", IF("a", "<after field='w.start' other='w.end'/>")
                       IF("b", NOT("<present field='w.start'/>")) ELSE("z")),
     REACHABLE, "b", ITK_REFUTED, NULL, ""},
    {"reachable: absent, asked first", NULL,
     DECISION("x",
              IF("b", NOT("<present field='w.start'/>"))
                  IF("a", "<after field='w.start' other='w.end'/>") ELSE("z")),
     REACHABLE, "b", ITK_PROVED, NULL, ""},
    {"reachable: a list that is not known", NULL,
     DECISION("x",
              IF("a", ALL(NOT("<present field='place'/>") NOT(
                          "<every list='place'>" ALL() "</every>"))) ELSE("z")),
     REACHABLE, "a", ITK_REFUTED, NULL, NULL},
    {"exclusive: both", NULL, EXCLUSIVE("x", IF("a", BIG) IF("b", RED)),
     NEVER_BOTH, "a", ITK_REFUTED, "b",
     "<w><big>yes</big><kind>red</kind></w>"},
    {"exclusive: never both", NULL,
     EXCLUSIVE("x", IF("a", RED) IF("b", "<is field='w.kind' value='blue'/>")
                        ELSE("z")),
     NEVER_BOTH, "a", ITK_PROVED, "b", NULL},
    {"invariant: broken", NULL,
     DECISION("x", IF("a", ANY(BIG RED)) ELSE("z"))
         INVARIANT("i", ANY(NOT("<decision id='x' is='a'/>") BIG)),
     ALWAYS, NULL, ITK_REFUTED, NULL, "<w><big>no</big><kind>red</kind></w>"},
    {"invariant: kept", NULL,
     DECISION("x", IF("a", ALL(BIG RED)) ELSE("z"))
         INVARIANT("i", ANY(NOT("<decision id='x' is='a'/>") BIG)),
     ALWAYS, NULL, ITK_PROVED, NULL, NULL},
    {"invariant: broken only while it is not known", NULL,
     DECISION("x", IF("a", "<present field='w.start'/>") ELSE("z")) DECISION(
         "y", IF("p", "<before field='w.start' other='w.end'/>") ELSE("q"))
         INVARIANT("i", NOT(ALL("<decision id='x' is='z'/>"
                                "<decision id='y' is='p'/>"))),
     ALWAYS, NULL, ITK_PROVED, NULL, NULL},
};

#endif
