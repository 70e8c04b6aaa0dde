-- What pages count, counted once: see the table in schema.sql. A sentence may be about several things.

CREATE TEMP TABLE told AS
  SELECT 'concept/' || concept AS about, statement, finding, stance, year, authority
    FROM (SELECT DISTINCT concept, statement FROM named) JOIN statement USING (statement) WHERE counted = 1
  UNION ALL SELECT entity, statement, finding, stance, year, authority
    FROM named JOIN statement USING (statement) WHERE counted = 1
  UNION ALL SELECT 'theme/' || theme, statement, finding, stance, year, authority
    FROM theme JOIN statement USING (finding) WHERE counted = 1
  UNION ALL SELECT '', statement, finding, stance, year, authority FROM statement WHERE counted = 1;
INSERT INTO tally SELECT about, '', '', stance, count(*) FROM told GROUP BY about, stance;
INSERT INTO tally SELECT about, 'year', coalesce(year, ''), stance, count(*) FROM told GROUP BY about, coalesce(year, ''), stance;
INSERT INTO tally SELECT about, 'authority', authority, stance, count(*) FROM told GROUP BY about, authority, stance;
INSERT INTO tally SELECT about, 'theme', theme, stance, count(*) FROM told JOIN theme USING (finding) GROUP BY about, theme, stance;
INSERT INTO tally SELECT about, 'concept', concept, stance, count(*)
  FROM told JOIN (SELECT DISTINCT concept, statement FROM named) USING (statement)
  WHERE about = '' OR about LIKE 'theme/%' GROUP BY about, concept, stance;
INSERT INTO tally SELECT about, 'beside', other, '', count(*) FROM (
    SELECT DISTINCT 'concept/' || one.concept AS about, two.concept AS other, one.statement
      FROM named one JOIN named two USING (statement) WHERE one.concept != two.concept AND two.concept NOT LIKE 'other-%'
    UNION ALL SELECT one.entity, two.entity, one.statement
      FROM named one JOIN named two USING (statement) WHERE one.entity != two.entity AND two.concept NOT LIKE 'other-%'
  ) JOIN statement USING (statement) WHERE counted = 1 GROUP BY about, other;
DROP TABLE told;
