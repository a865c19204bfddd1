import { Markdown } from "@/components/status/markdown";
import { type Keeping, layoutOf } from "@/lib/policies/reading/layouts";

/** A text to read, as it was laid out once. */
export async function ReadingText({ text, ...keeping }: Keeping & { text: string }) {
  return <Markdown layout={await layoutOf(keeping, text)} text={text} />;
}
