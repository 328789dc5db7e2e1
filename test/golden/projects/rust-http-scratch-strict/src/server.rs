//! Answers requests until it is told to stop, then stops without dropping one.

use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout_at};
use tracing::{error, info, warn};

use crate::connection;

/// How long new connections are still let in after the signal to stop: those on their way are
/// answered, and a probe can see that /readyz fails. Where traffic takes longer to move away,
/// delay the signal (preStop).
const DRAIN_DELAY: Duration = Duration::from_millis(500);
/// Stopping takes no longer than this in all. Docker and podman kill after 10 s, and a process
/// that is killed cannot say what it left undone.
const STOP_TIMEOUT: Duration = Duration::from_secs(8);
/// How long nobody is let in where there are too many connections to let in one more.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// How far the server is on its way to the end.
#[derive(Clone, Copy, PartialEq)]
pub enum Stage {
    Serving,
    /// Told to stop: still answering, and closing each connection with its answer.
    Draining,
    /// Hanging up where no request is under way.
    Closing,
}

/// Answers requests until `stop` is over, then stops. Returns whether every request was answered.
pub async fn serve(
    listener: TcpListener,
    router: impl FnOnce(watch::Receiver<Stage>) -> Router,
    stop: impl Future<Output = ()>,
) -> bool {
    let (stage, watched) = watch::channel(Stage::Serving);
    let mut connections = Connections {
        router: router(watched.clone()),
        stage: watched,
        open: JoinSet::new(),
    };
    connections.accept(&listener, stop).await;
    let deadline = Instant::now() + STOP_TIMEOUT;
    stage.send_replace(Stage::Draining);
    connections.accept(&listener, sleep(DRAIN_DELAY)).await;
    drop(listener); // From here on there are no new connections.

    stage.send_replace(Stage::Closing);
    let all_ended = async { while connections.open.join_next().await.is_some() {} };
    let is_clean = timeout_at(deadline, all_ended).await.is_ok();
    if is_clean {
        info!("stopped");
    } else {
        error!("stopped with requests unanswered");
    }
    is_clean
}

struct Connections {
    router: Router,
    stage: watch::Receiver<Stage>,
    open: JoinSet<()>,
}

impl Connections {
    /// Lets connections in until the future is over.
    async fn accept(&mut self, listener: &TcpListener, until: impl Future<Output = ()>) {
        let mut until = std::pin::pin!(until);
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, _)) => {
                        let served = connection::serve(stream, self.router.clone(), self.stage.clone());
                        self.open.spawn(served);
                    }
                    // Of one connection, which has gone already, or of all: no more files.
                    Err(error) => {
                        warn!(%error, "cannot accept");
                        sleep(ACCEPT_PAUSE).await;
                    }
                },
                // Forgets those that have ended.
                Some(_) = self.open.join_next() => {}
                () = &mut until => break,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;

    use super::*;

    struct Server {
        port: u16,
        stop: oneshot::Sender<()>,
        is_clean: JoinHandle<bool>,
    }

    async fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (stop, stopped) = oneshot::channel();
        let router = |stage: watch::Receiver<Stage>| {
            Router::new()
                .route("/", get("answer"))
                .route(
                    "/stage",
                    get(async move || (*stage.borrow() as u8).to_string()),
                )
                .route("/never", get(std::future::pending::<()>))
        };
        let serving = serve(listener, router, async { stopped.await.unwrap() });
        Server {
            port,
            stop,
            is_clean: tokio::spawn(serving),
        }
    }

    async fn send(port: u16, text: &str) -> io::Result<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.write_all(text.as_bytes()).await?;
        Ok(stream)
    }

    async fn ask(port: u16, path: &str) -> io::Result<String> {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let mut answer = String::new();
        send(port, &request)
            .await?
            .read_to_string(&mut answer)
            .await?;
        Ok(answer)
    }

    // A client has sent half of its request when the signal comes, and sends the rest when the
    // server has stopped listening. It must be answered all the same.
    #[tokio::test]
    async fn stopping_answers_the_request_that_has_begun() {
        let server = start().await;
        let mut client = send(server.port, "GET / HTTP/1.1\r\nHost: loc")
            .await
            .unwrap();
        // Connections are taken in order: when this is answered, the other is known.
        assert!(ask(server.port, "/stage").await.unwrap().ends_with("\r\n0"));

        server.stop.send(()).unwrap();
        let mut stages = String::new();
        while let Ok(answer) = ask(server.port, "/stage").await {
            stages.extend(answer.chars().last());
            sleep(DRAIN_DELAY / 50).await;
        }
        assert!(stages.ends_with('1'), "answered in the stages {stages}");
        client.write_all(b"alhost\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(server.is_clean.await.unwrap());
    }

    #[tokio::test]
    async fn stopping_hangs_up_where_nothing_is_under_way() {
        let server = start().await;
        let mut client = send(server.port, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .await
            .unwrap();
        assert_ne!(client.read(&mut [0; 4096]).await.unwrap(), 0);
        let began = Instant::now();
        server.stop.send(()).unwrap();
        assert_eq!(client.read(&mut [0; 4096]).await.unwrap(), 0);
        assert!(server.is_clean.await.unwrap());
        assert!(began.elapsed() < STOP_TIMEOUT / 2);
    }

    #[tokio::test]
    async fn stopping_gives_up_at_last() {
        let server = start().await;
        let _client = send(
            server.port,
            "GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n",
        )
        .await
        .unwrap();
        ask(server.port, "/").await.unwrap();
        tokio::time::pause(); // From here on the clock jumps to whatever is waited for.
        let began = Instant::now();
        server.stop.send(()).unwrap();
        assert!(!server.is_clean.await.unwrap());
        assert!(began.elapsed() >= STOP_TIMEOUT);
    }
}
