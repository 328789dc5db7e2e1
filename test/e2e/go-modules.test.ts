import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeOn } from './engine.ts';
import { adding, replacing } from './mutants/mutant.ts';
import { make, makeProject, type Project, removeProject } from './project.ts';

const dependency = 'github.com/google/uuid v1.6.0';
const sums = [
  `${dependency} h1:NIvaJDMOsjHA8n1jAhLSgzrAzy1Hgr+hNrb57e+94F0=`,
  `${dependency}/go.mod h1:TIyPZe4MgqvfeYDBFedMoGGpEw/LqOeaOT+nhxU+yHo=`,
];

/** A second file of the program, which needs what the module proxy has. */
const file = `package main

import "github.com/google/uuid"

// instance tells one start of the service from another.
var instance = uuid.NewString()
`;

describeOn('docker', 'a Go service with a dependency, of a private module path', () => {
  let project: Project;
  beforeEach(() => {
    project = makeProject('modules', { module: 'git.corp.example/shop/orders.v2' });
    writeFileSync(join(project.folder, 'instance.go'), file);
    adding('go.mod', `\nrequire ${dependency}\n`)(project.folder);
    replacing('main.go', '"started",', '"started", "instance", instance,')(project.folder);
  });
  afterEach(() => removeProject(project));

  it('is not built without the go.sum that its dependency asks for', async () => {
    const { code, stderr } = await make(project, ['build']);
    assert.notEqual(code, 0);
    assert.match(
      stderr,
      /ERROR: go\.sum doesn't list the module of github\.com\/google\/uuid\. Run go mod tidy/,
    );
  });

  it('is not built if the dependency is missing, and Go prints why', async () => {
    replacing('go.mod', 'v1.6.0', 'v1.999.0')(project.folder);
    const wrong = sums.join('\n').replaceAll('v1.6.0', 'v1.999.0');
    writeFileSync(join(project.folder, 'go.sum'), `${wrong}\n`);
    const { code, stderr } = await make(project, ['build']);
    assert.notEqual(code, 0);
    assert.match(stderr, /ERROR: github\.com\/google\/uuid@v1\.999\.0 can't be downloaded\. Check/);
  });
});
