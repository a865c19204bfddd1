import { expect, it } from "vitest";
import { cronWords } from "./cron-words";

it.each([
  ["* * * * *", "Every minute"],
  ["*/15 * * * *", "Every 15 minutes"],
  ["5 * * * *", "Every hour at 05 past"],
  ["23 2 * * *", "Every day at 02:23 UTC"],
  ["20 3 * * 1", "Every Monday at 03:20 UTC"],
  ["10 3 1 * *", "Day 1 of each month at 03:10 UTC"],
  ["15 2-6 * * *", "15 2-6 * * *"],
  ["0 4 1 1,4,7,10 *", "0 4 1 1,4,7,10 *"],
  ["nonsense", "nonsense"],
])("%s is %s", (cron, words) => {
  expect(cronWords(cron)).toBe(words);
});
