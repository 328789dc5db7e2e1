#!/usr/bin/env bash
# Makes schemas/ anew: the JSON Schemas of the kinds that are generated, each whole by itself, as
# kubeconform reads them. They come out of Kubernetes' OpenAPI document, which the package
# kubernetes-validate of PyPI has turned into schemas that know every field, and allow no other.
set -euo pipefail
package=kubernetes-validate==1.37.0
release=v1.37.0-local-strict
kinds='deployment-apps-v1 statefulset-apps-v1 service-v1 serviceaccount-v1 networkpolicy-networking-v1
  poddisruptionbudget-policy-v1 persistentvolumeclaim-v1'

here=$(cd "$(dirname "$0")" && pwd)
downloads=$(mktemp -d)
trap 'rm -rf "$downloads"' EXIT
python3 -m pip --quiet download --no-deps --dest "$downloads" "$package"
mkdir -p "$here/schemas"
# shellcheck disable=SC2086  # one argument a kind
python3 - "$downloads"/*.whl "$release" "$here/schemas" $kinds <<'END'
import json, pathlib, sys, zipfile

wheel, release, folder, *kinds = sys.argv[1:]
archive = zipfile.ZipFile(wheel)


def read(name):
    return json.loads(archive.read(f'kubernetes_validate/kubernetes-json-schema/{release}/{name}.json'))


def bare(schema):
    """Without what no validation needs: it is most of the bytes."""
    if isinstance(schema, list):
        return [bare(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    # A property may have one of these names; then it is a schema itself.
    kept = {key: bare(value) for key, value in schema.items()
            if isinstance(value, dict) or not (key == 'description' or key.startswith('x-kubernetes-'))}
    if isinstance(kept.get('$ref'), str):
        kept['$ref'] = '#/$defs/' + kept['$ref'].rsplit('/', 1)[1]
    return kept


definitions = bare(read('_definitions')['$defs'])


def named_in(schema):
    text = json.dumps(schema)
    return {name for name in definitions if f'"#/$defs/{name}"' in text}


for kind in kinds:
    schema = bare(read(kind))
    needed, found = set(), named_in(schema)
    while found - needed:
        new = found - needed
        needed |= new
        found = set().union(*(named_in(definitions[name]) for name in new))
    schema['$defs'] = {name: definitions[name] for name in sorted(needed)}
    pathlib.Path(folder, f'{kind}.json').write_text(json.dumps(schema, sort_keys=True) + '\n')
END
