#!/usr/bin/env bash
# A throw-away PostgreSQL on loopback for tests.
#
#   scripts/test-postgres.sh start [OWNER_PID]   starts one and prints its URL; with OWNER_PID it ends with that process
#   scripts/test-postgres.sh stop                ends the one that was started last
#
# SOUK_TEST_POSTGRES_FSYNC=on keeps commits safe from a crash of the machine, for tests that pull plugs.
set -euo pipefail

repository="$(cd "$(dirname "$0")/.." && pwd)"
state="${SOUK_TEST_POSTGRES_STATE:-$repository/.build/test-postgres}"
fsync="${SOUK_TEST_POSTGRES_FSYNC:-off}"

fail() {
  echo "test-postgres: $*" >&2
  exit 1
}

binaries() {
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(dirname "$(command -v initdb || echo /nowhere/initdb)")"; do
    if [ -x "$folder/initdb" ]; then
      echo "$folder"
      return
    fi
  done
  fail "PostgreSQL is not installed; on Debian: apt-get install postgresql"
}

# PostgreSQL refuses to run as root, so root borrows the account that Debian's package makes.
as_owner() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

end_cluster() {
  local folder="$1"
  [ -d "$folder" ] || return 0
  as_owner "$(binaries)/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}

start() {
  local owner="${1:-}" bin folder port log
  bin="$(binaries)"
  folder="$(mktemp -d "${TMPDIR:-/tmp}/souk-postgres.XXXXXX")"
  chmod 755 "$folder"
  [ "$(id -u)" = 0 ] && chown postgres "$folder"
  log="$folder/log"
  as_owner "$bin/initdb" -D "$folder/data" -U souk --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync >"$folder.initdb" 2>&1 || {
    cat "$folder.initdb" >&2
    rm -rf "$folder" "$folder.initdb"
    fail "initdb failed"
  }
  rm -f "$folder.initdb"
  cat >>"$folder/data/postgresql.conf" <<CONFIGURATION
listen_addresses = '127.0.0.1'
unix_socket_directories = '$folder'
max_connections = 300
shared_buffers = 128MB
fsync = $fsync
synchronous_commit = $fsync
full_page_writes = $fsync
max_wal_size = 2GB
deadlock_timeout = 100ms
log_min_messages = warning
CONFIGURATION
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    port=$((20000 + RANDOM % 20000))
    if as_owner "$bin/pg_ctl" -D "$folder/data" -l "$log" -o "-p $port" -w -t 30 start >/dev/null 2>&1; then
      if [ -n "$owner" ]; then
        setsid "$0" watch "$owner" "$folder" >/dev/null 2>&1 </dev/null &
      else
        mkdir -p "$(dirname "$state")"
        echo "$folder" >"$state"
      fi
      echo "postgres://souk@127.0.0.1:$port/postgres"
      return
    fi
  done
  cat "$log" >&2
  end_cluster "$folder"
  fail "PostgreSQL did not start"
}

case "${1:-}" in
  start) start "${2:-}" ;;
  stop)
    [ -f "$state" ] || exit 0
    end_cluster "$(cat "$state")"
    rm -f "$state"
    ;;
  watch)
    while kill -0 "$2" 2>/dev/null; do sleep 1; done
    end_cluster "$3"
    ;;
  *) fail "usage: $0 start [OWNER_PID] | stop" ;;
esac
