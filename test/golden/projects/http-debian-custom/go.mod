module git.example.com/shop/orders

go 1.27
