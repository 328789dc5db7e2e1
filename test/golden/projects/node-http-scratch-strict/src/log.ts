export type Level = 'INFO' | 'WARN' | 'ERROR';

/** Says what happened, with details. */
export type Log = (level: Level, msg: string, details?: Readonly<Record<string, unknown>>) => void;

/** One JSON object a line, on standard output. */
export const log: Log = (level, msg, details) => {
  console.log(JSON.stringify({ time: new Date(), level, msg, ...details }));
};
