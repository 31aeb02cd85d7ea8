// CommonJS and old syntax on purpose: this file must run, and speak, under any Node.
var major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    'Vaktbord needs Node 24 and this is Node ' +
      process.versions.node +
      ' (the database module crashes below 22). Run "npm ci" and start through npm, which brings its own Node 24 on Linux; elsewhere install Node 24.',
  );
  process.exit(1);
}
