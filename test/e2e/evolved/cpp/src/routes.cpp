#include "routes.hpp"

#include <chrono>
#include <cstdlib>
#include <format>
#include <fstream>
#include <sstream>

#include "database.hpp"
#include "json.hpp"
#include "outbound.hpp"
#include "version.hpp"

namespace app {

namespace {

std::string setting(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

/// Noon of the first of July in UTC, by the clocks of Berlin.
std::string noon_in_berlin() {
  using namespace std::chrono;
  const auto noon = sys_days{2026y / July / 1} + 12h;
  return std::format("{:%H:%M %Z}", zoned_time{"Europe/Berlin", noon});
}

Answer file(std::string_view path) {
  if (path.find("/..") != std::string_view::npos) return plain(404, "not found");
  const std::ifstream stream{std::string(path)};
  if (!stream) return plain(404, "not found");
  std::ostringstream text;
  text << stream.rdbuf();
  return {.status = 200, .content_type = "text/plain", .body = text.str()};
}

Answer get(std::string_view path, const Identity& who, bool stopping) {
  if (path == "/") {
    return {.status = 200,
            .content_type = "application/json",
            .body = to_json({{"user", who.user}, {"uid", who.uid}, {"version", version()}}) + '\n'};
  }
  if (path == "/orders") return plain(200, orders());
  if (path == "/rate") return plain(200, fetch(setting("RATE_URL")));
  if (path == "/native") return plain(200, client_version());
  if (path == "/time") return plain(200, noon_in_berlin());
  if (path.starts_with("/static/")) return file(path);
  // Alive, also while stopping: an orchestrator restarts what is not.
  if (path == "/healthz") return plain(200, "ok");
  // Ready for more: a load balancer sends nothing to what is not.
  if (path == "/readyz") return stopping ? plain(503, "stopping") : plain(200, "ready");
  return plain(404, "not found");
}

}  // namespace

Answer answer(std::string_view method, std::string_view path, const Identity& who, bool stopping) {
  const bool is_read = method == "GET" || method == "HEAD";
  Answer found = get(path, who, stopping);
  return is_read || found.status == 404 ? found : plain(405, "method not allowed");
}

Answer plain(unsigned status, std::string_view line) {
  return {.status = status,
          .content_type = "text/plain; charset=utf-8",
          .body = std::string(line) + '\n'};
}

bool is_probe(std::string_view path) { return path == "/healthz" || path == "/readyz"; }

}  // namespace app
