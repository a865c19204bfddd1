import { Alert } from "../ui/alert";
import { leftOut } from "./left-out";

/** Said on the page itself, because whoever followed an old or damaged link cannot know otherwise. */
export function LeftOutLine() {
  const names = [...leftOut().keys()];
  if (names.length === 0) return null;
  const listed = new Intl.ListFormat("en-GB").format(names.map((name) => `“${name}”`));
  const words = [...leftOut().values()].filter(Boolean).join(" ");
  return <Alert>{`Part of this address is not understood here and was left out: ${listed}. ${words}`.trim()}</Alert>;
}
