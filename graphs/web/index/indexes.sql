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

ANALYZE;

-- Bits of the stances that a finding's sentences have (see listing.py), and places in the order "newest first".
UPDATE finding SET stances = coalesce((
  SELECT sum(DISTINCT CASE stance WHEN 'strength' THEN 1 WHEN 'weakness' THEN 2 WHEN 'mixed' THEN 4
                                  WHEN 'context' THEN 8 WHEN 'required-action' THEN 16 ELSE 0 END)
  FROM statement WHERE statement.finding = finding.finding), 0);
UPDATE finding SET newest = ranked.place FROM
  (SELECT id, row_number() OVER (ORDER BY dated DESC, report, ord, finding) AS place FROM finding) AS ranked
  WHERE ranked.id = finding.id;
UPDATE statement SET newest = ranked.place FROM
  (SELECT s.statement, row_number() OVER (ORDER BY f.newest, s.ord, s.statement) AS place
   FROM statement s JOIN finding f USING (finding)) AS ranked
  WHERE ranked.statement = statement.statement;
CREATE INDEX finding_newest ON finding (newest);
CREATE INDEX statement_newest ON statement (newest);

CREATE VIRTUAL TABLE words USING fts5(text, content='finding', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');
INSERT INTO words (rowid, text) SELECT id, text FROM finding;
ANALYZE;
