-- One row per certification that the catalogue has, or had: see gone_since.
CREATE TABLE certification (
  code               INTEGER PRIMARY KEY, -- Certif Info code
  intitule           TEXT,
  intitule_recherche TEXT NOT NULL,       -- the title in lower case, without accents
  sigle              TEXT,
  niveau             INTEGER,             -- European level, 1 to 8
  type_code          INTEGER,
  type_libelle       TEXT,
  etat               INTEGER,             -- 0 published, 3 archived, 11 habilitation, ...
  etat_libelle       TEXT,
  date_maj           DATE,                -- day the producer last wrote the record
  acc_fi             BOOLEAN,             -- initial training: 1 yes, 0 no, NULL not stated
  acc_ca             BOOLEAN,             -- apprenticeship
  acc_fc             BOOLEAN,             -- continuing training
  acc_cp             BOOLEAN,             -- contrat de professionnalisation
  acc_vae            BOOLEAN,             -- VAE
  acc_ind            BOOLEAN,             -- individual request
  scolarite_code     TEXT,                -- code formation diplome (8 characters, never a number)
  premiere_session   INTEGER,             -- year
  derniere_session   INTEGER,             -- year
  code_sise          TEXT,
  ideo2_code         TEXT,                -- Onisep identifiers, joined by commas
  validite           TEXT NOT NULL,       -- active, ended or unknown, on validite_jour
  validite_jour      DATE NOT NULL,
  origin             TEXT NOT NULL,       -- list, export or full: what this row was read from
  detail_due         BOOLEAN NOT NULL,    -- 1: the full record is missing, or older than the list
  detail_error       TEXT,                -- why the full record could not be fetched
  first_seen         TIMESTAMP NOT NULL,
  gone_since         TIMESTAMP,           -- set when a whole list or export no longer has it
  first_run          INTEGER NOT NULL,    -- run that brought it
  list_run           INTEGER,             -- last refresh whose list had it
  export_run         INTEGER              -- last import whose file had it
);

-- In the tables that follow, id is certification * 1048576 + a rank from 0: the rows of a
-- certification are side by side, in the order of its record.

-- Sheets of the RNCP and the RS, present and past, of each certification.
CREATE TABLE fiche (
  id                  INTEGER PRIMARY KEY,
  certification       INTEGER NOT NULL REFERENCES certification,
  fiche               TEXT NOT NULL,      -- RNCP35419 or RS5000
  registre            TEXT NOT NULL,      -- RNCP or RS
  numero              INTEGER NOT NULL,
  libelle             TEXT,
  actif               BOOLEAN,            -- in force on the day of the record; NULL not stated
  date_fin            DATE,               -- last day of the registration
  type_enregistrement TEXT
);
CREATE INDEX fiche_fiche ON fiche (fiche);

-- Jobs, specialities and fields of training of each certification.
CREATE TABLE rome (
  id            INTEGER PRIMARY KEY,
  certification INTEGER NOT NULL REFERENCES certification,
  code          TEXT NOT NULL,
  libelle       TEXT
);
CREATE TABLE nsf (
  id            INTEGER PRIMARY KEY,
  certification INTEGER NOT NULL REFERENCES certification,
  code          TEXT NOT NULL,
  libelle       TEXT
);
CREATE TABLE formacode (
  id            INTEGER PRIMARY KEY,
  certification INTEGER NOT NULL REFERENCES certification,
  code          TEXT NOT NULL,
  libelle       TEXT
);

-- Bodies that certify and bodies that validate.
CREATE TABLE organisme (
  id                     INTEGER PRIMARY KEY,
  certification          INTEGER NOT NULL REFERENCES certification,
  role                   TEXT NOT NULL,   -- certificateur or valideur
  nom                    TEXT,
  code                   TEXT,
  premiere_habilitation  DATE,
  debut_validite         DATE,
  fin_validite           DATE
);

-- Links as the records give them. The view remplacement reads both directions together.
CREATE TABLE lien (
  id            INTEGER PRIMARY KEY,
  certification INTEGER NOT NULL REFERENCES certification,
  sens          TEXT NOT NULL,            -- ancienne: what it replaces; nouvelle: what replaces it
  autre         INTEGER,                  -- Certif Info code of the other; NULL: only sheets
  intitule      TEXT,
  etat          INTEGER,
  json          TEXT NOT NULL
);
CREATE INDEX lien_autre ON lien (autre);

