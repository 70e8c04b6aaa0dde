-- What a statement's place is in the whole, so that lists need no joins; then what is looked up.

UPDATE finding SET
  authority = (SELECT authority FROM report WHERE report.report = finding.report),
  authority_name = (SELECT authority_name FROM report WHERE report.report = finding.report),
  dated = (SELECT dated FROM report WHERE report.report = finding.report),
  counted = kind NOT IN ('summary', 'child-summary', 'statistic', 'previous-inspection', 'post');
UPDATE finding SET year = substr(dated, 1, 4);
UPDATE statement SET (authority, dated, year, counted) =
  (SELECT authority, dated, year, counted FROM finding WHERE finding.finding = statement.finding);
INSERT OR IGNORE INTO named
  SELECT mention.statement, mention.entity, entity.concept FROM mention JOIN entity USING (entity);
UPDATE entity SET said = (SELECT count(*) FROM named WHERE named.entity = entity.entity);

CREATE INDEX finding_report ON finding (report, ord);
CREATE INDEX finding_authority ON finding (authority, counted, dated, ord);
CREATE INDEX statement_finding ON statement (finding, ord);
CREATE INDEX statement_authority ON statement (authority, counted);
CREATE INDEX mention_statement ON mention (statement);
CREATE INDEX named_concept ON named (concept, statement);
CREATE INDEX named_statement ON named (statement, entity);
CREATE INDEX theme_theme ON theme (theme, finding);
CREATE INDEX measure_statement ON measure (statement);
CREATE INDEX comparator_measure ON comparator (measure, ord);
CREATE INDEX involvement_statement ON involvement (statement, ord);
CREATE INDEX report_authority ON report (authority, dated);
CREATE INDEX judgement_report ON judgement (report, ord);
CREATE INDEX entity_concept ON entity (concept);

CREATE VIRTUAL TABLE words USING fts5(text, content='finding', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');
INSERT INTO words (rowid, text) SELECT id, text FROM finding;
ANALYZE;
