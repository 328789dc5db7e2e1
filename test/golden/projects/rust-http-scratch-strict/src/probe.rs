//! Asks the server in the same container whether it is alive.

use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

const TIMEOUT: Duration = Duration::from_secs(2);
const REQUEST: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/// Ends well if /healthz answers 200.
pub async fn ask(port: u16) -> io::Result<()> {
    let status = timeout(TIMEOUT, status_line(port)).await??;
    // As in "HTTP/1.1 200 OK".
    if status.split(' ').nth(1) == Some("200") {
        Ok(())
    } else {
        Err(io::Error::other(format!(
            "/healthz answers {:?}",
            status.trim_end()
        )))
    }
}

async fn status_line(port: u16) -> io::Result<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
    stream.write_all(REQUEST).await?;
    let mut line = String::new();
    BufReader::new(stream.take(1024))
        .read_line(&mut line)
        .await?;
    Ok(line)
}
