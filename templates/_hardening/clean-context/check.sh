# shellcheck shell=sh
# Secrets are planted in a copy of the project, and the copy is sent to a build that takes
# all it gets. None of them may arrive.
copy=$FACTS/context
mkdir -p "$copy"
# By way of a file: $FACTS may be in the project, and a copy into itself would never end.
{ tar -cf "$FACTS/project.tar" -C "$HARDENING/.." --exclude ./.git . && tar -xf "$FACTS/project.tar" -C "$copy"; } ||
    fail 'the project cannot be copied'
planted='.env config/.env.production src/.env internal/.env static/.env
    .git/config .git/hooks/planted.go .ssh/id_ed25519 id_rsa certificates/planted.key planted.pem .npmrc
    .aws/credentials .vscode/planted.json dump.sql terraform.tfstate kubeconfig service-account.json
    secrets/planted.txt src/terraform.tfstate src/planted.key static/service-account.json static/planted.key'
for file in $planted; do
    mkdir -p "$copy/$(dirname "$file")"
    echo planted >"$copy/$file"
done
ENGINE=$ENGINE sh "$HARDENING/context.sh" export "$copy" "$FACTS/arrived" ||
    fail 'an image of the build context cannot be built'
arrived=''
for file in $planted; do
    [ ! -e "$FACTS/arrived/$file" ] || arrived="$arrived $file"
done
[ -z "$arrived" ] || fail "would reach the build:$arrived"
# An empty context would prove nothing: some source has to arrive.
sent=$(find "$FACTS/arrived" -type f | wc -l | tr -d ' ')
[ "$sent" -gt 0 ] || fail 'no file at all reaches the build: .dockerignore lets nothing in'
pass "$sent files reach the build, none of $(echo "$planted" | wc -w | tr -d ' ') planted secrets"
