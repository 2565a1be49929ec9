/*
 * Cases made at random from a guideline's dictionary, as canonical XML: every
 * type at its limits, texts that break careless writers, lists that are not
 * known, without members, and with some.
 *
 *   random_cases SHARE GUIDELINE SEED COUNT FOLDER
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/rewrite.h"
#include "app/store.h"
#include "input/draft.h"
#include "xml/xml.h"

static uint64_t state;

static uint64_t
below(uint64_t most)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (state >> 11) % most;
}

static const char *const pieces[] = {
    "=",  "+",   "-",  "@",  "'",  "\"",   ",",       ";",       "\\",   "/",
    "|",  "<",   ">",  "&",  "{",  "}",    "%",       "_x000D_", "#",    "0",
    "01", "1E5", "甲", "乙", "丙", "𠮷",   "葛󠄀", "髙",      "①",    "ﾊﾝ",
    "　", " ",   "…",  "〜", "～", "＝",   "＋",      "－",      "＠",   "TRUE",
    "＃", "]]>", "é",  "ば", "゛", "令和", "1:2",     "N/A",     "null", "はい",
};

static void
put_text(struct itk_buf *out, const struct itk_field *field)
{
    const uint64_t most =
        below(field->max < 40 ? (uint64_t)field->max / 8 + 1 : 12);

    for (uint64_t i = 0; i <= most; i++) {
        itk_buf_adds(out, pieces[below(ITK_COUNT(pieces))]);
        if (field->type == ITK_TYPE_PARAGRAPH && below(4) == 0)
            itk_buf_adds(out, below(3) ? "\n" : "\n\n  ");
        if (field->type == ITK_TYPE_PARAGRAPH && below(9) == 0)
            itk_buf_addc(out, '\t');
    }
}

static void
put_value(struct itk_buf *out, const struct itk_field *field)
{
    char text[64];
    const uint64_t span = (uint64_t)(field->max - field->min) + 1;

    itk_buf_clear(out);
    switch (field->type) {
    case ITK_TYPE_DATE:
        snprintf(text, sizeof(text), "%d-%02d-%02d", (int)(1873 + below(228)),
                 (int)(1 + below(12)), (int)(1 + below(28)));
        itk_buf_adds(out, text);
        break;
    case ITK_TYPE_NUMBER:
        snprintf(text, sizeof(text), "%" PRId64,
                 field->min + (int64_t)below(span ? span : 1));
        itk_buf_adds(out, text);
        break;
    case ITK_TYPE_YES_NO:
        itk_buf_adds(out, below(2) ? "yes" : "no");
        break;
    case ITK_TYPE_CHOICE:
        itk_buf_adds(out, field->choices[below(field->choices_count)].id);
        break;
    case ITK_TYPE_TEXT:
    case ITK_TYPE_PARAGRAPH:
        put_text(out, field);
        break;
    }
}

static void
put_members(itk_draft *draft, const struct itk_list *list, struct itk_buf *text)
{
    const struct itk_loc loc = {0};
    const uint64_t count = below(list->max < 5 ? list->max : 5) + 1;

    for (uint64_t i = 0; i < count; i++) {
        const size_t member = itk_draft_member(draft, list, loc);
        bool some = false;

        for (size_t j = 0; j < list->fields_count; j++) {
            const struct itk_field *field = &list->first[j];
            const bool last = j + 1 == list->fields_count;

            if (field != list->key && below(3) == 0 && (some || !last))
                continue;
            put_value(text, field);
            if (field == list->key && field->type <= ITK_TYPE_PARAGRAPH) {
                itk_buf_clear(text);
                itk_buf_adds(text, i % 2 ? "=鍵" : "鍵");
                itk_buf_addu(text, i);
            }
            if (field->type <= ITK_TYPE_PARAGRAPH)
                itk_buf_adds(text, "字"); /* not white space alone */
            itk_draft_value(draft, field, member, text->data, text->size, loc);
            some = true;
        }
    }
}

static itk_case *
make_case(const struct itk_guide *guide, const char *id, itk_findings *found)
{
    const struct itk_dictionary *dict = &guide->dictionary;
    itk_draft *draft = itk_draft_new(guide, id, found);
    struct itk_buf text = ITK_BUF_INIT;
    itk_case *data;

    for (size_t i = 0; i < dict->fields_count; i++) {
        const struct itk_field *field = &dict->fields[i];

        if (field->list || below(3) == 0)
            continue;
        put_value(&text, field);
        itk_draft_value(draft, field, ITK_NO_MEMBER, text.data, text.size,
                        (struct itk_loc){0});
    }
    for (size_t i = 0; i < dict->lists_count; i++) {
        const uint64_t kind = below(3);

        if (kind == 1)
            itk_draft_none(draft, &dict->lists[i], (struct itk_loc){0});
        if (kind == 2)
            put_members(draft, &dict->lists[i], &text);
    }
    data = itk_draft_finish(draft, id);
    itk_draft_free(draft);
    itk_buf_free(&text);
    return data;
}

int
main(int argc, char **argv)
{
    struct itk_error err = ITK_ERROR_INIT;
    const struct itk_guide *guide;
    itk_store *store;
    bool ok;

    if (argc != 6)
        return 2;
    itk_xml_init();
    store = itk_store_new(argv[1]);
    guide = itk_store_guide(store, argv[2], &err);
    state = strtoull(argv[3], NULL, 10) * 2654435761u + 88172645463325252u;
    ok = guide != NULL;
    for (long i = 0; ok && i < strtol(argv[4], NULL, 10); i++) {
        itk_findings *found = itk_findings_new();
        struct itk_buf path = ITK_BUF_INIT, text = ITK_BUF_INIT;
        char id[32];
        itk_case *data;

        snprintf(id, sizeof(id), "r%06ld", i);
        data = make_case(guide, id, found);
        for (size_t k = 0; k < itk_findings_count(found); k++) {
            fprintf(stderr, "%s\n", itk_findings_at(found, k)->text[ITK_EN]);
            ok = false;
        }
        itk_buf_adds(&path, argv[5]);
        itk_buf_addc(&path, '/');
        itk_buf_adds(&path, id);
        itk_buf_adds(&path, ".xml");
        itk_case_write_xml(data, guide, &text);
        ok = ok &&
             itk_new_file_write(path.data,
                                (struct itk_blob){path.data, text.data,
                                                  text.size, ITK_FAULT_MACHINE},
                                &err);
        itk_case_free(data);
        itk_buf_free(&path);
        itk_buf_free(&text);
        itk_findings_free(found);
    }
    if (itk_error_is_set(&err))
        fprintf(stderr, "%s\n", err.text[ITK_EN]);
    itk_error_fini(&err);
    itk_store_free(store);
    itk_xml_done();
    return ok ? 0 : 1;
}
