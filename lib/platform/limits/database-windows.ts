import "server-only";
import { giveBackToWindow, takeFromWindow } from "../db/door";
import type { Windows } from "./windows";

/** Kept in PostgreSQL: they survive a restart of the portal, and all processes count together. */
export const databaseWindows: Windows = {
  take: (key, { amount, seconds }, at) =>
    takeFromWindow(key, amount, { at, endsAt: new Date(at.getTime() + seconds * 1000) }),
  giveBack: (key, _limit, endsAt) => giveBackToWindow(key, endsAt),
};
