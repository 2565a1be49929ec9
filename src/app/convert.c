/*
 * Cases written in another form: one writer a form, chosen once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "app/convert.h"
#include "app/memory_file.h"
#include "app/out_file.h"
#include "app/rewrite.h"
#include "base/file.h"
#include "input/ledger_write.h"
#include "input/workbook.h"
#include "table/table.h"

struct itk_convert {
    const char *path;
    enum itk_form form;
    enum itk_lang lang;
    struct itk_arena arena;
    const struct itk_guide *guide;
    const struct itk_columns *tables;
    size_t count;                  /* cases so far */
    itk_out_file *file;            /* of a form that is one file */
    struct itk_memory_file memory; /* XLSX */
    itk_workbook *workbook;
    itk_out_file **list;  /* by table, of CSV_FILES; NULL: none yet */
    struct itk_buf first; /* JSON: the first case, until there is another */
    /* CSV: what stands in the row at hand. */
    size_t column;
    bool homeless; /* a row of a list that has no file */
    struct itk_error *err;
    bool failed;
};

/* ---- forms ---- */

static const struct {
    const char *end, *name;
    enum itk_form form;
} forms[] = {
    {".xml", "xml", ITK_FORM_XML},
    {".json", "json", ITK_FORM_JSON},
    {".jsonl", "jsonl", ITK_FORM_JSON_LINES},
    {".ndjson", "jsonl", ITK_FORM_JSON_LINES},
    {".csv", "csv", ITK_FORM_CSV},
    {".xlsx", "xlsx", ITK_FORM_XLSX},
};

enum itk_form
itk_form_of(const char *path)
{
    const size_t size = strlen(path);
    const char *slash = strrchr(path, '/');

    for (size_t i = 0; i < ITK_COUNT(forms); i++) {
        const size_t length = strlen(forms[i].end);

        if (size > length && !strcasecmp(path + size - length, forms[i].end))
            return forms[i].form;
    }
    if (!strcmp(path, "-") || strchr(slash ? slash : path, '.'))
        return slash && !slash[1] ? ITK_FORM_XML_FILES : ITK_FORM_NONE;
    return ITK_FORM_XML_FILES;
}

enum itk_form
itk_form_named(const char *name, const char *path)
{
    const enum itk_form own = itk_form_of(path);
    const bool folder = strcmp(path, "-") != 0 &&
                        (own == ITK_FORM_NONE || own == ITK_FORM_XML_FILES);

    for (size_t i = 0; i < ITK_COUNT(forms); i++) {
        if (strcmp(forms[i].name, name) != 0)
            continue;
        if (folder && forms[i].form == ITK_FORM_XML)
            return ITK_FORM_XML_FILES;
        return folder && forms[i].form == ITK_FORM_CSV ? ITK_FORM_CSV_FILES
                                                       : forms[i].form;
    }
    return ITK_FORM_NONE;
}

/* ---- CSV ---- */

static const char mark[] = "\xEF\xBB\xBF"; /* Excel asks for it */

static void
put_header(struct itk_buf *out, const struct itk_columns *table)
{
    itk_buf_adds(out, mark);
    for (size_t i = 0; i < table->count; i++)
        itk_csv_put(out, i == 0, table->at[i].id, strlen(table->at[i].id));
    itk_csv_end(out);
}

/* A file of a folder of CSV; `err` of the conversion is set when NULL. */
static itk_out_file *
open_table(itk_convert *convert, size_t table)
{
    const struct itk_list *list = convert->tables[table].list;
    struct itk_buf path = ITK_BUF_INIT;
    itk_out_file *file;

    itk_buf_adds(&path, convert->path);
    itk_buf_addc(&path, '/');
    itk_buf_adds(&path, list ? list->id : "case");
    itk_buf_adds(&path, ".csv");
    file = itk_out_file_new(path.data, convert->err);
    itk_buf_free(&path);
    if (file)
        put_header(itk_out_file_buf(file), &convert->tables[table]);
    else
        convert->failed = true;
    return file;
}

static itk_out_file *
file_of(itk_convert *convert, size_t table)
{
    if (convert->form == ITK_FORM_CSV) {
        convert->homeless = convert->homeless || table > 0;
        return table ? NULL : convert->file;
    }
    if (!convert->list[table] && !convert->failed)
        convert->list[table] = open_table(convert, table);
    return convert->list[table];
}

static void
csv_cell(void *self, size_t table, size_t column, const struct itk_value *value,
         const char *word)
{
    itk_convert *convert = self;
    itk_out_file *file = file_of(convert, table);
    const char *text = value ? value->canonical : word;
    struct itk_buf *out = file ? itk_out_file_buf(file) : NULL;
    const struct itk_field *field = convert->tables[table].at[column].field;

    if (!out)
        return;
    for (; convert->column < column; convert->column++)
        itk_buf_addc(out, ',');
    if (field && field->type == ITK_TYPE_NUMBER)
        itk_buf_adds(out, text);
    else
        itk_csv_put(out, true, text, strlen(text));
}