-- Sheets that a link names.
CREATE TABLE lien_fiche (
  id            INTEGER PRIMARY KEY,
  certification INTEGER NOT NULL REFERENCES certification,
  lien          INTEGER NOT NULL REFERENCES lien,
  fiche         TEXT NOT NULL
);
CREATE INDEX lien_fiche_fiche ON lien_fiche (fiche);

-- The JSON of each certification as it came, one row per origin.
CREATE TABLE document (
  id            INTEGER PRIMARY KEY,
  certification INTEGER NOT NULL REFERENCES certification,
  origin        TEXT NOT NULL,            -- list, export or full
  date_maj      DATE,
  seen_at       TIMESTAMP NOT NULL,
  run           INTEGER NOT NULL REFERENCES run,
  json          TEXT NOT NULL
);

-- What changed, since the mirror was first whole.
CREATE TABLE change (
  id            INTEGER PRIMARY KEY,
  certification INTEGER NOT NULL,
  kind          TEXT NOT NULL,            -- appeared, changed, ended, replaced or disappeared
  field         TEXT,                     -- of a changed record: the property
  old_value     TEXT,                     -- JSON
  new_value     TEXT,                     -- JSON; of a replaced one: the code of what replaces it
  day           DATE NOT NULL,            -- day it was seen, in Paris
  seen_at       TIMESTAMP NOT NULL,
  run           INTEGER NOT NULL REFERENCES run
);
CREATE INDEX change_day ON change (day);

-- Refreshes and imports.
CREATE TABLE run (
  id           INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL,             -- refresh or import
  source       TEXT NOT NULL,             -- base URL, or name of the file
  as_of        DATE,                      -- day that the data are of
  started_at   TIMESTAMP NOT NULL,
  last_at      TIMESTAMP NOT NULL,        -- last time that it wrote
  whole_at     TIMESTAMP,                 -- when the whole list, or the whole file, was read
  ended_at     TIMESTAMP,                 -- NULL: it can be resumed
  total        INTEGER,                   -- certifications in the list or file
  seen         INTEGER NOT NULL DEFAULT 0,
  details      INTEGER NOT NULL DEFAULT 0,
  unreadable   INTEGER NOT NULL DEFAULT 0, -- list items that could not be read
  unidentified INTEGER NOT NULL DEFAULT 0, -- those of them whose code could not be read either
  hides_archived BOOLEAN,                 -- whether a search hides archived ones; NULL: not asked
  message      TEXT,                      -- why it stopped
  owner        TEXT,
  checkpoint   TEXT
);

-- Certifications in force on the day of the last refresh or import.
CREATE VIEW certification_active AS
  SELECT * FROM certification WHERE validite = 'active' AND gone_since IS NULL;

-- Which certification replaces which, whichever of the two says so.
CREATE VIEW remplacement AS
  WITH paire (ancien, nouveau) AS (
    SELECT autre, certification FROM lien WHERE sens = 'ancienne' AND autre IS NOT NULL
    UNION
    SELECT certification, autre FROM lien WHERE sens = 'nouvelle' AND autre IS NOT NULL
  )
  SELECT p.ancien,
         coalesce(a.intitule, (SELECT l.intitule FROM lien l WHERE l.autre = p.ancien LIMIT 1))
           AS ancien_intitule,
         p.nouveau,
         coalesce(n.intitule, (SELECT l.intitule FROM lien l WHERE l.autre = p.nouveau LIMIT 1))
           AS nouveau_intitule,
         n.validite AS nouveau_validite
  FROM paire p
  LEFT JOIN certification a ON a.code = p.ancien
  LEFT JOIN certification n ON n.code = p.nouveau;

-- Every code that the mirror knows: with a record, or only from a link of another record.
CREATE VIEW code_connu AS
  SELECT code, intitule, etat, origin FROM certification WHERE gone_since IS NULL
  UNION ALL
  SELECT l.autre, max(l.intitule), max(l.etat), 'link'
  FROM lien l
  WHERE l.autre IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM certification c
                    WHERE c.code = l.autre AND c.gone_since IS NULL)
  GROUP BY l.autre;

-- What changed, with titles.
CREATE VIEW changement AS
  SELECT ch.day, ch.kind, ch.certification, c.intitule, ch.field, ch.old_value, ch.new_value
  FROM change ch LEFT JOIN certification c ON c.code = ch.certification
  ORDER BY ch.id;
