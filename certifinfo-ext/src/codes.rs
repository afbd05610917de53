//! The codes of the reference, one type per kind: checked once, small, `Copy`.
//!
//! | kind | type | strict form | also read leniently |
//! |---|---|---|---|
//! | certif_info | [`CertifInfoCode`] | `112928` | `112 928` |
//! | rncp | [`RncpCode`] | `RNCP35419`, `35419` | `rncp 35419`, `RNCP-035419`, `RNCP n° 35419`, `35-419`, an address of francecompetences.fr |
//! | rs | [`RsCode`] | `RS5000`, `5000` | as for rncp |
//! | fiche | [`FicheCode`] | `RNCP35419`, `RS5000` | as for rncp, but the prefix is needed |
//! | bloc | [`BlocCode`] | `RNCP37674BC01` | `rncp37674-bc1` |
//! | rome | [`RomeCode`] | `M1805` | `m 1805` |
//! | formacode | [`Formacode`] | `21538` | `215 38` |
//! | nsf | [`NsfCode`] | `326`, `326t` | `326 T` |
//! | niveau | [`Niveau`] | `6` | `NIV6`, `Niveau 6`, `niv. 6`, `06` |
//! | cfd | [`CfdCode`] | `26E31103` | `500 224 27`, `1025409` (a zero lost before 10 or 13), `32321014T` |
//! | sise | [`SiseCode`] | `2500279`, `M000184` | `m-000184` |
//! | ideo2 | [`Ideo2Code`] | `FOR.5740` | `for.5740`, the Onisep's address of a formation |
//! | type_diplome | [`TypeDiplome`] | `320` | |
//! | etat | [`Etat`] | `0` | |
//! | accessibilite | [`Accessibilite`] | `0`, `1`, `2` | |
//! | date_maj | [`DateMaj`] | `29/07/2020` | |
//! | annee_session | [`AnneeSession`] | `2025` | |
//! | (none published) | [`BrancheProA`] | any short text | |
//!
//! The lenient forms of every kind also accept, around a code:
//!
//! * white space, no-break spaces and a byte order mark included;
//! * the marks of lists, sentences and tables: `RNCP 39491 ;`, `35419.`, `RNCP35419/`, `| M1805 |`
//!   (but no dot or comma after an Idéo 2 identifier, which has a dot itself);
//! * pairs of quotes and brackets, and what keeps a spreadsheet from changing a text:
//!   `"RNCP35419"`, `(RNCP35419)`, `« RNCP35419 »`, `="01025409"`;
//! * the name of the kind before the code: `Certif Info 112928`, `CI112928`, `Code RNCP : 35419`,
//!   `ROME M1805`, `Formacode 21538`, `NSF 326t`, `CFD 50022427`.
//!
//! * [`FromStr`](std::str::FromStr) is strict: the forms found in an official source. It allocates
//!   nothing on success, and on failure only for texts that are longer than any code.
//! * `parse_lenient` reads what people paste. It never guesses: `RNCP12803?`, `5000.0`, `35419…`
//!   and full-width digits are refused, as are several codes in one text, and a bare `35419` is not a [`FicheCode`], since 64 numbers are in
//!   both registers.
//! * `parse_list` reads a cell of several codes.
//! * [`code!`](crate::code) checks a literal when the program is compiled.
//! * [`CodeError`] says what is wrong, where, what was expected, and what to do.
//! * [`serde`]: the canonical form out, the strict forms in, and adapters for the others.
//!
//! ```
//! use certifinfo_ext::codes::RncpCode;
//!
//! let error = RncpCode::parse_lenient("RS5000").unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "`RS5000` is not an RNCP number: it belongs to another register; expected RNCP and 1 to 5 \
//!      digits, the first not zero, or the digits alone (RNCP35419); this is an RS number: `RsCode`"
//! );
//! ```

mod code;
mod error;
mod explain;
mod kind;
mod lenient;
mod macros;
mod recognise;
pub mod serde;
mod strict;
mod text;

mod accessibilite;
mod annee_session;
mod bloc;
mod branche_pro_a;
mod certif_info;
mod cfd;
mod date_maj;
mod etat;
mod fiche;
mod formacode;
mod ideo2;
mod niveau;
mod nsf;
mod registre;
mod rncp;
mod rome;
mod rs;
mod sise;
mod type_diplome;

pub use self::accessibilite::Accessibilite;
pub use self::annee_session::AnneeSession;
pub use self::bloc::BlocCode;
pub use self::branche_pro_a::BrancheProA;
pub use self::certif_info::CertifInfoCode;
pub use self::cfd::CfdCode;
pub use self::code::{Code, ItemError, List, split_code_label};
pub use self::date_maj::DateMaj;
pub use self::error::CodeError;
pub use self::etat::Etat;
pub use self::fiche::FicheCode;
pub use self::formacode::Formacode;
pub use self::ideo2::{AutrePrefixe, Ideo2Code, Ideo2Prefixe};
pub use self::kind::{CodeErrorKind, Kind};
pub use self::niveau::{Niveau, Niveau1969};
pub use self::nsf::{NsfCode, NsfLettre};
pub use self::registre::Registre;
pub use self::rncp::RncpCode;
pub use self::rome::{GrandDomaine, RomeCode, RomeDomaine};
pub use self::rs::RsCode;
pub use self::sise::SiseCode;
pub use self::text::Text;
pub use self::type_diplome::TypeDiplome;

/// Calls the macro `$then!` with the names of all code types, separated by commas: the one list of
/// the kinds of code. [`BrancheProA`] is not among them, because no format is published for it.
///
/// ```
/// use certifinfo_ext::codes::{self, Code};
///
/// macro_rules! names {
///     ($($code:ident),*) => { [$(codes::$code::KIND.name),*] };
/// }
/// let names = certifinfo_ext::for_each_code!(names);
/// assert!(names.contains(&"rncp"));
/// ```
#[macro_export]
macro_rules! for_each_code {
    ($then:ident) => {
        $then! {
            CertifInfoCode,
            RncpCode,
            RsCode,
            FicheCode,
            BlocCode,
            RomeCode,
            Formacode,
            NsfCode,
            Niveau,
            CfdCode,
            SiseCode,
            Ideo2Code,
            TypeDiplome,
            Etat,
            Accessibilite,
            DateMaj,
            AnneeSession
        }
    };
}

macro_rules! listed {
    ($($code:ident),*) => {
        $(impl code::sealed::Listed for $code {})*
    };
}

for_each_code!(listed);
