#!/bin/sh
# A browser for the tests of the page: one that is here, Debian's Chromium, or Playwright's own (not with "debian").
set -u

for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done

# Ubuntu's package of that name is a snap, which does not run in containers: Debian only.
if command -v apt-get >/dev/null 2>&1 && grep -q '^ID=debian' /etc/os-release 2>/dev/null; then
    as_root=none
    if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; fi
    if [ "$as_root" != none ]; then
        echo "Installing Chromium for the tests of the page ..."
        $as_root apt-get update -qq >/dev/null 2>&1
        DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium \
            >/dev/null 2>&1 && exit 0
    fi
fi

[ "${1:-}" = debian ] && exit 0
.venv/bin/playwright install chromium && exit 0
echo "No browser for the tests of the page: install Chromium or Chrome and run make test again." >&2
exit 1
