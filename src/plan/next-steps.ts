import type { Answers } from '../answers/parse.ts';

/**
 * What to type once a project is written, one line each.
 *
 * @param folder where it is, from where its user is; empty where that is the same
 * @param isNew whether it has just been made, and is in no repository yet
 */
export function nextSteps(answers: Answers, folder: string, isNew: boolean): string[] {
  const { kind, port, extras } = answers;
  const steps = [
    ...(folder ? [{ command: `cd ${folder}` }] : []),
    ...(isNew
      ? [
          {
            command: "git init && git add . && git commit -m 'New service'",
            why: 'labels name the commit',
          },
        ]
      : []),
    { command: 'make build', why: 'the image' },
    { command: 'make verify', why: 'proves each hardening option on it' },
    {
      command: 'make run',
      why: kind === 'http' ? `serves http://127.0.0.1:${port}` : 'Ctrl-C stops it',
    },
    ...(extras?.includes('tour')
      ? [{ command: 'make tour', why: 'compares it with three naive images' }]
      : []),
  ];
  const column = 'make verify'.length;
  return steps.map(({ command, why }: { command: string; why?: string }) =>
    why ? `${command.padEnd(column)}  # ${why}` : command,
  );
}
