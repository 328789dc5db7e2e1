import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineSettings } from '../machine.ts';
import { replacing } from '../mutants/mutant.ts';
import { budgeting } from './evolve.ts';
import { describeEvolved } from './evolved.ts';

const migrate = `	case len(args) == 1 && args[0] == "migrate":
		if err := migrate(ctx); err != nil {
			_, _ = fmt.Fprintf(stderr, "cannot migrate: %v\\n", err)
			return 1
		}
		return 0
	case len(args) > 0:`;

const modules = [
  'github.com/jackc/pgx/v5@v5.13.0',
  'github.com/prometheus/client_golang@v1.25.0',
  'golang.org/x/image@v0.48.0',
];

const { CA, GOPROXY } = { GOPROXY: process.env.GOPROXY, ...machineSettings() };
const trusted = CA ? `--volume '${CA}:/etc/ssl/certs/company-ca.pem:ro' ` : '';
const proxy = GOPROXY ? `--env GOPROXY='${GOPROXY}' ` : '';

/** The command of the page, with these modules and what this machine needs. */
const get = {
  documented: 'go get github.com/google/uuid@v1.6.0 && go mod tidy',
  run: `
    image=$(sed -n 's/^FROM.* \\(\\S*\\) AS toolchain$/\\1/p' Dockerfile)
    in_image() { docker run --rm ${trusted}${proxy}--volume "$PWD:/src" --workdir /src "$image" "$@"; }
    in_image sh -c 'go get ${modules.join(' ')} && go mod tidy'`,
};

/** Modules whose packages are in the program: the modules in go.mod, except the ones that only tests need. */
function locked(folder: string): string[] {
  const text = readFileSync(join(folder, 'go.mod'), 'utf8');
  return [...text.matchAll(/^\t(\S+\.\S+) (v\S+)/gm)].map(
    ([, name, version]) => `${name} ${version}`,
  );
}

describeEvolved({
  language: 'go',
  title: 'pgx, Prometheus and embedded files',
  answers: { module: 'git.corp.example/shop/orders.v2' },
  isInCi: true,
  edits: [
    replacing('main.go', '	case len(args) > 0:', migrate),
    replacing(
      'main.go',
      '	mux := http.NewServeMux()',
      '	mux := http.NewServeMux()\n	addShop(mux)',
    ),
    budgeting(30_000_000),
  ],
  commands: [get],
  says: { time: '"2026-07-01T14:00:00+02:00"', native: '{"X":80,"Y":60}' },
  locked,
});
