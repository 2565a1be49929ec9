/*
 * The committee's packet (packet.xml): who its members are, under which heads
 * cases are put before them, which documents of a case go behind its cover.
 * What is said of a case on the packet's own pages are documents of the packet:
 * conditions, needs and texts, as in documents.xml.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ITK_GUIDE_PACKET_H
#define ITK_GUIDE_PACKET_H

#include "guide/document.h"

#define ITK_PACKET_FILE "packet.xml"

struct itk_packet_member {
    const char *role; /* 会長 */
    const char *post;
    const char *section; /* that it heads; "" */
    const char *cite;
};

struct itk_packet_part {
    const struct itk_document *document; /* of documents.xml */
    bool needed; /* without it the case cannot be put before the committee */
};

/* What is held against the previous case of the same contractor: a field, of
 * the case or of members with the same key; or the keys of a list. */
struct itk_packet_compare {
    const struct itk_field *field; /* or NULL: */
    const struct itk_list *list;
};

/* A head under which a case stands: the first whose document is made. */
struct itk_packet_group {
    const struct itk_document *document; /* of the packet */
    const char *label;                   /* 案件, before the number; "": the
                                          * cases get no pages of their own */
    bool asked;                          /* only on request */
    const struct itk_packet_part *parts;
    size_t parts_count;
};

struct itk_packet_version {
    struct itk_date from;
    const char *template_name; /* the pages in front */
    const char *title;         /* of the whole */
    const char *dash;          /* between the number of a case and of a part */
    const struct itk_packet_member *members;
    size_t members_count;
    const struct itk_packet_group *groups;
    size_t groups_count;
    const struct itk_packet_compare *compares;
    size_t compares_count;
    /* Of the packet; what they do not know is left out of their texts. */
    const struct itk_document
        *open; /* a case that cannot be put anywhere yet */
    const struct itk_document *points; /* what to look at */
    long line;
};

struct itk_packet {
    const struct itk_packet_version *versions; /* oldest first */
    size_t versions_count;
    const struct itk_document *documents;
    size_t documents_count;
};

#endif
