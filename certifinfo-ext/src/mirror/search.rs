//! A [`Recherche`] in SQL.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};

use super::error::{MirrorError, MirrorErrorKind, MirrorResult};
use super::fold::fold;
use super::record::{Documents, code, written};
use crate::codes::Code;
use crate::page::Page;
use crate::recherche::Recherche;

/// The state of a certification that is archived.
const ARCHIVED: i64 = 3;

/// Conditions on the table `certification`, under the name `c`, with their values.
#[derive(Debug)]
pub(super) struct Conditions {
    sql: String,
    values: Vec<Sql>,
}

impl Conditions {
    /// The conditions of a search; `unanswerable` for one that the mirror has no data for.
    pub(super) fn of(query: &Recherche) -> MirrorResult<Self> {
        // No `..`: a condition that is added and not read here does not compile.
        let Recherche {
            intitule,
            rome,
            rncp,
            rs,
            proa_codes,
            proa,
            niveau_europeen,
            archive,
            acc_fi,
            acc_fc,
            acc_ca,
            acc_cp,
            acc_vae,
            acc_ind,
            formacodes,
            extra,
        } = query;
        if let Some((name, _)) = extra.first() {
            let what = format!("the mirror cannot search by the extra parameter `{name}`");
            return Err(MirrorError::new(MirrorErrorKind::Unanswerable, what));
        }
        if proa.is_some() || !proa_codes.is_empty() {
            let what = "the mirror cannot search for Pro-A: no record states it";
            return Err(MirrorError::new(MirrorErrorKind::Unanswerable, what));
        }
        let mut all = Conditions {
            sql: "c.gone_since IS NULL".to_owned(),
            values: Vec::new(),
        };
        for word in fold(intitule.as_deref().unwrap_or_default()).split_whitespace() {
            let word = Sql::Text(word.to_owned());
            all.and("instr(c.intitule_recherche, ?) > 0", [word]);
        }
        all.and_any("rome", rome);
        all.and_any("formacode", formacodes);
        let fiches = rncp.map(written).into_iter().chain(rs.map(written));
        for fiche in fiches {
            let has = "c.code IN (SELECT certification FROM fiche WHERE fiche = ?)";
            all.and(has, [Sql::Text(fiche)]);
        }
        if let Some(niveau) = niveau_europeen {
            all.and("c.niveau = ?", [Sql::Integer(niveau.numero().into())]);
        }
        match archive {
            Some(true) => all.and("c.etat = ?", [Sql::Integer(ARCHIVED)]),
            Some(false) => all.and("c.etat IS NOT ?", [Sql::Integer(ARCHIVED)]),
            None => {}
        }
        for (column, open) in [
            ("c.acc_fi = ?", acc_fi),
            ("c.acc_fc = ?", acc_fc),
            ("c.acc_ca = ?", acc_ca),
            ("c.acc_cp = ?", acc_cp),
            ("c.acc_vae = ?", acc_vae),
            ("c.acc_ind = ?", acc_ind),
        ] {
            if let Some(open) = open {
                all.and(column, [Sql::Integer((*open).into())]);
            }
        }
        Ok(all)
    }

    fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Sql>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
        self.values.extend(values);
    }

    /// Any of these codes in a table of codes.
    fn and_any<T: Code>(&mut self, table: &str, codes: &[T]) {
        if codes.is_empty() {
            return;
        }
        let marks = vec!["?"; codes.len()].join(", ");
        let has = format!("c.code IN (SELECT certification FROM {table} WHERE code IN ({marks}))");
        self.and(&has, codes.iter().map(|code| Sql::Text(written(*code))));
    }

    /// The codes that fulfil the conditions and `also`, in order.
    pub(super) fn codes(&self, connection: &Connection, also: &str) -> MirrorResult<Vec<i64>> {
        let sql = format!(
            "SELECT c.code FROM certification c WHERE {} {also}",
            self.sql
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let codes = statement.query_map(params_from_iter(&self.values), |row| row.get(0))?;
        Ok(codes.collect::<Result<_, _>>()?)
    }
}

pub(super) fn total(connection: &Connection, query: &Recherche) -> MirrorResult<u64> {
    let Conditions { sql, values } = Conditions::of(query)?;
    let sql = format!("SELECT count(*) FROM certification c WHERE {sql}");
    let mut statement = connection.prepare_cached(&sql)?;
    let total: i64 = statement.query_row(params_from_iter(&values), |row| row.get(0))?;
    Ok(total.unsigned_abs())
}

pub(super) fn page(
    connection: &Connection,
    query: &Recherche,
    number: u32,
    size: u32,
) -> MirrorResult<Page> {
    let skip = u64::from(number.saturating_sub(1)) * u64::from(size);
    let range = format!("ORDER BY c.code LIMIT {size} OFFSET {skip}");
    let mut items = Vec::new();
    for at in Conditions::of(query)?.codes(connection, &range)? {
        let documents = Documents::load(connection, code(at)?)?.unwrap_or_default();
        items.push(documents.item()?.into_owned());
    }
    let total = usize::try_from(total(connection, query)?).unwrap_or(usize::MAX);
    page_of(&items, number, total)
}

/// A page of the service's form around these items.
pub(super) fn page_of(items: &[String], number: u32, total: usize) -> MirrorResult<Page> {
    let json = format!(r#"{{"total":{total},"data":[{}]}}"#, items.join(","));
    let size = u32::try_from(items.len()).unwrap_or(u32::MAX);
    Page::from_json(json, number, size).map_err(|error| {
        let what = "the documents of the mirror are not search items";
        MirrorError::new(MirrorErrorKind::Corrupt, what).with_source(error)
    })
}
