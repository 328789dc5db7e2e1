#!/usr/bin/env node
// `npm create hardened-container` installs the package of this name and runs it. The command is in another package.
require('generator-hardened-container/dist/cli/hardened-container.cjs');
