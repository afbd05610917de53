//! The four routes, the token, the counts, and the end.

use std::net::TcpStream;
use std::time::Duration;

use certifinfo_sandbox::{DEFAULT_TOKEN, Sandbox, Token};
use serde_json::{Value, json};

use crate::client::{get, http, json};

#[tokio::test]
async fn no_token_is_401_and_a_wrong_one_403() {
    let sandbox = Sandbox::builder().token("right").start().await.unwrap();
    for path in ["/recherche", "/certification?id=118034"] {
        for (token, status) in [(None, 401), (Some("wrong"), 403), (Some("right"), 200)] {
            let mut request = http().get(format!("{}{path}", sandbox.base_url()));
            if let Some(token) = token {
                request = request.header("token-connexion", token);
            }
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), status, "{path} with {token:?}");
            let body: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
            assert_eq!(body["message"].is_string(), status != 200, "{body}");
            assert!(
                !body.to_string().contains("right"),
                "the token leaks: {body}"
            );
        }
    }
    let seen: Vec<Token> = sandbox
        .requests()
        .recent
        .iter()
        .map(|request| request.token)
        .collect();
    assert_eq!(seen[..3], [Token::Missing, Token::Wrong, Token::Right]);
    assert!(!format!("{sandbox:?}{:?}", sandbox.requests()).contains("right"));
}

#[tokio::test]
async fn the_page_and_the_document_need_no_token() {
    let sandbox = Sandbox::builder()
        .document(r#"{"openapi":"3.1.0"}"#)
        .start()
        .await
        .unwrap();
    let page = http()
        .get(format!("{}/docs", sandbox.base_url()))
        .send()
        .await
        .unwrap();
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    assert!(
        page.text()
            .await
            .unwrap()
            .contains(r#"url: "/openapi.json""#)
    );
    let document = http()
        .get(format!("{}/openapi.json", sandbox.base_url()))
        .send()
        .await
        .unwrap();
    assert_eq!(document.headers()["content-type"], "application/json");
    assert_eq!(document.text().await.unwrap(), r#"{"openapi":"3.1.0"}"#);
}

#[tokio::test]
async fn the_embedded_document_is_openapi() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let (status, document) = json(&sandbox, "/openapi.json").await;
    assert_eq!(status, 200);
    assert!(document["openapi"].as_str().unwrap().starts_with("3."));
    for route in ["/recherche", "/certification"] {
        assert!(document["paths"][route]["get"].is_object(), "{route}");
    }
}

#[tokio::test]
async fn an_unknown_route_names_itself_and_the_known_ones() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let (status, body) = json(&sandbox, "/get?page_num=2").await;
    assert_eq!(status, 404);
    let message = body["message"].as_str().unwrap();
    for word in ["/get", "certifinfo-sandbox", "/recherche", "/certification"] {
        assert!(message.contains(word), "{message}");
    }
}

#[tokio::test]
async fn only_get_is_answered() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let answer = http()
        .post(format!("{}/recherche", sandbox.base_url()))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 405);
}

