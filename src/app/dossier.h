/*
 * The cases of a meeting, put under the heads of the packet: what is to be
 * reviewed, what is reported, and what cannot be put anywhere yet, with the
 * facts that are missing. All pages of the packet tell of a case out of one
 * place, so that list and case sheets cannot differ.
 *
 * Order     the groups as packet.xml has them; in a group by the section, in
 *           the order in which sections first came, then by the case's id.
 * Threads   one at a time.
 */
/* SPDX-License-Identifier: MIT */
#ifndef ITK_APP_DOSSIER_H
#define ITK_APP_DOSSIER_H

#include <jansson.h>

#include "app/meeting.h"
#include "app/work.h"

#define ITK_DOSSIER_MAX_CASES 1000u

/* A document behind the cover of its case. */
struct itk_dossier_part {
    const struct itk_planned *planned;
    const char *code;  /* 案件2－1 */
    const char *title; /* 審査依頼書（様式第1号） */
};

struct itk_dossier_case {
    struct itk_work work;
    itk_plans *own;                       /* the packet's documents */
    const struct itk_packet_group *group; /* NULL: open, or left out */
    bool open;
    const struct itk_planned *row;    /* what the lists say; NULL: left out */
    const struct itk_facts *missing;  /* of an open one; or NULL */
    const char *sort, *label, *title; /* label: 案件2; "": no pages */
    const char *form;                 /* its number; "" */
    size_t came;                      /* of its section */
    struct itk_dossier_part *parts;
    size_t parts_count;
    json_t *json; /* what templates are filled with */
};

typedef struct itk_dossier itk_dossier;

struct itk_dossier_options {
    const struct itk_meeting *meeting;
    bool asked; /* also the groups that are there on request */
};

itk_dossier *itk_dossier_new(struct itk_dossier_options options) ITK_MUST_USE;
void itk_dossier_free(itk_dossier *dossier);

/* Takes over the case, which has plans. What speaks against it, or should be
 * known, goes to `found`. False with `err` set when the package is at fault. */
bool itk_dossier_add(itk_dossier *dossier, struct itk_work *work,
                     itk_findings *found, struct itk_error *err) ITK_MUST_USE;
/* Once all are there: order and numbers; NULL members of `found` as above. */
void itk_dossier_arrange(itk_dossier *dossier, itk_findings *found);

const struct itk_guide *itk_dossier_guide(const itk_dossier *dossier);
const struct itk_packet_version *itk_dossier_packet(const itk_dossier *dossier);
size_t itk_dossier_count(const itk_dossier *dossier);
/* In their order once arranged. */
const struct itk_dossier_case *itk_dossier_at(const itk_dossier *dossier,
                                              size_t i);
/* What the template of the pages in front is filled with; the caller's. */
json_t *itk_dossier_json(const itk_dossier *dossier);

/* Examples of that, with all names that there can be: of all, of a case that
 * gets its cover from that template (NULL: from any), and of a header. The
 * caller's. */
json_t *itk_dossier_names(const struct itk_guide *guide,
                          const struct itk_packet_version *packet);
json_t *itk_dossier_case_names(const struct itk_packet_version *packet,
                               const char *template_name);
json_t *itk_dossier_header_names(void);

#endif
