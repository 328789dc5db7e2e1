# shellcheck shell=sh
# Secrets are planted in a copy of the project, and the copy is sent to a build that takes
# all it gets. None of them may arrive.
copy=$FACTS/context
mkdir -p "$copy"
# By way of a file: $FACTS may be in the project, and a copy into itself would never end.
{ tar -cf "$FACTS/project.tar" -C "$HARDENING/.." --exclude ./.git . && tar -xf "$FACTS/project.tar" -C "$copy"; } ||
    fail 'the project cannot be copied'
planted='.env config/.env.production .git/config .git/hooks/planted.go .ssh/id_ed25519 id_rsa
    certificates/planted.key planted.pem .npmrc .aws/credentials .vscode/planted.json dump.sql'
for file in $planted; do
    mkdir -p "$copy/$(dirname "$file")"
    echo planted >"$copy/$file"
done
printf 'FROM scratch\nCOPY . /\n' >"$FACTS/context.Dockerfile"
# BuildKit takes the list beside the Dockerfile, where there is one, in place of .dockerignore.
list=$copy/Dockerfile.dockerignore
[ ! -f "$list" ] || cp "$list" "$FACTS/context.Dockerfile.dockerignore"
tag=$RUN_ID-context
# By the engine itself, which has to hold the image, whatever builder has made the other one.
DOCKER_BUILDKIT=1 BUILDX_BUILDER='' "$ENGINE" build --quiet --file "$FACTS/context.Dockerfile" --tag "$tag" "$copy" ||
    fail 'an image of the build context cannot be built'
"$ENGINE" create --name "$tag" --label "$RUN_ID" "$tag" none && "$ENGINE" export "$tag" >"$FACTS/context.tar"
"$ENGINE" rm --force "$tag"
"$ENGINE" image rm --force "$tag"
tar -tf "$FACTS/context.tar" >"$FACTS/context.list" || fail 'the build context cannot be listed'
arrived=''
for file in $planted; do
    ! grep -q -x -F "$file" "$FACTS/context.list" || arrived="$arrived $file"
done
[ -z "$arrived" ] || fail "would reach the build:$arrived"
# An empty context would prove nothing: some source has to arrive.
sent=$(cd "$copy" && while read -r file; do [ ! -f "$file" ] || echo "$file"; done <"$FACTS/context.list")
[ -n "$sent" ] || fail 'no file at all reaches the build: .dockerignore lets nothing in'
pass "$(echo "$sent" | wc -l | tr -d ' ') files reach the build, none of $(echo "$planted" | wc -w | tr -d ' ') planted secrets"
