import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const files = (name: string) =>
  readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) => path.basename(file) === name);

/** `(portal)/audit/page.tsx` → `/audit` */
const addressOf = (file: string) =>
  `/${path
    .dirname(file)
    .split("/")
    .filter((part) => part !== "." && !part.startsWith("("))
    .join("/")}`;

export const pages = files("page.tsx").map(addressOf).sort();

/** Every handler of a route: what the file exports by the name of a method. */
export const routes = files("route.ts")
  .sort()
  .flatMap((file) => {
    const source = readFileSync(path.join("app", file), "utf8");
    const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) =>
      new RegExp(`export (const|async function|function) ${method}\\b|as ${method}\\b|\\b${method}\\s*[,}]`).test(
        source,
      ),
    );
    return methods.map((method) => ({ method, address: addressOf(file) }));
  });

/** The places of an address that stand for something: `/tickets/[id]/[...path]` → id, path. */
export const places = (address: string): string[] =>
  [...address.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name]) => name ?? "");

/** What stands in them is sent as it is, so that also what is no text arrives; a `/` would be another address. */
export function filled(address: string, values: readonly string[]): string {
  let at = 0;
  return address.replaceAll(/\[(\.\.\.)?\w+\]/g, () => segment(values[at++] ?? ""));
}

function segment(value: string): string {
  const encoded = encodeURIComponent(value.toWellFormed()).slice(0, 2_000);
  return encoded === "" || /^\.+$/.test(encoded) ? "%20" : encoded;
}

export const queryOf = (params: readonly (readonly [string, string])[]): string =>
  params.map((pair) => pair.map((part) => encodeURIComponent(part.toWellFormed()).slice(0, 2_000)).join("=")).join("&");
