#!/usr/bin/env bash
# Tries the newest version of everything in a copy of this checkout; says what differs and breaks.
#
#   bash tests/newest.sh            the newest that pyproject.toml allows, and the fast checks
#   bash tests/newest.sh --beyond   the newest there is, whatever the upper bounds say
#   bash tests/newest.sh --whole    with every check and test, as tests/run.sh makes them
#   bash tests/newest.sh --keep     and takes the new locks over, if nothing broke
#   bash tests/newest.sh --lock     only brings the locks up to a changed pyproject.toml: nothing is
#                                   tried, and what is locked already keeps its version if it can
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
locks=(callmate/bootstrap/run.lock callmate/bootstrap/transcript.lock tests/test.lock)
speed=(--fast) beyond='' keep='' only_lock=''
for word in "$@"; do
    case $word in
        --whole) speed=() ;;
        --beyond) beyond=yes ;;
        --keep) keep=yes ;;
        --lock) only_lock=yes ;;
        *) sed -n '2,/^set/s/^# \{0,1\}//p' tests/newest.sh >&2 && exit 2 ;;
    esac
done

folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
copy=$folder/callmate
mkdir "$copy"
cp -R callmate screenshots tests pyproject.toml README.md CHANGELOG.md CONTRIBUTING.md LICENSE "$copy"
python3 -m venv "$folder/uv" && "$folder/uv/bin/python" -m pip install --quiet uv || exit 1

# Writes all locks of the checkout we are in: for every system and Python that we run on. That of
# what writes recordings down names only what it takes beside the first.
resolve() {
    local build compile=("$folder/uv/bin/uv" pip compile --quiet --no-config --universal)
    compile+=(--python-version 3.11 --generate-hashes --no-annotate "$@")
    compile+=(--custom-compile-command "bash tests/newest.sh --lock" pyproject.toml -)
    build='import tomllib; t = tomllib.load(open("pyproject.toml", "rb"))["build-system"]; print(*t["requires"], sep="\n")'
    build=$("$folder/uv/bin/python" -c "$build") || return 1
    "${compile[@]}" --extra test --output-file tests/test.lock <<<"$build" &&
        "${compile[@]}" --constraint tests/test.lock --output-file "${locks[0]}" <<<"$build" &&
        "${compile[@]}" --constraint tests/test.lock --extra transcript --output-file "${locks[1]}" <<<"$build" &&
        beside "${locks[0]}" "${locks[1]}"
}

# Takes out of the second lock what stands in the first.
beside() {
    "$folder/uv/bin/python" - "$@" <<'EOF'
import pathlib, re, sys

whole = pathlib.Path(sys.argv[2])
names = set(re.findall(r"^([\w.-]+)==", pathlib.Path(sys.argv[1]).read_text(), re.M))
entries = re.split(r"^(?=[\w.-]+==)", whole.read_text(), flags=re.M)
whole.write_text("".join(each for each in entries if each.partition("==")[0] not in names))
EOF
}

# Says which packages are in another version in the copy than here.
tell() {
    "$folder/uv/bin/python" - tests/test.lock "$copy/tests/test.lock" <<'EOF'
import pathlib, re, sys

def locked(path):
    found = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", pathlib.Path(path).read_text(), re.M):
        found[name] = " and ".join(filter(None, [found.get(name), version]))
    return found

old, new = map(locked, sys.argv[1:])
differ = [name for name in sorted(old | new) if old.get(name) != new.get(name)]
for name in differ:
    print(f"   {name}: {old.get(name, 'not there')} -> {new.get(name, 'not there')}")
print(f"   {len(differ)} of {len(new)} packages differ from the locks.")
EOF
}

if [ -n "$only_lock" ]; then
    (cd "$copy" && resolve) || exit 1
    tell
    for lock in "${locks[@]}"; do cp "$copy/$lock" "$lock" || exit 1; done
    exit
fi
if [ -n "$beyond" ]; then
    sed -E 's/([>]=[0-9.]+),<[0-9.]+/\1/; s/~=/>=/' pyproject.toml >"$copy/pyproject.toml"
fi
echo "== the newest of everything${beyond:+, past the upper bounds}"
(cd "$copy" && resolve --upgrade) || exit 1
tell
bash "$copy/tests/run.sh" "${speed[@]}"
status=$?
echo "== what was tried"
tell
if [ $status -ne 0 ]; then
    echo "   Something broke with these versions, see above; the locks are as they were."
elif [ -z "$keep" ]; then
    echo "   Nothing broke. To take these versions over, run it again with --keep."
elif [ -n "$beyond" ]; then
    echo "   Nothing broke. Raise the bounds in pyproject.toml, then run it with --keep alone."
else
    for lock in "${locks[@]}"; do cp "$copy/$lock" "$lock" || exit 1; done
    echo "   Nothing broke, and all locks name these versions now."
fi
exit $status
