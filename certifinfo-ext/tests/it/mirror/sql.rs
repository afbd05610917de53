//! The schema for people: SQL queries, the documented examples, and what is refused.

use certifinfo_ext::mirror::{Mirror, MirrorErrorKind, SqlValue};
use certifinfo_ext::paris;

use super::support::{Line, Place, client, import, lines, options, rows};

const EXAMPLES: [(&str, &str); 5] = [
    (
        "remplacements",
        include_str!("../../../src/mirror/examples/remplacements.sql"),
    ),
    (
        "apprentissage",
        include_str!("../../../src/mirror/examples/apprentissage.sql"),
    ),
    (
        "changements",
        include_str!("../../../src/mirror/examples/changements.sql"),
    ),
    (
        "echeances",
        include_str!("../../../src/mirror/examples/echeances.sql"),
    ),
    (
        "metiers",
        include_str!("../../../src/mirror/examples/metiers.sql"),
    ),
];

fn example(mirror: &Mirror, name: &str) -> Vec<Vec<String>> {
    let (_, sql) = EXAMPLES.into_iter().find(|(one, _)| *one == name).unwrap();
    let table = mirror.query(sql).unwrap();
    assert!(!table.columns.is_empty());
    let text = |value: &SqlValue| match value {
        SqlValue::Null => String::new(),
        SqlValue::Integer(number) => number.to_string(),
        SqlValue::Text(text) => text.clone(),
        other => format!("{other:?}"),
    };
    table
        .rows
        .iter()
        .map(|row| row.iter().map(text).collect())
        .collect()
}

#[test]
fn documented_examples_answer_their_questions() {
    let place = Place::new();
    let mirror = place.mirror();
    let next = paris::today().tomorrow().unwrap();
    let all = [
        Line::new(1, "BTS Un")
            .set("Code_Niveau_Europeen", 5)
            .set("accessibilite_ca", 1)
            .set("Code_Rome_1", "D1102"),
        Line::new(2, "BTS Deux")
            .set("Code_Niveau_Europeen", 5)
            .set("accessibilite_ca", 0)
            .set("Code_Rome_1", "D1102"),
        Line::new(3, "CAP")
            .set("Code_RNCP", 37537)
            .set("certificateur", "A,B")
            .set("Code_Rome_1", "K1101"),
        Line::new(118033, "Desserts").replaces(22089, "Desserts anciens", ""),
    ];
    import(&mirror, &all).unwrap();
    // No line of the export has a day on which a registration ends.
    let day = format!("UPDATE fiche SET date_fin = '{next}' WHERE certification = 3");
    place.database().execute(&day, []).unwrap();
    let mut later = all.to_vec();
    later[0] = later[0].clone().set("Libelle_Diplome", "BTS Premier");
    import(&mirror, &later).unwrap();
    assert_eq!(
        example(&mirror, "remplacements"),
        [["118033", "Desserts", "active"]]
    );
    assert_eq!(
        example(&mirror, "apprentissage"),
        [["1", "BTS Premier", ""]]
    );
    let today = paris::today().to_string();
    let changed = [
        today.as_str(),
        "changed",
        "1",
        "BTS Premier",
        "certifinfo_intitule",
        "\"BTS Un\"",
        "\"BTS Premier\"",
    ];
    assert_eq!(example(&mirror, "changements"), [changed]);
    let ends = next.to_string();
    assert_eq!(
        example(&mirror, "echeances"),
        [["RNCP37537", ends.as_str(), "3", "CAP"]]
    );
    let jobs = [["D1102", "", "2", "0"], ["K1101", "", "1", "2"]];
    assert_eq!(example(&mirror, "metiers"), jobs);
}

#[test]
fn queries_that_do_more_than_read_are_refused() {
    let place = Place::new();
    let mirror = place.mirror();
    import(&mirror, &lines(3)).unwrap();
    let other = place.file().with_file_name("other.db");
    let attach = format!("ATTACH '{}' AS other", other.display());
    for sql in [
        "DELETE FROM certification",
        "INSERT INTO nsf VALUES (1, '2', '3')",
        "CREATE TABLE x (y)",
        "CREATE TEMP TABLE x (y)",
        "PRAGMA user_version = 9",
        "PRAGMA query_only = 0",
        "PRAGMA journal_mode = WAL",
        "VACUUM",
        "VACUUM INTO '/tmp/certifinfo-vacuum.db'",
        "BEGIN",
        "REINDEX",
        "DROP VIEW remplacement",
        attach.as_str(),
        "SELECT load_extension('x')",
        "SELECT 1; SELECT 2",
        "SELECT 1; DELETE FROM certification",
        "SELEC 1",
        "SELECT niveaux FROM certification",
        "",
    ] {
        let error = mirror.query(sql).unwrap_err();
        assert_eq!(error.kind(), MirrorErrorKind::Query, "{sql}: {error}");
    }
    assert!(!other.exists());
    assert_eq!(rows(&mirror, "SELECT * FROM certification"), 3);
    let error = mirror
        .query("SELECT niveaux FROM certification")
        .unwrap_err();
    assert!(
        error.to_string().contains("no such column: niveaux"),
        "{error}"
    );
}

#[test]
fn rows_come_one_by_one_until_told_to_stop() {
    let place = Place::new();
    let mirror = place.mirror();
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
    let mut seen = 0;
    let columns = mirror
        .query_each(endless, |columns, row| {
            assert_eq!((columns, row.len()), (&["i".to_owned()][..], 1));
            seen += 1;
            seen < 1000
        })
        .unwrap();
    assert_eq!((columns, seen), (vec!["i".to_owned()], 1000));
}

#[tokio::test]
async fn each_table_holds_what_the_records_say() {
    let place = Place::new();
    let sandbox = certifinfo_sandbox::Sandbox::builder()
        .start()
        .await
        .unwrap();
    let mirror = place.mirror();
    mirror.refresh(&client(&sandbox), options()).await.unwrap();
    for table in [
        "certification",
        "fiche",
        "rome",
        "nsf",
        "formacode",
        "organisme",
        "lien",
        "lien_fiche",
        "document",
    ] {
        // DuckDB counts and splits a table by its row numbers.
        assert!(
            rows(&mirror, &format!("SELECT rowid, * FROM {table}")) > 0,
            "{table}"
        );
    }
    for view in [
        "certification_active",
        "remplacement",
        "code_connu",
        "changement",
    ] {
        rows(&mirror, &format!("SELECT * FROM {view}"));
    }
    // Days and instants have one form each.
    let odd = "SELECT * FROM certification WHERE date_maj NOT GLOB '????-??-??' \
               OR first_seen NOT GLOB '????-??-?? ??:??:??'";
    assert_eq!(rows(&mirror, odd), 0);
    assert_eq!(
        rows(
            &mirror,
            "SELECT * FROM fiche WHERE date_fin NOT GLOB '????-??-??'"
        ),
        0
    );
    // Both sides of a replacement are one row of the view.
    let twice = "SELECT ancien, nouveau FROM remplacement GROUP BY 1, 2 HAVING count(*) > 1";
    assert_eq!(rows(&mirror, twice), 0);
}
