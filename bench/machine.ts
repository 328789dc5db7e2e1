import { languageOf } from '../src/answers/target.ts';
import { machineSettings } from '../test/e2e/machine.ts';

const { CA: ca, ...settings } = machineSettings();

/** Where this machine gets packages from, as build arguments of a project in a language. */
function sources(language: string): readonly string[] {
  const set: NodeJS.ProcessEnv = { ...process.env, ...settings };
  return (languageOf({ language }).sourceVariables ?? []).filter((name) => set[name]);
}

/** Flags of a build: what `make build CA=… ` passes on this machine. */
export function machineFlags(language: string): readonly string[] {
  const secret = ca ? ['--secret', `id=ca,src=${ca}`] : [];
  return [
    ...secret,
    ...sources(language).flatMap((name) => [
      '--build-arg',
      `${name}=${process.env[name] ?? settings[name]}`,
    ]),
  ];
}

/** Where the steps of a Dockerfile that isn't ours find the certificates, by the names that tools have for it. */
const bundle = '/dev/shm/trusted.crt';
const variables = ['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS', 'PIP_CERT', 'CARGO_HTTP_CAINFO'];

/** The only tool here that reads no file of certificates: they are added to its own list before a step. */
const forJava =
  'if command -v keytool >/dev/null; then export MAVEN_OPTS="-Djavax.net.ssl.trustStore=/dev/shm/cacerts";' +
  ' cp "$JAVA_HOME/lib/security/cacerts" /dev/shm/cacerts;' +
  ` awk '/BEGIN/ { n++ } { print > "/dev/shm/" n ".pem" }' /run/secrets/ca;` +
  ' for file in /dev/shm/*.pem; do keytool -importcert -noprompt -keystore /dev/shm/cacerts -storepass changeit -alias "$file" -file "$file"; done; fi;';

/**
 * A Dockerfile that knows nothing of a company's certificates, with what a user behind its proxy would
 * add: each step trusts them, and none of it stays in the image.
 */
export function trusting(dockerfile: string, language: string): string {
  const names = sources(language).map((name) => `ARG ${name}\n`);
  if (!ca) return dockerfile.replaceAll(/^FROM .*\n/gm, (from) => from + names.join(''));
  const told = variables.map((name) => `ARG ${name}=${bundle}\n`);
  const before = `cat /etc/ssl/certs/ca-certificates.crt /run/secrets/ca >${bundle} 2>/dev/null || cp /run/secrets/ca ${bundle}; ${forJava}`;
  return dockerfile
    .replaceAll(/^FROM .*\n/gm, (from) => from + [...names, ...told].join(''))
    .replaceAll(
      /^RUN ((?:--\S+ (?:\\\n\s*)?)*)/gm,
      (_, mounts: string) => `RUN --mount=type=secret,id=ca,mode=0444 ${mounts}${before} `,
    );
}
