package main

import (
	"bytes"
	"context"
	"errors"
	"os/user"
	"strings"
	"testing"
	"time"
)

var somebody = &user.User{Username: "somebody", Uid: "10001"}

const somebodysLine = "user: somebody id: 10001\n"

// countdown keeps what is written to it, and calls done on the last write that
// it waits for.
type countdown struct {
	bytes.Buffer
	left int
	done func()
}

func (c *countdown) Write(p []byte) (int, error) {
	c.left--
	if c.left == 0 {
		c.done()
	}
	return c.Buffer.Write(p)
}

// fullDisk fails every write.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestCommands(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		args   []string
		code   int
		stdout string
	}{
		{"version", []string{"version"}, 0, version + "\n"},
		{"unknown", []string{"nonsense"}, 2, ""},
		{"empty", []string{""}, 2, ""},
		{"one too many", []string{"version", "please"}, 2, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr bytes.Buffer
			code := run(context.Background(), test.args, &stdout, &stderr)
			if code != test.code || stdout.String() != test.stdout {
				t.Errorf("got exit code %d and %q, want %d and %q", code, stdout.String(), test.code, test.stdout)
			}
			wantSentence(t, code, stderr.String())
		})
	}
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

func TestRunPrintsTheCurrentUserAndStops(t *testing.T) {
	t.Parallel()
	who, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // As if the signal had come already: one line, then the end.

	var stdout, stderr bytes.Buffer
	code := run(ctx, nil, &stdout, &stderr)
	want := "user: " + who.Username + " id: " + who.Uid + "\n"
	if code != 0 || stdout.String() != want {
		t.Errorf("got exit code %d and %q, want 0 and %q", code, stdout.String(), want)
	}
	wantSentence(t, code, stderr.String())
}

func TestRunFailsWhenItCannotPrint(t *testing.T) {
	t.Parallel()
	var stderr bytes.Buffer
	code := run(context.Background(), nil, fullDisk{}, &stderr)
	if code != 1 {
		t.Errorf("got exit code %d, want 1", code)
	}
	wantSentence(t, code, stderr.String())
}

func TestWork(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		every time.Duration
		lines int
	}{
		{"the first line comes at once", time.Hour, 1},
		{"it goes on until it is stopped", time.Millisecond, 3},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			out := &countdown{left: test.lines, done: cancel}
			if err := work(ctx, out, somebody, test.every); err != nil {
				t.Fatal(err)
			}
			// A tick in the same instant as the stop may print one line more.
			printed := strings.Count(out.String(), "\n")
			if printed < test.lines || out.String() != strings.Repeat(somebodysLine, printed) {
				t.Errorf("got %q, want %q at least %d times", out.String(), somebodysLine, test.lines)
			}
		})
	}
}
