#!/usr/bin/env bash
# Compares the published document with the copy in this repository.
#
#   compare.sh DIRECTORY [SOURCE]
#
# Sets the output `outcome` to `same`, `drift`, or `unknown` (the service could not be reached or
# gave no document). None of the three is a failure; any other result is an error of ours. The
# report goes to DIRECTORY/report.md and to the job's summary.
set -euo pipefail

directory=$1
shift
mkdir -p "$directory"
report=$directory/report.md
messages=$directory/messages.txt

status=0
cargo xtask drift --format markdown "$@" >"$report" 2>"$messages" || status=$?
# Prefixes each line, so that fetched text cannot contain commands for the runner.
sed 's/^/| /' "$messages" >&2

case $status in
    0) outcome=same ;;
    4) outcome=drift ;;
    100)
        outcome=unknown
        {
            echo "## Unknown whether the published document changed"
            echo
            echo "This is not drift: nothing was compared, opened or updated."
            echo
            echo '```text'
            tail -n 20 "$messages"
            echo '```'
        } >"$report"
        echo "::warning title=Unknown::The published document could not be compared; see the summary."
        ;;
    *)
        echo "::error::drift ended with status $status, which is not one of its exit codes (0, 4, 100)"
        exit 1
        ;;
esac

cat "$report" >>"$GITHUB_STEP_SUMMARY"
echo "outcome=$outcome" >>"$GITHUB_OUTPUT"
