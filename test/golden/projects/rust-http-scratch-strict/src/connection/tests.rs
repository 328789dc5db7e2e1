use axum::routing::get;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::time::Instant;

use super::*;

/// A client of a connection that is served: the clock of these tests goes on by itself as soon
/// as everybody waits for it.
fn client(buffer: usize) -> (DuplexStream, watch::Sender<Stage>) {
    let (client, server) = duplex(buffer);
    let (stage, watched) = watch::channel(Stage::Serving);
    let router = Router::new()
        .route("/", get("answer"))
        .route("/long", get("long ".repeat(1000)))
        .route("/slow", get(async || sleep(2 * HEADER_TIMEOUT).await));
    tokio::spawn(serve(server, router, watched));
    (client, stage)
}

async fn ask(client: &mut DuplexStream, path: &str) {
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    client.write_all(request.as_bytes()).await.unwrap();
}

async fn read(client: &mut DuplexStream) -> String {
    let mut bytes = vec![0; 4096];
    let count = client.read(&mut bytes).await.unwrap();
    String::from_utf8_lossy(&bytes[..count]).into_owned()
}

/// Asserts when the server hangs up, from now on.
async fn assert_held(client: &mut DuplexStream, wanted: Duration) {
    let began = Instant::now();
    assert_eq!(read(client).await, "");
    let held = began.elapsed();
    let is_right = held >= wanted && held < wanted + Duration::from_millis(10);
    assert!(is_right, "held for {held:?}, not {wanted:?}");
}

#[tokio::test(start_paused = true)]
async fn ends_if_nothing_comes() {
    let (mut client, _stage) = client(4096);
    assert_held(&mut client, HEADER_TIMEOUT).await;
}

#[tokio::test(start_paused = true)]
async fn ends_if_headers_come_drop_by_drop() {
    let (mut client, _stage) = client(4096);
    let began = Instant::now();
    while client.write_all(b"X").await.is_ok() {
        sleep(HEADER_TIMEOUT / 10).await;
    }
    assert!(began.elapsed() < 2 * HEADER_TIMEOUT);
}

#[tokio::test(start_paused = true)]
async fn stays_open_between_requests_for_a_while() {
    let (mut client, _stage) = client(4096);
    for _ in 0..3 {
        sleep(HEADER_TIMEOUT / 2).await;
        ask(&mut client, "/").await;
        assert!(read(&mut client).await.ends_with("answer"));
        sleep(IDLE_TIMEOUT / 2).await;
    }
    assert_held(&mut client, IDLE_TIMEOUT / 2).await;
}

#[tokio::test(start_paused = true)]
async fn times_the_headers_of_every_request_anew() {
    let (mut client, _stage) = client(4096);
    ask(&mut client, "/").await;
    assert!(read(&mut client).await.ends_with("answer"));
    sleep(IDLE_TIMEOUT / 2).await;
    client.write_all(b"GET").await.unwrap();
    assert_held(&mut client, HEADER_TIMEOUT).await;
}

#[tokio::test(start_paused = true)]
async fn takes_its_time_for_an_answer() {
    let (mut client, _stage) = client(4096);
    ask(&mut client, "/slow").await;
    assert!(read(&mut client).await.starts_with("HTTP/1.1 200 OK"));
    assert_held(&mut client, IDLE_TIMEOUT).await;
}

#[tokio::test(start_paused = true)]
async fn ends_if_the_answer_is_not_taken() {
    let (mut client, _stage) = client(64);
    ask(&mut client, "/long").await;
    sleep(2 * WRITE_TIMEOUT).await;
    // What was in the buffer, and then the end.
    let mut all = Vec::new();
    client.read_to_end(&mut all).await.unwrap();
    assert!(all.len() <= 64, "{} bytes", all.len());
}

#[tokio::test]
async fn takes_no_more_than_so_many_bytes_of_headers() {
    let (mut client, _stage) = client(4 * MAX_HEADER_BYTES);
    ask(&mut client, &"/".repeat(MAX_HEADER_BYTES)).await;
    assert!(read(&mut client).await.starts_with("HTTP/1.1 431 "));
}

#[tokio::test(start_paused = true)]
async fn is_hung_up_in_the_end_if_idle() {
    let (mut client, stage) = client(4096);
    ask(&mut client, "/").await;
    read(&mut client).await;
    stage.send_replace(Stage::Closing);
    assert_held(&mut client, Duration::ZERO).await;
}

#[tokio::test(start_paused = true)]
async fn answers_to_the_end_what_has_begun_to_arrive() {
    for requests_before in [0, 1] {
        let (mut client, stage) = client(4096);
        for _ in 0..requests_before {
            ask(&mut client, "/").await;
            read(&mut client).await;
        }
        client
            .write_all(b"GET / HTTP/1.1\r\nHost: loc")
            .await
            .unwrap();
        sleep(Duration::from_millis(100)).await;
        stage.send_replace(Stage::Draining);
        stage.send_replace(Stage::Closing);
        sleep(Duration::from_secs(2)).await;
        client.write_all(b"alhost\r\n\r\n").await.unwrap();
        let answer = read(&mut client).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains("connection: close\r\n"), "{answer}");
        assert_held(&mut client, Duration::ZERO).await;
    }
}
