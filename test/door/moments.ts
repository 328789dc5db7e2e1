/**
 * How far apart the moments are at which a run is killed. KILLS=all tries every one, which takes minutes. Files are
 * written to a temporary file and then moved, so an odd step meets both.
 */
export const step = process.env.KILLS === 'all' ? 1 : 7;

/** How often a run is killed from outside. */
export const killsFromOutside = process.env.KILLS === 'all' ? 200 : 40;
