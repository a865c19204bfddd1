import { describe, expect, it } from "vitest";
import { initials } from "./initials";

describe("initials", () => {
  it.each([
    ["Mara Lindqvist", "ML"],
    ["  ana  maria   souza ", "AS"],
    ["Plinto", "P"],
    ["", "?"],
    ["👩‍⚕️ Weber", "👩‍⚕️W"],
    ["Éloïse", "É"],
  ])("of %j are %s", (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});
