type Fields = Record<string, string | string[]>;

/** The fields of the form, named as the input's own paths (`decisions.0.role`), so that an error finds its field. */
export function decisionsOf(form: Fields): Record<string, unknown>[] {
  const decisions: Record<string, unknown>[] = [];
  for (const [name, value] of Object.entries(form)) {
    const [, index, field] = /^decisions\.(\d{1,2})\.(role|decision|newRole|reason)$/.exec(name) ?? [];
    if (index === undefined || field === undefined) continue;
    const at = Number(index);
    decisions[at] = { ...decisions[at], [field]: value };
  }
  return decisions;
}
