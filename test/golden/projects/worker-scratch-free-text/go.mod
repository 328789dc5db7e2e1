module example.com/class

go 1.27
