//! Writes records into the tables, and notes what changed.
//!
//! Documents are compared like with like: a list item with the list item before it, a full record
//! with the full record before it. So a record that is fetched in full for the first time is not a
//! change.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;

use certifinfo_sdk::types;
use jiff::civil::Date;
use jiff::{Timestamp, Unit};
use rusqlite::{Connection, OptionalExtension, Statement, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::changes::ChangeKind;
use super::error::MirrorResult;
use super::fold::fold;
use super::record::{Document, Documents, Origin, code, generated, ids};
use crate::codes::{CertifInfoCode, Code, FicheCode};
use crate::lineage::{Subject, etat, fiches, targets};
use crate::paris;
use crate::recherche::Acces;
use crate::views::{CertificationDetail, CertificationView, CodeLibelle, Validite};

/// What became of a document that was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    /// The mirror had no such record, or had marked it as gone.
    New,
    /// The record says something else than before.
    Changed,
    /// The record says what it said before.
    Same,
    /// The record lost its title: what the mirror holds was kept.
    Emptied,
}

/// Writes within one transaction, for one run.
pub(super) struct Writer<'a> {
    pub(super) connection: &'a Connection,
    run: i64,
    now: String,
    today: Date,
    /// The same day as the database writes it.
    day: String,
    /// The first run of this kind that was whole, if it is not this one: what came before it was
    /// the first filling, and no change.
    baseline: Option<i64>,
    statements: RefCell<Vec<(&'static str, Statement<'a>)>>,
}

/// What the mirror holds of a certification before it is written.
struct Held {
    origin: Option<Origin>,
    has_title: bool,
    was_active: bool,
    is_gone: bool,
    first_run: i64,
}

impl<'a> Writer<'a> {
    pub(super) fn new(transaction: &'a Transaction<'_>, run: i64) -> MirrorResult<Self> {
        let sql = "SELECT min(r.id) FROM run r, run own WHERE own.id = ?1 AND r.kind = own.kind \
                   AND r.whole_at IS NOT NULL AND r.id < own.id";
        let baseline = transaction
            .prepare_cached(sql)?
            .query_row([run], |row| row.get(0))?;
        let now = Timestamp::now();
        Ok(Self {
            connection: transaction,
            run,
            now: utc(now),
            today: paris::day_of(now),
            day: paris::day_of(now).to_string(),
            baseline,
            statements: RefCell::default(),
        })
    }

    /// Stores a list item.
    pub(super) fn list_item(
        &self,
        at: CertifInfoCode,
        json: &str,
        item: &types::CertificationRecherche,
    ) -> MirrorResult<Stored> {
        let day = item.date_maj().ok().flatten();
        self.store(at, Origin::List, json, day, item.intitule().is_some(), None)
    }

    /// Stores a record that was made from lines of the export.
    pub(super) fn export(
        &self,
        at: CertifInfoCode,
        json: &str,
        record: &types::Certification,
    ) -> MirrorResult<Stored> {
        self.record(at, Origin::Export, json, record)
    }

    /// Stores a full record.
    pub(super) fn full(
        &self,
        at: CertifInfoCode,
        json: &str,
        record: &types::Certification,
    ) -> MirrorResult<Stored> {
        self.record(at, Origin::Full, json, record)
    }

    fn record(
        &self,
        at: CertifInfoCode,
        origin: Origin,
        json: &str,
        record: &types::Certification,
    ) -> MirrorResult<Stored> {
        let day = record.date_maj().ok().flatten();
        let has_title = record.intitule().is_some();
        self.store(at, origin, json, day, has_title, Some((origin, record)))
    }

