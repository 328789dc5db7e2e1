//! The health check of the image: requests the address in its argument, such as http://127.0.0.1:8080/healthz. It
//! ends with 0 if the answer isn't an error of the server, and with 1 otherwise.

use std::io::{Error, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

fn status(address: &str) -> Result<u16, Error> {
    let rest = address.trim_start_matches("http://");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let limit = Some(Duration::from_secs(2));
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(limit)?;
    stream.set_write_timeout(limit)?;
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut head = [0; 12];
    stream.read_exact(&mut head)?;
    let text = String::from_utf8_lossy(&head).into_owned();
    text[9..].parse().map_err(|_| Error::other("the answer isn't HTTP"))
}

fn main() {
    let address = std::env::args().nth(1).unwrap_or_default();
    match status(&address) {
        Ok(code) if code < 500 => {}
        Ok(code) => fail(&format!("the answer has the status {code}")),
        Err(error) => fail(&error.to_string()),
    }
}

fn fail(reason: &str) {
    eprintln!("{reason}");
    std::process::exit(1);
}
