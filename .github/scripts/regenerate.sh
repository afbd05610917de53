#!/usr/bin/env bash
# Regenerates the client from the published document and runs the tests on it.
#
#   regenerate.sh DIRECTORY [SOURCE]
#
# Writes to DIRECTORY, for a job that runs none of this code: `changes.patch`, when a client could
# be generated, and `body.md`, the text of the pull request or issue. Failing tests do not stop the
# script: the text reports them.
set -euo pipefail
# Lengths below count characters, not bytes.
export LC_ALL=C.UTF-8

directory=$1
shift
log=$directory/regenerate.txt

verdict="The tests pass."
if ! cargo xtask regen "$@" >"$log" 2>&1; then
    verdict="No client could be generated: see below. Mostly, \`openapi/overlay.yaml\` needs an action."
else
        # The snapshots are updated, so that the patch shows the change.
    if ! INSTA_UPDATE=always cargo test --workspace --locked >>"$log" 2>&1; then
        verdict="**The tests fail**: see below."
    fi
    git add --all
    git diff --cached --binary >"$directory/changes.patch"
fi
# Prefixes each line, so that text of a fetched document cannot contain commands for the runner.
sed 's/^/| /' "$log" >&2

# The text of a pull request is at most 65,536 characters long.
report=$(<"$directory/report.md")
tail=$(tail -n 60 "$log")
{
    printf '%s\n\n%s\n\n' "${report:0:40000}" "$verdict"
    printf '<details><summary>Regeneration and tests</summary>\n\n'
    # shellcheck disable=SC2016 # the backquotes are Markdown
    printf '```text\n%s\n```\n\n</details>\n' "${tail:0:16000}"
} >"$directory/body.md"
echo "$verdict" >>"$GITHUB_STEP_SUMMARY"
