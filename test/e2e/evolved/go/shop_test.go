package main

import "testing"

func TestResized(t *testing.T) {
	if size := resized(); size.X != 80 || size.Y != 60 {
		t.Errorf("size is %v", size)
	}
}
