//! Changes inside a schema. Each aspect is three rules: for values that clients send, for values
//! they receive, and for schemas that neither use.

use super::Rule;
use crate::change::{Direction, Severity};
use crate::severity::Effect;

/// A change inside a schema, in its three directions.
#[derive(Debug)]
pub struct Aspect {
    /// `request-…`
    pub request: Rule,
    /// `response-…`
    pub response: Rule,
    /// `schema-…`
    pub structure: Rule,
}

impl Aspect {
    /// The rule for `direction`.
    pub const fn in_direction(&'static self, direction: Direction) -> &'static Rule {
        match direction {
            Direction::Request => &self.request,
            Direction::Response => &self.response,
            Direction::Structure => &self.structure,
        }
    }
}

const fn derived(
    id: &'static str,
    direction: Direction,
    effect: Effect,
    what: &'static str,
) -> Rule {
    Rule {
        id,
        severity: effect.severity(direction),
        direction: Some(direction),
        what,
        why: effect.reason(direction),
    }
}

const fn contested(rule: Rule, severity: Severity, why: &'static str) -> Rule {
    Rule {
        severity,
        why,
        ..rule
    }
}

/// `NAME = "slug" effect "what";`: the severities follow from the effect. A direction with another
/// severity or reason is given in braces.
macro_rules! aspects {
    ($($name:ident = $slug:literal $effect:ident $what:literal
        $({ $($way:ident $severity:ident $why:literal;)+ })?;)+) => {
        $(
            #[doc = $what]
            pub static $name: Aspect = {
                #[allow(unused_mut, reason = "only contested aspects are adjusted")]
                let mut aspect = Aspect {
                    request: derived(concat!("request-", $slug), Direction::Request, Effect::$effect, $what),
                    response: derived(concat!("response-", $slug), Direction::Response, Effect::$effect, $what),
                    structure: derived(concat!("schema-", $slug), Direction::Structure, Effect::$effect, $what),
                };
                $($(aspect.$way = contested(aspect.$way, Severity::$severity, $why);)+)?
                aspect
            };
        )+
        /// All aspects, in the order of `DRIFT.md`.
        pub static ASPECTS: &[&Aspect] = &[$(&$name),+];
    };
}

aspects! {
    TYPE_WIDENED = "type-widened" Widens "More types are allowed (integer to number, a type added to the list, the type dropped).";
    TYPE_NARROWED = "type-narrowed" Narrows "Fewer types are allowed (number to integer, a type removed from the list, a type set).";
    TYPE_CHANGED = "type-changed" Incomparable "Another type.";
    SCALAR_TO_ARRAY = "scalar-to-array" Incomparable "A single value became a list.";
    ARRAY_TO_SCALAR = "array-to-scalar" Incomparable "A list became a single value.";
    FORMAT_WIDENED = "format-widened" Widens "The format was widened (int32 to int64, float to double, date to date-time) or dropped.";
    FORMAT_NARROWED = "format-narrowed" Narrows "The format was narrowed or set.";
    FORMAT_CHANGED = "format-changed" Incomparable "Another format.";
    BECAME_NULLABLE = "became-nullable" Widens "Null is allowed now.";
    BECAME_NOT_NULLABLE = "became-not-nullable" Narrows "Null is no longer allowed.";
    ENUM_VALUE_ADDED = "enum-value-added" Widens "A value joined an enumeration." {
        response Breaking "A program that matches every value receives an unknown one. A producer can announce new values with x-extensible-enum, whose additions are compatible.";
    };
    ENUM_VALUE_REMOVED = "enum-value-removed" Narrows "A value left an enumeration.";
    BECAME_ENUM = "became-enum" Narrows "Any value was allowed; now only listed values are.";
    ENUM_DROPPED = "enum-dropped" Widens "Only listed values were allowed; now any value is.";
    EXTENSIBLE_ENUM_VALUE_ADDED = "extensible-enum-value-added" Neutral "A value joined an enumeration declared extensible." {
        response Compatible "The producer announced new values (x-extensible-enum), so programs must expect them.";
    };
    EXTENSIBLE_ENUM_VALUE_REMOVED = "extensible-enum-value-removed" Narrows "A value left an enumeration declared extensible.";
    DEFAULT_CHANGED = "default-changed" Neutral "The default of a property was set, changed or dropped." {
        request Compatible "Requests stay valid; leaving the property out may have another effect, which the document does not show.";
    };
    RANGE_NARROWED = "range-narrowed" Narrows "minimum, maximum or multipleOf allow fewer numbers.";
    RANGE_WIDENED = "range-widened" Widens "minimum, maximum or multipleOf allow more numbers.";
    RANGE_CHANGED = "range-changed" Incomparable "multipleOf changed to a value that is neither a multiple nor a divisor of the old one.";
    LENGTH_NARROWED = "length-narrowed" Narrows "minLength or maxLength allow fewer texts.";
    LENGTH_WIDENED = "length-widened" Widens "minLength or maxLength allow more texts.";
    COUNT_NARROWED = "count-narrowed" Narrows "minItems, maxItems, minProperties, maxProperties, minContains or maxContains allow fewer sizes.";
    COUNT_WIDENED = "count-widened" Widens "minItems, maxItems, minProperties, maxProperties, minContains or maxContains allow more sizes.";
    UNIQUE_ITEMS_REQUIRED = "unique-items-required" Narrows "The items must differ now.";
    UNIQUE_ITEMS_DROPPED = "unique-items-dropped" Widens "The items may repeat now.";
    PATTERN_ADDED = "pattern-added" Narrows "A pattern was added.";
    PATTERN_REMOVED = "pattern-removed" Widens "The pattern is gone.";
    PATTERN_CHANGED = "pattern-changed" Incomparable "Another pattern." {
        request Breaking "Whether one pattern contains the other is not decided; the doubtful case counts as breaking.";
        response Breaking "Whether one pattern contains the other is not decided; the doubtful case counts as breaking.";
    };
    PROPERTY_ADDED = "property-added" Neutral "A new property that may be left out, or that responses contain." {
        request Compatible "Nobody has to send it.";
        response Compatible "Programs ignore what they do not know, unless the object was closed (see property-added-to-closed-object).";
    };
    PROPERTY_ADDED_TO_CLOSED_OBJECT = "property-added-to-closed-object" Widens "A property joined an object that forbade unknown ones." {
        response Breaking "With additionalProperties: false, generated programs refuse unknown properties (deny_unknown_fields), so a new one stops them.";
    };
    REQUIRED_PROPERTY_ADDED = "required-property-added" Narrows "A new property that must be sent, or that is always present." {
        request Breaking "Today's requests leave it out. A default changes nothing: it does not make a request without a required property valid.";
    };
    PROPERTY_REMOVED = "property-removed" Neutral "A property is gone." {
        request Breaking "The service no longer promises to use it: what today's programs send is ignored or refused.";
        response Breaking "A program that reads it finds nothing, whether it was required or not. Many documents declare fields optional that are always present; ignoring optional fields would hide the removals that matter.";
    };
    PROPERTY_BECAME_REQUIRED = "property-became-required" Narrows "A property may no longer be left out.";
    PROPERTY_BECAME_OPTIONAL = "property-became-optional" Widens "A property may be left out now.";
    REQUIRED_NAME_CHANGED = "required-name-changed" Neutral "`required` names, or no longer names, a property that the schema does not describe." {
        request Compatible "No schema describes the property, so the name in the list may be a mistake.";
    };
    ADDITIONAL_PROPERTIES_ALLOWED = "additional-properties-allowed" Widens "Unknown properties are allowed, or less constrained than before.";
    ADDITIONAL_PROPERTIES_FORBIDDEN = "additional-properties-forbidden" Narrows "Unknown properties are forbidden, or more constrained than before.";
    BRANCH_ADDED = "branch-added" Widens "A branch joined oneOf or anyOf, or a plain schema gained alternatives.";
    BRANCH_REMOVED = "branch-removed" Narrows "A branch left oneOf or anyOf.";
    UNION_ADDED = "union-added" Narrows "A oneOf or anyOf was added beside what was already required.";
    UNION_DROPPED = "union-dropped" Widens "A oneOf or anyOf was dropped and its siblings stayed.";
    UNION_CHANGED = "union-changed" Incomparable "A plain schema became alternatives, or the reverse, and containment cannot be shown." {
        request Breaking "With oneOf exactly one branch must match: a value of today may match two.";
    };
    ONE_OF_BECAME_ANY_OF = "one-of-became-any-of" Widens "Exactly one branch had to match; now at least one has to.";
    ANY_OF_BECAME_ONE_OF = "any-of-became-one-of" Narrows "At least one branch had to match; now exactly one has to.";
    ALL_OF_BRANCH_ADDED = "all-of-branch-added" Narrows "A reference to nothing was added to allOf.";
    ALL_OF_BRANCH_REMOVED = "all-of-branch-removed" Widens "A reference to nothing was removed from allOf.";
    REDUNDANT_BRANCH_ADDED = "redundant-branch-added" Neutral "A branch was added to oneOf or anyOf that allows nothing more than another.";
    REDUNDANT_BRANCH_REMOVED = "redundant-branch-removed" Neutral "A branch was removed from oneOf or anyOf that allowed nothing more than a remaining one.";
    DISCRIMINATOR_PROPERTY_CHANGED = "discriminator-property-changed" Incomparable "Another property distinguishes the alternatives.";
    DISCRIMINATOR_TAG_ADDED = "discriminator-tag-added" Widens "Another value of the discriminator selects a schema, explicitly or by the name of an added schema.";
    DISCRIMINATOR_TAG_REMOVED = "discriminator-tag-removed" Narrows "A value of the discriminator no longer selects a schema.";
    DISCRIMINATOR_TAG_MOVED = "discriminator-tag-moved" Incomparable "A value of the discriminator selects another schema.";
    DISCRIMINATOR_CHANGED = "discriminator-changed" Neutral "The discriminator was set or dropped." {
        request Compatible "A discriminator is a hint on properties described elsewhere; what changes there is reported there.";
        response Compatible "A discriminator is a hint on properties described elsewhere; what changes there is reported there.";
    };
    BECAME_READ_ONLY = "became-read-only" Neutral "A property is for responses only now.";
    BECAME_NOT_READ_ONLY = "became-not-read-only" Neutral "A property may be sent now.";
    BECAME_WRITE_ONLY = "became-write-only" Neutral "A property is for requests only now." {
        response Breaking "It is no longer sent: for a program that reads it, this is a removal.";
    };
    BECAME_NOT_WRITE_ONLY = "became-not-write-only" Neutral "A property appears in responses now.";
    DEPRECATED = "deprecated" Neutral "Marked deprecated.";
    NO_LONGER_DEPRECATED = "no-longer-deprecated" Neutral "No longer deprecated.";
    KEYWORD_ADDED = "keyword-added" Narrows "Another validation keyword was added (not, if, contains, patternProperties, propertyNames, …).";
    KEYWORD_REMOVED = "keyword-removed" Widens "Another validation keyword was dropped.";
    KEYWORD_CHANGED = "keyword-changed" Incomparable "Another validation keyword was changed.";
    ENCODING_CHANGED = "encoding-changed" Incomparable "contentMediaType or contentEncoding: the string has other content or another encoding.";
    EXTENSION_CHANGED = "extension-changed" Neutral "An extension (x-…) or an unknown keyword." {
        request Compatible "It does not constrain requests or responses; a generator may read it.";
        response Compatible "It does not constrain requests or responses; a generator may read it.";
    };
    TOO_DEEP = "too-deep" Incomparable "A difference in a part with too much nesting or too many combinations to be compared in detail.";
}
