import assert from 'node:assert/strict';
import { java } from '../../templates/java/language.ts';
import { renderedProject } from '../rendered-project.ts';
import { problemsOf } from './parsed-answers.ts';

describe('a name in Java', () => {
  const identifiers = {
    orders: 'orders',
    'my-service': 'my_service',
    class: 'class_',
    'class-1': 'class_1',
    true: 'true_',
    module: 'module',
    record: 'record',
  };
  for (const [name, identifier] of Object.entries(identifiers))
    it(`is a part of a package: ${name}`, () => {
      assert.equal(java.identifierFor?.(name), identifier);
      const module = java.module?.defaultFor(name) ?? '';
      assert.equal(module, `com.example.${identifier}`);
      assert.match(module, java.module?.pattern ?? /^$/);
    });

  it('is the folder of the sources', () => {
    const { texts, text } = renderedProject({ language: 'java', name: 'a-b' });
    const sources = [...texts.keys()].filter(
      (path) => path.startsWith('src/') && path.endsWith('.java'),
    );
    assert.ok(sources.length > 8);
    for (const path of sources)
      if (!path.endsWith('/module-info.java')) {
        assert.match(path, /^src\/(main|test)\/java\/com\/example\/a_b\/\w+\.java$/);
        assert.match(text(path), /^package com\.example\.a_b;\n/);
      }
    assert.match(text('src/main/java/module-info.java'), /^module com\.example\.a_b \{$/m);
    assert.match(text('java.options'), /^--module=com\.example\.a_b\/com\.example\.a_b\.Main$/m);
    assert.match(text('pom.xml'), /<artifactId>a-b<\/artifactId>/);
  });
});

describe('a package in Java', () => {
  const isTaken = (module: string) => problemsOf({ language: 'java', module }).length === 0;

  it('is taken where Java takes it', () => {
    for (const module of [
      'com.example.orders',
      'de.x',
      'org.acme.v2.a_b',
      'com.example._1',
      'a.b.record',
    ])
      assert.ok(isTaken(module), module);
  });

  it('is refused where it is none, has a word of Java in it, or is one of the JDK', () => {
    const refused = [
      'orders',
      'com.example.',
      '.com.x',
      'com..x',
      'com.Example',
      'com.1x',
      'com.a-b',
    ];
    const reserved = [
      'com.class.x',
      'com.example.int',
      'int.example',
      'com.example._',
      'com.true.x',
    ];
    const taken = [
      'java.orders',
      'javax.x',
      'jdk.x',
      'sun.x.y',
      'com.sun.x',
      `com.${'x'.repeat(200)}`,
    ];
    for (const module of [...refused, ...reserved, ...taken]) assert.ok(!isTaken(module), module);
  });
});

describe('a service in Java', () => {
  it('has virtual threads where they wait without holding on to a real one', () => {
    const service = (languageVersion: string) =>
      renderedProject({ language: 'java', languageVersion }).text(
        'src/main/java/com/example/my_service/Service.java',
      );
    assert.match(service('25'), /newVirtualThreadPerTaskExecutor/);
    assert.doesNotMatch(service('25'), /ThreadPoolExecutor/);
    assert.match(service('21'), /new ThreadPoolExecutor/);
    assert.doesNotMatch(service('21'), /newVirtualThreadPerTaskExecutor/);
  });
});
