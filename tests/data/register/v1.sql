-- A register as the first schema had it, with one case and one result.
PRAGMA journal_mode=WAL;
PRAGMA application_id=1769237365;
PRAGMA user_version=1;
CREATE TABLE cases ( id TEXT PRIMARY KEY NOT NULL, guideline TEXT NOT NULL, digest TEXT NOT NULL, title TEXT, bureau TEXT, section TEXT, contractor TEXT, contract_date TEXT, signed TEXT, data_start TEXT, work_end TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE case_list ( case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE, list TEXT NOT NULL, members INTEGER NOT NULL CHECK (members >= 0), PRIMARY KEY (case_id, list)) STRICT, WITHOUT ROWID;
CREATE TABLE case_value ( case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE, field TEXT NOT NULL, member INTEGER NOT NULL CHECK (member >= 0), value TEXT NOT NULL, PRIMARY KEY (case_id, field, member)) STRICT, WITHOUT ROWID;
CREATE TABLE field ( guideline TEXT NOT NULL, id TEXT NOT NULL, ja TEXT, en TEXT, personal INTEGER NOT NULL CHECK (personal IN (0, 1)), PRIMARY KEY (guideline, id)) STRICT, WITHOUT ROWID;
CREATE TABLE result ( case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE, date TEXT NOT NULL, meeting TEXT, verdict TEXT NOT NULL CHECK (verdict IN  ('approved', 'conditional', 'refused', 'continued')), conditions TEXT, grounds TEXT, PRIMARY KEY (case_id, date)) STRICT, WITHOUT ROWID;
CREATE VIEW view_cases AS SELECT id AS 案件, title AS 業務の名称, coalesce(bureau, '') || coalesce(section, '') AS 業務担当課, contractor AS 受託者, contract_date AS 契約日, signed AS 締結済み, data_start AS 作業の着手, work_end AS 履行期間の終期 FROM cases ORDER BY id;
CREATE VIEW view_values AS SELECT v.case_id AS 案件, f.ja AS 項目, v.member AS 番号, v.value AS 値, v.field AS 項目のid FROM case_value v JOIN cases c ON c.id = v.case_id LEFT JOIN field f ON f.guideline = c.guideline AND f.id = v.field ORDER BY v.case_id, v.field, v.member;
CREATE VIEW view_results AS SELECT r.case_id AS 案件, c.title AS 業務の名称, r.date AS 審査会の日, r.meeting AS 回, CASE r.verdict WHEN 'approved' THEN '承認'  WHEN 'conditional' THEN '条件付承認' WHEN 'refused' THEN '不承認'  ELSE '継続' END AS 結果, r.conditions AS 条件, r.grounds AS 根拠 FROM result r JOIN cases c ON c.id = r.case_id ORDER BY r.date, r.case_id;
INSERT INTO cases VALUES ('r1-old', 'sendai', 'not the digest', '古い業務', NULL, NULL, '株式会社甲', '2025-04-01', 'yes', NULL, NULL);
INSERT INTO case_list VALUES ('r1-old', 'recontractor', 0);
INSERT INTO case_value VALUES ('r1-old', 'work.name', 0, '古い業務'), ('r1-old', 'contractor.name', 0, '株式会社甲'), ('r1-old', 'contract.date', 0, '2025-04-01');
INSERT INTO result VALUES ('r1-old', '2025-01-22', '令和6年度第4回', 'approved', NULL, 'c5-3');
