import type { Root } from "hast";

/** A text as the sanitised tree a page draws (see `layOut`). */
export type Layout = Root;
export type PassageLayouts = Root[];
