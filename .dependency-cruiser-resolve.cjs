const { resolve } = require('node:path');
const { imports } = require('./package.json');

/**
 * How the boundary check finds the source behind an import: `#domain/x.js` is libs/domain/src/x.ts, while package.json
 * sends it to what was compiled. It has the form of a webpack configuration, which is what dependency-cruiser reads;
 * nothing is built with webpack.
 */
module.exports = {
  resolve: {
    alias: Object.fromEntries(
      Object.entries(imports).map(([name, target]) => [
        name.replace('/*', ''),
        resolve(__dirname, target.replace('./dist/', '').replace('/*', '')),
      ]),
    ),
    importsFields: [],
    extensionAlias: { '.js': ['.ts', '.js'] },
    conditionNames: ['import', 'require', 'node', 'default', 'types'],
    exportsFields: ['exports'],
  },
};
