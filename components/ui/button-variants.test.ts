import { expect, it } from "vitest";
import { classClashes } from "@/scripts/testing/class-clashes";
import { buttonVariants } from "./button-variants";
import { cn } from "./cn";

const variants = ["primary", "secondary", "ghost", "destructive", "link"] as const;
const sizes = ["sm", "md", "lg", "icon", "icon-sm"] as const;
const looks = variants.flatMap((variant) => sizes.map((size) => ({ variant, size })));
// A link among words is never a picture alone.
const sensible = looks.filter(({ variant, size }) => variant !== "link" || !size.startsWith("icon"));

it.each(sensible)("a $variant button of size $size sets nothing twice", (look) => {
  expect(classClashes(buttonVariants(look))).toEqual([]);
});

it("notices classes that set the same property, and lets what a component offers be overridden", () => {
  expect(classClashes(cn("px-2 text-section text-foreground", false, "px-4"))).toEqual(["px-2"]);
  expect(classClashes(cn("text-sm", "text-title"))).toEqual(["text-sm"]);
  expect(classClashes(cn("base:px-2 max-md:px-3", "px-4"))).toEqual([]);
});