    fn store(
        &self,
        at: CertifInfoCode,
        origin: Origin,
        json: &str,
        date_maj: Option<Date>,
        has_title: bool,
        parsed: Option<(Origin, &types::Certification)>,
    ) -> MirrorResult<Stored> {
        let held = self.held(at)?;
        if held.as_ref().is_some_and(|held| held.has_title) && !has_title {
            self.seen(at, origin)?;
            return Ok(Stored::Emptied);
        }
        let document = Document {
            json: json.to_owned(),
            date_maj: date_maj.map(|day| day.to_string()),
        };
        let Some(held) = held else {
            return self.store_new(at, origin, document, parsed);
        };
        let mut documents = Documents::load(self.connection, at)?.unwrap_or_default();
        let before = documents.of(origin).replace(document);
        let (rewritten, changed) = match &before {
            None => (true, true),
            Some(before) if before.json == json => (false, false),
            Some(before) => (true, self.compare(at, origin, before, json, &documents)?),
        };
        match origin {
            Origin::List => documents.detail_due |= changed || held.is_gone,
            Origin::Full => documents.detail_due = false,
            Origin::Export | Origin::Link => {}
        }
        if rewritten {
            self.put_document(at, origin, &documents)?;
        }
        if rewritten || held.is_gone || origin == Origin::Full {
            self.put_record(at, &documents, Some(&held), parsed)?;
        }
        self.seen(at, origin)?;
        if held.is_gone && origin != Origin::Full {
            let gone = "UPDATE certification SET gone_since = NULL WHERE code = ?1";
            self.run(gone, [at.numero()])?;
            self.note(at, ChangeKind::Appeared, None, None, None)?;
            return Ok(Stored::New);
        }
        Ok(if changed {
            Stored::Changed
        } else {
            Stored::Same
        })
    }

    /// Stores a record made from lines of the export that the mirror is known not to have.
    pub(super) fn new_export(
        &self,
        at: CertifInfoCode,
        json: String,
        record: &types::Certification,
    ) -> MirrorResult<Stored> {
        let date_maj = iso(record.date_maj());
        let document = Document { json, date_maj };
        self.store_new(at, Origin::Export, document, Some((Origin::Export, record)))
    }

    fn store_new(
        &self,
        at: CertifInfoCode,
        origin: Origin,
        document: Document,
        parsed: Option<(Origin, &types::Certification)>,
    ) -> MirrorResult<Stored> {
        let mut documents = Documents {
            detail_due: origin == Origin::List,
            ..Documents::default()
        };
        *documents.of(origin) = Some(document);
        self.put_document(at, origin, &documents)?;
        self.put_record(at, &documents, None, parsed)?;
        if self.baseline.is_some() {
            self.note(at, ChangeKind::Appeared, None, None, None)?;
        }
        Ok(Stored::New)
    }

    /// Notes that the full record could not be fetched.
    pub(super) fn detail_failed(&self, at: CertifInfoCode, why: &str) -> MirrorResult<()> {
        let sql = "UPDATE certification SET detail_error = ?2 WHERE code = ?1";
        self.run(sql, params![at.numero(), why])
    }

    /// Marks a certification as seen by this run.
    pub(super) fn seen(&self, at: CertifInfoCode, origin: Origin) -> MirrorResult<()> {
        let sql = match origin {
            Origin::List => "UPDATE certification SET list_run = ?2 WHERE code = ?1",
            Origin::Export => "UPDATE certification SET export_run = ?2 WHERE code = ?1",
            Origin::Full | Origin::Link => return Ok(()),
        };
        self.run(sql, params![at.numero(), self.run])
    }

    /// Marks as gone what the list, or the export, no longer has.
    pub(super) fn gone(&self, codes: &[CertifInfoCode]) -> MirrorResult<()> {
        let sql = "UPDATE certification SET gone_since = ?2, detail_due = 0 WHERE code = ?1";
        for at in codes {
            self.run(sql, params![at.numero(), self.now])?;
            self.note(*at, ChangeKind::Disappeared, None, None, None)?;
        }
        Ok(())
    }

