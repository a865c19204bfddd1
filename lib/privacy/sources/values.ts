export const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
export const localDate = (date: Date | null): string | null => date?.toISOString().slice(0, 10) ?? null;
