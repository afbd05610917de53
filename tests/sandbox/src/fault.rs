//! Everything that can go wrong, by name.

mod bomb;
mod claims;
mod forms;
mod instead;
mod letters;
mod plan;
mod view;
mod wire;

use std::fmt;
use std::str::FromStr;

pub(crate) use forms::{alter_certification, alter_page, not_found};
pub(crate) use instead::instead;
pub(crate) use letters::respell;
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
    PageCap20 "page-cap-20" "A page has 20 records at most, whatever page_size asks for.";
    PageCap50 "page-cap-50" "A page has 50 records at most, whatever page_size asks for.";
    UnstableOrder "unstable-order" "The order changes at every seventh search: it begins at the first certification or in the middle.";
    MovedToEnd "moved-to-end" "From the third search on, the first certification is the last.";
    MovedToStart "moved-to-start" "From the third search on, the last certification is the first.";
    OverlappingPages "overlapping-pages" "Each page begins with the last record of the page before.";
    TotalCapped400 "total-capped-400" "total is 400 at most.";
    TotalCapped10000 "total-capped-10000" "total is 10,000 at most.";
    TotalOfPage "total-of-page" "total is the number of records of the page.";
    TotalText "total-text" "total is text.";
    TotalObject "total-object" "total is {value, relation: eq}.";
    TotalAtLeast "total-at-least" "total is {value, relation: gte}, of which value is 400 at most.";
    NoTotal "no-total" "total is missing; pagination is as it should be.";
    NoTotalNoNext "no-total-no-next" "Neither total nor pagination is there.";
    NextNull "next-null" "pagination.next is null on every page.";
    NextAlways "next-always" "pagination.next names a page after every page, after the last one too.";
    ZeroBased "zero-based" "Pages are counted from 0.";
    PastEnd400 "past-end-400" "400 for a page beyond the last, instead of an empty page.";
    PastEnd404 "past-end-404" "404 for a page beyond the last, instead of an empty page.";
    PastEnd416 "past-end-416" "416 for a page beyond the last, instead of an empty page.";
    UnreachablePages "unreachable-pages" "500 for the pages 3 to 5.";
    EmptyCatalogue "empty-catalogue" "Every search is 200 with a message, a total of 0 and no records.";
    ArchivedHidden "archived-hidden" "A search without the parameter archive leaves archived certifications out.";
    Error200 "error-200" "200 with an error object.";
    IndexKeyed "index-keyed" "data is an object with the keys 0, 1, …, as PHP writes a list with gaps.";
    DataTwice "data-twice" "data is there twice in one object, empty the first time.";
    NoCode "no-code" "The fourth record of a page has no certifinfo_code.";
    NotANumber "not-a-number" "The fourth record of a page, or a single certification, holds NaN.";
    LoneSurrogate "lone-surrogate" "The fourth record of a page, or a single certification, holds half of a surrogate pair.";
    RawTab "raw-tab" "The fourth record of a page, or a single certification, holds a tab that is not escaped.";
    TrailingComma "trailing-comma" "The fourth record of a page, or a single certification, ends with a comma.";
    ByteOrderMark "byte-order-mark" "A byte order mark precedes the JSON.";
    GzipMembers "gzip-members" "The body is gzip in two members.";
    DetailFirst "detail-first" "GET /certification ignores id: it always answers with the first certification.";
    DetailOther "detail-other" "GET /certification answers with another certification than the one asked for.";
    DetailInList "detail-in-list" "A single certification comes as the only one of a page, in `data` beside `total`.";
    DetailBroken "detail-broken" "GET /certification answers 500 for the first certification of the catalogue.";
    Status425 "status-425" "425 with a message.";
    Status520 "status-520" "520 with a message, as a proxy answers.";
    Status530 "status-530" "530 with a message, as a proxy answers.";
    ForbiddenRetryAfter "forbidden-retry-after" "403 with Retry-After: 1.";
    LoginPage403 "login-page-403" "403 with a page of HTML that asks for a password.";
    LoginPage200 "login-page-200" "200 with a page of HTML that asks for a password.";
    BotWall403 "bot-wall-403" "403 with a page of HTML that asks for a captcha.";
    BotWall200 "bot-wall-200" "200 with a page of HTML that asks for a captcha.";
    TokenInJson "token-in-json" "401 with a message that repeats the token, escaped as JSON.";
    TokenInUnicode "token-in-unicode" "401 with a message that repeats the token in unicode escapes.";
    TokenInHtml "token-in-html" "401 with a page of HTML that repeats the token in character references.";
    TokenInPercent "token-in-percent" "401 with a message that repeats the token in percent-encoding.";
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
