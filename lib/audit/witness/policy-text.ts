import type { ConfiguredWitness } from "./configured";

/**
 * The policy of a log as C2SP tlog-policy: its keys, the witnesses, and how many of those outside must have signed. A
 * witness of the same machine counts only when there is no other.
 */
export function policyText(vkeys: readonly string[], witnesses: readonly ConfiguredWitness[], quorum?: number): string {
  const lines = vkeys.map((vkey) => `log ${vkey}`);
  const outside = witnesses.filter((witness) => !witness.sameMachine);
  for (const { name, vkey, url, sameMachine } of witnesses) {
    if (sameMachine) lines.push("# the next one runs on the portal's own machine: it proves nothing against its owner");
    lines.push(`witness ${name} ${vkey} ${url}/`);
  }
  const counting = outside.length > 0 ? outside : witnesses;
  if (counting.length === 0) return `${[...lines, "quorum none"].join("\n")}\n`;
  const needed = outside.length > 0 ? Math.min(quorum ?? outside.length, outside.length) : 1;
  lines.push(`group witnesses ${needed} ${counting.map(({ name }) => name).join(" ")}`, "quorum witnesses");
  return `${lines.join("\n")}\n`;
}
