/** Who meets in a circle: lead, co-lead and members. Guests and followers do not, and whose membership rests does not. */
export const meets = (alias: string): string => `${alias}.role IN ('lead', 'co_lead', 'member') AND ${alias}.ended_at IS NULL AND ${alias}.suspended_at IS NULL`;

/** Whether someone with this role in a circle meets there. */
export const meetsAs = (role: string | null): boolean => role === 'lead' || role === 'co_lead' || role === 'member';
