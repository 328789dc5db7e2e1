package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"image"
	"net/http"
	"os"
	"time"
	_ "time/tzdata" // The image has no time zones.

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"golang.org/x/image/draw"
)

//go:embed all:static
var static embed.FS

var asked = prometheus.NewCounter(prometheus.CounterOpts{Name: "shop_asked_total", Help: "Questions."})

type order struct {
	ID   int    `json:"id"`
	Item string `json:"item"`
}

// migrate creates the table with two orders.
func migrate(ctx context.Context) error {
	connection, err := pgx.Connect(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		return err
	}
	defer func() { _ = connection.Close(ctx) }()
	_, err = connection.Exec(ctx, "create table if not exists orders (id serial primary key, item text)")
	if err != nil {
		return err
	}
	_, err = connection.Exec(ctx, "insert into orders (item) values ('Apfel'), ('Birne')")
	return err
}

// addShop adds what the shop answers. The pool connects when it is first used.
func addShop(mux *http.ServeMux) {
	registry := prometheus.NewRegistry()
	registry.MustRegister(asked)
	pool, err := pgxpool.New(context.Background(), os.Getenv("DATABASE_URL"))
	if err != nil {
		panic(err)
	}
	mux.Handle("GET /static/", http.FileServerFS(static))
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	answer(mux, "GET /orders", func(ctx context.Context) (any, error) {
		rows, err := pool.Query(ctx, "select id, item from orders order by id")
		if err != nil {
			return nil, err
		}
		return pgx.CollectRows(rows, pgx.RowToStructByPos[order])
	})
	answer(mux, "GET /rate", rate)
	answer(mux, "GET /time", berlin)
	answer(mux, "GET /native", func(context.Context) (any, error) { return resized(), nil })
}

// answer answers with JSON, or 500.
func answer(mux *http.ServeMux, pattern string, find func(context.Context) (any, error)) {
	mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		asked.Inc()
		found, err := find(r.Context())
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		_ = json.NewEncoder(w).Encode(found)
	})
}

func rate(ctx context.Context) (any, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, os.Getenv("RATE_URL"), nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	var found any
	err = json.NewDecoder(response.Body).Decode(&found)
	return found, err
}

func berlin(context.Context) (any, error) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return nil, fmt.Errorf("time zone: %w", err)
	}
	return time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC).In(zone).Format(time.RFC3339), nil
}

// resized shrinks an image, and returns its new size.
func resized() image.Point {
	large := image.NewRGBA(image.Rect(0, 0, 800, 600))
	small := image.NewRGBA(image.Rect(0, 0, 80, 60))
	draw.CatmullRom.Scale(small, small.Bounds(), large, large.Bounds(), draw.Src, nil)
	return small.Bounds().Size()
}
