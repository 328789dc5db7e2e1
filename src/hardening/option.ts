import type { Base, Trait } from '../images/bases.ts';
import type { SourceId } from '../languages/adoption.ts';
import type { Kind } from '../languages/kinds.ts';
import type { Language } from '../languages/language.ts';

/** What an option is asked about: may it be chosen for such a service? */
export interface Target {
  readonly language: Language;
  readonly kind: Kind;
  readonly base: Base;
  readonly source: SourceId;
}

/** What an option is put into effect for. */
export interface Service extends Target {
  readonly name: string;
  readonly description: string;
  /** Where its source can be read. */
  readonly address: string;
  readonly port: number;
  /** Paths that answer while it is alive, and while it takes requests. */
  readonly health: { readonly alive: string; readonly ready: string };
  /** Folder whose contents outlive the container; empty where nothing is kept. */
  readonly data: string;
}

/** Yes, or the reason why not: the end of a sentence that starts with the option's name. */
export type Verdict = true | string;

/** Lines of a generated file, and why they are there: the comment above them. */
export interface Passage {
  readonly why: string;
  /** One instruction of a Dockerfile, one command of a step, or one key of YAML, with all its lines. */
  readonly text: string;
}

/** Folders that become a layer each, by the stage that makes them: what the program needs around it, and the program. */
export const layerFolders = { runtime: '/rootfs', build: '/service' } as const;

export type LayerStage = keyof typeof layerFolders;

/** A command that ends the making of such a folder, and why it is run. */
export interface Seal {
  readonly why: string;
  readonly command: (folder: string) => string;
}

/** A flag of `docker run` and `podman run`, for one engine only where `engine` is set. */
export interface RunFlag {
  readonly flag: string;
  readonly engine?: 'docker' | 'podman';
}

/** A variable of the service's environment. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  readonly why: string;
}

/** A variable of the Makefile that a run flag names as ${NAME}: it is filled in where the service is run. */
export interface RunVariable {
  readonly name: string;
  /** Its default. */
  readonly value: string;
  /** Its purpose, as a sentence of Markdown. */
  readonly why: string;
}

/** Where in the manifests for Kubernetes something can be written: parts of the Deployment. */
export type ManifestSlot =
  | 'pod'
  | 'podSecurity'
  | 'container'
  | 'containerSecurity'
  | 'volumeMounts'
  | 'volumes';

/** What is handed to the build under the same name: a line of the Makefile sets it. */
export interface BuildVariable {
  readonly name: string;
  /** Comment above the line. */
  readonly why: string;
  /** What the last commit has to say, where it is of that: as `git log --format` is asked for it. */
  readonly ofCommit?: string;
  /** Whether it says so when files differ from that commit: then the image is not built from it alone. */
  readonly marksChanges?: boolean;
  /** Its value without a commit; always, if no commit decides it. */
  readonly otherwise: string;
}

/** The user that a service runs as, by number and by name. */
export interface RuntimeUser {
  readonly id: number;
  readonly name: string;
}

/** What an option writes, slot by slot; what is absent writes nothing. */
export interface Effects {
  /** Stage of the runtime, before the language adds to /rootfs. */
  readonly assemble?: readonly Passage[];
  /** For each folder that becomes a layer, once all is in it. */
  readonly seal?: readonly Seal[];
  /** Final stage, after the files. */
  readonly metadata?: readonly Passage[];
  readonly runFlags?: readonly RunFlag[];
  readonly runVariables?: readonly RunVariable[];
  /** Set wherever the service runs: by the engine, compose and Kubernetes. */
  readonly environment?: readonly EnvironmentVariable[];
  /** Keys of the service in compose.yaml: what the run flags say, in its words. */
  readonly compose?: readonly Passage[];
  /** Volumes that compose.yaml declares in addition to the service. */
  readonly composeVolumes?: readonly Passage[];
  /** The same in the words of Kubernetes, by where it stands. */
  readonly kubernetes?: Partial<Readonly<Record<ManifestSlot, readonly Passage[]>>>;
  /** How much of a volume a cluster sets aside, which one machine at a time can have. */
  readonly storage?: string;
  /** No traffic gets in or out, where a network can be told so. */
  readonly isIsolated?: true;
  /** Root, where no option says another. */
  readonly user?: RuntimeUser;
  /** Address of this machine that a published port is bound to; all of them where no option says. */
  readonly publishOn?: string;
  /** The compiler is told to leave out what differs from one build to the next. */
  readonly isRepeatable?: true;
  readonly buildVariables?: readonly BuildVariable[];
  /** Variables of hardening/settings.sh that the check reads. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

/** Where a service runs besides the engine; each has settings of its own for what the run flags say. */
export const deployments = { compose: 'Docker Compose', kubernetes: 'Kubernetes' } as const;

export type Deployment = keyof typeof deployments;

/** Where a rule comes from. */
export interface Standard {
  readonly name: string;
  readonly url: string;
}

/** What a hardening option declares; its check and its text are in templates/_hardening/ID/. */
export interface HardeningOption {
  readonly id: string;
  /** The property that holds, as a short statement. */
  readonly title: string;
  /** One line for prompts: its benefit. */
  readonly why: string;
  readonly standards: readonly Standard[];
  /**
   * What the Dockerfile says in its place, given why the image does without it: a linter that misses
   * an instruction has no line at which it could be told to pass over that.
   */
  readonly otherwise?: (service: Service, reason: string) => Pick<Effects, 'assemble' | 'metadata'>;
  /** Part of every project: never asked, never left out. */
  readonly always?: true;
  /** In no preset, as it asks for more than a project can be made with anywhere: it is taken by name. */
  readonly optIn?: true;
  /** Images are named with the digests that their tags have, which a registry has to be asked for. */
  readonly pinsDigests?: true;
  /** A trait that the image must not have. If the base has it, the image is made flat. */
  readonly forbids?: Trait;
  /** Whether it makes sense for such a service at all. */
  readonly applies?: (target: Target) => Verdict;
  /** Whether it can be left out. */
  readonly omissible?: (target: Target) => Verdict;
  readonly effects?: (service: Service) => Effects;
  /** Where an option that holds while the service runs has no setting, and why that is enough: a whole sentence. */
  readonly unsaid?: Readonly<Partial<Record<Deployment, string>>>;
  /** Further scripts for hardening/, from templates/_hardening/ID/. */
  readonly scripts?: readonly string[];
  /** Targets of the Makefile: the rule of each is templates/_hardening/ID/_NAME.mk. */
  readonly targets?: readonly { readonly name: string; readonly why: string }[];
}
