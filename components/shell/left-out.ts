import "server-only";
import { cache } from "react";

/** Parts of the address a page left out, each with what would be understood if the page says so; lives as long as the request. */
export const leftOut = cache(() => new Map<string, string | null>());
