#!/usr/bin/env bash
# Checks a release: its version, its changelog, and that the version number matches the changes of
# the public API.
#
#   release.sh TYPE NAME      what is released: `tag v1.2.3`, or `branch main` for a rehearsal
#
# Publishes nothing: that is done by hand, with the publisher's own token.
set -euo pipefail

kind=$1
name=$2

version=$(sed -n '/^\[workspace\.package\]/,/^$/s/^version = "\(.*\)"$/\1/p' Cargo.toml)
if [ -z "$version" ]; then
    echo "::error::Cargo.toml has no version in [workspace.package]"
    exit 1
fi

if [ "$kind" = tag ]; then
    if [ "$name" != "v$version" ]; then
        echo "::error::the tag is $name, but the version in Cargo.toml is $version: tag v$version"
        exit 1
    fi
    if ! grep -qF "## [$version]" CHANGELOG.md; then
        echo "::error::CHANGELOG.md has no section [$version]: give [Unreleased] its version and date"
        exit 1
    fi
fi

# The previous release; HEAD itself has the tag of this one.
if before=$(git describe --tags --abbrev=0 --match 'v*' HEAD^ 2>/dev/null); then
    echo "comparing $version with $before"
    cargo semver-checks --baseline-rev "$before" --package certifinfo-sandbox --package certifinfo-sdk --package certifinfo-ext
else
    echo "there is no release before $version: nothing to compare with"
fi
