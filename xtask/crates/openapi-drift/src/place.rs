//! The current place of the comparison in both documents, as JSON pointers and as text.

use std::fmt::Write as _;
use std::rc::Rc;

use super::change::Direction;
use super::document::escaped;

/// Maximum nesting of inline schemas; deeper parts are compared as a whole.
const DEEPEST: usize = 128;

/// Which document a location points into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Base,
    Revision,
}

impl Side {
    /// "old document", "new document".
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Base => "old document",
            Self::Revision => "new document",
        }
    }
}

/// The start of a walk: an operation's part, or what a reference points to.
#[derive(Debug, Clone)]
pub(super) struct Root {
    /// Pointer in the old document.
    pub(super) base: Rc<str>,
    /// Pointer in the new document.
    pub(super) revision: Rc<str>,
    /// As text: "parameter `rome` (query)", "response 200", "`Certification`".
    pub(super) label: Rc<str>,
    /// The operation, as `GET /items`.
    pub(super) operation: Option<Rc<str>>,
    /// Whether it is a webhook or callback: the client receives its requests and sends its
    /// responses.
    pub(super) inbound: Option<Inbound>,
}

/// A webhook or callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inbound {
    Webhook,
    Callback,
}

/// One step down: a key or an index.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'p> {
    Key(&'p str),
    Index(usize),
}

/// A place in both documents, linked to its parent; its texts are only built for a reported change.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    root: &'p Root,
    up: Option<&'p Place<'p>>,
    keyword: &'p str,
    steps: Option<(Step<'p>, Step<'p>)>,
    depth: usize,
    /// The direction of the value here.
    pub(super) direction: Direction,
    /// Whether values are sent as text (parameters, forms), where a number is a string as well.
    pub(super) text: bool,
    /// Whether the default of the schema here was reported already: the default of a parameter
    /// matters more than that of a property.
    pub(super) default_reported: bool,
}

impl<'p> Place<'p> {
    /// The start of a walk. Webhooks and callbacks invert the direction.
    pub(super) fn at(root: &'p Root, direction: Direction, text: bool) -> Self {
        let direction = match (root.inbound, direction) {
            (Some(_), Direction::Request) => Direction::Response,
            (Some(_), Direction::Response) => Direction::Request,
            (_, direction) => direction,
        };
        Self {
            root,
            up: None,
            keyword: "",
            steps: None,
            depth: 0,
            direction,
            text,
            default_reported: false,
        }
    }

    /// The place one keyword below: `#/…/items`.
    pub(super) fn keyword(&'p self, keyword: &'p str) -> Place<'p> {
        Place {
            up: Some(self),
            keyword,
            steps: None,
            depth: self.depth + 1,
            default_reported: false,
            ..*self
        }
    }

    /// The place a keyword and a key below: `#/…/properties/code`.
    pub(super) fn member(&'p self, keyword: &'p str, key: &'p str) -> Place<'p> {
        self.steps(keyword, Step::Key(key), Step::Key(key))
    }

    /// The place below, with an index that differs between the documents: `#/…/oneOf/0` and
    /// `#/…/oneOf/1`.
    pub(super) fn steps(
        &'p self,
        keyword: &'p str,
        base: Step<'p>,
        revision: Step<'p>,
    ) -> Place<'p> {
        Place {
            steps: Some((base, revision)),
            ..self.keyword(keyword)
        }
    }

    /// The same place with another direction.
    pub(super) fn towards(self, direction: Direction) -> Self {
        Self { direction, ..self }
    }

    /// The same place, with its default marked as reported or not.
    pub(super) fn with_default_reported(self, default_reported: bool) -> Self {
        Self {
            default_reported,
            ..self
        }
    }

    /// The same place, with values sent as text or not.
    pub(super) fn with_text(self, text: bool) -> Self {
        Self { text, ..self }
    }

    pub(super) fn too_deep(&self) -> bool {
        self.depth >= DEEPEST
    }

    pub(super) fn inbound(&self) -> Option<Inbound> {
        self.root.inbound
    }

    pub(super) fn operation(&self) -> Option<&Rc<str>> {
        self.root.operation.as_ref()
    }

    /// The JSON pointer on one side.
    pub(super) fn pointer(&self, side: Side) -> String {
        let mut chain = vec![self];
        while let Some(up) = chain.last().and_then(|place| place.up) {
            chain.push(up);
        }
        let start = match side {
            Side::Base => &self.root.base,
            Side::Revision => &self.root.revision,
        };
        let mut pointer = start.to_string();
        for place in chain.into_iter().rev() {
            if !place.keyword.is_empty() {
                pointer.push('/');
                pointer.push_str(&escaped(place.keyword));
            }
            if let Some((base, revision)) = place.steps {
                pointer.push('/');
                match if side == Side::Base { base } else { revision } {
                    Step::Key(key) => pointer.push_str(&escaped(key)),
                    Step::Index(index) => {
                        // Writing to a string cannot fail.
                        let _ = write!(pointer, "{index}");
                    }
                }
            }
        }
        pointer
    }

    /// As text: "`Certification`.rncp[].code".
    pub(super) fn words(&self) -> String {
        let mut chain = vec![self];
        while let Some(up) = chain.last().and_then(|place| place.up) {
            chain.push(up);
        }
        let mut path = String::new();
        for place in chain.into_iter().rev() {
            match (place.keyword, place.steps) {
                ("properties", Some((Step::Key(key), _))) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(key);
                }
                ("items", _) => path.push_str("[]"),
                ("prefixItems", Some((Step::Index(index), _))) => {
                    let _ = write!(path, "[{index}]");
                }
                ("additionalProperties", _) => path.push_str("{}"),
                (union @ ("oneOf" | "anyOf"), Some((Step::Index(index), _))) => {
                    let _ = write!(path, "<{union} {index}>");
                }
                _ => {}
            }
        }
        if path.is_empty() {
            self.root.label.to_string()
        } else {
            format!("{}, `{path}`", self.root.label)
        }
    }
}
