//! The links of a record: what it replaces, and what replaces it.

use certifinfo_sdk::link::Lien;
use certifinfo_sdk::types::Certification;
use serde_json::Value;

use super::Subject;
use crate::codes::{CertifInfoCode, CodeError, Etat, FicheCode, Registre, RncpCode, RsCode};

/// Which way along replacements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// To what is replaced.
    Older,
    /// To what replaces.
    Newer,
}

/// The links of the record of `code` in one direction, in its order: what each points to, with what
/// the link says of it, or why that cannot be read. A link to itself says nothing and is left out.
pub(super) fn links(
    code: CertifInfoCode,
    record: &Certification,
    direction: Direction,
) -> Vec<Result<(Subject, &Lien), CodeError>> {
    let list = match direction {
        Direction::Older => &record.ancienne_certification,
        Direction::Newer => &record.nouvelle_certification,
    };
    let mut links = Vec::new();
    for lien in list.iter().flatten() {
        match targets(lien) {
            Ok(targets) => links.extend(
                targets
                    .into_iter()
                    .filter(|target| target.code() != Some(code))
                    .map(|target| Ok((target, lien))),
            ),
            Err(error) => links.push(Err(error)),
        }
    }
    links
}

/// The target of a link: its Certif Info code, otherwise the sheets that it names. Nothing for an
/// empty link; an error for one that has content but no readable target.
pub(crate) fn targets(lien: &Lien) -> Result<Vec<Subject>, CodeError> {
    let text = lien.certifinfo_code.as_ref().map(ToString::to_string);
    let text = text.as_deref().unwrap_or_default().trim();
    if let Ok(code) = CertifInfoCode::parse_lenient(text) {
        return Ok(vec![code.into()]);
    }
    if let Ok(fiche) = FicheCode::parse_lenient(text) {
        return Ok(vec![fiche.into()]);
    }
    let fiches: Vec<_> = fiches(lien).into_iter().collect::<Result<_, _>>()?;
    if fiches.is_empty() && !(text.is_empty() && says_nothing(lien)) {
        // The link has a target that cannot be read.
        return CertifInfoCode::parse_lenient(text).map(|code| vec![code.into()]);
    }
    Ok(fiches.into_iter().map(Subject::Fiche).collect())
}

/// Whether a link has nothing but its code.
fn says_nothing(lien: &Lien) -> bool {
    let title = lien.certifinfo_intitule.as_deref().unwrap_or_default();
    title.trim().is_empty()
        && lien.others.values().all(|value| match value {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Object(object) => object.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        })
}

/// The sheets that a link names, beside its code or instead of it. Which names they have is
/// **inferred** from those in other schemas (`rncp_code`, `rs_code`, `rncp`, `rs`).
pub(crate) fn fiches(lien: &Lien) -> Vec<Result<FicheCode, CodeError>> {
    let mut fiches = Vec::new();
    for (name, registre) in [
        ("rncp_code", Registre::Rncp),
        ("rncp", Registre::Rncp),
        ("rs_code", Registre::Rs),
        ("rs", Registre::Rs),
    ] {
        let values = lien.others.get(name).map(as_list).unwrap_or_default();
        for text in values.iter().filter_map(as_text) {
            let fiche = match registre {
                Registre::Rncp => RncpCode::parse_lenient(&text).map(FicheCode::from),
                Registre::Rs => RsCode::parse_lenient(&text).map(FicheCode::from),
            };
            if !fiches.contains(&fiche) {
                fiches.push(fiche);
            }
        }
    }
    fiches
}

/// The state that a link gives its target.
pub(crate) fn etat(lien: &Lien) -> Option<Etat> {
    Etat::parse_lenient(&as_text(lien.others.get("etat")?)?).ok()
}

fn as_list(value: &Value) -> &[Value] {
    match value {
        Value::Array(list) => list,
        one => std::slice::from_ref(one),
    }
}

/// A code as text, as a number, or under `code` of an object; `None` for nothing.
fn as_text(value: &Value) -> Option<String> {
    match value.get("code").unwrap_or(value) {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
