//! What is answered where.

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::HttpBody;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use serde::Serialize;
use tokio::sync::watch;
use tokio::time::timeout;
use tracing::{debug, info};

use crate::server::Stage;
use crate::user::User;

/// An answer takes no longer than this, the reading of the request's body included.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);

/// What / answers.
#[derive(Clone, Serialize)]
pub struct Identity {
    pub user: String,
    pub uid: String,
    pub version: &'static str,
}

impl Identity {
    pub fn new(User { name, uid }: User, version: &'static str) -> Self {
        let uid = uid.to_string();
        Self {
            user: name,
            uid,
            version,
        }
    }
}

/// A route for GET takes HEAD too; other methods get 405, other paths 404.
pub fn router(identity: Identity, stage: watch::Receiver<Stage>) -> Router {
    Router::new()
        .route("/", get(async || Json(identity)))
        // Alive, also while stopping: an orchestrator restarts what is not.
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready).with_state(stage))
        .layer(middleware::from_fn(log_request))
}

/// Ready for more: a load balancer sends nothing to what is not.
async fn ready(State(stage): State<watch::Receiver<Stage>>) -> (StatusCode, &'static str) {
    if *stage.borrow() == Stage::Serving {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping\n")
    }
}

/// Writes one line a request, except for the probes, which come every few seconds and would bury
/// the rest.
async fn log_request(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let response = timeout(ANSWER_TIMEOUT, next.run(request))
        .await
        .unwrap_or_else(|_| (StatusCode::SERVICE_UNAVAILABLE, "too slow\n").into_response());

    let status = response.status().as_u16();
    let bytes = response.body().size_hint().exact();
    let duration_ms = began.elapsed().as_secs_f64() * 1000.0;
    if path == "/healthz" || path == "/readyz" {
        debug!(%method, path, status, bytes, duration_ms, "request");
    } else {
        info!(%method, path, status, bytes, duration_ms, "request");
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::header::CONTENT_TYPE;
    use tower::ServiceExt;

    use super::*;

    async fn ask(method: &str, path: &str, stage: Stage) -> Response {
        let user = User {
            name: "somebody".into(),
            uid: 10001,
        };
        let (_sender, stage) = watch::channel(stage);
        let request = Request::builder().method(method).uri(path);
        router(Identity::new(user, "1.2.3"), stage)
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn are_these() {
        use Stage::{Closing, Draining, Serving};
        for (method, path, stage, status) in [
            ("GET", "/", Serving, 200),
            ("HEAD", "/", Serving, 200),
            ("GET", "/", Draining, 200),
            ("POST", "/", Serving, 405),
            ("GET", "/healthz", Serving, 200),
            ("GET", "/healthz", Draining, 200),
            ("DELETE", "/healthz", Serving, 405),
            ("GET", "/readyz", Serving, 200),
            ("GET", "/readyz", Draining, 503),
            ("GET", "/readyz", Closing, 503),
            ("PUT", "/readyz", Serving, 405),
            ("GET", "/nowhere", Serving, 404),
            ("GET", "/healthz/nowhere", Serving, 404),
        ] {
            let response = ask(method, path, stage).await;
            assert_eq!(response.status(), status, "{method} {path}");
        }
    }

    #[tokio::test]
    async fn answer_with_the_user() {
        let response = ask("GET", "/", Stage::Serving).await;
        assert_eq!(response.headers()[CONTENT_TYPE], "application/json");
        let body = to_bytes(response.into_body(), 1024).await.unwrap();
        assert_eq!(
            body,
            r#"{"user":"somebody","uid":"10001","version":"1.2.3"}"#
        );
    }

    #[tokio::test(start_paused = true)]
    async fn take_only_so_long() {
        let never = Router::new()
            .route("/", get(std::future::pending::<()>))
            .layer(middleware::from_fn(log_request));
        let response = never.oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(response.status(), 503);
    }
}
