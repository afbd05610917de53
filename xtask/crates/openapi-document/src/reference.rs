//! Resolves `$ref` within the document; other files and URLs are never read.

use serde_json::Value;

use crate::pointer::Pointer;

/// Maximum number of references followed in a row; a longer chain counts as a circle.
pub const MAX_HOPS: usize = 64;

/// The result of resolving a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target<'d> {
    /// The value, which is not a reference.
    pub value: &'d Value,
    /// The last reference followed; `None` when the value itself was not a reference.
    pub reference: Option<&'d str>,
}

/// A reference that points out of the document, to nothing, or round in a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken<'d>(pub &'d str);

/// Resolves `value`: returns the value itself, or the target of its `$ref`, however long the chain.
///
/// # Errors
///
/// [`Broken`] with the reference that cannot be resolved.
///
/// ```
/// use openapi_document::resolve;
/// use serde_json::json;
///
/// let document = json!({"a": {"$ref": "#/b"}, "b": {"$ref": "#/c"}, "c": {"type": "string"}});
/// let target = resolve(&document, &document["a"]).expect("it leads somewhere");
/// assert_eq!((target.value, target.reference), (&document["c"], Some("#/c")));
///
/// let circle = json!({"a": {"$ref": "#/a"}});
/// assert!(resolve(&circle, &circle["a"]).is_err());
/// ```
pub fn resolve<'d>(document: &'d Value, value: &'d Value) -> Result<Target<'d>, Broken<'d>> {
    let mut value = value;
    let mut last = None;
    for _ in 0..MAX_HOPS {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
            let reference = last;
            return Ok(Target { value, reference });
        };
        value = lookup(document, reference).ok_or(Broken(reference))?;
        last = Some(reference);
    }
    Err(Broken(last.unwrap_or_default()))
}

/// The place of the value that [`lookup`] finds.
pub(crate) fn locate(document: &Value, reference: &str) -> Option<Pointer> {
    let written = Pointer::written(reference.strip_prefix('#')?);
    match written.find(document) {
        Some(_) => Some(written),
        None => Pointer::parse(reference),
    }
}

/// The value that a `$ref` names; `None` when it points out of the document or to nothing. Follows
/// one reference: the result may be a reference too.
pub fn lookup<'d>(document: &'d Value, reference: &str) -> Option<&'d Value> {
    // Tried undecoded first: most references contain nothing to decode, and a key may contain `%`.
    document
        .pointer(reference.strip_prefix('#')?)
        .or_else(|| Pointer::parse(reference)?.find(document))
}
