/** The zone of this device, as the server takes it. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'Europe/Amsterdam';

/** `15:45` as minutes since midnight; `null` for anything that is no time. */
export function minuteOf(time: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(time) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** The two fields of the browser for a moment, on this device's own clock. */
export function fieldsOf(startsAt: string): { date: string; time: string } {
  const at = new Date(startsAt);
  const two = (part: number): string => String(part).padStart(2, '0');
  return { date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`, time: `${two(at.getHours())}:${two(at.getMinutes())}` };
}
