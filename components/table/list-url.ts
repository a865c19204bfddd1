export type ListParams = Record<string, string | undefined>;

/**
 * The address of a list after a change: `undefined` and "" remove a parameter. A change of filter or order goes back to the
 * first page, so `cursor` falls away unless the change sets it. Parameters are sorted: the same list has one address.
 */
export function listUrl(path: string, params: ListParams, change: ListParams): string {
  const merged: ListParams = { ...params, cursor: undefined, ...change };
  const search = new URLSearchParams();
  for (const key of Object.keys(merged).sort()) {
    const value = merged[key];
    if (value) search.set(key, value);
  }
  const query = search.toString();
  return query === "" ? path : `${path}?${query}`;
}

/** "1 event", "218 events", "1,204 events". */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat("en-GB").format(count)} ${count === 1 ? one : many}`;
}
