/** A Dockerfile, and what the check of pinned-base says of it. */
interface Case {
  readonly title: string;
  readonly text: string;
  readonly says: RegExp;
}

const digest = `sha256:${'a1'.repeat(32)}`;

function holds(title: string, text: string, images: string): Case {
  const says = new RegExp(`^ok ${images.replaceAll(/[.$*+?]/g, '\\$&')}, tools:3\\.24$`);
  return { title, text, says };
}

function fails(title: string, text: string, says: RegExp): Case {
  return { title, text, says: new RegExp(`^FAIL .*${says.source}`) };
}

const lines: readonly Case[] = [
  holds('lines that end with CR LF', 'FROM go:1 AS a\r\nFROM \\\r\n  a\r\nRUN x\r\n', 'go:1'),
  fails('CR LF and no tag', 'FROM go\r\nRUN x\r\n', /go has no tag/),
  holds('a byte order mark', '\uFEFFFROM go:1\n', 'go:1'),
  fails('a byte order mark and no tag', '\uFEFFFROM go\n', /go has no tag/),
  fails('another escape character', '# escape=`\nFROM `\n  go\n', /go has no tag/),
  fails('a backslash with another escape', '# Escape = `\nRUN a \\\nFROM go\n', /go has no tag/),
  holds('a directive after a comment is a comment', '# x\n# syntax=go\nFROM a:1', 'a:1'),
  holds('a directive after an empty line too', '\n# escape=`\nFROM \\\n a:1', 'a:1'),
  fails('a syntax line of the other form', '// syntax=docker/x\nFROM a:1\n', /x has no tag/),
  fails('a syntax line after escape', '# escape=`\n#SYNTAX = x\nFROM a:1\n', /x has no tag/),
  fails('blank lines in a line', 'FROM a:1\nCOPY \\\n\n\n --from=go a b\n', /go has no tag/),
  fails('a comment in a line', 'FROM a:1\nCOPY \\\n  # x\n --from=go a b\n', /go has no tag/),
  holds('a name over two lines', 'FROM go:1.2\\\n7\n', 'go:1.27'),
  fails('a space after the backslash', 'FROM \\  \n go\n', /go has no tag/),
  fails('two backslashes end a line', 'FROM a:1\nRUN x \\\\\nFROM go\n', /go has no tag/),
  holds('a last line that goes on', 'FROM a:1\nRUN x \\', 'a:1'),
  fails('indented instructions', '\tFROM\tgo\tAS\tx\n', /go has no tag/),
];

const heredocs: readonly Case[] = [
  holds('Python in a heredoc', 'FROM a:1\nRUN <<EOF\nfrom os import path\nEOF\n', 'a:1'),
  holds('a quoted heredoc', 'FROM a:1\nRUN python3 <<"E"\nfrom os import x\nE\n', 'a:1'),
  holds('a heredoc with tabs', 'FROM a:1\nRUN <<-EOF\n\tfrom x\n\tEOF\n', 'a:1'),
  fails('a space before the end', 'FROM a:1\nRUN <<EOF\n EOF\nEOF\nFROM go\n', /go has no tag/),
  holds('two heredocs', 'FROM a:1\nCOPY <<A <<B /x/\nfrom a\nA\nFROM b\nB\n', 'a:1'),
  fails('the line after a heredoc', 'FROM a:1\nADD <<A /x\nA\nFROM go\n', /go has no tag/),
  fails('<< inside a word', 'FROM a:1\nRUN echo $((1<<2))\nFROM go\n', /go has no tag/),
  fails('<<< is none', 'FROM a:1\nRUN bash -c "x" <<<y\nFROM go\n', /go has no tag/),
  fails('<< in quotes is none', 'FROM a:1\nRUN echo "a <<EOF"\nFROM go\n', /go has no tag/),
  fails('<< in a JSON list is none', 'FROM a:1\nRUN ["<<EOF"]\nFROM go\n', /go has no tag/),
  fails('<< of another instruction', 'FROM a:1\nLABEL x=1 <<EOF\nFROM go\n', /go has no tag/),
  holds('ONBUILD with a heredoc', 'FROM a:1\nONBUILD RUN <<E\nFROM b\nE\n', 'a:1'),
  fails('no end', 'FROM a:1\nRUN <<EOF\nFROM go:1\n', /the Dockerfile cannot be read/),
];

