/** An option left out on purpose: why, and until when if that is bounded. */
export interface Waiver {
  readonly id: string;
  readonly reason: string;
  /** Last day on which it holds, as YYYY-MM-DD; verify fails after it. */
  readonly until?: string;
}

/**
 * Letters, digits, punctuation and spaces of any script: no control, format or line characters.
 * Lists the excluded categories: a list of the allowed ones takes ten times as long to compile.
 */
export const printablePattern = /^(?! )([^\p{C}\p{Z}]| ){1,200}(?<! )$/u;

/**
 * The written form: ID=REASON, or ID=REASON; until YYYY-MM-DD. The reason has no bar, which parts the
 * columns of the file, and no bound that is not of this form: the waiver would be without an end.
 */
export const waiverPattern =
  /^(?<id>[a-z-]{1,40})=(?<reason>(?! )(?!.*\|)((?!; *until)([^\p{C}\p{Z}]| )){1,200}?(?<! ))(; until (?<until>\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])))?$/u;

/** Reads the written form of a waiver, which has been matched against waiverPattern before. */
export function parseWaiver(text: string): Waiver {
  const { id = '', reason = '', until } = waiverPattern.exec(text)?.groups ?? {};
  return { id, reason, ...(until !== undefined && { until }) };
}
