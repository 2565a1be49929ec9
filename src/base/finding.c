/*
 * A growing list of findings; their texts live in one arena.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/finding.h"

struct entry {
    struct itk_finding finding;
    size_t arrival;
};

struct itk_findings {
    struct itk_arena arena;
    struct entry *at;
    size_t count, room, errors;
};

static const struct itk_label kinds[] = {
    [ITK_SEV_ERROR] = {{"error", "エラー"}},
    [ITK_SEV_WARNING] = {{"warning", "警告"}},
    [ITK_SEV_NOTE] = {{"note", "参考"}},
};

itk_findings *
itk_findings_new(void)
{
    return itk_alloc(sizeof(itk_findings));
}

void
itk_findings_free(itk_findings *found)
{
    if (!found)
        return;
    itk_arena_fini(&found->arena);
    free(found->at);
    free(found);
}

static const char *
keep(itk_findings *found, const char *text)
{
    return text && *text ? itk_arena_dup(&found->arena, text) : "";
}

static const char *
keep_buf(itk_findings *found, struct itk_buf *text)
{
    const char *kept = itk_arena_copy(&found->arena, text->data, text->size);

    itk_buf_clear(text);
    return kept;
}

static void
push(itk_findings *found, struct itk_finding made)
{
    if (found->count == found->room) {
        found->room = found->room ? found->room * 2 : 16;
        found->at = itk_grow(found->at, found->room, sizeof(*found->at));
    }
    found->at[found->count] = (struct entry){made, found->count};
    found->count++;
    found->errors += made.severity == ITK_SEV_ERROR;
}

void
itk_findings_add_error(itk_findings *found, const struct itk_error *err)
{
    struct itk_finding made = {.severity = ITK_SEV_ERROR,
                               .id = err->id,
                               .file = "",
                               .where = "",
                               .field = ""};

    for (enum itk_lang lang = ITK_EN; lang < ITK_LANGS; lang++) {
        made.text[lang] = keep(found, err->text[lang]);
        made.hint[lang] = keep(found, err->hint[lang]);
    }
    push(found, made);
}

void
itk_findings_copy(itk_findings *found, const struct itk_finding *one)
{
    struct itk_finding made = *one;

    made.file = keep(found, one->file);
    made.where = keep(found, one->where);
    made.field = keep(found, one->field);
    for (enum itk_lang lang = ITK_EN; lang < ITK_LANGS; lang++) {
        made.text[lang] = keep(found, one->text[lang]);
        made.hint[lang] = keep(found, one->hint[lang]);
    }
    push(found, made);
}

void
itk_findings_add_both(itk_findings *found, enum itk_severity severity,
                      struct itk_loc loc, enum itk_msg id,
                      const char *const en[], const char *const ja[])
{
    struct itk_buf text = ITK_BUF_INIT;
    struct itk_finding made = {
        .severity = severity,
        .id = id,
        .file = keep(found, loc.file),
        .line = loc.line,
        .where = keep(found, loc.place ? loc.place->in[ITK_EN] : loc.where),
        .field = keep(found, loc.field),
    };

    for (enum itk_lang lang = ITK_EN; lang < ITK_LANGS; lang++) {
        const char *const *args = lang == ITK_EN ? en : ja;

        itk_loc_text(&text, lang, kinds[severity], loc, id, args);
        made.text[lang] = keep_buf(found, &text);
        itk_message_hint(&text, lang, id, args);
        made.hint[lang] = keep_buf(found, &text);
    }
    itk_buf_free(&text);
    push(found, made);
}

void
itk_findings_add(itk_findings *found, enum itk_severity severity,
                 struct itk_loc loc, enum itk_msg id, const char *const args[])
{
    itk_findings_add_both(found, severity, loc, id, args, args);
}

void
itk_findings_drop_twin(itk_findings *found)
{
    const size_t last = found->count - 1;
    const struct itk_finding *one = &found->at[last].finding;
    size_t i = 0;

    assert(found->count);
    while (i < last &&
           (found->at[i].finding.id != one->id ||
            strcmp(found->at[i].finding.text[ITK_EN], one->text[ITK_EN]) != 0))
        i++;
    if (i == last)
        return;
    found->errors -= one->severity == ITK_SEV_ERROR;
    found->count--;
}

size_t
itk_findings_count(const itk_findings *found)
{
    return found->count;
}

size_t
itk_findings_errors(const itk_findings *found)
{
    return found->errors;
}

static int
by_place(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    const int order = strcmp(x->finding.file, y->finding.file);

    if (order)
        return order;
    if (x->finding.line != y->finding.line)
        return x->finding.line < y->finding.line ? -1 : 1;
    return (x->arrival > y->arrival) - (x->arrival < y->arrival);
}

void
itk_findings_sort(itk_findings *found)
{
    if (found->count > 1)
        qsort(found->at, found->count, sizeof(*found->at), by_place);
}

const struct itk_finding *
itk_findings_at(const itk_findings *found, size_t i)
{
    assert(i < found->count);
    return &found->at[i].finding;
}
