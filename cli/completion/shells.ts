/** The shells that this command can be completed in. */
export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

/** How each is told of the completions, for the time of one session. */
export const loading: Readonly<Record<Shell, string>> = {
  bash: 'source <(hardened-container completion bash)',
  zsh: 'source <(hardened-container completion zsh)',
  fish: 'hardened-container completion fish | source',
};
