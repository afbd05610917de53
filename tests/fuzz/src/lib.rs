//! What the targets share: documents, trees and overlays grown from the fuzzer's bytes.

pub mod document;
pub mod mutation;
pub mod overlay;
pub mod tree;
pub mod words;
