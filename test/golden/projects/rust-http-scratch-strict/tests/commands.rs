//! The program from outside: what it takes, says, and ends with.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output, Stdio};
use std::thread;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

/// The program, with the environment variable PORT set.
fn program(port: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_app"));
    command.env("PORT", port);
    command
}

fn run(arguments: &[&str], port: &str) -> Output {
    let mut command = program(port);
    command
        .args(arguments)
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

/// What a server answers.
fn ask(port: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).expect("it listens");
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer
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

#[test]
fn serves_and_logs_all_but_the_probes_until_it_is_told_to_stop() {
    for signal in [Signal::TERM, Signal::INT] {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = free
            .local_addr()
            .expect("it has an address")
            .port()
            .to_string();
        drop(free);
        let mut child = program(&port)
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let out = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut log = out.lines().map(|line| {
            let line = line.expect("it is text");
            serde_json::from_str::<Value>(&line).expect(&line)
        });
        let mut next = || log.next().expect("there is one more line");

        assert_eq!(next()["message"], "started");
        for path in ["/healthz", "/", "/readyz"] {
            let answer = ask(&port, path);
            assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        }
        let request = next();
        assert_eq!(request["message"], "request");
        assert_eq!(request["path"], "/");
        assert_eq!(request["status"], 200);
        kill_process(Pid::from_child(&child), signal).expect("it runs");
        assert_eq!(next()["message"], "stopped");
        assert_eq!(child.wait().expect("it ends").code(), Some(0));
    }
}
