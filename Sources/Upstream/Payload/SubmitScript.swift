/// The script of a payload: sends the requests with GitHub's own command line.
///
/// No name, title or text of the plan stands in it but the repository, the branches and the commit, in single quotes;
/// all else is read from files. Where a body waits for an answer, the one line that waits is filled in.
enum SubmitScript {
  static func text(_ plan: PullRequestPlan) -> String {
    """
    #!/bin/sh
    # Sends this pull request with gh, GitHub's command line. Needs `gh auth login`, or GH_TOKEN in the environment.
    # Without the right to push to the repository, name your fork: MODELHUB_HEAD_REPOSITORY=you/inference sh submit.sh
    # It makes a new pull request; `modelhub upstream pr --submit` also updates one that is there.
    set -eu
    cd -- "$(dirname -- "$0")"

    repository=\(quoted(plan.target.repository))
    base_branch=\(quoted(plan.target.branch))
    head_repository=${MODELHUB_HEAD_REPOSITORY:-$repository}
    owner=${head_repository%%/*}

    # fill FILE LINE VALUE: the file with the quoted text at the end of that line replaced.
    fill() { sed "$2s/{[a-z' ]*}/$3/" "requests/$1"; }
    sha() { case $1 in *[!0-9a-f]* | "") echo "unexpected answer: $1" >&2; exit 1 ;; *) printf %s "$1" ;; esac; }

    commit=\(quoted(plan.target.commit ?? ""))
    [ -n "$commit" ] || commit=$(sha "$(gh api "repos/$repository/git/ref/heads/$base_branch" --jq .object.sha)")
    base_tree=$(sha "$(gh api "repos/$repository/git/commits/$commit" --jq .tree.sha)")
    tree=$(fill 1-create-tree.json 2 "$base_tree" |
      gh api --method POST "repos/$head_repository/git/trees" --input - --jq .sha)
    made=$(fill 2-create-commit.json 2 "$(sha "$tree")" | sed "4s/{[a-z ]*}/$commit/" |
      gh api --method POST "repos/$head_repository/git/commits" --input - --jq .sha)
    fill 3-create-branch.json 2 "$(sha "$made")" |
      gh api --method POST "repos/$head_repository/git/refs" --input - --silent
    number=$(sed "3s/\\"[^\\":]\\{1,\\}:/\\"$owner:/" requests/4-create-pull-request.json |
      gh api --method POST "repos/$repository/pulls" --input - --jq .number)
    gh api --method POST "repos/$repository/issues/$number/labels" --input requests/5-add-labels.json --silent ||
      echo "The labels could not be set; that takes the right to triage." >&2
    echo "https://github.com/$repository/pull/$number"

    """
  }

  /// A word of the shell that means exactly this text.
  static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: #"'\''"#))'" }
}
