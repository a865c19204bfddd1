import { Alert } from "../ui/alert";
import { leftOut } from "./left-out";

/** Said on the page itself, because whoever followed an old or damaged link cannot know otherwise. */
export function LeftOutLine() {
  const names = [...leftOut().keys()];
  if (names.length === 0) return null;
  const listed = new Intl.ListFormat("en-GB").format(names.map((name) => `“${name}”`));
  return (
    <Alert>
      {`Part of this address is not understood here and was left out: ${listed}. The page shows what it shows without ${names.length === 1 ? "it" : "them"}. ${[...leftOut().values()].filter(Boolean).join(" ")}`}
    </Alert>
  );
}
