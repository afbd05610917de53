//! Literals read from scripts, one line per case: calls as `name(…)`, assignments as `name=…`.

use super::{Find, read};

fn literals(script: &str) -> String {
    let literals: Vec<String> = read(script)
        .into_iter()
        .map(|find| match find {
            Find::Call(name, arguments) => format!("{name}({})", serde_json::json!(arguments)),
            Find::Assign(name, value) => format!("{name}={value}"),
            Find::Loose(value) => value.to_string(),
            Find::Incomplete => "incomplete".to_owned(),
        })
        .collect();
    literals.join(" ")
}

#[test]
fn literals_are_read_and_nothing_else() {
    for (script, expected) in [
        // Literals.
        (
            "f('a', \"b\", `c`, 1, -2.5e3, true, null)",
            r#"f(["a","b","c",1,-2500.0,true,null])"#,
        ),
        (
            "f({a: 1, 'b': 2, \"c\": [3, {d: 4,},],})",
            r#"f([{"a":1,"b":2,"c":[3,{"d":4}]}])"#,
        ),
        ("f({200: 'x'})", r#"f([{"200":"x"}])"#),
        ("f({a: undefined, b: 1})", r#"f([{"a":null,"b":1}])"#),
        // Escapes.
        (
            r"f('\/a\'b\\\n\x41\u0042\u{43}\ud83d\ude00')",
            r#"f(["/a'b\\\nABC😀"])"#,
        ),
        ("f('a\\\nb')", r#"f(["ab"])"#),
        (r"f('\ud83d')", "f([\"\u{fffd}\"])"),
        // Expressions that are not literals are ignored.
        (
            "f({a: g(), b: 1, c: x.y, d: 1 + 2, e: !0, f: [g]})",
            r#"f([{"b":1,"f":[null]}])"#,
        ),
        (
            "f({a: function() { return {b: 1} }, c: 2})",
            r#"{"b":1} f([{"c":2}])"#,
        ),
        (
            "f({a: () => ({b: 1}), c: 2})",
            r#"([{"b":1}]) f([{"c":2}])"#,
        ),
        ("f({a() { x }, ...rest, c: 2})", r#"f([{"c":2}])"#),
        ("f({a: b ? 'x' : 'y', c: 2})", r#"f([{"c":2}])"#),
        ("f(`a${b}c`, `a`)", r#"f([null,"a"])"#),
        ("f(`a${`}${'}'}`}c`, 'd')", r#"f([null,"d"])"#),
        ("f({a: {b: 1}.c, d: 2})", r#"{"b":1} f([{"d":2}])"#),
        // Concatenation, the page's origin, variables.
        ("f('a' + 'b' + 'c')", r#"f(["abc"])"#),
        ("f('a' + b)", ""),
        (
            "f(window.location.origin + '/x', `${location.origin}/y`)",
            r#"f(["/x","/y"])"#,
        ),
        (
            "var u = '/x', v = '/y'\nf({u, w: v, z: t})",
            r#"u="/x" v="/y" f([{"u":"/x","w":"/y"}])"#,
        ),
        ("f(JSON.parse('{\"a\":1}'))", r#"f([{"a":1}])"#),
        // Comments, regular expressions, divisions.
        ("f(/* 'a' */ 'b' // 'c'\n)", r#"f(["b"])"#),
        ("x = /['\"{(\\/]/g; f('a')", r#"f(["a"])"#),
        ("x = /[/'\"]/; f('a')", r#"f(["a"])"#),
        ("x = (a) / b; y = c / 'd'; f('e')", r#"f(["e"])"#),
        ("return /{/.test(x), f('a')", r#"f(["a"])"#),
        // Names.
        (
            "a.b.c('x'); new A.B({c: 1})",
            r#"a.b.c(["x"]) A.B([{"c":1}])"#,
        ),
        (
            "window.a = {b: 1}\nlet c = {d: 2}",
            r#"window.a={"b":1} c={"d":2}"#,
        ),
        ("a == {b: 1}; a => {}; a += 'x'", r#"{"b":1}"#),
        ("x ? f('a') : g.h('b')", r#"f(["a"]) g.h(["b"])"#),
        // Blocks.
        ("if (a) { f('x') } else { b = 'y' }", r#"f(["x"]) b="y""#),
        (
            "function f(a) { return {a: 'x'} }\nconst b = g({c: 1})",
            r#"{"a":"x"} g([{"c":1}])"#,
        ),
        (
            "window.onload = function() { a = {b: 1}; f(a) }",
            r#"a={"b":1}"#,
        ),
        // Documents are read whole or not at all.
        (
            "f({spec: {openapi: '3', a: [1, {b: g}]}, c: 2})",
            r#"incomplete f([{"c":2}])"#,
        ),
        ("f({spec: {openapi: '3', a: [g]}})", r#"incomplete f([{}])"#),
        // Broken.
        ("f({a: 'x'", r#"f([{"a":"x"}])"#),
        ("}])f('x')", r#"f(["x"])"#),
        ("f('a\nb, 'c')", r#"f([null,"c"])"#),
        ("", ""),
    ] {
        assert_eq!(literals(script), expected, "{script}");
    }
}

#[test]
fn what_is_nested_too_deep_is_left_out() {
    let deep = format!(
        "f({}1{}, 'a'); g('b')",
        "[".repeat(1_000),
        "]".repeat(1_000)
    );
    assert!(literals(&deep).ends_with(r#"g(["b"])"#));
}
