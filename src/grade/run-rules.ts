import { record } from '../record.ts';
import { type ComposeService, texts } from './compose.ts';
import { type Graded, type Judgement, judged } from './rule.ts';

type Run = (compose: ComposeService) => Judgement;

/** A rule about how the service is run, which only a compose file says. */
function fromCompose(run: Run): (graded: Graded) => Judgement {
  return ({ compose, dockerfile }) => {
    if (!compose)
      return judged('unclear', dockerfile.path, 1, 'no compose file builds exactly one service');
    const found = run(compose);
    // A variable is filled in elsewhere, and so are keys of a service that extends another.
    const isOpen = compose.isPartial || JSON.stringify(compose.keys).includes('${');
    return isOpen && found.grade === 'missing' ? { ...found, grade: 'unclear' } : found;
  };
}

function has(compose: ComposeService, key: string, reason: string): Judgement {
  return judged('held', compose.path, compose.lineOf(key), reason);
}

function lacks(compose: ComposeService, key: string, reason: string): Judgement {
  return judged('missing', compose.path, compose.lineOf(key), reason);
}

const isSet = (value: unknown) => value === true || value === 'true';

export const readOnly = fromCompose((compose) =>
  isSet(compose.keys.read_only)
    ? has(compose, 'read_only', 'the root file system is read-only')
    : lacks(compose, 'read_only', 'the root file system is writable'),
);

export const capabilities = fromCompose((compose) => {
  const { keys } = compose;
  if (isSet(keys.privileged)) return lacks(compose, 'privileged', 'it is privileged');
  if (JSON.stringify(keys.volumes ?? []).includes('docker.sock'))
    return lacks(compose, 'volumes', "it has the engine's socket, which gives root on the host");
  if (texts(keys.cap_add).length > 0) return lacks(compose, 'cap_add', 'it adds capabilities');
  return texts(keys.cap_drop).some((name) => name.toUpperCase() === 'ALL')
    ? has(compose, 'cap_drop', 'all capabilities are dropped')
    : lacks(compose, 'cap_drop', 'the default capabilities stay');
});

export const privileges = fromCompose((compose) => {
  const options = texts(compose.keys.security_opt);
  if (isSet(compose.keys.privileged)) return lacks(compose, 'privileged', 'it is privileged');
  return options.some((one) => /^no-new-privileges([:=]true)?$/.test(one))
    ? has(compose, 'security_opt', 'no-new-privileges is set')
    : lacks(compose, 'security_opt', 'no-new-privileges is not set');
});

export const systemCalls = fromCompose((compose) => {
  const options = texts(compose.keys.security_opt);
  if (isSet(compose.keys.privileged))
    return lacks(compose, 'privileged', 'a privileged container has no seccomp filter');
  if (options.some((one) => /^seccomp[:=]unconfined$/.test(one)))
    return lacks(compose, 'security_opt', 'the seccomp filter is turned off');
  if (options.some((one) => /^seccomp\b/.test(one)))
    return judged('unclear', compose.path, compose.lineOf('security_opt'), 'it has its own filter');
  return has(compose, 'security_opt', "the engine's default filter applies");
});

export const limits = fromCompose((compose) => {
  const { keys } = compose;
  const set = record(record(record(keys.deploy).resources).limits);
  const found: Record<string, unknown> = {
    memory: keys.mem_limit ?? set.memory,
    processes: keys.pids_limit ?? set.pids,
    CPU: keys.cpus ?? keys.cpu_quota ?? set.cpus,
  };
  const open = Object.keys(found).filter((name) => found[name] === undefined);
  return open.length === 0
    ? has(compose, 'deploy', 'memory, processes and CPU are limited')
    : lacks(compose, 'deploy', `no limit for ${open.join(' and ')}`);
});

export const isolation = fromCompose((compose) => {
  const mode = compose.keys.network_mode;
  if (mode === 'none') return has(compose, 'network_mode', 'it has no network');
  if (mode === 'host') return lacks(compose, 'network_mode', 'it has the network of the host');
  return judged(
    'unclear',
    compose.path,
    compose.line,
    "the files don't show whether it needs a network",
  );
});

/** Ports below this one need a privilege. */
const firstFree = 1024;

export function ports(graded: Graded): Judgement {
  const { dockerfile } = graded;
  const low = dockerfile.last.find(
    ({ keyword, text }) =>
      keyword === 'EXPOSE' &&
      text.split(/\s+/).some((port) => Number.parseInt(port, 10) < firstFree),
  );
  if (low)
    return judged('missing', dockerfile.path, low.line, 'a port below 1024 needs a privilege');
  return published(graded);
}

const published = fromCompose((compose) => {
  const { ports: list, network_mode } = compose.keys;
  if (network_mode === 'host')
    return lacks(compose, 'network_mode', 'its ports are ports of the host');
  const all: readonly unknown[] = Array.isArray(list) ? list : [];
  if (all.length === 0) return has(compose, 'ports', 'no port is published');
  const open = all.find((port) => !isLocal(port));
  return open === undefined
    ? has(compose, 'ports', 'its ports are published on the loopback interface only')
    : lacks(compose, 'ports', `${JSON.stringify(open)} is published on every interface`);
});

function isLocal(port: unknown): boolean {
  const address = record(port).host_ip ?? String(port);
  return /^(127\.\d|\[?::1\]?(:|$)|localhost)/.test(String(address));
}
