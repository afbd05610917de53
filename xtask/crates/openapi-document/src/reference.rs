//! Following `$ref`, inside the document alone: nothing is fetched or read for a reference.

use serde_json::Value;

use crate::pointer::Pointer;

/// How many references in a row are followed; a longer chain is a circle.
pub const MAX_HOPS: usize = 64;

/// What a value stands for, once its references are followed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target<'d> {
    /// The value, which is no reference.
    pub value: &'d Value,
    /// The last reference on the way; `None` when the value was written in place.
    pub reference: Option<&'d str>,
}

/// A reference that leads out of the document, to nothing, or round in a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken<'d>(pub &'d str);

/// What `value` stands for: itself, or what its `$ref` leads to, references to references included.
///
/// # Errors
///
/// [`Broken`] with the reference that leads nowhere.
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

/// Where [`lookup`] finds the value.
pub(crate) fn locate(document: &Value, reference: &str) -> Option<Pointer> {
    let written = Pointer::written(reference.strip_prefix('#')?);
    match written.find(document) {
        Some(_) => Some(written),
        None => Pointer::parse(reference),
    }
}

/// The value that a `$ref` names; `None` when it leads out of the document or nowhere. One hop: what
/// is found may be a reference itself.
pub fn lookup<'d>(document: &'d Value, reference: &str) -> Option<&'d Value> {
    // As written first: most references have nothing to decode, and a key may hold a `%`.
    document
        .pointer(reference.strip_prefix('#')?)
        .or_else(|| Pointer::parse(reference)?.find(document))
}
