module example.com/my-service

go 1.27
