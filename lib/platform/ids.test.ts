import { expect, test } from "vitest";
import { newId } from "./ids";

test("ids of one millisecond keep their order and are version 7 of RFC 9562", () => {
  const at = Date.UTC(2026, 10, 23);
  const ids = Array.from({ length: 2000 }, () => newId(at));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(ids[0]?.replace("-", "").slice(0, 12) ?? "", 16)).toBe(at);
});
