let source: () => Date = () => new Date();

/** The one clock of commands, queries and jobs, so that tests can stop it. */
export function now(): Date {
  return source();
}

/** For tests: stops the clock at an instant, or starts it again with null. */
export function setClock(at: Date | string | null): void {
  source = at === null ? () => new Date() : () => new Date(at);
}
