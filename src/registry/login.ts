import { type Credentials, credentialsFor } from './credentials.ts';
import { type Answer, ask, locationOf, RegistryProblem } from './exchange.ts';
import type { ImageName } from './image-name.ts';
import { statusProblem } from './status.ts';

/** What a registry asks for: the way to log in, and its particulars. */
interface Challenge {
  readonly scheme: 'basic' | 'bearer';
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The Authorization header for a second request, after a registry has demanded one: with the login
 * that Docker stores for the registry, or anonymous. Only the registry itself may demand it: a server
 * that the registry redirects to could name a token server of its own, and would get the login.
 *
 * @param registry an address of the registry that the login is stored for
 * @throws RegistryProblem if there is no way to log in.
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export async function authorizationFor(
  { headers, origin }: Answer,
  registry: URL,
  image: ImageName,
  signal: AbortSignal,
): Promise<string> {
  if (origin !== registry.origin)
    throw new RegistryProblem(
      `redirects to ${origin}, which requires a login: none was sent there`,
    );
  const challenge = parseChallenge(headers.get('www-authenticate') ?? '');
  if (!challenge) throw new RegistryProblem('requires a login in an unsupported way (401)');
  const credentials = await credentialsFor(image.login, signal);
  if (challenge.scheme === 'bearer')
    return `Bearer ${await tokenFor(challenge.parameters, registry, image, credentials, signal)}`;
  if (!credentials || 'identityToken' in credentials)
    throw new RegistryProblem(`requires a login (401). Run docker login ${image.registry}`);
  return basic(credentials);
}

/** A header may hold several challenges; a token is taken before a password is sent. */
function parseChallenge(header: string): Challenge | undefined {
  const starts = [...header.matchAll(/(?:^|,\s*)(basic|bearer)\s+/gi)];
  const challenges = starts.map((start, index) => {
    const text = header.slice(start.index + start[0].length, starts[index + 1]?.index);
    const pairs = [...text.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g)];
    return {
      scheme: start[1]?.toLowerCase() as Challenge['scheme'],
      parameters: Object.fromEntries(
        pairs.map(([, name = '', quoted, plain]) => [name.toLowerCase(), quoted ?? plain ?? '']),
      ),
    };
  });
  return challenges.find(({ scheme }) => scheme === 'bearer') ?? challenges[0];
}

async function tokenFor(
  { realm = '', service = '', scope }: Challenge['parameters'],
  registry: URL,
  image: ImageName,
  credentials: Credentials | undefined,
  signal: AbortSignal,
): Promise<string> {
  const url = locationOf(realm);
  const wanted = { service, scope: scope || `repository:${image.repository}:pull` };
  const answer = await askForToken(url, registry, wanted, credentials, signal);
  if (answer.status === 401 && credentials)
    throw new RegistryProblem(
      `rejects the login that Docker stores for it (401). Run docker login ${image.registry}`,
    );
  if (answer.status !== 200) throw statusProblem(answer, image);
  const token = tokenOf(answer.body);
  // Anything else could not be sent in a header.
  if (!token || !/^[\x21-\x7e]+$/.test(token)) throw new RegistryProblem('returns no usable token');
  return token;
}

function askForToken(
  url: URL,
  registry: URL,
  wanted: Readonly<Record<string, string>>,
  credentials: Credentials | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  if (credentials && 'identityToken' in credentials) {
    const form = new URLSearchParams({
      ...wanted,
      grant_type: 'refresh_token',
      client_id: 'hardened-container',
      refresh_token: credentials.identityToken,
    });
    return ask(url, { form, signal, registry });
  }
  for (const [name, value] of Object.entries(wanted))
    if (value) url.searchParams.append(name, value);
  const headers = credentials ? { authorization: basic(credentials) } : {};
  return ask(url, { headers, signal, registry });
}

function tokenOf(body: Buffer): string | undefined {
  try {
    const { token, access_token: accessToken } = JSON.parse(body.toString());
    return [token, accessToken].find((one) => typeof one === 'string' && one !== '');
  } catch {
    return undefined;
  }
}

function basic({ user, password }: { readonly user: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
