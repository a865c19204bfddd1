import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const pairs = [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6,8}), (#[0-9a-f]{6,8})\);/g)];
const themes = {
  light: new Map(pairs.map(([, name, light]) => [name, light])),
  dark: new Map(pairs.map(([, name, , dark]) => [name, dark])),
};
type Rgb = [number, number, number];

function linear(hex: string): Rgb {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG 2.2 contrast ratio of two opaque colours. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, blue] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB. */
const blindness = {
  "full colour sight": [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

/** CIE L*a*b* (D65) of a linear colour as seen through a matrix. */
function lab(matrix: readonly number[], [red, green, blue]: Rgb): Rgb {
  const row = (at: number) =>
    Math.min(1, Math.max(0, (matrix[at] ?? 0) * red + (matrix[at + 1] ?? 0) * green + (matrix[at + 2] ?? 0) * blue));
  const [r, g, b] = [row(0), row(3), row(6)];
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const surfaces = ["background", "card", "popover", "sidebar", "muted", "hover"];
const tones = ["success", "warning", "danger", "info", "neutral"];
const charts = Array.from({ length: 8 }, (_, index) => `chart-${index + 1}`);

const text: [string, string][] = [
  ...surfaces.flatMap((surface): [string, string][] => [
    ["foreground", surface],
    ["muted-foreground", surface],
    ["primary-text", surface],
    ...tones.map((tone): [string, string] => [`${tone}-text`, surface]),
  ]),
  ...tones.map((tone): [string, string] => [`${tone}-text`, `${tone}-surface`]),
  ["primary-foreground", "primary"],
  ["primary-foreground", "primary-hover"],
  ["danger-action-foreground", "danger-action"],
  ["danger-action-foreground", "danger-action-hover"],
  ["primary-text", "primary-surface"],
  ["foreground", "primary-surface"],
  ["muted-foreground", "primary-surface"],
  ["background", "foreground"],
];

const graphics: [string, string][] = [
  ...["background", "card", "popover"].flatMap((surface): [string, string][] => [
    ["input", surface],
    ["ring", surface],
  ]),
  ["primary", "card"],
  ...tones.map((tone): [string, string] => [tone, "card"]),
  ...charts.map((chart): [string, string] => [chart, "card"]),
];

describe.each(["light", "dark"] as const)("the %s theme", (name) => {
  const theme = themes[name];
  const of = (token: string) => {
    const value = theme.get(token);
    if (!value) throw new Error(`tokens.css has no token --${token} with a light and a dark value`);
    return value;
  };

  it.each(text)("has text %s readable on %s (4.5:1)", (foreground, surface) => {
    expect(contrast(of(foreground), of(surface))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(graphics)("has %s visible on %s (3:1)", (mark, surface) => {
    expect(contrast(of(mark), of(surface))).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.keys(blindness))("keeps the eight chart colours apart for %s", (kind) => {
    const seen = charts.map((chart) => lab(blindness[kind as keyof typeof blindness], linear(of(chart))));
    for (const [index, one] of seen.entries()) {
      for (const [offset, other] of seen.slice(index + 1).entries()) {
        const distance = Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
        expect(distance, `chart-${index + 1} and chart-${index + offset + 2}`).toBeGreaterThan(20);
      }
    }
  });
});

it("is measured on a known pair", () => {
  expect(contrast("#ffffff", "#000000")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});
