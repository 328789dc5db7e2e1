import assert from 'node:assert/strict';
import { ask } from '../../src/registry/exchange.ts';
import {
  configureDocker,
  digest,
  giving,
  outcomeAt,
  refusing,
  type Script,
  type ScriptedRegistry,
  scriptedRegistry,
} from './scripted-registry.ts';

let registry: ScriptedRegistry;
const kept = { ...process.env };

/** The outcome of one image at a registry that answers with a script. */
async function outcome(script: Script): Promise<string> {
  registry = await scriptedRegistry(script);
  return outcomeAt(registry);
}

describe('a login at a hostile registry', () => {
  const login = Buffer.from('ann:secret').toString('base64');
  let other: ScriptedRegistry;
  afterEach(async () => {
    process.env = { ...kept };
    await registry.close();
    await other.close();
  });

  /** What becomes of an image whose registry has a stored login, and redirects to another server. */
  async function redirected(status: number, script: Script): Promise<string> {
    other = await scriptedRegistry(script);
    return outcome((request, response) => {
      configureDocker({ auths: { [request.headers.host ?? '']: { auth: login } } });
      const location = `http://${other.name}${request.url}`;
      response.writeHead(status, { location }).end();
    });
  }

  /** Everything that the other server was sent. */
  const leaked = () => other.asked.join('\n');

  const challenges: Readonly<Record<string, (host: string) => string>> = {
    'a token server of its own': (host) => `Bearer realm="http://${host}/token",service="s"`,
    'a password': () => 'Basic realm="r"',
    'one after the other': (host) => `Basic realm="r", Bearer realm="http://${host}/token"`,
  };
  for (const status of [301, 302, 303, 307, 308])
    for (const [title, challenge] of Object.entries(challenges))
      it(`isn't sent to a server that a ${status} leads to and that demands ${title}`, async () => {
        const said = await redirected(status, (request, response) => {
          const header = { 'www-authenticate': challenge(request.headers.host ?? '') };
          refusing(401, header)(request, response);
        });
        assert.equal(
          said,
          `REGISTRY redirects to http://${other.name}, which requires a login: none was sent there`,
        );
        assert.doesNotMatch(leaked(), /Basic|Bearer|secret/);
        assert.equal(other.asked.length, 1);
      });

  it("isn't sent along when the token server redirects elsewhere", async () => {
    other = await scriptedRegistry((_, response) => response.end('{"token":"t"}'));
    const said = await outcome((request, response) => {
      configureDocker({ auths: { [request.headers.host ?? '']: { auth: login } } });
      const { host, authorization } = request.headers;
      if (request.url?.startsWith('/token'))
        response.writeHead(307, { location: `http://${other.name}/token` }).end();
      else if (authorization === 'Bearer t') giving(response);
      else
        refusing(401, { 'www-authenticate': `Bearer realm="http://${host}/token"` })(
          request,
          response,
        );
    });
    assert.equal(said, digest);
    assert.doesNotMatch(leaked(), /Basic|secret/);
  });

  it("isn't the login of another registry, nor of the same host on another port", async () => {
    other = await scriptedRegistry(() => {});
    const [, port] = other.name.split(':');
    configureDocker({
      auths: { [other.name]: { auth: login }, [`127.0.0.1:${port}0`]: { auth: login } },
    });
    const script: Script = (request, response) => {
      const { authorization, host } = request.headers;
      if (request.url?.startsWith('/token')) response.end('{"token":"t"}');
      else if (authorization === 'Bearer t') giving(response);
      else
        refusing(401, { 'www-authenticate': `Bearer realm="http://${host}/token"` })(
          request,
          response,
        );
    };
    assert.equal(await outcome(script), digest);
    assert.doesNotMatch(registry.asked.join('\n'), /Basic/);
  });

  const remote = new URL('https://registry.example/v2/');
  const asking = { signal: AbortSignal.timeout(2_000), registry: remote };
  const addresses = [
    'http://registry.example/token',
    'http://127.0.0.1:9/token',
    'https://127.0.0.1:9/token',
    'https://localhost/token',
    'https://localhost./token',
    'https://a.localhost/token',
    'https://0.0.0.0/token',
    'https://2130706433/token',
    'https://0x7f.1/token',
    'https://[::1]/token',
    'https://[::]/token',
    'https://[::ffff:127.0.0.1]/token',
    'https://ann:secret@registry.example/token',
    'ftp://registry.example/token',
    'file:///etc/passwd',
  ];
  for (const address of addresses)
    it(`isn't sent to ${address} for a registry that isn't on this machine`, async () => {
      registry = other = await scriptedRegistry(() => {});
      await assert.rejects(ask(new URL(address), asking), /isn't a safe address$/);
    });
});
