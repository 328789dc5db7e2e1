import { printableJson } from '../src/printable.ts';
import { exitCodes, type Refusal } from '../src/refusal.ts';

/** What a command has come to: for people, and for programs. */
export interface Outcome {
  readonly text: string;
  /** Data for --json, in addition to the keys of every document. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The exit code; 0 if it is absent. */
  readonly exitCode?: number;
}

/** Version of the documents that --json prints: it changes where a program that reads them would break. */
const jsonVersion = 1;

/** The document of a command that has done what it was asked for; docs/json.md describes it. */
export function doneDocument({ data, exitCode = exitCodes.done }: Outcome): string {
  return layOut({ version: jsonVersion, ok: exitCode === exitCodes.done, exitCode, ...data });
}

/** The document of a command that has failed. */
export function errorDocument({ code, details }: Refusal): string {
  return layOut({ version: jsonVersion, ok: false, exitCode: code, errors: details });
}

function layOut(document: object): string {
  return printableJson(JSON.stringify(document, null, 2));
}
