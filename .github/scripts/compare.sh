#!/usr/bin/env bash
# Compares the published document with the one this repository holds.
#
#   compare.sh DIRECTORY [SOURCE]
#
# Tells which of three it is, as the output `outcome`: `same`, `drift`, or `unknown` when the
# service could not be reached or gave no document. None of the three is a failure; anything else
# is an error of ours. The report goes to DIRECTORY/report.md and to the job's summary.
set -euo pipefail

directory=$1
shift
mkdir -p "$directory"
report=$directory/report.md
messages=$directory/messages.txt

status=0
cargo xtask drift --format markdown "$@" >"$report" 2>"$messages" || status=$?
# Each line behind a mark: words of a page that we fetched must not act as commands of the runner.
sed 's/^/| /' "$messages" >&2

case $status in
    0) outcome=same ;;
    4) outcome=drift ;;
    100)
        outcome=unknown
        {
            echo "## Could not tell whether the published document changed"
            echo
            echo "This is no drift: nothing was compared, nothing was opened or updated."
            echo
            echo '```text'
            tail -n 20 "$messages"
            echo '```'
        } >"$report"
        echo "::warning title=Could not tell::The published document could not be compared; see the summary."
        ;;
    *)
        echo "::error::drift ended with status $status, which is none of its contract (0, 4, 100)"
        exit 1
        ;;
esac

cat "$report" >>"$GITHUB_STEP_SUMMARY"
echo "outcome=$outcome" >>"$GITHUB_OUTPUT"