#[tokio::test]
async fn an_unknown_id_is_404_and_a_bad_one_400() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    for (query, status) in [
        ("?id=118034", 200),
        ("?id=72002", 404),
        ("", 400),
        ("?id=", 400),
        ("?id=RNCP37380", 400),
        ("?id=0", 400),
        ("?id=%2B118034", 400),
        ("?id=99999999999999999999", 400),
    ] {
        let (got, body) = json(&sandbox, &format!("/certification{query}")).await;
        assert_eq!(got, status, "{query}: {body}");
        assert!(
            status != 400 || body["message"].as_str().unwrap().contains("id:"),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_certification_carries_every_property() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let (_, body) = json(&sandbox, "/certification?id=58434").await;
    for property in [
        "certifinfo_code",
        "certifinfo_intitule",
        "sigle_intitule",
        "niveau_europeen_code",
        "niveau_europeen_libelle",
        "rncp_historique",
        "rs_historique",
        "formacode",
        "nsf",
        "certificateurs",
        "valideurs",
        "etat",
        "etat_libelle",
        "ancienne_certification",
        "nouvelle_certification",
        "date_maj",
        "scolarite_code",
        "scolarite_code_historique",
        "annee_premiere_session",
        "annee_derniere_session",
        "type_diplome_code",
        "type_diplome_libelle",
        "ideo2_code",
        "ideo2_libelle",
        "chapo",
        "objectif",
        "programme",
        "admission",
        "poursuite",
        "debouches",
        "source",
        "code_sise",
        "acc_fi",
        "acc_ca",
        "acc_fc",
        "acc_cp",
        "acc_vae",
        "acc_ind",
        "rncp",
        "rs",
        "rome",
    ] {
        assert!(body.get(property).is_some(), "no {property} in {body}");
    }
    assert_eq!(
        body["rncp"][1],
        json!({
            "code": "37380", "libelle": "MC cuisinier en desserts de restaurant", "actif": true,
        })
    );
    assert_eq!(body["rncp_historique"][0]["actif"], false);
    assert_eq!(
        body["rncp_historique"][0]["date_fin_enregistrement"],
        "01/09/2009"
    );
    assert_eq!(body["ancienne_certification"][0]["certifinfo_code"], 22089);
    let successors: Vec<_> = body["nouvelle_certification"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| link["certifinfo_code"].as_u64().unwrap())
        .collect();
    assert_eq!(successors, [115_846, 118_033]);
}

#[tokio::test]
async fn every_certification_is_whole() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let (_, page) = json(&sandbox, "/recherche?page_size=100").await;
    for code in crate::client::codes(&page) {
        let (status, body) = json(&sandbox, &format!("/certification?id={code}")).await;
        assert_eq!(
            (status, body["certifinfo_code"].as_u64()),
            (200, Some(code))
        );
        for link in ["ancienne_certification", "nouvelle_certification"] {
            assert!(body[link].is_null() || !body[link].as_array().unwrap().is_empty());
        }
    }
}

#[tokio::test]
async fn what_was_asked_is_counted() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let client = http();
    for path in [
        "/recherche?rome=D1102",
        "/certification?id=1",
        "/certification?id=118034",
    ] {
        let url = format!("{}{path}", sandbox.base_url());
        let request = client.get(url).header("token-connexion", DEFAULT_TOKEN);
        request.send().await.unwrap().text().await.unwrap();
    }
    let requests = sandbox.requests();
    assert_eq!(
        (requests.total, requests.in_flight, requests.max_in_flight),
        (3, 0, 1)
    );
    assert_eq!(
        (
            requests.route("/recherche"),
            requests.route("/certification")
        ),
        (1, 2)
    );
    assert_eq!((requests.status(200), requests.status(404)), (2, 1));
    let first = &requests.recent[0];
    assert_eq!(
        (first.method.as_str(), first.path.as_str()),
        ("GET", "/recherche")
    );
    assert_eq!(first.query.as_deref(), Some("rome=D1102"));
    assert!(first.headers.contains(&"token-connexion".to_owned()));
    assert_eq!(
        (requests.recent[1].status, requests.recent.len()),
        (Some(404), 3)
    );
    assert_eq!(sandbox.connections(), 1, "one client, one connection");
}

#[tokio::test]
async fn it_ends_when_dropped_and_its_port_is_free() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let address = sandbox.address();
    assert_eq!(get(&sandbox, "/docs").await.unwrap().status(), 200);
    let taken = Sandbox::builder().port(address.port()).start().await;
    assert!(taken.is_err(), "two sandboxes on one port");
    drop(sandbox);
    assert!(TcpStream::connect(address).is_err());
    let again = Sandbox::builder()
        .port(address.port())
        .start()
        .await
        .unwrap();
    assert_eq!(get(&again, "/docs").await.unwrap().status(), 200);
    again.stop().await;
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn it_needs_no_runtime_of_its_user() {
    let sandbox = Sandbox::builder().start_blocking().unwrap();
    assert!(TcpStream::connect(sandbox.address()).is_ok());
}

#[tokio::test]
async fn waiting_requests_do_not_wait_for_each_other() {
    let latency = Duration::from_secs(3600);
    let sandbox = Sandbox::builder().latency(latency).start().await.unwrap();
    let asked = futures_util::future::join_all((0..8).map(|_| get(&sandbox, "/recherche")));
    let all_wait = async {
        while sandbox.requests().in_flight < 8 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        _ = asked => panic!("answered before the latency"),
        () = all_wait => {}
    }
    assert_eq!(sandbox.requests().by_status.len(), 0);
}
