import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf } from './command.ts';
import { assertApproved } from './judges.ts';
import type { Project } from './project.ts';

/** What syft lists of an image: packages as `NAME VERSION`, and the distribution. */
export interface Listed {
  readonly packages: readonly string[];
  readonly distribution: string;
}

/** Lists what syft sees in a project's image. */
export async function listedBySyft({ folder, image }: Project): Promise<Listed> {
  const archive = join(folder, 'image.tar');
  await outputOf('docker', ['save', '--output', archive, `${image}:dev`]);
  const report = JSON.parse(
    assertApproved('syft', ['-q', '-o', 'json', `docker-archive:${archive}`]),
  );
  rmSync(archive);
  const artifacts: { name: string; version: string }[] = report.artifacts;
  return {
    packages: artifacts.map(({ name, version }) => `${name} ${version}`),
    distribution: `${report.distro.id} ${report.distro.versionID}`,
  };
}
