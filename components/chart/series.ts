/** `values` stand beside `categories`; `null` is "no data", which is not zero. */
export type Series = { name: string; values: readonly (number | null)[] };

/** Colours 1 to 8 by position; each comes with a dash and a pattern, so that grey paper tells them apart too. */
export function colour(index: number): string {
  return `var(--chart-${(index % 8) + 1})`;
}

const dashes = ["none", "6 4", "2 3", "10 3 2 3", "none", "6 4", "2 3", "10 3 2 3"];

export function dash(index: number): string {
  return dashes[index % dashes.length] ?? "none";
}

const line = "color-mix(in srgb, var(--card) 55%, transparent)";
const patterns = [
  "none",
  `repeating-linear-gradient(45deg, ${line} 0 2px, transparent 2px 6px)`,
  `radial-gradient(${line} 1.5px, transparent 1.6px)`,
  `repeating-linear-gradient(0deg, ${line} 0 2px, transparent 2px 5px)`,
  `repeating-linear-gradient(-45deg, ${line} 0 2px, transparent 2px 4px)`,
  `repeating-linear-gradient(90deg, ${line} 0 2px, transparent 2px 5px)`,
  `repeating-linear-gradient(45deg, ${line} 0 4px, transparent 4px 8px)`,
  `radial-gradient(${line} 2.5px, transparent 2.6px)`,
];

/** Fill of a bar: colour and pattern. */
export function fill(index: number): { backgroundColor: string; backgroundImage: string; backgroundSize?: string } {
  const backgroundImage = patterns[index % patterns.length] ?? "none";
  const dotted = backgroundImage.startsWith("radial");
  return { backgroundColor: colour(index), backgroundImage, ...(dotted ? { backgroundSize: "6px 6px" } : {}) };
}

export function plainNumber(value: number): string {
  return new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 }).format(value);
}

/** Whether there is anything to draw at all. */
export function hasData(series: readonly Series[]): boolean {
  return series.some((one) => one.values.some((value) => value !== null));
}
