const months = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** "2019-03" → "March 2019". */
export const monthWords = (month: string) => months.format(new Date(`${month}-01T00:00:00Z`));
