/** Runs one statement and gives its rows: the little that checks and commands need, whoever holds the connection. */
export type RunSql = <Row>(sql: string, parameters?: unknown[]) => Promise<Row[]>;
