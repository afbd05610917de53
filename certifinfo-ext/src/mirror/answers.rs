//! Answers out of the mirror, with the types and views of the online client.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use certifinfo_sdk::link::Lien;
use certifinfo_sdk::types;
use jiff::civil::Date;
use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};

use super::error::{MirrorError, MirrorErrorKind, MirrorResult};
use super::record::{Documents, Origin, Stored, certification, code, generated, written};
use super::{Mirror, search};
use crate::codes::{CertifInfoCode, FicheCode};
use crate::lineage::{Answer, Current, CurrentFiche, Graph, Lineage, Registry, Subject};
use crate::page::{Item, Page};
use crate::recherche::Recherche;
use crate::views::CertificationView;

/// The limits of a question of lineage to a mirror: it costs no requests.
const MAX_DEPTH: usize = 10_000;
const MAX_RECORDS: usize = 1_000_000;

/// How many records a page of [`Mirror::items`] has.
const PAGE_SIZE: u32 = 500;

impl Mirror {
    /// One certification, and where its record comes from; `None` for a code that the mirror does
    /// not know.
    ///
    /// A code that only links of other records name is known too: [`Origin::Link`]. So is one that
    /// the catalogue no longer has: see [`Stored::gone_since`].
    ///
    /// # Errors
    ///
    /// The mirror cannot be read.
    pub fn certification(&self, at: CertifInfoCode) -> MirrorResult<Option<Stored>> {
        self.read(|connection| stored(connection, at))
    }

    /// A page of a search, counted from 1, with `size` records at most, by Certif Info code.
    ///
    /// The items are the service's own, if a refresh listed them; otherwise they are made from the
    /// export. How conditions are understood is [inferred](super#searches).
    ///
    /// # Errors
    ///
    /// [`MirrorErrorKind::Unanswerable`] for a condition on Pro-A branches, which no record states.
    pub fn page(&self, query: &Recherche, number: u32, size: u32) -> MirrorResult<Page> {
        self.read(|connection| search::page(connection, query, number, size))
    }

    /// How many certifications a search has.
    ///
    /// # Errors
    ///
    /// As [`page`](Self::page).
    pub fn total(&self, query: &Recherche) -> MirrorResult<u64> {
        self.read(|connection| search::total(connection, query))
    }

