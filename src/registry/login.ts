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
 * The Authorization header with which an image is asked for again, after a registry has said that
 * it wants one: with the login that Docker keeps for it, else as anybody.
 *
 * @throws RegistryProblem where there is none to be had.
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export async function authorizationFor(
  { headers }: Answer,
  image: ImageName,
  signal: AbortSignal,
): Promise<string> {
  const challenge = parseChallenge(headers.get('www-authenticate') ?? '');
  if (!challenge) throw new RegistryProblem('asks for a login in no way that is known (401)');
  const credentials = await credentialsFor(image.login, signal);
  if (challenge.scheme === 'bearer')
    return `Bearer ${await tokenFor(challenge.parameters, image, credentials, signal)}`;
  if (!credentials || 'identityToken' in credentials)
    throw new RegistryProblem(`asks for a login (401): docker login ${image.registry}`);
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
  image: ImageName,
  credentials: Credentials | undefined,
  signal: AbortSignal,
): Promise<string> {
  const url = locationOf(realm);
  const wanted = { service, scope: scope || `repository:${image.repository}:pull` };
  const answer = await askForToken(url, wanted, credentials, signal);
  if (answer.status === 401 && credentials)
    throw new RegistryProblem(
      `refuses the login that Docker keeps for it (401): docker login ${image.registry}`,
    );
  if (answer.status !== 200) throw statusProblem(answer, image);
  const token = tokenOf(answer.body);
  // Anything else could not be sent in a header.
  if (!token || !/^[\x21-\x7e]+$/.test(token))
    throw new RegistryProblem('gives no token to ask with');
  return token;
}

function askForToken(
  url: URL,
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
    return ask(url, { form, signal });
  }
  for (const [name, value] of Object.entries(wanted))
    if (value) url.searchParams.append(name, value);
  return ask(url, { headers: credentials ? { authorization: basic(credentials) } : {}, signal });
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
