//! Search: the seventeen parameters, pages, and refusals.

use certifinfo_sandbox::Sandbox;
use serde_json::json;

use crate::client::{codes, json};

/// What the default catalogue answers to one query, as codes.
#[tokio::test]
async fn each_parameter_filters() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    for (query, expected) in [
        ("intitule=PATISSIER", vec![106_291]),
        ("intitule=boulanger", vec![106_290, 116_370, 116_371]),
        ("intitule=tour%20boulangerie", vec![116_370, 116_371]),
        ("intitule=d%E2%80%99actuaire", vec![]),
        ("rome=D1102", vec![106_290, 116_370, 116_371]),
        ("rome=D1104&rome=J1405", vec![19_005, 106_291]),
        ("rome=D1104,J1405", vec![19_005, 106_291]),
        ("formacodes=21528&formacodes=15439", vec![55_122, 106_291]),
        ("proa_codes=1267", vec![106_291]),
        ("proa=true", vec![50_671, 106_290, 106_291]),
        ("rncp=RNCP38762", vec![116_370, 116_371]),
        ("rncp=RNCP724", vec![22_089, 58_434]),
        ("rs=RS2754", vec![48_047]),
        ("rs=RS2030", vec![82_574]),
        ("rncp=RNCP2030", vec![]),
        ("niveau_europeen=8", vec![106_721]),
        ("archive=true", vec![22_089, 72_001, 78_610, 84_517]),
        ("archive=true&niveau_europeen=3", vec![22_089]),
        ("archive=true&acc_fi=true", vec![22_089, 84_517]),
        ("archive=true&acc_fi=false", vec![72_001, 78_610]),
        ("archive=true&acc_ind=false", vec![72_001, 84_517]),
        (
            "archive=true&acc_ca=true&acc_fc=true&acc_cp=true&acc_vae=true",
            vec![22_089],
        ),
        ("nosuch=1&niveau_europeen=8", vec![106_721]),
        ("intitule=&rome=&niveau_europeen=8", vec![106_721]),
    ] {
        let (status, page) = json(&sandbox, &format!("/recherche?{query}")).await;
        assert_eq!((status, codes(&page)), (200, expected), "{query}");
    }
}

#[tokio::test]
async fn a_bad_value_is_400_and_named() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    for query in [
        "page_size=0",
        "page_size=101",
        "page_num=0",
        "page_num=-1",
        "page_num=x",
        "niveau_europeen=9",
        "niveau_europeen=N3",
        "rncp=38762",
        "rncp=RS38762",
        "rs=RSx",
        "rs=RS",
        "archive=peut-etre",
        "acc_vae=2",
        "proa=oui",
    ] {
        let (status, body) = json(&sandbox, &format!("/recherche?{query}")).await;
        let name = query.split('=').next().unwrap();
        assert_eq!(status, 400, "{query}: {body}");
        assert!(
            body["message"]
                .as_str()
                .unwrap()
                .starts_with(&format!("{name}:")),
            "{body}"
        );
    }
}

#[tokio::test]
async fn pages_cover_everything_once_and_in_order() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let (_, whole) = json(&sandbox, "/recherche?page_size=100").await;
    let whole = codes(&whole);
    let mut gathered = Vec::new();
    for number in 1.. {
        let (_, page) = json(
            &sandbox,
            &format!("/recherche?page_num={number}&page_size=7"),
        )
        .await;
        assert_eq!(page["total"], whole.len());
        let next = page["pagination"]["next"].clone();
        gathered.extend(codes(&page));
        if next.is_null() {
            break;
        }
        assert_eq!(
            next,
            format!("/recherche?page_num={}&page_size=7", number + 1)
        );
    }
    assert_eq!(gathered, whole);
    assert!(whole.is_sorted());
}

#[tokio::test]
async fn ten_items_are_a_page_and_links_keep_the_query() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let (_, page) = json(
        &sandbox,
        "/recherche?page_num=2&intitule=%C3%A9lectrique&rome=F1602&page_size=1",
    )
    .await;
    assert_eq!(
        page["pagination"],
        json!({
            "previous": "/recherche?intitule=%C3%A9lectrique&rome=F1602&page_num=1&page_size=1",
            "next": null,
        })
    );
    let (_, page) = json(&sandbox, "/recherche").await;
    assert_eq!(codes(&page).len(), 10);
    assert!(page["pagination"]["previous"].is_null());
}

#[tokio::test]
async fn a_page_past_the_end_is_empty() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    for number in [1000_u32, u32::MAX] {
        let (status, page) = json(&sandbox, &format!("/recherche?page_num={number}")).await;
        assert_eq!((status, codes(&page).len()), (200, 0));
        assert!(page["total"].as_u64().unwrap() > 10);
        assert!(page["pagination"]["next"].is_null());
    }
}

#[tokio::test]
async fn an_item_carries_codes_titles_levels_dates_and_lists() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let (_, page) = json(&sandbox, "/recherche?rs=RS6316").await;
    assert_eq!(
        page["data"][0],
        json!({
            "certifinfo_code": 48047,
            "certifinfo_intitule": "Brevet national de pisteur secouriste option ski alpin 3ème degré",
            "sigle_intitule": null,
            "niveau_europeen_code": null,
            "niveau_europeen_libelle": null,
            "rncp_code": null,
            "rs_code": ["2754", "6316"],
            "type_diplome_code": 970,
            "type_diplome_libelle": "Habilitation",
            "scolarite_code": null,
            "etat": 11,
            "etat_libelle": "habilitations",
            "date_maj": "11/04/2024",
            "acc_fi": 1, "acc_ca": 0, "acc_fc": 0, "acc_cp": 0, "acc_vae": 0, "acc_ind": 0,
            "rome": [{ "code": "K1702", "libelle": null }, { "code": "K1705", "libelle": null }],
            "formacode": [{ "code": "42806", "libelle": "Sécurité secourisme montagne" }],
            "nsf": [{ "code": "344", "libelle": null }],
        })
    );
}
