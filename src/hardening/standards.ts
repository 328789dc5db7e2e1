import type { Standard } from './option.ts';

/** An item of the CIS Docker Benchmark v1.6.0. */
export function cis(item: string, title: string): Standard {
  return {
    name: `CIS Docker Benchmark 1.6.0, ${item}: ${title}`,
    url: 'https://www.cisecurity.org/benchmark/docker',
  };
}

/** A section of NIST SP 800-190, Application Container Security Guide. */
export function nist(section: string, title: string): Standard {
  return {
    name: `NIST SP 800-190, ${section}: ${title}`,
    url: 'https://doi.org/10.6028/NIST.SP.800-190',
  };
}

/** A rule of the OWASP Docker Security Cheat Sheet. */
export function owasp(rule: string, title: string): Standard {
  return {
    name: `OWASP Docker Security Cheat Sheet, ${rule}: ${title}`,
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  };
}

/** A control of the Kubernetes Pod Security Standards, restricted profile. */
export function podSecurity(control: string): Standard {
  return {
    name: `Kubernetes Pod Security Standards, restricted: ${control}`,
    url: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  };
}
