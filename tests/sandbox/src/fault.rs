//! Everything that can go wrong, by name.

mod bomb;
mod forms;
mod instead;
mod plan;
mod view;
mod wire;

use std::fmt;
use std::str::FromStr;

pub(crate) use forms::{alter_certification, alter_page, not_found};
pub(crate) use instead::instead;
pub(crate) use plan::{Hits, Plan};
pub use plan::{UnknownWhen, When};
pub(crate) use view::{Motion, Shown, shown};
pub(crate) use wire::{drip, truncate};

macro_rules! faults {
    ($($variant:ident $name:literal $description:literal;)*) => {
        /// A fault of the service, as real services have them, or worse.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Fault {
            $(#[doc = $description] $variant,)*
        }

        impl Fault {
            /// Every fault, in the order of `--fault list`.
            pub const ALL: &[Fault] = &[$(Fault::$variant,)*];

            /// The name on the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Fault::$variant => $name,)*
                }
            }

            /// What it does, in one line.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self {
                    $(Fault::$variant => $description,)*
                }
            }
        }
    };
}

faults! {
    Reset "reset" "The connection is reset before any answer.";
    Truncate "truncate" "The connection closes in the middle of the body, short of its content-length.";
    Slow "slow" "The body trickles, one piece a second, for a minute and a half.";
    Hang "hang" "No answer comes for a minute and a half, then the right one.";
    Status404 "status-404" "404 with a message, whatever was asked.";
    Unauthorized "unauthorized" "401 with a message, whatever the token.";
    Status500 "status-500" "500 with a message.";
    Status502Html "status-502-html" "502 with a page of HTML, as a proxy answers.";
    Status503 "status-503" "503 with a message.";
    RateLimit "rate-limit" "429 with Retry-After: 1.";
    RateLimitDate "rate-limit-date" "429 with Retry-After as a date one to two seconds ahead.";
    RateLimitAbsurd "rate-limit-absurd" "429 with Retry-After: 86400, a day.";
    Maintenance200 "maintenance-200" "200 with a page of HTML that says maintenance.";
    GarbageJson "garbage-json" "200 with JSON that breaks off, complete by its content-length.";
    BadRecord "bad-record" "One record does not decode: the fourth of a page is text (odd pages) or a list of two (even pages); a single certification is a list of two.";
    WrongNext "wrong-next" "pagination.next is /get?page_num=2&page_size=10, whatever the page.";
    EmptyPage "empty-page" "From page 2 on, data is empty while total announces more.";
    RepeatPage "repeat-page" "Page n, from 2 on, holds the records of page n-1.";
    MovingTotal "moving-total" "The last 150 certifications (at most half) are hidden at first; each search shows ten more, and total grows with them.";
    ShrinkingTotal "shrinking-total" "Each search hides ten more of the last 150 certifications (at most half), and total shrinks with them.";
    Endless "endless" "Every page is full of new certifications and total is always one page more.";
    NullArrays "null-arrays" "An empty array is null or absent, an array of one is the element itself.";
    StringScalars "string-scalars" "Numbers as text, truth as True, Oui, 1 or true, dates as ISO or empty text, codes with prefix or as numbers.";
    UnknownFields "unknown-fields" "Undocumented properties in every object.";
    NotFound200 "not-found-200" "An unknown certification is 200 with every property null.";
    RedirectElsewhere "redirect-elsewhere" "302 to another port of loopback, which writes down what it gets.";
    Bomb "bomb" "About 1 MB of gzip that inflates to 1 GiB of JSON.";
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The name of a fault that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFault(String);

impl fmt::Display for UnknownFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no fault `{}`; `--fault list` names them all", self.0)
    }
}

impl std::error::Error for UnknownFault {}

impl FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(name: &str) -> Result<Self, UnknownFault> {
        let found = Fault::ALL.iter().find(|fault| fault.name() == name);
        found.copied().ok_or_else(|| UnknownFault(name.to_owned()))
    }
}
