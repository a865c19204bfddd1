import { describe, expect, it } from "vitest";
import { readFunction } from "@/lib/platform/jobs/embedded/function-config";
import { functions } from "./functions";

type Declared = { getConfig(options: { baseUrl: URL; appPrefix: string }): { id: string }[] };

describe("job functions", () => {
  const configs = functions.flatMap((fn) => {
    return (fn as unknown as Declared).getConfig({ baseUrl: new URL("http://portal"), appPrefix: "plinto-portal" });
  });

  it.each(configs.map((config) => [config.id, config] as const))(
    "%s asks for nothing the embedded engine lacks",
    (id, config) => {
      expect(readFunction(JSON.parse(JSON.stringify(config))).id).toBe(id);
    },
  );

  it("have names of their own", () => {
    expect(new Set(configs.map(({ id }) => id)).size).toBe(configs.length);
  });
});
