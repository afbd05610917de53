//! The 17 search parameters: read from the query string, checked, and matched with records.

use crate::fold::fold;
use crate::record::Record;

/// The checked parameters of `GET /recherche`.
#[derive(Debug, Default, Clone)]
pub(crate) struct Recherche {
    pub(crate) filter: Filter,
    /// From 1.
    pub(crate) page_num: u64,
    /// 1 to 100.
    pub(crate) page_size: u64,
}

/// The parameters that choose records.
#[derive(Debug, Default, Clone)]
pub(crate) struct Filter {
    mots: Vec<String>,
    rome: Vec<String>,
    formacodes: Vec<String>,
    proa_codes: Vec<String>,
    proa: Option<bool>,
    rncp: Option<u32>,
    rs: Option<u32>,
    niveau: Option<u8>,
    archive: Option<bool>,
    /// In the order of `Record::acces`.
    acces: [Option<bool>; 6],
}

/// The accessibility parameters, in the order of `Record::acces`.
const ACCES: [&str; 6] = ["acc_fi", "acc_ca", "acc_fc", "acc_cp", "acc_vae", "acc_ind"];

/// The default page size (inferred).
const DEFAULT_PAGE_SIZE: u64 = 10;

/// The largest page ("Nombre de résultat par page (100 maximum)").
const MAX_PAGE_SIZE: u64 = 100;

impl Recherche {
    /// Reads the decoded pairs of a query string. An unknown parameter and an empty value are
    /// ignored, the last of several scalars counts. `first` is the number of the first page.
    ///
    /// # Errors
    ///
    /// The message of a 400, which names the parameter.
    pub(crate) fn parse(pairs: Vec<(String, String)>, first: u64) -> Result<Self, String> {
        let mut asked = Recherche {
            page_num: 1,
            page_size: DEFAULT_PAGE_SIZE,
            ..Recherche::default()
        };
        for (name, value) in pairs {
            let trimmed = value.trim();
            match name.as_str() {
                _ if trimmed.is_empty() => {}
                "page_num" => {
                    let number = number(&name, trimmed, first, u64::from(u32::MAX))?;
                    asked.page_num = number - first + 1;
                }
                "page_size" => asked.page_size = number(&name, trimmed, 1, MAX_PAGE_SIZE)?,
                _ => asked.filter.set(&name, trimmed)?,
            }
        }
        Ok(asked)
    }
}

impl Filter {
    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "intitule" => self
                .mots
                .extend(fold(value).split_whitespace().map(str::to_owned)),
            "rome" => list(&mut self.rome, value),
            "formacodes" => list(&mut self.formacodes, value),
            "proa_codes" => list(&mut self.proa_codes, value),
            "proa" => self.proa = Some(boolean(name, value)?),
            "archive" => self.archive = Some(boolean(name, value)?),
            "rncp" => self.rncp = Some(register(name, "RNCP", value)?),
            "rs" => self.rs = Some(register(name, "RS", value)?),
            "niveau_europeen" => {
                self.niveau = u8::try_from(number(name, value, 1, 8)?).ok();
            }
            _ => {
                if let Some(route) = ACCES.iter().position(|known| *known == name) {
                    self.acces[route] = Some(boolean(name, value)?);
                }
            }
        }
        Ok(())
    }

    /// Archived certifications are shown only to who asks for them.
    pub(crate) fn hide_archived(&mut self) {
        self.archive.get_or_insert(false);
    }

    /// Nothing is filtered out, so a page needs no scan.
    pub(crate) fn is_empty(&self) -> bool {
        let Filter {
            mots,
            rome,
            formacodes,
            proa_codes,
            proa,
            rncp,
            rs,
            niveau,
            archive,
            acces,
        } = self;
        mots.is_empty()
            && rome.is_empty()
            && formacodes.is_empty()
            && proa_codes.is_empty()
            && proa.is_none()
            && rncp.is_none()
            && rs.is_none()
            && niveau.is_none()
            && archive.is_none()
            && acces.iter().all(Option::is_none)
    }

    /// All parameters must agree; of a list, any entry; of a title, every word.
    pub(crate) fn matches(&self, record: &Record) -> bool {
        self.niveau
            .is_none_or(|niveau| record.niveau == Some(niveau))
            && self
                .archive
                .is_none_or(|archive| record.archivee() == archive)
            && self
                .acces
                .iter()
                .zip(record.acces)
                .all(|(asked, state)| match asked {
                    // Not stated (2) is neither.
                    Some(asked) => state == u8::from(*asked),
                    None => true,
                })
            && self.proa.is_none_or(|proa| record.proa.is_empty() != proa)
            && self
                .rncp
                .is_none_or(|asked| record.rncp.iter().any(|e| e.numero == asked))
            && self
                .rs
                .is_none_or(|asked| record.rs.iter().any(|e| e.numero == asked))
            && any(&self.rome, record.rome.iter().map(|entry| &*entry.code))
            && any(
                &self.formacodes,
                record.formacode.iter().map(|entry| &*entry.code),
            )
            && any(&self.proa_codes, record.proa.iter().map(AsRef::as_ref))
            && (self.mots.is_empty() || {
                let title = fold(&record.intitule);
                self.mots.iter().all(|mot| title.contains(mot.as_str()))
            })
    }
}

/// The `id` of `GET /certification`.
///
/// # Errors
///
/// The message of a 400.
pub(crate) fn id(pairs: &[(String, String)]) -> Result<u32, String> {
    let value = pairs
        .iter()
        .rev()
        .find(|(name, _)| name == "id")
        .map(|(_, value)| value.trim());
    let value = value.ok_or("id: missing, ask for /certification?id=<Certif Info code>")?;
    let id = number("id", value, 1, u64::from(u32::MAX))?;
    u32::try_from(id).map_err(|_| format!("id: `{value}` is too large"))
}

fn number(name: &str, value: &str, min: u64, max: u64) -> Result<u64, String> {
    let plain = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    value
        .parse()
        .ok()
        .filter(|number| plain && (min..=max).contains(number))
        .ok_or_else(|| format!("{name}: `{value}` is not an integer from {min} to {max}"))
}

fn boolean(name: &str, value: &str) -> Result<bool, String> {
    match value.to_ascii_lowercase().as_str() {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(format!("{name}: `{value}` is neither true nor false")),
    }
}

fn register(name: &str, prefix: &str, value: &str) -> Result<u32, String> {
    value
        .strip_prefix(prefix)
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(|| format!("{name}: `{value}` is not of the form {prefix}xxxx"))
}

/// Repeated keys, or one key with commas: both readings of an array parameter are accepted.
fn list(into: &mut Vec<String>, value: &str) {
    into.extend(
        value
            .split(',')
            .map(str::trim)
            .filter(|v| !v.is_empty())
            .map(str::to_owned),
    );
}

fn any<'a>(asked: &[String], mut held: impl Iterator<Item = &'a str>) -> bool {
    asked.is_empty() || held.any(|code| asked.iter().any(|wanted| wanted == code))
}
