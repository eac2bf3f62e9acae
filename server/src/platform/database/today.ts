/**
 * Today's date where the schools are, as SQL. Dates of positions and relations are compared with it,
 * whatever zone the database runs in.
 */
export const todaySql = `(now() AT TIME ZONE 'Europe/Amsterdam')::date`;

/** SQL that is true while a dated row holds: `until_date` is the first day without it. */
export const holdsTodaySql = (alias: string): string => holdsOnSql(alias, todaySql);

/** The same for the day that an SQL expression gives. */
export const holdsOnSql = (alias: string, day: string): string =>
  `${alias}.from_date <= ${day} AND (${alias}.until_date IS NULL OR ${alias}.until_date > ${day})`;
