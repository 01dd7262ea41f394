#!/bin/sh
# PostgreSQL and nginx for the tests of serving, by Debian's apt where that is there; elsewhere those tests say what they
# miss, and are skipped. Chroma's server comes with the Python packages.
set -u

# Debian keeps both out of the way of ordinary users.
beside=${SERVERS_BESIDE:-/usr/sbin:$(echo /usr/lib/postgresql/*/bin | tr ' ' ':')}
missing=""
for pair in nginx:nginx-light postgres:postgresql; do
    PATH="$PATH:$beside" command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair##*:}"
done
[ -z "$missing" ] && exit 0

as_root=none
if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; fi
if command -v apt-get >/dev/null 2>&1 && [ "$as_root" != none ]; then
    echo "Installing$missing for the tests of serving ..."
    # The install starts nothing: the tests start servers of their own, on ports of their own.
    policy=${SERVERS_POLICY:-/usr/sbin/policy-rc.d}
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null && $as_root chmod +x "$policy"
        trap '$as_root rm -f "$policy"' EXIT
    fi
    $as_root apt-get update -qq >/dev/null 2>&1
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing \
        >/dev/null 2>&1 && exit 0
fi
echo "Not installed:$missing. The tests of serving that need them are skipped; install them to run these too." >&2
exit 0
