//! Writes `DRIFT.md`: every kind of change with its severity and the reason for it.

use std::fmt::Write as _;

use super::rules::{self, ASPECTS, CONTRACT, Rule};

const HEAD: &str = "\
# What drift reports

Written from the code by `cargo test -p openapi-drift --test it -- catalogue` with `UPDATE_DRIFT_MD=1`; the
same test fails when this page is out of date. Do not edit.

This crate compares the meaning of two documents and judges every change for a client of somebody
else's API: **what can stop a program that works today is breaking**. Three severities:

- **breaking**: a program written against the old document can stop working;
- **compatible**: the contract changed, such a program still works;
- **docs**: only documentation changed.

The severity depends on the direction. Narrowing the values that a client may send breaks requests;
widening the values that a client must handle breaks responses; when neither set contains the other, or
this is undecided, both break. Structure is what is not sent: operations, names, schemas that no operation
uses, read-only properties in requests and write-only ones in responses.

Another notation is not a change: key order and the order of lists that are sets (`required`, `enum`,
the branches of `allOf`, `oneOf` and `anyOf`), a reference against what it points to (and a schema
moved to a component, or inlined), `allOf` against its merge, `anyOf` of one branch,
`nullable` against `null` among the types or the values, alternatives of single values against an
enumeration, exclusive limits as flags, as numbers or as the next integer, defaults of `style`,
`explode` and `security`, the default port of a server or the value of its variable, the dialect itself.
The branches of a union are paired by what they mean, then by name, tag and title, then by least
difference. The schemas that a discriminated base selects are compared like the branches of a union.

The severities follow those of oasdiff (its errors and warnings are breaking here, its remarks
compatible) except where the reason below says otherwise:

- removing a deprecated operation or parameter is breaking unless its announced date is past;
- requiring credentials for calls that needed none is breaking, and so is sending them differently;
- servers and base paths are judged, which oasdiff does not;
- a response property that becomes write-only counts as removed;
- adding a property to an object that forbade unknown ones breaks programs that reject them;
- where its own verdict changed over time (an optional response property is gone, a parameter has
  another default), the more careful one was taken.
";

/// The text of `DRIFT.md`.
pub fn markdown() -> String {
    let mut page = HEAD.to_owned();
    let count = rules::all().count();
    // Writing to a string cannot fail.
    let _ = writeln!(
        page,
        "\n{count} ids in all.\n\n## Outside schemas\n\n| id | direction | severity | what | why |\n|---|---|---|---|---|"
    );
    for rule in CONTRACT {
        let _ = writeln!(page, "| {} | {} | {} |", cells(rule), rule.what, rule.why);
    }
    let _ = writeln!(
        page,
        "\n## Inside schemas\n\nEach in three directions: what clients send, what they receive, what does not travel."
    );
    for aspect in ASPECTS {
        let _ = writeln!(
            page,
            "\n**{}**\n\n| id | direction | severity | why |\n|---|---|---|---|",
            aspect.request.what
        );
        for rule in [&aspect.request, &aspect.response, &aspect.structure] {
            let _ = writeln!(page, "| {} | {} |", cells(rule), rule.why);
        }
    }
    page
}

fn cells(rule: &Rule) -> String {
    let direction = rule
        .direction
        .map_or("that of its place", |direction| direction.word());
    format!("`{}` | {direction} | {}", rule.id, rule.severity.word())
}