    /// The items of a search, by Certif Info code, read from the file as the iterator advances.
    pub fn items<'a>(
        &'a self,
        query: &'a Recherche,
    ) -> impl Iterator<Item = MirrorResult<Item>> + 'a {
        let mut next = Some(1_u32);
        let pages = std::iter::from_fn(move || {
            let number = next?;
            let page = self.page(query, number, PAGE_SIZE);
            next = match &page {
                Ok(page) if page.items.len() == PAGE_SIZE as usize => number.checked_add(1),
                _ => None,
            };
            Some(page)
        });
        pages.flat_map(|page| match page {
            Ok(page) => page.items.into_iter().map(readable).collect(),
            Err(error) => vec![Err(error)],
        })
    }

    /// The certifications that a sheet of the RNCP or RS covers, or covered, by code: see
    /// [`certification`](Self::certification) for those known from links alone.
    ///
    /// # Errors
    ///
    /// The mirror cannot be read.
    pub fn certifications_of(&self, fiche: impl Into<FicheCode>) -> MirrorResult<Vec<Item>> {
        let fiche = fiche.into();
        self.read(|connection| {
            let mut items = Vec::new();
            for at in of_fiche(connection, fiche)? {
                items.push(item(connection, at)?);
            }
            let page = search::page_of(&items, 1, items.len())?;
            page.items.into_iter().map(readable).collect()
        })
    }

    /// What directly replaces this certification: see [`Lineage::successors`].
    ///
    /// # Errors
    ///
    /// The mirror cannot be read; a link whose code cannot be read.
    pub fn successors(&self, at: CertifInfoCode) -> MirrorResult<Answer> {
        now(unlimited(self).successors(at))
    }

    /// What this certification directly replaces: see [`Lineage::predecessors`].
    ///
    /// # Errors
    ///
    /// As [`successors`](Self::successors).
    pub fn predecessors(&self, at: CertifInfoCode) -> MirrorResult<Answer> {
        now(unlimited(self).predecessors(at))
    }

    /// All that this certification, or those that this sheet covers, replaced and were replaced by:
    /// see [`Lineage::graph`].
    ///
    /// # Errors
    ///
    /// The mirror cannot be read.
    pub fn lineage(&self, start: impl Into<Subject>) -> MirrorResult<Graph> {
        now(unlimited(self).graph(start))
    }

    /// Whether this certification is delivered on this day, and if not, what replaces it: see
    /// [`Lineage::current`].
    ///
    /// # Errors
    ///
    /// As [`successors`](Self::successors).
    pub fn current(&self, at: CertifInfoCode, day: Date) -> MirrorResult<Current> {
        now(unlimited(self).on(day).current(at))
    }

    /// Whether this sheet is in force on this day, and if not, what replaces it: see
    /// [`Lineage::current_fiche`].
    ///
    /// # Errors
    ///
    /// As [`successors`](Self::successors).
    pub fn current_fiche(
        &self,
        fiche: impl Into<FicheCode>,
        day: Date,
    ) -> MirrorResult<CurrentFiche> {
        now(unlimited(self).on(day).current_fiche(fiche))
    }

    /// Answers about many certifications and sheets, in the order given, out of one state of the
    /// mirror: other processes cannot change it between two answers.
    ///
    /// # Errors
    ///
    /// The mirror cannot be read. An answer that fails, for a link whose code cannot be read, is an
    /// error in its place.
    pub fn statuses(
        &self,
        subjects: &[Subject],
        day: Date,
    ) -> MirrorResult<Vec<MirrorResult<Status>>> {
        self.ask(|registry| {
            let lineage = unlimited(registry).on(day);
            let status = |subject: &Subject| match *subject {
                Subject::Certification(at) => now(lineage.current(at)).map(Status::Certification),
                Subject::Fiche(fiche) => now(lineage.current_fiche(fiche)).map(Status::Fiche),
            };
            let answers = subjects.iter().map(status);
            answers
                .map(|answer| match answer {
                    Err(error) if error.kind() != MirrorErrorKind::InvalidCode => Err(error),
                    answer => Ok(answer),
                })
                .collect()
        })
    }

    /// The codes of all certifications in the mirror, and with `linked` those that only links name.
    ///
    /// # Errors
    ///
    /// The mirror cannot be read.
    pub fn codes(&self, linked: bool) -> MirrorResult<Vec<CertifInfoCode>> {
        self.read(|connection| {
            let sql = "SELECT code FROM code_connu WHERE origin <> 'link' OR ?1 ORDER BY code";
            let mut statement = connection.prepare(sql)?;
            let numbers = statement.query_map([linked], |row| row.get::<_, i64>(0))?;
            numbers.map(|number| code(number?)).collect()
        })
    }

    /// Runs questions of lineage within one read transaction.
    fn ask<T>(&self, questions: impl FnOnce(&Reader) -> MirrorResult<T>) -> MirrorResult<T> {
        // A connection of its own: a source of lineage is shared between threads, and so cannot
        // borrow the mirror's.
        let connection = self.reader()?;
        let result = connection
            .execute_batch("BEGIN")
            .map_err(MirrorError::from)
            .and_then(|()| questions(&Reader(Mutex::new(connection))));
        result.map_err(|error| error.of_file(self.path()))
    }
}

/// An answer of [`Mirror::statuses`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Status {
    /// Of a certification.
    Certification(Current),
    /// Of a sheet.
    Fiche(CurrentFiche),
}

fn unlimited<R: Registry>(registry: &R) -> Lineage<'_, R> {
    let lineage = Lineage::new(registry);
    lineage.max_depth(MAX_DEPTH).max_requests(MAX_RECORDS)
}

/// The result of a future that waits for nothing: answers of a mirror are there at once.
fn now<T>(future: impl Future<Output = MirrorResult<T>>) -> MirrorResult<T> {
    futures_util::FutureExt::now_or_never(future).unwrap_or_else(|| {
        let what = "an answer out of the mirror had to wait";
        Err(MirrorError::new(MirrorErrorKind::Database, what))
    })
}

/// A transaction that reads, as a source of lineage.
struct Reader(Mutex<Connection>);