    /// Judges again what was in force when it was last looked at: time alone ends certifications.
    pub(super) fn judge_all(&self) -> MirrorResult<()> {
        let sql = "SELECT code FROM certification \
                   WHERE validite = 'active' AND validite_jour < ?1 AND gone_since IS NULL";
        let mut statement = self.connection.prepare(sql)?;
        let codes: Vec<i64> = statement
            .query_map([&self.day], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for number in codes {
            let at = code(number)?;
            let documents = Documents::load(self.connection, at)?.unwrap_or_default();
            let (_, json) = documents.record()?;
            let validite = generated(&json)?.validite(self.today);
            let sql = "UPDATE certification SET validite = ?2, validite_jour = ?3 WHERE code = ?1";
            let word = validite_name(validite);
            self.run(sql, params![number, word, self.day])?;
            if validite.is_ended() {
                self.note(at, ChangeKind::Ended, None, None, None)?;
            }
        }
        Ok(())
    }

    fn held(&self, at: CertifInfoCode) -> MirrorResult<Option<Held>> {
        let sql = "SELECT origin, intitule IS NOT NULL, validite = 'active', \
                   gone_since IS NOT NULL, first_run FROM certification WHERE code = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let row = statement.query_row([at.numero()], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        });
        let Some((origin, has_title, was_active, is_gone, first_run)) = row.optional()? else {
            return Ok(None);
        };
        Ok(Some(Held {
            origin: Some(Origin::parse(&origin)?),
            has_title,
            was_active,
            is_gone,
            first_run,
        }))
    }

    fn put_document(
        &self,
        at: CertifInfoCode,
        origin: Origin,
        documents: &Documents,
    ) -> MirrorResult<()> {
        let document = match origin {
            Origin::Export => &documents.export,
            Origin::Full => &documents.full,
            Origin::List | Origin::Link => &documents.list,
        };
        let Some(document) = document else {
            return Ok(());
        };
        let sql = "INSERT OR REPLACE INTO document VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let values = params![
            origin.id(at),
            at.numero(),
            origin.name(),
            document.date_maj,
            self.now,
            self.run,
            document.json
        ];
        self.run(sql, values)
    }

    /// Writes the typed columns and the tables of a certification anew.
    fn put_record(
        &self,
        at: CertifInfoCode,
        documents: &Documents,
        held: Option<&Held>,
        parsed_before: Option<(Origin, &types::Certification)>,
    ) -> MirrorResult<()> {
        let (origin, json) = documents.record()?;
        let parsed;
        let record = match (parsed_before, &json) {
            (Some((of, record)), Cow::Borrowed(_)) if of == origin => record,
            _ => {
                parsed = generated(&json)?;
                &parsed
            }
        };
        let validite = record.validite(self.today);
        self.put_row(at, origin, record, validite, documents)?;
        let before = match held {
            Some(held) => {
                let links = self.replacements(at)?;
                self.clear(at)?;
                Some((held, links))
            }
            None => None,
        };
        self.put_fiches(at, record)?;
        let sql = "INSERT INTO rome VALUES (?1, ?2, ?3, ?4)";
        self.put_codes(sql, at, &record.rome())?;
        let sql = "INSERT INTO nsf VALUES (?1, ?2, ?3, ?4)";
        self.put_codes(sql, at, &record.nsf())?;
        let sql = "INSERT INTO formacode VALUES (?1, ?2, ?3, ?4)";
        self.put_codes(sql, at, &record.formacodes())?;
        self.put_organismes(at, record)?;
        self.put_liens(at, record)?;
        if let Some((held, links)) = before {
            self.note_replaced(at, held, origin, &links)?;
            let same_origin = held.origin == Some(origin);
            if same_origin && held.was_active && validite.is_ended() && self.baseline.is_some() {
                self.note(at, ChangeKind::Ended, None, None, None)?;
            }
        }
        Ok(())
    }

