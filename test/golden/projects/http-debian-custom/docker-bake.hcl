# orders: the builds of the Makefile for `docker buildx bake`, which can spread them over many
# machines. `make bake` hands the Makefile's values over; without make they are what the environment
# says: TAG=1.4.0 docker buildx bake
#   image       the image
#   platforms   the image for each of PLATFORMS; a registry takes it: --push
#   test        the unit tests; nothing of them is kept
# Attestations are up to the call: --sbom=true --provenance=mode=max

group "default" {
  targets = ["image"]
}

# Name of the image.
variable "IMAGE" {
  default = "registry.example.com:5000/shop/orders"
}

# Tag of the image.
variable "TAG" {
  default = "dev"
}

# Version that is stamped into the build.
variable "VERSION" {
  default = TAG
}

# Platform to build for, as linux/arm64; the builder's own where empty.
variable "PLATFORM" {
  default = ""
}

# Those of a build for several platforms.
variable "PLATFORMS" {
  default = "linux/amd64,linux/arm64"
}

# Certificate of a company's proxy, trusted while building and kept out of the image.
variable "CA" {
  default = ""
}

# Repository in a registry whose cache is read, as ghcr.io/acme/cache; none where empty.
# Its tags are the service, and the platform where it is given.
variable "CACHE_FROM" {
  default = ""
}

# Repository that the cache is written to; none where empty.
variable "CACHE_TO" {
  default = ""
}

# Time that the image says it was made at: that of the last commit, in seconds since 1970.
# As `git log -1 --format=%ct` prints it.
variable "SOURCE_DATE_EPOCH" {
  default = "0"
}

# The commit that the image is built from, with -dirty if files here differ from it.
# As `git log -1 --format=%H` prints it.
variable "REVISION" {
  default = "unknown"
}

# The time of that commit, as RFC 3339 writes it.
# As `git log -1 --format=%cI` prints it.
variable "CREATED" {
  default = "1970-01-01T00:00:00Z"
}

# Where the source can be read.
variable "SOURCE" {
  default = "https://git.example.com/shop/orders"
}

# What stands between the build and the places that dependencies come from, and which places
# these are: handed to the build where they are set.
variable "HTTP_PROXY" { default = null }
variable "http_proxy" { default = null }
variable "HTTPS_PROXY" { default = null }
variable "https_proxy" { default = null }
variable "NO_PROXY" { default = null }
variable "no_proxy" { default = null }
variable "GOPROXY" { default = null }
variable "GOPRIVATE" { default = null }
variable "GONOSUMDB" { default = null }
variable "GOSUMDB" { default = null }

# Where in a repository the cache of a service is, for one platform or for the builder's own.
function "cache" {
  params = [repository, service, platform]
  result = join("-", compact(["type=registry,ref=${repository}:${service}", replace(platform, "/", "-")]))
}

target "image" {
  context    = "."
  tags       = ["${IMAGE}:${TAG}"]
  platforms  = PLATFORM == "" ? [] : split(",", PLATFORM)
  secret     = CA == "" ? [] : ["id=ca,src=${CA}"]
  cache-from = CACHE_FROM == "" ? [] : [cache(CACHE_FROM, "orders", PLATFORM)]
  cache-to   = CACHE_TO == "" ? [] : ["${cache(CACHE_TO, "orders", PLATFORM)},mode=max"]
  args = {
    VERSION           = VERSION
    SOURCE_DATE_EPOCH = SOURCE_DATE_EPOCH
    REVISION          = REVISION
    CREATED           = CREATED
    SOURCE            = SOURCE
    HTTP_PROXY        = HTTP_PROXY
    http_proxy        = http_proxy
    HTTPS_PROXY       = HTTPS_PROXY
    https_proxy       = https_proxy
    NO_PROXY          = NO_PROXY
    no_proxy          = no_proxy
    GOPROXY           = GOPROXY
    GOPRIVATE         = GOPRIVATE
    GONOSUMDB         = GONOSUMDB
    GOSUMDB           = GOSUMDB
  }
}

target "platforms" {
  inherits   = ["image"]
  platforms  = split(",", PLATFORMS)
  cache-from = CACHE_FROM == "" ? [] : [
    for platform in split(",", PLATFORMS) : cache(CACHE_FROM, "orders", platform)
  ]
  # Of several nodes each would write over the other's: https://github.com/docker/buildx/issues/1044
  cache-to = []
}

target "test" {
  inherits = ["image"]
  target   = "test"
  tags     = []
  cache-to = []
  output   = ["type=cacheonly"]
}
