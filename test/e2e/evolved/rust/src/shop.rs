//! A shop: orders in PostgreSQL, a rate from another service, an image, and files.

use std::env;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Json;
use axum::routing::get;
use chrono::{TimeZone, Utc};
use chrono_tz::Europe::Berlin;
use image::imageops::{FilterType, resize};
use image::{Rgb, RgbImage};
use serde::Serialize;
use serde_json::Value;
use sqlx::postgres::PgPoolOptions;
use tower_http::services::ServeDir;

/// What any error becomes: 500 with a sentence.
type Answer<T> = Result<Json<T>, (StatusCode, String)>;

#[derive(Serialize)]
struct Order {
    id: i32,
    item: Option<String>,
}

/// Creates the table with two orders.
pub async fn migrate() -> Result<(), sqlx::Error> {
    let pool = PgPoolOptions::new().connect(&database()).await?;
    for statement in [
        "create table if not exists orders (id serial primary key, item text)",
        "insert into orders (item) values ('Apfel'), ('Birne')",
    ] {
        sqlx::query(statement).execute(&pool).await?;
    }
    Ok(())
}

pub fn router() -> Router {
    Router::new()
        .route("/orders", get(orders))
        .route("/rate", get(rate))
        .route("/time", get(async || Json(berlin())))
        .route("/native", get(async || Json(resized())))
        .nest_service("/static", ServeDir::new("/static"))
}

fn database() -> String {
    env::var("DATABASE_URL").unwrap_or_default()
}

fn failure(error: impl ToString) -> (StatusCode, String) {
    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
}

async fn orders() -> Answer<Vec<Order>> {
    let pool = PgPoolOptions::new()
        .connect(&database())
        .await
        .map_err(failure)?;
    sqlx::query_as!(Order, "select id, item from orders order by id")
        .fetch_all(&pool)
        .await
        .map(Json)
        .map_err(failure)
}

async fn rate() -> Answer<Value> {
    let url = env::var("RATE_URL").unwrap_or_default();
    let response = reqwest::get(url).await.map_err(failure)?;
    response.json().await.map(Json).map_err(failure)
}

fn berlin() -> Option<String> {
    let noon = Utc.with_ymd_and_hms(2026, 7, 1, 12, 0, 0).single()?;
    Some(noon.with_timezone(&Berlin).to_rfc3339())
}

/// Shrinks an image, and returns its new size.
fn resized() -> (u32, u32) {
    let large = RgbImage::from_pixel(800, 600, Rgb([255, 136, 0]));
    resize(&large, 80, 60, FilterType::Triangle).dimensions()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_the_time_and_small_images() {
        assert_eq!(berlin().as_deref(), Some("2026-07-01T14:00:00+02:00"));
        assert_eq!(resized(), (80, 60));
    }
}
