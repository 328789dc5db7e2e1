import { printable, show } from '../printable.ts';
import { isLoopback, isThisMachine } from './image-name.ts';

/** Why there is no digest: the end of a sentence that begins with the registry. */
export class RegistryProblem extends Error {}

/** A complete answer. */
export interface Answer {
  /** The server that answered, after redirects. */
  readonly origin: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

export interface Asking {
  readonly headers?: Readonly<Record<string, string>>;
  /** A form to be posted; else it is a plain question. */
  readonly form?: URLSearchParams;
  readonly signal: AbortSignal;
  /** Where the first request went: decides which other addresses are safe. */
  readonly registry: URL;
}

/** Bytes that an answer may have: what registries take as a manifest. */
const largest = 4 * 1024 * 1024;

const mostRedirects = 5;
const redirects = [301, 302, 303, 307, 308];

/**
 * Asks once, and follows where it is sent to; what opens one server is not shown to another.
 *
 * @throws RegistryProblem where there is no answer, none of a size that is taken, or no safe way to it.
 */
export async function ask(
  url: URL,
  { headers = {}, form, signal, registry }: Asking,
): Promise<Answer> {
  let place = url;
  let shown = headers;
  for (let hops = 0; hops <= mostRedirects; hops++) {
    refuseUnsafe(place, registry);
    const response = await answerOf(place, shown, form, signal);
    const location = response.headers.get('location');
    if (form || location === null || !redirects.includes(response.status))
      return {
        origin: place.origin,
        status: response.status,
        headers: response.headers,
        body: await bodyOf(response, signal),
      };
    response.body?.cancel().catch(() => {});
    const next = locationOf(location, place);
    if (next.origin !== place.origin) shown = withoutLogin(shown);
    place = next;
  }
  throw new RegistryProblem('redirects too many times');
}

/** An address that a registry has given. */
export function locationOf(text: string, from?: URL): URL {
  try {
    return new URL(text, from);
  } catch (error) {
    throw new RegistryProblem(`names ${show(text)}, which isn't a valid address`, {
      cause: error,
    });
  }
}

/** Without encryption only this machine is asked, and only if the registry itself is on this machine. */
function refuseUnsafe(place: URL, registry: URL): void {
  const isEncrypted = place.protocol === 'https:';
  const isLocal = isLoopback(registry);
  const isHere = place.protocol === 'http:' && isLoopback(place);
  const isForeign = isThisMachine(place) && !isLocal;
  if (place.username || place.password || isForeign || !(isEncrypted || isHere))
    throw new RegistryProblem(`names ${show(place.origin)}, which isn't a safe address`);
}

function withoutLogin(headers: Readonly<Record<string, string>>) {
  const { authorization: _, ...others } = headers;
  return others;
}

async function answerOf(
  place: URL,
  headers: Readonly<Record<string, string>>,
  form: URLSearchParams | undefined,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(place, {
      method: form ? 'POST' : 'GET',
      ...(form && { body: form }),
      // The digest is computed over the stored bytes.
      headers: { ...headers, 'accept-encoding': 'identity' },
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    throw problemOf(error, signal);
  }
}

async function bodyOf(response: Response, signal: AbortSignal): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    // Leaving the loop ends the connection.
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > largest) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw problemOf(error, signal);
  }
  if (size > largest)
    throw new RegistryProblem(`answers with more than ${largest / 1024 / 1024} MiB`);
  return Buffer.concat(chunks);
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: "can't be reached: connection refused",
  ECONNRESET: 'closes the connection without an answer',
  UND_ERR_SOCKET: 'closes the connection without an answer',
  ENOTFOUND: "can't be reached: unknown host name",
  EAI_AGAIN: "can't be reached: unknown host name",
  ENETUNREACH: "can't be reached: no network",
  EHOSTUNREACH: "can't be reached: no route to host",
  ETIMEDOUT: "can't be reached: connection timed out",
  UND_ERR_CONNECT_TIMEOUT: "can't be reached: connection timed out",
};

/** An error of fetch in words, with a hint if a proxy is set that Node doesn't use. */
function problemOf(error: unknown, signal: AbortSignal): RegistryProblem {
  if (signal.aborted) return new RegistryProblem("doesn't answer in time", { cause: error });
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const code = codeOf(cause);
  const said = words[code] ?? unknownProblem(code, cause);
  const proxy = process.env.HTTPS_PROXY ?? process.env.https_proxy;
  const isPassedBy = proxy && process.env.NODE_USE_ENV_PROXY !== '1';
  const hint = isPassedBy ? ' (Node uses HTTPS_PROXY only with NODE_USE_ENV_PROXY=1)' : '';
  return new RegistryProblem(`${said}${hint}`, { cause: error });
}

function unknownProblem(code: string, cause: unknown): string {
  // By its name, as it has no code on Node 24.
  if (cause instanceof Error && cause.name === 'HTTPParserError') return "doesn't answer in HTTP";
  if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code))
    return `has an untrusted certificate (${code})`;
  return `can't be reached: ${code || printable(cause instanceof Error ? cause.message : String(cause))}`;
}

function codeOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : '';
}
