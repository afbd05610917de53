//! Where the comparison is: the same place in both documents, as JSON pointers and in words.

use std::fmt::Write as _;
use std::rc::Rc;

use super::change::Direction;
use super::document::escaped;

/// How many schemas may nest in place before their parts are no longer compared one by one.
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
    /// In words: "parameter `rome` (query)", "response 200", "`Certification`".
    pub(super) label: Rc<str>,
    /// The operation, as `GET /items`.
    pub(super) operation: Option<Rc<str>>,
    /// What the service calls by itself: its requests are received, its responses sent.
    pub(super) inbound: Option<Inbound>,
}

/// What the service calls by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inbound {
    Webhook,
    Callback,
}

/// A key or an index on the way down.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'p> {
    Key(&'p str),
    Index(usize),
}

/// A spot in both documents, chained to where the walk came from; its texts are only written when a
/// change is reported.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    root: &'p Root,
    up: Option<&'p Place<'p>>,
    keyword: &'p str,
    steps: Option<(Step<'p>, Step<'p>)>,
    depth: usize,
    /// Which way the value here travels.
    pub(super) direction: Direction,
    /// Whether values are written as text (parameters, forms), where a number is a text as well.
    pub(super) text: bool,
    /// Whether the default of the schema here was reported already: a parameter's default
    /// weighs more than a property's.
    pub(super) default_reported: bool,
}

impl<'p> Place<'p> {
    /// The start of a walk. What the service calls by itself travels the other way.
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

    /// One keyword down: `#/…/items`.
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

    /// A keyword and a key down: `#/…/properties/code`.
    pub(super) fn member(&'p self, keyword: &'p str, key: &'p str) -> Place<'p> {
        self.steps(keyword, Step::Key(key), Step::Key(key))
    }

    /// A keyword and a step down that differs between the documents: `#/…/oneOf/0` and `#/…/oneOf/1`.
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

    /// The same spot, for what travels the other way or not at all.
    pub(super) fn towards(self, direction: Direction) -> Self {
        Self { direction, ..self }
    }

    /// The same place, its default reported or not.
    pub(super) fn with_default_reported(self, default_reported: bool) -> Self {
        Self {
            default_reported,
            ..self
        }
    }

    /// The same spot, for values that are written as text, or are not.
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

    /// In words: "`Certification`.rncp[].code".
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
