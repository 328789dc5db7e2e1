# shellcheck shell=sh
# The rules begin with *. Secrets and files with random names are planted in a copy of the project, and the
# copy is sent to a build that takes all it gets. None of them may arrive.
rules=$(ENGINE=$ENGINE sh "$HARDENING/context.sh" rules)
# The environment is where a secret hides from every list of files.
secrets=$({
    configured '{{range .Config.Env}}{{println .}}{{end}}'
    sh "$HARDENING/run-flags.sh" | tr ' ' '\n' | sed -n 's/^--env=//p; s/^-e//p'
    [ ! -f "$FACTS/environment" ] || cat "$FACTS/environment"
} 2>/dev/null | awk -F = 'NF > 1 && $2 != "" && toupper($1) ~ /(^|_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|(API|ACCESS|PRIVATE|SECRET|ENCRYPTION|SIGNING)_?KEY)$/ { print $1 }' | sort -u | tr '\n' ' ')
[ -z "$secrets" ] || fail "the environment has what looks like a secret: $secrets- remove it from the Dockerfile and hardening/run.flags, and read it from a file"
copy=$FACTS/context
mkdir -p "$copy"
# By way of a file: $FACTS may be in the project, and a copy into itself would never end.
{ tar -cf "$FACTS/project.tar" -C "$HARDENING/.." --exclude ./.git . && tar -xf "$FACTS/project.tar" -C "$copy"; } ||
    fail 'the project cannot be copied'
planted='.env config/.env.production src/.env internal/.env static/.env
    .git/config .git/hooks/planted.go .ssh/id_ed25519 id_rsa certificates/planted.key planted.pem .npmrc
    .aws/credentials .vscode/planted.json dump.sql terraform.tfstate kubeconfig service-account.json
    secrets/planted.txt src/terraform.tfstate src/planted.key static/service-account.json static/planted.key'
# A rule may fit names that nobody has thought of.
random=$(od -An -N6 -tx1 /dev/urandom | tr -d ' \n')
[ -n "$random" ] || fail 'no random name can be made: /dev/urandom cannot be read'
planted="$planted a-$random .$random $random.bak $random/$random $random/.$random $random/a/b/$random.bak $random/.git/$random/$random/$random"
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
[ "$sent" -gt 0 ] || fail "no file at all reaches the build: $rules lets nothing in"
first=$(tr -d '\r' <"$HARDENING/../$rules" 2>/dev/null | sed -e 's/[[:space:]]*$//' -e '/^#/d' -e '/^$/d' | head -n 1)
case $first in
    '*' | '**' | '/*' | '/**') ;;
    *) fail "the first rule of $rules is $first, not *: a new file reaches the build by itself; begin the file with *" ;;
esac
pass "$sent files reach the build, none of $(echo "$planted" | wc -w | tr -d ' ') planted files"
