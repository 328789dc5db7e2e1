//! The program from outside: what it takes, says, and ends with.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Output};
use std::thread;

/// Runs the program to its end, with the environment variable PORT set.
fn run(arguments: &[&str], port: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_app"))
        .args(arguments)
        .env("PORT", port)
        .output()
        .expect("the program starts")
}

/// Asserts how the program ends: well without a word on standard error, else with just one line.
fn assert_ends(arguments: &[&str], port: &str, code: i32) {
    let output = run(arguments, port);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        output.status.code(),
        Some(code),
        "{arguments:?} {port:?}: {said}"
    );
    assert_eq!(said.lines().count(), usize::from(code != 0), "{said}");
}

/// A server of one answer; returns its port.
fn answering(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("it has an address").port();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept()?;
        let count = stream.read(&mut [0; 1024])?;
        assert_ne!(count, 0);
        stream.write_all(answer.as_bytes())
    });
    port.to_string()
}

#[test]
fn tells_its_version() {
    let output = run(&["version"], "");
    let version = option_env!("VERSION").unwrap_or("dev");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        format!("{version}\n")
    );
    assert_ends(&["version"], "", 0);
}

#[test]
fn refuses_what_it_does_not_know() {
    for arguments in [&["nonsense"][..], &[""], &["version", "please"], &["a\nb"]] {
        assert_ends(arguments, "", 2);
    }
}

#[test]
fn refuses_what_is_no_port() {
    for port in [
        "0", "65536", "-1", "+1", " 80", "80\n", "8_0", "0x50", "http",
    ] {
        assert_ends(&[], port, 2);
        assert_ends(&["healthcheck"], port, 1);
    }
}

#[test]
fn finds_a_live_server_healthy() {
    assert_ends(&["healthcheck"], &answering("HTTP/1.1 200 OK\r\n\r\n"), 0);
}

#[test]
fn finds_any_other_not_healthy() {
    assert_ends(
        &["healthcheck"],
        &answering("HTTP/1.1 503 Service Unavailable\r\n\r\n"),
        1,
    );
    assert_ends(&["healthcheck"], &answering(""), 1);
    assert_ends(&["healthcheck"], "1", 1); // Nothing listens on port 1.
}
