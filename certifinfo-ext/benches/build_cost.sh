#!/usr/bin/env bash
# What depending on certifinfo-ext costs to build: crates, and seconds of a cold debug build, against
# a program on reqwest, serde_json and the bare generated client.
#
#   certifinfo-ext/benches/build_cost.sh [RUNS]          3 runs by default; needs the dependencies downloaded
#
# Both programs are made in a temporary directory and built offline with two jobs, in turn, each time
# into an empty target directory. `certifinfo-ext/benches/build_cost.sh features` counts the crates of each feature.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Their own settings must not leak into what is measured.
unset RUSTFLAGS CARGO_TARGET_DIR
export CARGO_NET_OFFLINE=true CARGO_INCREMENTAL=0

# The version requirement of a dependency, as the workspace has it.
version() {
    sed -n "s/^$1 = \"\([^\"]*\)\".*/\1/p; s/^$1 = {[^}]*version = \"\([^\"]*\)\".*/\1/p" Cargo.toml | head -n 1
}

package() { # NAME DEPENDENCIES...
    mkdir -p "$work/$1/src"
    cp Cargo.lock "$work/$1/"
    {
        printf '[package]\nname = "%s"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n[dependencies]\n' "$1"
        shift
        printf '%s\n' "$@"
    } > "$work/$1/Cargo.toml"
}

ours() { # NAME FEATURES
    package "$1" "certifinfo-ext = { path = \"$root/certifinfo-ext\"$2 }"
    echo 'fn main() { println!("{:?}", certifinfo_ext::CertifInfo::from_env()); }' > "$work/$1/src/main.rs"
}

# The generated client alone, with the generator's own types for those that the overlay names, and
# no hooks: what a program gets that runs the generator by itself.
bare() {
    package bare \
        "progenitor-client = \"$(version progenitor-client)\"" \
        "reqwest = { version = \"$(version reqwest)\", default-features = false, features = [\"http2\", \"query\", \"stream\", \"gzip\", \"system-proxy\", \"rustls\", \"json\"] }" \
        "serde = { version = \"$(version serde)\", features = [\"derive\"] }" \
        "serde_json = \"$(version serde_json)\"" \
        'tokio = { version = "1", features = ["rt", "time"] }'
    sed -e 's/::certifinfo_sdk::scalar::\(Entier\|Ternaire\)/i64/' \
        -e 's/::certifinfo_sdk::scalar::\(Texte\|DateTexte\)/::std::string::String/' \
        -e 's/::certifinfo_sdk::lien::Lien/::serde_json::Value/' \
        -e '/crate::liste::/d; /crate::hooks::/d; /feature = "schemars"/d' \
        "$root/certifinfo-sdk/src/generated.rs" > "$work/bare/src/generated.rs"
    cat > "$work/bare/src/main.rs" <<'RUST'
#[allow(clippy::all, dead_code, unused)]
mod generated;
impl progenitor_client::ClientHooks<()> for generated::Client {}
fn main() {
    let client = generated::Client::new("http://localhost");
    drop(client.certification().id(1u32).send());
}
RUST
}

crates() { # NAME: distinct packages, the program itself left out
    (cd "$work/$1" && cargo tree --edges normal,build --prefix none --format '{p}' |
        sed 's/ (.*//' | sort -u | grep -c -v "^$1 ")
}

build() { # NAME: wall and processor seconds of a cold build
    local target=$work/$1-target
    rm -rf "$target"
    (
        cd "$work/$1"
        TIMEFORMAT='%R %U %S'
        time CARGO_TARGET_DIR=$target cargo build --quiet --jobs 2 > "$work/$1.log" 2>&1
    ) 2>&1 | awk '{ print $1, $2 + $3 }' >> "$work/$1.seconds"
    rm -rf "$target"
}

row() { # WHAT OURS BARE
    awk -v what="$1" -v a="$2" -v b="$3" 'BEGIN {
        printf "%-30s %14s %8s %8.3f   <= 1.25  %s\n", what, a, b, a / b, a / b <= 1.25 ? "holds" : "does not hold"
    }'
}

median() { # NAME COLUMN
    awk -v column="$2" '{ print $column }' "$work/$1.seconds" | sort -n |
        awk '{ v[NR] = $1 } END { printf "%.1f", v[int((NR + 1) / 2)] }'
}

# Each feature alone, against none.
if [ "${1:-}" = features ]; then
    ours none ', default-features = false'
    base=$(crates none)
    printf '%-12s %8s\n' feature crates none "$base"
    for feature in rustls native-tls schemars tracing; do
        ours "with-$feature" ", default-features = false, features = [\"$feature\"]"
        printf '%-12s %+8d\n' "$feature" $(($(crates "with-$feature") - base))
    done
    exit
fi

ours ours ''
bare
printf '%-30s %14s %8s %8s\n' "" certifinfo-ext bare ratio
row "crates" "$(crates ours)" "$(crates bare)"
for ((run = 0; run < ${1:-3}; run++)); do
    build bare
    build ours
done
row "seconds, cold debug build" "$(median ours 1)" "$(median bare 1)"
# The same work whatever else the machine does.
row "processor seconds of it" "$(median ours 2)" "$(median bare 2)"
