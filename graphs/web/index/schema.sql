-- What the pages read: one document a report, a row a fact. Derived from a version of the graph, never edited.
-- Each table is filled by the query of the same name; its columns are the query's, in their order.

CREATE TABLE document (document TEXT PRIMARY KEY, source TEXT, format TEXT, pages INTEGER, sha256 TEXT, text_sha256 TEXT, extractor TEXT);
CREATE TABLE report (report TEXT PRIMARY KEY, document TEXT, authority TEXT, authority_name TEXT, inspection TEXT, family TEXT, layout TEXT, framework TEXT, started TEXT, ended TEXT, published TEXT, dated TEXT, lead TEXT, licence TEXT);
CREATE TABLE judgement (judgement TEXT PRIMARY KEY, report TEXT, area TEXT, scale TEXT, grade TEXT, printed TEXT, page INTEGER, ord INTEGER);
CREATE TABLE missing (report TEXT, area TEXT, status TEXT);
CREATE TABLE finding (id INTEGER PRIMARY KEY, finding TEXT UNIQUE, report TEXT, part TEXT, section TEXT, kind TEXT, number TEXT, heading TEXT, ord INTEGER, page INTEGER, line INTEGER, stance TEXT, text TEXT, authority TEXT, authority_name TEXT, dated TEXT, year TEXT, counted INTEGER, newest INTEGER, stances INTEGER);
CREATE TABLE statement (statement TEXT PRIMARY KEY, finding TEXT, ord INTEGER, page INTEGER, line INTEGER, stance TEXT, decided_by TEXT, confidence REAL, text TEXT, authority TEXT, dated TEXT, year TEXT, counted INTEGER, newest INTEGER);
CREATE TABLE mention (mention TEXT PRIMARY KEY, statement TEXT, entity TEXT, started INTEGER, ended INTEGER, surface TEXT, rule TEXT);
CREATE TABLE entity (entity TEXT PRIMARY KEY, concept TEXT, type TEXT, name TEXT, authority TEXT, national INTEGER, said INTEGER);
CREATE TABLE theme (finding TEXT, theme TEXT, cue TEXT, PRIMARY KEY (finding, theme)) WITHOUT ROWID;
CREATE TABLE recommendation (finding TEXT PRIMARY KEY, priority INTEGER, addressee TEXT, inferred INTEGER);
CREATE TABLE measure (measure TEXT PRIMARY KEY, statement TEXT, value REAL, unit TEXT, what TEXT, date TEXT, population TEXT);
CREATE TABLE comparator (measure TEXT, ord INTEGER, value REAL, kind TEXT, direction TEXT, date TEXT);
CREATE TABLE involvement (involvement TEXT PRIMARY KEY, statement TEXT, ord INTEGER, subject TEXT, relation TEXT, object TEXT, stance TEXT, rule TEXT, stated INTEGER);
CREATE TABLE previous (previous TEXT PRIMARY KEY, report TEXT, ord INTEGER, what TEXT, date TEXT, grade TEXT, printed TEXT);
CREATE TABLE named (statement TEXT, entity TEXT, concept TEXT, PRIMARY KEY (entity, statement)) WITHOUT ROWID;
-- Counted once, not for each page: how many counted sentences of a stance are about something ('' for all, theme/ID,
-- concept/ID or an entity's IRI), by '' or year, theme, concept or authority; beside: named in the same ones (no stance).
CREATE TABLE tally (about TEXT, by TEXT, key TEXT, stance TEXT, n INTEGER, PRIMARY KEY (about, by, key, stance)) WITHOUT ROWID;
-- What became of recommendations: how many inspections came after and what the last one that speaks of the matter says;
-- then each later sentence on it, the last inspection last, with what its inspection says as a whole.
CREATE TABLE followed (finding TEXT PRIMARY KEY, since INTEGER, outcome TEXT) WITHOUT ROWID;
CREATE TABLE later (finding TEXT, place INTEGER, dated TEXT, outcome TEXT, statement TEXT, PRIMARY KEY (finding, place)) WITHOUT ROWID;
