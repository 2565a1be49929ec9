/*
 * One guideline package, loaded whole: dictionary, decisions, clauses,
 * documents, revisions, dated values. docs/package.md says what its files hold.
 *
 * Lifetime  everything lives in the guide's arena until itk_guide_free.
 * Threads   immutable once loaded: shared by all.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_GUIDE_GUIDE_H
#define ITK_GUIDE_GUIDE_H

#include "base/arena.h"
#include "base/error.h"
#include "guide/clause.h"
#include "guide/condition.h"
#include "guide/document.h"
#include "guide/field.h"
#include "guide/keeping.h"
#include "guide/packet.h"
#include "guide/requirement.h"
#include "guide/revision.h"
#include "guide/rule.h"

/* Digests of released texts (released.h); the loader leaves it alone. */
#define ITK_RELEASED_FILE "released.txt"
#define ITK_REGISTER_FILE "register.xml" /* a package may have it */

struct itk_dated {
    struct itk_date from;
    const char *text;
};

/* A value of guideline.xml: the name of a post, of a law, ... */
struct itk_guide_value {
    const char *id;
    struct itk_label label;
    const struct itk_dated *at; /* oldest first */
    size_t count;
};

/* A template that is there, and the date from which it holds. */
struct itk_dated_template {
    struct itk_date from;
    const char *name;
};

struct itk_actor {
    const char *id;
    struct itk_label label;
};

struct itk_stage { /* of the work: when a step is due */
    const char *id;
    struct itk_label label;
};

struct itk_pair { /* the names of the parties */
    const char *id;
    const char *client;
    const char *contractor;
};

/* A provision of the guideline, as the package cites it. */
struct itk_provision {
    const char *id;    /* 5(3) */
    const char *parts; /* words that may follow it, separated by blanks */
};

struct itk_overrides { /* all NULL when the package has none */
    const struct itk_list *list;
    const struct itk_field *clause, *action, *reason;
    const char *include, *leave_out; /* choices of `action` */
};

struct itk_guide {
    const char *id;
    const char *shown;  /* its folder, as messages name it */
    enum itk_lang lang; /* of the documents */
    const char *comma;
    int fiscal_month;
    struct itk_label name, issuer, layout_note;

    struct itk_dictionary dictionary;
    const struct itk_constraint *constraints;
    size_t constraints_count;

    const struct itk_actor *actors;
    size_t actors_count;
    const struct itk_stage *stages; /* in the order of time */
    size_t stages_count;
    struct itk_revisions revisions;
    const struct itk_guide_value *values;
    size_t values_count;
    const struct itk_pair *pairs; /* the first is the default */
    size_t pairs_count;
    const struct itk_field *pair_field; /* or NULL */
    struct itk_overrides overrides;
    const struct itk_provision *provisions; /* none: citations are unchecked */
    size_t provisions_count;

    const struct itk_decision *decisions; /* in the order of rules.xml */
    size_t decisions_count;
    const struct itk_invariant *invariants; /* in the order of rules.xml */
    size_t invariants_count;
    const struct itk_clause *clauses; /* sorted by id */
    size_t clauses_count;
    const struct itk_document *documents; /* in the order of documents.xml */
    size_t documents_count;
    const struct itk_requirements *requirements; /* oldest first */
    size_t requirements_count;
    struct itk_keeping keeping;
    struct itk_packet packet; /* of the committee; empty without packet.xml */
    const struct itk_dated_template *templates; /* by name, then by date */
    size_t templates_count;

    struct itk_arena arena;
};

/* Loads the files of one package (names relative to its folder). `shown` is
 * the folder as messages name it. NULL with `err` set to the first fault. */
struct itk_guide *itk_guide_load(struct itk_blobs files, const char *shown,
                                 struct itk_error *err) ITK_MUST_USE;
void itk_guide_free(struct itk_guide *guide);

/* NULL when there is none of that id. */
const struct itk_decision *itk_guide_decision(const struct itk_guide *guide,
                                              const char *id);
const struct itk_clause *itk_guide_clause(const struct itk_guide *guide,
                                          const char *id);
const struct itk_document *itk_guide_document(const struct itk_guide *guide,
                                              const char *id);
/* The text in force on `date` (a revision's date); NULL when there is none. */
const char *itk_guide_value_at(const struct itk_guide *guide, const char *id,
                               struct itk_date date);

/* The version in force: the last with from <= date; NULL when there is none or
 * it was dropped. */
const struct itk_decision_version *
itk_decision_at(const struct itk_decision *decision, struct itk_date date);
const struct itk_invariant_version *
itk_invariant_at(const struct itk_invariant *invariant, struct itk_date date);
const struct itk_clause_version *itk_clause_at(const struct itk_clause *clause,
                                               struct itk_date date);
const struct itk_document_version *
itk_document_at(const struct itk_document *document, struct itk_date date);
const struct itk_requirements *
itk_requirements_at(const struct itk_guide *guide, struct itk_date date);

/* NULL when the package has no packet, or none on that date. */
const struct itk_packet_version *itk_packet_at(const struct itk_guide *guide,
                                               struct itk_date date);

/* Says which templates there are, once, before the guide is shared: the loader
 * reads the package alone. Copied, in any order. */
void itk_guide_set_templates(struct itk_guide *guide,
                             const struct itk_dated_template *all,
                             size_t count);
/* The date of the template in force for that version of a document on `date`:
 * the latest of its name; when none is known, the date of the version. */
struct itk_date
itk_guide_template_at(const struct itk_guide *guide,
                      const struct itk_document_version *version,
                      struct itk_date date);

#endif
