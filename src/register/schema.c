/*
 * The tables of the register, step by step as the schema grew: docs/register.md
 * says what they hold. A step that was released is never edited.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/base.h"

#include "register/db.h"

/* A case as it was given. The columns of `cases` beside the first three are
 * what the package says that they are (register.xml); `case_value` has all of
 * it. `member` is 0 for a field of the case itself, else its place in the list,
 * from 1. A list without a row in `case_list` is not known; one with 0 members
 * is known to have none. */
static const char step_1[] =
    "CREATE TABLE cases ("
    " id TEXT PRIMARY KEY NOT NULL,"
    " guideline TEXT NOT NULL,"
    " digest TEXT NOT NULL,"
    " title TEXT, bureau TEXT, section TEXT, contractor TEXT,"
    " contract_date TEXT, signed TEXT, data_start TEXT, work_end TEXT"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE case_list ("
    " case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE,"
    " list TEXT NOT NULL,"
    " members INTEGER NOT NULL CHECK (members >= 0),"
    " PRIMARY KEY (case_id, list)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE case_value ("
    " case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE,"
    " field TEXT NOT NULL,"
    " member INTEGER NOT NULL CHECK (member >= 0),"
    " value TEXT NOT NULL,"
    " PRIMARY KEY (case_id, field, member)"
    ") STRICT, WITHOUT ROWID;"
    /* What the fields are called, so that values can be read without itaku. */
    "CREATE TABLE field ("
    " guideline TEXT NOT NULL, id TEXT NOT NULL,"
    " ja TEXT, en TEXT,"
    " personal INTEGER NOT NULL CHECK (personal IN (0, 1)),"
    " PRIMARY KEY (guideline, id)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE result ("
    " case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE,"
    " date TEXT NOT NULL,"
    " meeting TEXT,"
    " verdict TEXT NOT NULL CHECK (verdict IN"
    "  ('approved', 'conditional', 'refused', 'continued')),"
    " conditions TEXT,"
    " grounds TEXT,"
    " PRIMARY KEY (case_id, date)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE VIEW view_cases AS SELECT id AS 案件, title AS 業務の名称,"
    " coalesce(bureau, '') || coalesce(section, '') AS 業務担当課,"
    " contractor AS 受託者, contract_date AS 契約日, signed AS 締結済み,"
    " data_start AS 作業の着手, work_end AS 履行期間の終期"
    " FROM cases ORDER BY id;"
    "CREATE VIEW view_values AS SELECT v.case_id AS 案件, f.ja AS 項目,"
    " v.member AS 番号, v.value AS 値, v.field AS 項目のid"
    " FROM case_value v JOIN cases c ON c.id = v.case_id"
    " LEFT JOIN field f ON f.guideline = c.guideline AND f.id = v.field"
    " ORDER BY v.case_id, v.field, v.member;"
    "CREATE VIEW view_results AS SELECT r.case_id AS 案件,"
    " c.title AS 業務の名称, r.date AS 審査会の日, r.meeting AS 回,"
    " CASE r.verdict WHEN 'approved' THEN '承認'"
    "  WHEN 'conditional' THEN '条件付承認' WHEN 'refused' THEN '不承認'"
    "  ELSE '継続' END AS 結果,"
    " r.conditions AS 条件, r.grounds AS 根拠"
    " FROM result r JOIN cases c ON c.id = r.case_id"
    " ORDER BY r.date, r.case_id;";

/* What is asked of more than one case: companies, people, decisions. All rows
 * but those of `document` and those results that were recorded by hand come
 * from the case, and are made anew with it. */
static const char step_2[] =
    "ALTER TABLE result ADD COLUMN origin TEXT NOT NULL DEFAULT 'register'"
    " CHECK (origin IN ('case', 'register'));"
    "CREATE TABLE decision ("
    " case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE,"
    " decision TEXT NOT NULL, outcome TEXT, revision TEXT, cite TEXT,"
    " ja TEXT, en TEXT,"
    " PRIMARY KEY (case_id, decision)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE partner ("
    " case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE,"
    " list TEXT NOT NULL, name TEXT NOT NULL,"
    " PRIMARY KEY (case_id, list, name)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE training ("
    " case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE,"
    " company TEXT NOT NULL, person TEXT NOT NULL, date TEXT NOT NULL,"
    " PRIMARY KEY (case_id, company, person, date)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE certification ("
    " case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE,"
    " company TEXT NOT NULL, kind TEXT NOT NULL,"
    " expiry TEXT NOT NULL, ja TEXT, en TEXT,"
    " PRIMARY KEY (case_id, company, kind)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE incident ("
    " case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE,"
    " company TEXT NOT NULL, date TEXT NOT NULL, detail TEXT,"
    " PRIMARY KEY (case_id, company, date)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE document ("
    " case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE,"
    " file TEXT NOT NULL, document TEXT, sha256 TEXT NOT NULL,"
    " size INTEGER NOT NULL,"
    " PRIMARY KEY (case_id, file)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX cases_contractor ON cases (contractor, contract_date);"
    "CREATE INDEX training_person ON training (company, person, date);"
    "CREATE INDEX certification_company ON certification (company, expiry);"
    "CREATE INDEX incident_company ON incident (company, date);"
    "CREATE VIEW view_decisions AS SELECT case_id AS 案件, ja AS 判断,"
    " outcome AS 結論, cite AS 根拠, revision AS 改正"
    " FROM decision ORDER BY case_id, decision;"
    "CREATE VIEW view_trainings AS SELECT person AS 個人情報等保護責任者,"
    " company AS 所属する事業者, max(date) AS 最後の受講日,"
    " group_concat(DISTINCT case_id) AS 案件"
    " FROM training GROUP BY company, person ORDER BY max(date);"
    "CREATE VIEW view_certifications AS SELECT company AS 事業者,"
    " ja AS 認証, max(expiry) AS 有効期限,"
    " group_concat(DISTINCT case_id) AS 案件"
    " FROM certification GROUP BY company, kind ORDER BY max(expiry);"
    "CREATE VIEW view_incidents AS SELECT i.company AS 事業者, i.date AS 日,"
    " i.detail AS 内容, (SELECT max(r.date) FROM result r"
    "  JOIN cases c ON c.id = r.case_id WHERE c.contractor = i.company"
    "  AND r.verdict IN ('approved', 'conditional') AND r.date > i.date)"
    " AS その後の承認, i.case_id AS 案件"
    " FROM incident i ORDER BY i.date;"
    "CREATE VIEW view_documents AS SELECT d.case_id AS 案件,"
    " c.title AS 業務の名称, d.document AS 文書, d.file AS ファイル,"
    " d.size AS バイト数, d.sha256 AS sha256"
    " FROM document d JOIN cases c ON c.id = d.case_id"
    " ORDER BY d.case_id, d.file;";

static const char *const steps[ITK_REGISTER_SCHEMA] = {step_1, step_2};

bool
itk_schema_bring(const struct itk_register *reg, int64_t version,
                 struct itk_error *err)
{
    char *mark;
    bool ok = true;

    for (int64_t i = version; ok && i < ITK_REGISTER_SCHEMA; i++)
        ok = itk_db_script(reg, steps[i], err);
    if (!ok)
        return false;
    mark = sqlite3_mprintf("PRAGMA application_id=%d; PRAGMA user_version=%d;",
                           ITK_REGISTER_APPLICATION, ITK_REGISTER_SCHEMA);
    if (!mark)
        itk_no_memory();
    ok = itk_db_script(reg, mark, err);
    sqlite3_free(mark);
    return ok;
}
