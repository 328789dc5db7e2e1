//! greeter answers over HTTP with the user that it runs as.
//!
//! With no argument it serves. "healthcheck" asks the running server whether it is alive, since a
//! hardened image has no curl; "version" tells which build this is.

mod connection;
mod probe;
mod routes;
mod server;
mod user;

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::ExitCode;
use std::{env, io};

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing::info;

use crate::routes::Identity;
use crate::user::User;

/// Stamped in by the build: `VERSION=1.2.3 cargo build`.
const VERSION: &str = match option_env!("VERSION") {
    Some(version) => version,
    None => "dev",
};

/// Used unless the environment variable PORT names another.
const DEFAULT_PORT: u16 = 8080;

/// Why the program ends, in one sentence, and the exit code that says so.
struct Failure {
    code: u8,
    sentence: String,
}

impl Failure {
    fn new(code: u8, sentence: String) -> Self {
        Self { code, sentence }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let lossy = |word: std::ffi::OsString| word.to_string_lossy().into_owned();
    let arguments: Vec<String> = env::args_os().skip(1).map(lossy).collect();
    let port = env::var_os("PORT").map(lossy).unwrap_or_default();
    match run(&arguments, &port).await {
        Ok(code) => code,
        Err(Failure { code, sentence }) => {
            eprintln!("{sentence}");
            ExitCode::from(code)
        }
    }
}

async fn run(arguments: &[String], port: &str) -> Result<ExitCode, Failure> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        [] => start(port).await,
        ["version"] => {
            println!("{VERSION}");
            Ok(ExitCode::SUCCESS)
        }
        ["healthcheck"] => match probe(port).await {
            Ok(()) => Ok(ExitCode::SUCCESS),
            // Never 2, which Docker reserves for itself.
            Err(reason) => Err(Failure::new(1, format!("not healthy: {reason}"))),
        },
        _ => Err(Failure::new(
            2,
            format!("unknown arguments {words:?}: give none to start, or healthcheck, or version"),
        )),
    }
}

async fn probe(port: &str) -> Result<(), String> {
    let port = parse_port(port)?;
    probe::ask(port).await.map_err(|error| error.to_string())
}

fn parse_port(value: &str) -> Result<u16, String> {
    if value.is_empty() {
        return Ok(DEFAULT_PORT);
    }
    // The parser of the standard library would take a sign.
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    match value.parse() {
        Ok(port) if is_number && port > 0 => Ok(port),
        _ => Err(format!(
            "PORT must be a number from 1 to 65535, and is {value:?}"
        )),
    }
}

async fn start(port: &str) -> Result<ExitCode, Failure> {
    let cannot_start = |reason: String| format!("cannot start: {reason}");
    let failed = |error: io::Error| Failure::new(1, cannot_start(error.to_string()));
    let port = parse_port(port).map_err(|reason| Failure::new(2, cannot_start(reason)))?;
    let user = User::current()
        .map_err(|error| Failure::new(1, format!("cannot tell which user this is: {error}")))?;
    let stop = signalled().map_err(failed)?;
    // All interfaces: a container's own loopback cannot be reached from outside. IPv6 takes
    // connections of IPv4 too; where there is none, IPv4 alone.
    let addresses = [
        SocketAddr::from((Ipv6Addr::UNSPECIFIED, port)),
        SocketAddr::from((Ipv4Addr::UNSPECIFIED, port)),
    ];
    let listener = TcpListener::bind(&addresses[..]).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;

    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_target(false)
        .init();
    info!(%address, version = VERSION, "started");
    let router = |stage| routes::router(Identity::new(user, VERSION), stage);
    let is_clean = server::serve(listener, router, stop).await;
    Ok(ExitCode::from(u8::from(!is_clean)))
}

/// Ends with the first signal to stop; the next one ends the process at once.
///
/// "docker stop" and Kubernetes send SIGTERM. Process 1 of a container that does not ask for it
/// never gets it, and is killed 10 s later.
fn signalled() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut next = async move || {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    Ok(async move {
        next().await;
        tokio::spawn(async move {
            next().await;
            std::process::exit(1);
        });
    })
}
