/** Ready-made sets of options; what cannot be left out is in all of them. */
export const presets = {
  strict: {
    id: 'strict',
    title: 'Strict',
    why: 'every hardening option that fits the service and needs no network',
    /** Ids of the options to take; null for all that apply. */
    takes: null,
  },
  tutorial: {
    id: 'tutorial',
    title: 'Tutorial',
    why: 'the four that a first article teaches: pinned base, own user, read-only, no shell',
    takes: ['pinned-base', 'non-root-user', 'read-only-rootfs', 'no-shell'],
  },
  custom: {
    id: 'custom',
    title: 'Custom',
    why: 'choose one by one',
    takes: null,
  },
} as const;

export type PresetId = keyof typeof presets;
