import type { HardeningOption } from './option.ts';
import { cis, nist } from './standards.ts';

export const packageRecords: HardeningOption = {
  id: 'package-records',
  title: 'Scanners find every package that is in the image',
  why: 'nobody hears of a hole in a library that no record names',
  standards: [
    cis('4.4', 'Ensure images are scanned and rebuilt to include security patches'),
    nist('4.1.1', 'Image vulnerabilities'),
    {
      name: 'NIST SP 800-218 (SSDF), PS.3.2: provenance data for all components of each software release',
      url: 'https://doi.org/10.6028/NIST.SP.800-218',
    },
    {
      name: 'NTIA, The Minimum Elements For a Software Bill of Materials (SBOM)',
      url: 'https://www.ntia.gov/report/2021/minimum-elements-software-bill-materials-sbom',
    },
  ],
  scripts: ['image-records.sh'],
};
