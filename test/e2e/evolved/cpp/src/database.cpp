#include "database.hpp"

#include <libpq-fe.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>

namespace app {

namespace {

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

std::string query(const char* sql) {
  const char* url = std::getenv("DATABASE_URL");
  const Connection connection(PQconnectdb(url != nullptr ? url : ""), PQfinish);
  const Result result(PQexec(connection.get(), sql), PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status == PGRES_COMMAND_OK) return {};
  if (status != PGRES_TUPLES_OK) throw std::runtime_error(PQerrorMessage(connection.get()));
  return PQgetvalue(result.get(), 0, 0);
}

}  // namespace

void migrate() {
  query(
      "create table if not exists orders (id serial primary key, item text); "
      "insert into orders (item) values ('Apfel'), ('Birne')");
}

std::string orders() { return query("select json_agg(orders order by id) from orders"); }

std::string client_version() { return std::to_string(PQlibVersion() / 10000); }

}  // namespace app