static void
csv_end_row(void *self, size_t table)
{
    itk_convert *convert = self;
    itk_out_file *file = file_of(convert, table);
    const size_t last = convert->tables[table].count - 1;

    if (file) {
        for (; convert->column < last; convert->column++)
            itk_buf_addc(itk_out_file_buf(file), ',');
        itk_csv_end(itk_out_file_buf(file));
        if (!convert->failed && !itk_out_file_flush(file, convert->err))
            convert->failed = true;
    }
    convert->column = 0;
}

static bool
put_csv(itk_convert *convert, const itk_case *data, struct itk_error *err)
{
    const struct itk_ledger_sink sink = {convert, csv_cell, csv_end_row};

    convert->err = err;
    convert->column = 0;
    itk_ledger_write(data, convert->guide, convert->tables, &sink);
    if (convert->homeless && !convert->failed)
        return itk_fail(err, ITK_FAULT_CALLER,
                        (struct itk_loc){.file = convert->path},
                        ITK_MSG_CONVERT_LISTS, ITK_ARGS(itk_case_id(data)));
    return !convert->failed;
}

/* ---- XML, JSON ---- */

static bool
put_xml_file(itk_convert *convert, const itk_case *data, struct itk_error *err)
{
    struct itk_buf path = ITK_BUF_INIT, text = ITK_BUF_INIT;
    bool ok;

    itk_buf_adds(&path, convert->path);
    itk_buf_addc(&path, '/');
    itk_buf_adds(&path, itk_case_id(data));
    itk_buf_adds(&path, ".xml");
    itk_case_write_xml(data, convert->guide, &text);
    ok = itk_new_file_write(
        path.data,
        (struct itk_blob){path.data, text.data, text.size, ITK_FAULT_MACHINE},
        err);
    itk_buf_free(&path);
    itk_buf_free(&text);
    return ok;
}

static bool
put_xml(itk_convert *convert, const itk_case *data, struct itk_error *err)
{
    if (convert->count > 0)
        return itk_fail(err, ITK_FAULT_CALLER,
                        (struct itk_loc){.file = convert->path},
                        ITK_MSG_CONVERT_ONE, ITK_ARGS(itk_case_id(data)));
    itk_case_write_xml(data, convert->guide, itk_out_file_buf(convert->file));
    return true;
}

static bool
put_json(itk_convert *convert, const itk_case *data, struct itk_error *err)
{
    struct itk_buf *out = itk_out_file_buf(convert->file);

    if (convert->count == 0) {
        itk_case_write_json(data, convert->guide, false, 0, &convert->first);
        return true;
    }
    if (convert->count == 1) {
        itk_buf_adds(out, "[\n");
        itk_buf_add(out, convert->first.data, convert->first.size);
    }
    itk_buf_adds(out, ",\n");
    itk_case_write_json(data, convert->guide, false, 0, out);
    return itk_out_file_flush(convert->file, err);
}

static bool
put_json_line(itk_convert *convert, const itk_case *data, struct itk_error *err)
{
    struct itk_buf *out = itk_out_file_buf(convert->file);

    itk_case_write_json(data, convert->guide, true, 0, out);
    itk_buf_addc(out, '\n');
    return itk_out_file_flush(convert->file, err);
}

/* ---- .xlsx ---- */

static bool
begin_workbook(itk_convert *convert, struct itk_error *err)
{
    if (!itk_memory_file_open(&convert->memory, err))
        return false;
    convert->workbook = itk_workbook_new(convert->memory.path, convert->guide,
                                         convert->tables, convert->lang, err);
    return convert->workbook != NULL;
}

static void
put_workbook(itk_convert *convert, const itk_case *data)
{
    const struct itk_ledger_sink sink = itk_workbook_sink(convert->workbook);

    itk_ledger_write(data, convert->guide, convert->tables, &sink);
}

/* Into the file. */
static bool
end_workbook(itk_convert *convert, struct itk_error *err)
{
    itk_workbook *workbook = convert->workbook;
    struct itk_buf *out = itk_out_file_buf(convert->file);
    uint64_t cells;

    convert->workbook = NULL;
    return itk_workbook_end(workbook, convert->path, &cells, err) &&
           itk_memory_file_take(&convert->memory, out, err) &&
           itk_workbook_check(convert->path, out, cells, err);
}

/* ---- the conversion ---- */

