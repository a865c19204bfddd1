// Loaded into every child by `--import`: kill -9 of the supervisor must not leave a web server or an engine behind.
const parent = process.ppid;

setInterval(() => {
  if (process.ppid === parent) return;
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 5_000).unref();
}, 500).unref();
