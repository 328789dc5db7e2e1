package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

var somebody = identity{User: "somebody", UID: "10001", Version: "1.2.3"}

func TestCommands(t *testing.T) {
	t.Parallel()
	alive := answering(t, http.StatusOK)
	failing := answering(t, http.StatusServiceUnavailable)
	const absent = "1" // Nothing listens on port 1.
	tests := []struct {
		name   string
		args   []string
		port   string
		code   int
		stdout string
	}{
		{"version", []string{"version"}, "", 0, version + "\n"},
		{"unknown", []string{"nonsense"}, "", 2, ""},
		{"empty", []string{""}, "", 2, ""},
		{"one too many", []string{"version", "please"}, "", 2, ""},
		{"bad port", nil, "http", 2, ""},
		{"healthcheck of a live server", []string{"healthcheck"}, alive, 0, ""},
		{"healthcheck of a failing server", []string{"healthcheck"}, failing, 1, ""},
		{"healthcheck of an absent server", []string{"healthcheck"}, absent, 1, ""},
		{"healthcheck on a bad port", []string{"healthcheck"}, "http", 1, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			getenv := func(string) string { return test.port }
			var stdout, stderr bytes.Buffer
			code := run(context.Background(), test.args, getenv, &stdout, &stderr)
			if code != test.code || stdout.String() != test.stdout {
				t.Errorf("got exit code %d and %q, want %d and %q", code, stdout.String(), test.code, test.stdout)
			}
			wantSentence(t, code, stderr.String())
		})
	}
}

// answering starts a server for the length of the test, whose /healthz answers
// with this status, and returns its port.
func answering(t *testing.T, status int) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return address.Port()
}

// wantSentence checks what was said on standard error: nothing when all went
// well, else exactly one line.
func wantSentence(t *testing.T, code int, said string) {
	t.Helper()
	want := 1
	if code == 0 {
		want = 0
	}
	if got := strings.Count(said, "\n"); got != want {
		t.Errorf("exit code %d: got %d lines on standard error, want %d: %q", code, got, want, said)
	}
}

func TestCurrentUserHasANameAndTheUIDOfTheProcess(t *testing.T) {
	t.Parallel()
	name, uid := currentUser()
	if name == "" || uid != strconv.Itoa(os.Getuid()) {
		t.Errorf("got %q and %q", name, uid)
	}
}

func TestParsePort(t *testing.T) {
	t.Parallel()
	good := map[string]int{"": defaultPort, "1": 1, "8081": 8081, "65535": 65535}
	for value, want := range good {
		if got, err := parsePort(value); err != nil || got != want {
			t.Errorf("%q: got %d and error %v, want %d", value, got, err, want)
		}
	}
	for _, value := range []string{"0", "65536", "-1", "+1", " 80", "80\n", "8_0", "0x50", "http"} {
		if got, err := parsePort(value); err == nil {
			t.Errorf("%q: got %d, want an error", value, got)
		}
	}
}

func TestHandler(t *testing.T) {
	t.Parallel()
	tests := []struct {
		method, path string
		stopping     bool
		status       int
	}{
		{"GET", "/", false, 200},
		{"HEAD", "/", false, 200},
		{"GET", "/", true, 200},
		{"POST", "/", false, 405},
		{"GET", "/healthz", false, 200},
		{"GET", "/healthz", true, 200},
		{"DELETE", "/healthz", false, 405},
		{"GET", "/readyz", false, 200},
		{"GET", "/readyz", true, 503},
		{"PUT", "/readyz", false, 405},
		{"GET", "/nowhere", false, 404},
		{"GET", "/healthz/nowhere", false, 404},
	}
	for _, test := range tests {
		t.Run(fmt.Sprintf("%s %s stopping=%t", test.method, test.path, test.stopping), func(t *testing.T) {
			t.Parallel()
			var stopping atomic.Bool
			stopping.Store(test.stopping)
			answer := httptest.NewRecorder()
			newHandler(somebody, &stopping).ServeHTTP(answer, httptest.NewRequest(test.method, test.path, nil))
			if answer.Code != test.status {
				t.Errorf("got %d, want %d", answer.Code, test.status)
			}
		})
	}
}

func TestRootAnswersWithTheUser(t *testing.T) {
	t.Parallel()
	answer := httptest.NewRecorder()
	newHandler(somebody, new(atomic.Bool)).ServeHTTP(answer, httptest.NewRequest("GET", "/", nil))
	if got := answer.Header().Get("Content-Type"); got != "application/json" {
		t.Errorf("got content type %q", got)
	}
	want := `{"user":"somebody","uid":"10001","version":"1.2.3"}` + "\n"
	if got := answer.Body.String(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A client has sent half of its request when the signal comes, and sends the
// rest when the server has stopped listening. It must still be answered.
func TestStopAnswersTheRequestThatHasBegun(t *testing.T) {
	t.Parallel()
	listener := listen(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var log bytes.Buffer
	code := make(chan int, 1)
	go func() { code <- serve(ctx, listener, somebody, slog.New(slog.NewJSONHandler(&log, nil))) }()

	address := listener.Addr().String()
	client, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	_, _ = fmt.Fprint(client, "GET / HTTP/1.1\r\nHost: loc")
	// Connections are accepted in order: when this is answered, the other is known.
	response, err := http.Get("http://" + address + "/healthz")
	wantOK(t, response, err)

	cancel()
	waitUntilClosed(address)
	_, _ = fmt.Fprint(client, "alhost\r\n\r\n")
	response, err = http.ReadResponse(bufio.NewReader(client), nil)
	wantOK(t, response, err)
	if got := <-code; got != 0 {
		t.Errorf("got exit code %d, want 0", got)
	}
	wantLog(t, &log, "started", "request", "stopped") // No line for the probe.
}

func TestServeFailsWithoutAListener(t *testing.T) {
	t.Parallel()
	listener := listen(t)
	_ = listener.Close()
	var log bytes.Buffer
	code := serve(context.Background(), listener, somebody, slog.New(slog.NewJSONHandler(&log, nil)))
	if code != 1 {
		t.Errorf("got exit code %d, want 1", code)
	}
	wantLog(t, &log, "started", "failed")
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return listener
}

func wantOK(t *testing.T, response *http.Response, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("got %s, want 200", response.Status)
	}
}

// waitUntilClosed returns when nobody listens there any more.
func waitUntilClosed(address string) {
	for {
		connection, err := net.Dial("tcp", address)
		if err != nil {
			return
		}
		_ = connection.Close()
		time.Sleep(10 * time.Millisecond)
	}
}

// wantLog checks the messages, one JSON object a line.
func wantLog(t *testing.T, log io.Reader, want ...string) {
	t.Helper()
	var got []string
	for lines := json.NewDecoder(log); lines.More(); {
		var line struct{ Msg string }
		if err := lines.Decode(&line); err != nil {
			t.Fatal(err)
		}
		got = append(got, line.Msg)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got log messages %v, want %v", got, want)
	}
}
