import assert from 'node:assert/strict';
import { eventually, outputOf, run } from './command.ts';
import type { Project } from './project.ts';

/** A uid as OpenShift assigns them: it has no entry in /etc/passwd, and its group is 0. */
const uid = '1000650000';

const flags = [
  '--detach',
  `--user=${uid}:0`,
  '--read-only',
  '--cap-drop=ALL',
  '--security-opt=no-new-privileges',
];

/** Starts a service with a uid that its image doesn't know, and reads what it says of its user. */
export async function assertStartsAsAnyUser({ engine, image, answers }: Project): Promise<void> {
  const name = `${answers.name}-any-user`;
  const isHttp = answers.kind === 'http';
  const publish = isHttp ? [`--publish=127.0.0.1::${answers.port}`] : [];
  await outputOf(engine, ['run', `--name=${name}`, ...flags, ...publish, `${image}:dev`]);
  try {
    if (isHttp) await assertAnswers(engine, name, String(answers.port));
    else await assertPrints(engine, name);
  } finally {
    await run(engine, ['rm', '--force', name]);
  }
}

async function assertAnswers(engine: string, name: string, port: string): Promise<void> {
  const address = (await outputOf(engine, ['port', name, port])).trim();
  const body = await eventually(`an answer at ${address}`, async () =>
    (await fetch(`http://${address}/`)).json(),
  );
  assert.deepEqual(body, { user: uid, uid, version: 'dev' });
}

async function assertPrints(engine: string, name: string): Promise<void> {
  const said = await eventually('a line', async () => {
    const { stdout } = await run(engine, ['logs', name]);
    return stdout || undefined;
  });
  assert.match(said, new RegExp(`^(user: ${uid} id: ${uid}\n)+$`));
}
