//! The kinds of failure, each with what to do about it.

/// What kind of failure an [`Error`](crate::Error) is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The service refused the token: 401 or 403.
    ///
    /// What to do: ask the producer's support (Réseau des Carif-Oref) for a token by mail, and set
    /// it in the environment variable `CERTIFINFO_TOKEN` or with
    /// [`Builder::token`](crate::Builder::token).
    Unauthorized,
    /// There is no such certification: 404, or 200 with nothing but nulls.
    ///
    /// What to do: check the code, which may belong to another register. To a search a service
    /// answers so if the base URL is wrong.
    NotFound,
    /// The service refuses the request itself: 400 or another 4xx.
    ///
    /// What to do: read the service's message and change the request. If the request looks right,
    /// the published document may have changed: `cargo xtask drift` tells.
    Rejected,
    /// Too many requests: 429 to the last attempt, or with a wait too long to sit out.
    ///
    /// What to do: wait as long as [`Error::retry_after`](crate::Error::retry_after) says, and
    /// lower the rate with [`Builder::rate_limit`](crate::Builder::rate_limit).
    RateLimited,
    /// The service failed: 5xx or 408, or a web page in place of data (maintenance).
    ///
    /// What to do: come back later. Nothing is wrong on this side.
    Server,
    /// The service was not reached, the way to it broke or took too long, or the answer pointed to
    /// another host, which is never followed because the token would go there.
    ///
    /// What to do: check the network, the proxy and the base URL; for timeouts, see
    /// [`Builder::attempt_timeout`](crate::Builder::attempt_timeout).
    Transport,
    /// The answer is not what the document promises, or is larger than allowed.
    ///
    /// What to do: see the place shown. One record of a page costs only itself: its raw JSON is in
    /// [`Error::record`](crate::Error::record). For more, the document may have changed:
    /// `cargo xtask drift` and `cargo xtask probe` tell.
    Decode,
    /// The pages contradict each other and cannot be walked to an end that is sure to be whole:
    /// [`Error::stall`](crate::Error::stall) says how.
    ///
    /// What to do: everything before has been delivered. Try again later from
    /// [`Error::resume`](crate::Error::resume).
    Stalled,
    /// A code is malformed. Nothing was sent.
    ///
    /// What to do: correct the code; the message says what is wrong with it.
    InvalidCode,
    /// The client or the request is badly configured. Nothing was sent.
    ///
    /// What to do: correct the setting that the message names.
    Config,
}

impl ErrorKind {
    /// What to do about it, in one sentence without its stop; most errors' `Display` ends with it.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            ErrorKind::Unauthorized => {
                "Ask the producer's support (Réseau des Carif-Oref) for a token by mail, and set it \
                 in CERTIFINFO_TOKEN or with CertifInfo::builder().token(…)"
            }
            ErrorKind::NotFound => {
                "Check the code, which may belong to another register; for a search, the base URL"
            }
            ErrorKind::Rejected => "Change the request as the service's message says",
            ErrorKind::RateLimited => {
                "Wait, and ask for fewer requests a second with Builder::limit"
            }
            ErrorKind::Server => "The service is failing: come back later",
            ErrorKind::Transport => "Check the network, the proxy and the base URL",
            ErrorKind::Decode => {
                "The service's answers may have changed: compare with `cargo xtask drift` and \
                 `cargo xtask probe`"
            }
            ErrorKind::Stalled => "What came before is whole: go on later from Error::resume",
            ErrorKind::InvalidCode => "Correct the code: nothing was sent",
            ErrorKind::Config => "Correct the setting: nothing was sent",
        }
    }
}
