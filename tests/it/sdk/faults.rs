//! The whole catalogue of the sandbox, written in every form that a service may change to, reads
//! as the same certifications; and a fault that is no form is an error, never a record.

use certifinfo_sandbox::{Fault, Sandbox, When};
use certifinfo_sdk::scalar::LenientDate;
use certifinfo_sdk::{Client, Error};
use serde_json::{Map, Value};

use super::{TOKEN, client};

async fn sandbox(faults: &[Fault]) -> Sandbox {
    let builder = Sandbox::builder().token(TOKEN);
    let builder = faults.iter().fold(builder, |builder, fault| {
        builder.fault(*fault, When::ALWAYS)
    });
    builder.start().await.expect("a sandbox")
}

/// Every certification, as the search and as the single answer give it, by meaning.
async fn catalogue(client: &Client) -> Vec<Value> {
    let mut all = Vec::new();
    for number in 1.. {
        let search = client.recherche().page_num(number).page_size(100);
        let page = search.send().await.expect("a page").into_inner();
        let items = page.data.unwrap_or_default();
        if items.is_empty() {
            break;
        }
        for item in items {
            let code = item.certifinfo_code.as_ref().and_then(|code| code.get());
            let one = client
                .certification()
                .id(code.expect("every item has its code"));
            let one = one.send().await.expect("a certification").into_inner();
            all.push(meaning(
                "",
                serde_json::to_value(&item).expect("it is JSON"),
            ));
            all.push(meaning("", serde_json::to_value(&one).expect("it is JSON")));
        }
    }
    all
}

/// What a value says, whatever its form: nothing, an empty list and "not stated" are one; a day is
/// a day; a register's number has no prefix; a list of one is its element.
fn meaning(name: &str, value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let known = members
                .into_iter()
                .filter(|(name, _)| !name.starts_with("propri"));
            let known = known.filter(|(name, _)| !name.starts_with("Propri"));
            let told = known.map(|(name, value)| (name.clone(), meaning(&name, value)));
            Value::Object(
                told.filter(|(_, value)| !value.is_null())
                    .collect::<Map<_, _>>(),
            )
        }
        Value::Array(list) => {
            let mut list: Vec<Value> = list.into_iter().map(|value| meaning(name, value)).collect();
            match list.len() {
                0 => Value::Null,
                1 => list.remove(0),
                _ => list.into(),
            }
        }
        Value::Null => Value::Null,
        scalar => {
            let text = scalar
                .as_str()
                .map_or_else(|| scalar.to_string(), str::to_owned);
            let not_stated = (name.starts_with("acc_") || name == "actif") && text == "2";
            match LenientDate::from(text.as_str()).ymd() {
                _ if text.is_empty() || not_stated => Value::Null,
                Some((year, month, day)) => format!("{year}/{month}/{day}").into(),
                None if name == "rncp_code" => text.trim_start_matches("RNCP").into(),
                None if name == "rs_code" => text.trim_start_matches("RS").into(),
                None => text.into(),
            }
        }
    }
}

#[tokio::test]
async fn every_form_reads_as_the_same_certifications() {
    let plain = sandbox(&[]).await;
    let expected = catalogue(&client(&plain.base_url())).await;
    assert!(expected.len() > 50, "{} answers", expected.len());
    let forms = [
        Fault::StringScalars,
        Fault::NullArrays,
        Fault::UnknownFields,
    ];
    for faults in [&forms[..1], &forms[1..2], &forms[2..], &forms[..]] {
        let sandbox = sandbox(faults).await;
        let read = catalogue(&client(&sandbox.base_url())).await;
        assert_eq!(read.len(), expected.len(), "{faults:?}");
        for (read, expected) in read.iter().zip(&expected) {
            assert_eq!(read, expected, "{faults:?}");
        }
    }
}

/// "Not found" as a 200 whose properties are all null is an empty record here: the raw client
/// says what the service said.
#[tokio::test]
async fn nothing_found_is_an_empty_record_or_a_404() {
    let plain = sandbox(&[]).await;
    let missing = client(&plain.base_url()).certification().id(1).send().await;
    let missing = missing.expect_err("no such certification");
    assert_eq!(missing.status().map(|s| s.as_u16()), Some(404));

    let odd = sandbox(&[Fault::NotFound200]).await;
    let empty = client(&odd.base_url())
        .certification()
        .id(1)
        .send()
        .await
        .expect("a 200");
    let empty = serde_json::to_value(empty.into_inner()).expect("it is JSON");
    assert_eq!(meaning("", empty), Value::Object(Map::new()));
}

/// The service sends its client away: not followed, and the other host hears nothing.
#[tokio::test]
async fn a_redirect_elsewhere_takes_no_token_along() {
    let sandbox = sandbox(&[Fault::RedirectElsewhere]).await;
    let failed = client(&sandbox.base_url())
        .recherche()
        .send()
        .await
        .expect_err("a 302");
    assert_eq!(failed.status().map(|s| s.as_u16()), Some(302));
    assert_eq!(sandbox.redirect_target_requests().total, 0);
}

#[tokio::test]
async fn what_is_no_answer_is_an_error() {
    for (fault, status) in [
        (Fault::Status500, Some(500)),
        (Fault::Status502Html, Some(502)),
        (Fault::RateLimit, Some(429)),
        (Fault::Unauthorized, Some(401)),
        (Fault::Reset, None),
        (Fault::Truncate, None),
    ] {
        let sandbox = sandbox(&[fault]).await;
        let failed = client(&sandbox.base_url())
            .recherche()
            .send()
            .await
            .expect_err("no page");
        assert_eq!(
            failed.status().map(|s| s.as_u16()),
            status,
            "{fault}: {failed:?}"
        );
    }
    for fault in [Fault::GarbageJson, Fault::Maintenance200] {
        let sandbox = sandbox(&[fault]).await;
        let failed = client(&sandbox.base_url())
            .recherche()
            .send()
            .await
            .expect_err("no page");
        assert!(
            matches!(failed, Error::InvalidResponsePayload(..)),
            "{fault}: {failed:?}"
        );
    }
}

/// A record that is no object is kept as it was sent, and costs no other.
#[tokio::test]
async fn bad_record_is_kept_and_the_page_arrives() {
    let sandbox = sandbox(&[Fault::BadRecord]).await;
    let page = client(&sandbox.base_url())
        .recherche()
        .send()
        .await
        .expect("a page");
    let records = page.into_inner().data.unwrap_or_default();
    let unparsed = records
        .iter()
        .filter(|record| record.unparsed().is_some())
        .count();
    assert_eq!((records.len(), unparsed), (10, 1));
}