impl Reader {
    fn with<T>(&self, read: impl FnOnce(&Connection) -> MirrorResult<T>) -> MirrorResult<T> {
        read(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Registry for Reader {
    type Error = MirrorError;

    async fn certification(
        &self,
        at: CertifInfoCode,
    ) -> MirrorResult<Option<types::Certification>> {
        self.with(|connection| linked(connection, at))
    }

    async fn of_fiche(&self, fiche: FicheCode) -> MirrorResult<Vec<CertifInfoCode>> {
        self.with(|connection| of_fiche(connection, fiche))
    }
}

/// The mirror as a source of lineage: each record with the links that other records have to it.
impl Registry for Mirror {
    type Error = MirrorError;

    async fn certification(
        &self,
        at: CertifInfoCode,
    ) -> MirrorResult<Option<types::Certification>> {
        self.read(|connection| linked(connection, at))
    }

    async fn of_fiche(&self, fiche: FicheCode) -> MirrorResult<Vec<CertifInfoCode>> {
        self.read(|connection| of_fiche(connection, fiche))
    }
}

/// A record as it was stored, or what links say.
fn stored(connection: &Connection, at: CertifInfoCode) -> MirrorResult<Option<Stored>> {
    let Some(documents) = Documents::load(connection, at)? else {
        let Some(record) = from_links(connection, at)? else {
            return Ok(None);
        };
        return Ok(Some(Stored {
            certification: certification(&text(&record))?,
            origin: Origin::Link,
            seen_at: None,
            date_maj: None,
            gone_since: None,
        }));
    };
    let (origin, json) = documents.record()?;
    let certification = certification(&json)?;
    let sql = "SELECT c.gone_since, d.seen_at FROM certification c \
               LEFT JOIN document d ON d.id = ?2 WHERE c.code = ?1";
    let (gone_since, seen_at) = connection
        .prepare_cached(sql)?
        .query_row(params![at.numero(), origin.id(at)], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    Ok(Some(Stored {
        date_maj: certification.date_maj().ok().flatten(),
        certification,
        origin,
        seen_at,
        gone_since,
    }))
}

/// A record in the form of a search item.
fn item(connection: &Connection, at: CertifInfoCode) -> MirrorResult<String> {
    match Documents::load(connection, at)? {
        Some(documents) => Ok(documents.item()?.into_owned()),
        None => Ok(text(&from_links(connection, at)?.unwrap_or_default())),
    }
}

/// A record with the links that other records have to it: the catalogue may name a replacement on
/// one side only. What the catalogue no longer has is what links say of it.
fn linked(
    connection: &Connection,
    at: CertifInfoCode,
) -> MirrorResult<Option<types::Certification>> {
    let documents = Documents::load(connection, at)?.filter(|documents| !documents.is_gone);
    let Some(documents) = documents else {
        let record = from_links(connection, at)?;
        return record.map(|record| generated(&text(&record))).transpose();
    };
    let (_, json) = documents.record()?;
    let mut record = generated(&json)?;
    let fiches: Vec<FicheCode> = record.fiches().into_iter().flatten().collect();
    let links = [
        ("ancienne", &mut record.nouvelle_certification),
        ("nouvelle", &mut record.ancienne_certification),
    ];
    for (sens, own) in links {
        let others = others(connection, at, &fiches, sens)?;
        add_links(own, others);
    }
    Ok(Some(record))
}

/// Adds links to certifications that a list of links does not name yet.
fn add_links(own: &mut Option<Vec<Lien>>, others: Vec<Lien>) {
    let code = |lien: &Lien| lien.certifinfo_code.as_ref().map(ToString::to_string);
    for other in others {
        let list = own.get_or_insert_default();
        if list.iter().all(|lien| code(lien) != code(&other)) {
            list.push(other);
        }
    }
}

/// Links to the certifications whose own links, in this direction, name this one by its code, or
/// by one of its sheets and no code.
fn others(
    connection: &Connection,
    at: CertifInfoCode,
    fiches: &[FicheCode],
    sens: &str,
) -> MirrorResult<Vec<Lien>> {
    let mut found = Vec::new();
    let by_code = "SELECT c.code, c.intitule, c.etat FROM lien l \
                   JOIN certification c ON c.code = l.certification AND c.gone_since IS NULL \
                   WHERE l.autre = ?1 AND l.sens = ?2 ORDER BY c.code";
    collect_links(connection, by_code, params![at.numero(), sens], &mut found)?;
    let by_fiche = "SELECT c.code, c.intitule, c.etat FROM lien_fiche f \
                    JOIN lien l ON l.id = f.lien AND l.autre IS NULL \
                    JOIN certification c ON c.code = l.certification AND c.gone_since IS NULL \
                    WHERE f.fiche = ?1 AND l.sens = ?2 AND c.code <> ?3 ORDER BY c.code";
    for fiche in fiches {
        let values = params![written(*fiche), sens, at.numero()];
        collect_links(connection, by_fiche, values, &mut found)?;
    }
    Ok(found)
}

fn collect_links(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
    into: &mut Vec<Lien>,
) -> MirrorResult<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    while let Some(row) = rows.next()? {
        let mut lien = Lien {
            certifinfo_code: Some(row.get::<_, i64>(0)?.into()),
            certifinfo_intitule: row.get::<_, Option<String>>(1)?.map(Into::into),
            others: Map::new(),
        };
        if let Some(etat) = row.get::<_, Option<i64>>(2)? {
            lien.others.insert("etat".to_owned(), etat.into());
        }
        into.push(lien);
    }
    Ok(())
}

/// The record of a code that only links name: what they say of it, and the links themselves.
fn from_links(
    connection: &Connection,
    at: CertifInfoCode,
) -> MirrorResult<Option<Map<String, Value>>> {
    let sql = "SELECT l.json, l.sens, c.code, c.intitule, c.etat FROM lien l \
               JOIN certification c ON c.code = l.certification AND c.gone_since IS NULL \
               WHERE l.autre = ?1 ORDER BY l.sens, c.code";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([at.numero()])?;
    let mut record = Map::new();
    let mut fiches: BTreeSet<FicheCode> = BTreeSet::new();
    let (mut newer, mut older) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let odd = |error| {
            let what = format!("a link of the mirror cannot be read: {error}");
            MirrorError::new(MirrorErrorKind::Corrupt, what)
        };
        let lien: Lien =
            serde_json::from_str(row.get_ref(0)?.as_str().unwrap_or_default()).map_err(odd)?;
        fiches.extend(crate::lineage::fiches(&lien).into_iter().flatten());
        if let Some(title) = &lien.certifinfo_intitule {
            let title = Value::from(title.as_str());
            record.entry("certifinfo_intitule").or_insert(title);
        }
        for (name, value) in lien.others {
            record.entry(name).or_insert(value);
        }
        let link = json!({
            "certifinfo_code": row.get::<_, i64>(2)?,
            "certifinfo_intitule": row.get::<_, Option<String>>(3)?,
            "etat": row.get::<_, Option<i64>>(4)?,
        });
        let newer_side = row.get_ref(1)?.as_str().unwrap_or_default() == "ancienne";
        if newer_side { &mut newer } else { &mut older }.push(link);
    }
    if newer.is_empty() && older.is_empty() {
        return Ok(None);
    }
    let of = |registre: fn(&FicheCode) -> bool| -> Vec<Value> {
        let fiches = fiches.iter().filter(|fiche| registre(fiche));
        fiches.map(|fiche| json!({ "code": fiche })).collect()
    };
    record.insert("certifinfo_code".to_owned(), at.numero().into());
    let rncp = of(|fiche| matches!(fiche, FicheCode::Rncp(_)));
    record.insert("rncp".to_owned(), rncp.into());
    let rs = of(|fiche| matches!(fiche, FicheCode::Rs(_)));
    record.insert("rs".to_owned(), rs.into());
    record.insert("nouvelle_certification".to_owned(), newer.into());
    record.insert("ancienne_certification".to_owned(), older.into());
    Ok(Some(record))
}

/// The certifications that a sheet covers or covered, those that only links name included.
fn of_fiche(connection: &Connection, fiche: FicheCode) -> MirrorResult<Vec<CertifInfoCode>> {
    let sql = "SELECT f.certification FROM fiche f \
               JOIN certification c ON c.code = f.certification AND c.gone_since IS NULL \
               WHERE f.fiche = ?1 \
               UNION \
               SELECT l.autre FROM lien_fiche f \
               JOIN lien l ON l.id = f.lien AND l.autre IS NOT NULL \
               JOIN certification c ON c.code = f.certification AND c.gone_since IS NULL \
               WHERE f.fiche = ?1 ORDER BY 1";
    let mut statement = connection.prepare_cached(sql)?;
    let numbers = statement.query_map([written(fiche)], |row| row.get::<_, i64>(0))?;
    numbers.map(|number| code(number?)).collect()
}

fn text(record: &Map<String, Value>) -> String {
    serde_json::to_string(record).unwrap_or_default()
}

fn readable(item: Result<Item, crate::page::RecordError>) -> MirrorResult<Item> {
    item.map_err(|error| {
        let what = "a document of the mirror is not a search item";
        MirrorError::new(MirrorErrorKind::Corrupt, what).with_source(error)
    })
}