    fn put_row(
        &self,
        at: CertifInfoCode,
        origin: Origin,
        record: &types::Certification,
        validite: Validite,
        documents: &Documents,
    ) -> MirrorResult<()> {
        let acces = |acces| record.acces(acces).to_bool();
        let day = record.date_maj().ok().flatten().map(|day| day.to_string());
        let year = |year: Option<crate::codes::AnneeSession>| year.map(|year| year.annee());
        let sql = "INSERT INTO certification (code, intitule, intitule_recherche, sigle, niveau, \
            type_code, type_libelle, etat, etat_libelle, date_maj, acc_fi, acc_ca, acc_fc, acc_cp, \
            acc_vae, acc_ind, scolarite_code, premiere_session, derniere_session, code_sise, \
            ideo2_code, validite, validite_jour, origin, detail_due, first_seen, first_run, \
            list_run, export_run) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, \
            ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29) ON CONFLICT DO UPDATE SET \
            intitule = excluded.intitule, intitule_recherche = excluded.intitule_recherche, \
            sigle = excluded.sigle, niveau = excluded.niveau, type_code = excluded.type_code, \
            type_libelle = excluded.type_libelle, etat = excluded.etat, \
            etat_libelle = excluded.etat_libelle, date_maj = excluded.date_maj, \
            acc_fi = excluded.acc_fi, acc_ca = excluded.acc_ca, acc_fc = excluded.acc_fc, \
            acc_cp = excluded.acc_cp, acc_vae = excluded.acc_vae, acc_ind = excluded.acc_ind, \
            scolarite_code = excluded.scolarite_code, \
            premiere_session = excluded.premiere_session, \
            derniere_session = excluded.derniere_session, code_sise = excluded.code_sise, \
            ideo2_code = excluded.ideo2_code, validite = excluded.validite, \
            validite_jour = excluded.validite_jour, origin = excluded.origin, \
            detail_due = excluded.detail_due, detail_error = NULL";
        let values = params![
            at.numero(),
            record.intitule(),
            fold(record.intitule().unwrap_or_default()),
            said(record.sigle_intitule.as_deref()),
            record.niveau().ok().flatten().map(|niveau| niveau.numero()),
            record
                .type_diplome_code
                .as_ref()
                .and_then(|code| code.get()),
            said(record.type_diplome_libelle.as_deref()),
            record.etat.as_ref().and_then(|etat| etat.get()),
            said(record.etat_libelle.as_deref()),
            day,
            acces(Acces::FormationInitiale),
            acces(Acces::Apprentissage),
            acces(Acces::FormationContinue),
            acces(Acces::ContratProfessionnalisation),
            acces(Acces::Vae),
            acces(Acces::DemandeIndividuelle),
            said(record.scolarite_code.as_deref()),
            year(record.premiere_session().ok().flatten()),
            year(record.derniere_session().ok().flatten()),
            said(record.code_sise.as_deref()),
            said(record.ideo2_code.as_deref()),
            validite_name(validite),
            self.day,
            origin.name(),
            documents.detail_due,
            self.now,
            self.run,
            documents.list.as_ref().map(|_| self.run),
            documents.export.as_ref().map(|_| self.run),
        ];
        self.run(sql, values)
    }

    fn clear(&self, at: CertifInfoCode) -> MirrorResult<()> {
        for sql in [
            "DELETE FROM fiche WHERE id BETWEEN ?1 AND ?2",
            "DELETE FROM rome WHERE id BETWEEN ?1 AND ?2",
            "DELETE FROM nsf WHERE id BETWEEN ?1 AND ?2",
            "DELETE FROM formacode WHERE id BETWEEN ?1 AND ?2",
            "DELETE FROM organisme WHERE id BETWEEN ?1 AND ?2",
            "DELETE FROM lien WHERE id BETWEEN ?1 AND ?2",
            "DELETE FROM lien_fiche WHERE id BETWEEN ?1 AND ?2",
        ] {
            self.run(sql, ids(at))?;
        }
        Ok(())
    }

    fn put_fiches(&self, at: CertifInfoCode, record: &types::Certification) -> MirrorResult<()> {
        let sql = "INSERT INTO fiche VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        // A sheet that the record names twice is one entry already.
        for (id, entry) in rows_of(at).zip(record.enregistrements()) {
            let Ok(fiche) = entry.fiche else {
                continue;
            };
            let (registre, numero) = match fiche {
                FicheCode::Rncp(code) => ("RNCP", code.numero()),
                FicheCode::Rs(code) => ("RS", code.numero()),
            };
            let text = fiche.text();
            let values = params![
                id,
                at.numero(),
                text.as_str(),
                registre,
                numero,
                entry.libelle,
                entry.actif,
                iso(entry.fin),
                entry.type_enregistrement
            ];
            self.run(sql, values)?;
        }
        Ok(())
    }

