import { expect, test } from "vitest";
import { addressWords, deviceWords } from "./device-words";
import { whyEnded } from "./life";

const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0";
const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const android = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
  [`${windows} Safari/537.36`, "Chrome on Windows"],
  [`${windows} Safari/537.36 Edg/131.0.0.0`, "Edge on Windows"],
  [`${windows} Safari/537.36 OPR/116.0.0.0`, "Opera on Windows"],
  [`${windows} Safari/537.36 Vivaldi/7.0`, "Vivaldi on Windows"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox on Windows"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox on Mac"],
  [`${mac} Version/18.1 Safari/605.1.15`, "Safari on Mac or iPad"],
  [`${mac} CriOS/131 Version/18.1 Safari/605.1.15`, "Chrome on iPad"],
  [`${iphone} Version/18.1 Mobile/15E148 Safari/604.1`, "Safari on iPhone"],
  [`${iphone} FxiOS/133.0 Mobile/15E148 Safari/605.1.15`, "Firefox on iPhone"],
  [`${iphone} EdgiOS/131.0 Version/18.0 Mobile/15E148 Safari/604.1`, "Edge on iPhone"],
  [`${android} Chrome/131.0.0.0 Mobile Safari/537.36`, "Chrome on Android"],
  [`${android} SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36`, "Samsung Internet on Android"],
  [
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36",
    "Chrome on a Chromebook",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/131.0.0.0 Safari/537.36", "Chrome on Linux"],
  ["Mozilla/5.0 (Windows NT 10.0) Something/1.0", "Unknown browser on Windows"],
  ["curl/8.5.0", "Unknown device"],
  ["<script>alert(1)</script>", "Unknown device"],
  ["", "Unknown device"],
  [null, "Unknown device"],
])("%s is %s", (userAgent, words) => expect(deviceWords(userAgent)).toBe(words));

test("however long a browser's text is, the words are short and soon there", () => {
  const begun = performance.now();
  const hostile = "Macintosh Version/1".repeat(16).padEnd(300, "Version/1.");
  for (let round = 0; round < 1_000; round += 1) deviceWords(hostile);
  expect(deviceWords(hostile).length).toBeLessThan(60);
  expect(performance.now() - begun).toBeLessThan(10_000);
});

test("addresses are shown as people know them", () => {
  expect(addressWords("::ffff:192.0.2.7")).toBe("192.0.2.7");
  expect(addressWords("2001:db8::1")).toBe("2001:db8::1");
  expect(addressWords(null)).toBe("Unknown address");
});

test("a session that ended says why, one's own sign-out and what is still alive say nothing", () => {
  const now = new Date("2026-11-26T12:00:00Z");
  const lastSeenAt = new Date("2026-11-26T11:00:00Z");
  const end = { revokedAt: now, lastSeenAt };
  expect(whyEnded({ ...end, endReason: "other_device" }, now)).toBe("other_device");
  expect(whyEnded({ ...end, endReason: "roles_changed" }, now)).toBe("roles_changed");
  expect(whyEnded({ ...end, endReason: "signed_out" }, now)).toBeNull();
  expect(whyEnded({ ...end, endReason: null }, now)).toBeNull();
  expect(whyEnded({ revokedAt: null, endReason: null, lastSeenAt }, now)).toBeNull();
  expect(whyEnded({ revokedAt: null, endReason: null, lastSeenAt }, new Date(now.getTime() + 1))).toBe("idle");
});
