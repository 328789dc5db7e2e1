// Command my-service answers over HTTP with the user that it runs as.
//
// Without arguments it serves. "healthcheck" sends a request to the running server,
// because a hardened image has no curl; "version" prints the version.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"os/user"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"
)

// version is stamped in by the build: -ldflags "-X main.version=1.2.3".
var version = "dev"

// defaultPort is used unless the environment variable PORT names another.
const defaultPort = 8080

const (
	// How long new connections are still let in after the signal to stop: those
	// on their way are answered, and a probe can see that /readyz fails.
	// Where traffic takes longer to move away, delay the signal (preStop).
	drainDelay = 500 * time.Millisecond
	// Stopping takes no longer than this in all. Docker and podman kill after
	// 10 s, and a process that is killed cannot say what it left undone.
	stopTimeout = 8 * time.Second
)

// identity is what / answers.
type identity struct {
	User    string `json:"user"`
	UID     string `json:"uid"`
	Version string `json:"version"`
}

// Everything happens in run, which returns the exit code, so that the tests can
// call it: os.Exit would end them too.
func main() {
	// "docker stop" and Kubernetes send SIGTERM. Without a handler, they end
	// the process at once, with an exit code that means failure.
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	// After the first signal the next one ends the process at once.
	context.AfterFunc(ctx, stop)

	os.Exit(run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) int {
	switch {
	case len(args) == 1 && args[0] == "version":
		_, _ = fmt.Fprintln(stdout, version)
		return 0
	case len(args) == 1 && args[0] == "healthcheck":
		if err := healthcheck(getenv("PORT")); err != nil {
			_, _ = fmt.Fprintf(stderr, "not healthy: %v\n", err)
			return 1 // Never 2, which Docker reserves for itself.
		}
		return 0
	case len(args) > 0:
		_, _ = fmt.Fprintf(stderr, "unknown arguments %q: give none to start, or healthcheck, or version\n", args)
		return 2
	}

	port, err := parsePort(getenv("PORT"))
	if err != nil {
		_, _ = fmt.Fprintf(stderr, "cannot start: %v\n", err)
		return 2
	}
	// All interfaces: a container's own loopback cannot be reached from outside.
	listener, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
	if err != nil {
		_, _ = fmt.Fprintf(stderr, "cannot start: %v\n", err)
		return 1
	}
	log := slog.New(slog.NewJSONHandler(stdout, nil))
	name, uid := currentUser()
	return serve(ctx, listener, identity{name, uid, version}, log)
}

// currentUser returns the name and uid of the process's user. OpenShift assigns uids
// without an entry in /etc/passwd: user.Current fails for them, so the uid is the name.
func currentUser() (name, uid string) {
	uid = strconv.Itoa(os.Getuid())
	if found, err := user.LookupId(uid); err == nil {
		return found.Username, uid
	}
	return uid, uid
}

func parsePort(value string) (int, error) {
	if value == "" {
		return defaultPort, nil
	}
	port, err := strconv.ParseUint(value, 10, 16)
	if err != nil || port == 0 {
		return 0, fmt.Errorf("PORT must be a number from 1 to 65535, and is %q", value)
	}
	return int(port), nil
}

// serve answers requests until the context ends, then stops.
func serve(ctx context.Context, listener net.Listener, who identity, log *slog.Logger) int {
	var stopping atomic.Bool
	var open atomic.Int64 // The number of open connections.
	server := newServer(logRequests(log, newHandler(who, &stopping)), &open, log)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	log.Info("started", "addr", listener.Addr().String(), "version", who.Version)

	select {
	case err := <-ended:
		log.Error("failed", "error", err)
		return 1
	case <-ctx.Done():
	}
	stopping.Store(true)
	deadline := time.Now().Add(stopTimeout)
	// Hang up where no request is under way, and elsewhere after the answer.
	server.SetKeepAlivesEnabled(false)
	time.Sleep(drainDelay)
	_ = listener.Close()
	// From here on there are no new connections.
	if err := <-ended; !errors.Is(err, net.ErrClosed) {
		log.Error("failed", "error", err)
	}

	// Not server.Shutdown: since Go 1.23 that hangs up on a request whose
	// headers have arrived only in part (golang.org/issue/65802).
	for open.Load() > 0 {
		if time.Now().After(deadline) {
			log.Error("stopped with requests unanswered")
			return 1
		}
		time.Sleep(10 * time.Millisecond)
	}
	log.Info("stopped")
	return 0
}

func newServer(handler http.Handler, open *atomic.Int64, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: handler,
		// Without limits, slow or hostile clients could hold connections for ever.
		// Reading ends before stopTimeout, also for what is let in last.
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       6 * time.Second,
		WriteTimeout:      10 * time.Second,
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		ConnState: func(_ net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				open.Add(1)
			case http.StateClosed, http.StateHijacked:
				open.Add(-1)
			}
		},
	}
}

// newHandler maps paths to answers. A GET pattern matches HEAD, too; other
// methods get 405, other paths 404.
func newHandler(who identity, stopping *atomic.Bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(who) // Fails only when the client has gone.
	})
	// Alive, also while stopping: an orchestrator restarts what is not.
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintln(w, "ok")
	})
	// Ready for more: a load balancer sends nothing to what is not.
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if stopping.Load() {
			http.Error(w, "stopping", http.StatusServiceUnavailable)
			return
		}
		_, _ = fmt.Fprintln(w, "ready")
	})
	return mux
}

// logRequests writes one line a request, except for the probes, which come every
// few seconds and would bury the rest.
func logRequests(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		level := slog.LevelInfo
		if r.URL.Path == "/healthz" || r.URL.Path == "/readyz" {
			level = slog.LevelDebug
		}
		began := time.Now()
		answer := &recorder{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(answer, r)
		log.Log(r.Context(), level, "request", "method", r.Method, "path", r.URL.Path,
			"status", answer.status, "bytes", answer.bytes,
			"duration_ms", float64(time.Since(began).Microseconds())/1000)
	})
}

// recorder remembers, for the log, what was answered.
type recorder struct {
	http.ResponseWriter
	status, bytes int
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(p []byte) (int, error) {
	n, err := r.ResponseWriter.Write(p)
	r.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController find the writer inside.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// healthcheck queries the server in the same container.
func healthcheck(portValue string) error {
	port, err := parsePort(portValue)
	if err != nil {
		return err
	}
	client := http.Client{Timeout: 2 * time.Second}
	response, err := client.Get(fmt.Sprintf("http://127.0.0.1:%d/healthz", port))
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("/healthz answers %s", response.Status)
	}
	return nil
}
