import { fileURLToPath } from "node:url";

/**
 * How every command of the README begins, on a clone in which nothing ran before: packages as the lock file names them, the pinned Node,
 * then the database client. Run by whatever Node the system has: nothing is imported here before there are packages.
 * @param {string} entry the `import.meta.url` of the command, which is started again where another Node is to run it
 * @param {() => Promise<unknown>} work imports what it needs itself
 */
export async function prepared(entry, work) {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    console.error(`\n  ✗ This is Node ${process.versions.node}; the portal needs Node 20 or newer to start.`);
    console.error("    Install it from https://nodejs.org or with your system's package manager, and start again.\n");
    process.exitCode = 1;
    return;
  }
  const { report } = await import("./problem.mjs");
  try {
    const { ensureInstalled, otherNode } = await import("./install.mjs");
    ensureInstalled((line) => console.error(`  ▸ ${line} …`));
    const node = otherNode();
    if (node) {
      const { relaunch } = await import("./relaunch.mjs");
      process.exit(await relaunch(node, fileURLToPath(entry), process.argv.slice(2)));
    }
    const { ensureGenerated } = await import("./build.mjs");
    await ensureGenerated();
    await work();
  } catch (error) {
    report(error);
    process.exit(1);
  }
}
