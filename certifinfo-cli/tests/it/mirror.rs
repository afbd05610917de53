//! `certifinfo mirror`, and what the other commands answer from one.

use std::fs;
use std::process::Output;

use certifinfo_sandbox::{Fault, Sandbox, When};

use crate::export_lines::{Line, csv, lines};
use crate::run::command;

/// A folder with a mirror's file and exports.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    /// Runs with `CERTIFINFO_MIRROR` at this place, from this sandbox if there is one.
    fn run_from(&self, sandbox: Option<&Sandbox>, arguments: &[&str]) -> Said {
        let mut command = command(arguments);
        command.env("CERTIFINFO_MIRROR", self.path("mirror.sqlite"));
        if let Some(sandbox) = sandbox {
            command
                .env("CERTIFINFO_TOKEN", sandbox.token())
                .env("CERTIFINFO_BASE_URL", sandbox.base_url());
        }
        Said::of(command.output().unwrap())
    }

    fn run(&self, arguments: &[&str]) -> Said {
        self.run_from(None, arguments)
    }

    fn import(&self, lines: &[Line]) -> Said {
        let file = self.path("export.csv");
        fs::write(&file, csv(lines)).unwrap();
        self.run(&["mirror", "import", &file])
    }
}

struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Said {
    fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    fn is(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        self
    }
}

#[test]
fn old_code_is_found_through_what_replaced_it() {
    let place = Place::new();
    let export = [
        Line::new(118_034, "CS desserts").set("Code_RNCP", 37_381),
        Line::new(118_035, "CS desserts, bis").replaces(22_089, "MC desserts", "724"),
        Line::new(118_036, "CS desserts, ter").replaces(22_089, "MC desserts", "724"),
    ];
    let said = place.import(&export).is(0);
    assert!(said.err.contains("3 certifications in "), "{}", said.err);
    // Without a token, the mirror in its usual place answers.
    let said = place
        .run(&["status", "22089", "118034", "--format", "csv"])
        .is(0);
    assert!(said.err.contains("source: mirror "), "{}", said.err);
    assert!(
        said.err.contains("open-data export of 2024-12-20"),
        "{}",
        said.err
    );
    let lines: Vec<_> = said.out.lines().collect();
    assert!(lines[1].starts_with("22089,22089,ended,"), "{}", said.out);
    assert!(
        lines[1].contains(",118035 118036,MC desserts,"),
        "{}",
        said.out
    );
    assert!(
        lines[2].starts_with("118034,118034,active,"),
        "{}",
        said.out
    );

    let tree = place.run(&["lineage", "22089"]).is(0).out;
    assert!(
        tree.contains("├─ 118035") && tree.contains("└─ 118036"),
        "{tree}"
    );
    let card = place.run(&["show", "22089"]).is(0).out;
    assert!(card.contains("118036 CS desserts, ter"), "{card}");
    let found = place
        .run(&["search", "desserts", "--format", "ndjson"])
        .is(0)
        .out;
    assert_eq!(found.lines().count(), 3, "{found}");
    assert_eq!(
        place.run(&["status", "999999"]).is(1).out.lines().count(),
        2
    );
}

#[test]
fn token_chooses_the_service_and_the_flag_the_mirror() {
    let place = Place::new();
    place.import(&lines(3)).is(0);
    let sandbox = Sandbox::builder().start_blocking().unwrap();
    let said = place.run_from(Some(&sandbox), &["status", "106290"]).is(0);
    assert!(said.err.contains(&sandbox.base_url()), "{}", said.err);
    let before = sandbox.requests().total;
    let said = place
        .run_from(Some(&sandbox), &["status", "106290", "--mirror"])
        .is(1);
    assert!(said.err.contains("source: mirror "), "{}", said.err);
    let file = place.path("mirror.sqlite");
    place
        .run_from(Some(&sandbox), &["status", "--mirror", &file, "106290"])
        .is(1);
    assert_eq!(sandbox.requests().total, before);
}

