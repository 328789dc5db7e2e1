import { posix } from 'node:path';
import { composeService, contextOf, texts } from '../grade/compose.ts';
import { dockerfileOf, execForm } from '../grade/dockerfile.ts';
import { composeNames } from '../grade/repository.ts';
import { type DockerfileHints, type Fact, type Files, fact } from '../languages/detection.ts';

const dockerfiles = ['Dockerfile', 'Containerfile', 'build/Dockerfile', 'docker/Dockerfile'];

/**
 * What the repository's own Dockerfile says.
 *
 * @throws Refusal with the line that can't be parsed.
 */
export function dockerfileHints(files: Files): DockerfileHints | undefined {
  const path = dockerfiles.find(files.has);
  const text = path && files.text(path);
  if (!path || !text) return undefined;
  const { all, last, images } = dockerfileOf(text, path);
  const lastOf = (keyword: string) =>
    wordsOf(last.findLast((one) => one.keyword === keyword)?.text);
  return {
    path,
    images: images.flatMap(
      ({ name }) => name?.replace(/^([\w.-]+\.[\w.-]+(:\d+)?|localhost(:\d+)?)\//, '') ?? [],
    ),
    runs: all.filter(({ keyword }) => keyword === 'RUN').map(({ text }) => text),
    command: [...lastOf('ENTRYPOINT'), ...lastOf('CMD')],
    workdir: lastOf('WORKDIR')[0] ?? '/',
    ports: last
      .filter(({ keyword }) => keyword === 'EXPOSE')
      .flatMap(({ text }) => text.split(/\s+/))
      .map((port) => Number.parseInt(port, 10))
      .filter((port) => port > 0),
  };
}

/** The words of an instruction; the shell form is split at spaces. */
function wordsOf(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  return execForm(text) ?? text.split(/\s+/);
}

/** The one port that the Dockerfile exposes. */
export function exposedPort(dockerfile: DockerfileHints | undefined): Fact<number> | undefined {
  const ports = [...new Set(dockerfile?.ports)];
  const [port] = ports;
  if (port === undefined || !dockerfile) return undefined;
  return fact(port, `${dockerfile.path}: EXPOSE`, ports.length === 1 ? 'said' : 'guess');
}

/**
 * The port in the container of the one service that a compose file builds.
 *
 * @throws Refusal with the line that can't be parsed.
 */
export function composePort(files: Files): Fact<number> | undefined {
  const path = composeNames.find(files.has);
  const text = path && files.text(path);
  const service = path && text ? composeService(text, path, false, 'Dockerfile') : undefined;
  const isHere = service && posix.normalize(`${contextOf(service.keys.build)}/`) === './';
  if (!isHere) return undefined;
  const ports = texts(service.keys.ports).flatMap((one) => targetOf(one) ?? []);
  const own = ports.filter((port) => !debuggers.includes(port));
  const [port] = own;
  if (port === undefined) return undefined;
  const sure = new Set(own).size === 1 ? 'said' : 'guess';
  return fact(port, `${path}:${service.lineOf('ports')}`, sure);
}

/** Ports that debuggers of Node.js and Java listen on by default. */
const debuggers: readonly number[] = [9229, 5005];

/** The port in the container, in the short form or the long one. */
function targetOf(port: string): number | undefined {
  const long = /"target":"?(\d+)/.exec(port)?.[1];
  const found = long ?? /(?:^|:)(\d+)(?:\/tcp)?$/.exec(port)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** The port in an example of the environment. */
export function examplePort(files: Files): Fact<number> | undefined {
  for (const path of ['.env.example', '.env.sample', '.env.template', '.env.dist']) {
    const port = /^(?:export )?(?:(?:HTTP|APP|SERVER|WEB|API)_)?PORT=["']?(\d{2,5})/m.exec(
      files.text(path) ?? '',
    )?.[1];
    if (port) return fact(Number(port), `${path}: PORT`, 'convention');
  }
  return undefined;
}
