//! The program from outside: what it takes, says, and ends with.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_app"))
}

/// Asserts how the program ends: well without a word on standard error, else with just one line.
fn assert_ends(command: &mut Command, code: i32) {
    let output = command.output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{command:?}: {said}");
    assert_eq!(said.lines().count(), usize::from(code != 0), "{said}");
}

#[test]
fn tells_its_version() {
    let output = program().arg("version").output().expect("it starts");
    let version = option_env!("VERSION").unwrap_or("dev");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        format!("{version}\n")
    );
    assert_ends(program().arg("version"), 0);
}

#[test]
fn refuses_what_it_does_not_know() {
    for arguments in [&["nonsense"][..], &[""], &["version", "please"], &["a\nb"]] {
        assert_ends(program().args(arguments), 2);
    }
}

#[test]
fn fails_if_it_cannot_print() {
    let full = File::create("/dev/full").expect("there is such a device");
    assert_ends(program().stdout(full), 1);
}

#[test]
fn stops_when_it_is_asked_to() {
    for signal in [Signal::TERM, Signal::INT] {
        let mut child = program().stdout(Stdio::piped()).spawn().expect("it starts");
        let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut line = String::new();
        out.read_line(&mut line).expect("it prints at once");
        kill_process(Pid::from_child(&child), signal).expect("it runs");
        assert_eq!(child.wait().expect("it ends").code(), Some(0));
        out.read_to_string(&mut line)
            .expect("it ends its last line");
        let uid = rustix::process::getuid().as_raw();
        assert!(
            line.starts_with("user: ") && line.ends_with(&format!(" id: {uid}\n")),
            "{line}"
        );
    }
}
