/** Files at the top of a repository that no build needs. */
const notForBuilds =
  /^(readme|license|licence|copying|notice|changelog|changes|history|contributing|code_of_conduct|security|authors|codeowners|makefile|justfile|taskfile|procfile|vagrantfile|jenkinsfile|dockerfile|containerfile|docker-compose|compose|fly\.toml|render\.yaml|app\.json|skaffold|tiltfile|\.)|\.(md|rst|adoc|env|pem|key|log)$/i;

/** Folders at the top with documents, deployments and results of builds. */
const foldersNotForBuilds =
  /^(docs?|deploy(ments?)?|k8s|kubernetes|charts?|helm|terraform|infra|ansible|hardening|e2e|cypress|bench(marks?)?|examples?|coverage|node_modules|dist|build|target|venv|__pycache__)\/$/i;

/** Hidden files that builds read. Files with credentials are secrets of the build. */
const hiddenForBuilds = /^\.(mvn\/|cargo\/|sqlx\/|babelrc|swcrc|browserslistrc|postcssrc)/;

/** Names that the list of a build context can have. */
const usable = /^[A-Za-z0-9._@+-][A-Za-z0-9._@+ -]*\/?$/;

/** Whether a build sees a name at the top of a repository; a folder ends with a slash. */
export function isSource(name: string): boolean {
  if (hiddenForBuilds.test(name)) return true;
  return usable.test(name) && !notForBuilds.test(name) && !foldersNotForBuilds.test(name);
}
