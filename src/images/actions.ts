import rows from './actions.json' with { type: 'json' };

/** An action of GitHub that pipelines use, and where its version is published. */
export interface Action {
  readonly repository: string;
  readonly version: string;
  /** The commit that the version was: a tag can be moved to another. */
  readonly commit: string;
  readonly source: string;
}

export type ActionId = keyof typeof rows;

/** The actions that this generator knows; the data is src/images/actions.json. */
export const actions: Readonly<Record<ActionId, Action>> = rows;

/** The text after `uses:` for an action: its commit, and its version for people. */
export function actionReference({ repository, commit, version }: Action): string {
  return `${repository}@${commit} # ${version}`;
}