#[test]
fn code_that_the_service_does_not_know_is_looked_up_in_the_mirror() {
    let place = Place::new();
    let export = [Line::new(118_034, "CS desserts").replaces(990_001, "MC ancienne", "724")];
    place.import(&export).is(0);
    let sandbox = Sandbox::builder().start_blocking().unwrap();
    let arguments = ["status", "990001", "106290", "--format", "csv"];
    let said = place.run_from(Some(&sandbox), &arguments).is(0);
    assert!(said.out.contains("990001,990001,ended,"), "{}", said.out);
    assert!(
        said.out
            .contains(",118034,MC ancienne,\"not known to the service, but"),
        "{}",
        said.out
    );
}

#[test]
fn refresh_fills_the_mirror_and_a_second_one_asks_for_the_list_alone() {
    let place = Place::new();
    let sandbox = Sandbox::builder().start_blocking().unwrap();
    let said = place
        .run_from(
            Some(&sandbox),
            &["mirror", "refresh", "--first", "niveau=5"],
        )
        .is(0);
    assert!(said.err.contains(" new, 0 changed, 0 gone"), "{}", said.err);
    let details = sandbox.requests().route("/certification");
    place.run_from(Some(&sandbox), &["mirror", "refresh"]).is(0);
    assert_eq!(sandbox.requests().route("/certification"), details);
    let said = place
        .run(&["mirror", "changes", "--since", "01/01/2025"])
        .is(0);
    assert!(
        said.out.is_empty() && said.err.contains("0 change(s)"),
        "{}",
        said.err
    );
    let status = place
        .run(&["mirror", "status", "--format", "json"])
        .is(0)
        .out;
    assert!(
        status.contains(r#"{"name":"details_due","value":"0"}"#),
        "{status}"
    );
}

#[test]
fn refresh_from_a_failing_service_keeps_what_it_has() {
    let place = Place::new();
    let sandbox = Sandbox::builder().start_blocking().unwrap();
    sandbox.set_fault(Fault::Unauthorized, When::After(5));
    let said = place.run_from(Some(&sandbox), &["mirror", "refresh"]).is(1);
    assert!(said.err.contains("CERTIFINFO_TOKEN"), "{}", said.err);
    assert!(!said.err.contains(sandbox.token()), "{}", said.err);
    place.run(&["status", "106290"]).is(0);
    sandbox.clear_faults();
    place.run_from(Some(&sandbox), &["mirror", "refresh"]).is(0);
}

#[test]
fn demonstration_does_not_get_into_the_usual_mirror() {
    let place = Place::new();
    let said = place.run(&["mirror", "refresh"]).is(2);
    assert!(
        said.err
            .contains("would fill your mirror with a demonstration"),
        "{}",
        said.err
    );
    assert!(!std::path::Path::new(&place.path("mirror.sqlite")).exists());
    let other = place.path("trial.sqlite");
    place
        .run(&["mirror", "refresh", &format!("--mirror={other}")])
        .is(0);
    place.run(&["status", "106290", "--mirror", &other]).is(0);
}

#[test]
fn later_export_is_reported_as_changes() {
    let place = Place::new();
    let old = lines(60);
    place.import(&old).is(0);
    let mut new: Vec<Line> = old;
    new.push(Line::new(990_000, "Nouvelle, = venue").set("Date_MaJ", "21/12/2024"));
    place.import(&new).is(0);
    let csv = place
        .run(&[
            "mirror", "changes", "--since", "1/1/2025", "--format", "csv",
        ])
        .is(0)
        .out;
    assert!(
        csv.starts_with("day,code,kind,field,from,to,certifinfo_intitule\n"),
        "{csv}"
    );
    assert!(
        csv.contains(",990000,appeared,,,,\"Nouvelle, = venue\""),
        "{csv}"
    );
    let french = ["mirror", "changes", "--since", "1/1/2025", "--lang", "fr"];
    let table = place.run(&french).is(0).out;
    assert!(
        table.contains("Vu le") && table.contains("apparue"),
        "{table}"
    );

    // Older, and smaller: the flag of the command line is named, not the library's option.
    let said = place.import(&lines(20)).is(2);
    assert!(said.err.contains("--allow-older"), "{}", said.err);
    let file = place.path("export.csv");
    let arguments = ["mirror", "import", &file, "--as-of", "31/12/2024"];
    let said = place.run(&arguments).is(2);
    assert!(said.err.contains("--allow-smaller"), "{}", said.err);
    place
        .run(&[&arguments[..], &["--allow-smaller"]].concat())
        .is(0);
}

#[test]
fn sql_reads_and_only_reads() {
    let place = Place::new();
    place.import(&lines(3)).is(0);
    let query = "SELECT code, intitule FROM certification ORDER BY code LIMIT 1";
    for (format, phrase) in [
        ("csv", "code,intitule\n"),
        ("json", "{\"code\":"),
        ("table", "intitule"),
    ] {
        let said = place
            .run(&["mirror", "sql", query, "--format", format])
            .is(0);
        assert!(said.out.contains(phrase), "{format}: {}", said.out);
    }
    let none = "SELECT code FROM certification WHERE code < 0";
    assert_eq!(
        place
            .run(&["mirror", "sql", none, "--format", "csv"])
            .is(0)
            .out,
        "code\n"
    );
    for wrong in ["DELETE FROM certification", "SELEKT", "ATTACH 'x' AS y"] {
        place.run(&["mirror", "sql", wrong]).is(2);
    }
}

#[test]
fn mirror_that_is_none_is_named() {
    let place = Place::new();
    for arguments in [
        &["mirror", "status"][..],
        &["mirror", "changes", "--since", "2025-01-01"],
        &["status", "106290", "--mirror"],
    ] {
        let said = place.run(arguments).is(2);
        assert!(said.err.contains("mirror.sqlite"), "{}", said.err);
    }
    fs::write(place.path("mirror.sqlite"), "not a database, by any means").unwrap();
    let said = place.run(&["status", "106290"]).is(2);
    assert!(said.err.contains("not an SQLite database"), "{}", said.err);
}

/// The places of the cards of an SVG, the background first: x, y, width, height.
fn rectangles(svg: &str) -> Vec<[f64; 4]> {
    let value = |text: &str, name: &str| -> f64 {
        let start = format!(" {name}=\"");
        let rest = text.split(&start).nth(1).unwrap_or("0\"");
        rest.split('"').next().unwrap().parse().unwrap()
    };
    let of = |text: &str| ["x", "y", "width", "height"].map(|name| value(text, name));
    let rects = svg.split("<rect").skip(1);
    rects
        .map(|rest| of(&format!(" {}", rest.split('>').next().unwrap())))
        .collect()
}

#[test]
fn picture_of_a_chain_and_of_a_fan_has_every_card_in_sight_and_none_upon_another() {
    let place = Place::new();
    let chain = (1..4).map(|n| Line::new(7000 + n, "Maillon").replaces(6999 + n, "Maillon", ""));
    let fan = (0..35).map(|n| {
        let title = format!(
            "Habilitation {n} <b>électrique</b> & \"basse\" tension, {}",
            "x ".repeat(n)
        );
        Line::new(65_936 + n as u32, &title).replaces(84_409, "Habilitation électrique", "")
    });
    place.import(&chain.chain(fan).collect::<Vec<_>>()).is(0);
    for (code, cards) in [("84409", 36), ("7000", 4)] {
        let svg = place.run(&["lineage", code, "--format", "svg"]).is(0).out;
        let all = rectangles(&svg);
        let ([_, _, width, height], cards_drawn) = (all[0], &all[1..]);
        assert_eq!(cards_drawn.len(), cards);
        for (at, one) in cards_drawn.iter().enumerate() {
            let [x, y, w, h] = *one;
            assert!(
                x >= 0.0 && y >= 0.0 && x + w <= width && y + h <= height,
                "{one:?}"
            );
            for other in &cards_drawn[at + 1..] {
                let [ox, oy, ow, oh] = *other;
                let apart = x + w <= ox || ox + ow <= x || y + h <= oy || oy + oh <= y;
                assert!(apart, "{one:?} {other:?}");
            }
        }
        assert!(!svg.contains("<b>"), "titles are escaped");
        let drawn = |phrase: &str| svg.matches(phrase).count();
        assert_eq!(
            drawn("in force") + drawn("ended"),
            cards,
            "each card says its state"
        );
    }
}
