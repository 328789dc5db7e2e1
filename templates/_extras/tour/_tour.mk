tour: ## compare the image with three naive ones
	@$(HAS_IMAGE)
	@$(SETTINGS) sh hardening/tour.sh
