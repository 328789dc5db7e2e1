//! libc prints the user that it runs as, once a second.
//!
//! With no argument it works; "version" tells which build this is.

mod user;

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;
use std::{env, thread};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::user::User;

/// Stamped in by the build: `VERSION=1.2.3 cargo build`.
const VERSION: &str = match option_env!("VERSION") {
    Some(version) => version,
    None => "dev",
};

/// The time from one line to the next.
const INTERVAL: Duration = Duration::from_secs(1);

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

fn main() -> ExitCode {
    let lossy = |word: std::ffi::OsString| word.to_string_lossy().into_owned();
    let arguments: Vec<String> = env::args_os().skip(1).map(lossy).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { code, sentence }) => {
            eprintln!("{sentence}");
            ExitCode::from(code)
        }
    }
}

fn run(arguments: &[String]) -> Result<(), Failure> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        [] => start(),
        ["version"] => {
            println!("{VERSION}");
            Ok(())
        }
        _ => Err(Failure::new(
            2,
            format!("unknown arguments {words:?}: give none to start, or version"),
        )),
    }
}

fn start() -> Result<(), Failure> {
    let failed = |what: &str, error: io::Error| Failure::new(1, format!("{what}: {error}"));
    let stop = signalled().map_err(|error| failed("cannot start", error))?;
    let user = User::current().map_err(|error| failed("cannot tell which user this is", error))?;
    work(&stop, &mut io::stdout(), &user, INTERVAL).map_err(|error| failed("cannot print", error))
}

/// Receives the first signal to stop.
///
/// "docker stop" and Kubernetes send SIGTERM. Process 1 of a container that does not ask for it
/// never gets it, and is killed 10 s later.
fn signalled() -> io::Result<Receiver<i32>> {
    let mut signals = Signals::new([SIGTERM, SIGINT])?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        signals
            .into_iter()
            .try_for_each(|signal| sender.send(signal))
    });
    Ok(receiver)
}

/// Prints until it is told to stop. The first line comes at once, so that a glance at the logs
/// shows that it works.
fn work(
    stop: &Receiver<i32>,
    out: &mut impl Write,
    user: &User,
    every: Duration,
) -> io::Result<()> {
    loop {
        writeln!(out, "user: {} id: {}", user.name, user.uid)?;
        out.flush()?;
        if stop.recv_timeout(every) != Err(RecvTimeoutError::Timeout) {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::Sender;

    /// Keeps what is written, and tells to stop with the last line that it waits for.
    struct Countdown {
        text: String,
        left: usize,
        stop: Sender<i32>,
    }

    impl Write for Countdown {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.text += &String::from_utf8_lossy(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            self.left -= 1;
            if self.left == 0 {
                self.stop.send(SIGTERM).expect("somebody listens");
            }
            Ok(())
        }
    }

    fn somebody() -> User {
        User {
            name: "somebody".into(),
            uid: 10001,
        }
    }

    #[test]
    fn prints_a_line_at_once_and_goes_on_until_it_is_stopped() {
        for (every, lines) in [
            (Duration::from_secs(3600), 1),
            (Duration::from_millis(1), 3),
        ] {
            let (stop, stopped) = mpsc::channel();
            let mut out = Countdown {
                text: String::new(),
                left: lines,
                stop,
            };
            work(&stopped, &mut out, &somebody(), every).expect("it can print");
            assert_eq!(out.text, "user: somebody id: 10001\n".repeat(lines));
        }
    }

    #[test]
    fn ends_if_it_cannot_print() {
        let (_stop, stopped) = mpsc::channel();
        let mut full: &mut [u8] = &mut [];
        let printed = work(&stopped, &mut full, &somebody(), Duration::ZERO);
        assert_eq!(printed.unwrap_err().kind(), io::ErrorKind::WriteZero);
    }
}
