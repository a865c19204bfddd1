import { expect, it } from "vitest";
import { cn } from "./cn";

it("lets the later class win and keeps our type sizes beside a text colour", () => {
  expect(cn("px-2 text-section text-foreground", false, "px-4")).toBe("text-section text-foreground px-4");
  expect(cn("text-sm", "text-title")).toBe("text-title");
});
