import fc from "fast-check";
import { expect, test } from "../fixtures";
import { broken, bytesOf, likely, noJson, type Schema } from "./bodies";
import { type Form, formsIn, linksIn } from "./forms";
import { type Call, people, startFuzzedPortal } from "./portal";
import { filled, pages, places, queryOf, routes } from "./targets";
import { text } from "./texts";

/**
 * Everything that can be asked is asked oddly, on a portal of its own: no answer is a failure of the portal's, none is in its log.
 * The same numbers give the same questions; FUZZ_SEED and FUZZ_RUNS choose others.
 */
const seed = Number(process.env.FUZZ_SEED ?? 20_261_201);
const runs = Number(process.env.FUZZ_RUNS ?? 1);
const timeout = 900_000;

let portal: Awaited<ReturnType<typeof startFuzzedPortal>>;

test.beforeAll(async () => {
  test.setTimeout(timeout);
  portal = await startFuzzedPortal();
  console.log(`measured: fuzz seed ${seed}, runs ${runs}`);
});
test.afterAll(async () => {
  console.log(`measured: fuzz asked ${portal.asked()} times`);
  await portal.stop();
});

const sample = <T>(values: fc.Arbitrary<T>, many: number, salt: number): T[] =>
  fc.sample(values, { seed: seed + salt, numRuns: many * runs });
const place = () => fc.oneof({ weight: 2, arbitrary: text }, fc.constantFrom(...portal.ids));
const query = (names: readonly string[]) =>
  fc
    .array(fc.tuple(fc.oneof(fc.constantFrom("q", "cursor", "id", "version", "format", ...names), text), place()), {
      maxLength: 4,
    })
    .map(queryOf);

test("routes, by everybody and nobody", async () => {
  test.setTimeout(timeout);
  const document = JSON.parse(await portal.ask({ method: "GET", address: "/api/openapi" })) as OpenApi;
  const calls = routes.flatMap(({ method, address }, salt): Call[] => {
    const described = document.paths[address.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}")]?.[method.toLowerCase()];
    const body = described?.requestBody?.content?.["application/json"]?.schema ?? {};
    const names = described?.parameters?.flatMap((each) => (each.in === "query" ? [each.name] : [])) ?? [];
    const paths = fc.array(place(), { minLength: places(address).length, maxLength: places(address).length });
    const json = fc
      .oneof(likely(body, portal.ids), broken(body, portal.ids))
      .map((value): [Uint8Array<ArrayBuffer>, string] => [bytesOf(JSON.stringify(value)), "application/json"]);
    const given = method === "GET" ? fc.constant(null) : fc.oneof({ weight: 5, arbitrary: json }, noJson);
    const who = fc.constantFrom<string | null>(null, ...people);
    return sample(fc.tuple(paths, query(names), given, who), 8, salt).map(([path, search, sent, person]) => ({
      method,
      address: `${filled(address, path)}?${search}`,
      headers: {
        ...(person ? portal.as(person) : { authorization: `Bearer ${path[0] ?? "x"}`.replaceAll(/[^ -~]/g, "?") }),
        ...(sent?.[1] ? { "content-type": sent[1] } : {}),
      },
      ...(sent ? { body: sent[0] } : {}),
    }));
  });
  await portal.askAll(calls);
  expect(portal.failures()).toEqual([]);
});

test("pages, by everybody and nobody", async () => {
  test.setTimeout(timeout);
  const calls = pages.flatMap((address, salt): Call[] => {
    const paths = fc.array(place(), { minLength: places(address).length, maxLength: places(address).length });
    const methods = fc.constantFrom("GET", "GET", "GET", "HEAD", "OPTIONS", "PUT");
    const who = fc.constantFrom<string | null>(null, ...people);
    return sample(fc.tuple(paths, query(["status", "view", "page"]), methods, who), 5, salt).map(
      ([path, search, method, person]) => ({
        method,
        address: `${filled(address, path)}?${search}`,
        headers: person ? portal.as(person) : {},
      }),
    );
  });
  await portal.askAll(calls);
  expect(portal.failures()).toEqual([]);
});

test("forms and the actions behind them", async () => {
  test.setTimeout(timeout);
  const calls: Call[] = [];
  const seen = new Set<string>();
  for (const person of people) {
    const forms = await formsOf(person);
    for (const form of forms) {
      const shape = `${form.fields.find(([name]) => name.endsWith(":0"))?.[1]} ${form.known.join()}`;
      if (seen.has(shape)) continue;
      seen.add(shape);
      calls.push(...sample(posted(form, person), 4, seen.size));
    }
  }
  expect(seen.size).toBeGreaterThan(40);
  await portal.askAll(calls);
  expect(portal.failures()).toEqual([]);
});

/** Every form a person comes by who follows links, one page of each kind. */
async function formsOf(person: string): Promise<Form[]> {
  const kinds = pages.map((address) => new RegExp(`^${address.replaceAll(/\[[^\]]+\]/g, "[^/]+")}$`));
  const kindOf = (link: string) => kinds.findIndex((kind) => kind.test(link));
  const waiting = pages.filter((address) => places(address).length === 0);
  const known = new Set(waiting.map(kindOf));
  const found: Form[] = [];
  for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
    const html = await portal.ask({ method: "GET", address: page, headers: portal.as(person) });
    found.push(...formsIn(page, html));
    for (const link of linksIn(html)) {
      const kind = kindOf(link);
      if (kind < 0 || known.has(kind)) continue;
      known.add(kind);
      waiting.push(link);
    }
  }
  return found;
}

/** The form as a browser sends it, with one field changed, doubled, gone, or another beside it; also as a script calls it. */
function posted({ page, fields, known }: Form, person: string): fc.Arbitrary<Call> {
  const own = fields.filter(([name]) => !name.startsWith("$ACTION_"));
  const action = fields.filter(([name]) => name.startsWith("$ACTION_"));
  const id = /"id":"([0-9a-f]+)"/.exec(action.find(([name]) => name.endsWith(":0"))?.[1] ?? "")?.[1];
  const change = fc.tuple(fc.constantFrom("set", "double", "drop", "none"), fc.constantFrom(...known, "x"), place());
  return fc
    .tuple(
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, text),
    )
    .map(([changes, script, state]) => {
      let sent = own.map(([name, value]): [string, string] => [name, value === "" ? "A text" : value]);
      for (const [how, name, value] of changes) {
        if (how === "drop" || how === "set") sent = sent.filter(([other]) => other !== name);
        if (how === "set" || how === "double") sent = [...sent, [name, value]];
      }
      const form = new FormData();
      const scripted = script && id !== undefined;
      if (scripted) form.append("0", JSON.stringify([{ status: state ?? "idle" }, "$K1"]));
      else for (const [name, value] of action) form.append(name, state !== null && name.endsWith(":1") ? state : value);
      for (const [name, value] of sent) form.append(scripted ? `_1_${name}` : name, value.toWellFormed());
      return {
        method: "POST",
        address: page,
        headers: { ...portal.as(person), ...(scripted ? { "next-action": id } : {}) },
        body: form,
      };
    });
}

type Described = {
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  parameters?: { in: string; name: string }[];
};
type OpenApi = { paths: Record<string, Record<string, Described>> };
