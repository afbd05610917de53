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
    PATH_REMOVED = "path-removed" Structure Breaking "A path with all its operations is gone." "Calls to it fail. A deprecation beforehand announces the break, it does not keep programs working.";
    OPERATION_REMOVED = "operation-removed" Structure Breaking "An operation is gone, its path stays." "Calls to it fail. A deprecation beforehand announces the break, it does not keep programs working.";
    REMOVED_AFTER_SUNSET = "operation-removed-after-sunset" Structure Compatible "A deprecated operation is gone after the date it was promised until." "By the document itself, no program could count on it any more.";
    REMOVED_UNPROMISED = "operation-removed-unpromised" Structure Compatible "An operation declared draft or alpha (x-stability-level) is gone." "By the document itself, no program could count on it.";
    OPERATION_MOVED = "operation-moved" Structure Breaking "An operation is at another path: the same method, with the same operationId or the same path under another prefix." "Calls to the old path fail.";
    PATH_ADDED = "path-added" Structure Compatible "A new path." "Nobody calls it yet.";
    OPERATION_ADDED = "operation-added" Structure Compatible "A new operation on a known path." "Nobody calls it yet.";
    PATH_PARAMETER_RENAMED = "path-parameter-renamed" Structure Compatible "The name in the path template changed, the path did not." "Nothing differs on the wire; the generated setter is called otherwise.";
    OPERATION_ID_CHANGED = "operation-id-changed" Structure Compatible "Another operationId, one where none was, or none any more." "Nothing differs on the wire; the generated method is called otherwise.";
    OPERATION_DEPRECATED = "operation-deprecated" Structure Compatible "Marked deprecated." "It still works.";
    OPERATION_REACTIVATED = "operation-reactivated" Structure Compatible "No longer deprecated." "It still works.";
    SUNSET_ADDED = "sunset-added" Structure Compatible "A date of removal was announced for an operation or a parameter (x-sunset)." "It still works until then.";
    SUNSET_LATER = "sunset-later" Structure Compatible "The date of removal moved back." "It works longer than was promised.";
    SUNSET_EARLIER = "sunset-earlier" Structure Breaking "The date of removal moved forward." "It ends before the date programs were promised.";
    SUNSET_REMOVED = "sunset-removed" Structure Breaking "Still deprecated, with no date of removal any more." "It can end at any time, where a date was promised.";
    SUNSET_UNREADABLE = "sunset-unreadable" Structure Breaking "A date of removal was announced that cannot be read." "It goes, and nobody can tell when.";
    SUNSET_WITHDRAWN = "sunset-withdrawn" Structure Compatible "A date of removal was withdrawn with the deprecation, or one that could not be read." "It stays, as far as the document says.";
    STABILITY_LOWERED = "stability-lowered" Structure Breaking "x-stability-level promises less." "What was promised to last may change at any time.";
    STABILITY_RAISED = "stability-raised" Structure Compatible "x-stability-level promises more." "It lasts at least as long as was promised.";
    CALLBACK_ADDED = "callback-added" Structure Compatible "Callbacks where none were." "Who asks for none gets none.";
    CALLBACK_CHANGED = "callback-changed" Structure Breaking "A callback is gone, or what arrives with it may be missing or differ." "What programs wait for no longer comes, or comes otherwise.";
    CALLBACK_EXTENDED = "callback-extended" Structure Compatible "More arrives with a callback, or may be answered to it." "Programs ignore what they do not know.";
    WEBHOOK_ADDED = "webhook-added" Structure Compatible "A new webhook." "Nobody listens to it yet.";
    WEBHOOK_CHANGED = "webhook-changed" Structure Breaking "A method of a webhook is gone, or what arrives there may be missing or differ." "What programs wait for no longer comes, or comes otherwise.";
    WEBHOOK_EXTENDED = "webhook-extended" Structure Compatible "More arrives at a webhook, or may be answered there." "Programs ignore what they do not know.";
    WEBHOOK_REMOVED = "webhook-removed" Structure Breaking "A webhook is gone." "What programs wait for no longer comes.";

    REQUIRED_PARAMETER_ADDED = "request-parameter-added-required" Request Breaking "A new parameter that must be sent." "Today's requests leave it out.";
    OPTIONAL_PARAMETER_ADDED = "request-parameter-added-optional" Request Compatible "A new parameter that may be left out." "Nobody has to send it.";
    PARAMETER_REMOVED = "request-parameter-removed" Request Breaking "A parameter is gone." "The service no longer promises to honour it: a filter that is ignored returns the wrong records without an error.";
    PARAMETER_REMOVED_AFTER_SUNSET = "request-parameter-removed-after-sunset" Request Compatible "A deprecated parameter is gone after the date it was promised until." "By the document itself, no program could count on it any more.";
    PARAMETER_REMOVED_UNPROMISED = "request-parameter-removed-unpromised" Request Compatible "A parameter of an operation declared draft or alpha (x-stability-level) is gone." "By the document itself, no program could count on it.";
    PARAMETER_RENAMED = "request-parameter-renamed" Request Breaking "A parameter is gone and one just like it came under another name." "Today's requests send the old name.";
    PARAMETER_MOVED = "request-parameter-moved" Request Breaking "A parameter travels elsewhere (query, header, path, cookie)." "Today's requests send it at the old place.";
    PARAMETER_BECAME_REQUIRED = "request-parameter-became-required" Request Breaking "A parameter must be sent now." "Today's requests may leave it out.";
    PARAMETER_BECAME_OPTIONAL = "request-parameter-became-optional" Request Compatible "A parameter may be left out now." "Requests that send it stay valid.";
    PARAMETER_SERIALIZATION_CHANGED = "request-parameter-serialization-changed" Request Breaking "style or explode: values are written otherwise." "The service reads today's requests otherwise, or not at all.";
    PARAMETER_ACCEPTS_LIST = "request-parameter-accepts-list" Request Compatible "A single value became a list of such values, written name=a&name=b." "One value is a list of one, written as before.";
    PARAMETER_DEFAULT_CHANGED = "request-parameter-default-changed" Request Breaking "The default was set, changed or dropped." "A request that leaves the parameter out, unchanged, gets another answer: a page of another size ends a walk early.";
    PARAMETER_EMPTY_FORBIDDEN = "request-parameter-empty-forbidden" Request Breaking "allowEmptyValue was dropped." "An empty value may be refused now.";
    PARAMETER_EMPTY_ALLOWED = "request-parameter-empty-allowed" Request Compatible "allowEmptyValue was set." "Every value sent today stays valid.";
    PARAMETER_RESERVED_ALLOWED = "request-parameter-reserved-allowed" Request Compatible "allowReserved was set." "Encoded characters are read as before.";
    PARAMETER_RESERVED_FORBIDDEN = "request-parameter-reserved-forbidden" Request Breaking "allowReserved was dropped." "Programs that send reserved characters as they are may be refused, or cut off at the first `&`.";
    PARAMETER_DEPRECATED = "request-parameter-deprecated" Request Compatible "Marked deprecated." "It still works.";
    PARAMETER_REACTIVATED = "request-parameter-reactivated" Request Compatible "No longer deprecated." "It still works.";

    REQUIRED_BODY_ADDED = "request-body-added-required" Request Breaking "A body that must be sent, where there was none." "Today's requests have none.";
    OPTIONAL_BODY_ADDED = "request-body-added-optional" Request Compatible "A body that may be sent, where there was none." "Nobody has to send it.";
    BODY_REMOVED = "request-body-removed" Request Breaking "The body is gone." "What today's programs send is ignored, or refused.";
    BODY_BECAME_REQUIRED = "request-body-became-required" Request Breaking "The body must be sent now." "Today's requests may have none.";
    BODY_BECAME_OPTIONAL = "request-body-became-optional" Request Compatible "The body may be left out now." "Requests that have one stay valid.";
    REQUEST_MEDIA_TYPE_ADDED = "request-media-type-added" Request Compatible "The body may be sent in another form." "The forms sent today stay valid.";
    REQUEST_MEDIA_TYPE_REMOVED = "request-media-type-removed" Request Breaking "The body may no longer be sent in this form." "Programs that send it are refused.";
    PART_ENCODING_CHANGED = "request-part-encoding-changed" Request Breaking "The parts of a form are written otherwise." "The service reads today's bodies otherwise, or not at all.";

    STATUS_ADDED = "response-status-added" Response Compatible "Another success status." "The ones known today still come.";
    STATUS_REMOVED = "response-status-removed" Response Breaking "A success status no longer comes." "It is what programs wait for.";
    ERROR_STATUS_ADDED = "response-error-status-added" Response Compatible "Another error status is documented." "A document never promised that no other status comes; programs must cope with any.";
    ERROR_STATUS_REMOVED = "response-error-status-removed" Response Compatible "An error status is no longer documented." "A document never promised that no other status comes; programs must cope with any.";
    RESPONSE_MEDIA_TYPE_ADDED = "response-media-type-added" Response Compatible "The answer may be had in another form." "Clients choose the form, and the ones known today stay.";
    RESPONSE_MEDIA_TYPE_NARROWED = "response-media-type-narrowed" Response Compatible "The answer comes in a more exact form (application/problem+json for application/json)." "What reads the one reads the other.";
    RESPONSE_MEDIA_TYPE_WIDENED = "response-media-type-widened" Response Breaking "The answer comes in a less exact form (application/json for application/problem+json)." "What programs were told of the form no longer holds.";
    RESPONSE_MEDIA_TYPE_REMOVED = "response-media-type-removed" Response Breaking "The answer no longer comes in this form." "Programs cannot read the others.";
    HEADER_ADDED = "response-header-added" Response Compatible "Another response header." "Programs ignore headers they do not know.";
    HEADER_REMOVED = "response-header-removed" Response Breaking "A response header is gone." "A program that reads it finds nothing.";
    HEADER_BECAME_OPTIONAL = "response-header-became-optional" Response Breaking "A response header may be missing now." "A program that reads it may find nothing.";
    HEADER_BECAME_REQUIRED = "response-header-became-required" Response Compatible "A response header always comes now." "It could come before.";
    LINK_CHANGED = "response-link-changed" Response Compatible "A link between operations was added, changed or dropped." "Links describe what programs may do next, nothing that travels.";

    SECURITY_REQUIRED = "security-required" Request Breaking "Calls without credentials were allowed, and are no longer." "Programs that send none are refused.";
    SECURITY_DROPPED = "security-dropped" Request Compatible "Calls without credentials are allowed now." "Calls that send some stay valid.";
    SECURITY_ALTERNATIVE_REMOVED = "security-alternative-removed" Request Breaking "A way to authenticate is gone, or asks for more." "Programs that use it are refused.";
    SECURITY_ALTERNATIVE_ADDED = "security-alternative-added" Request Compatible "Another way to authenticate." "The ways used today stay.";
    SECURITY_SCOPE_ADDED = "security-scope-added" Request Breaking "Another scope is asked for." "Tokens granted without it are refused.";
    SECURITY_SCOPE_REMOVED = "security-scope-removed" Request Compatible "A scope is no longer asked for." "Tokens that have it stay valid.";
    SECURITY_SCHEME_CHANGED = "security-scheme-changed" Request Breaking "A scheme in use sends its credentials otherwise: another type, place, header name, flow or address." "Programs send them as before, and are refused.";
    SECURITY_SCHEME_DETAIL_CHANGED = "security-scheme-detail-changed" Request Compatible "A detail of a scheme that does not change how credentials are sent, or a scheme that no operation uses." "Credentials are sent as before.";
    SECURITY_SCHEME_ADDED = "security-scheme-added" Structure Compatible "A scheme was declared." "Operations that ask for it are reported apart.";
    SECURITY_SCHEME_REMOVED = "security-scheme-removed" Structure Compatible "A scheme is no longer declared." "Operations that asked for it are reported apart.";

    SERVER_ADDED = "server-added" Request Compatible "Another server." "The ones in use stay.";
    SERVER_REMOVED = "server-removed" Request Breaking "A server is no longer listed." "Programs that call it may find nobody.";
    BASE_PATH_CHANGED = "base-path-changed" Request Breaking "The same server, under another base path." "Every call goes to the old path.";
    SERVER_ORDER_CHANGED = "server-order-changed" Request Compatible "The same servers in another order." "Clients that take the first by default go elsewhere; all are valid.";
    SERVER_VARIABLE_CHANGED = "server-variable-changed" Request Breaking "A variable of a server's address has another default or other values." "The address that programs build may be gone.";

    COMPONENT_ADDED = "component-added" Structure Compatible "A schema that no operation uses was added." "Nothing travels; a type is generated for it.";
    COMPONENT_REMOVED = "component-removed" Structure Compatible "A schema that no operation used is gone." "Nothing travels; its generated type is gone.";
    COMPONENT_RENAMED = "component-renamed" Structure Docs "A schema is called otherwise." "Nothing differs on the wire; the generated type is called otherwise.";
    DOCUMENT_EXTENSION_CHANGED = "document-extension-changed" Structure Compatible "An extension (x-…) or an unknown key outside schemas." "It binds nothing that travels; a generator may read it.";

    INFO_CHANGED = "info-changed" Any Docs "The document's title, version, description, contact, licence or terms." "For people.";
    DESCRIPTION_CHANGED = "description-changed" Any Docs "A description or summary." "For people.";
    TITLE_CHANGED = "title-changed" Any Docs "The title of a schema." "For people, though a generator may take a name from it.";
    EXAMPLE_CHANGED = "example-changed" Any Docs "An example." "For people.";
    TAGS_CHANGED = "tags-changed" Any Docs "The tags of an operation, or what is said of a tag." "Tags order the documentation.";
    EXTERNAL_DOCS_CHANGED = "external-docs-changed" Any Docs "A link to further documentation." "For people.";
}
