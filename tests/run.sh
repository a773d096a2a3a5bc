#!/usr/bin/env bash
# Runs every check there is, on a bare Debian too. With --fast first, only what needs no sound, no
# terminal and nothing from the system, in less than a minute; with --coverage first, what those
# tests reach of the code, branch by branch. What follows goes to pytest.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
umask 022
exec </dev/null
export DEBIAN_FRONTEND=noninteractive
# What was compiled is kept, as it is for an owner: the tests start it again and again.
unset PYTHONDONTWRITEBYTECODE
fast='' measure=() beside=()
case ${1:-} in
    --fast) fast=yes && beside=(-n auto --maxprocesses 4 --dist worksteal) && shift ;;
    --coverage) fast=yes && measure=(coverage run -m) && shift ;;
esac

# Folders of tests that start the program, make sound or need something from the system; single
# tests elsewhere are marked slow.
slow=(audio bootstrap cli imports packaging pictures store/backup terminal torture)

# What the tests use from the system, as Debian names it.
needed=(
    libportaudio2 libasound2-plugins pulseaudio pulseaudio-utils espeak-ng
    tmux age strace binutils jq git procps
    asterisk-core-sounds-it-wav asterisk-moh-opsound-wav
    chromium gnumeric poppler-utils
)

has() {
    dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=$name
            return
        fi
    done
    echo "The tests need Python 3.11 or newer; here is $(python3 --version 2>&1 || echo none)." >&2
    exit 1
}

install_system_packages() {
    local package missing=() apt=(env LC_ALL=C.UTF-8 apt-get -y -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
    if ! command -v apt-get >/dev/null; then
        echo "   This is no Debian: the tests need what there is called ${needed[*]}."
        return 0
    fi
    for package in "${needed[@]}"; do
        has "$package" || missing+=("$package")
    done
    "$python" -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
    [ ${#missing[@]} -eq 0 ] && return 0
    if [ "$(id -u)" -ne 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            echo "Please type: sudo apt-get install -y ${missing[*]}" >&2
            return 1
        fi
        apt=(sudo -n env DEBIAN_FRONTEND=noninteractive "${apt[@]}")
    fi
    echo "Installing ${missing[*]}"
    "${apt[@]}" update >/dev/null && "${apt[@]}" install --no-install-recommends "${missing[@]}" >/dev/null
}

began=$SECONDS
failed=$(mktemp) || exit 1
trap 'rm -f "$failed"' EXIT
step() {
    local name=$1 began=$SECONDS
    shift
    echo "== $name"
    "$@" || echo "$name" >>"$failed"
    echo "   $name took $((SECONDS - began)) s"
}

check_code() {
    step "format" "$bin/ruff" format --check --quiet .
    step "lint" "$bin/ruff" check --quiet --output-format=concise .
    step "types" "$bin/mypy"
    step "import contracts" "$bin/lint-imports" --no-logo --no-cache
}

marked() {
    local files
    mapfile -t files < <(grep -rl "mark\.$1\b" --include='test_*.py' tests)
    "$own" -m pytest -m "$1" "${files[@]}"
}

echo "== what the system needs"
find_python
[ -n "$fast" ] || install_system_packages || exit 1
echo "== CallMate's own environment"
own=$(LANGUAGE=en "$python" -m callmate.bootstrap test) || exit 1
bin=$(dirname "$own")
"$own" -m callmate.locale.catalogues || exit 1
echo "   prepared after $((SECONDS - began)) s"

if [ -n "$fast" ]; then
    # Side by side: neither depends on how quick the computer is.
    check_code >"$failed.code" 2>&1 &
    step "fast tests" "$own" -m "${measure[@]}" pytest -q "${beside[@]}" -m "not slow" "${slow[@]/#/--ignore=tests/}" "$@"
elif [ $# -gt 0 ]; then
    check_code >"$failed.code" 2>&1
    step "tests" "$own" -m pytest "$@"
else
    # Each wants about half a core, and waits else, for sound or for a terminal: four on two cores.
    step "tests" "$own" -m pytest -n 4 --dist worksteal -m "not (alone or paced)" --durations=25
    # What waits for sound leaves one core to what only reckons.
    check_code >"$failed.code" 2>&1 &
    step "tests that keep pace with sound" marked paced
fi
wait
cat "$failed.code"
rm "$failed.code"
if [ -z "$fast" ] && [ $# -eq 0 ]; then
    step "tests that measure time" marked alone
fi
if [ ${#measure[@]} -gt 0 ]; then
    "$own" -m coverage combine --quiet && "$own" -m coverage report
fi

if [ -s "$failed" ]; then
    echo "Not right after $((SECONDS - began)) s: $(paste -sd, "$failed")"
    exit 1
fi
echo "All is well after $((SECONDS - began)) s."
