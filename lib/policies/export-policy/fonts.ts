import "server-only";
import path from "node:path";

const folder = path.join(process.cwd(), "node_modules/geist/dist/fonts");
const sans = (style: string) => path.join(folder, "geist-sans", `Geist-${style}.ttf`);

/** Embedded in every PDF, so that it looks the same everywhere and its text can be read out. */
export const fonts = {
  regular: sans("Regular"),
  bold: sans("Bold"),
  italic: sans("Italic"),
  boldItalic: sans("BoldItalic"),
  mono: path.join(folder, "geist-mono", "GeistMono-Regular.ttf"),
} as const;
export type FontName = keyof typeof fonts;
