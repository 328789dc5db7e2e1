//! One connection, with limits: without them, slow or hostile clients could hold it for ever.

use std::convert::Infallible;
use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use axum::http::header::{CONNECTION, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::watch;
use tokio::time::{Sleep, sleep, timeout};
use tracing::debug;

use crate::server::Stage;

/// From the first byte of a request to the last of its headers.
const HEADER_TIMEOUT: Duration = Duration::from_secs(5);
/// From an answer to the first byte of the next request.
const IDLE_TIMEOUT: Duration = Duration::from_secs(60);
/// For the client to take some bytes of an answer.
const WRITE_TIMEOUT: Duration = Duration::from_secs(10);
const MAX_HEADER_BYTES: usize = 16 << 10;

/// What is under way on a connection.
#[derive(Clone, Copy, PartialEq)]
enum Phase {
    /// Nothing: all that was asked is answered.
    Idle,
    /// A request has begun to arrive, or is to arrive at once.
    Asking,
    /// Its headers are here.
    Answering,
}

/// Answers the requests of one connection until either side ends it.
pub async fn serve<S>(stream: S, router: Router, mut stage: watch::Receiver<Stage>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    // Who connects is about to ask.
    let (phase, phases) = watch::channel(Phase::Asking);
    let stream = TokioIo::new(Watched {
        stream,
        phase: phase.clone(),
        stalled: None,
    });
    let router = TowerToHyperService::new(router);
    let asked = stage.clone();
    let service = service_fn(|request| {
        phase.send_replace(Phase::Answering);
        let answer = router.call(request);
        let (phase, asked) = (&phase, &asked);
        async move {
            let mut answer = answer.await?;
            phase.send_replace(Phase::Idle);
            if *asked.borrow() != Stage::Serving {
                let close = HeaderValue::from_static("close");
                answer.headers_mut().insert(CONNECTION, close);
            }
            Ok::<_, Infallible>(answer)
        }
    });
    let mut connection = pin!(
        http1::Builder::new()
            .max_header_size(MAX_HEADER_BYTES)
            .serve_connection(stream, service)
    );
    let closing = async {
        let _ = stage.wait_for(|stage| *stage == Stage::Closing).await;
    };
    let mut too_slow = pin!(too_slow(phases));
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = too_slow.as_mut() => Ok(()),
        () = closing => {
            // Not where a request has begun to arrive: hyper would hang up on one whose headers are
            // here in part. It is answered, and the connection closed with the answer.
            if *phase.borrow() == Phase::Idle {
                connection.as_mut().graceful_shutdown();
            }
            tokio::select! {
                ended = connection => ended,
                () = too_slow => Ok(()),
            }
        }
    };
    if let Err(error) = ended {
        debug!(%error, "connection ended");
    }
}

/// Ends when the client has let a phase last too long.
async fn too_slow(mut phases: watch::Receiver<Phase>) {
    loop {
        let phase = *phases.borrow_and_update();
        let limit = match phase {
            Phase::Idle => IDLE_TIMEOUT,
            Phase::Asking => HEADER_TIMEOUT,
            // That is up to who answers.
            Phase::Answering => Duration::MAX,
        };
        if timeout(limit, phases.changed()).await.is_err() {
            return;
        }
    }
}

/// A stream that tells when a request begins to arrive, and fails where an answer is not taken.
struct Watched<S> {
    stream: S,
    phase: watch::Sender<Phase>,
    /// Runs while the client takes nothing.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl<S> Watched<S> {
    fn limit<T>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let clock = || Box::pin(sleep(WRITE_TIMEOUT));
        ready!(
            self.stalled
                .get_or_insert_with(clock)
                .as_mut()
                .poll(context)
        );
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before && *self.phase.borrow() == Phase::Idle {
            self.phase.send_replace(Phase::Asking);
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.limit(context, written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        self.limit(context, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = Pin::new(&mut self.stream).poll_shutdown(context);
        self.limit(context, shut)
    }
}

#[cfg(test)]
mod tests;
