const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const number = /^\d+$/;
const two = (value: string) => value.padStart(2, "0");

/** "Every day at 02:23 UTC" of `23 2 * * *`; what these words do not cover stays as it is written. */
export function cronWords(cron: string): string {
  const [minute = "", hour = "", day = "", month = "", weekday = "", more] = cron.trim().split(/\s+/);
  if (more !== undefined || month !== "*") return cron;
  const everyDay = day === "*" && weekday === "*";
  if (everyDay && hour === "*") {
    if (minute === "*") return "Every minute";
    const step = /^\*\/(\d+)$/.exec(minute)?.[1];
    if (step) return `Every ${step} minutes`;
    return number.test(minute) ? `Every hour at ${two(minute)} past` : cron;
  }
  if (!number.test(minute) || !number.test(hour)) return cron;
  const at = `at ${two(hour)}:${two(minute)} UTC`;
  if (everyDay) return `Every day ${at}`;
  if (day === "*" && weekdays[Number(weekday)]) return `Every ${weekdays[Number(weekday)]} ${at}`;
  return number.test(day) && weekday === "*" ? `Day ${day} of each month ${at}` : cron;
}