const sources: readonly Case[] = [
  fails('a mount', 'FROM a:1\nRUN --mount=type=bind,from=go x\n', /go has no tag/),
  fails('a mount in capitals', 'FROM a:1\nRUN --mount=Type=bind,FROM=go x\n', /go has no tag/),
  fails('a mount in quotes', 'FROM a:1\nRUN --mount="target=/a b,from=go" x\n', /go has no tag/),
  fails(
    'a CSV field in quotes',
    'FROM a:1\nRUN --mount=\\"from=go\\",target=/a x',
    /go has no tag/,
  ),
  fails('the second flag', 'FROM a:1\nRUN --network=none --mount=from=go x\n', /go has no tag/),
  holds('a flag of the command', 'FROM a:1\nRUN x --mount=from=go\n', 'a:1'),
  fails('COPY --from in ONBUILD', 'FROM a:1\nonbuild copy --from=go a b\n', /go has no tag/),
  holds('a stage by number', 'FROM a:1\nFROM b:2\nCOPY --from=0 a b\n', 'a:1, b:2'),
  fails('a number of no stage', 'FROM a:1\nCOPY --from=7 a b\n', /7 has no tag/),
  holds('a stage in other letters', 'FROM a:1 AS Build\nFROM bUILD\n', 'a:1'),
  fails('FROM a stage below', 'FROM go\nFROM a:1 AS go\n', /go has no tag/),
  holds('--from a stage below', 'FROM a:1\nRUN --mount=from=b x\nFROM c:1 AS b\n', 'a:1, c:1'),
  fails('ADD of an address', 'FROM a:1\nADD https://e.com/x.tgz /x\n', /https:\/\/e.com\/x.tgz/),
  fails('ADD of a list', 'FROM a:1\nADD ["HTTP://e.com/x", "/x"]\n', /HTTP:\/\/e.com\/x/),
  fails('ADD of Git', 'FROM a:1\nADD git@github.com:a/b.git /x\n', /git@github.com:a\/b.git/),
  fails('ADD through ARG', 'FROM a:1\nARG U=https://e.com\nADD $U/x /x\n', /https:\/\/e.com\/x/),
  fails('ADD through ENV', 'FROM a:1\nENV U https://e.com\nADD ${U} /x\n', /https:\/\/e.com/),
  holds('ADD with a checksum', `FROM a:1\nADD --checksum=${digest} https://e.com/x /x\n`, 'a:1'),
  holds('ADD of a file', 'FROM a:1\nADD x.tgz /https://x\n', 'a:1'),
];

const withV = (image: string) => `ARG V=v1.2-x\nARG E=\nFROM ${image}\n`;

const variables: readonly Case[] = [
  holds('$V', withV('go:$V'), 'go:v1.2-x'),
  holds('${V}', withV('go:${V}'), 'go:v1.2-x'),
  holds(':-', withV('go:${N:-3}'), 'go:3'),
  holds(':- of an empty one', withV('go:${E:-3}'), 'go:3'),
  fails('- of an empty one', withV('go:${E-3}'), /empty tag/),
  holds('- of an unset one', withV('go:${N-3}'), 'go:3'),
  holds('a default in a default', withV('go:${N:-${M:-$V}}'), 'go:v1.2-x'),
  fails(':+', withV('go:${V:+latest}'), /names another/),
  fails(':+ of an empty one', withV('go:${E:+3}'), /empty tag/),
  holds(':?', withV('go:${V:?is missing}'), 'go:v1.2-x'),
  holds('#', withV('go:${V#v}'), 'go:1.2-x'),
  holds('##', withV('go:${V##*.}'), 'go:2-x'),
  holds('%', withV('go:${V%-*}'), 'go:v1.2'),
  holds('%%', withV('go:${V%%.*}'), 'go:v1'),
  holds('/', withV('go:${V/./-}'), 'go:v1-2-x'),
  holds('//', withV('go:${V//[x]/y}'), 'go:v1.2-x'),
  fails('an escaped $', withV('go:1\\$V'), /has no value/),
  fails('single quotes', withV("'go:1$V'"), /has no value/),
  holds('double quotes', withV('"go:$V"'), 'go:v1.2-x'),
  fails('no value at all', 'ARG IMAGE\nFROM $IMAGE\n', /\$IMAGE has no value: give its ARG a/),
  fails('the value of a stage', 'FROM a:1\nARG T=1\nFROM go:$T\n', /empty tag/),
  holds('an ARG of two', 'ARG A=1 B=2\nFROM go:$A-$B\n', 'go:1-2'),
  holds('a stage by platform', 'FROM a:1 AS x-amd64\nFROM x-$TARGETARCH\n', 'a:1'),
  fails('an ARG above, seen in a stage', 'ARG T=x\nFROM a:1\nARG T\nADD http://$T /', /http:\/\/x/),
];

const names: readonly Case[] = [
  ...['golang:1-latest', 'rust:nightly-2', 'alpine:edge-3', 'x:main.7'].map((image) =>
    fails(image, `FROM ${image}\n`, /names another image/),
  ),
  ...['golang:amd64', 'x:stable-x86_64', 'x:arm64v8', 'x:slim'].map((image) =>
    fails(image, `FROM ${image}\n`, /names no version/),
  ),
  ...['x@sha256:1', `x@sha256:${'A1'.repeat(32)}`, `x:1@${digest}0`, 'x@md5:12', 'x@'].map(
    (image) => fails(image, `FROM ${image}\n`, /has an invalid digest/),
  ),
  ...['x:1:2', 'x:-1', 'x:1%2'].map((image) => fails(image, `FROM ${image}\n`, /an invalid tag/)),
  ...[
    'rust:nightly-2026-11-01-slim',
    'debian:sid-20261101',
    'gcr.io/distroless/static-debian13:nonroot-arm64',
    'localhost:5000/go:1.27-alpine3.24',
    'maven:3.9-eclipse-temurin-25-noble',
    'x:v2_1',
    `x@${digest}`,
    `x:latest@${digest}`,
  ].map((image) => holds(image, `FROM ${image}\n`, image)),
];

export const dockerfiles: readonly Case[] = [
  ...lines,
  ...heredocs,
  ...sources,
  ...variables,
  ...names,
];
