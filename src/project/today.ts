/** The day, as YYYY-MM-DD: it decides which versions are past their end of life. */
export function today(): string {
  return new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
}
