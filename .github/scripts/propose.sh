#!/usr/bin/env bash
# Reports drift: ONE pull request, or ONE issue when no client could be generated.
#
#   propose.sh DIRECTORY
#
# Reads the files that regenerate.sh wrote to DIRECTORY. The branch and the titles are fixed, so
# that a second drift updates the first pull request or issue. Runs only git and gh, because the
# token of this job has write access.
set -euo pipefail

directory=$1
body=$directory/body.md
branch=spec-drift
title="The published document changed"
base=${GITHUB_REF_NAME:-main}

if [[ -s $directory/changes.patch ]]; then
    git switch --create "$branch"
    git apply --index "$directory/changes.patch"
    git -c user.name="github-actions[bot]" \
        -c user.email="41898282+github-actions[bot]@users.noreply.github.com" \
        commit --quiet --message "$title"
    gh auth setup-git
    git push --quiet --force origin "HEAD:refs/heads/$branch"

    number=$(gh pr list --head "$branch" --state open --json number --jq '.[0].number // empty')
    if [[ -n $number ]]; then
        gh pr edit "$number" --title "$title" --body-file "$body"
    else
        gh pr create --head "$branch" --base "$base" --title "$title" --body-file "$body"
    fi
else
    title="$title, and no client can be generated from it"
    gh label create "$branch" --force --description "The published document and ours differ"
    number=$(gh issue list --label "$branch" --state open --json number --jq '.[0].number // empty')
    if [[ -n $number ]]; then
        gh issue edit "$number" --title "$title" --body-file "$body"
    else
        gh issue create --label "$branch" --title "$title" --body-file "$body"
    fi
fi
