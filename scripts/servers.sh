#!/bin/sh
# PostgreSQL and nginx for the tests of serving (tests/serving), where Debian's apt is; elsewhere those tests say what they
# miss and are skipped. Chroma's server comes with the Python packages.
set -u

missing=""
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || missing="nginx-light"
command -v postgres >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
[ -z "$missing" ] && exit 0

if command -v apt-get >/dev/null 2>&1; then
    as_root=none
    if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; fi
    if [ "$as_root" != none ]; then
        echo "Installing $missing for the tests of serving ..."
        # Nothing is started by the install: the tests start servers of their own, on ports of their own.
        policy=/usr/sbin/policy-rc.d
        [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null && \
            $as_root chmod +x "$policy" && trap '$as_root rm -f "$policy"' EXIT; }
        $as_root apt-get update -qq >/dev/null 2>&1
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing \
            >/dev/null 2>&1 && exit 0
    fi
fi
echo "Not installed:$missing; the tests of serving that need it are skipped. Install it to run them too." >&2
exit 0
