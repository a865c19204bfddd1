/** Browsers pretend to be one another: the first that fits is the one, so whoever copies a name stands before its owner. */
const browsers: readonly [RegExp, string][] = [
  [/\b(?:Edg|EdgA|EdgiOS|Edge)\//, "Edge"],
  [/\b(?:OPR|OPiOS|OPT|Opera)\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bVersion\/[\d.]+.* Safari\//, "Safari"],
];

const systems: readonly [RegExp, string][] = [
  [/\biPhone\b|\biPod\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bCrOS\b/, "a Chromebook"],
  [/\bWindows\b/, "Windows"],
  // An iPad that asks for desktop pages says it is a Mac; only browsers that came to it from elsewhere give it away.
  [/\bMacintosh\b.*\b(?:CriOS|FxiOS|EdgiOS|OPT)\//, "iPad"],
  [/\bMacintosh\b.*\bVersion\/[\d.]+.* Safari\//, "Mac or iPad"],
  [/\bMacintosh\b/, "Mac"],
  [/\bLinux\b|\bX11\b/, "Linux"],
];

const firstOf = (names: readonly [RegExp, string][], text: string) => names.find(([known]) => known.test(text))?.[1];

/** "Firefox on Windows": what people call a device, from what its browser says of itself. Never the browser's own text. */
export function deviceWords(userAgent: string | null): string {
  const text = userAgent ?? "";
  const browser = firstOf(browsers, text);
  const system = firstOf(systems, text);
  if (browser && system) return `${browser} on ${system}`;
  if (system) return `Unknown browser on ${system}`;
  return browser ?? "Unknown device";
}

/** An IPv4 address that came over an IPv6 socket is shown as people know it. */
export const addressWords = (ip: string | null) => ip?.replace(/^::ffff:(?=[\d.]+$)/, "") ?? "Unknown address";
