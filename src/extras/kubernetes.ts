import type { Extra, Purpose } from './extra.ts';

export const kubernetes = {
  id: 'kubernetes',
  title: 'Kubernetes manifests',
  why: 'deploy/: a kustomize base that Pod Security Standards "restricted" admits',
  door: 'deploy',
  isUsual: true,
  files: ({ kind, data }: Purpose) => [
    'deploy/kustomization.yaml.ejs',
    'deploy/serviceaccount.yaml.ejs',
    ...(data ? ['deploy/persistentvolumeclaim.yaml.ejs'] : []),
    'deploy/deployment.yaml.ejs',
    ...(kind.listens ? ['deploy/service.yaml.ejs'] : []),
    'deploy/networkpolicy.yaml.ejs',
    'deploy/poddisruptionbudget.yaml.ejs',
  ],
  contents: [{ paths: ['deploy/'], what: 'Deploys the service with `kubectl apply -k deploy`.' }],
} as const satisfies Extra;
