#!/usr/bin/env node
// Plain JavaScript on purpose: a Node that is too old must still be able to read this and say so.
const needed = 24;
const [major] = process.versions.node.split('.').map(Number);
if (major < needed) {
  console.error(
    [
      `carillon: Node ${needed} or newer is needed, this is ${process.version}.`,
      'Nothing was touched. The project brings its own Node: run `npm ci` once, then `npm start`,',
      "or `npx carillon …` from the project's folder, both of which use it.",
    ].join('\n'),
  );
  process.exit(78);
}
const { main } = await import('carillon/main');
await main(process.argv.slice(2));