itk_convert *
itk_convert_new(const char *path, enum itk_form form, enum itk_lang lang)
{
    itk_convert *convert = itk_alloc(sizeof(*convert));

    *convert = (itk_convert){.path = path,
                             .form = form,
                             .lang = lang,
                             .memory.fd = -1,
                             .first = ITK_BUF_INIT};
    return convert;
}

static bool
make_folder(const char *path, struct itk_error *err)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return true;
    return itk_fail_both(err, ITK_FAULT_MACHINE, (struct itk_loc){.file = path},
                         ITK_MSG_CLI_OUTPUT,
                         ITK_ARGS(itk_errno_text(errno, ITK_EN)),
                         ITK_ARGS(itk_errno_text(errno, ITK_JA)));
}

static bool
begin(itk_convert *convert, const struct itk_guide *guide,
      struct itk_error *err)
{
    convert->guide = guide;
    convert->tables = itk_columns_of(guide, &convert->arena);
    switch (convert->form) {
    case ITK_FORM_CSV_FILES:
        convert->list =
            itk_arena_array(&convert->arena, guide->dictionary.lists_count + 1,
                            sizeof(itk_out_file *));
        return make_folder(convert->path, err);
    case ITK_FORM_XML_FILES:
        return make_folder(convert->path, err);
    default:
        convert->file = itk_out_file_new(convert->path, err);
        if (convert->file && convert->form == ITK_FORM_CSV)
            put_header(itk_out_file_buf(convert->file), &convert->tables[0]);
        return convert->file &&
               (convert->form != ITK_FORM_XLSX || begin_workbook(convert, err));
    }
}

static bool
put(itk_convert *convert, const itk_case *data, struct itk_error *err)
{
    switch (convert->form) {
    case ITK_FORM_XML:
        return put_xml(convert, data, err);
    case ITK_FORM_XML_FILES:
        return put_xml_file(convert, data, err);
    case ITK_FORM_JSON:
        return put_json(convert, data, err);
    case ITK_FORM_JSON_LINES:
        return put_json_line(convert, data, err);
    case ITK_FORM_CSV:
    case ITK_FORM_CSV_FILES:
        return put_csv(convert, data, err);
    case ITK_FORM_XLSX:
        put_workbook(convert, data);
        return true;
    case ITK_FORM_NONE:
        break;
    }
    return false;
}

bool
itk_convert_put(itk_convert *convert, const itk_case *data,
                const struct itk_guide *guide, struct itk_error *err)
{
    if (!convert->guide && !begin(convert, guide, err))
        return false;
    if (!put(convert, data, err))
        return false;
    convert->count++;
    return true;
}

static void
free_convert(itk_convert *convert)
{
    struct itk_error unused = ITK_ERROR_INIT;
    uint64_t cells;

    if (convert->workbook &&
        !itk_workbook_end(convert->workbook, convert->path, &cells, &unused))
        itk_error_fini(&unused);
    itk_memory_file_close(&convert->memory);
    itk_buf_free(&convert->first);
    itk_arena_fini(&convert->arena);
    free(convert);
}

void
itk_convert_drop(itk_convert *convert)
{
    if (!convert)
        return;
    for (size_t i = 0;
         convert->list && i < convert->guide->dictionary.lists_count + 1; i++)
        itk_out_file_drop(convert->list[i]);
    itk_out_file_drop(convert->file);
    free_convert(convert);
}

static bool
end_file(itk_out_file **file, struct itk_error *err)
{
    itk_out_file *ended = *file;

    *file = NULL;
    return !ended || itk_out_file_end(ended, err);
}

bool
itk_convert_end(itk_convert *convert, struct itk_error *err)
{
    bool ok = true;

    if (convert->form == ITK_FORM_JSON && convert->file) {
        struct itk_buf *out = itk_out_file_buf(convert->file);

        if (convert->count == 1)
            itk_buf_add(out, convert->first.data, convert->first.size);
        itk_buf_adds(out, convert->count > 1 ? "\n]\n" : "\n");
    }
    for (size_t i = 0;
         ok && convert->list && i < convert->guide->dictionary.lists_count + 1;
         i++)
        ok = end_file(&convert->list[i], err);
    ok = ok && (!convert->workbook || end_workbook(convert, err)) &&
         end_file(&convert->file, err);
    if (ok)
        free_convert(convert);
    else
        itk_convert_drop(convert);
    return ok;
}

bool
itk_convert_new_ledger(const char *path, const struct itk_guide *guide,
                       enum itk_lang lang, struct itk_error *err)
{
    itk_convert *convert = itk_convert_new(path, ITK_FORM_XLSX, lang);

    if (begin(convert, guide, err))
        return itk_convert_end(convert, err);
    itk_convert_drop(convert);
    return false;
}
