import * as image from './image-rules.ts';
import type { Rule } from './rule.ts';
import * as run from './run-rules.ts';

/** How each hardening option is graded, by its id. */
export const rules: Readonly<Record<string, Rule>> = {
  'pinned-base': { judge: image.imageTags, fix: 'FROM IMAGE:VERSION' },
  'pinned-digest': { judge: image.imageDigests, fix: 'FROM IMAGE:VERSION@sha256:DIGEST' },
  'clean-context': {
    judge: image.context,
    fix: '.dockerignore: first *, then !PATH for each path',
  },
  'reproducible-build': { judge: image.repeatable, fix: 'install packages from a dated snapshot' },
  'size-budget': { judge: image.size, fix: '&& rm -rf /var/lib/apt/lists/*' },
  'oci-labels': {
    judge: image.labels,
    fix: 'LABEL org.opencontainers.image.source=URL org.opencontainers.image.revision=COMMIT',
  },
  'package-records': { judge: image.records, fix: 'keep /var/lib/dpkg, /lib/apk or /var/lib/rpm' },
  'non-root-user': { judge: image.user, fix: 'USER 65532:65532' },
  'read-only-rootfs': { judge: run.readOnly, fix: 'read_only: true' },
  'no-shell': { judge: image.programs, fix: 'COPY the service into a last stage FROM scratch' },
  'no-setuid': { judge: image.setuid, fix: 'remove the bit: chmod a-s FILE' },
  healthcheck: { judge: image.health, fix: 'HEALTHCHECK CMD ["/PROGRAM", "healthcheck"]' },
  'graceful-stop': { judge: image.stop, fix: 'ENTRYPOINT ["/PROGRAM"]' },
  'loopback-only': { judge: run.ports, fix: 'ports: ["127.0.0.1:8080:8080"]' },
  'no-capabilities': { judge: run.capabilities, fix: 'cap_drop: [ALL]' },
  'no-new-privileges': { judge: run.privileges, fix: 'security_opt: ["no-new-privileges:true"]' },
  seccomp: { judge: run.systemCalls, fix: 'remove seccomp:unconfined and privileged' },
  'resource-limits': { judge: run.limits, fix: 'mem_limit: 256m, pids_limit: 100, cpus: 1' },
  'no-network': { judge: run.isolation, fix: 'network_mode: none' },
};
