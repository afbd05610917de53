//! STUB.
#![allow(missing_docs)]
use serde::{Deserialize, Serialize};
use std::fmt;
use std::num::NonZeroU32;
macro_rules! stub { ($($n:ident $p:literal),*) => {$(
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct $n(NonZeroU32);
impl $n { pub fn get(self) -> u32 { self.0.get() } pub fn new(n: u32) -> Result<Self, String> { NonZeroU32::new(n).map(Self).ok_or_else(|| "0".to_owned()) } }
impl fmt::Display for $n { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, concat!($p, "{}"), self.0) } }
)*} }
stub!(CertifInfoCode "", RncpCode "RNCP", RsCode "RS", Formacode "", RomeCode "D", BrancheProA "", Niveau "");
