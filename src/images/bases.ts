import type { CatalogId } from './catalog.ts';

/**
 * A trait of a base image that a hardening option may forbid. If an option
 * forbids a trait of the base, the image is made flat: deleting in a later layer
 * would leave the file in the layer below.
 */
export type Trait = 'shell' | 'setuid' | 'writable-paths';

/**
 * Where a program gets its C library: it needs none (static), or the image gets the toolchain's
 * (toolchain), or the base's if the base has one (base).
 */
export type CLibrary = 'static' | 'toolchain' | 'base';

interface BaseDeclaration {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** Catalog entry of the base's image; null where the image starts empty. */
  readonly image: CatalogId | null;
  /** What differs for a program, by where it gets its C library: another image, and more executable files. */
  readonly cLibrary?: {
    readonly [from in CLibrary]?: {
      readonly image?: CatalogId;
      readonly executables: readonly string[];
    };
  };
  /** Why a language may not be offered on it, as part of a sentence; absent if all are. */
  readonly lacks?: string;
  readonly brings: readonly Trait[];
  /** The user that its image runs as by default. */
  readonly user: { readonly id: number; readonly name: string };
  /** Files of a base without a shell that still have an executable bit. */
  readonly executables: readonly string[];
  /** Scripts of a base that have an executable bit, and no interpreter that could start them. */
  readonly scripts?: readonly string[];
  /** Bytes that the base's own files may take. */
  readonly sizeBudget: number;
}

const root = { id: 0, name: 'root' } as const;

/** The bases, in the order in which they are offered. */
export const bases = {
  scratch: {
    id: 'scratch',
    title: 'scratch',
    why: 'empty: only what your service needs',
    image: null,
    brings: [],
    user: root,
    executables: [],
    sizeBudget: 0,
  },
  distroless: {
    id: 'distroless',
    title: 'distroless static',
    why: 'CA bundle, time zones and users of Debian, no shell',
    image: 'distroless-static',
    cLibrary: {
      base: {
        image: 'distroless-base-nossl',
        executables: [
          '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2',
          '/usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1',
          // Debian's C library prints its version when it is started.
          '/usr/lib/x86_64-linux-gnu/libc.so.6',
          '/usr/lib/aarch64-linux-gnu/libc.so.6',
        ],
      },
    },
    brings: [],
    user: { id: 65532, name: 'nonroot' },
    executables: [],
    // Of Debian's base-files.
    scripts: ['/etc/update-motd.d/10-uname'],
    sizeBudget: 4_000_000,
  },
  alpine: {
    id: 'alpine',
    title: 'Alpine',
    why: 'small, musl and BusyBox; hardening removes what an option forbids',
    image: 'alpine',
    cLibrary: {
      toolchain: { executables: ['/lib/ld-musl-x86_64.so.1', '/lib/ld-musl-aarch64.so.1'] },
    },
    lacks: 'its C library is musl, and most prebuilt packages need glibc',
    brings: ['shell', 'writable-paths'],
    user: root,
    executables: [],
    sizeBudget: 12_000_000,
  },
  debian: {
    id: 'debian',
    title: 'Debian slim',
    why: 'glibc and its libraries; hardening removes what an option forbids',
    image: 'debian',
    brings: ['shell', 'setuid', 'writable-paths'],
    user: root,
    executables: [],
    sizeBudget: 100_000_000,
  },
} as const satisfies Record<string, BaseDeclaration>;

export type BaseId = keyof typeof bases;
export type Base = BaseDeclaration & { readonly id: BaseId };

/** A base as a program needs it: its image (null if it starts empty), and the files that may be executed in it. */
export function baseFor(
  base: Base,
  from: CLibrary,
): { readonly image: CatalogId | null; readonly executables: readonly string[] } {
  const { image = base.image, executables = [] } = base.cLibrary?.[from] ?? {};
  return { image, executables: [...base.executables, ...executables] };
}
