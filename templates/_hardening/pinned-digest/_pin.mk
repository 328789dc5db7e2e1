pin: ## name every image by the digest that its tag has today
	@$(READY)
	@ENGINE='$(ENGINE)' sh hardening/pin.sh
