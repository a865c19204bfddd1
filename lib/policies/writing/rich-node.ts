export type RichMark = { type: string; attrs?: Record<string, unknown> };
/** A node of the rich editor's document, as it gives and takes it. */
export type RichNode = {
  type: string;
  attrs?: Record<string, unknown>;
  content?: RichNode[];
  marks?: RichMark[];
  text?: string;
};

/** A form of Markdown the rich editor has no place for: footnotes, raw HTML, task lists, references. */
export class UnknownForm extends Error {
  override name = "UnknownForm";
}
