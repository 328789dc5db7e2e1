# Target of docker-bake.hcl, and its output: --load for the local engine, --push for the registry.
BAKE        ?= image
BAKE_FLAGS  ?= $(if $(filter image,$(BAKE)),--load)
HANDED_OVER  = IMAGE TAG PLATFORM $(SECRET_FILES) $(STAMPED)

bake: ## build a target of docker-bake.hcl
	@sh hardening/engine.sh has-buildx '$(ENGINE)'
	$(CHECK_CA)
	$(foreach name,$(HANDED_OVER),$(name)='$($(name))') $(ENGINE) buildx bake $(BAKE_FLAGS) $(BAKE)