    fn put_codes<T: Code>(
        &self,
        sql: &'static str,
        at: CertifInfoCode,
        codes: &[CodeLibelle<'_, T>],
    ) -> MirrorResult<()> {
        for (nth, (id, entry)) in rows_of(at).zip(codes).enumerate() {
            let is_repeat = codes[..nth].iter().any(|one| one.code == entry.code);
            if let Ok(code) = entry.code
                && !is_repeat
            {
                let text = code.text();
                let values = params![id, at.numero(), text.as_str(), entry.libelle];
                self.run(sql, values)?;
            }
        }
        Ok(())
    }

    fn put_organismes(
        &self,
        at: CertifInfoCode,
        record: &types::Certification,
    ) -> MirrorResult<()> {
        let sql = "INSERT INTO organisme VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let mut ids = rows_of(at);
        for (body, id) in record.certificateurs().into_iter().zip(&mut ids) {
            let none = None::<&str>;
            let values = params![
                id,
                at.numero(),
                "certificateur",
                body.nom,
                body.code,
                none,
                none,
                none
            ];
            self.run(sql, values)?;
        }
        for (body, id) in record.valideurs().into_iter().zip(ids) {
            let values = params![
                id,
                at.numero(),
                "valideur",
                body.nom,
                body.code,
                iso(body.premiere_habilitation),
                iso(body.debut_validite),
                iso(body.fin_validite)
            ];
            self.run(sql, values)?;
        }
        Ok(())
    }

    fn put_liens(&self, at: CertifInfoCode, record: &types::Certification) -> MirrorResult<()> {
        let sql = "INSERT INTO lien VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let fiche_sql = "INSERT INTO lien_fiche VALUES (?1, ?2, ?3, ?4)";
        let older = record.ancienne_certification.iter().flatten();
        let newer = record.nouvelle_certification.iter().flatten();
        let all = older
            .map(|lien| ("ancienne", lien))
            .chain(newer.map(|lien| ("nouvelle", lien)));
        let mut fiche_ids = rows_of(at);
        for (id, (sens, lien)) in rows_of(at).zip(all) {
            let mut sheets: BTreeSet<FicheCode> = fiches(lien).into_iter().flatten().collect();
            let mut autre = None;
            for target in targets(lien).unwrap_or_default() {
                match target {
                    Subject::Certification(code) => autre = Some(code),
                    Subject::Fiche(fiche) => {
                        sheets.insert(fiche);
                    }
                }
            }
            if autre == Some(at) {
                continue;
            }
            let etat: Option<i64> = etat(lien).and_then(|etat| etat.text().as_str().parse().ok());
            let values = params![
                id,
                at.numero(),
                sens,
                autre.map(CertifInfoCode::numero),
                said(lien.certifinfo_intitule.as_deref()),
                etat,
                json(lien)
            ];
            self.run(sql, values)?;
            for (fiche, fiche_id) in sheets.into_iter().zip(&mut fiche_ids) {
                let text = fiche.text();
                let values = params![fiche_id, at.numero(), id, text.as_str()];
                self.run(fiche_sql, values)?;
            }
        }
        Ok(())
    }

    /// The replacements that a record takes part in by its own links: (replaced, replacing).
    fn replacements(&self, at: CertifInfoCode) -> MirrorResult<BTreeSet<(i64, i64)>> {
        let sql = "SELECT sens, autre FROM lien WHERE certification = ?1 AND autre IS NOT NULL";
        let own = i64::from(at.numero());
        let mut statement = self.connection.prepare_cached(sql)?;
        let pairs = statement.query_map([own], |row| {
            let newer = row.get_ref(0)?.as_str()? == "nouvelle";
            let other = row.get(1)?;
            Ok(if newer { (own, other) } else { (other, own) })
        })?;
        Ok(pairs.collect::<Result<_, _>>()?)
    }

    /// Notes replacements that the record did not have before, unless its links were not known
    /// before, or the other record already had the link.
    fn note_replaced(
        &self,
        at: CertifInfoCode,
        held: &Held,
        origin: Origin,
        before: &BTreeSet<(i64, i64)>,
    ) -> MirrorResult<()> {
        let Some(baseline) = self.baseline else {
            return Ok(());
        };
        let links_were_known = held.origin == Some(origin) && origin != Origin::List;
        if !links_were_known && held.first_run <= baseline {
            return Ok(());
        }
        let after = self.replacements(at)?;
        for (old, new) in after.difference(before) {
            let other = if *old == i64::from(at.numero()) {
                *new
            } else {
                *old
            };
            let told = "SELECT EXISTS (SELECT 1 FROM lien WHERE certification = ?1 AND autre = ?2)";
            let told: bool = self
                .connection
                .prepare_cached(told)?
                .query_row(params![other, at.numero()], |row| row.get(0))?;
            if !told {
                let by = new.to_string();
                self.note(code(*old)?, ChangeKind::Replaced, None, None, Some(&by))?;
            }
        }
        Ok(())
    }

    /// Whether a document says something else than the one before; notes which properties.
    fn compare(
        &self,
        at: CertifInfoCode,
        origin: Origin,
        before: &Document,
        after: &str,
        documents: &Documents,
    ) -> MirrorResult<bool> {
        let (old, new) = match origin {
            Origin::List | Origin::Link => (
                properties::<types::CertificationRecherche>(&before.json),
                properties::<types::CertificationRecherche>(after),
            ),
            Origin::Export | Origin::Full => (
                properties::<types::Certification>(&before.json),
                properties::<types::Certification>(after),
            ),
        };
        if old == new {
            return Ok(false);
        }
        // Properties of the list item are noted when the list item changes.
        let told = match (&documents.list, origin) {
            (Some(list), Origin::Full | Origin::Export) => {
                serde_json::from_str::<Map<String, Value>>(&list.json).unwrap_or_default()
            }
            _ => Map::new(),
        };
        let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for name in names {
            let (from, to) = (old.get(name), new.get(name));
            if from != to && !told.contains_key(name) && self.baseline.is_some() {
                let (from, to) = (from.map(json), to.map(json));
                let (from, to) = (from.as_deref(), to.as_deref());
                self.note(at, ChangeKind::Changed, Some(name), from, to)?;
            }
        }
        Ok(true)
    }

    fn note(
        &self,
        at: CertifInfoCode,
        kind: ChangeKind,
        field: Option<&str>,
        from: Option<&str>,
        to: Option<&str>,
    ) -> MirrorResult<()> {
        let sql = "INSERT INTO change \
                   (certification, kind, field, old_value, new_value, day, seen_at, run) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let values = params![
            at.numero(),
            kind.name(),
            field,
            from,
            to,
            self.day,
            self.now,
            self.run
        ];
        self.run(sql, values)
    }

