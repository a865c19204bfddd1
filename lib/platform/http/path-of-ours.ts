/**
 * Where to go on after signing in: a path of this portal, never another site and never a scheme. Judged as the browser reads it:
 * "/..//elsewhere" begins with one slash and ends as "//elsewhere", which the router in the browser takes for a host.
 */
export function pathOfOurs(next: unknown): string {
  if (typeof next !== "string" || !/^\/[\w\-./?=&%~:,+]*$/.test(next)) return "/";
  const { pathname, search } = new URL(`http://portal.invalid${next}`);
  if (pathname.startsWith("//") || /^\/sign-in(\/|$)/.test(pathname)) return "/";
  return pathname + search;
}
