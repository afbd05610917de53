//! Changes outside schemas: operations, parameters, bodies, responses, security, servers, names
//! and documentation.

use super::Rule;
use crate::change::{Direction, Severity};

macro_rules! contract {
    ($($name:ident = $id:literal $direction:ident $severity:ident $what:literal $why:literal;)+) => {
        $(
            #[doc = $what]
            pub static $name: Rule = Rule {
                id: $id,
                severity: Severity::$severity,
                direction: contract!(@direction $direction),
                what: $what,
                why: $why,
            };
        )+
        /// All rules outside schemas, in the order of `DRIFT.md`.
        pub static CONTRACT: &[&Rule] = &[$(&$name),+];
    };
    (@direction Any) => { None };
    (@direction $direction:ident) => { Some(Direction::$direction) };
}

contract! {
    PATH_REMOVED = "path-removed" Structure Breaking "A path with all its operations is gone." "Calls to it fail. An earlier deprecation announces the break but does not keep programs working.";
    OPERATION_REMOVED = "operation-removed" Structure Breaking "An operation is gone, its path stays." "Calls to it fail. An earlier deprecation announces the break but does not keep programs working.";
    REMOVED_AFTER_SUNSET = "operation-removed-after-sunset" Structure Compatible "A deprecated operation is gone after the announced date." "According to the document, no program could rely on it any more.";
    REMOVED_UNPROMISED = "operation-removed-unpromised" Structure Compatible "An operation declared draft or alpha (x-stability-level) is gone." "According to the document, no program could rely on it.";
    OPERATION_MOVED = "operation-moved" Structure Breaking "An operation is at another path: the same method, with the same operationId or the same path under another prefix." "Calls to the old path fail.";
    PATH_ADDED = "path-added" Structure Compatible "A new path." "Nobody calls it yet.";
    OPERATION_ADDED = "operation-added" Structure Compatible "A new operation on a known path." "Nobody calls it yet.";
    PATH_PARAMETER_RENAMED = "path-parameter-renamed" Structure Compatible "The name in the path template changed, the path did not." "Nothing differs on the wire; the generated setter has another name.";
    OPERATION_ID_CHANGED = "operation-id-changed" Structure Compatible "The operationId was set, changed or dropped." "Nothing differs on the wire; the generated method has another name.";
    OPERATION_DEPRECATED = "operation-deprecated" Structure Compatible "Marked deprecated." "It still works.";
    OPERATION_REACTIVATED = "operation-reactivated" Structure Compatible "No longer deprecated." "It still works.";
    SUNSET_ADDED = "sunset-added" Structure Compatible "A date of removal was announced for an operation or a parameter (x-sunset)." "It still works until then.";
    SUNSET_LATER = "sunset-later" Structure Compatible "The date of removal moved back." "It works longer than was promised.";
    SUNSET_EARLIER = "sunset-earlier" Structure Breaking "The date of removal moved forward." "It ends before the announced date.";
    SUNSET_REMOVED = "sunset-removed" Structure Breaking "Still deprecated, with no date of removal any more." "It can end at any time; before, a date was announced.";
    SUNSET_UNREADABLE = "sunset-unreadable" Structure Breaking "A date of removal was announced that cannot be read." "It will be removed on an unknown date.";
    SUNSET_WITHDRAWN = "sunset-withdrawn" Structure Compatible "A date of removal was withdrawn with the deprecation, or one that could not be read." "According to the document, it stays.";
    STABILITY_LOWERED = "stability-lowered" Structure Breaking "x-stability-level promises less." "It was declared stable and may now change at any time.";
    STABILITY_RAISED = "stability-raised" Structure Compatible "x-stability-level promises more." "It lasts at least as long as was promised.";
    CALLBACK_ADDED = "callback-added" Structure Compatible "Callbacks where none were." "Clients that do not ask for callbacks get none.";
    CALLBACK_CHANGED = "callback-changed" Structure Breaking "A callback is gone, or what arrives with it may be missing or different." "What programs wait for no longer arrives, or arrives in another form.";
    CALLBACK_EXTENDED = "callback-extended" Structure Compatible "More arrives with a callback, or may be answered to it." "Programs ignore what they do not know.";
    WEBHOOK_ADDED = "webhook-added" Structure Compatible "A new webhook." "Nobody listens to it yet.";
    WEBHOOK_CHANGED = "webhook-changed" Structure Breaking "A method of a webhook is gone, or what arrives there may be missing or different." "What programs wait for no longer arrives, or arrives in another form.";
    WEBHOOK_EXTENDED = "webhook-extended" Structure Compatible "More arrives at a webhook, or may be answered there." "Programs ignore what they do not know.";
    WEBHOOK_REMOVED = "webhook-removed" Structure Breaking "A webhook is gone." "What programs wait for no longer arrives.";

    REQUIRED_PARAMETER_ADDED = "request-parameter-added-required" Request Breaking "A new parameter that must be sent." "Today's requests leave it out.";
    OPTIONAL_PARAMETER_ADDED = "request-parameter-added-optional" Request Compatible "A new parameter that may be left out." "Nobody has to send it.";
    PARAMETER_REMOVED = "request-parameter-removed" Request Breaking "A parameter is gone." "The service no longer promises to use it: an ignored filter returns the wrong records without an error.";
    PARAMETER_REMOVED_AFTER_SUNSET = "request-parameter-removed-after-sunset" Request Compatible "A deprecated parameter is gone after the announced date." "According to the document, no program could rely on it any more.";
    PARAMETER_REMOVED_UNPROMISED = "request-parameter-removed-unpromised" Request Compatible "A parameter of an operation declared draft or alpha (x-stability-level) is gone." "According to the document, no program could rely on it.";
    PARAMETER_RENAMED = "request-parameter-renamed" Request Breaking "A parameter was replaced by an equal one with another name." "Today's requests send the old name.";
    PARAMETER_MOVED = "request-parameter-moved" Request Breaking "A parameter is sent in another place (query, header, path, cookie)." "Today's requests send it at the old place.";
    PARAMETER_BECAME_REQUIRED = "request-parameter-became-required" Request Breaking "A parameter must be sent now." "Today's requests may leave it out.";
    PARAMETER_BECAME_OPTIONAL = "request-parameter-became-optional" Request Compatible "A parameter may be left out now." "Requests that send it stay valid.";
    PARAMETER_SERIALIZATION_CHANGED = "request-parameter-serialization-changed" Request Breaking "style or explode: values are serialized differently." "The service reads today's requests differently, or not at all.";
    PARAMETER_ACCEPTS_LIST = "request-parameter-accepts-list" Request Compatible "A single value became a list of such values, written name=a&name=b." "A single value is a list of one, serialized as before.";
    PARAMETER_DEFAULT_CHANGED = "request-parameter-default-changed" Request Breaking "The default was set, changed or dropped." "A request that leaves the parameter out, unchanged, gets another response: for example, another page size ends a paged walk early.";
    PARAMETER_EMPTY_FORBIDDEN = "request-parameter-empty-forbidden" Request Breaking "allowEmptyValue was dropped." "An empty value may be refused now.";
    PARAMETER_EMPTY_ALLOWED = "request-parameter-empty-allowed" Request Compatible "allowEmptyValue was set." "Every value sent today stays valid.";
    PARAMETER_RESERVED_ALLOWED = "request-parameter-reserved-allowed" Request Compatible "allowReserved was set." "Encoded characters are read as before.";
    PARAMETER_RESERVED_FORBIDDEN = "request-parameter-reserved-forbidden" Request Breaking "allowReserved was dropped." "Reserved characters sent unencoded may be refused, or the value cut off at the first `&`.";
    PARAMETER_DEPRECATED = "request-parameter-deprecated" Request Compatible "Marked deprecated." "It still works.";
    PARAMETER_REACTIVATED = "request-parameter-reactivated" Request Compatible "No longer deprecated." "It still works.";

    REQUIRED_BODY_ADDED = "request-body-added-required" Request Breaking "A new body that must be sent." "Today's requests have none.";
    OPTIONAL_BODY_ADDED = "request-body-added-optional" Request Compatible "A new body that may be left out." "Nobody has to send it.";
    BODY_REMOVED = "request-body-removed" Request Breaking "The body is gone." "What today's programs send is ignored, or refused.";
    BODY_BECAME_REQUIRED = "request-body-became-required" Request Breaking "The body must be sent now." "Today's requests may have none.";
    BODY_BECAME_OPTIONAL = "request-body-became-optional" Request Compatible "The body may be left out now." "Requests that have one stay valid.";
    REQUEST_MEDIA_TYPE_ADDED = "request-media-type-added" Request Compatible "The body may be sent in another media type." "The media types sent today stay valid.";
    REQUEST_MEDIA_TYPE_REMOVED = "request-media-type-removed" Request Breaking "The body may no longer be sent in this media type." "Programs that send it are refused.";
    PART_ENCODING_CHANGED = "request-part-encoding-changed" Request Breaking "The parts of a form are serialized differently." "The service reads today's bodies differently, or not at all.";

    STATUS_ADDED = "response-status-added" Response Compatible "Another success status." "The known ones still occur.";
    STATUS_REMOVED = "response-status-removed" Response Breaking "A success status is no longer returned." "Programs wait for it.";
    ERROR_STATUS_ADDED = "response-error-status-added" Response Compatible "Another error status is documented." "A document never excludes other error statuses; programs must handle any.";
    ERROR_STATUS_REMOVED = "response-error-status-removed" Response Compatible "An error status is no longer documented." "A document never excludes other error statuses; programs must handle any.";
    RESPONSE_MEDIA_TYPE_ADDED = "response-media-type-added" Response Compatible "The response is available in another media type." "Clients choose the media type, and the known ones stay.";
    RESPONSE_MEDIA_TYPE_NARROWED = "response-media-type-narrowed" Response Compatible "The media type of the response is more exact (application/problem+json for application/json)." "Programs that read one can read the other.";
    RESPONSE_MEDIA_TYPE_WIDENED = "response-media-type-widened" Response Breaking "The media type of the response is less exact (application/json for application/problem+json)." "The guarantees of the more exact media type no longer hold.";
    RESPONSE_MEDIA_TYPE_REMOVED = "response-media-type-removed" Response Breaking "The response is no longer available in this media type." "Programs cannot read the others.";
    HEADER_ADDED = "response-header-added" Response Compatible "Another response header." "Programs ignore headers they do not know.";
    HEADER_REMOVED = "response-header-removed" Response Breaking "A response header is gone." "A program that reads it finds nothing.";
    HEADER_BECAME_OPTIONAL = "response-header-became-optional" Response Breaking "A response header may be missing now." "A program that reads it may find nothing.";
    HEADER_BECAME_REQUIRED = "response-header-became-required" Response Compatible "A response header is always present now." "It could be present before.";
    LINK_CHANGED = "response-link-changed" Response Compatible "A link between operations was added, changed or dropped." "Links describe possible next calls and do not affect requests or responses.";

    SECURITY_REQUIRED = "security-required" Request Breaking "Calls without credentials were allowed, and are no longer." "Programs that send none are refused.";
    SECURITY_DROPPED = "security-dropped" Request Compatible "Calls without credentials are allowed now." "Calls that send some stay valid.";
    SECURITY_ALTERNATIVE_REMOVED = "security-alternative-removed" Request Breaking "A way to authenticate was removed, or requires more." "Programs that use it are refused.";
    SECURITY_ALTERNATIVE_ADDED = "security-alternative-added" Request Compatible "Another way to authenticate." "The ways used today stay.";
    SECURITY_SCOPE_ADDED = "security-scope-added" Request Breaking "Another scope is asked for." "Tokens granted without it are refused.";
    SECURITY_SCOPE_REMOVED = "security-scope-removed" Request Compatible "A scope is no longer asked for." "Tokens that have it stay valid.";
    SECURITY_SCHEME_CHANGED = "security-scheme-changed" Request Breaking "A scheme in use sends its credentials differently: another type, place, header name, flow or address." "Programs that send them as before are refused.";
    SECURITY_SCHEME_DETAIL_CHANGED = "security-scheme-detail-changed" Request Compatible "A detail of a scheme that does not change how credentials are sent, or a scheme that no operation uses." "Credentials are sent as before.";
    SECURITY_SCHEME_ADDED = "security-scheme-added" Structure Compatible "A scheme was declared." "Operations that ask for it are reported separately.";
    SECURITY_SCHEME_REMOVED = "security-scheme-removed" Structure Compatible "A scheme is no longer declared." "Operations that asked for it are reported separately.";

    SERVER_ADDED = "server-added" Request Compatible "Another server." "The ones in use stay.";
    SERVER_REMOVED = "server-removed" Request Breaking "A server is no longer listed." "Programs that call it may get no response.";
    BASE_PATH_CHANGED = "base-path-changed" Request Breaking "The same server, under another base path." "Every call goes to the old path.";
    SERVER_ORDER_CHANGED = "server-order-changed" Request Compatible "The same servers in another order." "Clients that take the first by default call another one; all are valid.";
    SERVER_VARIABLE_CHANGED = "server-variable-changed" Request Breaking "A variable of a server's address has another default or other values." "The address that programs build may no longer exist.";

    COMPONENT_ADDED = "component-added" Structure Compatible "A schema that no operation uses was added." "No request or response changes; a type is generated for it.";
    COMPONENT_REMOVED = "component-removed" Structure Compatible "A schema that no operation used is gone." "No request or response changes; its generated type is gone.";
    COMPONENT_RENAMED = "component-renamed" Structure Docs "A schema was renamed." "Nothing differs on the wire; the generated type has another name.";
    DOCUMENT_EXTENSION_CHANGED = "document-extension-changed" Structure Compatible "An extension (x-…) or an unknown key outside schemas." "It does not constrain requests or responses; a generator may read it.";

    INFO_CHANGED = "info-changed" Any Docs "The document's title, version, description, contact, licence or terms." "For people.";
    DESCRIPTION_CHANGED = "description-changed" Any Docs "A description or summary." "For people.";
    TITLE_CHANGED = "title-changed" Any Docs "The title of a schema." "For people, though a generator may take a name from it.";
    EXAMPLE_CHANGED = "example-changed" Any Docs "An example." "For people.";
    TAGS_CHANGED = "tags-changed" Any Docs "The tags of an operation, or the description of a tag." "Tags order the documentation.";
    EXTERNAL_DOCS_CHANGED = "external-docs-changed" Any Docs "A link to further documentation." "For people.";
}
