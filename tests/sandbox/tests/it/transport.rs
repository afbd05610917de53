//! Faults that take the place of an answer, or break it on its way.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, SystemTime};

use certifinfo_sandbox::{Fault, Sandbox, Token, When};

use crate::client::{get, http, json};

async fn with(fault: Fault) -> Sandbox {
    Sandbox::builder().fault(fault, 1.0).start().await.unwrap()
}

/// All bytes that come back for one request, and how the connection ended.
fn raw(sandbox: &Sandbox, path: &str) -> (Vec<u8>, std::io::Result<usize>) {
    let mut stream = TcpStream::connect(sandbox.address()).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let head = format!("GET {path} HTTP/1.1\r\nhost: x\r\ntoken-connexion: sandbox\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    let end = stream.read_to_end(&mut bytes);
    (bytes, end)
}

#[tokio::test]
async fn statuses_are_what_their_names_say() {
    for (fault, status, kind, words) in [
        (Fault::Status404, 404, "application/json", "status-404"),
        (Fault::Unauthorized, 401, "application/json", "unauthorized"),
        (Fault::Status500, 500, "application/json", "status-500"),
        (Fault::Status502Html, 502, "text/html", "502 Bad Gateway"),
        (Fault::Status503, 503, "application/json", "status-503"),
        (Fault::RateLimit, 429, "application/json", "rate-limit"),
        (
            Fault::Maintenance200,
            200,
            "text/html",
            "Service en maintenance",
        ),
    ] {
        let sandbox = with(fault).await;
        for path in ["/recherche", "/certification?id=118034", "/openapi.json"] {
            let answer = get(&sandbox, path).await.unwrap();
            assert_eq!(answer.status(), status, "{fault}");
            let content = answer.headers()["content-type"].to_str().unwrap();
            assert!(content.starts_with(kind), "{fault}: {content}");
            assert!(answer.text().await.unwrap().contains(words), "{fault}");
        }
        assert_eq!(sandbox.requests().status(status), 3);
    }
}

#[tokio::test]
async fn retry_after_is_a_second_a_date_or_a_day() {
    let after = async |fault| {
        let answer = get(&with(fault).await, "/recherche").await.unwrap();
        assert_eq!(answer.status(), 429);
        answer.headers()["retry-after"].to_str().unwrap().to_owned()
    };
    assert_eq!(after(Fault::RateLimit).await, "1");
    assert_eq!(after(Fault::RateLimitAbsurd).await, "86400");
    let before = SystemTime::now();
    let date = httpdate::parse_http_date(&after(Fault::RateLimitDate).await).unwrap();
    assert!(date > before, "a date in the past asks for no patience");
    assert!(date <= SystemTime::now() + Duration::from_secs(2));
}

#[tokio::test]
async fn garbage_is_whole_by_its_length_and_no_json() {
    let answer = get(&with(Fault::GarbageJson).await, "/recherche")
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let text = answer.text().await.unwrap();
    assert!(text.starts_with('{') && serde_json::from_str::<serde_json::Value>(&text).is_err());
}

#[tokio::test]
async fn a_reset_comes_before_any_answer() {
    let sandbox = with(Fault::Reset).await;
    let (bytes, end) = raw(&sandbox, "/recherche");
    assert_eq!(bytes.len(), 0);
    assert_eq!(end.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
    let requests = sandbox.requests();
    assert_eq!(
        (requests.total, requests.in_flight, requests.by_status.len()),
        (1, 0, 0)
    );
    assert_eq!(requests.recent[0].status, None);
}

#[tokio::test]
async fn a_truncated_body_is_shorter_than_announced() {
    let sandbox = with(Fault::Truncate).await;
    let (bytes, _) = raw(&sandbox, "/recherche");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap();
    let length: usize = length.parse().unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(body.starts_with(r#"{"total":"#));
    assert!(
        body.len() > length / 3 && body.len() < length,
        "{} of {length}",
        body.len()
    );
    let answer = get(&sandbox, "/recherche").await.unwrap();
    assert!(answer.text().await.is_err());
}

#[tokio::test]
async fn a_slow_body_trickles_for_as_long_as_it_was_told() {
    let hour = Duration::from_secs(3600);
    let sandbox = Sandbox::builder()
        .fault(Fault::Slow, 1.0)
        .drip(hour)
        .start()
        .await
        .unwrap();
    let client = http();
    let asked = client.get(format!("{}/docs", sandbox.base_url()));
    let answer = asked
        .timeout(Duration::from_millis(1500))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200, "the head comes at once");
    assert!(answer.text().await.unwrap_err().is_timeout());

    let short = Duration::from_millis(50);
    let sandbox = Sandbox::builder()
        .fault(Fault::Slow, 1.0)
        .drip(short)
        .start()
        .await
        .unwrap();
    let (status, page) = json(&sandbox, "/recherche").await;
    assert_eq!((status, page["data"].as_array().unwrap().len()), (200, 10));
}

#[tokio::test]
async fn an_answer_that_hangs_has_no_head_either() {
    let hour = Duration::from_secs(3600);
    let sandbox = Sandbox::builder()
        .fault(Fault::Hang, 1.0)
        .drip(hour)
        .start()
        .await
        .unwrap();
    let asked = http().get(format!("{}/docs", sandbox.base_url()));
    let error = asked
        .timeout(Duration::from_millis(1500))
        .send()
        .await
        .unwrap_err();
    assert!(error.is_timeout() && !error.is_connect());
    assert_eq!(sandbox.requests().total, 1);
}

#[tokio::test]
async fn jitter_answers_in_another_order() {
    let jitter = Duration::from_millis(400);
    let sandbox = Sandbox::builder().jitter(jitter).start().await.unwrap();
    let order = std::sync::Mutex::new(Vec::new());
    let ask = async |number: usize| {
        get(&sandbox, &format!("/recherche?page_num={number}"))
            .await
            .unwrap();
        order.lock().unwrap().push(number);
    };
    futures_util::future::join_all((1..=12).map(ask)).await;
    let order = order.into_inner().unwrap();
    assert!(order.len() == 12 && !order.is_sorted(), "{order:?}");
}

#[tokio::test]
async fn a_redirect_leads_elsewhere_and_says_what_arrived() {
    let sandbox = Sandbox::builder()
        .token("never-elsewhere")
        .fault(Fault::RedirectElsewhere, 1.0)
        .start()
        .await
        .unwrap();
    let answer = get(&sandbox, "/recherche?rome=D1102").await.unwrap();
    assert_eq!(answer.status(), 302);
    let target = answer.headers()["location"].to_str().unwrap().to_owned();
    assert!(target.ends_with("/recherche?rome=D1102"), "{target}");
    assert!(!target.starts_with(&sandbox.base_url()));

    let careless = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = careless.get(format!("{}/recherche", sandbox.base_url()));
    request
        .header("token-connexion", sandbox.token())
        .send()
        .await
        .unwrap();
    http().get(&target).send().await.unwrap();
    http()
        .get(&target)
        .header("x-copy", sandbox.token())
        .send()
        .await
        .unwrap();
    http()
        .get(&target)
        .header("token-connexion", "other")
        .send()
        .await
        .unwrap();
    let elsewhere = sandbox.redirect_target_requests();
    let tokens: Vec<Token> = elsewhere
        .recent
        .iter()
        .map(|request| request.token)
        .collect();
    assert_eq!(
        tokens,
        [Token::Right, Token::Missing, Token::Right, Token::Wrong]
    );
    assert_eq!(sandbox.requests().total, 2, "elsewhere is counted apart");
}

#[tokio::test]
async fn a_bomb_is_small_on_the_wire() {
    let answer = http_without_gzip(&with(Fault::Bomb).await).await;
    assert_eq!(answer.headers()["content-encoding"], "gzip");
    let length = answer.headers()["content-length"]
        .to_str()
        .unwrap()
        .parse::<u64>()
        .unwrap();
    assert!(length < 2 << 20, "{length}");
}

async fn http_without_gzip(sandbox: &Sandbox) -> reqwest::Response {
    let client = reqwest::Client::builder()
        .no_proxy()
        .no_gzip()
        .build()
        .unwrap();
    let request = client.get(format!("{}/recherche", sandbox.base_url()));
    request
        .header("token-connexion", sandbox.token())
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn faults_change_while_the_sandbox_runs() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let status = async || get(&sandbox, "/recherche").await.unwrap().status().as_u16();
    assert_eq!(status().await, 200);
    sandbox.set_fault(Fault::Status503, When::First(2));
    assert_eq!(
        [status().await, status().await, status().await],
        [503, 503, 200]
    );
    sandbox.set_fault(Fault::Status503, When::After(1));
    assert_eq!([status().await, status().await], [200, 503]);
    sandbox.clear_faults();
    assert_eq!(status().await, 200);
}

#[tokio::test]
async fn a_rate_is_the_same_in_every_run() {
    let run = async || {
        let sandbox = Sandbox::builder()
            .seed(7)
            .fault(Fault::Status500, 0.2)
            .start()
            .await
            .unwrap();
        let client = http();
        let mut statuses = Vec::new();
        for _ in 0..100 {
            let url = format!("{}/docs", sandbox.base_url());
            statuses.push(client.get(url).send().await.unwrap().status().as_u16());
        }
        statuses
    };
    let first = run().await;
    let struck = first.iter().filter(|status| **status == 500).count();
    assert!(
        (10..=30).contains(&struck),
        "{struck} of 100 at a rate of 0.2"
    );
    assert_eq!(first, run().await);
}
