//go:build ignore

// The health check of the image: requests the address in its argument. It ends with 0 if the answer isn't an error
// of the server, and with 1 otherwise.
package main

import (
	"fmt"
	"net/http"
	"os"
	"time"
)

func main() {
	client := http.Client{
		Timeout: 2 * time.Second,
		// An answer that leads elsewhere is an answer.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	response, err := client.Get(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if response.StatusCode >= http.StatusInternalServerError {
		fmt.Fprintln(os.Stderr, response.Status)
		os.Exit(1)
	}
}
