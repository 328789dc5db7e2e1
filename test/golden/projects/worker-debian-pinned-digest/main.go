// Command my-service prints the user that it runs as, once a second.
//
// With no argument it works; "version" tells which build this is.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"os/user"
	"syscall"
	"time"
)

// version is stamped in by the build: -ldflags "-X main.version=1.2.3".
var version = "dev"

// interval is the time from one line to the next.
const interval = time.Second

// Everything happens in run, which returns the exit code, so that the tests can
// call it: os.Exit would end them too.
func main() {
	// "docker stop" and Kubernetes send SIGTERM. Not asked for, it would end the
	// process on the spot, with an exit code that says failure.
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	// After the first signal the next one ends the process at once.
	context.AfterFunc(ctx, stop)

	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	switch {
	case len(args) == 1 && args[0] == "version":
		fmt.Fprintln(stdout, version)
		return 0
	case len(args) > 0:
		fmt.Fprintf(stderr, "unknown arguments %q: give none to start, or version\n", args)
		return 2
	}

	// Reads /etc/passwd, which is why the image has one.
	who, err := user.Current()
	if err != nil {
		fmt.Fprintf(stderr, "cannot tell which user this is: %v\n", err)
		return 1
	}
	if err := work(ctx, stdout, who, interval); err != nil {
		fmt.Fprintf(stderr, "cannot print: %v\n", err)
		return 1
	}
	return 0
}

// work prints until the context ends: that is how it is told to stop. The first
// line comes at once, so that a glance at the logs shows that it works.
func work(ctx context.Context, out io.Writer, who *user.User, every time.Duration) error {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		if _, err := fmt.Fprintf(out, "user: %s id: %s\n", who.Username, who.Uid); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}
