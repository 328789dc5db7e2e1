#include "routes.hpp"

#include "json.hpp"
#include "version.hpp"

namespace app {

namespace {

Answer get(std::string_view path, const Identity& who, bool stopping) {
  if (path == "/") {
    return {.status = 200,
            .content_type = "application/json",
            .body = to_json({{"user", who.user}, {"uid", who.uid}, {"version", version()}}) + '\n'};
  }
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
