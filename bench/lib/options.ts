import { parseArgs } from "node:util";

type Described = Record<string, readonly [usual: number | boolean, meaning: string]>;
type Chosen<T extends Described> = { [Name in keyof T]: T[Name][0] extends boolean ? boolean : number };

/**
 * The options of a measurement as `--events 100000` or `--large`. With `--help` it says what is measured and with which
 * options, and ends; likewise when an option is unknown or no number.
 */
export function optionsOf<const T extends Described>(what: string, described: T): Chosen<T> {
  const names = Object.entries(described);
  const known = Object.fromEntries(
    names.map(([name, [usual]]) => [name, { type: typeof usual === "boolean" ? "boolean" : "string" } as const]),
  );
  const lines = names.map(([name, [usual, meaning]]) => {
    const word = typeof usual === "boolean" ? `--${name}` : `--${name} ${usual}`;
    return `  ${word.padEnd(24)}${meaning}`;
  });
  const usage = `${what}\n\n${[...lines, `  ${"--help".padEnd(24)}this text`].join("\n")}`;
  try {
    const parsed = parseArgs({ options: { ...known, help: { type: "boolean" } } });
    const values: Record<string, string | boolean | undefined> = parsed.values;
    if (values.help === true) {
      console.log(usage);
      process.exit(0);
    }
    const chosen = names.map(([name, [usual]]) => [name, numberOf(name, usual, values[name])]);
    return Object.fromEntries(chosen) as Chosen<T>;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(1);
  }
}

function numberOf(name: string, usual: number | boolean, given: string | boolean | undefined): number | boolean {
  if (given === undefined || typeof given === "boolean") return given ?? usual;
  const value = Number(given);
  if (!Number.isFinite(value) || value <= 0) throw new RangeError(`--${name} takes a number above 0.`);
  return value;
}
