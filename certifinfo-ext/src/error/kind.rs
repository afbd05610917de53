//! The kinds of failure, each with what to do about it.

/// What kind of failure an [`Error`](crate::Error) is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The service refused the token: 401 or 403.
    ///
    /// What to do: ask the producer's support (Réseau des Carif-Oref) for a token by e-mail, and set
    /// it in the environment variable `CERTIFINFO_TOKEN` or with
    /// [`Builder::token`](crate::Builder::token).
    Unauthorized,
    /// The certification does not exist: status 404, or 200 with only nulls.
    ///
    /// What to do: check the code, which may belong to another register. A search gets this answer
    /// if the base URL is wrong.
    NotFound,
    /// The service rejected the request: 400 or another 4xx.
    ///
    /// What to do: read the service's message and change the request. If the request looks right,
    /// the API may have changed: check for a newer version of this crate.
    Rejected,
    /// Too many requests: the last attempt got a 429, or the service asks for a longer wait than
    /// [`RetryPolicy::retry_after_cap`](crate::RetryPolicy::retry_after_cap).
    ///
    /// What to do: wait as long as [`Error::retry_after`](crate::Error::retry_after) says, and
    /// lower the rate with [`Builder::rate_limit`](crate::Builder::rate_limit).
    RateLimited,
    /// The service failed: 5xx or 408, or a web page in place of data (maintenance).
    ///
    /// What to do: try again later. The request is correct.
    Server,
    /// The service was not reached, the connection broke or timed out, or the service redirected to
    /// another host (never followed, because the token would be sent there).
    ///
    /// What to do: check the network, the proxy and the base URL; for timeouts, see
    /// [`Builder::attempt_timeout`](crate::Builder::attempt_timeout).
    Transport,
    /// The answer does not have the documented form, or is too large.
    ///
    /// What to do: look at the excerpt in the message. If only one record of a page is concerned,
    /// its raw JSON is in [`Error::record`](crate::Error::record) and the others are delivered.
    /// Otherwise the API may have changed: check for a newer version of this crate.
    Decode,
    /// The pages contradict each other, so that the results cannot be proven complete:
    /// [`Error::stall`](crate::Error::stall) says how.
    ///
    /// What to do: everything before the error was delivered. Continue later from the checkpoint in
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
    /// What to do about it, as one sentence without its full stop. Most error messages end with it.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            ErrorKind::Unauthorized => {
                "Ask the producer's support (Réseau des Carif-Oref) for a token by e-mail, and set it \
                 in CERTIFINFO_TOKEN (in Rust also with Builder::token)"
            }
            ErrorKind::NotFound => {
                "Check the code, which may belong to another register; for a search, the base URL"
            }
            ErrorKind::Rejected => "Change the request as the service's message says",
            ErrorKind::RateLimited => {
                "Wait, and send fewer requests per second (in Rust with Builder::rate_limit)"
            }
            ErrorKind::Server => "The service is failing: come back later",
            ErrorKind::Transport => "Check the network, the proxy and the base URL",
            ErrorKind::Decode => {
                "The service's answers may have changed: compare with `cargo xtask drift` and \
                 `cargo xtask probe`"
            }
            ErrorKind::Stalled => {
                "Everything before was delivered: continue later from the checkpoint of this error"
            }
            ErrorKind::InvalidCode => "Correct the code: nothing was sent",
            ErrorKind::Config => "Correct the setting: nothing was sent",
        }
    }
}
