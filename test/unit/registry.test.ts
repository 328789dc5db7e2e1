import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registryPattern } from '../../src/images/reference.ts';
import { resolveDigests } from '../../src/registry/digests.ts';
import { parseReference } from '../../src/registry/image-name.ts';
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
async function outcome(script: Script, limit?: number): Promise<string> {
  registry = await scriptedRegistry(script);
  return outcomeAt(registry, limit);
}

describe('the digest of an image', () => {
  beforeEach(() => configureDocker({}));
  afterEach(async () => {
    process.env = { ...kept };
    await registry?.close();
  });

  it('is computed over the bytes of its index', async () => {
    assert.equal(await outcome((_, response) => giving(response)), digest);
    assert.deepEqual(registry.asked, ['GET /v2/library/app/manifests/1']);
  });

  const problems: readonly (readonly [string, Script, RegExp])[] = [
    ['401', refusing(401), /requires a login in an unsupported way \(401\)$/],
    [
      '401 for a password that nobody has',
      refusing(401, { 'www-authenticate': 'Basic realm="r"' }),
      /requires a login \(401\)\. Run docker login REGISTRY$/,
    ],
    ['403', refusing(403), /denies access \(403\)$/],
    ['404', refusing(404), /doesn't have this image \(404\)$/],
    ['429', refusing(429), /limits how often you may ask \(429\)$/],
    ['429 with a time', refusing(429, { 'retry-after': '60' }), /\(429\): retry in 60 s$/],
    ['503', refusing(503), /has an internal error \(503\)$/],
    ['garbage', (_, response) => response.end('<html>hello</html>'), /that isn't an image$/],
    ['JSON of another kind', (_, response) => response.end('null'), /that isn't an image$/],
    [
      'another digest than the bytes have',
      (_, response) => giving(response, `sha256:${'0'.repeat(64)}`),
      /digest that doesn't match the content$/,
    ],
    [
      'a body without end',
      (_, response) => {
        const more = () => {
          while (response.write('x'.repeat(65_536))) {}
        };
        response.on('drain', more);
        more();
      },
      /answers with more than 4 MiB$/,
    ],
    [
      'a way round in a circle',
      (request, response) => response.writeHead(302, { location: request.url }).end(),
      /redirects too many times$/,
    ],
    [
      'a way to where nothing is encrypted',
      refusing(302, { location: 'http://registry.example/x' }),
      /names "http:\/\/registry\.example", which isn't a safe address$/,
    ],
    ['no HTTP', ({ socket }) => socket.end('hello\r\n\r\n'), /doesn't answer in HTTP$/],
    ['the end of the connection', ({ socket }) => socket.destroy(), /closes the connection/],
  ];
  for (const [title, script, says] of problems)
    it(`is a sentence where the registry answers with ${title}`, async () => {
      assert.match(await outcome(script), new RegExp(`^REGISTRY .*${says.source}`));
    });

  it('is a sentence in time where the registry never answers, or never ends', async () => {
    for (const script of [
      () => {},
      ((_, response) => setInterval(() => response.write(' '), 20).unref()) as Script,
    ]) {
      const started = Date.now();
      assert.equal(await outcome(script, 300), "REGISTRY doesn't answer in time");
      assert.ok(Date.now() - started < 2_000);
      await registry.close();
    }
  });

  it('is a sentence if the name of a mirror is not an address', async () => {
    for (const name of ['127.0.0.1:99999', 'registry.example:65536', '1.2.3.999', '999.999/hub']) {
      const [host = ''] = name.split('/');
      assert.match(name, registryPattern);
      const asked = `${name}/library/app:1`;
      const found = await resolveDigests([asked]);
      assert.deepEqual(found.get(asked), {
        problem: `${host} isn't a valid address`,
      });
    }
  });

  it('is a sentence where nobody listens', async () => {
    registry = await scriptedRegistry(() => {});
    await registry.close();
    const reference = `${registry.name}/app:1`;
    const found = await resolveDigests([reference]);
    assert.deepEqual(found.get(reference), {
      problem: `${registry.name} can't be reached: connection refused`,
    });
  });
});

/** A registry that requires a token, and issues it to known users. */
const wantingToken: Script = (request, response) => {
  const { authorization, host } = request.headers;
  if (request.url?.startsWith('/token')) {
    response.end(JSON.stringify({ token: `for-${authorization ?? 'everyone'}`.replace(' ', '-') }));
  } else if (authorization?.startsWith('Bearer ')) giving(response);
  else
    refusing(401, {
      'www-authenticate': `Bearer realm="http://${host}/token",service="s",scope="repository:library/app:pull"`,
    })(request, response);
};

describe('a login at a registry', () => {
  const login = Buffer.from('ann:secret').toString('base64');
  beforeEach(() => configureDocker({}));
  afterEach(async () => {
    process.env = { ...kept };
    await registry.close();
  });

  it('is a token that everyone gets', async () => {
    assert.equal(await outcome(wantingToken), digest);
    assert.deepEqual(registry.asked, [
      'GET /v2/library/app/manifests/1',
      'GET /token?service=s&scope=repository%3Alibrary%2Fapp%3Apull',
      'GET /v2/library/app/manifests/1 Bearer for-everyone',
    ]);
  });

  it("is what Docker's configuration has for it, as a token or a password", async () => {
    for (const scheme of ['Bearer', 'Basic'] as const) {
      const script: Script = (request, response) => {
        configureDocker({ auths: { [request.headers.host ?? '']: { auth: login } } });
        if (scheme === 'Bearer') wantingToken(request, response);
        else if (request.headers.authorization === `Basic ${login}`) giving(response);
        else refusing(401, { 'www-authenticate': 'Basic realm="r"' })(request, response);
      };
      assert.equal(await outcome(script), digest);
      assert.ok(registry.asked.some((line) => line.endsWith(`Basic ${login}`)));
      await registry.close();
    }
  });

  it('comes from a helper of Docker: a password, or a token instead', async () => {
    for (const [user, asks] of [
      ['ann', `GET /token?service=s&scope=repository%3Alibrary%2Fapp%3Apull Basic ${login}`],
      ['<token>', 'POST /token'],
    ] as const) {
      const folder = configureDocker({ credsStore: 'test' });
      const helper = join(folder, 'docker-credential-test');
      const answer = JSON.stringify({ Username: user, Secret: 'secret' });
      writeFileSync(helper, `#!/bin/sh\n[ "$1" = get ] && cat >/dev/null && echo '${answer}'\n`);
      chmodSync(helper, 0o755);
      process.env.PATH = `${folder}:${kept.PATH}`;
      assert.equal(await outcome(wantingToken), digest);
      assert.ok(registry.asked.includes(asks), registry.asked.join('\n'));
      await registry.close();
    }
  });

  it('is none, and the registry is public, if the helper or the configuration is broken', async () => {
    configureDocker({ credsStore: 'missing' });
    assert.equal(await outcome(wantingToken), digest);
    await registry.close();
    writeFileSync(join(process.env.DOCKER_CONFIG ?? '', 'config.json'), 'no JSON');
    assert.equal(await outcome(wantingToken), digest);
  });

  it('is not shown to another server that the registry sends to', async () => {
    const other = await scriptedRegistry((_, response) => giving(response));
    const script: Script = (request, response) => {
      configureDocker({ auths: { [request.headers.host ?? '']: { auth: login } } });
      const location = `http://${other.name}/blob`;
      if (request.headers.authorization) response.writeHead(307, { location }).end();
      else refusing(401, { 'www-authenticate': 'Basic realm="r"' })(request, response);
    };
    assert.equal(await outcome(script), digest);
    assert.deepEqual(other.asked, ['GET /blob']);
    await other.close();
  });
});

describe('the name of an image', () => {
  it('says where it is asked for: Docker Hub elsewhere, this machine without encryption', () => {
    const addressOf = (reference: string) => parseReference(reference).address;
    assert.equal(addressOf('docker.io/library/alpine:3.24'), 'https://registry-1.docker.io');
    assert.equal(addressOf('gcr.io/distroless/static:nonroot'), 'https://gcr.io');
    for (const host of ['localhost:5000', '127.0.0.1:5000', '127.1.2.3', '[::1]:5000'])
      assert.equal(addressOf(`${host}/library/alpine:3.24`), `http://${host}`);
    assert.equal(addressOf('localhost.example/alpine:3.24'), 'https://localhost.example');
  });
});
