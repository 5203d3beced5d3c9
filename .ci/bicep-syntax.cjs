// Parses Bicep files with the tree-sitter grammar, whose packages NODE_PATH leads to, and names each place that is no
// Bicep. Syntax alone: names and types are the compiler's business, in .github/workflows/ci.yml.
const fs = require('fs');
const path = require('path');
const { Language, Parser } = require('web-tree-sitter');

function faults(node) {
  const own = node.isError || node.isMissing ? [node] : [];
  return own.concat(...node.children.map(faults));
}

async function main(files) {
  await Parser.init();
  const grammar = path.join(path.dirname(require.resolve('tree-sitter-bicep/package.json')), 'tree-sitter-bicep.wasm');
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  let count = 0;
  for (const file of files) {
    // The grammar is older than the statement `extension`.
    const text = fs.readFileSync(file, 'utf8').replace(/^extension /gm, '//tension ');
    for (const node of faults(parser.parse(text).rootNode)) {
      const place = `${file}:${node.startPosition.row + 1}:${node.startPosition.column + 1}`;
      const what = node.isMissing ? `${node.type} is missing` : `not understood: ${node.text.slice(0, 80)}`;
      console.error(`${place} ${what}`);
      count++;
    }
  }
  return count;
}

main(process.argv.slice(2)).then((count) => process.exit(count ? 1 : 0));