    /// Runs a statement that changes rows. The texts are constants, so that their addresses tell
    /// them apart: an import runs a dozen statements per certification.
    fn run(&self, sql: &'static str, values: impl rusqlite::Params) -> MirrorResult<()> {
        let mut statements = self.statements.borrow_mut();
        let known = statements
            .iter_mut()
            .find(|(known, _)| std::ptr::eq(*known, sql));
        if let Some((_, statement)) = known {
            statement.execute(values)?;
            return Ok(());
        }
        let mut statement = self.connection.prepare(sql)?;
        statement.execute(values)?;
        statements.push((sql, statement));
        Ok(())
    }
}

/// An instant as the database writes it: UTC, `2025-01-31 08:15:00`.
pub(super) fn utc(instant: Timestamp) -> String {
    let instant = instant.round(Unit::Second).unwrap_or(instant);
    instant.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// The properties that a document states, each in one form whatever form it came in: an integer
/// sent as text is the same integer, and an empty list says as little as none.
fn properties<T: DeserializeOwned + Serialize>(document: &str) -> Map<String, Value> {
    let record: Option<T> = serde_json::from_str(document).ok();
    let value = record.and_then(|record| serde_json::to_value(record).ok());
    let Some(Value::Object(mut map)) = value.and_then(stated) else {
        return Map::new();
    };
    if let Some(Value::String(day)) = map.get_mut("date_maj") {
        let lenient = certifinfo_sdk::scalar::LenientDate::from(day.as_str());
        if let Some((year, month, of_month)) = lenient.ymd() {
            *day = format!("{year:04}-{month:02}-{of_month:02}");
        }
    }
    map
}

/// A value without its members that say nothing; `None` when nothing is left.
fn stated(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::Array(items) => {
            let items: Vec<_> = items.into_iter().filter_map(stated).collect();
            (!items.is_empty()).then_some(Value::Array(items))
        }
        Value::Object(members) => {
            let members: Map<_, _> = members
                .into_iter()
                .filter_map(|(name, value)| Some((name, stated(value)?)))
                .collect();
            (!members.is_empty()).then_some(Value::Object(members))
        }
        other => Some(other),
    }
}

/// The numbers of the rows of a certification, in a table that has several per certification.
fn rows_of(at: CertifInfoCode) -> std::ops::RangeInclusive<i64> {
    let [first, last] = ids(at);
    first..=last
}

/// A day as the database writes it.
fn iso<E>(day: Result<Option<Date>, E>) -> Option<String> {
    day.ok().flatten().map(|day| day.to_string())
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A text that says something.
fn said(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn validite_name(validite: Validite) -> &'static str {
    match validite {
        Validite::Active(_) => "active",
        Validite::Ended { .. } => "ended",
        Validite::Unknown(_) => "unknown",
    }
}
