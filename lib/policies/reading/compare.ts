import "server-only";
import { AppError } from "../../platform/errors";
import { wordDiff } from "../diff";

/** Words that went and came which a page can show, and somebody can read. */
const mostSpans = 30_000;

/** What changed between two texts (see `wordDiff`), as JSON. Throws AppError for more than anybody could read. */
export function compare({ before, after }: { before: string; after: string }): string {
  const blocks = wordDiff(before, after);
  if (blocks.reduce((sum, { spans }) => sum + spans.length, 0) > mostSpans) {
    throw new AppError("too_large", "These texts differ in too many places to be compared.");
  }
  return JSON.stringify(blocks);
}
