tour: ## build it in three naive ways too, and compare
	@$(HAS_IMAGE)
	@$(SETTINGS) sh hardening/tour.sh
