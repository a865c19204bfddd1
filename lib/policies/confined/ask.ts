import "server-only";
import { confined } from "../../platform/confined/confined";
import type { Works } from "./work";

const entry = "lib/policies/confined/work.ts";

type Ask = <Name extends keyof Works>(
  name: Name,
  input: Parameters<Works[Name]>[0],
  time: number,
) => Promise<Awaited<ReturnType<Works[Name]>>>;

/** A line for each kind, so that whoever reads a text does not wait behind somebody's documents. */
export const askImporter = confined(entry, 1) as Ask;
export const askReader = confined(entry, 1) as Ask;
export const askPrinter = confined(entry, 1) as Ask;
