import { describeOn } from './engine.ts';
import {
  assertAllHold,
  makeProject,
  makeSurely,
  type Project,
  quickChecks,
  removeProject,
  verify,
} from './project.ts';

// Only stand-ins have this shape so far: no published tag of Alpine does.
if (process.env.STAND_INS !== '0')
  describeOn(
    'docker',
    'a worker on an Alpine whose /bin, /sbin and /lib are links into /usr',
    () => {
      let project: Project;
      before(() => {
        const answers = { kind: 'worker', base: 'alpine', baseVersion: '3.24-merged-usr' };
        project = makeProject('merged-usr', answers);
      });
      after(() => removeProject(project));

      it('is built and holds every check', async () => {
        await makeSurely(project, 'build');
        assertAllHold(await verify(project, quickChecks(project)), quickChecks(project));
      });
    },
  );
