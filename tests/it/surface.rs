//! The public surface of certifinfo-sdk, kept as snapshots: what a regeneration changes for the
//! people who use the crate is a diff to read in review.

use crate::support::{repo, rust};

#[test]
fn the_generated_surface_is_the_reviewed_one() {
    let lines = rust::surface(&repo::read("certifinfo-sdk/src/generated.rs"));
    insta::assert_snapshot!("surface_generated", lines.join("\n"));
}

#[test]
fn the_hand_written_surface_is_the_reviewed_one() {
    let mut text = String::new();
    for file in repo::files_ending(".rs") {
        let ours = file.starts_with("certifinfo-sdk/src/") && !file.ends_with("generated.rs");
        let lines = if ours {
            rust::surface(&repo::read(&file))
        } else {
            Vec::new()
        };
        if !lines.is_empty() {
            text.push_str(&format!("{file}\n"));
            lines
                .iter()
                .for_each(|line| text.push_str(&format!("  {line}\n")));
        }
    }
    insta::assert_snapshot!("surface_written", text);
}

/// The reader of the surface is itself held to an example, so that a snapshot cannot stay green
/// because nothing was read.
#[test]
fn the_surface_names_every_kind_of_public_item_and_no_private_one() {
    let source = r#"
        pub use other::Thing;
        pub const LIMIT: usize = 3;
        #[derive(Clone, Debug)]
        pub struct Open<'a> {
            #[serde(rename = "type")]
            pub kind: ::std::option::Option<::std::vec::Vec<super::Kind>>,
            hidden: u8,
        }
        struct Closed { pub field: u8 }
        pub enum Answer { Yes, No(u8) }
        impl<'a> Open<'a> {
            pub fn set<V>(mut self, value: V) -> Self where V: std::convert::TryInto<bool> { self }
            fn inner(&self) {}
        }
        impl std::fmt::Display for Open<'_> {}
        impl std::fmt::Display for Closed {}
        #[cfg(feature = "extra")]
        pub mod deep { pub async fn go(&self, at: (u8, &str)) -> Result<(), Error> {} fn no() {} }
        mod shallow { pub struct Unseen; }
        pub(crate) fn ours() {}
    "#;
    insta::assert_snapshot!(rust::surface(source).join("\n"), @r##"
    enum Answer
    Answer::No
    Answer::No.0: u8
    Answer::Yes
    const LIMIT: usize = 3
    Open.kind: Option<Vec<super::Kind>> #[serde(rename = "type")]
    impl Display for Open<'_>
    struct Open<'a> #[derive(Clone, Debug)]
    fn Open<'a>::set<V>(self, value: V) -> Self where V: TryInto<bool>
    mod deep #[cfg(feature = "extra")]
    async fn deep::go(&self, at: (u8, &str)) -> Result<(), Error>
    use other::Thing
    "##);
}
